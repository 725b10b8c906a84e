"""The attributions of a sentence: by verbs, by "according to" and the like, by hearsay, by marks in headlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from counterclaim.extraction import lexicon
from counterclaim.extraction.floor import UNNAMED, Attribution, Floor
from counterclaim.extraction.items import by_items
from counterclaim.extraction.openings import attributing
from counterclaim.extraction.reading import Reading
from counterclaim.extraction.saying import by_verbs, times_near
from counterclaim.extraction.speakers import speaker_after, speaker_before
from counterclaim.lang import load_grammar, load_small_words, load_speech
from counterclaim.model import Agent

_HEADLINE_LEAD = 6
_HEADLINE_TAIL = 7
_COUNT_REACH = 9


def attributions(reading: Reading, floor: Floor) -> list[Attribution]:
    """The attributions of a sentence in the order of their cues; what pronouns stand for is looked up."""
    found: list[Attribution] = []
    for make in (by_verbs, _by_phrases, _by_marks, by_items):
        for one in make(reading, floor):
            if not any(one.cue[0] < other.cue[1] and other.cue[0] < one.cue[1] for other in found):
                found.append(one)
    found.sort(key=lambda a: a.cue)
    return [_bounded(reading, one, found) for one in found]


def hear_ahead(readings: Sequence[Reading], floor: Floor) -> None:
    """Who speaks a quotation that goes on after its first sentence, where a later one tells ("“20 died. We saw it,”
    the mayor said").

    Args:
        readings: the sentence with the claims and those after it.
    """
    quote = readings[0].quotes[-1] if readings[0].quotes else -1
    if quote < 0 or quote in floor.quotes or any(a.first < a.last for a in attributions(readings[0], floor)):
        return
    for later in readings[1:]:
        if quote not in later.quotes:
            return
        for found in attributions(later, floor):
            if quote in later.quotes[found.first : found.last]:
                floor.quotes[quote] = found
                return


def _bounded(reading: Reading, one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """A leading attribution ends where another speaker's clause begins beside it; a trailing one begins after the
    attribution before it, or after the contrast that parts the two."""
    first, last = one.first, one.last
    beside = load_speech().beside.words
    for other in found:
        if other.agent is UNNAMED:
            continue
        if one.leading and other.leading and other.cue[0] > one.cue[0]:
            nested = other.cue[0] - one.cue[1] <= 1  # "According to X, Y said …"
            if not nested and reading.tokens[other.cue[0] - 1].low in beside:
                last = min(last, other.cue[0])
        elif not (one.leading or other.leading) and other.cue[0] > one.cue[0] and one.cue[0] > 0:
            last = min(last, one.cue[1])
        elif not one.leading and other.cue[1] <= one.cue[0]:
            after = _contrast(reading, other.cue[1], one.cue[0]) if other.leading else other.cue[1]
            first = max(first, after)
    return one._replace(first=first, last=last)


def _contrast(reading: Reading, first: int, last: int) -> int:
    breaks = load_speech().phrase.breaks
    return next((i for i in range(last - 1, first, -1) if reading.tokens[i].low in breaks), 0)


def _by_phrases(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    """ "according to X", "by X's count", "reportedly"."""
    rules_of, done = _rules_of(), 0
    for i in reading.openings.attributions:
        if i < done:
            continue
        for rule in rules_of[reading.words[i]]:
            if found := rule(reading, i, floor):
                yield found
                done = found.cue[1]
                break


def _hearsay(reading: Reading, i: int, _: Floor) -> Attribution | None:
    """Attribution to nobody; it reaches over its own clause."""
    tokens = reading.tokens
    hit = lexicon.hearsay().at(tokens, i)
    if (
        hit is None
        or reading.mention_at(i)
        or (hit[0] < len(tokens) and tokens[hit[0]].low in load_grammar().by)
    ):
        return None
    breaks = load_speech().phrase.breaks
    first, last = i, i
    while first > 0 and tokens[first - 1].low not in breaks and tokens[first - 1].low != ",":
        first -= 1
    while last < len(tokens) and tokens[last].low not in breaks:
        last += 1
    return Attribution(UNNAMED, first, last, (i, hit[0]), hit[1], True)


def _according(reading: Reading, i: int, floor: Floor) -> Attribution | None:
    tokens = reading.tokens
    hit = lexicon.according().at(tokens, i)
    if (
        hit
        and i in reading.cues
        and any(n.kind == "people" for last, n in reading.nouns.values() if last == i)
    ):
        return None  # "prisoners released by the rebels"
    found = speaker_after(reading, hit[0]) if hit else None
    agent = floor.resolve(found) if found else None
    if found is None or agent is None:
        return None
    contrasts = load_small_words().contrasts
    # "sources said that according to X …" goes on inwards
    leading = (
        all(t.kind == "sign" or t.low in contrasts for t in tokens[:i])
        or tokens[i - 1].low in load_grammar().that
    )
    relays = _cited_by(reading, i)
    times = times_near(reading, i, found.last)
    cited = tokens[i].low in load_speech().according.citing  # the source of what another says: the last link
    first = found.last if leading else 0
    inner = leading or cited
    return Attribution(
        agent, first, len(tokens), (i, found.last), "asserted", inner, found.person, relays, times
    )


def _cited_by(reading: Reading, i: int) -> tuple[Agent, ...]:
    """ "Politico cited local media": who passes on what the cited one says."""
    if i == 0 or reading.tokens[i].low not in load_speech().according.citing:
        return ()
    speaker = speaker_before(reading, i - 1 if reading.tokens[i - 1].text == "," else i)
    return (speaker.agent,) if speaker and speaker.agent else ()


def _elided(reading: Reading, i: int, _: Floor) -> Attribution | None:
    """ "the army said that …, Hezbollah that it had …": the verb of saying is left out the second time."""
    if i == 0 or reading.tokens[i].low not in load_grammar().that:
        return None
    mention = reading.mention_at(i - 1)
    if mention is None or mention.first == 0:
        return None
    speaks = (
        mention.role in load_speech().phrase.speaking_roles and reading.tokens[mention.first - 1].text == ","
    )
    if not speaks or not any(k < mention.first for k in reading.sayings):
        return None
    agent = Agent(mention.id, mention.name, mention.party or mention.camp)
    return Attribution(agent, i + 1, len(reading.tokens), (mention.first, i + 1), "asserted", True, False)


def _by_possession(reading: Reading, i: int, floor: Floor) -> Attribution | None:
    """ "the ministry's toll of 20", "the army's own count stands at 30"."""
    tokens, words = reading.tokens, load_speech().by_count
    plural = i > 0 and tokens[i].text == "'" and tokens[i - 1].low.endswith("s")
    if i == 0 or not (tokens[i].low in load_grammar().possessive or plural):
        return None
    reach = range(i + 1, min(i + 5, len(tokens)))
    last = next((k for k in reach if tokens[k].low in words.nouns), None)
    if last is None or not any(c.hedged.first > last for c in reading.counts):
        return None
    speaker = speaker_before(reading, i)
    agent = floor.resolve(speaker) if speaker else None
    if speaker is None or agent is None:
        return None
    return Attribution(
        agent, last + 1, len(tokens), (speaker.first, last + 1), "asserted", True, speaker.person
    )


def _by_count(reading: Reading, i: int, floor: Floor) -> Attribution | None:
    """ "by the ministry's latest figures", "by Israeli count"."""
    tokens, words = reading.tokens, load_speech().by_count
    if tokens[i].low not in words.words:
        return None
    reach = range(i + 1, min(i + _COUNT_REACH, len(tokens)))
    last = next((k for k in reach if tokens[k].low in words.nouns), None)
    if last is None:
        return None
    owners = [m for m in reading.mentions if i < m.first <= i + 2 and m.last <= last and m.role != "place"]
    agent = Agent(owners[0].id, owners[0].name, owners[0].camp) if owners else None
    possessive = next((k for k in range(i + 1, last) if tokens[k].low in load_grammar().possessive), None)
    if agent is None and possessive and (found := speaker_before(reading, possessive)):
        agent = floor.resolve(found)
    if agent is None:
        return None
    first = last + 1 if i == 0 else 0
    return Attribution(agent, first, len(tokens), (i, last + 1), "asserted", i == 0, False)


_Rule = Callable[[Reading, int, Floor], Attribution | None]
_RULES: dict[str, _Rule] = {
    "hearsay": _hearsay,
    "according": _according,
    "count": _by_count,
    "possession": _by_possession,
    "elided": _elided,
}


@cache
def _rules_of() -> dict[str, tuple[_Rule, ...]]:
    """By word, the rules for attributions that can begin with it."""
    tables = attributing()
    return {
        word: tuple(rule for kind, rule in _RULES.items() if word in tables[kind])
        for word in frozenset().union(*tables.values())
    }


def _by_marks(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    """ "Ministry: …" and, in headlines, "… - Ministry"."""
    tokens, headline = reading.tokens, reading.segment == "headline"
    for i in reading.openings.marks:
        token = tokens[i]
        if token.text == ":" and 0 < i <= _HEADLINE_LEAD and (found := _before_colon(reading, i, floor)):
            yield found
        spaced = token.text in (":", "|") or (token.text == "-" and tokens[i - 1].end < token.start)
        if headline and spaced and i > 3 and len(tokens) - i <= _HEADLINE_TAIL:
            speaker = speaker_after(reading, i + 1)
            agent = floor.resolve(speaker) if speaker and speaker.last >= len(tokens) - 1 else None
            if speaker and agent and (reading.mention_at(i + 1) or speaker.person is False):
                yield Attribution(agent, 0, i, (i, speaker.last), "asserted", False, speaker.person)


def _before_colon(reading: Reading, i: int, floor: Floor) -> Attribution | None:
    """Who speaks before a colon; a place or a topic there does not."""
    speaker = speaker_before(reading, i)
    agent = floor.resolve(speaker) if speaker and speaker.first == 0 else None
    if speaker is None or agent is None:
        return None
    mention = reading.mention_at(speaker.last - 1)
    known = mention is not None and mention.role in load_speech().phrase.speaking_roles
    shouted = reading.tokens[speaker.last - 1].text.isupper()
    plain = reading.segment == "headline" and mention is None and speaker.person is False and not shouted
    if not (known or plain):
        return None
    return Attribution(agent, i + 1, len(reading.tokens), (0, i + 1), "asserted", True, speaker.person)
