"""Claims and the arithmetic between what they count, as a system of inequalities.

Two kinds of thing are in it, kept apart: a ``Held`` is what somebody claims of one count and may be broken; a
``Sum`` is arithmetic and may not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from counterclaim.account.arithmetic import Arithmetic
from counterclaim.account.quantity import Quantity, is_count, quantity
from counterclaim.link.compare import Rules, bounds, camp
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement

Kind = Literal["stretch", "total", "state", "undated"]


# A sum between nodes: the whole and its parts.
_Link = tuple[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is counted. Days are ordinals, as ``date.toordinal``.

    Attributes:
        kind: ``stretch``, from its first to its last day, which a running total with a known start is too;
            ``total``, a running total to ``end`` whose start is not told; ``state``, what was so on a day;
            ``undated``, where a bound that it would need is not told.
        start, end: both are counted; None if unknown.
    """

    kind: Kind = "undated"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number that claims are about, and that they do not settle: what is counted, and over which time."""

    quantity: Quantity
    window: Window = Window()


@dataclass(frozen=True, slots=True)
class Held:
    """What one speaker claims of one count. It may be wrong.

    Attributes:
        speaker: id of the claimant, or of the outlet for its own voice and for hearsay.
        low, high: the least and the most that it leaves room for; None where open, and not both.
        claims: ids of all that say so, sorted.
    """

    speaker: str
    count: Count
    low: float | None
    high: float | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """That parts which share nothing are together no more than their whole. It holds whatever is claimed.

    Attributes:
        whole, parts: positions in ``System.counts``; a single part says that it lies within the whole.
    """

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class System:
    """Claims, and the arithmetic that links what they count.

    Attributes:
        counts: parts before their wholes; also such as nobody claims, that days are added up through.
        sums: the arithmetic.
        held: the claims, by speaker, figure and count.
        at: to each of ``held`` the position of its count.
        asked: positions of the counts that are claimed or asked for, in order.
    """

    counts: tuple[Count, ...]
    sums: tuple[Sum, ...]
    held: tuple[Held, ...]
    at: tuple[int, ...]
    asked: tuple[int, ...]


def window(claim: Statement) -> Window:
    """The time that a claim counts, as far as it is told."""
    start, end = claim.start, claim.end
    if claim.kind == "instant" and (start or end):
        return Window("state", start or end, end or start)
    if claim.kind not in ("cumulative", "period") or (start and end and start > end):
        return Window()
    if start and end:
        return Window("stretch", start, end)
    return Window("total" if claim.kind == "cumulative" and end else "undated", start, end)


def speaker(claim: Statement) -> str:
    """On whose word a claim stands: the claimant; the outlet where that is no name."""
    return claim.outlet if claim.claimant in (NARRATOR, UNNAMED) else claim.claimant


def by_side(claims: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Claims by the camp that their claimant speaks for, else by the speaker; sorted by name."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        found[camp(claim) or speaker(claim)].append(claim)
    return dict(sorted(found.items()))


def system(
    claims: Iterable[Statement], rules: Rules, arithmetic: Arithmetic, asked: Iterable[Count] = ()
) -> System:
    """Claims as inequalities, with the arithmetic between them; the same for any order of the claims.

    What is not told is not linked: a count links to others only if its object and outcome are named, and its party
    or, of people of no stated side, its place; no place is not taken as everywhere; an undated count stands alone.
    Running totals that do not tell their start are taken to have one start for each party and place; a stretch
    counts into such a total where another of them was already being told before the stretch began.

    Args:
        asked: further counts to be bounded.
    """
    held = _held(claims, rules)
    wanted = {one.count for one in held} | set(asked)
    grid = _Grid(wanted, rules, arithmetic)
    links = _needed(grid.sums)
    order = _parts_first(len(grid.nodes), links)
    place = {old: new for new, old in enumerate(order)}
    counts = tuple(Count(grid.quantities[q], w) for q, w in (grid.nodes[old] for old in order))
    sums = sorted((place[whole], tuple(sorted(place[p] for p in parts))) for whole, parts in links)
    position = {count: n for n, count in enumerate(counts)}
    return System(
        counts,
        tuple(Sum(whole, parts) for whole, parts in sums),
        tuple(held),
        tuple(position[one.count] for one in held),
        tuple(sorted(position[count] for count in wanted)),
    )


def order_of(count: Count) -> tuple[str, str, str, str, str, int, int]:
    """What counts are sorted by: what is counted, then the time."""
    what, when = count.quantity, count.window
    return what.party, what.object, what.outcome, what.place, when.kind, when.start or 0, when.end or 0


def _held(claims: Iterable[Statement], rules: Rules) -> list[Held]:
    found: defaultdict[tuple[str, Count, float | None, float | None], set[str]] = defaultdict(set)
    for claim in claims:
        if not is_count(claim) or claim.superseded:
            continue
        low, high = bounds(claim, rules.profile)
        if claim.degree or claim.told_as == "part":
            high = None  # A part of what it is named for: the badly wounded, some of those before.
        if low is not None or high is not None:
            found[speaker(claim), Count(quantity(claim), window(claim)), low, high].add(claim.id)
    held = [Held(*key, tuple(sorted(ids))) for key, ids in found.items()]
    return sorted(held, key=lambda one: (order_of(one.count), one.speaker, one.claims))


def _needed(sums: Iterable[_Link]) -> set[_Link]:
    """Each once, without those that say of one part what a longer sum says too."""
    found = set(sums)
    told = {(whole, part) for whole, parts in found if len(parts) > 1 for part in parts}
    return {(whole, parts) for whole, parts in found if len(parts) > 1 or (whole, parts[0]) not in told}


def _parts_first(nodes: int, links: Iterable[_Link]) -> list[int]:
    wholes: list[list[int]] = [[] for _ in range(nodes)]
    waits = [0] * nodes
    for whole, parts in sorted(links):
        for part in parts:
            wholes[part].append(whole)
            waits[whole] += 1
    ready = deque(n for n in range(nodes) if not waits[n])
    order = []
    while ready:
        order.append(part := ready.popleft())
        for whole in wholes[part]:
            waits[whole] -= 1
            if not waits[whole]:
                ready.append(whole)
    return order


@dataclass(slots=True)
class _Times:
    """The windows of one quantity: sorted ends of totals, stretches by start with sorted ends, states."""

    totals: list[int] = field(default_factory=list)
    stretches: dict[int, list[int]] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    states: list[Window] = field(default_factory=list)
    told: set[tuple[int, int]] = field(default_factory=set)

    def windows(self) -> list[Window]:
        """All of them; totals in order."""
        totals = [Window("total", None, end) for end in self.totals]
        stretches = [Window("stretch", first, end) for first in self.starts for end in self.stretches[first]]
        return totals + stretches + self.states

    def add(self, start: int, end: int) -> None:
        ends = self.stretches.get(start)
        if ends is None:
            ends = self.stretches[start] = []
            insort(self.starts, start)
        insort(ends, end)

    def after(self, day: int) -> list[int]:
        """The first day from one on to which a total is told, if any."""
        return self.totals[(nth := bisect_left(self.totals, day)) : nth + 1]

    def around(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretches around one that are not around another such; not itself."""
        least = None
        for nth in range(bisect_right(self.starts, start) - 1, -1, -1):
            first = self.starts[nth]
            ends = self.stretches[first]
            at = bisect_left(ends, end + 1 if first == start else end)
            if at < len(ends) and (least is None or ends[at] < least):
                least = ends[at]
                yield first, least
            if least == end:
                return


def _is_within(one: Window, other: Window) -> bool:
    if one.kind != other.kind or one.end is None or other.end is None:
        return one == other
    begins = one.start is None or other.start is None or other.start <= one.start
    return begins and one.end <= other.end


class _Grid:
    """Counts as numbered nodes, and the arithmetic between them.

    Each count is linked to the nearest ones around it only, and days are added up through the counts to the day
    before and to the last day, so that there are few sums and each has few parts.
    """

    def __init__(self, wanted: Iterable[Count], rules: Rules, arithmetic: Arithmetic) -> None:
        self._facts, self._kinds = arithmetic, rules.kinds
        self.nodes: list[tuple[int, Window]] = []
        self.sums: list[_Link] = []
        told = sorted(wanted, key=order_of)
        self.quantities = sorted({count.quantity for count in told})
        self._number = {one: n for n, one in enumerate(self.quantities)}
        self._node: dict[tuple[int, str, int | None, int | None], int] = {}
        self._times = [_Times() for _ in self.quantities]
        for count in told:
            self._at(self._number[count.quantity], count.window)
        for times in self._times:
            times.told = {(first, last) for first in times.starts for last in times.stretches[first]}
        self._linked = [self._is_told(one) for one in self.quantities]
        self._mounts = [one.outcome in arithmetic.mounting for one in self.quantities]
        self._begun = self._beginnings()
        mounting = [q for q in range(len(self.quantities)) if self._linked[q] and self._mounts[q]]
        for q in mounting:
            self._add_up_days(q)
        for q in mounting:
            self._in_time(q)
        for q in range(len(self.quantities)):
            if self._linked[q]:
                self._in_wholes(q)
                self._add_up_parts(q)

    def _at(self, q: int, of: Window) -> int:
        key = (q, of.kind, of.start, of.end)
        found = self._node.get(key)
        if found is None:
            found = self._node[key] = len(self.nodes)
            self.nodes.append((q, of))
            if of.kind == "total" and of.end is not None:
                insort(self._times[q].totals, of.end)
            elif of.kind == "state":
                self._times[q].states.append(of)
            elif of.kind == "stretch" and of.start is not None and of.end is not None:
                self._times[q].add(of.start, of.end)
        return found

    def _total(self, q: int, end: int) -> int:
        return self._at(q, Window("total", None, end))

    def _stretch(self, q: int, start: int, end: int) -> int:
        return self._at(q, Window("stretch", start, end))

    def _is_told(self, of: Quantity) -> bool:
        whose = of.party or (of.place and of.object in self._facts.sideless)
        return bool(of.object and of.outcome and whose)

    def _beginnings(self) -> Mapping[tuple[str, str], int]:
        """To each party and place the first day to which a running total of it is told."""
        found: dict[tuple[str, str], int] = {}
        for q, one in enumerate(self.quantities):
            if self._linked[q] and self._mounts[q] and self._times[q].totals:
                first = self._times[q].totals[0]
                found[one.party, one.place] = min(first, found.get((one.party, one.place), first))
        return found

    def _began(self, q: int) -> int | None:
        one = self.quantities[q]
        return self._begun.get((one.party, one.place))

    def _add_up_days(self, q: int) -> None:
        """What was counted to the day before, and a stretch, are within what was counted to its last day."""
        times, began = self._times[q], self._began(q)
        wide = [(first, times.stretches[first][-1]) for first in times.starts]
        for first, last in sorted(times.told):
            if began is not None and first > began:
                parts = self._total(q, first - 1), self._stretch(q, first, last)
                self.sums.append((self._total(q, last), parts))
            for start, end in wide:
                if start >= first:
                    break
                if last <= end:
                    parts = self._stretch(q, start, first - 1), self._stretch(q, first, last)
                    self.sums.append((self._stretch(q, start, last), parts))

    def _in_time(self, q: int) -> None:
        times, began = self._times[q], self._began(q)
        for day, later in zip(times.totals, times.totals[1:], strict=False):
            self.sums.append((self._total(q, later), (self._total(q, day),)))
        for first in times.starts:
            for last in times.stretches[first]:
                part = self._stretch(q, first, last)
                self.sums += [(self._stretch(q, *wide), (part,)) for wide in times.around(first, last)]
                if first == began:
                    self.sums += [(self._total(q, day), (part,)) for day in times.after(last)]

    def _wholes(self, q: int) -> list[tuple[int, Quantity]]:
        """The quantities around one, each before those around it."""
        one, kinds = self.quantities[q], self._kinds
        around = [
            replace(one, object=thing, outcome=outcome, place=place)
            for thing in [one.object, *kinds.objects.get(one.object, ())]
            for outcome in [one.outcome, *kinds.outcomes.get(one.outcome, ())]
            for place in [one.place, *kinds.places.get(one.place, ())]
        ]
        found = [(self._number[other], other) for other in around if other != one and other in self._number]
        return sorted(found, key=lambda w: (-self._depth(w[1]), w[0]))

    def _depth(self, of: Quantity) -> int:
        kinds = self._kinds
        above = (
            kinds.objects.get(of.object, ()),
            kinds.outcomes.get(of.outcome, ()),
            kinds.places.get(of.place, ()),
        )
        return sum(map(len, above))

    def _in_wholes(self, q: int) -> None:
        """Links the counts of a quantity to the nearest around them of wider ones, where no other leads there."""
        wholes = self._wholes(q)
        if not wholes:
            return
        beyond = {w: {other for other, _ in self._wholes(w)} for w, _ in wholes}
        for of in self._times[q].windows():
            part = self._at(q, of)
            passed = [(q, own) for own in self._around(of, q)] if self._mounts[q] else []
            for w, _ in wholes:
                for wide in self._nearest(of, q, w):
                    if not any((by == q or w in beyond[by]) and _is_within(own, wide) for by, own in passed):
                        self.sums.append((self._at(w, wide), (part,)))
                        passed.append((w, wide))

    def _around(self, of: Window, q: int) -> list[Window]:
        """The windows of the same quantity that a count is linked to."""
        if of.kind == "state" or of.end is None:
            return []
        times = self._times[q]
        if of.start is None:
            return [Window("total", None, end) for end in times.after(of.end + 1)]
        began = self._began(q)
        counts_in = began is not None and of.start >= began and (of.start, of.end) in times.told
        later = times.after(of.end) if counts_in else []
        around = [Window("stretch", *wide) for wide in times.around(of.start, of.end)]
        return around + [Window("total", None, end) for end in later]

    def _nearest(self, of: Window, q: int, w: int) -> list[Window]:
        """The windows of a wider quantity nearest around one of a narrower."""
        if (w, of.kind, of.start, of.end) in self._node:
            return [of]
        if of.kind == "state" or of.end is None or not (self._mounts[q] or self._mounts[w]):
            return []
        times, began = self._times[w], self._began(w)
        found = []
        if of.start is not None:
            found = [Window("stretch", *wide) for wide in times.around(of.start, of.end)]
        if of.start is None or (began is not None and of.start >= began):
            found += [Window("total", None, end) for end in times.after(of.end)]
        return found

    def _add_up_parts(self, q: int) -> None:
        one, facts = self.quantities[q], self._facts
        lists = [
            [replace(one, outcome=name) for name in parts] for parts in facts.outcomes.get(one.outcome, ())
        ]
        lists += [
            [replace(one, object=name) for name in parts] for parts in facts.objects.get(one.object, ())
        ]
        lists += [[replace(one, place=name) for name in parts] for parts in facts.places.get(one.place, ())]
        for names in lists:
            present = [self._number[name] for name in names if name in self._number]
            if len(present) > 1:
                self._add_up(q, present)

    def _add_up(self, q: int, parts: Sequence[int]) -> None:
        last: tuple[int, ...] = ()
        for of in self._times[q].windows():
            found = tuple(n for p in parts if (n := self._latest_in(p, of)) is not None)
            if len(found) > 1 and found != last:
                self.sums.append((self._at(q, of), found))
                last = found

    def _latest_in(self, q: int, of: Window) -> int | None:
        """The count of another quantity over the same window, else over the longest part that begins with it."""
        same = self._node.get((q, of.kind, of.start, of.end))
        if same is not None or of.kind == "state" or of.end is None or not self._mounts[q]:
            return same
        times = self._times[q]
        ends = times.totals if of.start is None else times.stretches.get(of.start, [])
        at = bisect_right(ends, of.end)
        if not at:
            return None
        return self._at(q, Window(of.kind, of.start, ends[at - 1]))
