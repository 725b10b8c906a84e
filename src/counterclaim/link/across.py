"""How claims of different reports stand, each read with its report's own place and day where it gives none."""

from __future__ import annotations

import msgspec

from counterclaim.link.alike import SameText, never
from counterclaim.link.compare import Comparison, Rules, compare, running
from counterclaim.link.parts import exceeding
from counterclaim.link.relate import Related, comparable, digits, one_figure, order, relabelled, rivals
from counterclaim.link.scene import may_be_one, of_one_type, share_most
from counterclaim.link.statement import Statement

# So many days apart two reports may still speak of one event, or of a state that lasts.
ONE_EVENT, ONE_STATE = 10, 120
# Figures with so many digits are not given by two by chance.
_TELLING_DIGITS = 3
# A count that another outgrows by more is no earlier stand of it.
_GROWN = 50.0


def across(
    one: Statement,
    other: Statement,
    rules: Rules,
    alike: SameText = never,
) -> Related | None:
    """The relation between claims of two reports; None where there is none, or where they may be of two events.

    Args:
        one, other: the leading claims of their reports, as ``placed`` gives them.
        alike: whether two claims stand in text that is the same.
    """
    things = (one.object, one.outcome), (other.object, other.outcome)
    if one.unit != other.unit or not rules.kinds.related(*things) or not one_event(one, other, rules):
        return None
    c = compare(one, other, rules)
    return (
        exceeding(one, other, c, rules)
        or relabelled(one, other, c, rules)
        or one_figure(one, other, c)
        or _updates(one, other, c, rules)
        or _passed_on(one, other, c, alike)
        or (rivals(one, other, c, rules) if one.figure is not None and other.figure is not None else None)
    )


def placed(one: Statement) -> Statement:
    """The claim with its report's place where it gives none; a total of a whole war has none."""
    if one.place is not None or one.scene.place is None or running(one):
        return one
    return msgspec.structs.replace(one, place=one.scene.place, own_place=False)


def one_event(one: Statement, other: Statement, rules: Rules) -> bool:
    """Whether two claims may be of one event, by kind, place, day, party and the names in their reports."""
    if not of_one_type(one.scene, other.scene):
        return False
    if one.place is None and other.place is None:
        known = one.party is not None and one.party == other.party
        if not known and (one.scene.state != other.scene.state or not may_be_one(one.scene, other.scene)):
            return False
    elif one.place is None or other.place is None:
        if running(one) or running(other) or not may_be_one(one.scene, other.scene):
            return False
    elif rules.kinds.place(one.place, other.place) == "apart":
        return False
    if running(one) and running(other):
        return True
    days = day_of(one), day_of(other)
    if days[0] is None or days[1] is None:
        # Without a day a place of its own tells, or many names: a whole state has too many events.
        if share_most(one.scene, other.scene):
            return True
        known = one.place in rules.kinds.places or other.place in rules.kinds.places
        same = rules.kinds.place(one.place, other.place) == "same"
        return same and (known or may_be_one(one.scene, other.scene))
    lasting = one.outcome in rules.kinds.strength or one.statistic == "share"
    return abs(days[0] - days[1]) <= (ONE_STATE if lasting else ONE_EVENT)


def day_of(one: Statement) -> int | None:
    """The day a claim is about: the end of a running total, the beginning of what happened, else the report's."""
    if running(one) and one.end is not None:
        return one.end
    day = one.start if one.start is not None else one.end
    return day if day is not None else one.scene.day


def _passed_on(one: Statement, other: Statement, c: Comparison, alike: SameText) -> Related | None:
    """The same figure from one camp, in a copied text, or one too telling to be found twice."""
    if c.amount != "same" or not comparable(one, other, c):
        return None
    telling = digits(one.figure or 0) >= _TELLING_DIGITS
    if c.voice == "camp" or telling or alike(one, other):
        first, second = sorted((one, other), key=order)
        return Related("repeats", first, second, "amount")
    return None


def _updates(one: Statement, other: Statement, c: Comparison, rules: Rules) -> Related | None:
    """A later stand of one count: of a running total, or of an event's toll as it became known."""
    if c.voice not in ("same", "camp") or c.measure != "same" or c.amount in ("same", "unknown"):
        return None
    if c.object not in ("same", "open") or c.party in ("apart", "within", "around"):
        return None
    if one.figure is None or other.figure is None or c.place not in ("same", "within", "around", "unknown"):
        return None
    if c.time in ("earlier", "later"):
        first, second = (one, other) if c.time == "earlier" else (other, one)
        grown = 0 < (second.figure or 0) / (first.figure or 1) <= _GROWN
        whole = rules.kinds.as_a_whole
        renamed = whole.get(one.outcome or "") == whole.get(other.outcome or "") is not None
        narrowed = renamed and grown and (first.figure or 0) <= (second.figure or 0)
        return Related("updates", first, second, "time") if c.outcome == "same" or narrowed else None
    if not comparable(one, other, c):
        return None
    said = [s.said or s.published for s in (one, other)]
    if said[0] is None or said[1] is None or said[0] == said[1]:
        return None
    return Related("updates", *((one, other) if said[0] < said[1] else (other, one)), "said")
