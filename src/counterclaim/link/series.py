"""Counts over time: each claimant's running totals, the daily counts beside them, and the steps that do not fit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Literal

from counterclaim.link.compare import Rules, bounds, camp, running
from counterclaim.link.containment import Containment
from counterclaim.link.relate import digits
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.world.types import Series as Issued

By = Literal["claimant", "camp"]
Remark = Literal["", "falls", "jumps", "rounded", "another figure", "no change"]
Standing = Literal["found", "off by a day", "on another day", "rounded", "not in it"]

# A step that is so many times as steep as the one in the middle, and as the one before, is a jump.
_STEEP = 4.0
# A second figure of one day is the first in round numbers where it lies so near.
_NEAR = 0.15
BESIDE = ("rounded", "another figure")
# Counts over so few days stand beside a running total as daily ones.
_A_DAY = 1


@dataclass(frozen=True, slots=True)
class Key:
    """What is counted, of whom, on whose word; None where it is not said.

    Attributes:
        claimant: id of the claimant, of the camp, or of the outlet whose own voice it is.
        outcome: of all outcomes that are losses as a whole, the widest.
    """

    claimant: str
    party: str | None
    object: str | None
    outcome: str | None
    place: str | None
    statistic: str = "total"
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One stand of a running total.

    Attributes:
        day: the as-of date.
        words: the figure as worded by the fullest of its claims.
        low, high: its bounds under the coding profile; None where open.
        figure: the number named.
        outcome: where it is not the one of the series.
        claims: ids of those that give it, the fullest first.
        outlets: ids.
        daily: the count of that day alone, where the claimant gives one, as worded.
        rate: growth a day since the point before; None for the first.
        remark: what does not fit.
    """

    day: date
    words: str
    low: float | None
    high: float | None
    figure: float
    outcome: str | None
    claims: tuple[str, ...]
    outlets: tuple[str, ...]
    daily: str = ""
    rate: float | None = None
    remark: Remark = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The stands of one count in the order of their dates."""

    key: Key
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A claim against the series its claimant publishes.

    Attributes:
        standing: whether the figure is in it.
        day: the day on which it is; None where it is not.
        published: the total published for the day that the claim gives, None where there is none.
        daily: the figure is the growth of a day, or of a few, not the total.
    """

    claim: str
    standing: Standing
    day: date | None
    published: int | None
    daily: bool = False


def series(claims: Iterable[Statement], rules: Rules, by: By = "claimant") -> list[Series]:
    """The series among some claims with a stand at two dates or more, the longest first.

    Args:
        by: ``camp`` puts together whoever speaks for one party, and losses as a whole however they are called.
    """
    totals: defaultdict[Key, list[Statement]] = defaultdict(list)
    days: defaultdict[Key, list[Statement]] = defaultdict(list)
    for claim in claims:
        if claim.figure is None or claim.stance in ("denied", "predicted") or claim.end is None:
            continue
        if running(claim):
            totals[_key(claim, rules, by)].append(claim)
        elif claim.kind == "period" and claim.start is not None and claim.end - claim.start <= _A_DAY:
            days[_key(claim, rules, by)].append(claim)
    found = [Series(key, _points(held, days.get(key, ()), key, rules)) for key, held in totals.items()]
    return sorted(
        (s for s in found if len({p.day for p in s.points}) > 1),
        key=lambda s: (-len(s.points), _sortable(s.key)),
    )


def check(claim: Statement, issued: Sequence[Issued], kinds: Containment) -> Check | None:
    """A claim against the series that its claimant publishes; None where there is none of what it counts.

    A figure that is told as something else than the issuer counts, such as killed for losses, is looked up all the
    same; but that it is not in the series then says nothing.
    """
    own = next((s for s in issued if _is_of(claim, s, kinds)), None)
    if own is None or claim.figure is None:
        return None
    found = _looked_up(claim, own)
    told, counted = (kinds.as_a_whole.get(outcome or "", outcome) for outcome in (claim.outcome, own.outcome))
    return found if found.standing != "not in it" or told == counted else None


def _looked_up(claim: Statement, own: Issued) -> Check:
    assert claim.figure is not None  # noqa: S101 (asked only of such)
    points = {day.toordinal(): total for day, total in own.points}
    given = claim.end if claim.end is not None else claim.start
    daily = not running(claim) and claim.kind == "period"
    held = _growth(points, _days(claim)) if daily else points
    published = None if given is None else held.get(given)
    near = [given] if given is None else [given, given - 1, given + 1]
    for nth, day in enumerate(near):
        if day is not None and held.get(day) == claim.figure:
            return Check(
                claim.id, "off by a day" if nth else "found", date.fromordinal(day), published, daily
            )
    if published is not None and _rounds(claim, published):
        assert given is not None  # noqa: S101 (something is published for it)
        return Check(claim.id, "rounded", date.fromordinal(given), published, daily)
    if not daily and digits(claim.figure) > _ROUND:
        for day, total in points.items():
            if total == claim.figure:
                return Check(claim.id, "on another day", date.fromordinal(day), published)
    return Check(claim.id, "not in it", None, published, daily)


def _days(claim: Statement) -> int:
    """Over how many days a count runs; from one day to the next ("the past 24 hours") is one."""
    return max(1, claim.end - claim.start) if claim.start is not None and claim.end is not None else 1


def _growth(points: Mapping[int, int], days: int) -> dict[int, int]:
    """What a running total grew by up to each day."""
    return {day: total - points[day - days] for day, total in points.items() if day - days in points}


# Figures with fewer digits are in a long series by chance.
_ROUND = 3


def _is_of(claim: Statement, own: Issued, kinds: Containment) -> bool:
    alike = claim.claimant == own.claimant and claim.party == own.party and claim.object == own.object
    if not alike or claim.statistic != "total":
        return False
    if own.place is not None:
        return own.place == claim.place
    return not claim.own_place or claim.place is None or claim.place not in kinds.places


def _rounds(claim: Statement, published: int) -> bool:
    figure = claim.figure or 0
    if claim.low is None:
        return published <= figure <= published * (1 + _NEAR)
    return figure <= published <= figure * (1 + _NEAR) if claim.high is None else False


def _key(claim: Statement, rules: Rules, by: By) -> Key:
    who = (claim.outlet if claim.claimant == NARRATOR else claim.claimant) or UNNAMED
    outcome = claim.outcome
    if by == "camp":
        who = camp(claim) or who
        outcome = rules.kinds.as_a_whole.get(outcome or "", outcome)
    return Key(who, claim.party, claim.object, outcome, claim.place, claim.statistic, claim.unit)


def _points(
    held: Sequence[Statement], daily: Sequence[Statement], key: Key, rules: Rules
) -> tuple[Point, ...]:
    by_day: defaultdict[int, list[Statement]] = defaultdict(list)
    for claim in held:
        by_day[claim.end or 0].append(claim)
    of_day = {c.end: c.words for c in sorted(daily, key=_fullness, reverse=True)}
    made: list[Point] = []
    for day in sorted(by_day):
        figures: dict[float, list[Statement]] = {}
        for claim in sorted(by_day[day], key=_fullness):
            figures.setdefault(claim.figure or 0, []).append(claim)
        for figure, same in sorted(figures.items(), key=lambda one: (_fullness(one[1][0]), one[0])):
            low, high = bounds(same[0], rules.profile)
            before = next((p for p in reversed(made) if p.remark not in BESIDE), None)
            made.append(
                Point(
                    day=date.fromordinal(day),
                    words=same[0].words,
                    low=low,
                    high=high,
                    figure=figure,
                    outcome=same[0].outcome if same[0].outcome != key.outcome else None,
                    claims=tuple(c.id for c in same),
                    outlets=tuple(sorted({c.outlet for c in same})),
                    daily=of_day.get(day, ""),
                    rate=_rate(before, figure, day),
                    remark=_remark(before, figure, high, day),
                )
            )
    return _with_jumps(made)


def _fullness(claim: Statement) -> tuple[bool, bool, int, str]:
    return claim.segment != "body", claim.claimant == NARRATOR, -digits(claim.figure or 0), claim.id


def _rate(before: Point | None, figure: float, day: int) -> float | None:
    if before is None or day == before.day.toordinal():
        return None
    return (figure - before.figure) / (day - before.day.toordinal())


def _remark(before: Point | None, figure: float, high: float | None, day: int) -> Remark:
    if before is None:
        return ""
    if day == before.day.toordinal():
        return "rounded" if abs(figure - before.figure) <= _NEAR * before.figure else "another figure"
    least = before.low if before.low is not None else 0.0
    if least > (high if high is not None else figure):
        return "falls"
    return "no change" if figure == before.figure else ""


def _with_jumps(points: Sequence[Point]) -> tuple[Point, ...]:
    rates = [p.rate for p in points if p.rate]
    if len(rates) < 3:
        return tuple(points)
    usual = median(rates)
    made: list[Point] = []
    before = usual
    for point in points:
        steep = point.rate is not None and usual > 0 and point.rate > _STEEP * max(usual, before)
        made.append(replace(point, remark="jumps") if steep and not point.remark else point)
        before = point.rate if point.rate else before
    return tuple(made)


def _sortable(key: Key) -> tuple[str, ...]:
    parts = (key.claimant, key.party, key.object, key.outcome, key.place, key.statistic, key.unit)
    return tuple(part or "" for part in parts)
