"""Why two claims are comparable, or are not: field by field, in words."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.link.across import one_event, placed
from counterclaim.link.compare import Comparison, Rules, bounds, compare
from counterclaim.link.relate import comparable
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording, when


@dataclass(frozen=True, slots=True)
class Field:
    """One field of two claims.

    Attributes:
        name: the codebook's.
        standing: as ``Comparison`` has it.
        one, other: what the claims have there, for a reader.
        reason: in words.
    """

    name: str
    standing: str
    one: str
    other: str
    reason: str


@dataclass(frozen=True, slots=True)
class Explained:
    """Two claims side by side.

    Attributes:
        fields: in the order in which they are looked at.
        comparable: the two count the same thing, so far as is told.
        verdict: one sentence.
    """

    fields: tuple[Field, ...]
    comparable: bool
    verdict: str


def explain(one: Statement, other: Statement, rules: Rules, wording: Wording) -> Explained:
    """Sets two claims side by side."""
    if one.document != other.document:
        one, other = placed(one), placed(other)
    c = compare(one, other, rules)
    fields = (
        _contained("object", c.object, wording.spaced(one.object), wording.spaced(other.object)),
        _contained("outcome", c.outcome, wording.meaning(one.outcome), wording.meaning(other.outcome)),
        _contained("party", c.party, _party(one, wording), _party(other, wording)),
        _contained(
            "place", c.place, wording.where(one.place) or "not told", wording.where(other.place) or "not told"
        ),
        Field("window", c.time, when(one) or "not told", when(other) or "not told", _TIME[c.time]),
        Field("statistic", c.measure, _measure(one), _measure(other), _MEASURE[c.measure == "same"]),
        Field("claimant", c.voice, wording.speaker(one), wording.speaker(other), _VOICE[c.voice]),
        Field("value", c.amount, _bounded(one, rules), _bounded(other, rules), _amount(c)),
    )
    events = one.document == other.document or one_event(one, other, rules)
    alike = events and comparable(one, other, c)
    return Explained(fields, alike, _verdict(c, fields, events, alike))


_CONTAINED = {
    "same": "the same",
    "within": "the first is part of the second",
    "around": "the second is part of the first",
    "open": "one leaves open what the other says",
    "unknown": "not told by both, so nothing speaks against it",
    "apart": "different things",
}
_TIME = {
    "same": "the same time, to a day",
    "within": "the first lies within the second",
    "around": "the second lies within the first",
    "overlap": "they overlap, and neither holds the other",
    "earlier": "running totals of which the first is the earlier: it may have grown since",
    "later": "running totals of which the first is the later: the second may have grown since",
    "unknown": "not told by both, so nothing speaks against it",
    "apart": "different times",
}
_MEASURE = {True: "the same kind of number", False: "different kinds of number"}
_VOICE = {
    "same": "the same claimant",
    "passed": "the report passes on what it is told: one voice",
    "camp": "two that speak for one side",
    "other": "two voices",
}
_AMOUNT = {
    "same": "the same figure",
    "compatible": "their words leave room for each other",
    "below": "the first is below anything that the second allows",
    "above": "the first is above anything that the second allows",
    "unknown": "one has no figure that could be compared",
}


def _contained(name: str, standing: str, one: str, other: str) -> Field:
    return Field(name, standing, one, other, _CONTAINED[standing])


def _party(one: Statement, wording: Wording) -> str:
    known = one.party or one.of_state
    return wording.name(known) if known else "not told"


def _measure(one: Statement) -> str:
    return f"{one.statistic}{f' in {one.unit}' if one.unit else ''}"


def _bounded(one: Statement, rules: Rules) -> str:
    low, high = bounds(one, rules.profile)
    if low is None and high is None:
        return f"“{one.words}”"
    least, most = ("any" if end is None else f"{end:,.12g}" for end in (low, high))
    return f"“{one.words}”: {least} to {most}" if least != most else f"“{one.words}”"


def _amount(c: Comparison) -> str:
    return _AMOUNT[c.amount]


def _verdict(c: Comparison, fields: tuple[Field, ...], events: bool, alike: bool) -> str:
    if alike:
        return f"They count the same thing, so far as is told: {_amount(c)}."
    apart = [f for f in fields[:6] if f.standing in ("apart", "overlap")]
    if apart:
        told = "; ".join(f"{f.name}: {f.one} and {f.other}" for f in apart)
        return f"They count different things ({told})."
    if not events:
        return "Nothing tells that they are of one event: kind, place, day or the names in the reports do not meet."
    part = [f for f in fields[:5] if f.standing in ("within", "around", "earlier", "later")]
    if part:
        told = "; ".join(f"{f.name}: {f.reason}" for f in part)
        return f"They count different things, one of which may hold the other ({told})."
    return "Too little is told to set their figures beside each other."
