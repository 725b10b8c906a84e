"""A figure that leaves out what it counts, because the report has said it: "put the figure at 275"."""

from __future__ import annotations

from counterclaim.extraction.counted import Counted
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import SPOKEN_OF, Happened
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words

_BACK = 7


def spoken_of(reading: Reading, count: Count, thing: Counted, course: Course) -> Happened | None:
    """What happened, as in the claim before, where only "the toll", "the figure" or a verb of saying governs the
    figure and nothing follows it that it could count."""
    if thing.noun or thing.outcome or not course.claims or count.figure.kind not in ("plain", "range"):
        return None
    if count.figure.unit or not _closed(reading, max(count.figure.after, count.hedged.last)):
        return None
    at = _measure(reading, count) or _said(reading, count)
    last = course.claims[-1]
    if at is None or last.outcome is None or last.value is None or last.value.unit:
        return None
    return Happened(last.outcome, at, at + 1, SPOKEN_OF, right=True)


def _closed(reading: Reading, i: int) -> bool:
    if i >= len(reading.tokens) or reading.time_at(i):
        return True
    token = reading.tokens[i]
    return token.kind == "sign" or token.low in load_small_words().conjunctions | {"in", "from", "by", "on"}


def _measure(reading: Reading, count: Count) -> int | None:
    """ "the figure at", "the total to", "it was"."""
    small, tokens = load_small_words(), reading.tokens
    begin = count.hedged.first
    if begin == 0 or tokens[begin - 1].low not in small.measure_links:
        return None
    for i in range(begin - 2, max(-1, begin - _BACK), -1):
        if tokens[i].low in small.generic_measures:
            return i
        if tokens[i].kind == "sign" and tokens[i].text not in ("'s", '"', ","):
            return None
    return None


def _said(reading: Reading, count: Count) -> int | None:
    """ "officials confirmed 23", "the ministry speaks of 58"."""
    for i, (last, saying) in reading.sayings.items():
        if last == count.hedged.first and saying.forms & {"past", "third", "base"} and not reading.time_at(i):
            return i
    return None
