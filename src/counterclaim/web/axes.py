"""Axes of the desk's charts: where counts and days stand between two ends, and the round ones among them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from counterclaim.account.figures import number
from counterclaim.export.frame import Scale

# Days between two labels.
_STEPS = (1, 2, 5, 7, 14, 30.44, 61, 91, 182.6, 365.25, 730.5, 1826.25, 3652.5)


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled place on an axis, in units of the picture."""

    at: float
    label: str


class Counts:
    """Where a count stands between two ends."""

    def __init__(self, scale: Scale, begin: float, end: float) -> None:
        self._scale, self._begin, self._end = scale, begin, end
        self._low, self._high = (self._bent(v) for v in scale.domain)

    def _bent(self, value: float) -> float:
        match self._scale.kind:
            case "log":
                return math.log10(max(value, 1e-9))
            case "symlog":
                return math.copysign(math.log10(1 + abs(value)), value)
            case _:
                return value

    def __call__(self, value: float) -> float:
        share = (self._bent(value) - self._low) / ((self._high - self._low) or 1.0)
        return round(self._begin + min(max(share, 0.0), 1.0) * (self._end - self._begin), 1)

    def ticks(self) -> tuple[Tick, ...]:
        """Round numbers along it."""
        values = self._scale.ticks or _even(*self._scale.domain)
        return tuple(Tick(self(v), number(v)) for v in values)


class Days:
    """Where a day stands between two places.

    Args:
        first, last: ordinals of the days at the ends.
    """

    def __init__(self, first: int, last: int, begin: float, end: float) -> None:
        self._first, self._span = first, max(last - first, 1)
        self._alone, self._begin, self._end = first == last, begin, end

    def __call__(self, day: float) -> float:
        share = 0.5 if self._alone else (day - self._first) / self._span
        return round(self._begin + share * (self._end - self._begin), 1)


def _even(low: float, high: float) -> tuple[float, ...]:
    step = 10 ** math.floor(math.log10((high - low) or 1))
    step = next(s for s in (step / 5, step / 2, step, step * 2, step * 5) if (high - low) / s <= 6)
    step = max(step, 1) if high >= 4 else step
    return tuple(low + step * n for n in range(int((high - low) / step) + 1))


def day_ticks(first: int, last: int, across: Days) -> tuple[Tick, ...]:
    """Round days, months or years, at most eight."""
    span = last - first
    step = next((s for s in _STEPS if span / s <= 7), span / 7)
    if span == 0:
        return (Tick(across(first), date.fromordinal(first).isoformat()),)
    found = []
    for day in _rounded(date.fromordinal(first), date.fromordinal(last), step):
        label = str(day.year) if step > 300 else day.isoformat()[:7] if step > 25 else day.isoformat()
        found.append(Tick(across(day.toordinal()), label))
    return tuple(found)


def _rounded(first: date, last: date, step: float) -> list[date]:
    if step < 25:
        return [first + timedelta(n) for n in range(0, (last - first).days + 1, int(step))]
    months = max(1, round(step / 30.44))
    at = first.year * 12 + first.month - 1
    at += -at % months
    found = []
    while at // 12 <= last.year and (day := date(at // 12, at % 12 + 1, 1)) <= last:
        if day >= first:
            found.append(day)
        at += months
    return found or [first]
