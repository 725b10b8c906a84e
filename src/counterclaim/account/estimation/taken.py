"""Claims of a ledger as observations, and which of them are too few to be estimated from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from counterclaim.account.estimated import Bound, Observation
from counterclaim.account.quantity import is_count, quantity
from counterclaim.keep import read_toml
from counterclaim.link.compare import camp, running
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement

_FILE = Path(__file__).parent / "limits.toml"
_BOUNDS: dict[str, Bound] = {
    "at_least": "minimum",
    "more_than": "minimum",
    "at_most": "maximum",
    "less_than": "maximum",
    "nearly": "maximum",
}


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rule by which an estimate is declined; the file says why each is so.

    Attributes:
        claims, sources, days: fewest of all that are taken in.
        shared: fewest quantities that two sources or more count.
        of_quantity: fewest claims of a quantity for it to be taken in.
    """

    claims: int
    sources: int
    days: int
    shared: int
    of_quantity: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What an estimate is made from.

    Attributes:
        observations: claims that are taken in.
        left_out: (what, why) of those that are not, by rule.
        first: the day from which running totals count, as far as the claims tell.
    """

    observations: tuple[Observation, ...]
    left_out: tuple[tuple[str, str], ...]
    first: date | None = None


def limits() -> Limits:
    """The rule as it is shipped.

    Raises:
        DataError: its file is broken.
    """
    return read_toml(_FILE, Limits)


def take(claims: Iterable[Statement], name: Callable[[str], str] = str, *, by_camp: bool = True) -> Taken:
    """Counts of people and things of one side, by day or as running totals, as observations.

    Args:
        claims: each standing for those that repeat it.
        name: display names of objects, outcomes and places.
        by_camp: put together whoever speaks for one side; otherwise each claimant is a source of its own.
    """
    found: list[Observation] = []
    begins: list[int] = []
    left: Counter[str] = Counter()
    for claim in claims:
        why = _unfit(claim)
        if why:
            left[why] += 1
            continue
        assert claim.end is not None  # noqa: S101 (told by _unfit)
        assert claim.figure is not None  # noqa: S101
        if running(claim) and claim.start is not None:
            begins.append(claim.start)
        found.append(
            Observation(
                id=claim.id,
                source=_source(claim, by_camp),
                party=quantity(claim).party,
                category=category(claim.object, claim.outcome, claim.place, name),
                day=date.fromordinal(claim.end),
                count=_figure(claim),
                bound=bound_of(claim),
                running=running(claim),
            )
        )
    counted = sorted(left.items(), key=lambda item: (-item[1], item[0]))
    first = date.fromordinal(min(begins)) if begins else None
    return Taken(tuple(found), tuple((f"{many:,} claims", why) for why, many in counted), first)


def _unfit(claim: Statement) -> str:
    if not is_count(claim) or claim.figure is None:
        return "they give no plain count, or one that nobody stands behind"
    if claim.object is None or claim.outcome is None:
        return "what is counted is not said"
    if claim.end is None:
        return "their day is not known"
    if not running(claim) and not (claim.start is not None and claim.end - claim.start <= 1):
        return "they count a stretch of several days, and no running total"
    if claim.superseded or claim.told_as:
        return "they are a part of another figure, or were given up for one"
    return ""


def bound_of(claim: Statement) -> Bound:
    """Whether its words give a figure, the least, or the most."""
    return _BOUNDS.get(claim.qualifier, "exact")


def category(
    object: str | None,  # noqa: A002 (the field's name)
    outcome: str | None,
    place: str | None,
    name: Callable[[str], str],
) -> str:
    """What is counted and what happened to it; a count of one place is no part of a count over all."""
    what = f"{name(object or '')} {name(outcome or '')}"
    return f"{what}, {name(place)}" if place else what


def _source(claim: Statement, by_camp: bool) -> str:
    side = camp(claim) if by_camp else None
    if side:
        return side
    return claim.outlet if claim.claimant in (NARRATOR, UNNAMED) else claim.claimant


def _figure(claim: Statement) -> float:
    """The figure; of a range, what lies in the middle on the log scale, where its ends are as far from it."""
    if claim.qualifier == "between" and claim.low and claim.high:
        return float((claim.low * claim.high) ** 0.5)
    assert claim.figure is not None  # noqa: S101 (told by _unfit)
    return claim.figure


def enough(taken: Taken, rule: Limits) -> tuple[Taken, str]:
    """What remains when quantities of too few claims are left out; and why an estimate is declined, if it is."""
    by_quantity: defaultdict[tuple[str, str], list[Observation]] = defaultdict(list)
    for one in taken.observations:
        by_quantity[one.party, one.category].append(one)
    few = {key for key, held in by_quantity.items() if len(held) < rule.of_quantity}
    kept = [one for one in taken.observations if (one.party, one.category) not in few]
    left = [
        (
            " of ".join(part for part in reversed(key) if part),
            f"fewer than {rule.of_quantity} claims count it",
        )
        for key in sorted(few)
    ]
    remaining = Taken(tuple(kept), (*taken.left_out, *left), taken.first)
    return remaining, _too_few(kept, rule)


def _too_few(kept: Sequence[Observation], rule: Limits) -> str:
    sources: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in kept:
        sources[one.party, one.category].add(one.source)
    have = {
        "claims": (len(kept), rule.claims),
        "sources": (len({one.source for one in kept}), rule.sources),
        "days": (len({one.day for one in kept}), rule.days),
        "quantities that two sources count": (sum(len(s) > 1 for s in sources.values()), rule.shared),
    }
    short = [
        f"{found} {what} where {needed} are needed"
        for what, (found, needed) in have.items()
        if found < needed
    ]
    return f"there are {', and '.join(short)}" if short else ""
