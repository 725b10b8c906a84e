"""Outcomes told after what is counted: "20 people were killed", "20 soldiers who died", "nine are among the dead"."""

from __future__ import annotations

from counterclaim.extraction import lexicon
from counterclaim.extraction.happening import At, Happened, after, has_object, joined_after, pick
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_grammar, load_small_words

_REACH = 18
_ASIDE = 18
_BRACKET = 10


def predicate(at: At) -> Happened | None:
    """ "20 people were killed", "20 soldiers killed", "20 houses lie in ruins"."""
    return _walk(at, weak=False)


def weak_predicate(at: At) -> Happened | None:
    """A relative clause or a second verb, where nothing before the figure tells ("20 who died"). What needs neither
    is for ``predicate`` to tell."""
    small, words = load_small_words(), at.reading.words[at.thing.last : at.thing.last + _REACH]
    if small.relatives.isdisjoint(words) and small.joins.isdisjoint(words):
        return None
    return _walk(at, weak=True)


def worth(at: At) -> Happened | None:
    """ "1,500 units worth $2.7 billion were destroyed": what happened to the things happened to their value."""
    begin = at.count.hedged.first
    return predicate(at) if begin and at.reading.tokens[begin - 1].low in load_small_words().worth else None


def _walk(at: At, weak: bool) -> Happened | None:
    """Reads on from the noun to the first word that can be its predicate.

    ``passive`` once an auxiliary has been read, ``far`` once anything stands between that no predicate reaches
    across without one, ``relative`` within "who …".
    """
    reading, thing, small = at.reading, at.thing, load_small_words()
    tokens, i = reading.tokens, at.thing.last
    if next(reversed(reading.cues), -1) < i:
        return None
    passive = far = relative = False
    end = min(len(tokens), i + _REACH)
    while i < end:
        token = tokens[i]
        count = reading.count_from.get(i)
        if count and count.figure.first > at.count.figure.first:
            if tokens[i - 1].low not in small.worth:
                return None
            i = count.figure.after
        elif time := reading.time_at(i):
            i = time.last
        elif (hit := reading.cues.get(i)) and not (
            hit[0] == i + 1 and token.low in small.auxiliaries and not pick(hit[1], thing, "word")
        ):
            coordinate = i > thing.last and tokens[i - 1].low in small.joins
            if (weak or not (relative or coordinate)) and (result := _predicate(at, i, passive, far)):
                return result
            if not passive and any("participle" in c.forms for c in hit[1]):
                return None
            i = hit[0]
        elif token.text == ",":
            if relative and i + 1 < len(tokens) and tokens[i + 1].low in small.auxiliaries:
                relative = passive = far = False  # "11 soldiers, who were on leave, were killed"
                i += 1
                continue
            following = _after_aside(reading, i)
            if following is None:
                return None
            i = following
        elif token.text == "(" and (close := _closing(reading, i)):
            i = close + 1
        elif token.low in small.among and (result := _among(at, i)):
            return result
        else:
            told = i in reading.sayings and "participle" in reading.sayings[i][1].forms
            if told and (passive or not far):
                passive = True  # "were reported killed", "272 reported missing"
            elif (
                (token.kind == "sign" and token.text not in small.inner_signs)
                or (
                    not relative
                    and token.low not in small.relatives
                    and token.low in small.that
                    and token.low not in load_grammar().like
                )
                or i in reading.sayings
            ):
                return None
            passive = passive or token.low in small.passive
            relative = relative or token.low in small.relatives
            far = far or not (_light(token.low) or token.kind == "sign" or told)
            i += 1
    return None


def _light(word: str) -> bool:
    """A word that a predicate reaches across: auxiliaries, adverbs, relatives, conjunctions."""
    small = load_small_words()
    return word in small.auxiliaries or word in small.relatives or word in small.joins or word.endswith("ly")


def _predicate(at: At, i: int, passive: bool, far: bool) -> Happened | None:
    reading, thing = at.reading, at.thing
    last, cues = reading.cues[i]
    verb = pick([c for c in cues if "participle" in c.forms], thing, "verb")
    if verb and (passive or (not far and not has_object(reading, last))):
        return joined_after(reading, after(verb, i, last, "the verb after it"), thing)
    infinitive = reading.tokens[i - 1].low in load_grammar().to
    plain = [c for c in cues if not far or passive or infinitive or "past" in c.forms]
    noun_like = not infinitive and reading.tokens[i - 1].low in load_small_words().prepositions
    subject = None if noun_like else pick(plain, thing, "subject")
    followed = reading.cues.get(last)  # "remain trapped"
    if subject and not (followed and pick(followed[1], thing, "word")):
        return joined_after(reading, after(subject, i, last, "the verb it is the subject of"), thing)
    word = pick(cues, thing, "word")
    if word and (passive or not far):
        return joined_after(reading, after(word, i, last, "the predicate after it"), thing)
    return None


def _closing(reading: Reading, i: int) -> int | None:
    """The bracket that closes the one at ``i``, in the same breath."""
    end = min(i + _BRACKET, len(reading.tokens))
    return next((k for k in range(i + 1, end) if reading.tokens[k].text == ")"), None)


def _among(at: At, i: int) -> Happened | None:
    """ "three children are among the dead"."""
    for k in range(i + 1, min(i + 4, len(at.reading.tokens))):
        hit = at.reading.cues.get(k)
        cue = pick(hit[1], at.thing._replace(noun=None), "noun", "verb") if hit else None
        if hit and cue:
            return after(cue, k, hit[0], "counted among those it happened to")
    return None


def _after_aside(reading: Reading, comma: int) -> int | None:
    """Where the phrase goes on after an aside ("20 people, nine of them children, were killed") or with "who …";
    None where the comma ends it."""
    small, tokens = load_small_words(), reading.tokens
    if comma + 1 < len(tokens) and tokens[comma + 1].low in small.relatives:
        return comma + 1
    parts = lexicon.phrases(small.parts)
    for k in range(comma + 2, min(len(tokens), comma + _ASIDE)):
        if tokens[k].text != ",":
            continue
        part = any(parts.at(tokens, j) for j in range(comma + 1, min(comma + 6, k)))
        counts_inside = any(comma < c.figure.first < k for c in reading.counts)
        goes_on = k + 1 < len(tokens) and (tokens[k + 1].low in small.auxiliaries or k + 1 in reading.cues)
        if goes_on and (part or not counts_inside):
            return k + 1
        if not part:
            return None
    return None
