"""Beginning a report's course, and what each sentence adds to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from counterclaim.extraction import lexicon
from counterclaim.extraction.attribution import attributions
from counterclaim.extraction.course import Course, campaign_of, group_of, home_of, is_armed
from counterclaim.extraction.floor import Floor
from counterclaim.extraction.place import named_places
from counterclaim.extraction.reading import Reading, Time
from counterclaim.lang import load_small_words
from counterclaim.model import UNKNOWN_WINDOW, Document, Place, Window
from counterclaim.text.when import TimeMention, resolve
from counterclaim.world import Dossier, World

_LEAD = 8
_FRESH = timedelta(days=40)
_BRIEF = timedelta(days=2)
_DATE_REACH = 6


def begin_course(
    document: Document, world: World, dossier: Dossier | None, readings: Sequence[Reading]
) -> Course:
    """What the whole of a report tells before its first sentence is read for claims.

    Args:
        world: with the dossier's names.
    """
    course = Course(document, world, dossier, campaign_of(document, dossier))
    course.lead_place = _lead_place(readings)
    course.home = home_of(readings, course)
    course.group = group_of(readings)
    course.armed = dossier is not None or is_armed(readings)
    course.lead_time = _lead_time(readings, course)
    course.scope = _scope_of(readings, course)
    course.began = _began(readings, course.anchor) if dossier is None else None
    return course


def _lead_place(readings: Sequence[Reading]) -> Place | None:
    opening = next((r for r in readings if r.segment in ("body", "standfirst")), None)
    found = named_places(opening) if opening else []
    return found[0].place if found else None


def _scope_of(readings: Sequence[Reading], course: Course) -> Window | None:
    """The stretch that a retrospect states for the campaign it tells of ("from August 6, 2024, to April 26, 2025")."""
    spans = (t for r in readings for t in r.times if t.mention.kind == "span")
    for time in spans if course.campaign else ():
        found = resolve(time.mention, None)
        if course.campaign is None or found is None or found.start is None or found.end is None:
            continue
        if abs(found.start - course.campaign.start) <= _BRIEF:
            return Window("cumulative", found.start, found.end, "day", "context")
    return None


def _began(readings: Sequence[Reading], anchor: date | None) -> date | None:
    """When what totals run since began, if a sentence dates it ("since hostilities began on September 27")."""
    for reading in readings:
        for time in reading.times:
            if time.mention.kind != "since" or not time.mention.event:
                continue
            dated = (t for t in reading.times if 0 <= t.first - time.last <= _DATE_REACH)
            for near in (time, *dated):
                found = resolve(near.mention, anchor) if near.mention.first else None
                if found and found.start and found.precision == "day":
                    return found.start
    return None


def remember_time(reading: Reading, said: Collection[int], course: Course) -> None:
    """Keeps the day that a sentence tells of, for those after it that leave it out.

    Args:
        said: first tokens of times that date a saying.
    """
    if not reading.times:
        return
    _remember_since(reading, course)
    if not _tells_of_event(reading):
        return
    _remember_date(reading, course)
    for time in reading.times:
        point = time.mention.kind in ("point", "span") and not _is_now(reading, time)
        kept = _day(time.mention, course) if point and time.first not in said else None
        if kept:
            course.time, course.time_at = kept, reading.index
            return


def _tells_of_event(reading: Reading) -> bool:
    """Something happened in it, to somebody or at all."""
    if any(c.role in ("verb", "noun", "subject") for _, cues in reading.cues.values() for c in cues):
        return True
    return reading.find(load_small_words().events) is not None


def _remember_since(reading: Reading, course: Course) -> None:
    for time in reading.times:
        if time.mention.kind == "since":
            found = resolve(time.mention, course.anchor)
            course.running, course.running_at = found.start if found else None, reading.index
            return


def _remember_date(reading: Reading, course: Course) -> None:
    for time in reading.times:
        found = resolve(time.mention, course.anchor) if time.mention.kind == "point" else None
        if found and found.start and found.start == found.end:
            course.day = found.start


def _lead_time(readings: Sequence[Reading], course: Course) -> Window | None:
    """The first recent day that a sentence tells of in which something happened; of two kinds of sentences, those
    with a saying at the time come last."""
    for reading in [r for r in readings if r.segment in ("body", "standfirst")][:_LEAD]:
        if not reading.times or not _tells_of_event(reading):
            continue
        said = {t for a in attributions(reading, Floor()) for t in a.times}
        for time in reading.times:
            if (
                time.mention.kind in ("point", "span")
                and time.first not in said
                and not _is_now(reading, time)
            ):
                kept = _day(time.mention, course)
                if kept:
                    return kept
    return None


def _is_now(reading: Reading, time: Time) -> bool:
    present = lexicon.phrases(load_small_words().at_present)
    return present.at(reading.tokens, time.first) is not None


def _day(mention: TimeMention, course: Course) -> Window | None:
    """A recent day or two; of unknown date where the report has none."""
    found = resolve(mention, course.anchor)
    if found is None:
        return replace(UNKNOWN_WINDOW, kind="period", basis="context")
    if not found.start or not found.end or found.end - found.start > _BRIEF:
        return None
    if course.anchor is not None and course.anchor - found.end > _FRESH:
        return None
    return Window("period", found.start, found.end, found.precision, "context")


def remember(reading: Reading, course: Course) -> None:
    """Keeps the place and the side that a sentence names."""
    found = named_places(reading)
    if found:
        campaign = course.campaign.place if course.campaign else None
        about = [f for f in found if course.contained(f.place.id, campaign)] or found
        course.place, course.place_at = about[0].place, (reading.block, reading.index)
    sides = {m.party for m in reading.mentions if course.fights(m.party)} if course.dossier else set()
    course.topic = sides.pop() if len(sides) == 1 else None
