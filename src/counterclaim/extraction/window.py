"""When: the time that a count covers.

The rules are tried in order: words of its own, the campaign or stretch the report is about, what the same claimant
gave just before, the day of the event. What none of them tells stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from counterclaim.extraction.behind import Behind
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import MEASURED, At, Happened
from counterclaim.extraction.reading import Count, Reading, Time
from counterclaim.extraction.timed import Asked, Timed
from counterclaim.extraction.totals import (
    background,
    continued,
    operation,
    scope,
    since_event,
    since_then,
    total,
)
from counterclaim.lang import load_small_words
from counterclaim.model import UNKNOWN_WINDOW, Window, WindowKind
from counterclaim.text.when import resolve

_NOT_WINDOWS = ("rate", "age", "duration", "clock", "vague")
# What happens in an event, on its day; a strength or a territory held does not.
_OF_EVENTS = frozenset((
    "killed", "wounded", "killed_or_wounded", "missing", "eliminated", "executed", "abducted", "rescued",
    "hospitalised", "attended", "destroyed", "damaged", "shot_down", "launched", "repelled",
))  # fmt: skip
_NEAR_EVENT = 3
_SIBLING = 4  # within so many words of its figure a verb is that of another count
_FORCES = ("personnel", "equipment")
_DAY = timedelta(days=1)
_HOURS = {"hour": 1, "day": 24}


def window(
    at: At,
    happening: Happened,
    who: Behind,
    clause: tuple[int, int],
    object_: str,
    party: str | None,
    course: Course,
) -> Timed:
    """The window of a count.

    Args:
        who: who stands behind it; times that date the saying do not date the count.
        clause: tokens of its clause; a time outside it counts only where it opens the sentence.
    """
    asked = Asked(at, happening, who, clause, object_, party, course)
    for rule in _STATES if happening.state else _RULES:
        if timed := rule(asked):
            return timed
    if happening.state:
        return Timed(replace(UNKNOWN_WINDOW, kind="instant"), "holds at a moment that the text does not date")
    return Timed(UNKNOWN_WINDOW, "the text does not tell")


def _one_day(asked: Asked) -> Timed | None:
    """ "the deadliest day": the count is of the day up to the report."""
    reading, anchor = asked.at.reading, asked.course.anchor
    if anchor is None or not reading.find(load_small_words().day_of, *asked.clause):
        return None
    return Timed(Window("period", anchor - _DAY, anchor, "day", "relative"), "a single day, up to the report")


def _named(asked: Asked) -> Timed | None:
    """The nearest time of its clause, else one that opens the sentence."""
    reading, count = asked.at.reading, asked.at.count
    times = [
        t
        for t in reading.times
        if t.first not in asked.who.times and not _of_saying(asked, t) and _dates(asked, t)
    ]
    inside = [t for t in times if asked.clause[0] <= t.first < asked.clause[1]]
    anchor = _said_on(asked) or asked.course.anchor
    chosen = inside or [t for t in times if t.first <= 1]
    for time in sorted(chosen, key=lambda t: (_of_count_before(reading, t, count), *_distance(t, count))):
        if timed := _resolved(reading, time, asked.happening, anchor, asked.course):
            return timed
    return None


def _of_saying(asked: Asked, time: Time) -> bool:
    """Before the words of attribution, and so no part of what is said ("It sank on Monday, days after the agency
    announced that 2,000 have died"); a time that opens the sentence may date either."""
    cue = asked.who.cue
    if cue is None or time.first <= 1 or any(c.figure.first < time.first for c in asked.at.reading.counts):
        return False
    return time.last <= cue[0] and cue[1] <= asked.at.count.hedged.first


def _said_on(asked: Asked) -> date | None:
    """The day of the saying, from which "the last 24 hours" count."""
    for time in asked.at.reading.times:
        found = resolve(time.mention, asked.course.anchor) if time.first in asked.who.times else None
        if found and found.start and found.start == found.end:
            return found.start
    return None


def _dates(asked: Asked, time: Time) -> bool:
    """Whether a time expression can date the count."""
    reading = asked.at.reading
    if time.mention.kind in _NOT_WINDOWS and not _is_day_long(reading, time):
        return False
    before = reading.time_at(time.first - 1) if time.first else None
    if (
        before and before.mention.kind == "since" and before.mention.event
    ):  # "since it began | five months ago"
        return False
    return not (_of_another_verb(asked, time) or _is_subject(reading, time, asked.at.count))


def _is_day_long(reading: Reading, time: Time) -> bool:
    """ "within 24 hours", "in a day": the day up to the report."""
    hours = (time.mention.count or 0) * _HOURS.get(time.mention.unit or "", 0)
    opening = {t.low for t in reading.tokens[max(0, time.first - 2) : time.first + 1]}
    within = bool(load_small_words().within & opening)
    return time.mention.kind == "duration" and 20 <= hours <= 48 and within


def _of_another_verb(asked: Asked, time: Time) -> bool:
    """Another verb stands between what is counted and the time ("half of the land that they took last summer")."""
    reading, auxiliaries = asked.at.reading, load_small_words().auxiliaries
    begin = max(asked.at.thing.last, asked.happening.last)
    if (
        begin == asked.at.thing.last
        and begin < len(reading.tokens)
        and reading.tokens[begin].low in load_small_words().relatives
    ):
        return False  # "more than 800 people who have died … so far this year"
    between = range(begin, time.first)
    if any(reading.tokens[i].low in load_small_words().relative_pronouns for i in between):
        return True
    others = {k for c in reading.counts for k in range(c.figure.after, c.figure.after + _SIBLING)}
    return any(
        any(c.role in ("verb", "subject") and c.forms & {"past", "participle"} for c in reading.cues[i][1])
        for i in between
        if i in reading.cues and i not in others and reading.tokens[i].low not in auxiliaries
    )


def _is_subject(reading: Reading, time: Time, count: Count) -> bool:
    """ "This weekend saw the largest raids, with hundreds of drones downed": the time is of the raids."""
    tokens = reading.tokens
    subject = time.last < len(tokens) and tokens[time.last].low in load_small_words().time_verbs
    return subject and any(t.text == "," for t in tokens[time.last : count.hedged.first])


def _of_count_before(reading: Reading, time: Time, count: Count) -> bool:
    """ "12 were killed on Monday and 15 on Tuesday": Monday goes with the figure that it follows."""
    return any(c.figure.last <= time.first and time.last <= count.hedged.first for c in reading.counts)


def _distance(time: Time, count: Count) -> tuple[int, int]:
    after = time.first >= count.figure.first
    return (time.first - count.figure.last, 0) if after else (count.figure.first - time.last, 1)


def _resolved(
    reading: Reading, time: Time, happening: Happened, anchor: date | None, course: Course
) -> Timed | None:
    mention, tokens = time.mention, (time.first, time.last)
    if mention.kind == "duration" and anchor:
        day = Window("period", anchor - _DAY, anchor, "day", "relative")
        return Timed(day, "a stretch of a day, up to the report", tokens)
    if mention.kind == "since" and mention.event and mention.first is None:
        return since_event(reading, time, course)
    found = resolve(mention, anchor, course.time.start if course.time else None)
    if found is None:
        kind: WindowKind = "cumulative" if mention.kind in ("since", "until") else "period"
        kind = "instant" if happening.state and kind == "period" else kind
        return Timed(replace(UNKNOWN_WINDOW, kind=kind), "a time that the text does not date", tokens)
    dated = mention.kind == "point" and found.kind == "period" and found.precision == "day"
    if happening.reason == MEASURED and dated:
        toll = Window("cumulative", None, found.end, found.precision, found.basis)
        return Timed(toll, "the time that the toll stood so", tokens)
    kind = "instant" if happening.state and found.kind == "period" else found.kind
    return Timed(
        Window(kind, found.start, found.end, found.precision, found.basis), "the time named with it", tokens
    )


def _event(asked: Asked) -> Timed | None:
    """The day of the event that the report tells of; a time of its own that does not date the count leaves it
    undated."""
    course, index = asked.course, asked.at.reading.index
    if asked.happening.outcome not in _OF_EVENTS or course.time_at == index:
        return None
    if course.time and index - course.time_at <= _NEAR_EVENT:
        return Timed(course.time, "the day that a sentence before tells of")
    # In a war that a dossier tells of, losses of forces run on; only attacks on others have their day.
    forces = asked.object in _FORCES and course.dossier is not None
    if course.lead_time and not forces:
        return Timed(course.lead_time, "the day of the event that the report is about")
    return None


_STATES: tuple[Callable[[Asked], Timed | None], ...] = (_named,)
_RULES: tuple[Callable[[Asked], Timed | None], ...] = (
    _one_day,
    since_then,
    _named,
    operation,
    scope,
    total,
    background,
    continued,
    _event,
)
