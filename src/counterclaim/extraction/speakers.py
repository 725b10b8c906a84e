"""From the words that name a speaker to who it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_agents, load_small_words, load_speech
from counterclaim.model import Agent
from counterclaim.text.clean import slug
from counterclaim.text.tokens import Token

_LONGEST = 14


class Speaker(NamedTuple):
    """A phrase that names a speaker.

    Attributes:
        first, last: its tokens, ``last`` exclusive.
        agent: who it is, None for a pronoun or a word that goes back to one named before.
        back: that pronoun or word, lower case; empty where ``agent`` is given.
        person: whether it names or stands for a person; None if it may be either.
    """

    first: int
    last: int
    agent: Agent | None
    back: str = ""
    person: bool | None = None


def speaker_before(reading: Reading, verb: int) -> Speaker | None:
    """The speaker a verb of saying belongs to, read leftwards from the verb."""
    tokens, around = reading.tokens, load_speech().around.words
    end = verb
    while end > 0:
        if time := reading.time_at(end - 1):
            end = time.first
        elif tokens[end - 1].low in around or tokens[end - 1].low.endswith("ly"):
            end -= 1
        else:
            break
    if end > 0 and tokens[end - 1].low in ("which", "who"):
        end -= 2 if end > 1 and tokens[end - 2].text == "," else 1
        return _noun_phrase_before(reading, end)
    if end > 0 and tokens[end - 1].text in (",", "-", ")"):
        opening = _aside_before(reading, end - 1)
        if opening is None:
            return None
        inside = _person_in(reading, opening + 1, end - 1) or _body_in(reading, opening + 1, end - 1)
        outside = _noun_phrase_before(reading, opening)
        if inside and outside and outside.person is not True and outside.agent:
            return inside._replace(first=outside.first)
        return outside
    return _noun_phrase_before(reading, end, tokens[verb].low in load_speech().plain.forms)


def speaker_after(reading: Reading, first: int, plain: bool = False) -> Speaker | None:
    """The speaker named after "according to" or an inverted "said"."""
    tokens = reading.tokens
    if first < len(tokens) and tokens[first].low in load_small_words().prepositions:
        return None
    last = first
    while last < len(tokens) and last - first < _LONGEST:
        token = tokens[last]
        if (name := reading.mention_at(last)) and name.last > last + 1 and name.role != "place":
            last = name.last
            continue
        if reading.time_at(last) or _closes(reading, last, first):
            break
        if token.kind == "sign" and token.text not in ("'s", "&", "'") and not _inside_name(tokens, last):
            break
        last += 1
    while last > first and tokens[last - 1].low in load_small_words().prepositions:
        last -= 1
    return _identify(reading, first, last, plain) if last > first else None


def _closes(reading: Reading, i: int, first: int) -> bool:
    """A word that cannot go on with a speaker's name."""
    small, token = load_small_words(), reading.tokens[i]
    if token.low in small.auxiliaries or (token.low in small.that and token.low not in ("as",)):
        return True
    if (
        i in reading.sayings
        and i > first
        and "past" in reading.sayings[i][1].forms
        and not _linked_past(reading, i)
    ):
        return True
    if token.kind == "figure" and i > first:
        return True
    if token.low in ("and", "or"):
        following = reading.tokens[i + 1] if i + 1 < len(reading.tokens) else None
        return not (following and following.text[:1].isupper() and reading.mention_at(i) is not None)
    return token.low in ("as", "during", "after", "on", "via", "through") and i > first


def _linked_past(reading: Reading, i: int) -> bool:
    """ "figures released by", "data published by": the participle belongs to the speaker's phrase."""
    return i + 1 < len(reading.tokens) and reading.tokens[i + 1].low in ("by", "in", "on")


def _inside_name(tokens: Sequence[Token], i: int) -> bool:
    """A full stop of an abbreviation or initial, a hyphen within a name."""
    return tokens[i].text in (".", "-") and i + 1 < len(tokens) and tokens[i].end >= tokens[i + 1].start - 1 and (
        len(tokens[i - 1].text) <= 4 and tokens[i - 1].text[:1].isupper() and tokens[i + 1].text[:1].isupper())  # fmt: skip


def _aside_before(reading: Reading, close: int) -> int | None:
    """The comma or dash that opens the aside closed at ``close`` ("X, head of the Y, said")."""
    tokens = reading.tokens
    mark = {")": "("}.get(tokens[close].text, tokens[close].text)
    for i in range(close - 1, max(-1, close - 18), -1):
        if tokens[i].text == mark:
            return i if i > 0 else None
        if (
            tokens[i].text in ('"', ";", ":")
            or i in reading.sayings
            and "past" in reading.sayings[i][1].forms
        ):
            return None
    return None


def _body_in(reading: Reading, first: int, last: int) -> Speaker | None:
    """The apposition is the name of a known body ("the UN's migration agency, the IOM, said")."""
    mention = next((m for m in reading.mentions if m.last == last and m.role == "organisation"), None)
    return _identify(reading, first, last) if mention and mention.first - first <= 1 else None


def _person_in(reading: Reading, first: int, last: int) -> Speaker | None:
    """The apposition names the person ("the spokesman, Ivan Petrov, said")."""
    if last - first > 4 or not all(t.text[:1].isupper() for t in reading.tokens[first:last]):
        return None
    found = _identify(reading, first, last)
    return found if found and found.person else None


def _noun_phrase_before(reading: Reading, end: int, plain: bool = False) -> Speaker | None:
    small, tokens = load_small_words(), reading.tokens
    first = end
    while first > 0 and end - first < _LONGEST:
        i = first - 1
        token = tokens[i]
        mention = reading.mention_at(i)
        if mention:
            first = mention.first
            continue
        if reading.time_at(i) or (token.kind == "sign" and not _name_sign(tokens, i, end)):
            break
        if (
            token.low in small.auxiliaries
            or token.low in small.that
            or token.low in ("and", "or", "but", "also")
        ):
            break
        if i in reading.sayings and not _is_noun_here(reading, i):
            break
        if token.low in small.articles or token.low in small.possessives:
            first = i
            if (
                i > 0
                and tokens[i - 1].low in ("of", "for", "from", "with", "in", "at", "by", "to", "on")
                and i > 1
            ):
                if not _goes_on_left(reading, i - 1):
                    break
                first = i - 1
                continue
            break
        if token.low in small.prepositions and not _goes_on_left(reading, i):
            break
        if token.low in small.pronouns:
            first = i
            break
        first = i
    while first < end and tokens[first].low in small.prepositions:
        first += 1
    return _identify(reading, first, end, plain) if first < end else None


def _name_sign(tokens: Sequence[Token], i: int, end: int) -> bool:
    return tokens[i].text in ("'s", "&") or (
        tokens[i].text in (".", "-", "'") and i + 1 < end and _inside_name(tokens, i)
    )


def _goes_on_left(reading: Reading, i: int) -> bool:
    """Whether the phrase left of a preposition belongs to the speaker ("a spokesman for the ministry")."""
    if i == 0 or reading.time_at(i - 1):
        return False
    word = reading.tokens[i - 1]
    if reading.tokens[i].low not in ("of", "for", "from", "with", "in", "at", "to", "by", "on"):
        return False
    if any(e == i for _, (e, _) in _head_matches(reading)):
        return True
    return reading.tokens[i].low == "of" and word.text[:1].isupper()


def _head_matches(reading: Reading) -> list[tuple[int, tuple[int, bool]]]:
    heads = lexicon.heads()
    carriers = load_speech().carriers.nouns
    found = [(i, hit) for i in range(len(reading.tokens)) if (hit := heads.at(reading.tokens, i))]
    found += [(i, (i + 1, False)) for i, t in enumerate(reading.tokens) if t.low in carriers]
    return found


def _is_noun_here(reading: Reading, i: int) -> bool:
    """A form such as "report" or "claims" that stands as a noun: after an article, a possessive, an adjective."""
    tokens, small = reading.tokens, load_small_words()
    forms = reading.sayings[i][1].forms
    if not forms & {"base", "third"} or i == 0:
        return False
    before = tokens[i - 1]
    return (
        before.low in small.articles
        or before.text == "'s"
        or before.low in small.prepositions
        or tokens[i].low in load_speech().carriers.nouns
    )


def _identify(reading: Reading, first: int, last: int, plain: bool = False) -> Speaker | None:
    """Who a phrase names; None where it cannot name a speaker.

    Args:
        plain: the verb is a plain one of saying, so that any noun with an article can be the speaker.
    """
    agents, small, tokens = load_agents(), load_small_words(), reading.tokens
    begin = first
    while begin < last and reading.mention_at(begin) is None and (
        tokens[begin].low in agents.leading or tokens[begin].kind == "sign" and tokens[begin].text in ("'", '"', "'s")
    ):  # fmt: skip
        begin += 1
    if begin == last:
        alone = {"her": "she", "him": "he", "them": "they"}.get(tokens[last - 1].low, tokens[last - 1].low)
        return Speaker(first, last, None, alone, None) if alone in small.pronouns else None
    if tokens[begin].low in small.pronouns:
        if last - begin > 1:
            return None
        return Speaker(first, last, None, tokens[begin].low, tokens[begin].low in ("he", "she", "i"))
    definite = begin > first and tokens[begin - 1].low in ("the", "this", "that")
    head_end = _head_end(reading, begin, last)
    person = _person(reading, begin, head_end, last)
    if person:
        return Speaker(first, last, person, person=True)
    if (
        tokens[head_end - 1].low in agents.deputies
        or tokens[head_end - 1].low in load_speech().carriers.nouns
    ):
        through = _spoken_for(reading, begin, head_end, last)
        if through:
            return through._replace(first=first, last=last)
    mention = next((m for m in reading.mentions if m.last == head_end and m.first >= begin), None)
    if mention:
        return _of_mention(reading, mention, begin, first, last)
    if definite and (back := _goes_back(reading, begin, head_end, last)):
        return back._replace(first=first, last=last)
    return _unlisted(reading, begin, head_end, first, last, plain and begin > first)


def _head_end(reading: Reading, begin: int, last: int) -> int:
    """Where the head of the phrase ends: before a preposition that does not stand within a name."""
    tokens, small = reading.tokens, load_small_words()
    for i in range(begin + 1, last):
        if reading.mention_at(i):
            continue
        if tokens[i].low in load_speech().met.words or tokens[i].text in ("(",):
            return i
        if tokens[i].low in small.prepositions:
            upper = tokens[i - 1].text[:1].isupper()
            follows = tokens[i + 1].text[:1].isupper() if i + 1 < last else False
            if (
                tokens[i].low in ("of", "on", "for")
                and upper
                and follows
                and reading.mention_at(i + 1) is None
            ):
                continue
            return i
    return last


def _person(reading: Reading, begin: int, head_end: int, last: int) -> Agent | None:
    """A person's name at the end of the phrase, its titles and descriptions left out."""
    tokens, titles = reading.tokens, lexicon.titles()
    for end in dict.fromkeys((last, head_end)):
        leader = next(
            (m for m in reading.mentions if m.last == end and m.role == "leader" and m.first >= begin), None
        )
        if leader:
            return Agent(leader.id, leader.name, leader.camp)
        start = end
        while start > begin and _name_part(reading, start - 1):
            start -= 1
        after = next(
            (hit[0] for i in range(begin, end) if (hit := _last_title(titles, tokens, i, end, begin))), None
        )
        if after is not None and max(after, start) < end and end - max(after, start) <= 4:
            words = tokens[max(after, start) : end]
            return _named(words, reading, begin)
        if start == begin and 2 <= end - start <= 4 and not _has_head(reading, start, end) and end == last:
            return _named(tokens[start:end], reading, begin)
    return None


def _last_title(
    titles: object, tokens: Sequence[Token], i: int, end: int, begin: int
) -> tuple[int, bool] | None:
    """A title at ``i`` after which only a name follows."""
    hit = lexicon.titles().at(tokens, i)
    if hit is None or hit[0] >= end:
        return None
    following = tokens[hit[0] : end]
    named = all(
        t.text[:1].isupper() or t.low in ("al", "bin", "abu", "de", "van", "von", "el", ".", "ul", "al-")
        for t in following
    )
    return hit if named and not any(lexicon.titles().at(tokens, k) for k in range(hit[0], end)) else None


def _named(words: Sequence[Token], reading: Reading, begin: int) -> Agent | None:
    text = " ".join(t.text for t in words if t.text != ".")
    return Agent(slug(text), text, _camp_of(reading, begin, words[0].start))


def _camp_of(reading: Reading, begin: int, until: int) -> str | None:
    """The party that a description in front gives ("Ukrainian sergeant Oleksandr")."""
    return next(
        (
            m.party
            for m in reading.mentions
            if m.first >= begin and reading.tokens[m.first].start < until and m.party
        ),
        None,
    )


def _name_part(reading: Reading, i: int) -> bool:
    token = reading.tokens[i]
    if reading.mention_at(i) is not None:
        return False
    return (token.kind == "word" and token.text[:1].isupper()) or token.low in (
        "al",
        "bin",
        "de",
        "van",
        "abu",
        "el",
    )


def _has_head(reading: Reading, first: int, last: int) -> bool:
    """A common noun of speakers stands in a capitalised phrase, so that it names a body and no person."""
    return any(lexicon.heads().at(reading.tokens, i) for i in range(first, last)) or any(
        reading.tokens[i].text.isupper() and len(reading.tokens[i].text) > 1 for i in range(first, last)
    )


def _spoken_for(reading: Reading, begin: int, head_end: int, last: int) -> Speaker | None:
    """ "a spokesman for the ministry", "figures released by Kiev", "the army's statement": who is spoken for."""
    tokens = reading.tokens
    i = head_end
    for _ in range(3):
        hit = lexicon.links().at(tokens, i)
        past = i < last and i in reading.sayings and "participle" in reading.sayings[i][1].forms
        if hit and hit[0] < last and not reading.time_at(hit[0]):
            found = _identify(reading, hit[0], last)
            if found and (found.agent or found.back):
                return found
            return None
        if past:
            i += 1
            continue
        break
    owner = next(
        (
            m
            for m in reversed(reading.mentions)
            if begin <= m.first and m.last <= head_end and m.role != "place"
        ),
        None,
    )
    if owner and owner.role in ("demonym", "people"):
        return None
    if owner:
        return Speaker(begin, last, Agent(owner.id, owner.name, owner.camp), person=owner.role == "leader")
    possessive = next((k for k in range(begin, head_end) if tokens[k].text == "'s"), None)
    if possessive and possessive > begin:
        return _identify(reading, begin, possessive)
    return None


def _of_mention(reading: Reading, mention: Mention, begin: int, first: int, last: int) -> Speaker | None:
    if mention.role in ("demonym", "people"):
        return None
    if mention.role == "force":
        return Speaker(first, last, Agent(slug(mention.name), mention.name, mention.camp), person=False)
    if mention.role == "place":
        text = reading.text(begin, mention.last)
        return Speaker(first, last, Agent(slug(text), text, None), person=False)
    if mention.role == "office" and mention.camp is None:
        if mention.first > begin:
            return _unlisted(reading, begin, mention.last, first, last)
        agent = Agent(mention.id, mention.name, None)
        return Speaker(first, last, agent, mention.name.lower() if first < begin else "", person=False)
    if mention.first > begin and mention.role in ("state", "capital"):
        return None
    camp = mention.party or mention.camp
    return Speaker(first, last, Agent(mention.id, mention.name, camp), person=mention.role == "leader")


def _goes_back(reading: Reading, begin: int, head_end: int, last: int) -> Speaker | None:
    """ "the group", "the statement": one named before."""
    agents = load_agents()
    words = reading.text(begin, head_end).lower()
    if head_end != last or len(words.split()) > 2:
        return None
    agent = Agent(slug(words), words, None)
    if words in agents.classes_of_bodies:
        return Speaker(begin, last, agent, words, person=False)
    if words in agents.classes_of_persons:
        return Speaker(begin, last, agent, words, person=True)
    return None


def _unlisted(
    reading: Reading, begin: int, head_end: int, first: int, last: int, any_noun: bool = False
) -> Speaker | None:
    """Named by the words the text uses (codebook, section 6)."""
    agents, tokens = load_agents(), reading.tokens
    while begin < head_end - 1 and tokens[begin].low.endswith(agents.description_endings):
        begin += 1
    words = tokens[begin:head_end]
    is_head = any(
        hit[0] == head_end for i in range(begin, head_end) if (hit := lexicon.heads().at(tokens, i))
    )
    capital = words[-1].text[:1].isupper() and words[-1].kind in ("word", "model")
    if (
        not (is_head or capital or (any_noun and len(words) <= 4 and words[-1].kind == "word"))
        or len(words) > 8
    ):
        return None
    if any(t.kind == "figure" for t in words) or any(
        tokens[k].low in load_small_words().third_person for k in range(begin, head_end)
    ):
        return None
    text = " ".join(t.text for t in words).replace(" 's", "'s")
    camp = _camp_of(reading, begin, words[-1].end)
    name_like = capital and not is_head
    body = words[-1].low in agents.classes_of_bodies or words[-1].low.endswith("s")
    return Speaker(first, last, Agent(slug(text), text, camp), person=None if name_like else not body)
