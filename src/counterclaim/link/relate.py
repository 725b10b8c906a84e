"""What relation two compared claims stand in (codebook, section 5)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from counterclaim.link.compare import Comparison, Rules, camp, running
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.model import RelationType

# Smaller figures coincide too often for their sameness alone to tell that one was made of the other.
TELLING = 20
# Figures with so many digits that are not rounded do not coincide by chance.
_UNROUNDED = 2
# Of two speakers' figures one is the other's, rounded, only where that has so many digits.
_EXACT = 4
# A rounded figure lies as near to the one it stands for as "about" does.
_ROUNDED = 0.15
# Bounds that lie further apart than this say nothing of one another ("more than 600" of 50,000).
_VACUOUS = 5.0
# Where place or time are not told, tolls that differ by more are of different things, one part of the other.
_OTHER_THINGS = 7.0
_FULLNESS = {"body": 0, "standfirst": 1, "caption": 2, "headline": 3}
_SAME_THING = ("same", "open")
_OPEN = ("people", "body")


class Related(NamedTuple):
    """A relation from ``source`` to ``target``, and what it rests on.

    Attributes:
        by: what differs or coincides: a field of the comparison, or a rule (``rounded``, ``told``, ``falls``,
            ``strength``, ``said``, ``fresh``).
    """

    type: RelationType
    source: Statement
    target: Statement
    by: str


def one_figure(one: Statement, other: Statement, c: Comparison) -> Related | None:
    """``repeats``, ``relabelled``, ``rescoped`` and what is given alike by two: relations of one figure.

    Also of one that is the other rounded, within a report.
    """
    if c.measure != "same" or c.object not in _SAME_THING:
        return None
    if c.amount != "same":
        return _repetition(one, other, "rounded") if rounds(one, other, c) else None
    one_report = one.document == other.document
    passed_on = c.voice in ("same", "passed") or (one_report and c.voice == "camp")
    telling = one.figure is not None and one.figure >= TELLING
    if c.outcome == "same":
        if passed_on and telling and _fresh(one, other):
            return Related("rescoped", *((other, one) if one.fresh else (one, other)), "fresh")
        changed = _changed(c)
        in_front = one_report and (one.segment != "body" or other.segment != "body")
        if not changed or (changed == "place" and in_front):
            unrounded = one_report and digits(one.figure or 0) >= _UNROUNDED
            return _repetition(one, other, "amount") if passed_on or in_front or unrounded else None
        return _pair("rescoped", one, other, changed) if passed_on and telling and not one_report else None
    return None


def relabelled(one: Statement, other: Statement, c: Comparison, rules: Rules) -> Related | None:
    """``relabelled``: one figure whose outcome changed on the way."""
    if c.measure != "same" or c.amount != "same" or c.object not in _SAME_THING or _changed(c):
        return None
    if c.outcome == "same" or (one.outcome, other.outcome) not in rules.kinds.renamed:
        return None
    if (one.figure or 0) < TELLING:
        return None
    one_report = one.document == other.document
    told_together = one_report and one.sentence == other.sentence
    if told_together or not (c.voice in ("same", "passed") or (one_report and c.voice == "camp")):
        return None
    standing = rules.kinds.outcome(one.outcome, other.outcome)
    if founded(one)[:3] == founded(other)[:3] and standing in ("within", "around"):
        # Of two told alike the wider count: what was lost is more than what was killed.
        return Related("relabelled", *((other, one) if standing == "within" else (one, other)), "outcome")
    return _pair("relabelled", one, other, "outcome")


def rivals(one: Statement, other: Statement, c: Comparison, rules: Rules) -> Related | None:
    """``agrees`` and ``disagrees``: comparable figures on different words."""
    if not comparable(one, other, c) or c.amount == "unknown":
        return None
    without_name = (
        c.voice == "passed" and UNNAMED in (one.claimant, other.claimant) and _both_counted(one, other)
    )
    if c.voice != "other" and one.document == other.document and not without_name:
        return None
    if c.object == "open" and _narrower_is_small(one, other):
        return None
    if c.amount in ("same", "compatible"):
        return None if _far_apart(one, other, _VACUOUS) else _pair("agrees", one, other, "amount")
    sure = c.place == c.time == "same" or one.outcome in rules.kinds.wide
    if not sure and _far_apart(one, other, _OTHER_THINGS):
        return None
    return _pair("disagrees", one, other, "amount")


def superseded(one: Statement, others: Sequence[tuple[Statement, Comparison]]) -> Related | None:
    """``updates`` within a report: from a figure that is told as given up to the one that took its place."""
    if not one.superseded:
        return None
    given = msgspec.structs.replace(one, superseded=False)
    new = [
        (c.voice not in ("same", "camp"), abs(other.at - one.at), other.id, other)
        for other, c in others
        if not other.superseded
        and c.amount in ("below", "above", "compatible")
        and comparable(given, other, c)
        and _both_counted(one, other)
        and not _far_apart(one, other, _VACUOUS)
        # On another's word only a toll that has risen: a lower one may be the other's own.
        and (c.voice in ("same", "camp") or (other.figure or 0) > (one.figure or 0))
    ]
    return Related("updates", one, min(new)[-1], "said") if new else None


def comparable(one: Statement, other: Statement, c: Comparison) -> bool:
    """Whether two figures are of the same thing, as far as their claims tell."""
    if c.measure not in _SAME_THING or c.outcome != "same" or c.object not in _SAME_THING:
        return False
    if c.measure == "open" and c.time != "same":
        return False
    if "predicted" in (one.stance, other.stance) or c.party in ("apart", "within", "around"):
        return False
    if one.superseded != other.superseded and c.amount != "same":
        return False
    if c.party == "unknown" and c.amount != "same" and _may_be_of_two_sides(one, other):
        return False
    if c.time in ("within", "around"):
        if running(one) != running(other):
            return False
    elif c.time not in ("same", "unknown"):
        return False
    if c.place in ("within", "around") and one.statistic != "share":
        inner, outer = (one, other) if c.place == "within" else (other, one)
        return one.document != other.document or (inner.figure or 0) > (outer.figure or 0)
    return c.place != "apart"


def _may_be_of_two_sides(one: Statement, other: Statement) -> bool:
    """Where forces of named sides are counted, a count of nobody's may be of the other side."""
    sides = {*one.scene.sides, *other.scene.sides}
    if one.party is None and other.party is None:
        camps = {camp(one), camp(other)} - {None}
        return len(camps) > 1 and camps <= sides
    return bool((one if one.party is None else other).scene.sides)


def rounds(one: Statement, other: Statement, c: Comparison) -> bool:
    """Whether one of two figures is the other, rounded, within one report ("more than 500" for 558)."""
    if one.document != other.document or c.outcome != "same" or _changed(c):
        return False
    if one.figure is None or other.figure is None:
        return False
    rough, exact = sorted((one, other), key=lambda s: digits(s.figure or 0))
    if c.voice == "other" and digits(exact.figure or 0) < _EXACT:
        return False
    near = _ROUNDED if c.voice in ("same", "passed") else _ROUNDED / 3
    return _is_rounding(rough, exact.figure or 0, near)


def _is_rounding(rough: Statement, exact: float, near: float) -> bool:
    """Whether the words give ``exact`` in fewer digits: from below ("more than"), from above ("nearly"), or both."""
    figure = rough.figure or 0
    if digits(figure) >= digits(exact) or abs(figure - exact) > near * exact:
        return False
    if rough.qualifier == "exact" and rough.segment == "body":
        return False
    step = 10.0 ** (math.floor(math.log10(figure)) + 1 - digits(figure))
    steps = (step, 5 * step) if figure % (5 * step) == 0 else (step,)
    below = figure in {math.floor(exact / s) * s for s in steps}
    above = figure in {math.ceil(exact / s) * s for s in steps}
    if rough.low is None:
        return above
    return below if rough.high is None else below or above


def digits(figure: float) -> int:
    """Significant digits."""
    if not figure or not math.isfinite(figure):
        return 0
    return len(f"{figure:.6e}".split("e")[0].replace(".", "").rstrip("0"))


def founded(one: Statement) -> tuple[int, bool, int, int]:
    """Sorts claims of one report, the better founded first: the body before the headline, a speaker's own
    words before the report's, what comes first."""
    speaks = {"quote": 0, "indirect": 1}.get(one.voice, 2)
    return _FULLNESS.get(one.segment, 0), one.claimant in (NARRATOR, UNNAMED), speaks, one.at


def _fresh(one: Statement, other: Statement) -> bool:
    """A running total that a headline tells as that of what has just happened."""
    new, old = (one, other) if one.fresh else (other, one)
    return new.fresh and not old.fresh and new.start is None and new.end is None and running(old)


def _changed(c: Comparison) -> str:
    """The field of the scope that differs; of several the first."""
    if c.party == "apart":
        return "party"
    if c.time in ("apart", "overlap", "earlier", "later"):
        return "time"
    return "place" if c.place == "apart" else ""


def _narrower_is_small(one: Statement, other: Statement) -> bool:
    """A count of civilians far below one of people leaves room for the others."""
    narrow, wide = (other, one) if one.object in _OPEN else (one, other)
    return narrow.figure is not None and wide.figure is not None and narrow.figure * 2 < wide.figure


def _both_counted(one: Statement, other: Statement) -> bool:
    return one.figure is not None and other.figure is not None


def _far_apart(one: Statement, other: Statement, times: float) -> bool:
    if one.figure is None or other.figure is None:
        return False
    small, large = sorted((one.figure, other.figure))
    return large > small * times


def _repetition(one: Statement, other: Statement, by: str) -> Related:
    return _pair("repeats", one, other, by)


def _pair(kind: RelationType, one: Statement, other: Statement, by: str) -> Related:
    """The fuller or earlier first."""
    if one.document == other.document:
        first = (founded(one), one.id) <= (founded(other), other.id)
    else:
        first = order(one) <= order(other)
    return Related(kind, *((one, other) if first else (other, one)), by)


def order(one: Statement) -> tuple[int, str, str]:
    """Sorts claims of several reports by day of publication, those of unknown day last."""
    return one.published if one.published is not None else 10**9, one.document, one.id
