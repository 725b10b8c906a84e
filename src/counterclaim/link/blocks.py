"""Relations across reports: claims that could be of one thing are brought together, and neighbours compared.

No claim is set beside all others. Claims of one figure are compared with the first that gave it; of rival figures
of one count each is compared with those nearest in time; so the work grows with the number of claims.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from counterclaim.link.across import ONE_EVENT, ONE_STATE, across, day_of
from counterclaim.link.alike import SameText, never
from counterclaim.link.compare import Rules, camp, running
from counterclaim.link.relate import Related, order
from counterclaim.link.statement import NARRATOR, Statement

# The first that gave a figure, of so many different counts or speakers, are each one's candidates.
_FIRST = 12
# So many of the nearest in time are set beside a figure of the same count; of a few all.
_NEAREST = 3
# And so many stands of one running total, in each direction, or strengths beside a loss.
_STANDS = 2
_STRENGTHS = 8
_NO_DAY = 10**9


def block_of(one: Statement, rules: Rules) -> str:
    """The block that holds whatever a claim could stand in a relation to: what is counted, and the state it is in.

    Args:
        one: as ``placed`` gives it.
    """
    family = rules.kinds.families.get(one.object or "", one.object or "")
    if one.place is not None:
        return f"{family} in {rules.kinds.roots.get(one.place, one.place)}"
    if one.party is not None and running(one):
        return f"{family} of {one.party}"
    return f"{family} in {one.scene.state or ''}"


def link_block(
    claims: Iterable[Statement],
    rules: Rules,
    alike: SameText = never,
) -> Iterator[Related]:
    """The relations among the claims of one block that stand in different reports; the same in whatever order.

    Args:
        claims: the leading claims of their reports, as ``placed`` gives them.
        alike: whether two claims stand in text that is the same.
    """
    held = sorted(claims, key=order)
    found: dict[tuple[str, str], Related] = {}
    repeated: set[str] = set()
    for related in _one_figure(held, rules, alike):
        found[related.source.id, related.target.id] = related
        if related.type == "repeats":
            repeated.add(related.target.id)
    yield from found.values()
    first = [claim for claim in held if claim.id not in repeated]
    told = {frozenset(pair) for pair in found}
    for one, other in _near(first, rules):
        pair = frozenset((one.id, other.id))
        if pair not in told and one.document != other.document:
            told.add(pair)
            if beside := across(one, other, rules):
                yield beside


def _one_figure(held: Sequence[Statement], rules: Rules, alike: SameText) -> Iterator[Related]:
    """Each claim beside the first that gave its figure: it repeats one of them, or is another voice for the first."""
    firsts: defaultdict[object, list[Statement]] = defaultdict(list)
    for claim in held:
        known = firsts[claim.figure if claim.figure is not None else claim.words.casefold(), claim.unit]
        beside = (across(one, claim, rules, alike) for one in known if one.document != claim.document)
        found = [related for related in beside if related]
        repeats = next((related for related in found if related.type == "repeats"), None)
        if repeats:
            yield repeats
            continue
        if len(known) < _FIRST:
            known.append(claim)
        yield from (related for related in found if related.type != "agrees")
        yield from islice((related for related in found if related.type == "agrees"), 1)


def _near(held: Sequence[Statement], rules: Rules) -> Iterator[tuple[Statement, Statement]]:
    """Pairs worth comparing: of one count, near in time."""
    counts: defaultdict[object, list[Statement]] = defaultdict(list)
    stands: defaultdict[object, list[Statement]] = defaultdict(list)
    strengths: defaultdict[str | None, list[Statement]] = defaultdict(list)
    for claim in sorted(held, key=_by_day):
        counts[claim.outcome, claim.statistic, claim.unit, claim.place].append(claim)
        if running(claim):
            who = camp(claim) or (claim.outlet if claim.claimant == NARRATOR else claim.claimant)
            count = claim.party, claim.object, claim.statistic, claim.unit, claim.place
            stands[who, *count].append(claim)
            stands[None, *count].append(claim)  # who is one claimant under two names is told by comparing
        if claim.outcome in rules.kinds.strength:
            strengths[claim.party].append(claim)
    for claim in held:
        for place in (claim.place, *sorted(rules.kinds.places.get(claim.place or "", ()))):
            same = counts.get((claim.outcome, claim.statistic, claim.unit, place), ())
            lasting = claim.outcome in rules.kinds.strength or claim.statistic == "share"
            yield from ((claim, other) for other in _after(claim, same, ONE_STATE if lasting else ONE_EVENT))
        if claim.outcome in rules.kinds.losses and claim.party is not None:
            yield from ((claim, other) for other in strengths[claim.party][:_STRENGTHS])
    for same in stands.values():
        for k, claim in enumerate(same):
            yield from ((claim, other) for other in same[k + 1 : k + 1 + _STANDS])


def _after(claim: Statement, others: Sequence[Statement], days: int) -> Iterator[Statement]:
    """The next in time, up to so many days later; all those of the same day that come later in the order."""
    at = bisect_left(others, _by_day(claim), key=_by_day)
    day = _by_day(claim)[0]
    taken = 0
    for other in others[at:]:
        if other.id == claim.id:
            continue
        if taken >= _NEAREST or _by_day(other)[0] > day + days:
            return
        if other.document != claim.document:
            taken += 1
            yield other


def _by_day(one: Statement) -> tuple[int, str]:
    day = day_of(one)
    return (day if day is not None else _NO_DAY), one.id
