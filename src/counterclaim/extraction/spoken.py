"""A figure that leaves out what it counts, because the report has said it: "put the figure at 275"."""

from __future__ import annotations

from counterclaim.extraction.counted import Counted, part_verb
from counterclaim.extraction.course import Course
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
    reading: Reading, count: Count, thing: Counted, course: Course, before: Claim | None
) -> Happened | None:
    """What happened, as in a claim before, where nothing after the figure tells what it counts.

    Either "the toll", "the figure" or a verb of saying governs it, or it follows a word of measure and is of the size
    of a claim just before ("wrote of 76,000 the next day").

    Args:
        before: the claim before it in the sentence.
    """
    if thing.noun and (part := _part(reading, count, course, before)):
        return part
    last = before or (course.claims[-1] if course.claims else None)
    if last is None or thing.noun or thing.outcome or thing.unlisted or count.figure.unit:
        return None
    if count.figure.kind not in ("plain", "range") or not _closed(
        reading, max(count.figure.after, count.hedged.last)
    ):
        return None
    if last.outcome is None or last.value is None or last.value.unit:
        return None
    at = _measure(reading, count)
    near = before is not None or reading.index - course.claims_at <= _NEAR
    if at is None and near and _alike(count, last, before is not None):
        at = _said(reading, count)
    return None if at is None else Happened(last.outcome, at, at + 1, SPOKEN_OF, right=True)


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


def _alike(count: Count, last: Claim, here: bool) -> bool:
    """Figures of about the same size; in one sentence, and where they are large, rivals may lie further apart."""
    value = float(count.figure.high or count.figure.low or 0)
    known = float(last.value.high or last.value.low or 0) if last.value else 0.0
    reach = _RIVAL if here or min(value, known) >= _LARGE else _ALIKE
    return value > 0 and known > 0 and 1 / reach <= value / known <= reach


def _said(reading: Reading, count: Count) -> int | None:
    """ "officials confirmed 23", "the ministry speaks of 58", "became approximately 26,000"."""
    begin, small = count.hedged.first, load_small_words()
    if begin and reading.tokens[begin - 1].low in either(small.measure_links, small.that):
        return begin - 1
    return next((i for i, (last, _) in reading.sayings.items() if last == begin), None)
