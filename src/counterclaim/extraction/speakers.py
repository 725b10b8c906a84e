"""Where a speaker's phrase stands: before a verb of saying, after it, or after "according to"."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.extraction import lexicon
from counterclaim.extraction.naming import Speaker, identify
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_grammar, load_small_words, load_speech
from counterclaim.text.tokens import Token

_LONGEST = 14
_ASIDE = 26
_APPOSED = 4
_OCCASION = 6
_DESCRIBED = 3


def speaker_before(reading: Reading, verb: int) -> Speaker | None:
    """The speaker a verb of saying belongs to, read leftwards from the verb."""
    tokens, speech = reading.tokens, load_speech()
    end = verb
    while end > 0:
        if time := reading.time_at(end - 1):
            end = time.first
        elif tokens[end - 1].low in speech.around.words or tokens[end - 1].low.endswith("ly"):
            end -= 1
        elif (k := _occasion_before(reading, end)) is not None:
            end = k
        else:
            break
    if end > 0 and _is_relative(tokens[end - 1].low) and reading.mention_at(end - 1) is None:
        return _phrase_before(reading, end - (2 if end > 1 and tokens[end - 2].text == "," else 1))
    if end > 0 and tokens[end - 1].text in speech.phrase.aside_signs:
        opening = _aside_opens(reading, end - 1)
        return _with_aside(reading, opening, end - 1) if opening else None
    found = _phrase_before(reading, end, tokens[verb].low in speech.plain.forms)
    finite = verb in reading.sayings and "past" in reading.sayings[verb][1].forms
    return found or (_before_relative(reading, end) if finite else None)


def _occasion_before(reading: Reading, end: int) -> int | None:
    """Where "in a statement" begins that stands between the speaker and the verb."""
    if end == 0 or reading.tokens[end - 1].low not in _occasions():
        return None
    begins = range(end - 2, max(0, end - _OCCASION), -1)
    return next((k for k in begins if is_occasion(reading.tokens[k:end])), None)


def speaker_after(reading: Reading, first: int, plain: bool = False) -> Speaker | None:
    """The speaker named after "according to" or an inverted "said"."""
    tokens, small = reading.tokens, load_small_words()
    while first < len(tokens) and tokens[first].text in load_speech().phrase.opening_signs:
        first += 1
    last = first
    if first < len(tokens) and tokens[first].low in small.prepositions:
        return None
    while last < len(tokens) and last - first < _LONGEST:
        name = reading.mention_at(last)
        if name and name.last > last + 1 and name.role != "place":
            last = name.last
        elif reading.time_at(last) or _closes(reading, last, last > first):
            break
        else:
            last += 1
    while last > first and tokens[last - 1].low in lexicon.either(small.prepositions, lexicon.published()):
        last -= 1
    return identify(reading, first, last, plain) if last > first else None


def _closes(reading: Reading, i: int, begun: bool) -> bool:
    """A word or sign that cannot go on with a speaker's name."""
    small, speech, token = load_small_words(), load_speech(), reading.tokens[i]
    if token.kind == "sign":
        return not _in_name(reading, i)
    if token.low in small.auxiliaries or (token.low in small.that and token.low not in load_grammar().like):
        return True
    if token.low in small.joins:
        following = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
        return not (following and following.text[:1].isupper() and reading.mention_at(i))
    if not begun:
        return False
    if token.low in small.pronouns:  # "according to the group they were …"
        return True
    said = i in reading.sayings and "past" in reading.sayings[i][1].forms
    linked = i + 1 < len(reading.tokens) and reading.tokens[i + 1].low in speech.phrase.linked_by
    return (said and not linked) or token.kind == "figure" or token.low in speech.phrase.closers


def _in_name(reading: Reading, i: int) -> bool:
    """A possessive or an ampersand; the stop of an initial or the hyphen of a name, close to both its neighbours."""
    tokens = reading.tokens
    if tokens[i].text in load_speech().phrase.name_signs:
        return True
    if tokens[i].text not in (".", "-") or i == 0 or i + 1 >= len(tokens):
        return False
    left, right = tokens[i - 1], tokens[i + 1]
    short = len(left.text) <= _APPOSED and left.text[:1].isupper() and right.text[:1].isupper()
    return short and tokens[i].end >= right.start - 1


def _aside_opens(reading: Reading, close: int) -> int | None:
    """The comma or dash that opens the aside closed at ``close`` ("X, head of the Y, said")."""
    tokens = reading.tokens
    mark = "(" if tokens[close].text == ")" else tokens[close].text
    for i in range(close - 1, max(0, close - _ASIDE), -1):
        if tokens[i].text == mark:
            return i
        said = i in reading.sayings and "past" in reading.sayings[i][1].forms
        if said or tokens[i].text in ('"', ";", ":"):
            return None
    return None


def _with_aside(reading: Reading, opening: int, close: int) -> Speaker | None:
    """The speaker before an aside; the one in it where the aside is the name ("the spokesman, Ivan Petrov, said",
    "the UN's migration agency, the IOM, said")."""
    outside = _phrase_before(reading, opening)
    inside = _apposed(reading, opening + 1, close)
    agent = outside.agent if outside else None
    described = outside is not None and (
        (agent is not None and agent.name.islower()) or reading.tokens[outside.last - 1].text.islower()
    )
    if inside and outside and outside.agent and (described or outside.person is not True):
        return inside._replace(first=outside.first)
    return outside


def _apposed(reading: Reading, first: int, last: int) -> Speaker | None:
    body = next((m for m in reading.mentions if m.last == last and m.role == "organisation"), None)
    if body and body.first - first <= 1:
        return identify(reading, first, last)
    if last - first > _APPOSED or not all(t.text[:1].isupper() for t in reading.tokens[first:last]):
        return None
    found = identify(reading, first, last)
    return found if found and found.person else None


def _phrase_before(reading: Reading, end: int, plain: bool = False) -> Speaker | None:
    """The noun phrase that ends at a token, read leftwards to where it begins."""
    small, tokens = load_small_words(), reading.tokens
    first = end
    while first > 0 and end - first < _LONGEST:
        i = first - 1
        token = tokens[i]
        if mention := reading.mention_at(i):
            first = mention.first
            continue
        if reading.time_at(i) or _opens(reading, i):
            break
        preposition = token.low in small.prepositions
        if preposition and not _continues(reading, i):
            break
        first = i
        article = token.low in small.articles or token.low in small.possessives
        if token.low in small.pronouns or (article and not (i > 1 and _continues(reading, i - 1))):
            break
    while first < end and tokens[first].low in small.prepositions:
        first += 1
    if first == end:
        return None
    if first and tokens[first - 1].low in small.locatives:
        return _before_relative(reading, first)
    return identify(reading, first, end, plain)


def _before_relative(reading: Reading, end: int) -> Speaker | None:
    """The phrase ends a relative clause ("X, who works in the region, said"): who that clause is about."""
    for i in range(end - 1, max(0, end - _ASIDE), -1):
        if _is_relative(reading.tokens[i].low):
            return _phrase_before(reading, i - (reading.tokens[i - 1].text == ","))
    return None


def _is_relative(word: str) -> bool:
    """ "who" and the like, but not "that", which may also open what is said."""
    return word in load_small_words().relatives and word not in load_grammar().that


def _opens(reading: Reading, i: int) -> bool:
    """A word or sign left of which no speaker's phrase reaches."""
    small, token = load_small_words(), reading.tokens[i]
    if token.kind == "sign":
        return not _in_name(reading, i)
    if token.low in small.auxiliaries or token.low in small.that or token.low in load_speech().phrase.openers:
        return True
    return i in reading.sayings and not _is_noun(reading, i)


def _continues(reading: Reading, i: int) -> bool:
    """Whether the phrase left of a preposition belongs to the speaker ("a spokesman for the ministry")."""
    if i == 0 or reading.time_at(i - 1):
        return False
    tokens, speech = reading.tokens, load_speech()
    if tokens[i].low not in speech.phrase.prepositions:
        return False
    if _in_a_place(reading, i):
        return True
    head = i - 1 if tokens[i - 1].low in speech.met.words else i  # "activists based in Washington"
    if tokens[i - 1].low in speech.carriers.nouns or lexicon.heads().before(tokens, head):
        return True
    return tokens[i].low in load_grammar().of and tokens[i - 1].text[:1].isupper()


def _in_a_place(reading: Reading, of: int) -> bool:
    """ "in the northern town of": the name that follows is where somebody is who speaks."""
    tokens, small = reading.tokens, load_small_words()
    if tokens[of].low not in load_grammar().of or tokens[of - 1].low not in load_speech().phrase.places:
        return False
    for i in range(of - 2, max(of - 2 - _DESCRIBED, 0) - 1, -1):
        if tokens[i].low in small.prepositions:
            return True
        if tokens[i].kind != "word" or tokens[i].text[:1].isupper():
            return False
    return False


def _is_noun(reading: Reading, i: int) -> bool:
    """A form such as "report" or "claims" that stands as a noun: after an article, a possessive, a preposition."""
    small, before = load_small_words(), reading.tokens[i - 1] if i else None
    if before is None or not reading.sayings[i][1].forms & {"base", "third"}:
        return False
    if (
        before.low in load_grammar().possessive
        or before.low in small.articles
        or before.low in small.prepositions
    ):
        return True
    return reading.tokens[i].low in load_speech().carriers.nouns


def is_occasion(words: Sequence[Token]) -> bool:
    """ "in his evening address", "during a briefing": where something was said."""
    small = load_small_words()
    if not 2 <= len(words) <= _OCCASION or words[0].low not in small.occasion_links:
        return False
    return words[-1].low in _occasions() and all(
        t.kind == "word" or t.text in small.inner_signs for t in words
    )


def _occasions() -> frozenset[str]:
    """Nouns for where or how something is said."""
    return lexicon.either(load_speech().carriers.nouns, load_speech().occasions.words)
