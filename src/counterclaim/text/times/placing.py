"""Placing a day, week, month, season or year on the calendar. ``text.calendar`` gives the rules."""

from __future__ import annotations

import math
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta
from typing import Literal, NamedTuple

from msgspec.structs import replace

from counterclaim.lang.time import Part, Unit
from counterclaim.model import Precision
from counterclaim.text.times.moment import Moment

Basis = Literal["explicit", "context", "relative"]
_CONTEXT: Basis = "context"
_RELATIVE: Basis = "relative"
_AHEAD = 7  # days that a date without a year may lie ahead of publication
MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""How many months the longer units have; the others are counted in days."""
_DAYS: dict[Unit, float] = {
    "second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "night": 1, "weekend": 2, "week": 7,
    "fortnight": 14,
}  # fmt: skip


class Placed(NamedTuple):
    """The days a moment covers, how fine they are, and on what ground they stand."""

    start: date
    end: date
    precision: Precision
    basis: Basis


def place(
    moment: Moment, anchor: date | None, context: date | None, ahead: int | None = None
) -> Placed | None:
    """The days a moment covers."""
    placed = _whole(moment, anchor, context, ahead)
    if placed and moment.piece:
        placed = _piece(placed, *moment.piece)
    if placed and moment.part in ("earlier", "later"):
        now = context if moment.told else anchor
        if now and placed.start <= now <= placed.end:
            return placed._replace(end=now) if moment.part == "earlier" else placed._replace(start=now)
    elif placed and moment.part:
        placed = _third(placed, moment.part)
    elif placed and anchor and moment.shift == 0 and not moment.told and placed.start <= anchor:
        return placed._replace(end=min(placed.end, anchor))
    return placed


def _whole(moment: Moment, anchor: date | None, context: date | None, ahead: int | None) -> Placed | None:
    now, basis = (context, _CONTEXT) if moment.told else (anchor, _RELATIVE)
    if moment.year is not None:
        return _in_year(moment, moment.year, "explicit", anchor)
    if moment.back is not None:
        return _ago(moment.back, moment.unit or "day", now, basis) if now else None
    if moment.unit == "year" and moment.shift is not None and (moment.month or moment.season):
        return _in_year(moment, now.year + moment.shift, basis, anchor) if now else None
    if moment.unit == "month" and moment.shift is not None and moment.day:
        month = _unit("month", moment.shift, now, basis) if now else None
        return month and _in_year(replace(moment, month=month.start.month), month.start.year, basis, anchor)
    if moment.month or moment.season or moment.day:
        if context and moment.shift is None:
            now, basis = context, _CONTEXT
        return _dated(moment, now, basis, anchor, ahead) if now else None
    if moment.weekday is not None:
        return _weekday(moment, moment.weekday, now, basis) if now else None
    if now and moment.unit and moment.shift is not None:
        return _unit(moment.unit, moment.shift, now, basis)
    return None


def _in_year(moment: Moment, year: int, basis: Basis, anchor: date | None) -> Placed:
    if moment.season:
        return Placed(date(year, moment.season, 1), _month_end(year, moment.season + 2), "season", basis)
    if moment.month is None:
        return Placed(date(year, 1, 1), date(year + moment.years - 1, 12, 31), "year", basis)
    if moment.day is None:
        return Placed(date(year, moment.month, 1), _month_end(year, moment.month), "month", basis)
    day = date(year, moment.month, moment.day)
    if moment.swappable and anchor and day > anchor >= (swapped := date(year, moment.day, moment.month)):
        day = swapped
    if moment.unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Placed(monday, monday + timedelta(days=6), "day", basis)
    return Placed(day, day, "day", basis)


def _dated(moment: Moment, now: date, basis: Basis, anchor: date | None, ahead: int | None) -> Placed | None:
    """A month, a season, or a day of a month or of some month, without its year."""
    ahead = (_AHEAD if moment.month and moment.day else 0) if ahead is None else ahead
    found = []
    for back in range(-1, 8):
        months = [moment.month] if moment.month or moment.season else range(1, 13)
        for month in months:
            with suppress(ValueError):  # 29 February in most years
                found.append(_in_year(replace(moment, month=month), now.year - back, basis, anchor))
    if moment.weekday is not None:
        found = [f for f in found if f.start.weekday() == moment.weekday] or found
    if basis == _CONTEXT:
        found = [f for f in found if not anchor or f.start <= anchor + timedelta(days=ahead)]
        return min(found, key=lambda f: abs(f.start - now), default=None)
    if moment.shift == 0:
        year = now.year - (moment.season == 12 and now.month < 3)
        return next((f for f in found if f.start.year == year), None)
    if moment.shift == 1:
        return min((f for f in found if f.start > now), default=None)
    if moment.shift == -1:
        return max((f for f in found if f.end < now), default=None)
    return max((f for f in found if f.start <= now + timedelta(days=ahead)), default=None)


def _weekday(moment: Moment, weekday: int, now: date, basis: Basis) -> Placed:
    monday = now - timedelta(days=now.weekday())
    back = (now.weekday() - weekday) % 7
    if moment.unit == "week" or moment.shift == 0:
        day = monday + timedelta(days=weekday + 7 * (moment.shift or 0))
    elif moment.shift == 1:
        day = now + timedelta(days=7 - back)
    else:
        day = now - timedelta(days=back or (7 if moment.shift == -1 else 0))
    return Placed(day, day, "day", basis)


def _unit(unit: Unit, shift: int, now: date, basis: Basis) -> Placed:
    """The calendar unit so many from the one that holds a day; a night is the one that ended on that day."""
    if unit in MONTHS:
        size = MONTHS[unit]
        index = (now.year * 12 + now.month - 1) // size + shift
        first, last = index * size, (index + 1) * size - 1
        start, end = date(first // 12, first % 12 + 1, 1), _month_end(last // 12, last % 12 + 1)
        return Placed(start, end, "month" if size < 12 else "year", basis)
    if unit == "night" and shift == -1:
        return Placed(now - timedelta(days=1), now, "day", basis)
    if unit not in ("week", "weekend"):
        day = now + timedelta(days=shift)
        return Placed(day, day, "day", basis)
    if unit == "week":
        monday = now - timedelta(days=now.weekday() - 7 * shift)
        return Placed(monday, monday + timedelta(days=6), "day", basis)
    saturday = now - timedelta(days=(now.weekday() - 5) % 7)
    if shift < 0 and now.weekday() < 5:
        shift += 1  # from Monday to Friday, "last weekend" is the one just over
    saturday += timedelta(days=7 * shift)
    return Placed(saturday, saturday + timedelta(days=1), "day", basis)


def _ago(back: float, unit: Unit, now: date, basis: Basis) -> Placed:
    if unit in ("second", "minute", "hour"):
        back, unit = math.floor(back * _DAYS[unit]), "day"
    day = earlier(now, back, unit)
    if unit in _DAYS:
        return Placed(day, day, "day", basis)
    return _unit("month" if unit == "month" else "year", 0, day, basis)


def earlier(day: date, count: float, unit: Unit) -> date:
    """So long before a day; a negative count: after it."""
    if unit in _DAYS:
        return day - timedelta(days=math.ceil(count * _DAYS[unit]))
    months = count * MONTHS[unit]
    index = day.year * 12 + day.month - 1 - math.trunc(months)
    year, month = index // 12, index % 12 + 1
    start = date(year, month, min(day.day, monthrange(year, month)[1]))
    return start - timedelta(days=round((months - math.trunc(months)) * 30))


def _piece(whole: Placed, place: int, count: float, unit: Unit) -> Placed:
    """The first three months, the second week, the last ten days of a stretch."""
    if unit == "half" and whole.precision != "year":
        middle = whole.start + timedelta(days=14)
        return whole._replace(end=middle) if place == 1 else whole._replace(start=middle + timedelta(days=1))
    precision: Precision = "day" if unit in _DAYS else "month"
    if place < 0:
        return whole._replace(start=earlier(whole.end + timedelta(days=1), count, unit), precision=precision)
    start = earlier(whole.start, -(place - 1), unit)
    return whole._replace(
        start=start, end=earlier(start, -count, unit) - timedelta(days=1), precision=precision
    )


def _third(whole: Placed, part: Part) -> Placed:
    """The early, middle or late third of a stretch longer than a day."""
    days = (whole.end - whole.start).days + 1
    if days == 1:
        return whole
    if whole.precision in ("year", "season"):
        months = 12 * (whole.end.year - whole.start.year) + whole.end.month - whole.start.month + 1
        step = months // 3
        cuts = earlier(whole.start, -step, "month"), earlier(whole.start, -2 * step, "month")
    else:
        third = 10 if whole.precision == "month" else days // 3
        cuts = whole.start + timedelta(days=third), whole.start + timedelta(days=2 * third)
    precision: Precision = "season" if whole.precision == "year" and days < 400 else whole.precision
    if part in ("early", "start"):
        return whole._replace(end=cuts[0] - timedelta(days=1), precision=precision)
    if part in ("late", "end"):
        return whole._replace(start=cuts[1], precision=precision)
    return whole._replace(start=cuts[0], end=cuts[1] - timedelta(days=1), precision=precision)


def _month_end(year: int, month: int) -> date:
    """The last day of a month; the thirteenth is January of the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])
