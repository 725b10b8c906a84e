"""When: the time that a count covers, and when it was said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from counterclaim.extract import lexicon
from counterclaim.extract.counted import Counted
from counterclaim.extract.course import Course
from counterclaim.extract.outcome import Happened
from counterclaim.extract.reading import Count, Reading, Time
from counterclaim.lang import load_small_words
from counterclaim.model import UNKNOWN_WINDOW, Window
from counterclaim.text.when import resolve

_NOT_WINDOWS = ("rate", "age", "duration", "clock", "vague")


class Timed(NamedTuple):
    """A window with the reason for it and the tokens that tell it."""

    window: Window
    reason: str
    at: tuple[int, int] | None = None


def window(
    reading: Reading,
    count: Count,
    thing: Counted,
    happening: Happened,
    said: Collection[int],
    clause: tuple[int, int],
    party: str | None,
    course: Course,
) -> Timed:
    """The window of a count.

    Args:
        said: first tokens of time expressions that date the saying and not the count.
        clause: tokens of the clause; a time outside it counts only where the clause has none.
    """
    anchor = course.document.published.day
    if found := _whole_war(reading, count, course):
        return found
    times = [t for t in reading.times if t.first not in said and t.mention.kind not in _NOT_WINDOWS]
    inside = [t for t in times if clause[0] <= t.first < clause[1]]
    for time in sorted(inside or _opening(reading, times), key=lambda t: _distance(t, count)):
        if timed := _resolved(time, anchor, happening, course):
            return timed
    if found := _one_day(reading, anchor):
        return found
    if not happening.state and (found := _operation(reading, party, course)):
        return found
    if happening.state:
        return Timed(replace(UNKNOWN_WINDOW, kind="instant"), "holds at a moment that the text does not date")
    return Timed(UNKNOWN_WINDOW, "the text does not tell")


def _one_day(reading: Reading, anchor: date | None) -> Timed | None:
    """ "the deadliest day": the count is of the day up to the report."""
    table = lexicon.phrases(load_small_words().day_of)
    hit = next((h[0] for i in range(len(reading.tokens)) if (h := table.at(reading.tokens, i))), None)
    if hit is None or anchor is None:
        return None
    return Timed(Window("period", anchor - timedelta(days=1), anchor, "day", "relative"), "a single day, up to the report")


def _distance(time: Time, count: Count) -> tuple[int, int]:
    after = time.first >= count.figure.first
    return (time.first - count.figure.last if after else count.figure.first - time.last, 0 if after else 1)


def _opening(reading: Reading, times: list[Time]) -> list[Time]:
    """A time that opens the sentence holds for all of it."""
    return [t for t in times if t.first <= 1]


def _resolved(time: Time, anchor: date | None, happening: Happened, course: Course) -> Timed | None:
    mention = time.mention
    if mention.kind == "since" and getattr(mention, "event", None) and getattr(mention, "first", None) is None:
        return _since_event(time, course)
    found = resolve(mention, anchor)
    if found is None:
        return Timed(UNKNOWN_WINDOW, "a time that cannot be dated: the report is not", (time.first, time.last)) if anchor is None else None
    kind = found.kind
    if happening.state and kind == "period":
        kind = "instant"
    shown = Window(kind, found.start, found.end, found.precision, found.basis)
    return Timed(shown, "the time named with it", (time.first, time.last))


def _since_event(time: Time, course: Course) -> Timed | None:
    """ "since the start of the invasion": its date is the dossier's."""
    dossier, anchor = course.dossier, course.document.published.day
    words = f" {time.mention.text.lower()} "
    if dossier is None:
        return Timed(Window("cumulative", None, anchor, "day" if anchor else None, "context"), "a running total from an event that the text does not date", (time.first, time.last))
    if any(w in words for w in load_small_words().whole_war):
        start = dossier.start
        campaign = course.campaign
        if campaign and any(call in words for call in campaign.calls):
            start = campaign.start
        return Timed(Window("cumulative", start, anchor, "day", "dossier"), "a running total from a date known beforehand (dossier)", (time.first, time.last))
    return None


def _whole_war(reading: Reading, count: Count, course: Course) -> Timed | None:
    for time in reading.times:
        if time.mention.kind == "since" and getattr(time.mention, "event", None):
            return _since_event(time, course)
    return None


def _operation(reading: Reading, party: str | None, course: Course) -> Timed | None:
    """ "during this operation": the campaign's dates are the dossier's."""
    campaign, anchor = course.campaign, course.document.published.day
    if campaign is None or (party and party not in campaign.principals):
        return None
    for words in (load_small_words().this_operation, frozenset(campaign.calls)):
        table = lexicon.phrases(words)
        for i in range(len(reading.tokens)):
            if hit := table.at(reading.tokens, i):
                end = min(anchor, campaign.end) if anchor and campaign.end else anchor
                return Timed(Window("cumulative", campaign.start, end, "day", "dossier"), "the operation the report is about, dated beforehand (dossier)", (i, hit[0]))
    return None
