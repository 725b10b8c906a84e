"""The least and the most that counts can be if claims are true, on whose word, and which claims cannot be.

The claims are whichever the caller hands over: of one side (``by_side``), to see what follows from its own word; or
of all, to see what stands undisputed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.account.arithmetic import Arithmetic
from counterclaim.account.count import Count, order_of
from counterclaim.account.spread import Conflict, Ends, ends
from counterclaim.account.system import Held, System, system
from counterclaim.link.compare import Rules
from counterclaim.link.statement import Statement


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Grounds:
    """What an end rests on: a claim, or a sum of such. The longer sums share their beginnings.

    Attributes:
        count, figure: what is at least, or at most, so much.
        held: the claim that says so; None for a sum.
        parts: of a sum, what its parts are at least.
        whole: of an upper end by a sum, what the whole is at most; ``parts`` are then the other parts of it.
    """

    count: Count
    figure: float
    held: Held | None = None
    parts: tuple[Grounds, ...] = ()
    whole: Grounds | None = None


@dataclass(frozen=True, slots=True)
class Bound:
    """The ends of one count. They rest on the claims that are in no clash.

    Attributes:
        low, high: None where no claim sets it; no count is below 0.
        low_by, high_by: what sets them.
        held: what is claimed of the count itself.
        disputed: those of ``held`` that are in a clash, and set no end.
    """

    count: Count
    low: float | None
    high: float | None
    low_by: Grounds | None
    high_by: Grounds | None
    held: tuple[Held, ...]
    disputed: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """Claims that cannot all be true, by arithmetic; without any one of them the others can.

    Attributes:
        count: where they meet.
        lows: claims that make it at least ``least``, the largest first; none where ``high`` is against itself.
        high: the claim that makes it no more than its own upper end.
    """

    count: Count
    lows: tuple[Held, ...]
    high: Held
    least: float


@dataclass(frozen=True, slots=True)
class Bounded:
    """What follows from claims taken together.

    Attributes:
        bounds: of each count that is claimed or asked for, sorted.
        clashes: no two share a claim; the widest apart first, by the share of the larger figure.
        more: how many further clashes there are.
        system: what was solved.
    """

    bounds: tuple[Bound, ...]
    clashes: tuple[Clash, ...]
    more: int
    system: System


def bounded(
    claims: Iterable[Statement],
    rules: Rules,
    arithmetic: Arithmetic,
    *,
    asked: Iterable[Count] = (),
    most: int = 200,
) -> Bounded:
    """What follows from any claims taken together; the same for any order of them.

    Shares, rates, sums of money, denied and predicted figures, and such as are told as superseded, are passed over.
    A figure of a part of what it is named for bounds it from below only. With claims that clash, the bounds are
    those of the others: no side is taken. Without a clash, a further claim never widens a bound.

    Args:
        asked: further counts to be bounded.
        most: how many clashes to return; all are found.
    """
    solved = system(claims, rules, arithmetic, asked)
    found = ends(solved)
    clashes = sorted((_clash(one, solved) for one in found.conflicts), key=_gap)
    bounds = sorted(_bounds(solved, found), key=lambda one: order_of(one.count))
    return Bounded(tuple(bounds), tuple(clashes[:most]), max(0, len(clashes) - most), solved)


def behind(grounds: Grounds | None) -> tuple[Held, ...]:
    """The claims that an end rests on, each once, in the order of what they count."""
    found: dict[int, Held] = {}
    ahead, seen = [grounds], {id(grounds)}
    while ahead:
        one = ahead.pop()
        if one is None:
            continue
        if one.held is not None:
            found[id(one.held)] = one.held
        for further in (*one.parts, one.whole):
            if id(further) not in seen:
                seen.add(id(further))
                ahead.append(further)
    return tuple(sorted(found.values(), key=lambda held: (order_of(held.count), held.speaker, held.claims)))


def _gap(one: Clash) -> tuple[float, tuple[object, ...], tuple[str, ...]]:
    high = one.high.high or 0.0
    apart = (one.least - high) / one.least if one.least else 0.0
    return -apart, order_of(one.count), one.high.claims


def _clash(one: Conflict, of: System) -> Clash:
    return Clash(of.counts[one.at], tuple(of.held[nth] for nth in one.lows), of.held[one.high], one.least)


def _bounds(of: System, found: Ends) -> list[Bound]:
    lows = _low_grounds(of, found)
    highs = _high_grounds(of, found, lows)
    disputed = {nth for one in found.conflicts for nth in (*one.lows, one.high)}
    on: dict[int, list[int]] = {}
    for nth, at in enumerate(of.at):
        on.setdefault(at, []).append(nth)
    return [
        Bound(
            count=of.counts[at],
            low=None if lows[at] is None else found.low[at],
            high=found.high[at],
            low_by=lows[at],
            high_by=highs[at],
            held=tuple(of.held[nth] for nth in on.get(at, ())),
            disputed=tuple(of.held[nth] for nth in on.get(at, ()) if nth in disputed),
        )
        for at in of.asked
    ]


def _low_grounds(of: System, found: Ends) -> list[Grounds | None]:
    grounds: list[Grounds | None] = []
    for at, source in enumerate(found.low_from):
        if source is None:
            grounds.append(None)
            continue
        kind, nth = source
        if kind == "held":
            grounds.append(Grounds(of.counts[at], found.low[at], of.held[nth]))
            continue
        parts = [one for part in of.sums[nth].parts if (one := grounds[part]) and one.figure]
        alone = parts[0] if len(parts) == 1 else Grounds(of.counts[at], found.low[at], None, tuple(parts))
        grounds.append(alone)
    return grounds


def _high_grounds(of: System, found: Ends, lows: list[Grounds | None]) -> list[Grounds | None]:
    grounds: list[Grounds | None] = [None] * len(of.counts)
    for at in range(len(of.counts) - 1, -1, -1):
        source, high = found.high_from[at], found.high[at]
        if source is None or high is None:
            continue
        kind, nth = source
        if kind == "held":
            grounds[at] = Grounds(of.counts[at], high, of.held[nth])
            continue
        one = of.sums[nth]
        others = [ground for part in one.parts if part != at and (ground := lows[part]) and ground.figure]
        whole = grounds[one.whole]
        grounds[at] = Grounds(of.counts[at], high, None, tuple(others), whole) if others else whole
    return grounds
