"""Whose people, equipment or ground a figure counts.

The rules are tried in order: the phrase itself, the subject of the verb, whose losses the sentence speaks of, whom the
actor fights. People of no stated side have none.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import MEASURED, At, Happened
from counterclaim.extraction.lexicon import either
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.reading import Reading
from counterclaim.extraction.subjects import Sided, actor, of_mention, side_of, subject
from counterclaim.lang import load_grammar, load_small_words

_CIVIL = ("people", "civilian", "child", "woman", "family", "building")
_FORCES = ("personnel", "unit")
_LOSSES_ALONE = ("losses", "irrecoverable")
_LOST = ("killed_or_wounded", "losses", "irrecoverable", "lost")
_DOERS = ("launched", "taken", "retaken", "held", "advanced", "provided", "deployed", "mobilised")
_SUFFERED = frozenset((
    "killed", "wounded", "killed_or_wounded", "destroyed", "damaged", "captured", "eliminated", "shot_down", "lost",
    "losses", "irrecoverable", "missing", "repelled", "released", "detained",
))  # fmt: skip
_GIVER_REACH = 8
_WHOSE = "whose losses the sentence speaks of"


class _Asked(NamedTuple):
    at: At
    happening: Happened
    camp: str | None
    course: Course

    @property
    def object(self) -> str | None:
        """What the noun counts; nouns that only say what happened ("casualties") and "men" count no kind of people."""
        thing = self.at.thing
        if thing.unlisted:
            return thing.unlisted
        if thing.noun is None or (thing.outcome and thing.noun.object == "people") or thing.noun.with_side:
            return None
        return thing.noun.object

    @property
    def counts_force(self) -> bool:
        """It counts fighters or equipment, or leaves out what in a report of fighting."""
        noun = self.at.thing.noun
        lost = noun is None and self.happening.outcome in _LOSSES_ALONE
        return self.object is not None or self.course.armed or lost or (noun is not None and noun.with_side)


def party(at: At, happening: Happened, camp: str | None, course: Course) -> Sided | None:
    """Whose the counted are; None for people of no stated side.

    Args:
        camp: the party of the one who speaks, for "the enemy" and "our".
    """
    asked = _Asked(at, happening, camp, course)
    ground = at.thing.noun is not None and at.thing.noun.kind == "ground"
    if ground and happening.active and happening.outcome in _DOERS:
        return subject(at.reading, happening.first, camp, course, "the subject of the verb")
    if found := _in_phrase(asked):
        if _belongs(found, asked):
            return found
        if at.thing.noun is None or at.thing.noun.kind != "equipment":
            return None
    if found := _after_phrase(at):
        return found
    if asked.object in _CIVIL:
        return None
    if happening.active and happening.outcome in _DOERS:
        return subject(at.reading, happening.first, camp, course, "the subject of the verb")
    if _of_unknown_enemy(asked):
        return None
    return next((s for rule in _RULES if (s := rule(asked))), None)


def _of_unknown_enemy(asked: _Asked) -> bool:
    """ "The enemy lost 20 tanks", where nothing tells whom the speaker fights."""
    before = asked.at.reading.tokens[max(0, asked.happening.first - 6) : asked.happening.first]
    enemy = any(t.low in load_small_words().enemies for t in before)
    return asked.happening.loser and enemy and asked.course.opponent(asked.camp) is None


def _in_phrase(asked: _Asked) -> Sided | None:
    """ "Russian soldiers", "Ukraine's 20 tanks", "enemy drones", "its soldiers", "20 rebels"."""
    at, course, small = asked.at, asked.course, load_small_words()
    tokens, first = at.reading.tokens, at.count.hedged.first
    last = max(at.thing.last, at.count.figure.after)
    for m in at.reading.mentions:
        inside = first <= m.first < last
        if inside and m.party:
            return of_mention(m, "named with what is counted")
        if inside and m.role == "organisation" and asked.object == "personnel":
            return Sided(m.id, "named with what is counted", (m.first, m.last), m.role)
        if m.party and first - m.last in (1, 2) and tokens[m.last].low in load_grammar().possessive:
            return of_mention(m, "the possessor of what is counted")
    own = small.own if asked.happening.loser else either(small.own, small.possessives)
    for i in range(first, last):
        if tokens[i].low in small.enemies and (foe := course.opponent(asked.camp)):
            return Sided(foe, "the speaker's enemy (dossier)", (i, i + 1))
        if tokens[i].low in own and asked.camp and asked.object == "personnel":
            return Sided(asked.camp, "the speaker's own", (i, i + 1))
    nouns = (
        side_of(at.reading, i, course, "the noun names its side") for i in range(at.count.figure.after, last)
    )
    return next((s for s in nouns if s), None)


def _belongs(found: Sided, asked: _Asked) -> bool:
    """A nationality makes civilians no party's own, unless their state fights in the war the dossier tells of; nor
    equipment, whose maker it names where it does not fight there."""
    noun = asked.at.thing.noun
    if asked.course.dossier and noun and noun.kind == "equipment":
        return asked.course.fights(found.party)
    if found.role not in ("demonym", "people") or (noun and noun.kind != "people"):
        return True
    if noun is None or asked.object is None:
        return asked.course.armed
    return noun.object == "personnel" or (noun.object == "civilian" and asked.course.fights(found.party))


def _after_phrase(at: At) -> Sided | None:
    """ "20 soldiers of the Ukrainian army", "four counterattacks by Ukraine"."""
    tokens, i, noun = at.reading.tokens, at.thing.last, at.thing.noun
    link = tokens[i].low if i < len(tokens) else ""
    act, force = noun is not None and noun.kind == "act", noun is not None and noun.object in _FORCES
    if (
        link not in load_small_words().owners
        or (link in load_grammar().by and not act)
        or (link in load_grammar().away and not force)
    ):
        return None
    found = (m for m in at.reading.mentions if i < m.first <= i + 3 and m.party)
    return of_mention(next(found, None), "named after what is counted")


def _doer(asked: _Asked) -> Sided | None:
    """What is launched, provided or sent is that of the one who does it."""
    if asked.happening.outcome not in _DOERS:
        return None
    return actor(asked.at.reading, asked.happening, asked.camp, asked.course)


def _giver(asked: _Asked) -> Sided | None:
    """ "$5 million in aid from the Pentagon"."""
    reading, first = asked.at.reading, asked.at.thing.last
    if asked.happening.outcome != "provided" or asked.happening.active:
        return None
    for m in reading.mentions:
        from_ = (
            m.first > first
            and {t.low for t in reading.tokens[m.first - 2 : m.first]} & load_small_words().givers
        )
        if from_ and m.party and m.first - first <= _GIVER_REACH:
            return of_mention(m, "the giver")
    return None


def _loser(asked: _Asked) -> Sided | None:
    """ "Ukraine lost 20 tanks"."""
    happening = asked.happening
    if not (happening.loser and happening.active and asked.counts_force):
        return None
    return subject(asked.at.reading, happening.first, asked.camp, asked.course, "the one who lost")


def _whose_losses(asked: _Asked) -> Sided | None:
    """The sentence says whose losses it speaks of ("Russian losses mount …", "Ukraine has suffered … with 20 tanks
    destroyed", "Kiev's total losses have surpassed …")."""
    reading, happening, begin = asked.at.reading, asked.happening, asked.at.count.hedged.first
    for i in range(begin - 1 if asked.counts_force else -1, -1, -1):
        if reading.tokens[i].text == ";":
            return None
        if i not in reading.cues:
            continue
        last, cues = reading.cues[i]
        measures = any(c.role == "measure" for c in cues) or (
            i == happening.first and happening.reason == MEASURED
        )
        if (
            last <= begin
            and measures
            and i
            and asked.camp
            and reading.tokens[i - 1].low in load_small_words().own
        ):
            return Sided(asked.camp, "the speaker's own", (i - 1, i))
        if last <= begin and measures and (found := _owner(reading, i, last)):
            return of_mention(found, _WHOSE)
        lost = last <= begin and any(c.loser for c in cues)
        if lost and (side := subject(reading, i, asked.camp, asked.course, "the one who lost")):
            return side
    return _sufferer(asked)


def _owner(reading: Reading, first: int, last: int) -> Mention | None:
    """The party right before or after the words for losses."""
    small, tokens = load_small_words(), reading.tokens
    for m in reading.mentions:
        gap = tokens[m.last : first]
        close = m.last <= first and len(gap) <= 4
        if m.party and close and all(t.low not in small.prepositions and t.text != "," for t in gap):
            return m
    linked = last < len(tokens) and tokens[last].low in either(load_grammar().of, small.among)
    after = (m for m in reading.mentions if last < m.first <= last + 3 and m.party and m.role != "place")
    return next(after, None) if linked else None


def _sufferer(asked: _Asked) -> Sided | None:
    reading, suffering = asked.at.reading, load_small_words().suffering
    if suffering.isdisjoint(reading.words):
        return None
    for i in range(asked.at.count.hedged.first if asked.counts_force else 0):
        if reading.tokens[i].low in suffering:
            found = subject(reading, i, asked.camp, asked.course, "the one who suffered")
            if found:
                return found
    return None


def _before_verb(asked: _Asked) -> Sided | None:
    """ "an ambush on the insurgents, killing 61": the figure leaves out whom, the words before the verb name them."""
    reading, verb = asked.at.reading, asked.happening.first
    if (
        asked.object is not None
        or not asked.happening.active
        or verb == 0
        or reading.tokens[verb - 1].text != ","
    ):
        return None
    for i in range(verb - 2, max(-1, verb - 5), -1):
        side = side_of(reading, i, asked.course, "named right before the verb")
        if side and side.at and side.at[1] == verb - 1:
            return side
        mention = reading.mention_at(i)
        if mention and mention.role == "group":
            return of_mention(mention, "named right before the verb")
    return None


def _own_forces(asked: _Asked) -> Sided | None:
    """Soldiers and police with no owner named are those of the state that the report is about."""
    noun, course = asked.at.thing.noun, asked.course
    if noun is None or not noun.of_state or course.home is None or course.fights(course.home):
        return None
    if course.dossier and asked.happening.active:
        return None
    return Sided(course.home, "the forces of the state the report is about", None, "side")


def _foe(asked: _Asked) -> Sided | None:
    """The one that the actor fights."""
    if not _says_whose(asked) or asked.happening.outcome not in _SUFFERED:
        return None
    doer = actor(asked.at.reading, asked.happening, asked.camp, asked.course)
    foe = asked.course.opponent(doer.party) if doer else None
    return Sided(foe, "the one that the actor fights (dossier)") if foe else None


def _topical(asked: _Asked) -> Sided | None:
    """The only side that the sentence before names: its equipment destroyed; its troops, if it is the speaker's."""
    topic = asked.course.topic
    if topic is None or not _says_whose(asked):
        return None
    equipment = asked.object not in ("personnel", "attack", None) and asked.happening.outcome in _SUFFERED
    if equipment or (asked.object == "personnel" and topic == asked.camp):
        return Sided(topic, "the only side that the sentence before names")
    return None


def _says_whose(asked: _Asked) -> bool:
    """With neither noun nor a word for losses nothing tells that it counts a force at all."""
    return asked.object is not None or asked.happening.outcome in _LOST


_RULES: tuple[Callable[[_Asked], Sided | None], ...] = (
    _doer,
    _giver,
    _loser,
    _whose_losses,
    _before_verb,
    _own_forces,
    _foe,
    _topical,
)
