"""When a report was published, by its own word or by its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from counterclaim.lang.layout import load_layout
from counterclaim.model import Published, PublishedBasis, Raw, Segment
from counterclaim.text.blocks import dateline
from counterclaim.text.clean import lower, plain
from counterclaim.text.when import find_times, resolve

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:$|[T ])")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?$|\d{12,13}$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_-])?(\d\d|"
    + "|".join(_MONTHS)
    + r")[a-z]{0,6}(?:\2|(?<=[a-z])[/_-])?(\d\d?)(?!\d))"
)
_MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d|" + "|".join(_MONTHS) + r")[a-z]{0,6}(?=/|$)")
# A year, or a date in figures: without one there is no full date.
_YEAR = re.compile(r"\d{4}|\d[-/.]\d")
_DATELINE = 120


def certain(day: date, basis: PublishedBasis, reason: str) -> Published:
    """A day that is told."""
    return Published(day, day, day, basis, reason)


def stated(raw: Raw, segments: Sequence[Segment]) -> Published | None:
    """By the record or page, by a line of date, or by the place and date that the report opens with."""
    if raw.published:
        day = day_of(raw.published)
        if day:
            return certain(day, "stated", "stated by the record or page")
    for segment in _stamps(raw.text, segments):
        line = plain(raw.text[segment.start : segment.end])
        day = _day_in(line)
        if day:
            return certain(
                day, "stated", f"stated in the line “{line if len(line) < 80 else line[:77] + '…'}”"
            )
    body = next((segment for segment in segments if segment.kind == "body"), None)
    if body:
        opening = plain(raw.text[body.start : min(body.end, body.start + _DATELINE)])
        day = _day_in(dateline(opening, 0, len(opening)))
        if day:
            return certain(day, "stated", "stated with the place that the report opens with")
        day = _opening_day(opening)
        if day:
            return certain(day, "stated", "the date that the report opens with")
    return None


def _opening_day(opening: str) -> date | None:
    """A full date as the very first words, before the report itself begins."""
    if _YEAR.search(opening) is None:
        return None
    mention = next((m for m in find_times(opening) if m.kind == "point"), None)
    if mention is None or mention.start > 1 or opening[mention.end : mention.end + 1] == ",":
        return None
    found = resolve(mention, None)
    return found.start if found and found.start == found.end else None


def in_address(url: str | None) -> Published | None:
    """By a day in the address; by a month, with the days of it as range."""
    if not url:
        return None
    path = lower(url.split("?", 1)[0].split("#", 1)[0])
    for found in _IN_ADDRESS.finditer(path):
        day = _day(found[1], found[3], found[4])
        if day:
            return certain(day, "address", f"in the address: {found[0]}")
    for found in _MONTH_IN_ADDRESS.finditer(path):
        first = _day(found[1], found[2], "1")
        if first:
            last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            return Published(None, first, last, "address", f"in the address: {found[0].strip('/')}")
    return None


def day_of(words: str) -> date | None:
    """A date as records and pages write it; None where it is none."""
    words = words.strip()
    try:
        if _SECONDS.match(words):
            seconds = float(words) / (1000 if len(words.split(".")[0]) >= 12 else 1)
            return _plausible(datetime.fromtimestamp(seconds, UTC).date())
        compact = _COMPACT.match(words)
        if compact:
            return _plausible(date(int(compact[1]), int(compact[2]), int(compact[3])))
        if re.match(r"\d{4}-\d\d-\d\d", words):
            return _plausible(date.fromisoformat(words[:10]))
    except (ValueError, OverflowError, OSError):
        return None
    day = _day_in(plain(words))
    if day is None:
        try:
            day = parsedate_to_datetime(words).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return _plausible(day)


def _stamps(text: str, segments: Sequence[Segment]) -> list[Segment]:
    """Lines of date above the body, then those elsewhere that begin as a stamp of publication does."""
    layout = load_layout()
    above: list[Segment] = []
    elsewhere: list[Segment] = []
    begun = False
    for segment in segments:
        begun = begun or segment.kind == "body"
        if segment.end - segment.start > 300:
            continue
        if segment.kind == "metadata" and not begun:
            above.append(segment)
        elif segment.kind in ("metadata", "boilerplate"):
            low = lower(plain(text[segment.start : segment.end]))
            if layout.stamps.match(low, low):
                elsewhere.append(segment)
    return above + elsewhere


def _day_in(line: str) -> date | None:
    """The first full date in a line."""
    for mention in find_times(line):
        moment = mention.first or mention.last
        if moment and moment.year and moment.month and moment.day:
            placed = resolve(mention, None)
            day = placed and (placed.start or placed.end)
            if day and _plausible(day):
                return day
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1, int(day))
    except ValueError:
        return None


def _plausible(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
