"""What a single claim counts with under a coding profile, and how it stands to what it counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from counterclaim.link.compare import bounds, camp
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.world.profile import Profile, Standing, rule_of

# Qualifiers of the codebook, section 2: bounds from below, from above, and hedges around a figure.
_FLOORS, _CEILINGS, _HEDGES = ("at_least", "more_than"), ("at_most", "less_than"), ("about", "nearly")


@dataclass(frozen=True, slots=True)
class Figure:
    """The numbers that a claim counts with; all None where the profile gives it none.

    Attributes:
        low, high: the least and the most that it gives.
        point: the one figure, where one is needed.
        open_below, open_above: whether its words leave less or more open.
        rule: the name of the rule that decides, else of the setting.
        why: in words.
    """

    low: float | None
    high: float | None
    point: float | None
    rule: str
    why: str
    open_below: bool = False
    open_above: bool = False


def figure(claim: Statement, profile: Profile) -> Figure:
    """The numbers that a claim counts with under a profile, by which rule and why."""
    if claim.qualifier == "vague":
        return _of_words(claim, profile)
    if claim.figure is None:
        return Figure(None, None, None, "figure", f"“{claim.words}” names no number")
    if claim.qualifier in _FLOORS:
        return _bound(claim.figure, profile, "floors")
    if claim.qualifier in _CEILINGS:
        return _bound(claim.figure, profile, "ceilings")
    low = claim.low if claim.low is not None else claim.figure
    high = claim.high if claim.high is not None else claim.figure
    if claim.qualifier in _HEDGES:
        return _hedged(claim, profile, low, high)
    if low == high:
        return Figure(low, high, low, "figure", "the figure counts as it stands")
    needed = f"and where one figure is needed with the {profile.ranges_as}"
    why = f"it counts from {number(low)} to {number(high)}, {needed}"
    return Figure(low, high, _point(low, high, profile), cited(profile, "ranges_as"), why)


def _of_words(claim: Statement, profile: Profile) -> Figure:
    """Of words without a number."""
    words = claim.words.casefold()
    meant = next((v for v in profile.vague if any(phrase in words for phrase in v.words)), None)
    if meant is None or profile.vague_as == "open":
        why = f"“{claim.words}” names no number, and {profile.title} gives it none"
        return Figure(None, None, None, cited(profile, "unvalued" if meant is None else "vague_as"), why)
    low, high = meant.least, meant.most
    what = f"as {number(low)}" if low == high else f"from {number(low)} to {number(high)}"
    why = f"“{claim.words}” counts {what}"
    return Figure(low, high, _point(low, high, profile), meant.rule or cited(profile, "vague"), why)


def _bound(given: float, profile: Profile, setting: str) -> Figure:
    """Of a figure that is told as the least, or the most, there may be."""
    as_told = profile.floors if setting == "floors" else profile.ceilings
    side, beyond = ("a lower", "more") if setting == "floors" else ("an upper", "less")
    rule = cited(profile, setting)
    if as_told == "out":
        return Figure(None, None, None, rule, f"{side} bound does not count")
    if as_told == "figure":
        return Figure(given, given, given, rule, f"{side} bound counts as its figure")
    why = f"{side} bound: it counts with {number(given)}, and {beyond} is left open"
    return Figure(given, given, given, rule, why, beyond == "less", beyond == "more")


def _hedged(claim: Statement, profile: Profile, low: float, high: float) -> Figure:
    rule, why = cited(profile, "hedged_as"), "a hedged figure counts as the figure"
    if profile.hedged_as == "width":
        least, most = bounds(claim, profile)
        low, high = least if least is not None else low, most if most is not None else high
        why = f"a hedged figure counts from {number(low)} to {number(high)}"
        return Figure(low, high, claim.figure, rule, why)
    return Figure(low, high, _point(low, high, profile), rule, why)


def _point(low: float, high: float, profile: Profile) -> float:
    return {"low": low, "middle": (low + high) / 2, "high": high}[profile.ranges_as]


def standing(claim: Statement, sides: Collection[str] | None = None) -> Standing:
    """How a claimant stands to what is counted; the meanings are those of ``Profile``.

    Args:
        sides: ids of the parties to the event; without them every camp is taken for one.
    """
    side = camp(claim)
    if side is not None and (sides is None or side in sides):
        return "own" if side == (claim.party or claim.of_state) else "other"
    if claim.claimant == UNNAMED:
        return "unnamed"
    return "report" if claim.claimant == NARRATOR else "uninvolved"


def cited(profile: Profile, setting: str) -> str:
    """The name of the rule behind a setting, else the setting's own."""
    rule = rule_of(profile, setting)
    return rule.name if rule else setting


def number(value: float) -> str:
    """A number as it is read."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def who(claim: Statement) -> str:
    """On whose word a claim stands, in a few words."""
    if claim.claimant == UNNAMED:
        return "a source without a name"
    if claim.claimant != NARRATOR:
        return claim.name or claim.claimant.replace("_", " ")
    if claim.outlet == claim.document:
        return "the report itself"
    return claim.outlet_name or claim.outlet.replace("_", " ")
