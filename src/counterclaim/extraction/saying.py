"""Attributions by verbs of saying: "X said that …", "…, said X.", "X told Y …", "X gave a toll of …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.floor import UNNAMED, Attribution, Floor
from counterclaim.extraction.naming import Speaker
from counterclaim.extraction.reading import Reading
from counterclaim.extraction.speakers import is_occasion, speaker_after, speaker_before
from counterclaim.lang import load_agents, load_grammar, load_small_words, load_speech
from counterclaim.model import Agent, Stance

_DATES = ("point", "vague", "clock")
_LONG_TAIL = 6
_CITED = 9
_STOPS = (",", ";", ".", '"', "-")


class _Verb(NamedTuple):
    at: int
    after: int
    stance: Stance
    forms: frozenset[str]


def by_verbs(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    """Attributions by the verbs of a sentence, from left to right."""
    said: Attribution | None = None
    for verb in _verbs(reading):
        if reading.mention_at(verb.at) is None and reading.time_at(verb.at) is None:
            found = _of_verb(reading, verb, floor)
            if found and said and said.person is not False and _is_he(reading, found):
                found = found._replace(agent=said.agent, person=said.person)  # "Biden said he expects"
            if found:
                said = found
                yield found


def _is_he(reading: Reading, found: Attribution) -> bool:
    pronoun = reading.tokens[found.cue[0]].low in load_agents().personal
    return found.leading and pronoun and found.cue[1] - found.cue[0] <= 2


def _verbs(reading: Reading) -> list[_Verb]:
    """Verbs of saying, and verbs of giving with a figure noun after them ("gave a toll of 20")."""
    nouns = load_speech().giving.nouns
    found = {i: _Verb(i, after, s.stance, s.forms) for i, (after, s) in reading.sayings.items()}
    for i, after, forms in lexicon.givings().each(reading.tokens, reading.openings.givings):
        if i not in found and not nouns.isdisjoint(reading.words[after : after + 5]):
            found[i] = _Verb(i, after, "asserted", forms)
    return [found[i] for i in sorted(found)]


def _of_verb(reading: Reading, verb: _Verb, floor: Floor) -> Attribution | None:
    speech, tokens = load_speech(), reading.tokens
    word, end = tokens[verb.at].low, verb.after
    if verb.at and tokens[verb.at - 1].low in load_grammar().like and verb.forms == {"ing"}:
        return _quoted_as_saying(reading, verb, floor)
    relays: tuple[Agent, ...] = ()
    if word in speech.hearers.verbs:
        end, relays = _hearer(reading, verb.after)
    inverted = word in speech.inverted.forms
    behind = _behind(reading, verb.at, end, word in speech.plain.forms) if inverted else None
    if behind and (agent := floor.resolve(behind)):
        cue, times = (verb.at, behind.last), times_near(reading, verb.at, behind.last)
        told = relays or outlet_near(reading, behind.last)
        return Attribution(agent, 0, len(tokens), cue, verb.stance, False, behind.person, told, times)
    before = speaker_before(reading, verb.at)
    named = floor.resolve(before) if before else None
    if before is None or named is None or _is_no_saying(reading, verb, before):
        return None
    leading = _leads(reading, before, end)
    times = times_near(reading, before.first, end)
    times += _times_opening(reading, before.first) if leading else ()
    first = end if leading else 0
    cue = (before.first, end)
    if verb.stance == "denied":  # the denier's word is not the figure's
        named, relays = UNNAMED, ()
    return Attribution(named, first, len(tokens), cue, verb.stance, leading, before.person, relays, times)


def _quoted_as_saying(reading: Reading, verb: _Verb, floor: Floor) -> Attribution | None:
    """ "X was quoted by Y as saying": Y passes on what X says. Of "Y quoted X as saying" the citing tells."""
    tokens, small = reading.tokens, load_small_words()
    cited = next((k for k in range(verb.at - 2, max(0, verb.at - _CITED), -1) if _is_cited(reading, k)), None)
    speaker = speaker_before(reading, cited) if cited is not None else None
    agent = floor.resolve(speaker) if speaker else None
    if cited is None or speaker is None or agent is None:
        return None
    relays = tuple(
        Agent(m.id, m.name)
        for m in reading.mentions
        if m.role == "outlet" and cited < m.first <= verb.at and tokens[cited + 1].low in small.givers
    )
    leading = _leads(reading, speaker, verb.after)
    first = verb.after if leading else 0
    cue = (speaker.first, verb.after)
    return Attribution(agent, first, len(tokens), cue, verb.stance, leading, speaker.person, relays)


def _is_cited(reading: Reading, i: int) -> bool:
    """ "was quoted", "were cited"."""
    passive = reading.tokens[i - 1].low in load_small_words().passive
    return passive and reading.tokens[i].low in load_speech().according.citing


def _behind(reading: Reading, verb: int, after: int, plain: bool) -> Speaker | None:
    """ "…, said X.": the verb follows what is said, and nothing that the speaker could say follows the speaker."""
    signs = lexicon.either(load_speech().phrase.aside_signs, load_small_words().inner_signs)
    if verb == 0:
        return None
    found = speaker_after(reading, after, plain)
    if not (reading.tokens[verb - 1].text in signs or reading.quotes[verb - 1] >= 0):
        return found if found and _ends_sentence(reading, verb, found) else None
    if found is None or found.last >= len(reading.tokens) or reading.time_at(found.last):
        return found
    small, following = load_small_words(), reading.tokens[found.last]
    ends = lexicon.either(small.prepositions, small.joins, small.relatives)
    return found if following.kind == "sign" or following.low in ends else None


def _ends_sentence(reading: Reading, verb: int, speaker: Speaker) -> bool:
    """ "20 people were killed said the Observatory.": without a comma, but with nothing left to say."""
    mention = reading.mention_at(speaker.last - 1)
    named = mention is not None and mention.role in load_speech().phrase.speaking_roles
    rest = reading.tokens[speaker.last : speaker.last + 1]
    counted = any(c.figure.first < verb for c in reading.counts)
    goes_on = speaker.last in reading.sayings and "ing" in reading.sayings[speaker.last][1].forms
    return named and counted and (goes_on or all(t.text in _STOPS for t in rest))


def _hearer(reading: Reading, after: int) -> tuple[int, tuple[Agent, ...]]:
    """ "told the BBC": the token after the hearer, and the outlet if it is one."""
    found = speaker_after(reading, after)
    if found is None:
        return after, ()
    for m in reading.mentions:
        if m.first >= after and m.last <= found.last and m.role == "outlet":
            end = m.last
            while end < len(reading.tokens) and reading.tokens[end].low in load_speech().hearers.words:
                end += 1
            return end, (Agent(m.id, m.name),)
    end = after
    while end < found.last and reading.tokens[end].low not in load_small_words().that:
        end += 1
    names = [t for t in reading.tokens[after:end] if t.text[:1].isupper()]
    listed = found.agent and found.person is not True and len(names) == 1
    return end, (found.agent,) if listed and found.agent else ()


def outlet_near(reading: Reading, i: int) -> tuple[Agent, ...]:
    """The outlet named right after a speaker ("…, said X in an interview with Y")."""
    for m in reading.mentions:
        if i <= m.first <= i + 2 and m.role == "outlet":
            return (Agent(m.id, m.name),)
    return ()


def _is_no_saying(reading: Reading, verb: _Verb, before: Speaker) -> bool:
    """ "report", "claims", "count" as nouns; "the reported deaths"; "a statement published on …"; "than X admits"."""
    tokens, small, speech = reading.tokens, load_small_words(), load_speech()
    previous, word = tokens[verb.at - 1], tokens[verb.at].low
    if before.first > 1 and _compares(tokens[before.first - 2].low, tokens[before.first - 1].low):
        return True
    if previous.low in small.passive and word not in speech.according.citing:
        return True
    if word in small.raised and lexicon.phrases(small.raising).at(tokens, verb.after):
        return True
    if word in speech.ambiguous.words and not _says_at_once(reading, verb.after):
        return True
    if verb.forms & {"past", "ing"}:
        carried = tokens[before.last - 1].low in speech.carriers.nouns and word not in speech.plain.forms
        goes_on = verb.after < len(tokens) and tokens[verb.after].low in small.prepositions
        return previous.low in small.articles or (carried and goes_on)
    if previous.low in load_grammar().possessive or previous.low in lexicon.either(
        small.articles, small.prepositions
    ):
        return True
    asked = before.first > 0 and tokens[before.first - 1].low in small.auxiliaries
    told = asked or reading.segment == "headline" or _is_plural(reading, before)
    return "base" in verb.forms and not told


def _says_at_once(reading: Reading, after: int) -> bool:
    """What is said follows the verb at once: "that", a quotation, a figure."""
    if any(c.hedged.first == after for c in reading.counts):
        return True
    following = load_speech().ambiguous.following
    return after < len(reading.tokens) and reading.tokens[after].low in following


def _compares(second_last: str, last: str) -> bool:
    words = load_speech().comparing
    return last in words.words or (last in load_grammar().like and second_last in words.before_as)


def _is_plural(reading: Reading, speaker: Speaker) -> bool:
    words = [t.low for t in reading.tokens[speaker.first : speaker.last] if t.kind == "word"]
    return bool(words) and (words[-1].endswith("s") or words[-1] in load_speech().plural.words)


def _leads(reading: Reading, before: Speaker, after: int) -> bool:
    """Whether what is said follows ("X said that …") rather than came before ("…, X said on Monday.")."""
    tokens, small = reading.tokens, load_small_words()
    content = [k for k, t in enumerate(tokens) if t.kind != "sign" and k not in reading.time_of]
    if not content or content[0] >= before.first:
        return True
    rest = [k for k in content if k >= after]
    if all(tokens[k].low in small.prepositions or reading.mention_at(k) for k in rest):
        return False
    opener = tokens[before.first - 1]
    counted_before = any(c.figure.first < before.first for c in reading.counts)
    if opener.text in (",", "-") or opener.text in small.inner_signs:
        stops = (k for k in range(after, len(tokens)) if tokens[k].text in _STOPS)
        stop = next(stops, len(tokens))
        tail = [k for k in rest if k < stop]
        if not tail:
            return stop < len(tokens) and tokens[stop].text == '"' != opener.text and not counted_before
        said = any(
            tokens[k].low in load_grammar().that or k in reading.cues or _says(reading, k) for k in tail
        )
        counts = any(after <= c.figure.first < stop for c in reading.counts)
        long = len(tail) > _LONG_TAIL and tokens[after].low not in small.prepositions
        return said or counts or long
    return opener.low not in load_grammar().like or not counted_before


def _says(reading: Reading, k: int) -> bool:
    """A verb of saying, and no noun such as "a post"."""
    small, before = load_small_words(), reading.tokens[k - 1].low if k else ""
    return k in reading.sayings and before not in small.articles and before not in small.prepositions


def times_near(reading: Reading, first: int, last: int) -> tuple[int, ...]:
    """Time expressions within or right beside the words of attribution: they date the saying."""
    found: list[int] = []
    light = lexicon.either(load_small_words().prepositions, lexicon.published())
    for t in reading.times:
        gap = reading.tokens[last : t.first]
        beside = t.first >= last and len(gap) <= 1 and all(
            g.text == "," or g.low in light for g in gap
        )  # fmt: skip
        beside |= t.first >= last and is_occasion(gap)
        beside |= bool(found) and t.first - 1 > last and reading.tokens[t.first - 1].text == "("
        if t.mention.kind in _DATES and (first <= t.first < last or beside):
            found.append(t.first)
    return tuple(found)


def _times_opening(reading: Reading, first: int) -> tuple[int, ...]:
    """ "On Monday, the ministry said that …": the time before the speaker dates the saying."""
    small, found, i = load_small_words(), [], first
    light = lexicon.either(small.prepositions, small.articles, small.conjunctions)
    while i > 0:
        time, token = reading.time_at(i - 1), reading.tokens[i - 1]
        if time and time.mention.kind in _DATES:
            found.append(time.first)
            i = time.first
        elif time is None and (token.kind == "sign" or token.low in light):
            i -= 1
        else:
            return ()
    return tuple(found)
