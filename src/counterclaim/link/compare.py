"""Two claims set side by side, field by field: how they stand in each, and why, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

import msgspec

from counterclaim.lang import load_beside_others
from counterclaim.link.containment import Containment, Standing
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.world.profile import Profile

Time = Literal["same", "within", "around", "overlap", "earlier", "later", "unknown", "apart"]
Voice = Literal["same", "passed", "camp", "other"]
Amount = Literal["same", "compatible", "below", "above", "unknown"]

# Reports date one event a day apart, by time zone and by the day that "yesterday" is counted from.
_A_DAY = 1
# Days after which a report tells of something as past, and no longer as the news.
_PAST = 45
# Days from which on a stretch of time is told like a running total ("76,000 since August").
_LONG = 30
# Running totals of one count begin within so many days of each other.
ONE_BEGINNING = 31


class Rules(msgspec.Struct, frozen=True):
    """What claims are compared by."""

    kinds: Containment
    profile: Profile


class Comparison(NamedTuple):
    """How one claim stands to another in each field.

    Attributes:
        party: of whose people or things are counted; of the state, where only that is said.
        measure: the same kind of number in the same unit (a share is no count).
        time: of the windows: ``earlier`` and ``later`` for running totals to different days.
        voice: on whose word: the same, one passing on the other's within a report, of one camp or house, another.
        amount: the figures: the same, within one another's bounds, or one ``below`` the other's.
    """

    object: Standing
    outcome: Standing
    party: Standing
    place: Standing
    time: Time
    measure: Standing
    voice: Voice
    amount: Amount


def compare(one: Statement, other: Statement, rules: Rules) -> Comparison:
    """How ``one`` stands to ``other``: ``within`` reads "one is within other"."""
    kinds = rules.kinds
    return Comparison(
        _object(one, other, kinds),
        kinds.outcome(one.outcome, other.outcome, one.object),
        _party(one, other, kinds),
        kinds.place(one.place, other.place),
        time(one, other),
        _measure(one, other),
        voice(one, other),
        amount(one, other, rules.profile),
    )


_OTHER_WAY = {
    "within": "around",
    "around": "within",
    "earlier": "later",
    "later": "earlier",
    "below": "above",
    "above": "below",
}


def mirrored(c: Comparison) -> Comparison:
    """The same comparison from the other side."""
    object_, outcome, party, place, time_, measure, voice_, amount_ = c
    other: Callable[[Any, Any], Any] = _OTHER_WAY.get
    return Comparison(
        other(object_, object_),
        other(outcome, outcome),
        other(party, party),
        other(place, place),
        other(time_, time_),
        measure,
        voice_,
        other(amount_, amount_),
    )


def time(one: Statement, other: Statement) -> Time:
    """How two windows stand; ``unknown`` where either has no dates."""
    undated = [s for s in (one, other) if s.start is None and s.end is None]
    if undated:
        dated = next((s for s in (one, other) if s not in undated), None)
        return "apart" if dated is not None and _long_before(dated, undated[0]) else "unknown"
    if running(one) and running(other):
        return _running(one, other)
    begins, ends = _ends(one)
    other_begins, other_ends = _ends(other)
    if abs(begins - other_begins) <= _A_DAY and abs(ends - other_ends) <= _A_DAY:
        return "same"
    if other_begins - _A_DAY <= begins and ends <= other_ends + _A_DAY:
        return "within"
    if begins - _A_DAY <= other_begins and other_ends <= ends + _A_DAY:
        return "around"
    return "apart" if ends < other_begins - _A_DAY or other_ends < begins - _A_DAY else "overlap"


def _long_before(dated: Statement, undated: Statement) -> bool:
    """Whether one tells of what was past when the other, which gives no date, was written."""
    today = undated.scene.day
    last = dated.end if dated.end is not None else dated.start
    return today is not None and last is not None and today - last > _PAST


def running(one: Statement) -> bool:
    """Whether a count runs from a beginning to an as-of day: a total said to be one, or a stretch of a season."""
    if one.kind == "cumulative":
        return True
    return (
        one.kind == "period" and one.start is not None and one.end is not None and one.end - one.start > _LONG
    )


def _running(one: Statement, other: Statement) -> Time:
    if one.end is None or other.end is None:
        return "unknown"
    if one.start is not None and other.start is not None and abs(one.start - other.start) > ONE_BEGINNING:
        if one.end < other.start or other.end < one.start:
            return "apart"
        if one.start > other.start and one.end <= other.end + _A_DAY:
            return "within"
        if other.start > one.start and other.end <= one.end + _A_DAY:
            return "around"
        return "overlap"
    if abs(one.end - other.end) <= _A_DAY:
        return "same"
    return "earlier" if one.end < other.end else "later"


def _ends(one: Statement) -> tuple[int, int]:
    """First and last day; what is open on one side is taken as a day."""
    first = one.start if one.start is not None else one.end
    last = one.end if one.end is not None else one.start
    assert first is not None  # noqa: S101 (asked only where there is a date)
    assert last is not None  # noqa: S101
    return first, last


def voice(one: Statement, other: Statement) -> Voice:
    """On whose word the two stand."""
    own = one.claimant == NARRATOR
    if one.claimant == other.claimant != UNNAMED and (not own or one.outlet == other.outlet):
        return "same"
    if one.document == other.document and (_passes(one) or _passes(other)):
        return "passed"
    mine, others = camp(one), camp(other)
    if mine is not None and mine == others:
        return "camp"
    unknown = mine is None or others is None
    return "camp" if unknown and of_one_house(one.claimant, other.claimant) else "other"


def of_one_house(one: str, other: str) -> bool:
    """Whether one name is the other with something added: the police and the police spokesman."""
    if NARRATOR in (one, other) or UNNAMED in (one, other):
        return False
    loose = load_beside_others().loose
    mine, others = (frozenset(name.split("_")) for name in (one, other))
    mine, others = mine - loose or mine, others - loose or others
    return mine <= others or others <= mine


def camp(one: Statement) -> str | None:
    """The party for which the claimant speaks; of a report's own voice, its outlet's."""
    return one.camp or (one.outlet_camp if one.claimant == NARRATOR else None)


def _passes(one: Statement) -> bool:
    return one.claimant in (NARRATOR, UNNAMED)


def _object(one: Statement, other: Statement, kinds: Containment) -> Standing:
    found = kinds.object(one.object, other.object)
    if one.degree == other.degree or found not in ("same", "open"):
        return found
    return "apart" if one.degree and other.degree else "within" if one.degree else "around"


def _measure(one: Statement, other: Statement) -> Standing:
    """A peak and a total of one thing are rivals in practice: the police's peak and the organisers' total."""
    if one.unit != other.unit:
        return "apart"
    if one.statistic == other.statistic:
        return "same"
    return "open" if {one.statistic, other.statistic} == {"total", "peak"} else "apart"


def _party(one: Statement, other: Statement, kinds: Containment) -> Standing:
    if one.party is None and other.party is None:
        if _count_their_own(one, other, kinds):
            return "apart"
        if one.of_state is None and other.of_state is None:
            return "unknown"
        if one.of_state == other.of_state:
            return "same"
        return "apart" if one.of_state and other.of_state else "within" if one.of_state else "around"
    if one.party == other.party:
        return "same"
    return "unknown" if one.party is None or other.party is None else "apart"


def _count_their_own(one: Statement, other: Statement, kinds: Containment) -> bool:
    """Two states that count nobody's people, of what was in neither of them, count each its own."""
    mine, others = camp(one), camp(other)
    if mine is None or others is None or mine == others:
        return False
    return not {mine, others} & {kinds.roots.get(s.place or "", s.place) for s in (one, other)}


def bounds(one: Statement, profile: Profile) -> tuple[float | None, float | None]:
    """The least and the most that the words allow under the profile; None where they leave it open."""
    low, high = one.low, one.high
    if one.qualifier == "vague":
        words = one.words.casefold()
        return next(
            ((v.least, v.most) for v in profile.vague if any(phrase in words for phrase in v.words)),
            (None, None),
        )
    if one.qualifier == "about" and low is not None and high is not None:
        return low * (1 - profile.about), high * (1 + profile.about)
    if one.qualifier == "nearly" and high is not None:
        return high * (1 - profile.nearly), high
    return low, high


def _one_width(one: Statement, other: Statement) -> bool:
    """A range is the same figure only as the same range."""
    wide = "between" in (one.qualifier, other.qualifier)
    return not wide or (one.low, one.high) == (other.low, other.high)


def amount(one: Statement, other: Statement, profile: Profile) -> Amount:
    """How two figures stand under the profile; ``same`` is the same number, whatever its hedge."""
    if one.figure is None and other.figure is None:
        return "same" if one.words.casefold() == other.words.casefold() else "unknown"
    if one.figure is not None and one.figure == other.figure and _one_width(one, other):
        return "same"
    (least, most), (other_least, other_most) = bounds(one, profile), bounds(other, profile)
    if most is not None and other_least is not None and most < other_least:
        return "below"
    if least is not None and other_most is not None and least > other_most:
        return "above"
    if (least, most) == (None, None) or (other_least, other_most) == (None, None):
        return "unknown"
    return "compatible"
