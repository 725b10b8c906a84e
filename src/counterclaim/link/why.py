"""Relations and comparisons in sentences that a reader understands without the code."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from counterclaim.link.compare import running
from counterclaim.link.containment import Containment
from counterclaim.link.relate import Related
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement

# So many claims are kept in words.
_KEPT = 5000


class Wording:
    """Puts relations into words.

    Args:
        kinds: with the meanings of outcomes.
        names: display names by id.
    """

    def __init__(self, kinds: Containment, names: Mapping[str, str]) -> None:
        self._meanings, self._names = kinds.meanings, names
        self._told: dict[tuple[str, str, str, str | None, bool], str] = {}

    def why(self, found: Related) -> str:
        """The reason for a relation: both figures, both wordings, and what differs."""
        source, target = found.source, found.target
        one_report = source.document == target.document
        first, second = self._once(source, one_report), self._once(target, one_report)
        why = f"{capital(first)}, {_and(found)} {second}: {self._reason(found, one_report)}"
        return why if why.endswith("?") else f"{why}."

    def _once(self, one: Statement, by_report: bool) -> str:
        """As ``told``; a claim stands in several relations at a time."""
        key = (one.id, one.claimant, one.words, one.place, by_report)
        if key not in self._told:
            if len(self._told) >= _KEPT:
                self._told.clear()
            self._told[key] = self.told(one, by_report)
        return self._told[key]

    def told(self, one: Statement, by_report: bool = True) -> str:
        """Who has what figure of what, where and when; with the outlet, unless that goes without saying."""
        of = "; ".join(part for part in (self.counted(one), self.where(one.place), when(one)) if part)
        where = "" if by_report or one.claimant == NARRATOR else f", in {self.outlet(one)},"
        return f"{self.speaker(one)}{where} has “{one.words}”{f' ({of})' if of else ''}"

    def outlet(self, one: Statement) -> str:
        """Who published it."""
        unknown = one.outlet == one.document
        return "a report of an unknown outlet" if unknown else one.outlet_name or self.name(one.outlet)

    def speaker(self, one: Statement) -> str:
        """Who stands behind the figure."""
        if one.claimant == UNNAMED:
            return "a source without a name"
        if one.claimant != NARRATOR:
            return one.name or self.name(one.claimant)
        place = "" if one.segment == "body" else f" ({one.segment})"
        return f"{'the report itself' if one.outlet == one.document else self.outlet(one)}{place}"

    def counted(self, one: Statement) -> str:
        """Whose, what, and what happened to it."""
        of = one.party or one.of_state
        what = _spaced(one.object) if one.object else ""
        measure = {"share": "share of it", "peak": "highest", "mean": "mean", "rate_per_day": "a day"}
        whose = f"{what} of {self.name(of)}".strip() if of else what
        happened = _spaced(one.outcome) if one.outcome else ""
        return ", ".join(part for part in (whose, happened, measure.get(one.statistic, "")) if part)

    def where(self, place: str | None) -> str:
        """A place by its name."""
        return self.name(place) if place else ""

    def name(self, known: str | None) -> str:
        """The display name of an id, else the id in words."""
        return self._names.get(known or "") or _spaced(known)

    def spaced(self, code: str | None) -> str:
        """A code in words."""
        return _spaced(code)

    def meaning(self, outcome: str | None) -> str:
        """An outcome with what it covers."""
        covers = self._meanings.get(outcome or "")
        return f"{_spaced(outcome)} ({covers})" if covers else _spaced(outcome)

    def _reason(self, found: Related, one_report: bool) -> str:
        source, target, by = found.source, found.target, found.by
        match found.type:
            case "repeats":
                if by == "rounded":
                    return "the second is the first, rounded; it adds no evidence"
                where = "again" if one_report else "again in another report"
                return f"one figure of one thing, {where}; the repetition adds no evidence"
            case "relabelled":
                return (
                    f"the figure is the same, but “{self.meaning(source.outcome)}” does not mean "
                    f"“{self.meaning(target.outcome)}”"
                )
            case "rescoped":
                return f"the figure is the same, but {self._scope_changed(found)}"
            case "updates":
                return self._update(found)
            case "agrees":
                return (
                    f"they count the same thing, so far as is told, and {_room(source, target)}{doubt(found)}"
                )
            case "disagrees":
                return f"they count the same thing, so far as is told, and both cannot hold{doubt(found)}"
            case "part_of":
                return f"the first is part of the second: {self._part(found)}"
            case _:
                return self._exceeds(found)

    def _scope_changed(self, found: Related) -> str:
        source, target = found.source, found.target
        if found.by == "party":
            sides = (s.party or s.of_state for s in (source, target))
            one, other = (self.name(side) if side else "nobody named" for side in sides)
            return f"it is counted of {one} in the one and of {other} in the other"
        if found.by == "place":
            return f"it is of {self.where(source.place)} in the one and of {self.where(target.place)} in the other"
        if found.by == "fresh":
            return f"a count {when(source) or 'over a longer time'} is told as one of what has just happened"
        return f"it is {when(source) or 'undated'} in the one and {when(target) or 'undated'} in the other"

    def _update(self, found: Related) -> str:
        source, target = found.source, found.target
        if source.outcome != target.outcome:
            changed = f", now as {_spaced(target.outcome)} instead of {_spaced(source.outcome)}"
        else:
            changed = ""
        rate = daily_rate(source, target)
        grown = f", some {rate:,.0f} a day in between" if rate and found.by == "time" and rate >= 1 else ""
        return f"a later stand of one count{changed}{grown}"

    def _part(self, found: Related) -> str:
        part, whole = found.source, found.target
        match found.by:
            case "told":
                return "the report says so"
            case "sum":
                return "figures that follow one another add up to it"
            case "object":
                return f"{_spaced(part.object)} among {_spaced(whole.object)}"
            case "outcome":
                return f"{self.meaning(whole.outcome)} includes {_spaced(part.outcome)}"
            case "party":
                return f"{self.name(part.party or part.of_state)} alone"
            case "time":
                return "the time of the one lies within that of the other"
            case _:
                return (
                    f"{self.where(part.place) or 'one place'} within {self.where(whole.place) or 'the whole'}"
                )

    def _exceeds(self, found: Related) -> str:
        match found.by:
            case "falls":
                return "a running total does not fall; was it corrected, or is something else counted?"
            case "strength":
                return (
                    "more than were said to be there; does that leave out those who were rotated or replaced, "
                    "is it of another date, or was the strength said of the other side?"
                )
            case "outcome":
                return (
                    f"{_spaced(found.source.outcome)} is part of {self.meaning(found.target.outcome)}, "
                    "and a part is not larger than its whole; are both of the same time and people?"
                )
            case "time":
                return "a shorter time holds more than the longer one around it; are both of the same thing?"
            case _:
                return "a part is larger than its whole; are both of the same thing?"


def when(one: Statement) -> str:
    """The time that is counted, in words; empty where it is not told."""
    if one.kind == "unknown" or (one.start is None and one.end is None):
        return ""
    start, end = (None if day is None else date.fromordinal(day).isoformat() for day in (one.start, one.end))
    if running(one):
        return f"from {start} to {end}" if start and end else f"up to {end}" if end else f"since {start}"
    if start == end or not (start and end):
        return f"on {start or end}"
    return f"{start} to {end}"


def daily_rate(earlier: Statement, later: Statement) -> float | None:
    """What a running total grew by a day between two dates; None where that cannot be told."""
    if earlier.figure is None or later.figure is None or earlier.end is None or later.end is None:
        return None
    days = later.end - earlier.end
    return (later.figure - earlier.figure) / days if days > 0 else None


def doubt(found: Related) -> str:
    """What is not told of two claims that are compared all the same; empty where nothing is missing."""
    lacks = []
    if found.source.kind == "unknown" or found.target.kind == "unknown":
        lacks.append("the time")
    if found.source.place is None or found.target.place is None:
        lacks.append("the place")
    elif found.source.place != found.target.place:
        lacks.append("the same place")
    return f" ({' and '.join(lacks)} not given by both)" if lacks else ""


def _room(one: Statement, other: Statement) -> str:
    if one.figure == other.figure:
        return "give the same figure"
    return "their words leave room for each other"


def _and(found: Related) -> str:
    return (
        "later" if found.type == "updates" else "while" if found.type in ("disagrees", "exceeds") else "and"
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _spaced(name: str | None) -> str:
    return (name or "not said").removeprefix("other:").replace("_", " ")
