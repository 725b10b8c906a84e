"""Who acts: the subject of a verb, and the one named after "by"."""

from __future__ import annotations

from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import Happened
from counterclaim.extraction.lexicon import Noun
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_grammar, load_small_words, load_speech

_WITHOUT_ACTOR = ("attended",)
_BY_REACH = 8
_HEAD = 2  # so early in the sentence "of" still belongs to its subject
_ACT_REACH = 20
_BEFORE_ACT = 5
_NO_NOUN = (0, Noun("", "", False))
_PLACES = ("building", "ground")


class Sided(NamedTuple):
    """A party with the reason for it, the tokens that name it, and how they do (a mention's role, or ``side``)."""

    party: str
    reason: str
    at: tuple[int, int] | None = None
    role: str = "subject"


def of_mention(mention: Mention | None, reason: str) -> Sided | None:
    """The party a name stands for."""
    if mention is None or mention.party is None:
        return None
    return Sided(mention.party, reason, (mention.first, mention.last), mention.role)


def side_of(reading: Reading, i: int, course: Course, reason: str) -> Sided | None:
    """The side that a common noun at ``i`` names: the state's own forces, the one armed group of the report, or the
    plain word ("rebels" are never one group of several)."""
    hit = lexicon.sides().at(reading.tokens, i)
    if hit is None:
        return None
    last, named = hit
    party = (course.group or named) if named in lexicon.grouped() else (named or course.home)
    return Sided(party, reason, (i, last), "side") if party else None


def subject(reading: Reading, verb: int, camp: str | None, course: Course, reason: str) -> Sided | None:
    """The party named nearest before a verb, in its clause.

    Args:
        camp: the party of the one who speaks, for "the enemy" and "our".
    """
    tokens, small = reading.tokens, load_small_words()
    inner = _is_participle(reading, verb)
    for i in range(verb - 1, -1, -1):
        token = tokens[i]
        if token.low in small.enemies:
            foe = course.opponent(camp)
            return Sided(foe, f"{reason}: the speaker's enemy (dossier)", (i, i + 1)) if foe else None
        mention = reading.mention_at(i)
        acts = mention is not None and mention.party is not None and _acts(reading, mention)
        if mention and acts and not (inner and not _opens_clause(reading, mention.first)):
            return of_mention(mention, reason)
        if token.low in small.own and camp:
            return Sided(camp, f"{reason}: the speaker's own", (i, i + 1))
        side = _side_ending(reading, i, course, reason)
        if (
            side
            and side.at
            and _may_act(reading, *side.at)
            and not (inner and not _opens_clause(reading, side.at[0]))
        ):
            return side
        if token.text == ":" or (token.low in load_speech().phrase.breaks and i < verb - 2):
            return None
        if token.low in small.they and (side_id := course.topic or course.last_party(reading.index)):
            return Sided(side_id, f"{reason}: goes back to the sentence before", (i, i + 1))
    return None


def _side_ending(reading: Reading, i: int, course: Course, reason: str) -> Sided | None:
    """The side that a common noun of one word or two names, which ends with token ``i``."""
    firsts = lexicon.sides().firsts
    for k in (i - 1, i) if i else (i,):
        side = side_of(reading, k, course, reason) if reading.words[k] in firsts else None
        if side and side.at and side.at[1] == i + 1:
            return side
    return None


def _is_participle(reading: Reading, verb: int) -> bool:
    """ "…, killing 61 and wounding 30": its subject is that of the main verb, not the name nearest before it."""
    small, before = load_small_words(), reading.tokens[verb - 1] if verb else None
    ing = any("ing" in c.forms for c in reading.cues.get(verb, (0, ()))[1])
    return ing and before is not None and (before.text == "," or before.low in small.joins)


def _opens_clause(reading: Reading, first: int) -> bool:
    """Nothing but articles between a name and the beginning of its clause, or it is whose the subject is."""
    small, grammar, k = load_small_words(), load_grammar(), first - 1
    while k >= 0 and reading.tokens[k].low in small.articles:
        k -= 1
    if k < 0 or reading.tokens[k].kind == "sign" or reading.time_at(k):
        return True
    # "fighters of the …", not "they fired on a convoy of …"
    if reading.tokens[k].low in lexicon.either(grammar.of, grammar.away):
        return k <= _HEAD
    return reading.tokens[k].low in lexicon.either(small.conjunctions, grammar.possessive)


def _acts(reading: Reading, mention: Mention) -> bool:
    return _may_act(reading, mention.first, mention.last)


def _may_act(reading: Reading, first: int, last: int) -> bool:
    """Not the place of an action ("in Ukraine"), nor what it is done to ("against the army"), nor the name of a place
    or of the object of another verb ("a Nigerian army base", "killing five Nigerian soldiers and wounding ten")."""
    small, i = load_small_words(), first - 1
    named = reading.nouns.get(last)
    if named and named[1].kind in _PLACES:
        return False
    ends = {last for last, found in reading.cues.values() if any(c.role == "verb" for c in found)}
    if any(c.hedged.first in ends and c.figure.first < first <= c.figure.after + 1 for c in reading.counts):
        return False
    if i > 0 and (reading.tokens[i].low in small.articles or reading.tokens[i].low in load_grammar().of):
        i -= 1
    if i > 0 and reading.tokens[i].low in load_grammar().of:  # "the home of a Palestinian doctor"
        head = next((n for last, n in reading.nouns.values() if last == i), None)
        return head is None or head.kind not in _PLACES
    return i < 0 or reading.tokens[i].low not in small.not_acting


def actor(reading: Reading, happening: Happened, camp: str | None, course: Course) -> Sided | None:
    """Who did it: the subject of an active verb, or the one after "by"."""
    if happening.loser or happening.outcome in _WITHOUT_ACTOR:
        return None
    if happening.active:
        return subject(reading, happening.first, camp, course, "the subject of the verb")
    if not happening.right:
        return None
    tokens = reading.tokens
    for i in range(happening.last, min(happening.last + _BY_REACH, len(tokens))):
        if tokens[i].low in load_grammar().by:
            return _after_by(reading, i, "named after 'by'")
        if tokens[i].kind == "sign":
            break
    return _whose_act(reading, happening.last)


def _whose_act(reading: Reading, first: int) -> Sided | None:
    """ "20 were killed in overnight Russian drone attacks": the one named right before the act."""
    tokens, small = reading.tokens, load_small_words()
    for i in range(first, min(first + _ACT_REACH, len(tokens))):
        if tokens[i].low in load_speech().phrase.breaks or tokens[i].text in (";", '"'):
            return None
        if reading.nouns.get(i, _NO_NOUN)[1].kind != "act":
            continue
        for k in range(i - 1, max(first, i - _BEFORE_ACT) - 1, -1):
            mention = reading.mention_at(k)
            if mention and mention.role != "place":
                return of_mention(mention, "named with the act")
            if tokens[k].kind == "sign" or tokens[k].low in lexicon.either(
                small.prepositions, small.articles
            ):
                break
        by = i + 1 < len(tokens) and tokens[i + 1].low in load_grammar().by
        return _after_by(reading, i + 1, "named after the act") if by else None
    return None


def _after_by(reading: Reading, by: int, reason: str) -> Sided | None:
    """The party that a "by" leads to."""
    found = (m for m in reading.mentions if by < m.first <= by + 3 and m.party and _acts(reading, m))
    return of_mention(next(found, None), reason)
