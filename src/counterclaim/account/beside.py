"""Ranges beside one another: under two profiles, by camp, and added up over events, places or days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.account.counted import Held, LeftOut, reading
from counterclaim.account.figures import Figure, number
from counterclaim.account.ranges import ENDS, End, Range, Taken, recount, titled
from counterclaim.errors import CounterclaimError
from counterclaim.link.compare import Rules, camp
from counterclaim.link.statement import Statement
from counterclaim.world.profile import Profile


@dataclass(frozen=True, slots=True)
class Change:
    """What one part of a range is under two profiles.

    Attributes:
        one, other: the number, or the grade; None where there is none.
        claims, words: that it rests on under either.
        why: in sentences.
    """

    part: End | Literal["grade"]
    one: float | str | None
    other: float | str | None
    claims: tuple[str, ...]
    words: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Reread:
    """A claim that counts otherwise under another profile: with other numbers, or under one of them only."""

    claim: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes between two profiles.

    Attributes:
        one, other: the ranges.
        changes: of ends and grade; empty where both come to the same.
        reread: claims that count otherwise, whether that changes an end or not.
    """

    one: Range
    other: Range
    changes: tuple[Change, ...]
    reread: tuple[Reread, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The figures of one camp.

    Attributes:
        camp: id of the party; None for those who speak for none that is known.
        least, most: of its figures, in units of what is counted.
        open_below, open_above: whether the words of one leave less, or more, open.
        words, claims: of the claims that count, the first published first.
        why: a sentence.
    """

    camp: str | None
    least: float
    most: float
    open_below: bool
    open_above: bool
    words: tuple[str, ...]
    claims: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Total:
    """Ranges of things that do not overlap, added up; fields as those of ``Range``.

    Attributes:
        low, best, high: None where one of the parts has none: what is unknown is not nothing.
        parts: how many ranges.
    """

    profile: str
    low: float | None
    best: float | None
    high: float | None
    open_below: bool
    open_above: bool
    taken: tuple[Taken, ...]
    counted: tuple[str, ...]
    parts: int


def versus(
    claims: Sequence[Statement],
    one_profile: Profile,
    other_profile: Profile,
    rules: Rules,
    sides: Collection[str] | None = None,
) -> Difference:
    """What changes between two profiles, and which claims and words drive it; arguments as of ``recount``."""
    one, other = (recount(claims, profile, rules, sides) for profile in (one_profile, other_profile))
    changes = [
        _change(end, one, other)
        for end, wide in zip(ENDS, ("open_below", "", "open_above"), strict=True)
        if getattr(one, end) != getattr(other, end) or (wide and getattr(one, wide) != getattr(other, wide))
    ]
    if one.grade != other.grade:
        told = " and ".join(f"{given.grade or 'none'} under {given.profile}" for given in (one, other))
        graded = one if other.grade is None else other
        why = f"The grade is {told}. {graded.profile}: {graded.grade_why}"
        changes.append(Change("grade", one.grade, other.grade, graded.counted, (), why))
    return Difference(one, other, tuple(changes), _reread(claims, one_profile, other_profile, sides))


def _change(end: End, one: Range, other: Range) -> Change:
    mine, others = (next(t for t in given.taken if t.end == end) for given in (one, other))
    claims, words = (
        dict.fromkeys((*mine.claims, *others.claims)),
        dict.fromkeys((*mine.words, *others.words)),
    )
    told = " and ".join(f"{_told(end, given)} under {given.profile}" for given in (one, other))
    why = f"The {end} is {told}. {one.profile}: {mine.why} {other.profile}: {others.why}"
    return Change(end, mine.value, others.value, tuple(claims), tuple(words), why)


def _told(end: End, given: Range) -> str:
    value = {"low": given.low, "best": given.best, "high": given.high}[end]
    if value is None:
        return "none"
    beyond = (
        " or less"
        if end == "low" and given.open_below
        else " or more"
        if end == "high" and given.open_above
        else ""
    )
    return f"{number(value)}{beyond}"


def _reread(
    claims: Sequence[Statement], one: Profile, other: Profile, sides: Collection[str] | None
) -> tuple[Reread, ...]:
    (held, left), (other_held, other_left) = reading(claims, one, sides), reading(claims, other, sides)
    mine, others = _counts(held, left), _counts(other_held, other_left)
    words = {claim.id: claim.words for claim in claims}
    ordered = dict.fromkeys([*(c.id for c, _ in held), *(c.id for c, _ in other_held)])
    return tuple(
        Reread(
            claim,
            words[claim],
            f"“{words[claim]}” {mine[claim]} under {titled(one)}, and {others[claim]} under {titled(other)}.",
        )
        for claim in ordered
        if mine[claim] != others[claim]
    )


def _counts(held: Held, left: Sequence[LeftOut]) -> dict[str, str]:
    """How each claim counts, in words."""
    return {c.id: _counts_as(read) for c, read in held} | {
        out.claim: f"does not count ({out.why[:1].lower()}{out.why[1:-1]})" for out in left
    }


def _counts_as(read: Figure) -> str:
    assert read.low is not None  # noqa: S101 (what has no figure does not count)
    assert read.high is not None  # noqa: S101
    beyond = " or less" if read.open_below else " or more" if read.open_above else ""
    if read.low == read.high:
        return f"counts as {number(read.low)}{beyond}"
    return f"counts from {number(read.low)} to {number(read.high)}{beyond}"


def by_camp(
    claims: Sequence[Statement], profile: Profile, sides: Collection[str] | None = None
) -> tuple[Side, ...]:
    """Each camp's figures under a profile, in the order of their ids; those of no known camp last."""
    held, _ = reading(claims, profile, sides)
    camps = sorted({camp(claim) for claim, _ in held}, key=lambda side: (side is None, side or ""))
    return tuple(_side(side, [h for h in held if camp(h[0]) == side]) for side in camps)


def _side(side: str | None, held: Held) -> Side:
    least = min(read.low for _, read in held if read.low is not None)
    most = max(read.high for _, read in held if read.high is not None)
    told = number(least) if least == most else f"{number(least)} to {number(most)}"
    words = tuple(dict.fromkeys(claim.words for claim, _ in held))
    speaker = f"Those who speak for {side.replace('_', ' ')} give" if side else "Those of no known side give"
    why = f"{speaker} {told}: {', '.join(f'“{given}”' for given in words)}."
    open_below, open_above = any(r.open_below for _, r in held), any(r.open_above for _, r in held)
    return Side(side, least, most, open_below, open_above, words, tuple(c.id for c, _ in held), why)


def total(ranges: Sequence[Range | Total]) -> Total:
    """The sum of ranges of things that do not overlap: other events, places or days. Totals can be added again.

    The lows are added to the lows and the highs to the highs, so that the sum spans what the parts allow together;
    it is no interval of confidence.

    Raises:
        CounterclaimError: there are none, they are of several profiles, or one claim counts in two of them.
    """
    profiles = {given.profile for given in ranges}
    if len(profiles) != 1:
        raise CounterclaimError(
            f"only ranges of one profile can be added, not of {', '.join(sorted(profiles)) or 'none'}"
        )
    counted = [claim for given in ranges for claim in given.counted]
    if len({*counted}) < len(counted):
        twice = min(claim for claim in counted if counted.count(claim) > 1)
        raise CounterclaimError(f"{twice} counts in two of the ranges, which therefore overlap")
    low, best, high = (
        _sum(end, [t for given in ranges for t in given.taken if t.end == end]) for end in ENDS
    )
    return Total(
        profiles.pop(),
        low.value,
        best.value,
        high.value,
        any(given.open_below for given in ranges),
        any(given.open_above for given in ranges),
        (low, best, high),
        tuple(counted),
        sum(given.parts if isinstance(given, Total) else 1 for given in ranges),
    )


def _sum(end: End, taken: Sequence[Taken]) -> Taken:
    values = [t.value for t in taken if t.value is not None]
    rule = taken[0].rule
    if missing := len(taken) - len(values):
        have = "has" if missing == 1 else "have"
        why = f"The {end} of the sum is not known: {missing} of {len(taken)} parts {have} none."
        return Taken(end, None, (), (), rule, why)
    claims, words = [c for t in taken for c in t.claims], [w for t in taken for w in t.words]
    value = sum(values)
    why = f"{number(value)} is the sum of {' + '.join(number(one) for one in values)}."
    return Taken(end, value, tuple(dict.fromkeys(claims)), tuple(dict.fromkeys(words)), rule, why)
