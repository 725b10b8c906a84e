"""When: the time that a count covers.

The rules are tried in order: words of its own, the campaign or stretch the report is about, what the same claimant
gave just before, the day of the event. What none of them tells stays unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.behind import Behind
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import MEASURED, SPOKEN_OF, At, Happened
from counterclaim.extraction.reading import Count, Reading, Time
from counterclaim.lang import load_small_words
from counterclaim.model import UNKNOWN_WINDOW, Window, WindowKind
from counterclaim.text.clean import lower
from counterclaim.text.when import resolve

_NOT_WINDOWS = ("rate", "age", "duration", "clock", "vague")
# What happens in an event, on its day; a strength or a territory held does not.
_OF_EVENTS = frozenset((
    "killed", "wounded", "killed_or_wounded", "missing", "eliminated", "executed", "abducted", "rescued",
    "hospitalised", "attended", "destroyed", "damaged", "shot_down", "launched", "repelled",
))  # fmt: skip
_LOSSES = frozenset((
    "killed", "wounded", "killed_or_wounded", "losses", "irrecoverable", "eliminated", "captured", "destroyed",
    "damaged", "lost", "shot_down",
))  # fmt: skip
GONE_ON = "a running total of what has gone on for long"
_RUNNING = _LOSSES | {"displaced", "missing", "detained"}
_NEAR_EVENT = 3
_SIBLING = 4  # within so many words of its figure a verb is that of another count
_NEAR_LOSSES = 2
_FORCES = ("personnel", "equipment")
_DAY = timedelta(days=1)
_EVENT_REACH = 6
_HOURS = {"hour": 1, "day": 24}


class Timed(NamedTuple):
    """A window with the reason for it and the tokens that tell it."""

    window: Window
    reason: str
    at: tuple[int, int] | None = None


class _Asked(NamedTuple):
    at: At
    happening: Happened
    who: Behind
    clause: tuple[int, int]
    object: str
    party: str | None
    course: Course


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
    asked = _Asked(at, happening, who, clause, object_, party, course)
    for rule in _STATES if happening.state else _RULES:
        if timed := rule(asked):
            return timed
    if happening.state:
        return Timed(replace(UNKNOWN_WINDOW, kind="instant"), "holds at a moment that the text does not date")
    return Timed(UNKNOWN_WINDOW, "the text does not tell")


def _one_day(asked: _Asked) -> Timed | None:
    """ "the deadliest day": the count is of the day up to the report."""
    reading, anchor = asked.at.reading, asked.course.anchor
    table = lexicon.phrases(load_small_words().day_of)
    if anchor is None or not any(table.at(reading.tokens, i) for i in range(*asked.clause)):
        return None
    return Timed(Window("period", anchor - _DAY, anchor, "day", "relative"), "a single day, up to the report")


def _since_then(asked: _Asked) -> Timed | None:
    """ "since then": a running total from the date that the text named last."""
    course, reading = asked.course, asked.at.reading
    table = lexicon.phrases(load_small_words().since_then)
    hit = next(((i, h[0]) for i in range(*asked.clause) if (h := table.at(reading.tokens, i))), None)
    if hit is None:
        return None
    found = Window("cumulative", course.day, course.anchor, "day" if course.day else None, "context")
    return Timed(found, "a running total from the date named before", hit)


def _named(asked: _Asked) -> Timed | None:
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


def _of_saying(asked: _Asked, time: Time) -> bool:
    """Before the words of attribution, and so no part of what is said ("It sank on Monday, days after the agency
    announced that 2,000 have died"); a time that opens the sentence may date either."""
    cue = asked.who.cue
    if cue is None or time.first <= 1 or any(c.figure.first < time.first for c in asked.at.reading.counts):
        return False
    return time.last <= cue[0] and cue[1] <= asked.at.count.hedged.first


def _said_on(asked: _Asked) -> date | None:
    """The day of the saying, from which "the last 24 hours" count."""
    for time in asked.at.reading.times:
        found = resolve(time.mention, asked.course.anchor) if time.first in asked.who.times else None
        if found and found.start and found.start == found.end:
            return found.start
    return None


def _total(asked: _Asked) -> Timed | None:
    """ "in total": a running total of unknown beginning."""
    table = lexicon.phrases(load_small_words().totals)
    hit = next(((i, h[0]) for i in range(*asked.clause) if (h := table.at(asked.at.reading.tokens, i))), None)
    return Timed(replace(UNKNOWN_WINDOW, kind="cumulative"), "a running total", hit) if hit else None


def _dates(asked: _Asked, time: Time) -> bool:
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


def _of_another_verb(asked: _Asked, time: Time) -> bool:
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
        return _since_event(reading, time, course)
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


def _since_event(reading: Reading, time: Time, course: Course) -> Timed | None:
    """ "since the start of the invasion": its date is the dossier's, or one that the report gives elsewhere."""
    dossier, anchor, tokens = course.dossier, course.anchor, (time.first, time.last)
    if dossier is None:
        found = Window("cumulative", course.began, anchor, "day" if anchor else None, "context")
        return Timed(found, "a running total from an event", tokens)
    words = lower(f" {reading.text(time.first, time.last + _EVENT_REACH)} {time.mention.event or ''} ")
    small = load_small_words()
    called = {w for w in small.whole_war if w.removeprefix("the ") in words}
    if not called:
        return None
    campaign = course.campaign
    names = (*campaign.calls, *campaign.mentions) if campaign else ()
    calls = any(lower(name) in words for name in names)
    if campaign and not calls and called <= small.some_fighting:
        open_ = Window("cumulative", None, anchor, "day" if anchor else None, "context")
        return Timed(open_, "a running total from an event that the text does not date", tokens)
    start = campaign.start if campaign and calls else dossier.start
    return Timed(
        Window("cumulative", start, anchor, "day", "dossier"),
        "a running total from a date known beforehand (dossier)",
        tokens,
    )


def _operation(asked: _Asked) -> Timed | None:
    """ "during this operation": the campaign's dates are the dossier's."""
    course, tokens = asked.course, asked.at.reading.tokens
    campaign, anchor = course.campaign, course.anchor
    if campaign is None or (asked.party and asked.party not in campaign.principals):
        return None
    for words in (load_small_words().this_operation, frozenset(campaign.calls)):
        table = lexicon.phrases(words)
        hit = next(((i, h[0]) for i in range(len(tokens)) if (h := table.at(tokens, i))), None)
        if hit:
            end = min(anchor, campaign.end) if anchor and campaign.end else anchor
            found = Window("cumulative", campaign.start, end, "day", "dossier")
            return Timed(found, "the operation the report is about, dated beforehand (dossier)", hit)
    return None


def _scope(asked: _Asked) -> Timed | None:
    """Losses that a retrospect states without a time of their own are those of the stretch it covers."""
    course = asked.course
    if course.scope is None or course.campaign is None or asked.happening.outcome not in _LOSSES:
        return None
    if asked.party not in course.campaign.principals:
        return None
    return Timed(course.scope, "the stretch that the report states for what it tells of")


def _background(asked: _Asked) -> Timed | None:
    """ "The conflict has killed more than 40,000": a running total, of a war rather than of the event told of."""
    reading, small = asked.at.reading, load_small_words()
    words = {t.low for t in reading.tokens[asked.clause[0] : asked.clause[1]]}
    ran = asked.course.running_at == reading.index - 1
    if (
        asked.happening.outcome not in _RUNNING
        or not words & small.perfect
        or not (ran or words & small.wars)
    ):
        return None
    start = asked.course.running if ran else None
    found = Window("cumulative", start, None, "day" if start else None, "context")
    return Timed(found, GONE_ON)


def _continued(asked: _Asked) -> Timed | None:
    """The window of the losses that the same claimant gave just before."""
    course = asked.course
    if not course.claims or asked.at.reading.index - course.claims_at > _NEAR_LOSSES:
        return None
    last = course.claims[-1]
    rival = asked.happening.reason in (MEASURED, SPOKEN_OF) and last.outcome == asked.happening.outcome
    if rival and last.window.kind == "cumulative":
        return Timed(
            replace(last.window, basis="context"), "as the running total just before, which it sets right"
        )
    losses = {last.outcome, asked.happening.outcome} <= _LOSSES
    if not losses or last.claimant.id != asked.who.claimant.id or last.window.start is None:
        return None
    return Timed(replace(last.window, basis="context"), "as the losses that the same claimant gave before")


def _event(asked: _Asked) -> Timed | None:
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


_STATES: tuple[Callable[[_Asked], Timed | None], ...] = (_named,)
_RULES: tuple[Callable[[_Asked], Timed | None], ...] = (
    _one_day,
    _since_then,
    _named,
    _operation,
    _scope,
    _total,
    _background,
    _continued,
    _event,
)
