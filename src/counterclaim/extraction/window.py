"""When: the time that a count covers, and when it was said."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.counted import Counted
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import Happened
from counterclaim.extraction.reading import Count, Reading, Time
from counterclaim.lang import load_small_words
from counterclaim.model import UNKNOWN_WINDOW, Window, WindowKind
from counterclaim.text.when import resolve

_NOT_WINDOWS = ("rate", "age", "duration", "clock", "vague")


# What happens in an event, on its day; a strength or a territory held does not.
_OF_EVENTS = ("killed", "wounded", "killed_or_wounded", "missing", "captured", "eliminated", "executed", "abducted", "rescued",
              "hospitalised", "attended", "destroyed", "damaged", "shot_down", "launched", "repelled")  # fmt: skip
_LOSSES = ("killed", "wounded", "killed_or_wounded", "losses", "irrecoverable", "eliminated", "captured", "destroyed",
           "damaged", "lost", "shot_down")  # fmt: skip
_NEAR = 3
_FRESH = timedelta(days=40)
_BRIEF = timedelta(days=2)


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
    claimant: str,
    course: Course,
) -> Timed:
    """The window of a count.

    Args:
        said: first tokens of time expressions that date the saying and not the count.
        claimant: who stands behind the figure.
        clause: tokens of the clause; a time outside it counts only where the clause has none.
    """
    anchor = course.document.published.day
    if not happening.state and (found := _one_day(reading, clause, anchor)):
        return found
    times = [
        t
        for t in reading.times
        if t.first not in said and (t.mention.kind not in _NOT_WINDOWS or _day_long(reading, t))
    ]
    times = [
        t
        for t in times
        if not (_of_another_verb(reading, t, thing, happening) or _is_subject(reading, t, count))
    ]
    inside = [t for t in times if clause[0] <= t.first < clause[1]]
    for time in sorted(inside or _opening(reading, times), key=lambda t: _distance(t, count)):
        if timed := _resolved(time, anchor, happening, course):
            return timed
    if not happening.state and (found := _operation(reading, party, course)):
        return found
    if found := _scope(happening, party, course):
        return found
    if happening.outcome in _LOSSES and (found := _continued(reading, claimant, course)):
        return found
    silent = course.time_at != reading.index  # a time of its own that does not date the count leaves it undated
    if silent and happening.outcome in _OF_EVENTS and (found := _event(reading, course)):
        return found
    if happening.state:
        return Timed(replace(UNKNOWN_WINDOW, kind="instant"), "holds at a moment that the text does not date")
    return Timed(UNKNOWN_WINDOW, "the text does not tell")


def began_of(readings: Sequence[Reading], anchor: date | None) -> date | None:
    """When what totals run since began, if a sentence dates it ("since the beginning of hostilities on September 27")."""
    for reading in readings:
        for time in reading.times:
            if time.mention.kind != "since" or not time.mention.event:
                continue
            for near in reading.times:
                if near.mention.kind == "point" and time.last <= near.first <= time.last + 6:
                    found = resolve(near.mention, anchor)
                    if found and found.start and found.precision == "day":
                        return found.start
    return None


def remember_time(reading: Reading, said: Collection[int], course: Course) -> None:
    """Keeps the day that a sentence tells of, for those after it that leave it out."""
    anchor = course.document.published.day
    if not any(c.role in ("verb", "noun", "subject") for _, cues in reading.cues.values() for c in cues):
        return
    for time in reading.times:
        if (
            time.first in said
            or time.mention.kind not in ("point", "span")
            or lexicon.phrases(load_small_words().at_present).at(reading.tokens, time.first)
        ):
            continue
        found = resolve(time.mention, anchor)
        if found is None:
            kept = replace(UNKNOWN_WINDOW, kind="period", basis="context")
        elif (
            found.start
            and found.end
            and found.end - found.start <= _BRIEF
            and (anchor is None or anchor - found.end <= _FRESH)
        ):
            kept = Window("period", found.start, found.end, found.precision, "context")
        else:
            continue
        course.time, course.time_at = kept, reading.index
        if course.lead_time is None and reading.index <= _NEAR:
            course.lead_time = kept
        return


def scope_of(readings: Sequence[Reading], course: Course) -> Window | None:
    """The stretch that a retrospect states for the campaign it tells of ("from August 6, 2024, to April 26, 2025")."""
    campaign = course.campaign
    for reading in readings if campaign else ():
        for time in reading.times:
            found = resolve(time.mention, None) if time.mention.kind == "span" else None
            if (
                campaign
                and found
                and found.start
                and found.end
                and abs(found.start - campaign.start) <= _BRIEF
            ):
                return Window("cumulative", found.start, found.end, "day", "context")
    return None


def _scope(happening: Happened, party: str | None, course: Course) -> Timed | None:
    """Losses that a retrospect states without a time of their own are those of the stretch it covers."""
    if (
        course.scope
        and course.campaign
        and party in course.campaign.principals
        and happening.outcome in _LOSSES
    ):
        return Timed(course.scope, "the stretch that the report states for what it tells of")
    return None


def _continued(reading: Reading, claimant: str, course: Course) -> Timed | None:
    """The window of the losses that the same claimant gave just before."""
    if not course.claims or reading.index - course.claims_at > 2:
        return None
    last = course.claims[-1]
    fits = last.claimant.id == claimant and last.outcome in _LOSSES and last.window.start is not None
    return (
        Timed(replace(last.window, basis="context"), "as the losses that the same claimant gave before")
        if fits
        else None
    )


def _event(reading: Reading, course: Course) -> Timed | None:
    """The day of the event that the report tells of."""
    if course.time and reading.index - course.time_at <= _NEAR:
        return Timed(course.time, "the day that a sentence before tells of")
    if course.lead_time and course.dossier is None:
        return Timed(course.lead_time, "the day of the event that the report is about")
    return None


def _one_day(reading: Reading, clause: tuple[int, int], anchor: date | None) -> Timed | None:
    """ "the deadliest day": the count is of the day up to the report."""
    table = lexicon.phrases(load_small_words().day_of)
    hit = next((h[0] for i in range(*clause) if (h := table.at(reading.tokens, i))), None)
    if hit is None or anchor is None:
        return None
    return Timed(
        Window("period", anchor - timedelta(days=1), anchor, "day", "relative"),
        "a single day, up to the report",
    )


def _day_long(reading: Reading, time: Time) -> bool:
    """ "in just 24 hours", "within a day": the day up to the report."""
    mention = time.mention
    hours = (mention.count or 0) * {"hour": 1, "day": 24}.get(mention.unit or "", 0)
    opening = [t.low for t in reading.tokens[max(0, time.first - 2) : time.first + 1]]
    return mention.kind == "duration" and 20 <= hours <= 48 and bool({"in", "within"} & set(opening))


def _of_another_verb(reading: Reading, time: Time, thing: Counted, happening: Happened) -> bool:
    """Another verb stands between what is counted and the time ("half of the land that they took last summer")."""
    begin = max(thing.last, happening.last)
    return time.first > begin and any(
        any(c.role in ("verb", "subject") and c.forms & {"past", "participle"} for c in cues)
        for i, (_, cues) in reading.cues.items()
        if begin <= i < time.first and reading.tokens[i].low not in load_small_words().auxiliaries
    )


def _is_subject(reading: Reading, time: Time, count: Count) -> bool:
    """ "This weekend saw the largest raids, with hundreds of drones downed": the time is of the raids."""
    tokens = reading.tokens
    subject = time.last < len(tokens) and tokens[time.last].low in load_small_words().time_verbs
    return subject and any(t.text == "," for t in tokens[time.last : count.hedged.first])


def _distance(time: Time, count: Count) -> tuple[int, int]:
    after = time.first >= count.figure.first
    return (time.first - count.figure.last if after else count.figure.first - time.last, 0 if after else 1)


def _opening(reading: Reading, times: list[Time]) -> list[Time]:
    """A time that opens the sentence holds for all of it."""
    return [t for t in times if t.first <= 1]


def _resolved(time: Time, anchor: date | None, happening: Happened, course: Course) -> Timed | None:
    mention = time.mention
    if mention.kind == "duration" and anchor:
        day = Window("period", anchor - timedelta(days=1), anchor, "day", "relative")
        return Timed(day, "a stretch of a day, up to the report", (time.first, time.last))
    if (
        mention.kind == "since"
        and getattr(mention, "event", None)
        and getattr(mention, "first", None) is None
    ):
        return _since_event(time, course)
    found = resolve(mention, anchor)
    if found is None:
        kind: WindowKind = "cumulative" if mention.kind in ("since", "until") else "period"
        shown = replace(UNKNOWN_WINDOW, kind="instant" if happening.state and kind == "period" else kind)
        return Timed(shown, "a time that cannot be dated: the report is not", (time.first, time.last))
    kind = found.kind
    if happening.state and kind == "period":
        kind = "instant"
    shown = Window(kind, found.start, found.end, found.precision, found.basis)
    return Timed(shown, "the time named with it", (time.first, time.last))


def _since_event(time: Time, course: Course) -> Timed | None:
    """ "since the start of the invasion": its date is the dossier's."""
    dossier, anchor = course.dossier, course.document.published.day
    words = f" {time.mention.text.lower()} {(time.mention.event or '').lower()} "
    if dossier is None or course.began:
        return Timed(
            Window("cumulative", course.began, anchor, "day" if anchor else None, "context"),
            "a running total from an event that the text does not date",
            (time.first, time.last),
        )
    if any(w.removeprefix("the ") in words for w in load_small_words().whole_war):
        start = dossier.start
        campaign = course.campaign
        if campaign and any(call in words for call in campaign.calls):
            start = campaign.start
        return Timed(
            Window("cumulative", start, anchor, "day", "dossier"),
            "a running total from a date known beforehand (dossier)",
            (time.first, time.last),
        )
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
                return Timed(
                    Window("cumulative", campaign.start, end, "day", "dossier"),
                    "the operation the report is about, dated beforehand (dossier)",
                    (i, hit[0]),
                )
    return None
