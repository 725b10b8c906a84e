"""The clause of a sentence that a figure stands in."""

from __future__ import annotations

from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words, load_speech


def clause_of(reading: Reading, count: Count) -> tuple[int, int]:
    """The stretch around a figure up to a semicolon, a contrast, or a comma with a subject and verb of its own."""
    breaks = load_speech().phrase.breaks
    first, last = 0, len(reading.tokens)
    for i, token in enumerate(reading.tokens):
        if i and (token.low in breaks or (token.text == "," and _begins(reading, i + 1))):
            if i < count.hedged.first:
                first = i + 1
            elif i >= count.figure.after:
                last = min(last, i)
    return first, last


def _begins(reading: Reading, i: int) -> bool:
    """A name or pronoun with an auxiliary soon after it."""
    tokens, small = reading.tokens, load_small_words()
    for light in (small.openers, small.articles):
        if i < len(tokens) and tokens[i].low in light:
            i += 1
    mention = reading.mention_at(i)
    if mention is None and not (i < len(tokens) and tokens[i].low in small.pronouns):
        return False
    following = tokens[mention.last if mention else i + 1 :][:2]
    if following and following[0].low in small.auxiliaries:
        return True
    return len(following) == 2 and following[0].kind == "word" and following[1].low in small.auxiliaries
