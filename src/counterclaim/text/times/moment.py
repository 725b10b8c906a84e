"""Expressions of time as found in a text, and as placed on the calendar."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from counterclaim.lang.time import Part, Unit
from counterclaim.model import Precision

TimeKind = Literal["point", "span", "since", "until", "rate", "age", "duration", "clock", "vague"]


class Moment(msgspec.Struct, frozen=True):
    """A day, week, month, season, year or night as worded; what the words leave out is None.

    Attributes:
        year, month, day: as given. A day alone is a day of some month, a month alone of some year.
        weekday: Monday is 0.
        season: first of the season's three months (winter 12, in the year it begins in).
        years: how many years from ``year`` on (10 for a decade, 2 for "2023-24").
        unit: a calendar unit: with ``shift`` the one so many from now ("last week": week, -1); with a date
            the one that holds the date ("the week of 5 May").
        shift: -1 last, 0 this, 1 next; of ``unit``, or of weekday, month or season where there is no unit.
        back: so many units before; negative: after ("two weeks ago": unit week, back 2).
        told: ``shift`` and ``back`` count from the day told of, not from publication ("a day earlier").
        part: the part of the whole that is meant.
        piece: (which, how many, unit) of the whole: "the first three months of" is (1, 3, month); -1 is last.
        swappable: day and month may have been meant the other way round (05/10/2024).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: int | None = None
    years: int = 1
    unit: Unit | None = None
    shift: int | None = None
    back: float | None = None
    told: bool = False
    part: Part | None = None
    piece: tuple[int, float, Unit] | None = None
    swappable: bool = False


class TimeMention(msgspec.Struct, frozen=True):
    """Words that tell a time, with their place.

    Attributes:
        start, end, text: the characters: ``source[start:end] == text`` in the text given. A preposition
            belongs to them ("on Tuesday", "for 24 hours") unless it governs a later noun ("in Tuesday's
            attack").
        kind: ``point`` a day, week, month, year ("yesterday", "in May"); ``span`` a stretch with both ends,
            or up to publication ("over the past day", "12-14 May", "over the weekend"); ``since``;
            ``until`` ("by mid-May", "as of Monday", "to date"); ``rate`` ("a day", "daily"); ``age``;
            ``duration`` a length without an anchor; ``clock`` a time of day; ``vague`` ("recently"; also a
            comparison, "the deadliest day since 2005": nothing is counted since then).
        first: the point, or where the span or running total begins.
        last: where the span or running total ends; with ``count`` the end of a stretch of that length.
        count, unit: how long; for a rate, per how many of which unit. ``count`` is None where it is vague.
        event: what a total has been running since, where it is an event ("the invasion").
        inclusive: an ``until`` reaches to the end of ``last`` ("as of May"), not only up to it ("by May").
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    first: Moment | None = None
    last: Moment | None = None
    count: float | None = None
    unit: Unit | None = None
    event: str | None = None
    inclusive: bool = True


class Resolved(msgspec.Struct, frozen=True):
    """A mention on the calendar, in the words of the codebook's window.

    Attributes:
        kind: ``period``; ``cumulative``: a running total up to ``end``; ``instant``: a state on a date.
        start, end: first and last day; None if unknown.
        precision: how fine the dates are.
        basis: ``explicit``: from the mention alone; ``context``: with a date elsewhere in the text;
            ``relative``: with the day of publication.
    """

    kind: Literal["period", "cumulative", "instant"]
    start: date | None
    end: date | None
    precision: Precision
    basis: Literal["explicit", "context", "relative"]
