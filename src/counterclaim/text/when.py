"""Finding the words of a text that tell a time. ``resolve`` (``text.calendar``) places them on a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from counterclaim.text.calendar import resolve
from counterclaim.text.times.counting import count_in, unit_in
from counterclaim.text.times.dating import moment_in
from counterclaim.text.times.forms import time_forms
from counterclaim.text.times.moment import Moment, Resolved, TimeKind, TimeMention
from counterclaim.text.times.reading import Reading
from counterclaim.text.times.since import compares, event_at, is_event
from counterclaim.text.times.stretches import stretches

__all__ = ["Moment", "Resolved", "TimeKind", "TimeMention", "find_times", "resolve"]

_TODAY = Moment(unit="day", shift=0)
_SHORT = ("minute", "day", "night")  # "1,200 night raids" counts raids


def find_times(text: str, start: int = 0, end: int | None = None) -> tuple[TimeMention, ...]:
    """Mentions of time in ``text[start:end]``, in order, not overlapping.

    Takes a plain view (``text.clean.plain``); offsets count in ``text``, of which nothing else is looked at.
    Pure. The time taken grows with the length of the stretch, and little of it is spent where no word tells a
    time.
    """
    found = _times_in(text[start:end])
    if not start or not found:
        return found
    return tuple([replace(each, start=each.start + start, end=each.end + start) for each in found])


# A sentence is asked for twice: for the day of publication, and for what it tells.
@lru_cache(maxsize=1 << 10)
def _times_in(text: str) -> tuple[TimeMention, ...]:
    found: list[TimeMention] = []
    mention = time_forms().mention
    for low, high in stretches(text, 0, len(text)):
        reading, at = Reading(text, low, high), 0
        while form := mention.search(reading.folded, at):
            told = _READERS[form.lastgroup or ""](_Found(reading, form))
            at = form.end() if told else form.start() + 1
            # The words for an event reach beyond its form.
            if told and not (found and told.start < found[-1].end):
                found.append(told)
    return tuple(found)


class _Found:
    """A form that was found in a reading."""

    def __init__(self, reading: Reading, match: re.Match[str]) -> None:
        self.reading = reading
        self.match = match
        self.first, self.last = reading.token(match.start()), reading.token(match.end())

    def mention(self, kind: TimeKind, *, first_token: int | None = None, last_token: int | None = None,
                **fields: Any) -> TimeMention:  # fmt: skip
        """The mention it makes."""
        first = self.first if first_token is None else first_token
        start, end = self.reading.span(first, last_token or self.last)
        return TimeMention(start, end, self.reading.text[start:end], kind, **fields)

    def part(self, letter: str) -> tuple[int, int]:
        """The tokens of the group with a letter; of none where it does not belong to the form or match."""
        group = f"{self.match.lastgroup}_{letter}"
        if group not in self.match.re.groupindex or self.match.start(group) < 0:
            return -1, -1
        return self.reading.token(self.match.start(group)), self.reading.token(self.match.end(group))

    def moment(self, letter: str = "a") -> Moment:
        return moment_in(self.reading.shape, *self.part(letter))

    def either(self) -> Moment:
        """The moment of whichever of two groups matched."""
        return self.moment("a" if self.part("a")[0] >= 0 else "b")

    def length(self, least: float | None = None) -> dict[str, Any]:
        """How long, in which unit; ``least`` where no number is told."""
        shape = self.reading.shape
        count = count_in(shape, self.first, self.last)
        return {"count": count or least, "unit": unit_in(shape, self.first, self.last)}

    def is_level(self, moment: Moment) -> bool:
        """Whether what looks like a year is an amount: "rose from 1900 to 2000"."""
        return moment == Moment(year=moment.year) and self.reading.has_before(self.first, "levels", 3)

    def says(self, cue: str) -> bool:
        """Whether a word of a cue is in it."""
        return self.reading.has_before(self.last, cue, self.last - self.first)


def _point(found: _Found) -> TimeMention:
    first, moment = found.part("a")[0], found.moment()
    kind: TimeKind = "span" if moment.unit == "weekend" else "point"
    governs = found.reading.possessive(found.last)
    return found.mention(kind, first_token=first if governs else None, first=moment)


def _range(found: _Found) -> TimeMention | None:
    first, last = found.moment("a"), found.moment("b")
    if found.is_level(first) or found.is_level(last):
        return None
    if first.month is None and first.weekday is None and first.day:  # 5 to 7 May
        first = replace(first, month=last.month, year=last.year)
    elif last.month is None and last.weekday is None and last.day:  # May 5 to 7
        first, last = replace(first, year=first.year or last.year), replace(last, month=first.month)
    return found.mention("span", first=first, last=last)


def _since(found: _Found) -> TimeMention:
    reading, (first, last) = found.reading, found.part("a")
    kind: TimeKind = "vague" if compares(reading.code, found.first) else "since"
    event = event_at(reading.code, last) if is_event(reading.code, last) else None
    if not event:
        return found.mention(kind, first=found.moment())
    name = reading.words(first, event.last)
    return found.mention(kind, last_token=event.end, first=found.moment(), event=name)


def _since_event(found: _Found) -> TimeMention | None:
    reading = found.reading
    event = event_at(reading.code, found.last)
    if not event:
        return None
    return found.mention(
        "vague" if compares(reading.code, found.first) else "since",
        last_token=event.end,
        first=moment_in(reading.shape, *event.dated) if event.dated else None,
        event=reading.words(event.first, event.last),
    )


def _back(told: bool, sign: int) -> Callable[[_Found], TimeMention]:
    def read(found: _Found) -> TimeMention:
        length = found.length()
        back = None if length["count"] is None else sign * length["count"]
        return found.mention("point", first=Moment(unit=length["unit"], back=back, told=told), **length)

    return read


def _told(found: _Found) -> TimeMention:
    moment = moment_in(found.reading.shape, found.first, found.last)
    shift = moment.shift or (found.says("after") - (found.says("before") or found.says("earlier")))
    return found.mention("point", first=Moment(unit=moment.unit or "day", shift=shift, told=True))


def _day_before(found: _Found) -> TimeMention:
    moment = found.moment()
    return found.mention("point", first=replace(moment, shift=(moment.shift or 0) * 2))


def _before_last(found: _Found) -> TimeMention:
    moment = moment_in(found.reading.shape, found.first, found.last)
    return found.mention("point", first=replace(moment, shift=-2))


def _rate(found: _Found) -> TimeMention:
    length = found.length()
    unit, count = length["unit"] or "week", length["count"] or 1.0  # every Monday
    return found.mention("rate", count=count * (2 if found.says("other") else 1), unit=unit)


def _rate_word(found: _Found) -> TimeMention | None:
    reading = found.reading
    if reading.is_title(found.first):
        return None
    return found.mention("rate", count=1.0, unit=reading.rate(found.first))


def _rate_a(found: _Found) -> TimeMention | None:
    return _rate(found) if found.reading.is_rate(found.first, found.last) else None


def _passed(found: _Found) -> TimeMention:
    """In 24 hours: those just passed, unless they are still to come."""
    coming = found.reading.has_before(found.first, "will", 8)
    return found.mention("duration" if coming else "span", **found.length())


def _duration(found: _Found) -> TimeMention | None:
    length = found.length()
    if found.reading.counts_things(found.first, found.last, length["count"]) and (
        length["unit"] in _SHORT or found.reading.goes_on(found.last)
    ):
        return None
    return found.mention("duration", **length)


def _plain(kind: TimeKind, **fields: Any) -> Callable[[_Found], TimeMention]:
    return lambda found: found.mention(kind, **fields)


def _lasting(kind: TimeKind) -> Callable[[_Found], TimeMention]:
    return lambda found: found.mention(kind, **found.length())


def _until(inclusive: bool) -> Callable[[_Found], TimeMention | None]:
    def read(found: _Found) -> TimeMention | None:
        last = found.either()
        return (
            None
            if found.is_level(last)
            else found.mention("until", last=last, inclusive=inclusive or found.says("inclusive"))
        )

    return read


_READERS: dict[str, Callable[[_Found], TimeMention | None]] = {
    "age": _lasting("age"),
    "clock": _plain("clock"),
    "open_range": lambda found: found.mention("since", first=found.moment()),
    "range": _range,
    "between": _range,
    "from_days": _range,
    "days_month": _range,
    "month_days": _range,
    "two_months": _range,
    "within": lambda found: found.mention("point", first=found.either()),
    "since": _since,
    "since_hour": _plain("since", first=_TODAY),
    "since_event": _since_event,
    "from_on": lambda found: found.mention("since", first=found.moment()),
    "as_of": _until(inclusive=True),
    "as_of_hour": _plain("until", last=_TODAY),
    "by": _until(inclusive=False),
    "until": _until(inclusive=False),
    "so_far_this": lambda found: found.mention("since", first=found.either()),
    "this_so_far": lambda found: found.mention("since", first=found.moment()),
    "to_date": lambda found: found.mention("since", first=found.moment()),
    "so_far": _plain("until"),
    "span_to": lambda found: found.mention("span", last=found.moment(), **found.length(least=1.0)),
    "span": _lasting("span"),
    "span_one": lambda found: found.mention("span", **found.length(least=1.0)),
    "during": lambda found: found.mention("span", **found.length(least=1.0)),
    "weekend": _plain("span", first=Moment(unit="weekend", shift=0)),
    "just_span": _passed,
    "ago": _back(told=False, sign=1),
    "told_back": _back(told=True, sign=1),
    "told_on": _back(told=True, sign=-1),
    "few_ago": _plain("vague"),
    "before_last": _before_last,
    "day_before": _day_before,
    "told_unit": _told,
    "told_day": _told,
    "rate": _rate,
    "rate_word": _rate_word,
    "rate_a": _rate_a,
    "recent": _plain("vague"),
    "vague": _plain("vague"),
    "currently": _plain("point"),
    "overnight_to": lambda found: found.mention("span", last=found.moment(), count=1.0, unit="night"),
    "overnight": lambda found: found.mention("point", first=_overnight(found)),
    "in_year": _point,
    "in_point": _point,
    "on_point": _point,
    "on_day": _point,
    "named_year": _point,
    "named_month": _point,
    "few_units": lambda found: found.mention("duration", unit=found.length()["unit"]),
    "duration": _duration,
    "nth": _plain("duration"),
}


def _overnight(found: _Found) -> Moment:
    return found.moment() if found.part("a")[0] >= 0 else Moment(unit="night", shift=-1)
