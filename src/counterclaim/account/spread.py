"""The least and the most that each count can be, and which claims cannot stand together.

All arithmetic here says that parts are together no more than their whole, with the whole alone on its side. Such a
system has a least solution, which meets every lower end at once, and the linear programs for the ends of all
counts are solved by two walks over it: upwards, a whole is at least the sum of the least its parts can be;
downwards, a part is at most what its whole can be less the least of the other parts. The walks are exact, since no
count lies within two parts of one sum. (Systems with one term on the greater side: Cottle and Veinott,
"Polyhedral sets having a least element", Mathematical Programming 3, 1972.)
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterclaim.account.system import System

# Figures that differ by less, as a share of the larger, are the same: hedges and sums are computed in fractions.
_SAME = 1e-9

# Counts, parts first, each with the parts of its sums.
_Steps = list[tuple[int, list[list[int]]]]
# What sets an end: ("held", position of a claim), ("sum", position of a sum), or nothing.
From = tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Claims that cannot stand together, while any of them can be left out and the others do.

    Attributes:
        at: position of the count where they meet.
        lows: positions of the claims that hold it up, the largest first; empty where ``high`` is against itself.
        high: position of the claim that holds it down.
        least: what ``lows`` make of the count together.
    """

    at: int
    lows: tuple[int, ...]
    high: int
    least: float


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """The ends of every count, by position in the system.

    Attributes:
        low: 0 where nothing is known.
        high: None where open.
        low_from, high_from: what sets them.
        conflicts: each without a claim of another; the ends rest on the claims in none of them.
    """

    low: Sequence[float]
    high: Sequence[float | None]
    low_from: Sequence[From]
    high_from: Sequence[From]
    conflicts: Sequence[Conflict]


def ends(of: System) -> Ends:
    """The ends of all counts, with the claims that conflict taken out first.

    Conflicts are looked for from the parts up, first pairs: a claim, and one below it that is larger. When no pair
    is left, sums that are too large, of which QuickXplain leaves what is needed, the largest figures tried first
    (Junker, "QuickXplain: preferred explanations and relaxations for over-constrained problems", AAAI 2004). So no
    claim of a conflict can be spared; that none with fewer claims exists is certain of pairs alone.
    """
    walk = _Walk(of)
    walk.up(pairs=True)
    walk.up(pairs=False)
    high, high_from = walk.down()
    return Ends(walk.low, high, walk.low_from, high_from, walk.conflicts)


class _Walk:
    def __init__(self, of: System) -> None:
        counts = len(of.counts)
        self._of = of
        self._active = [True] * len(of.held)
        self._on: list[list[int]] = [[] for _ in range(counts)]
        self._below: list[list[int]] = [[] for _ in range(counts)]
        self._wholes: list[list[int]] = [[] for _ in range(counts)]
        for nth, at in enumerate(of.at):
            self._on[at].append(nth)
        for nth, one in enumerate(of.sums):
            self._below[one.whole].append(nth)
            for part in one.parts:
                self._wholes[part].append(one.whole)
        self.low = [0.0] * counts
        self.low_from: list[From] = [None] * counts
        # The largest claim at or below each count, alone.
        self._single: list[tuple[float, int]] = [(0.0, -1)] * counts
        self.conflicts: list[Conflict] = []

    def up(self, *, pairs: bool) -> None:
        for at in range(len(self.low)):
            self._weigh(at)
            while (high := self._least_high(at)) is not None:
                if not _exceeds(self._single[at][0] if pairs else self.low[at], high[0]):
                    break
                self._conflict(at, *high)

    def down(self) -> tuple[list[float | None], list[From]]:
        highs: list[float | None] = [None] * len(self.low)
        sources: list[From] = [None] * len(self.low)
        for at in range(len(self.low) - 1, -1, -1):
            own = self._least_high(at)
            above = highs[at]
            if own is not None and (above is None or own[0] <= above):
                above, sources[at] = own[0], ("held", own[1])
                highs[at] = above
            if above is None:
                continue
            for nth in self._below[at]:
                parts = self._of.sums[nth].parts
                spare = above - sum(self.low[part] for part in parts)
                for part in parts:
                    # What is left may lie below the least by a rounding error alone.
                    left = max(spare, 0.0) + self.low[part]
                    known = highs[part]
                    if known is None or left < known:
                        highs[part], sources[part] = left, ("sum", nth)
        return highs, sources

    def _least_high(self, at: int) -> tuple[float, int] | None:
        highs = (
            (high, nth)
            for nth in self._on[at]
            if self._active[nth] and (high := self._of.held[nth].high) is not None
        )
        return min(highs, default=None)

    def _weigh(self, at: int) -> bool:
        """Sets the least of a count from what lies below; whether that changes it."""
        before = self.low[at], self._single[at], self.low_from[at]
        least, source, single = -1.0, None, (0.0, -1)
        for nth in self._on[at]:
            low = self._of.held[nth].low
            if self._active[nth] and low is not None and low > least:
                least, source, single = max(low, 0.0), ("held", nth), (max(low, 0.0), nth)
        found: From = source
        lows, singles = self.low, self._single
        for nth in self._below[at]:
            total = 0.0
            for part in self._of.sums[nth].parts:
                total += lows[part]
                if singles[part][0] > single[0]:
                    single = singles[part]
            if total > least and total > 0:
                least, found = total, ("sum", nth)
        self.low[at], self.low_from[at], self._single[at] = max(least, 0.0), found, single
        return before != (self.low[at], self._single[at], self.low_from[at])

    def _conflict(self, at: int, high: float, nth: int) -> None:
        single, largest = self._single[at]
        lows: tuple[int, ...]
        if _exceeds(single, high):
            lows, least = (() if largest == nth else (largest,)), single
        else:
            lows, least = self._fewest(at, high)
        self.conflicts.append(Conflict(at, lows, nth, least))
        self._leave_out([*lows, nth], at)

    def _leave_out(self, gone: Iterable[int], upto: int) -> None:
        ahead = set()
        for nth in gone:
            self._active[nth] = False
            ahead.add(self._of.at[nth])
        queue = sorted(ahead)
        while queue:
            at = heapq.heappop(queue)
            ahead.discard(at)
            if not self._weigh(at):
                continue
            for whole in self._wholes[at]:
                if whole <= upto and whole not in ahead:
                    ahead.add(whole)
                    heapq.heappush(queue, whole)

    def _fewest(self, at: int, high: float) -> tuple[tuple[int, ...], float]:
        """Of the claims that hold a count up those that alone hold it above a figure, and what they make of it."""
        held = self._of.held
        support = sorted(self._support(at), key=lambda nth: (-(held[nth].low or 0.0), nth))
        steps = self._between(support, at)

        def breaks(some: Sequence[int]) -> bool:
            return _exceeds(self._sum_of(some, steps), high)

        def needed(sure: list[int], grown: bool, some: list[int]) -> list[int]:
            if grown and breaks(sure):
                return []
            if len(some) == 1:
                return some
            half = len(some) // 2
            first, second = some[:half], some[half:]
            late = needed(sure + first, True, second)
            early = needed(sure + late, bool(late), first)
            return early + late

        found = tuple(needed([], False, support))
        return found, self._sum_of(found, steps)

    def _support(self, at: int) -> set[int]:
        found, ahead, seen = set(), [at], {at}
        while ahead:
            source = self.low_from[ahead.pop()]
            if source is None:
                continue
            kind, nth = source
            if kind == "held":
                found.add(nth)
                continue
            for part in self._of.sums[nth].parts:
                if self.low[part] > 0 and part not in seen:
                    seen.add(part)
                    ahead.append(part)
        return found

    def _between(self, some: Iterable[int], upto: int) -> _Steps:
        """The sums by which some claims bear on a count, parts first, without the parts that they do not reach."""
        reached, ahead = set[int](), [self._of.at[nth] for nth in some]
        while ahead:
            at = ahead.pop()
            if at not in reached and at <= upto:
                reached.add(at)
                ahead += self._wholes[at]
        needed, ahead = set[int](), [upto]
        while ahead:
            at = ahead.pop()
            if at in reached and at not in needed:
                needed.add(at)
                ahead += (part for nth in self._below[at] for part in self._of.sums[nth].parts)
        return [
            (
                at,
                [
                    found
                    for nth in self._below[at]
                    if (found := [p for p in self._of.sums[nth].parts if p in needed])
                ],
            )
            for at in sorted(needed)
        ]

    def _sum_of(self, some: Iterable[int], steps: _Steps) -> float:
        """What some claims alone make of the last of the counts."""
        low = {at: 0.0 for at, _ in steps}
        for nth in some:
            at = self._of.at[nth]
            low[at] = max(low[at], self._of.held[nth].low or 0.0)
        for at, sums in steps:
            for parts in sums:
                total = sum([low[part] for part in parts])
                if total > low[at]:
                    low[at] = total
        return low[steps[-1][0]]


def _exceeds(low: float, high: float) -> bool:
    return low - high > _SAME * max(1.0, abs(low), abs(high))
