"""A figure that leaves out what it counts, because the report has said it: "put the figure at 275"."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.extraction.counted import Counted, part_verb
from counterclaim.extraction.course import Course
from counterclaim.extraction.floor import Attribution
from counterclaim.extraction.happening import PART, SPOKEN_OF, Happened
from counterclaim.extraction.lexicon import either
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words
from counterclaim.model import Claim

_BACK = 7
_NEAR = 3
# How many times as large figures of one thing may be as one another.
_ALIKE, _RIVAL, _LARGE = 2.5, 10, 10_000
# Words from one part to the next: what is counted, and what links them.
_PART_REACH = 5


def spoken_of(
    reading: Reading,
    count: Count,
    thing: Counted,
    course: Course,
    before: Claim | None,
    said: Sequence[Attribution],
) -> Happened | None:
    """What happened, as in a claim before, where nothing after the figure tells what it counts.

    Either "the toll", "the figure" or a verb of saying governs it, or it follows a word of measure and is of the size
    of a claim just before ("wrote of 76,000 the next day").

    Args:
        before: the claim before it in the sentence.
        said: the attributions of the sentence.
    """
    if thing.noun and (part := _part(reading, count, course, before)):
        return part
    if thing.noun or thing.outcome or thing.unlisted or count.figure.unit:
        return None
    if count.figure.kind not in ("plain", "range") or not _closed(
        reading, max(count.figure.after, count.hedged.last)
    ):
        return None
    at = None
    if before is not None and _bare(before) and _alike(count, before, _RIVAL):
        last, at = before, _told_by(count, said)
        at = _verb(reading, count) if at is None else at
    if at is None and course.claims and _bare(last := course.claims[-1]):
        at, apart = _measure(reading, count), reading.index - course.claims_at
        if at is None and apart <= _NEAR and _alike(count, last):
            at = _linked(reading, count)
        if at is None and apart <= _NEAR and _alike(count, last, _RIVAL if apart <= 1 else _ALIKE):
            at = _verb(reading, count)
    return None if at is None else Happened(last.outcome or "", at, at + 1, SPOKEN_OF, right=True)


def _bare(claim: Claim) -> bool:
    """A count of something that happened, without a unit."""
    return claim.outcome is not None and claim.value is not None and not claim.value.unit


def _part(reading: Reading, count: Count, course: Course, before: Claim | None) -> Happened | None:
    """ "Of these, three were children": what happened to those counted before happened to them."""
    verb = part_verb(reading, count.figure.after)
    last = course.claims[-1] if course.claims and reading.index - course.claims_at <= 1 else None
    if last is not None and last.outcome is not None and verb is not None:
        return Happened(last.outcome, verb, verb + 1, PART, right=True)
    if before is not None and before.outcome is not None and _next_part(reading, count, before):
        return Happened(before.outcome, count.hedged.first, count.hedged.first + 1, PART, right=True)
    return None


def _next_part(reading: Reading, count: Count, last: Claim) -> bool:
    """ "Of these, three were children, two women": another part right after one."""
    if last.number is None or not any(g.field == "outcome" and g.reason == PART for g in last.grounds):
        return False
    begin, small = count.hedged.first, load_small_words()
    if begin < 1:
        return False
    between = [t for t in reading.tokens[max(0, begin - _PART_REACH) : begin] if t.start >= last.number.end]
    link = reading.tokens[begin - 1]
    listed = link.text == "," or link.low in small.conjunctions
    return listed and len(between) < _PART_REACH and not any(t.low in small.that for t in between)


def _closed(reading: Reading, i: int) -> bool:
    if i >= len(reading.tokens) or reading.time_at(i):
        return True
    token, small = reading.tokens[i], load_small_words()
    return token.kind == "sign" or token.low in either(
        small.conjunctions, small.item_links, small.auxiliaries
    )


def _measure(reading: Reading, count: Count) -> int | None:
    """ "the figure at", "the total to", "it was"."""
    small, tokens = load_small_words(), reading.tokens
    begin = count.hedged.first
    if begin == 0 or tokens[begin - 1].low not in small.measure_links:
        return None
    for i in range(begin - 2, max(-1, begin - _BACK), -1):
        pronoun = tokens[i].low in small.third_person
        if tokens[i].low in small.generic_measures and (not pronoun or i == begin - 2):
            return i
        if tokens[i].kind == "sign" and tokens[i].text not in (",", *small.inner_signs):
            return None
    return None


def _alike(count: Count, last: Claim, reach: float = _ALIKE) -> bool:
    """Figures of about the same size; large ones may lie as far apart as rivals do."""
    value = float(count.figure.high or count.figure.low or 0)
    known = float(last.value.high or last.value.low or 0) if last.value else 0.0
    reach = _RIVAL if min(value, known) >= _LARGE else reach
    return value > 0 and known > 0 and 1 / reach <= value / known <= reach


def _linked(reading: Reading, count: Count) -> int | None:
    """ "the ministry speaks of 58", "became approximately 26,000"."""
    begin, small = count.hedged.first, load_small_words()
    link = begin and reading.tokens[begin - 1].low in either(small.measure_links, small.that)
    return begin - 1 if link else None


def _told_by(count: Count, said: Sequence[Attribution]) -> int | None:
    """The speaker right before the figure, where a verb before another figure is left out ("and the mayor 9")."""
    begin = count.hedged.first
    return next((one.cue[0] for one in said if one.cue[1] == begin == one.first), None)


def _verb(reading: Reading, count: Count) -> int | None:
    """A verb of saying right before the figure, or before the word that links the two ("residents spoke of 30")."""
    begin, small = count.hedged.first, load_small_words()
    linked = begin > 0 and reading.tokens[begin - 1].low in small.measure_links
    ends = (begin, begin - 1) if linked else (begin,)
    return next((i for i, (last, _) in reading.sayings.items() if last in ends), None)
