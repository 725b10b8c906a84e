"""Which counts are parts of which, and which break the bounds that others set (codebook, section 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from counterclaim.link.compare import Comparison, Rules, bounds, mirrored
from counterclaim.link.relate import Related
from counterclaim.link.statement import Statement

Beside = Mapping[str, Sequence[tuple[Statement, Comparison]]]

# A report's counts that stand further apart than so many characters are not told as part and whole.
_REACH = 4000
# A list of places stands within so many characters of its total.
_LIST = 600
# Sums: of so many characters of text, of figures of some size, of so many parts at most.
_NEARBY = 2500
_LEAST_SUM, _LEAST_IN_SENTENCE = 15, 6
_MOST_PARTS = 8
_TWO = 2
_COUNTED = ("exact", "at_least", "about")
# What is told so is a rival's bound rather than a part.
_OPEN_ENDED = ("more_than", "at_most", "less_than")


def parts(claims: Sequence[Statement], rules: Rules, beside: Beside) -> Iterator[Related]:
    """The relations ``part_of`` among the claims of one report: each part to one whole, the nearest.

    Args:
        claims: in the order of the text.
        beside: to each claim's id those that it may stand in a relation to, in that order, with how it compares.
    """
    told: dict[str, Statement] = {}
    added = {r.source.id: r for r in sums(claims, beside)}
    for k, part in enumerate(claims):
        whole, by = _told(claims, k, told), "told"
        if whole is not None:
            told[part.id] = whole
        elif part.id in added:
            whole, by = added[part.id].target, "sum"
        else:
            whole, by = _nearest(claims[k], beside[claims[k].id], rules)
        if whole is not None:
            yield Related("part_of", part, whole, by)


def sums(claims: Sequence[Statement], beside: Beside) -> Iterator[Related]:
    """Parts by arithmetic: figures that follow one another and add up to one that stands near them."""
    for whole in claims:
        if whole.figure is None or whole.figure < _LEAST_IN_SENTENCE or whole.statistic != "total":
            continue
        fitting = [(part, mirrored(c)) for part, c in beside[whole.id]]
        near = [part for part, c in fitting if _may_be_part(part, whole, c)]
        away = {part.id for part, c in fitting if c.place == "apart"}
        for first in range(len(near)):
            total = 0.0
            for last in range(first, min(first + _MOST_PARTS, len(near))):
                run = near[first : last + 1]
                total += near[last].figure or 0
                large = whole.figure >= _LEAST_SUM or run[0].sentence == run[-1].sentence
                # Towns that lie elsewhere by their names, and add up all the same: three do not by chance.
                known = len(run) > _TWO or not away & {part.id for part in run}
                if total == whole.figure and last > first and large and known:
                    yield from (Related("part_of", part, whole, "sum") for part in run)
        for one, other in combinations(near, _TWO):
            elsewhere = one.place is not None and other.place is not None and one.place != other.place
            added = (one.figure or 0) + (other.figure or 0)
            if elsewhere and whole.figure >= _LEAST_SUM and added == whole.figure:
                yield from (Related("part_of", part, whole, "sum") for part in (one, other))


def _may_be_part(part: Statement, whole: Statement, c: Comparison) -> bool:
    countable = part.qualifier in _COUNTED and (part.figure or 0) < (whole.figure or 0)
    return (
        countable
        and abs(part.at - whole.at) <= _NEARBY
        and c.measure == "same"
        and c.outcome in ("same", "within")
        and c.object in ("same", "within", "open")
        and c.party != "apart"
        and c.time not in ("apart", "later")
        and c.place != "around"
    )


def _told(claims: Sequence[Statement], k: int, wholes: dict[str, Statement]) -> Statement | None:
    """The whole that the words say: the figure before, or what that one is itself a part of; the one after."""
    part = claims[k]
    if part.told_as == "among":
        whole = claims[k + 1] if k + 1 < len(claims) else None
    else:
        before = claims[k - 1] if k else None
        if not part.told_as or before is None or before.claimant != part.claimant:
            return None
        if part.told_as == "part":
            whole = wholes.get(before.id, before)
        else:
            beside = before.sentence == part.sentence and before.outcome == part.outcome
            whole = wholes.get(before.id) if beside else None
    return whole if whole is not None and whole is not part and _told_fits(part, whole) else None


def _told_fits(part: Statement, whole: Statement) -> bool:
    if part.unit != whole.unit or part.outcome != whole.outcome:
        return False
    return part.low is None or whole.high is None or part.low <= whole.high


def _nearest(
    part: Statement, beside: Sequence[tuple[Statement, Comparison]], rules: Rules
) -> tuple[Statement | None, str]:
    best: tuple[tuple[int, int, int], Statement, str] | None = None
    for whole, c in beside:
        by = inside(part, whole, c) or _listed(part, whole, c)
        if not by or (by == "time" and c.voice != "same") or abs(part.at - whole.at) > _REACH:
            continue
        told = c.voice in ("same", "passed") or (by == "place" and part.qualifier not in _OPEN_ENDED)
        if told and _smaller(part, whole, rules):
            key = (_gaps(c), abs(part.at - whole.at), whole.at)
            if best is None or key < best[0]:
                best = key, whole, by
    return (best[1], best[2]) if best else (None, "")


def inside(part: Statement, whole: Statement, c: Comparison) -> str:
    """The field in which ``part`` counts within ``whole``; empty where it does not, or is wider in another."""
    if c.measure != "same" or c.party in ("apart", "around") or part.statistic != "total":
        return ""
    if "apart" in (c.object, c.outcome, c.place, c.time) or "around" in (
        c.object,
        c.outcome,
        c.place,
        c.time,
    ):
        return ""
    if c.time in ("overlap", "later") or "unknown" in (c.object, c.outcome):
        return ""
    for name, standing in (
        ("object", c.object),
        ("outcome", c.outcome),
        ("time", c.time),
        ("place", c.place),
    ):
        if standing == "within":
            return name
    if c.party == "within":
        return "party"
    narrower = c.object == "open" and whole.object != part.object
    return "object" if narrower and part.object not in (None, "people", "body") else ""


def _listed(part: Statement, whole: Statement, c: Comparison) -> str:
    """``place`` where a count without a place is followed by those of several places: 116, of them 29 in one."""
    if (
        c.place != "unknown"
        or whole.place is not None
        or part.place is None
        or c.voice not in ("same", "passed")
    ):
        return ""
    follows = 0 < part.at - whole.at <= _LIST
    alike = (
        c.outcome == "same" and c.object in ("same", "open") and c.party != "apart" and c.measure == "same"
    )
    return "place" if follows and alike and c.time in ("same", "unknown", "within") else ""


def _smaller(part: Statement, whole: Statement, rules: Rules) -> bool:
    if part.figure is None or whole.figure is None:
        return False
    most = bounds(whole, rules.profile)[1]
    return part.figure < whole.figure and (most is None or part.figure <= most)


def _gaps(c: Comparison) -> int:
    return sum(standing != "same" for standing in c)


def exceeding(one: Statement, other: Statement, c: Comparison, rules: Rules) -> Related | None:
    """``exceeds``: one breaks a bound that the other sets."""
    nested = c[:5]  # object, outcome, party, place, time
    if c.time in ("earlier", "later"):
        return _falls(one, other, c, rules)
    if "within" in nested and (found := _outgrows(one, other, c, rules)):
        return found
    if "around" in nested and (found := _outgrows(other, one, mirrored(c), rules)):
        return found
    if other.outcome in rules.kinds.strength:
        return _more_than_there_were(one, other, c, rules)
    return (
        _more_than_there_were(other, one, mirrored(c), rules) if one.outcome in rules.kinds.strength else None
    )


def _falls(one: Statement, other: Statement, c: Comparison, rules: Rules) -> Related | None:
    """A running total that is less later than it was before."""
    if c.time not in ("earlier", "later") or c.voice != "same" or c.measure != "same":
        return None
    if (c.object, c.outcome, c.party) != ("same", "same", "same") or c.place != "same":
        return None
    before, after = (one, other) if c.time == "earlier" else (other, one)
    least, most = bounds(before, rules.profile)[0], bounds(after, rules.profile)[1]
    if least is not None and most is not None and least > most:
        return Related("exceeds", before, after, "falls")
    return None


def _outgrows(part: Statement, whole: Statement, c: Comparison, rules: Rules) -> Related | None:
    """A part that is larger than its whole."""
    by = inside(part, whole, c)
    told = c.party == "same" or (c.party == "unknown" and c.voice == "same")
    if (
        not by
        or not told
        or "unknown" in (c.place, c.time)
        or c.object == "open"
        or part.degree != whole.degree
    ):
        return None
    if part.figure is None or whole.figure is None:
        return None
    least, most = bounds(part, rules.profile)[0], bounds(whole, rules.profile)[1]
    if least is not None and most is not None and least > most:
        return Related("exceeds", part, whole, by)
    return None


def _more_than_there_were(lost: Statement, there: Statement, c: Comparison, rules: Rules) -> Related | None:
    """Losses above the strength that was said to be there: a question, with innocent explanations."""
    if (
        lost.outcome not in rules.kinds.losses
        or there.outcome not in rules.kinds.strength
        or c.measure != "same"
    ):
        return None
    one_place = c.place in ("same", "within") or (there.place is None and lost.document == there.document)
    if c.party != "same" or c.object not in ("same", "open") or not one_place:
        return None
    least, most = bounds(lost, rules.profile)[0], bounds(there, rules.profile)[1]
    if least is not None and most is not None and least > most:
        return Related("exceeds", lost, there, "strength")
    return None
