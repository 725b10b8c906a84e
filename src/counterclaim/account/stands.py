"""Claims of one quantity by the time that they count: what is of one time stands together, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from counterclaim.account.account import Aside, Kind, Point, Time
from counterclaim.account.beside import by_camp
from counterclaim.account.system import speaker
from counterclaim.link.compare import ONE_BEGINNING, camp, running
from counterclaim.link.relate import order
from counterclaim.link.statement import Statement
from counterclaim.world.profile import Profile

# Further back than this from the as-of day a running total is an older one, and is in no range with it.
_NEAR = 31
# In the order of listing.
_KINDS: tuple[Kind, ...] = ("running", "stretch", "state", "undated")


@dataclass(frozen=True, slots=True)
class Gathered:
    """Claims of one quantity over one time; fields as those of ``account.Stand``.

    Attributes:
        all: of running totals every stand, whatever its day; else ``claims``.
    """

    time: Time
    claims: tuple[Statement, ...]
    older: tuple[Statement, ...] = ()
    earlier: int = 0
    later: int = 0
    all: tuple[Statement, ...] = ()

    @property
    def camps(self) -> int:
        """For how many sides they speak; no known side is one more."""
        return len({camp(claim) for claim in self.claims})


def gather(claims: Iterable[Statement], as_of: date | None = None) -> tuple[list[Gathered], list[Aside]]:
    """Claims of one quantity by time, the time of most camps first and undated ones last; and what counts a part.

    Args:
        as_of: a day; running totals, and other counts, to later days are left out. Undated claims are left out where
            they were published later.
    """
    whole, aside = [], []
    for claim in sorted(claims, key=order):
        if why := _is_part(claim):
            aside.append(Aside(claim.id, claim.words, why))
        else:
            whole.append(claim)
    until = None if as_of is None else as_of.toordinal()
    totals = [claim for claim in whole if running(claim) and claim.end is not None]
    found = [one for group in _by_beginning(totals) if (one := _running(group, until))]
    others: defaultdict[Time, list[Statement]] = defaultdict(list)
    for claim in whole:
        if not (running(claim) and claim.end is not None) and not _is_later(claim, until):
            others[_time(claim)].append(claim)
    found += [Gathered(time, tuple(held), all=tuple(held)) for time, held in others.items()]
    return sorted(found, key=_weight), aside


def points(of: Gathered, profile: Profile) -> tuple[Point, ...]:
    """The figures of each camp by as-of day, all stands of a running total taken in."""
    if of.time.kind != "running":
        return ()
    return _points(of.all, profile)


def daily(found: Iterable[Gathered], profile: Profile) -> tuple[Point, ...]:
    """The counts of single days, each for its day."""
    days = [
        c for one in found if one.time.kind == "stretch" and one.time.start == one.time.end for c in one.all
    ]
    return _points(days, profile)


def _points(claims: Iterable[Statement], profile: Profile) -> tuple[Point, ...]:
    by_day: defaultdict[int, list[Statement]] = defaultdict(list)
    for claim in claims:
        if claim.end is not None:
            by_day[claim.end].append(claim)
    made = ((day, by_camp(held, profile)) for day, held in sorted(by_day.items()))
    return tuple(Point(date.fromordinal(day), sides) for day, sides in made if sides)


def _is_part(claim: Statement) -> str:
    """Why a claim counts less than its fields say; empty where it does not."""
    if claim.told_as == "part":
        return f"“{claim.words}” is told as part of the figure before it."
    if claim.degree:
        return f"“{claim.words}” counts those alone who are told as {claim.degree.replace('_', ' ')}."
    return f"“{claim.words}” is told as given up for another figure." if claim.superseded else ""


def _by_beginning(totals: Sequence[Statement]) -> list[list[Statement]]:
    """Running totals of one beginning. Where all that tell it have one, the others are taken to have it too."""
    groups: list[list[Statement]] = []
    first = 0
    for claim in sorted((c for c in totals if c.start is not None), key=lambda c: (c.start, order(c))):
        assert claim.start is not None  # noqa: S101 (chosen so)
        if not groups or claim.start - first > ONE_BEGINNING:
            groups.append([])
            first = claim.start
        groups[-1].append(claim)
    untold = [claim for claim in totals if claim.start is None]
    if len(groups) == 1:
        groups[0] += untold
    elif untold:
        groups.append(untold)
    return groups


def _running(group: Sequence[Statement], until: int | None) -> Gathered | None:
    """The latest stand of each speaker."""
    known = [claim for claim in group if until is None or _end(claim) <= until]
    if not known:
        return None
    latest: dict[str, int] = {}
    for claim in known:
        who = speaker(claim)
        latest[who] = max(_end(claim), latest.get(who, 0))
    last = max(latest.values())
    of_each = [claim for claim in known if _end(claim) == latest[speaker(claim)]]
    least = (until if until is not None else last) - _NEAR
    near = [claim for claim in of_each if _end(claim) >= least]
    if not near:  # nobody has a stand near the day asked for: the latest there is, with its own date
        near = [claim for claim in of_each if _end(claim) >= last - _NEAR]
    kept = {claim.id for claim in near}
    starts = [claim.start for claim in known if claim.start is not None]
    return Gathered(
        Time("running", _day(min(starts, default=None)), _day(max(map(_end, near)))),
        tuple(sorted(near, key=order)),
        tuple(sorted((c for c in of_each if c.id not in kept), key=order)),
        len(known) - len(of_each),
        len(group) - len(known),
        tuple(sorted(group, key=order)),
    )


def _end(claim: Statement) -> int:
    assert claim.end is not None  # noqa: S101 (chosen so)
    return claim.end


def _day(ordinal: int | None) -> date | None:
    return None if ordinal is None else date.fromordinal(ordinal)


def _time(claim: Statement) -> Time:
    first, last = claim.start, claim.end
    if claim.kind == "instant" and (first or last):
        return Time("state", _day(first or last), _day(last or first))
    if claim.kind == "period" and first and last and first <= last:
        return Time("stretch", _day(first), _day(last))
    return Time("undated")


def _is_later(claim: Statement, until: int | None) -> bool:
    if until is None:
        return False
    day = claim.end if claim.end is not None else claim.start
    day = day if day is not None else claim.published
    return day is not None and day > until


def _weight(of: Gathered) -> tuple[bool, int, int, int, int, date]:
    time = of.time
    latest = -(time.end.toordinal() if time.end else 0)
    kind = _KINDS.index(time.kind)
    return time.kind == "undated", -of.camps, -len(of.claims), latest, kind, time.start or date.min
