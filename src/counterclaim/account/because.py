"""Bounds and clashes in sentences that a reader understands without the code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from counterclaim.account.bounds import Bound, Clash, Grounds, behind
from counterclaim.account.count import Count, Window
from counterclaim.account.price import Broken
from counterclaim.account.system import Held
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording, capital

# So many claims of a sum are told one by one.
_TOLD = 4
_FALLS = "a running total does not fall"


class Because:
    """Says what bounds rest on.

    Args:
        claims: by id, at least those that the bounds are of.
        wording: puts claims into words.
    """

    def __init__(self, claims: Mapping[str, Statement], wording: Wording) -> None:
        self._claims, self._wording = claims, wording

    def bound(self, of: Bound) -> tuple[str, ...]:
        """A sentence for each end that is set: the figure, and on whose word and by which arithmetic."""
        told = []
        if of.low is not None and of.low_by is not None:
            told.append(self._end("At least", of.low, of, of.low_by))
        if of.high is not None and of.high_by is not None:
            told.append(self._end("At most", of.high, of, of.high_by))
        return tuple(told)

    def clash(self, of: Clash) -> str:
        """Which claims cannot stand together, with their figures, and the arithmetic that they break."""
        high = self._told(of.high)
        match of.lows:
            case ():
                return f"{capital(high)}: what it is at the least is more than what it is at the most."
            case (low,):
                steps = self._steps(low.count, of.high.count)
                part = "" if steps == _FALLS else ", and a part is not larger than its whole"
                why = f"{steps}{part}" if steps else "both cannot hold"
                return f"{capital(self._told(low))}, while {high}: {why}."
            case lows:
                return (
                    f"{capital(self._several(lows))}: together at least {_figure(of.least)} "
                    f"({self.count(of.count)}), since none is counted in two of them, while {high}."
                )

    def broken(self, of: Broken) -> str:
        """By how much a claim would have to give."""
        way = "as low as" if of.end == "low" else "as high as"
        share = "less than 1" if of.share < 0.01 else f"{100 * of.share:,.0f}"
        return f"{capital(self._told(of.held))}, and would have to allow figures {way} {_figure(of.to)} ({share}%)."

    def count(self, of: Count) -> str:
        """Whose, what, what happened to it, where and when."""
        what, name, spaced = of.quantity, self._wording.name, self._wording.spaced
        counted = spaced(what.object) if what.object else ""
        whose = f"{counted} of {name(what.party)}".strip() if what.party else counted
        happened = spaced(what.outcome) if what.outcome else ""
        where = name(what.place) if what.place else ""
        told = ", ".join(part for part in (whose, happened) if part)
        return "; ".join(part for part in (told, where, when(of.window)) if part)

    def _end(self, least: str, figure: float, of: Bound, by: Grounds) -> str:
        head = f"{least} {_figure(figure)} ({self.count(of.count)})"
        if by.held is not None:
            part, whole = (by.held.count, of.count) if by is of.low_by else (of.count, by.held.count)
            steps = self._steps(part, whole)
            return f"{head}, since {self._told(by.held)}{f': {steps}' if steps else ''}."
        if by.whole is None:
            return f"{head}, since none is counted in two of these: {self._several(behind(by))}."
        top, parts = by, list(by.parts)
        while top.whole is not None:
            top = top.whole
            parts += top.parts
        apart = _figure(sum(part.figure for part in parts))
        most, others = (
            self._several(behind(top)),
            self._several([held for one in parts for held in behind(one)]),
        )
        return f"{head}, since {most}, and at least {apart} of that are counted elsewhere: {others}."

    def _steps(self, part: Count, whole: Count) -> str:
        one, other, words = part.quantity, whole.quantity, self._wording
        steps = []
        if one.object != other.object:
            steps.append(f"{words.spaced(other.object)} includes {words.spaced(one.object)}")
        if one.outcome != other.outcome:
            steps.append(f"{words.meaning(other.outcome)} includes {words.spaced(one.outcome)}")
        if one.place != other.place:
            steps.append(f"{words.name(one.place)} lies within {words.name(other.place)}")
        if part.window != whole.window:
            totals = part.window.kind == whole.window.kind == "total"
            steps.append(_FALLS if totals else "the time of the one lies within that of the other")
        return ", ".join(steps)

    def _several(self, held: Sequence[Held]) -> str:
        told = [self._told(one) for one in held[:_TOLD]]
        further = len(held) - _TOLD
        if further > 0:
            told.append(f"{further:,} more claims" if further > 1 else "1 more claim")
        return "; ".join(told)

    def _told(self, one: Held) -> str:
        return self._wording.told(self._claims[one.claims[0]])


def when(of: Window) -> str:
    """A window in words; empty where it is not told."""
    start, end = (None if day is None else date.fromordinal(day).isoformat() for day in (of.start, of.end))
    if of.kind == "total":
        return f"up to {end}"
    if start and end:
        return f"on {start}" if start == end else f"from {start} to {end}"
    return f"since {start}" if start else f"to {end}" if end else ""


def _figure(number: float) -> str:
    """Whole numbers as such; what hedges make of figures to a tenth."""
    return f"{number:,.0f}" if abs(number - round(number)) < 1e-6 else f"{number:,.1f}"
