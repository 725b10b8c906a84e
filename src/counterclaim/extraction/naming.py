"""From the words of a speaker's phrase to who it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_agents, load_grammar, load_small_words, load_speech
from counterclaim.model import Agent
from counterclaim.text.clean import slug
from counterclaim.text.tokens import Token, worded

_LONGEST_NAME = 4
_LONGEST_PLAIN = 4
_LONGEST = 8


class Speaker(NamedTuple):
    """A phrase that names a speaker.

    Attributes:
        first, last: its tokens, ``last`` exclusive.
        agent: who it is, None for a pronoun.
        back: a pronoun, or words such as "the group" that may go back to one named before; lower case, empty
            where the phrase says itself who it is.
        person: whether it stands for a person; None if it may be either.
    """

    first: int
    last: int
    agent: Agent | None
    back: str = ""
    person: bool | None = None


class _Phrase(NamedTuple):
    """A speaker's phrase, from ``first`` to ``last``; what says who it is runs from ``begin`` to ``head``."""

    reading: Reading
    first: int
    last: int
    begin: int
    head: int

    @property
    def words(self) -> list[Token]:
        return self.reading.tokens[self.begin : self.head]

    @property
    def article(self) -> str:
        return self.reading.tokens[self.begin - 1].low if self.begin > self.first else ""

    def speaker(self, agent: Agent, back: str = "", person: bool | None = None) -> Speaker:
        return Speaker(self.first, self.last, agent, back, person)


def identify(reading: Reading, first: int, last: int, plain: bool = False) -> Speaker | None:
    """Who a phrase names; None where it cannot name a speaker.

    Args:
        plain: the verb is a plain one of saying, so that any noun with an article can be the speaker.
    """
    agents, tokens = load_agents(), reading.tokens
    if first >= last:
        return None
    begin = first
    small = load_small_words()
    while begin < last - 1 and reading.mention_at(begin) is None and _leads_in(tokens[begin]):
        if tokens[begin + 1].low in small.locatives:  # "an official at the ministry"
            break
        begin += 1
    if tokens[begin].low in load_small_words().pronouns:
        return _pronoun(tokens[min(begin, last - 1)], first, last) if last - begin <= 1 else None
    phrase = _Phrase(reading, first, last, begin, _head_end(reading, begin, last))
    if person := _person(phrase):
        return phrase.speaker(person, person=True)
    head = phrase.words[-1].low
    speaks_for = head in agents.deputies or head in load_speech().carriers.nouns
    if speaks_for and (through := _spoken_for(phrase)):
        return through._replace(first=first, last=last)
    mention = next((m for m in reading.mentions if m.last == phrase.head and m.first >= begin), None)
    if mention:
        return _of_mention(phrase, mention)
    return _going_back(phrase) or _unlisted(phrase, plain and begin > first)


def _leads_in(token: Token) -> bool:
    """Articles, counts and words that only say which, in front of a name."""
    return token.low in load_agents().leading or token.text in load_small_words().inner_signs


def _pronoun(token: Token, first: int, last: int) -> Speaker | None:
    word = load_agents().pronouns.get(token.low)
    if word is None:
        return None
    return Speaker(first, last, None, word, True if word in load_agents().personal else None)


def _head_end(reading: Reading, begin: int, last: int) -> int:
    """Where the head of the phrase ends: before a preposition that does not stand within a name."""
    tokens, speech = reading.tokens, load_speech()
    title = lexicon.titles().at(tokens, begin)  # "chief of staff" has a preposition of its own
    for i in range(max(begin + 1, title[0] if title else 0), last):
        if reading.mention_at(i):
            continue
        met = tokens[i].low in speech.met.words and lexicon.heads().before(tokens, i)
        if met or tokens[i].text == "(":
            return i
        if tokens[i].low in load_small_words().prepositions:
            capitals = tokens[i - 1].text[:1].isupper() and i + 1 < last and tokens[i + 1].text[:1].isupper()
            inside = tokens[i].low in speech.phrase.within_names and capitals
            if not (inside and reading.mention_at(i + 1) is None):
                return i
    return last


def _person(phrase: _Phrase) -> Agent | None:
    """A person's name at the end of the phrase, titles and descriptions left out."""
    reading, begin = phrase.reading, phrase.begin
    for end in dict.fromkeys((phrase.last, phrase.head)):
        for m in reading.mentions:
            if m.last == end and m.first >= begin and m.role == "leader":
                return Agent(m.id, m.name, m.camp)
        start = end
        while start > begin and _name_part(reading, start - 1):
            start -= 1
        after = next((a for i in range(begin, end) if (a := _after_title(reading.tokens, i, end))), begin)
        name = max(after, start)
        titled = after > begin and name < end and end - name <= _LONGEST_NAME
        bare = start == begin and 2 <= end - start <= _LONGEST_NAME and end == phrase.last
        if titled or (bare and not _is_body(reading, start, end)):
            text = " ".join(t.text for t in reading.tokens[name:end] if t.text != ".")
            return Agent(slug(text), text, _camp(phrase, name))
    return None


def _after_title(tokens: Sequence[Token], i: int, end: int) -> int | None:
    """The token after a title at ``i`` where only a name follows it."""
    hit = lexicon.titles().at(tokens, i)
    if hit is None or hit[0] >= end:
        return None
    particles = load_agents().particles
    named = all(t.text[:1].isupper() or t.low in particles for t in tokens[hit[0] : end])
    return hit[0] if named and not any(lexicon.titles().at(tokens, k) for k in range(hit[0], end)) else None


def _name_part(reading: Reading, i: int) -> bool:
    token, mention = reading.tokens[i], reading.mention_at(i)
    if mention is not None and not (mention.role == "place" and _after_given_name(reading, mention)):
        return False
    return (token.kind == "word" and token.text[:1].isupper()) or token.low in load_agents().particles


def _after_given_name(reading: Reading, mention: Mention) -> bool:
    """ "Fajar Sukma": a place's name as the last of a person's."""
    if mention.first == 0 or mention.last - mention.first > 1 or reading.mention_at(mention.first - 1):
        return False
    before = reading.tokens[mention.first - 1]
    return before.kind == "word" and before.text[:1].isupper() and not before.text.isupper()


def _is_body(reading: Reading, first: int, last: int) -> bool:
    """A common noun of speakers or an abbreviation in a capitalised phrase: it names a body and no person."""
    tokens = reading.tokens
    short = any(t.text.isupper() and len(t.text) > 1 for t in tokens[first:last])
    return short or any(lexicon.heads().at(tokens, i) for i in range(first, last))


def _camp(phrase: _Phrase, until: int) -> str | None:
    """The party that a description in front gives ("Ukrainian sergeant Oleksandr")."""
    inside = (m for m in phrase.reading.mentions if phrase.begin <= m.first < until)
    return next((m.party for m in inside if m.party), None)


def _spoken_for(phrase: _Phrase) -> Speaker | None:
    """ "a spokesman for the ministry", "figures released by Kiev", "the army's statement": who is spoken for."""
    reading, i = phrase.reading, phrase.head
    for m in reading.mentions:  # "an AFP tally of official statements"
        if m.role == "outlet" and phrase.begin <= m.first and m.last == phrase.head - 1:
            return phrase.speaker(Agent(m.id, m.name, m.camp), person=False)
    while i < phrase.last:
        hit = lexicon.links().at(reading.tokens, i)
        if hit and hit[0] < phrase.last and not reading.time_at(hit[0]):
            if found := identify(reading, hit[0], phrase.last):
                return found
            break
        if i not in reading.sayings or "participle" not in reading.sayings[i][1].forms:
            break
        i += 1
    owners = [m for m in reading.mentions if phrase.begin <= m.first and m.last <= phrase.head]
    owner = next((m for m in reversed(owners) if m.role != "place"), None)
    if owner:
        if owner.role in ("demonym", "people"):
            return None
        return phrase.speaker(Agent(owner.id, owner.name, owner.camp), person=owner.role == "leader")
    possessive = next(
        (k for k in range(phrase.begin, phrase.head) if reading.tokens[k].low in load_grammar().possessive),
        None,
    )
    return identify(reading, phrase.begin, possessive) if possessive and possessive > phrase.begin else None


def _of_mention(phrase: _Phrase, mention: Mention) -> Speaker | None:
    if mention.role in ("demonym", "people"):
        return None
    if mention.role == "place":
        return None
    if mention.role == "force":
        return phrase.speaker(Agent(slug(mention.name), mention.name, mention.camp), person=False)
    if mention.role == "office" and mention.camp is None:
        if mention.first > phrase.begin:
            return _unlisted(phrase, False)
        back = mention.name.lower() if phrase.article else ""
        return phrase.speaker(Agent(mention.id, mention.name, None), back, False)
    if mention.first > phrase.begin and mention.role in ("state", "capital"):
        return None
    agent = Agent(mention.id, mention.name, mention.party or mention.camp)
    return phrase.speaker(agent, person=mention.role == "leader")


def _going_back(phrase: _Phrase) -> Speaker | None:
    """ "the group", "the statement": one named before."""
    agents = load_agents()
    words = " ".join(t.low for t in phrase.reading.tokens[_undescribed(phrase) : phrase.head])
    if phrase.head != phrase.last or phrase.article not in agents.definite:
        return None
    if words not in agents.classes_of_bodies | agents.classes_of_persons:
        return None
    return phrase.speaker(Agent(slug(words), words, None), words, words in agents.classes_of_persons)


def _undescribed(phrase: _Phrase) -> int:
    """Where the name begins after descriptions ("the Manila-based Centre")."""
    begin, endings = phrase.begin, load_agents().description_endings
    while begin < phrase.head - 1 and phrase.reading.tokens[begin].low.endswith(endings):
        begin += 1
    return begin


def _unlisted(phrase: _Phrase, any_noun: bool) -> Speaker | None:
    """Named by the words the text uses (codebook, section 6)."""
    agents, tokens = load_agents(), phrase.reading.tokens
    begin, end = _undescribed(phrase), phrase.head
    words = tokens[begin:end]
    last = words[-1]
    heads = (lexicon.heads().at(tokens, i) for i in range(begin, phrase.head))
    is_head = any(hit and hit[0] == phrase.head for hit in heads)
    name = last.text[:1].isupper() and last.kind in ("word", "model")
    noun = any_noun and len(words) <= _LONGEST_PLAIN and last.kind == "word"
    odd = any(t.kind == "figure" or t.low in load_small_words().third_person for t in words)
    if not (is_head or name or noun) or odd or len(words) > _LONGEST:
        return None
    if len(words) == 1 and last.low in agents.vague_heads:
        words = tokens[begin : phrase.last]
    text = worded(words)
    body = last.low in agents.classes_of_bodies or last.low.endswith("s")
    person = None if name and not is_head else not body
    return phrase.speaker(Agent(slug(text), text, _camp(phrase, phrase.head)), person=person)
