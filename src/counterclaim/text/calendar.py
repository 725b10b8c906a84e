"""Placing mentions of time on the calendar.

Rules, where the words leave a choice (reports tell what has happened, so the past is preferred):

- A weekday is the last such day up to the day of publication ("on Sunday" said on a Sunday is that day),
  "last Sunday" the last one before it. A month without a year is the latest that has begun. A day and month
  without a year is the latest such day up to a week after publication; a weekday beside it must fit. After
  "by" and "until" both may lie up to four months ahead.
- With a date from elsewhere in the text (``context``), a missing year or month is the one nearest to it.
- "Last week" is the calendar week before, Monday to Sunday; "the past week" the seven days up to publication.
  Stretches that are still running when they are told of ("this week") end with the day of publication; named
  ones ("in May", "in 2024") stay whole. "Last summer" is the last summer that was over.
- "Two weeks ago" is that day; "two months ago" the calendar month that holds that day, and years likewise.
- "Early", "mid" and "late" are thirds: days 1-10, 11-20, 21 to the end of a month, four months of a year. As
  one end of a stretch, "mid-May" is 15 May.
- A running total "by May" or "until May" ends with 1 May, "as of May" and "through May" with the month.
- 05/10/2024 is 5 October, unless that lies after publication and May 10 does not.
- "The day before" counts from ``context`` and is unknown without it.
- Hours are counted as whole days: the 24 hours up to a day began on the day before.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from counterclaim.lang.time import Unit
from counterclaim.model import Precision
from counterclaim.text.times.moment import Moment, Resolved, TimeMention
from counterclaim.text.times.placing import MONTHS, Placed, earlier, place

_FINENESS: tuple[Precision, ...] = ("day", "month", "season", "year")
_AHEAD_BY = 120  # days that a date without a year may lie ahead of publication after "by" and "until"


def resolve(mention: TimeMention, anchor: date | None, context: date | None = None) -> Resolved | None:
    """Where a mention lies on the calendar; None where that cannot be told.

    Args:
        mention: from ``find_times``.
        anchor: the day of publication; without it only what is explicit can be placed.
        context: a date named elsewhere in the text, for a missing year or month, and for "the day before".

    Rates, ages, durations, clock times, vague times, and totals that run from an event without a date have no
    place. The module's documentation gives the rules.
    """
    try:
        return _resolve(mention, anchor, context)
    except (ValueError, OverflowError):  # 30 February, or a date outside the calendar
        return None


def _resolve(mention: TimeMention, anchor: date | None, context: date | None) -> Resolved | None:
    first, last = mention.first, mention.last
    match mention.kind:
        case "since":
            return _since(first, anchor, context) if first else None
        case "until":
            return _until(last, mention.inclusive, anchor, context)
        case "span" if mention.count is not None and mention.unit:
            return _stretch(mention.count, mention.unit, last, anchor, context)
        case "span" if first and last:
            return _between(first, last, anchor, context)
        case "point" | "span" if first:
            at = place(first, anchor, context)
            return Resolved("period", *at) if at else None
        case "point" if anchor:  # currently
            return Resolved("instant", anchor, anchor, "day", "relative")
    return None


def _since(first: Moment, anchor: date | None, context: date | None) -> Resolved | None:
    at = place(first, anchor, context)
    start = _bound(first, at, upper=False) if at else None
    if not at or not start or (anchor and start > anchor):
        return None
    return Resolved("cumulative", start, anchor, _fineness(first, at), at.basis)


def _until(
    last: Moment | None, inclusive: bool, anchor: date | None, context: date | None
) -> Resolved | None:
    if last is None:  # so far
        return Resolved("cumulative", None, anchor, "day", "relative") if anchor else None
    at = place(last, anchor, context, None if inclusive else _AHEAD_BY)
    if not at:
        return None
    over = last.unit is not None and (last.shift or 0) < 0  # "by last week"
    end = _bound(last, at, upper=True) if inclusive or last.part or over else at.start
    if inclusive and anchor and at.start <= anchor:
        end = min(end, anchor)
    return Resolved("cumulative", None, end, _fineness(last, at), at.basis)


def _stretch(
    count: float, unit: Unit, last: Moment | None, anchor: date | None, context: date | None
) -> Resolved | None:
    """So long up to publication, or to the moment named."""
    to = place(last, anchor, context) if last else None
    end = to.end if to else None if last else anchor
    if end is None:
        return None
    precision: Precision = "day" if unit not in MONTHS else "month" if unit == "month" else "year"
    if to and unit in MONTHS:  # the year to March began in April
        end += timedelta(days=1)
    start = earlier(end, count, unit)
    return Resolved("period", start, to.end if to else end, precision, to.basis if to else "relative")


def _between(first: Moment, last: Moment, anchor: date | None, context: date | None) -> Resolved | None:
    """From one moment to another; what one leaves out it has from the other."""
    if first.year and last.year is None and last.month and last.shift is None:
        later = (last.month, last.day or 31) >= (first.month or 1, first.day or 1)
        last = replace(last, year=first.year if later else first.year + 1)
    end = place(last, anchor, context)
    if not end:
        return None
    floating = first.year is None and first.shift is None and first.back is None
    start = place(first, end.end, None, ahead=0) if floating else place(first, anchor, context)
    if not start:
        return None
    bounds = _bound(first, start, upper=False), _bound(last, end, upper=True)
    if bounds[0] > bounds[1]:
        return None
    basis = end.basis if floating or start.basis == "explicit" else start.basis
    return Resolved("period", *bounds, max(start.precision, end.precision, key=_FINENESS.index), basis)


def _bound(moment: Moment, placed: Placed, upper: bool) -> date:
    """Where a stretch that runs from or to a moment begins or ends."""
    if moment.part == "mid":
        return placed.start + (placed.end - placed.start) // 2
    if upper:
        return placed.start if moment.part == "start" else placed.end
    return placed.end if moment.part == "end" else placed.start


def _fineness(moment: Moment, placed: Placed) -> Precision:
    """How fine a bound is: the start or end of a stretch is a day, whatever it is the start or end of."""
    return "day" if moment.part in ("start", "end") else placed.precision
