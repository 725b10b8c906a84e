"""Outcomes told before the figure: "killed 20", "the release of 90 prisoners", "the death toll rose to 20"."""

from __future__ import annotations

from counterclaim.extraction.happening import (
    MEASURED,
    At,
    Happened,
    after,
    before,
    joined_after,
    joined_before,
    pick,
)
from counterclaim.extraction.lexicon import either
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_grammar, load_small_words

_REACH = 10
_MEASURE_REACH = 20
_NUMBER_REACH = 60
_PEOPLE = ("people", "personnel", "civilian")


def governor(at: At) -> Happened | None:
    """ "killed 20", "lost around 200 soldiers", "the release of 90 prisoners"."""
    reading, small = at.reading, load_small_words()
    tokens = reading.tokens
    if not reading.cues:
        return None
    ends = reading.cue_before
    i, steps = at.count.hedged.first - 1, 0
    while i >= 0 and steps < _REACH:
        token = tokens[i]
        if i + 1 in ends and (result := _governs(at, ends[i + 1], i + 1)):
            return result
        if time := reading.time_at(i):
            i, steps = time.first - 1, steps + 1
            continue
        another = i + 1 in ends and steps and _has_verb(reading, ends[i + 1])
        if another or i in reading.said or token.low in small.that:
            return None
        if reading.count_of.get(i, at.count) is not at.count:
            return None
        if token.kind == "sign" and token.text not in small.inner_signs:
            return None
        if token.low in small.prepositions and (
            token.low not in small.reached_across
            or (token.low in load_grammar().of and _other_thing(reading, i))
        ):
            return None
        i, steps = i - 1, steps + 1
    return None


def _has_verb(reading: Reading, i: int) -> bool:
    return any(c.role in ("verb", "subject") for c in reading.cues[i][1])


def _other_thing(reading: Reading, i: int) -> bool:
    """ "the homes of 20 families": what the verb befell is the homes."""
    if i and reading.tokens[i - 1].low in load_small_words().carriers:
        return False
    told = any(last == i and any(c.role == "of" for c in cues) for last, cues in reading.cues.values())
    return not told and any(last == i and noun.object != "area" for last, noun in reading.nouns.values())


def _governs(at: At, first: int, last: int) -> Happened | None:
    reading, small = at.reading, load_small_words()
    tokens, cues = reading.tokens, reading.cues[first][1]
    linked = (last < len(tokens) and tokens[last].low in load_grammar().of) or tokens[
        last - 1
    ].low in load_grammar().to
    if linked and (of := pick(cues, at.thing, "of")):
        return before(of, first, last, "the noun before it")._replace(active=of.state)
    verb = pick(cues, at.thing, "verb")
    if verb is None:
        return None
    if (
        first > 0
        and tokens[first - 1].low != "being"
        and tokens[first - 1].low in small.passive
        and "participle" in verb.forms
    ):
        return None
    return joined_before(reading, before(verb, first, last, "the verb before it"), at.thing, "verb")


def numbered(at: At) -> Happened | None:
    """ "the number of soldiers killed averaged 1,500": tried before the verb in it is taken to govern the figure."""
    result = measured(at) if at.thing.noun is None else None
    if result is None:
        return None
    nearby = at.reading.tokens[max(0, result.first - 8) : result.last]
    return result if any(t.low in load_grammar().number for t in nearby) else None


def measured(at: At) -> Happened | None:
    """ "the death toll rose to 20", "losses have surpassed 20,000", "the number of wounded: 20"."""
    reading, noun = at.reading, at.thing.noun
    money = noun is not None and noun.kind == "money"
    if (noun and not money and noun.object not in _PEOPLE) or not _links(at):
        return None
    thing = at.thing if money else at.thing._replace(noun=None)
    begin = at.count.hedged.first
    if result := _number_of(at.counting(thing.noun)):
        return result
    for i in range(begin - 1, max(-1, begin - _MEASURE_REACH), -1):
        if reading.tokens[i].text == ";":
            return None
        hit = reading.cues.get(i)
        cue = pick(hit[1], thing, "measure") if hit and hit[0] <= begin else None
        if cue and i and reading.tokens[i - 1].low in load_small_words().passive:
            continue  # "20 were injured on Sunday, followed by 39"
        if hit and cue:
            return joined_before(reading, after(cue, i, hit[0], MEASURED), thing, "measure", "verb")
    return None


def _links(at: At) -> bool:
    """A word that leads from a measure to its figure stands right before it, or before the time before it."""
    small, begin = load_small_words(), at.count.hedged.first
    words = either(small.measure_links, small.means)
    if at.count.hedged.cue is not None and at.count.hedged.qualifier == "more_than":
        return True  # "have surpassed 20,000"
    time = at.reading.time_at(begin - 1) if begin else None
    link = time.first - 1 if time else begin - 1
    if link > 0 and at.reading.tokens[link].text in small.inner_signs:
        link -= 1  # 'lowered to "about 253"'
    if at.reading.segment == "headline" and at.thing.noun is None:
        return True  # "Toll from attack at least 112"
    return link >= 0 and at.reading.tokens[link].low in words


def _number_of(at: At) -> Happened | None:
    """ "the number of people killed when … has reached 91": what comes first after "number of"."""
    reading, begin = at.reading, at.count.hedged.first
    reach = range(begin - 1, max(-1, begin - _NUMBER_REACH), -1)
    start = next((k for k in reach if reading.tokens[k].low in load_grammar().number), None)
    if start is None or _other_measure(reading, begin):
        return None
    noun = next((reading.nouns[k][1] for k in range(start, begin) if k in reading.nouns), None)
    thing = at.thing._replace(noun=noun)
    for i in range(start, begin):
        hit = reading.cues.get(i)
        cue = pick(hit[1], thing, "measure", "noun", "verb", "word", "subject") if hit else None
        if hit and cue and hit[0] <= begin:
            return joined_after(reading, after(cue, i, hit[0], MEASURED), at.thing)
    return None


def _other_measure(reading: Reading, begin: int) -> bool:
    """ "the number of homes destroyed at 12, and losses at 30": another thing is measured since the figure before."""
    earlier = max((c.figure.after for c in reading.counts if c.hedged.first < begin), default=begin)
    return any(c.role == "measure" for i in range(earlier, begin) for c in reading.cues.get(i, (0, ()))[1])


def included(at: At) -> Happened | None:
    """ "among the victims were 20 civilians", "the dead included five children"."""
    reading, small = at.reading, load_small_words()
    begin = at.count.hedged.first
    if begin == 0 or reading.tokens[begin - 1].low not in small.including:
        return None
    if begin > 1 and reading.tokens[begin - 2].low in small.existential:
        return None
    opening = reading.cues.get(0)  # "Destroyed in the raid were two howitzers"
    verb = pick(opening[1], at.thing, "verb") if opening else None
    if opening and verb and "participle" in verb.forms:
        return after(verb, 0, opening[0], "the participle that opens the sentence")
    for k in range(begin - 2, max(-1, begin - 8), -1):
        hit = reading.cues.get(k)
        cue = pick(hit[1], at.thing._replace(noun=None), "noun", "measure") if hit else None
        if hit and cue:
            return after(cue, k, hit[0], "counted among those it happened to")
        if reading.tokens[k].kind == "sign":
            return None
    return None


def purpose(at: At) -> Happened | None:
    """ "$5 million in military aid": what the money is for."""
    reading, small = at.reading, load_small_words()
    for i in range(at.thing.last, min(at.thing.last + 5, len(reading.tokens))):
        hit = reading.cues.get(i)
        cue = pick(hit[1], at.thing, "measure", "word") if hit else None
        if hit and cue:
            return after(cue, i, hit[0], "what the money is for")
        if reading.tokens[i].kind == "sign" or reading.tokens[i].low in small.auxiliaries:
            return None
    return None
