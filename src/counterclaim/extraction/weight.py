"""How a claim is put: its value with the statistic, and its stance."""

from __future__ import annotations

from counterclaim.extraction import lexicon
from counterclaim.extraction.behind import Behind
from counterclaim.extraction.counted import is_rate
from counterclaim.extraction.happening import At, Happened
from counterclaim.lang import load_small_words, load_speech
from counterclaim.model import Stance, Statistic, Value

# Mean lengths in the Gregorian calendar, for rates a day.
_DAYS = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}
_BEFORE = 4


def value_of(at: At, happening: Happened, text: str) -> Value:
    """The figure as a bound with its words as the document's text has them; rates are converted to days."""
    figure, hedged, small = at.count.figure, at.count.hedged, load_small_words()
    before = [t.low for t in at.reading.tokens[max(0, hedged.first - 3) : hedged.first]]
    statistic: Statistic = "share" if figure.unit == "percent" else "total"
    low, high = hedged.low, hedged.high
    if period := is_rate(at.reading, at.thing, happening.last if happening.right else at.thing.last):
        statistic = "rate_per_day"
        if period != "day":
            low, high = (None if v is None else round(v / _DAYS[period], 4) for v in (low, high))
    elif small.means & set(before):
        statistic = "mean"
    elif small.peaks & set(before[-2:]) or at.reading.find(small.at_the_peak):
        statistic = "peak"
    tokens = at.reading.tokens
    words = text[tokens[hedged.first].start : tokens[hedged.last - 1].end]
    return Value(low, high, hedged.qualifier, words, statistic, figure.unit)


def stance_of(at: At, happening: Happened, who: Behind) -> Stance:
    """The stance the attribution gives; where it only asserts, what the words with the figure add."""
    if who.stance != "asserted":
        return who.stance
    tokens, begin = at.reading.tokens, at.count.hedged.first
    if _is_denied(at, happening):
        return "denied"
    if at.count.hedged.estimated:
        return "estimated"
    future = load_speech().future
    words = lexicon.phrases(future.words)
    if words.firsts.isdisjoint(at.reading.words) and future.possible.isdisjoint(at.reading.words):
        return "asserted"
    for i in range(max(0, min(happening.first, begin) - _BEFORE), max(happening.first, begin)):
        opens, possible = tokens[i].low in words.firsts, tokens[i].low in future.possible
        if not (opens or possible) or at.reading.mention_at(i) or at.reading.time_at(i):
            continue
        if opens and words.at(tokens, i):
            return "predicted"
        if possible and i + 1 < len(tokens):
            return "estimated" if tokens[i + 1].low in future.estimating else "predicted"
    return "asserted"


def _is_denied(at: At, happening: Happened) -> bool:
    """ "not 300,000", "did not lose 20 tanks", "it is not true that …", "the claim that … is false"."""
    tokens, begin = at.reading.tokens, at.count.hedged.first
    words = load_speech().negation.words
    if begin and tokens[begin - 1].low in words:
        return True
    verb = happening.first
    if happening.active and any(t.low in words for t in tokens[max(0, verb - 2) : verb]):
        return True
    return at.reading.find(load_speech().falsehood.words) is not None
