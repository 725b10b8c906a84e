"""Whose people, equipment or ground a figure counts, and who did it."""

from __future__ import annotations

from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.counted import Counted
from counterclaim.extraction.course import Course
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.happening import MEASURED, Happened
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words

_OWN_SIDE = ("personnel", "unit")
_DOERS = ("launched", "taken", "retaken", "held", "advanced", "provided", "deployed", "mobilised")
_SUFFERED = ("killed", "wounded", "killed_or_wounded", "destroyed", "damaged", "captured", "eliminated", "shot_down",
             "lost", "losses", "irrecoverable", "missing", "repelled", "released", "detained")  # fmt: skip


class Sided(NamedTuple):
    """A party with the reason for it and the tokens that name it."""

    party: str
    reason: str
    at: tuple[int, int] | None = None
    role: str = "subject"


def party(
    reading: Reading, count: Count, thing: Counted, happening: Happened, camp: str | None, course: Course
) -> Sided | None:
    """Whose the counted are; None for people of no stated side.

    Args:
        camp: the party of the one who speaks, for "the enemy" and "our".
    """
    if found := _in_phrase(reading, count, thing, happening.loser, camp, course):
        if _belongs(found, thing, course):
            return found
        if thing.noun is None or thing.noun.kind != "equipment":
            return None
    if found := _after_phrase(reading, thing, happening, course):
        return found
    object_ = thing.noun.object if thing.noun else None
    if object_ in ("people", "civilian", "child", "woman", "family", "building"):
        return None
    if happening.outcome in _DOERS and happening.active:
        return _subject(reading, happening.first, camp, course, "the subject of the verb")
    if happening.outcome in _DOERS and (doer := actor(reading, happening, camp, course)):
        return doer
    if happening.loser and happening.active and (object_ is not None or course.armed):
        if found := _subject(reading, happening.first, camp, course, "the one who lost"):
            return found
    if (object_ is not None or course.armed) and (
        found := _whose_losses(reading, count, happening, camp, course)
    ):
        return found
    if object_ is None and happening.active and (near := _object_before(reading, happening, course)):
        return near
    if object_ is None and happening.outcome not in ("killed_or_wounded", "losses", "irrecoverable", "lost"):
        return None
    if (
        thing.noun
        and thing.noun.of_state
        and not (course.dossier and happening.active)
        and (own := _own_forces(course))
    ):
        return own
    doer = actor(reading, happening, camp, course)
    if doer and happening.outcome in _SUFFERED and (foe := course.opponent(doer.party)):
        return Sided(foe, "the one that the actor fights (dossier)")
    return _topical(object_, happening, camp, course)


def _object_before(reading: Reading, happening: Happened, course: Course) -> Sided | None:
    """ "an ambush on the insurgents, killing 61": the figure leaves out whom, the words before the verb name them."""
    tokens = reading.tokens
    if happening.first == 0 or tokens[happening.first - 1].text != ",":
        return None
    for i in range(happening.first - 2, max(-1, happening.first - 5), -1):
        if (
            (hit := lexicon.sides().at(tokens, i))
            and hit[0] == happening.first - 1
            and (side := _side(hit[1], course))
        ):
            return Sided(side, "named right before the verb", (i, hit[0]), "side")
        mention = reading.mention_at(i)
        if mention and mention.role == "group" and mention.party:
            return Sided(
                mention.party, "named right before the verb", (mention.first, mention.last), mention.role
            )
    return None


def _topical(object_: str | None, happening: Happened, camp: str | None, course: Course) -> Sided | None:
    """The only side that the sentence before names: its equipment destroyed; its troops, if it is the speaker's."""
    topic = course.topic
    if topic is None or course.dossier is None or topic not in course.dossier.opponents:
        return None
    equipment = object_ not in ("personnel", "attack", None) and happening.outcome in _SUFFERED
    if equipment or (object_ == "personnel" and topic == camp):
        return Sided(topic, "the only side that the sentence before names")
    return None


def actor(reading: Reading, happening: Happened, camp: str | None, course: Course) -> Sided | None:
    """Who did it: the subject of an active verb, or the one after "by"."""
    if happening.loser:
        return None
    if happening.active:
        return _subject(reading, happening.first, camp, course, "the subject of the verb")
    if happening.right:
        for i in range(happening.last, min(happening.last + 8, len(reading.tokens))):
            if reading.tokens[i].low == "by":
                mention = next((m for m in reading.mentions if i < m.first <= i + 3 and m.party), None)
                return (
                    Sided(mention.party, "named after 'by'", (mention.first, mention.last))
                    if mention and mention.party
                    else None
                )
            if reading.tokens[i].kind == "sign":
                return None
    return None


def _belongs(found: Sided, thing: Counted, course: Course) -> bool:
    """A nationality makes civilians no party's own, unless their state fights in the war the dossier tells of; nor
    equipment, whose maker it names where it does not fight there."""
    if course.dossier and thing.noun and thing.noun.kind == "equipment":
        return found.party in course.dossier.opponents
    if found.role not in ("demonym", "people") or (thing.noun and thing.noun.kind != "people"):
        return True
    if thing.noun is None or thing.noun.object == "personnel":
        return True
    return bool(
        course.dossier and found.party in course.dossier.opponents and thing.noun.object == "civilian"
    )


def _in_phrase(
    reading: Reading, count: Count, thing: Counted, loser: bool, camp: str | None, course: Course
) -> Sided | None:
    """ "Russian soldiers", "Ukraine's 20 tanks", "enemy drones", "20 rebels"."""
    tokens, small = reading.tokens, load_small_words()
    end = max(thing.last, count.figure.after)
    for m in reading.mentions:
        if count.hedged.first <= m.first < end and m.party:
            return Sided(m.party, "named with what is counted", (m.first, m.last), m.role)
        if (
            thing.noun
            and thing.noun.object == "personnel"
            and m.role == "organisation"
            and count.hedged.first <= m.first < end
        ):
            return Sided(m.id, "named with what is counted", (m.first, m.last), m.role)
        if (
            m.party
            and m.last < len(tokens)
            and tokens[m.last].text == "'s"
            and count.hedged.first - m.last in (1, 2)
        ):
            return Sided(m.party, "the possessor of what is counted", (m.first, m.last), m.role)
    for i in range(count.hedged.first, end):
        if tokens[i].low in small.enemies and (foe := course.opponent(camp)):
            return Sided(foe, "the speaker's enemy (dossier)", (i, i + 1))
        own = small.own if loser else small.own | small.possessives
        if tokens[i].low in own and camp and thing.noun and thing.noun.object == "personnel":
            return Sided(camp, "the speaker's own", (i, i + 1))
    for i in range(count.figure.after, end):
        if hit := lexicon.sides().at(tokens, i):
            side = _side(hit[1], course)
            if side:
                return Sided(side, "the noun names its side", (i, hit[0]), "side")
    return None


def _side(named: str, course: Course) -> str | None:
    """A common noun's side: the state's own forces, the one armed group of the report, or the plain word."""
    if not named:
        return course.home
    return named if named == "rebels" or course.group is None else course.group


def _own_forces(course: Course) -> Sided | None:
    """Soldiers and police with no owner named are those of the state that the report is about."""
    if course.dossier and course.home in course.dossier.opponents:
        return None
    return (
        Sided(course.home, "the forces of the state the report is about", None, "side")
        if course.home
        else None
    )


def _after_phrase(reading: Reading, thing: Counted, happening: Happened, course: Course) -> Sided | None:
    """ "20 soldiers of the Ukrainian army", "four counterattacks by Ukraine"."""
    tokens = reading.tokens
    i = thing.last
    if i >= len(tokens) or tokens[i].low not in ("of", "from", "by", "belonging"):
        return None
    if tokens[i].low == "by" and not (thing.noun and thing.noun.kind == "act"):
        return None
    if tokens[i].low == "from" and not (thing.noun and thing.noun.object in _OWN_SIDE):
        return None
    mention = next((m for m in reading.mentions if i < m.first <= i + 3 and m.party), None)
    if mention is None or mention.party is None:
        return None
    return Sided(mention.party, "named after what is counted", (mention.first, mention.last), mention.role)


def _subject(reading: Reading, verb: int, camp: str | None, course: Course, reason: str) -> Sided | None:
    """The party named nearest before the verb, in its clause."""
    tokens, small = reading.tokens, load_small_words()
    i = verb - 1
    while i >= 0:
        token = tokens[i]
        if token.low in small.enemies:
            foe = course.opponent(camp)
            return Sided(foe, f"{reason}: the speaker's enemy (dossier)", (i, i + 1)) if foe else None
        mention = reading.mention_at(i)
        if mention and mention.party and _can_act(reading, mention):
            return Sided(mention.party, reason, (mention.first, mention.last), mention.role)
        if token.low in small.own and camp:
            return Sided(camp, f"{reason}: the speaker's own", (i, i + 1))
        side = next(
            (s for k in (2, 1) if (s := lexicon.sides().at(tokens, i - k + 1)) and s[0] == i + 1), None
        )
        if side and (named := _side(side[1], course)):
            return Sided(named, reason, (i, i + 1), "side")
        if token.text in (";", ":") or (token.low in ("but", "while", "whereas") and i < verb - 2):
            return None
        if token.low in ("they", "their") and course.topic:
            return Sided(course.topic, f"{reason}: goes back to the sentence before", (i, i + 1))
        i -= 1
    return None


def _can_act(reading: Reading, mention: Mention) -> bool:
    """Not the place of an action ("in Ukraine")."""
    if mention.first == 0:
        return True
    before = reading.tokens[mention.first - 1].low
    if before in ("the", "of") and mention.first > 1:
        before2 = reading.tokens[mention.first - 2].low
        return before2 not in (
            "in",
            "inside",
            "across",
            "near",
            "into",
            "from",
            "to",
            "on",
            "against",
            "with",
        )
    return before not in (
        "in",
        "inside",
        "across",
        "near",
        "into",
        "from",
        "to",
        "on",
        "against",
        "with",
        "at",
    )


def _whose_losses(
    reading: Reading, count: Count, happening: Happened, camp: str | None, course: Course
) -> Sided | None:
    """The sentence says whose losses it speaks of ("Russian losses mount …", "Ukraine has suffered … with 20 tanks
    destroyed", "Kiev's total losses have surpassed …")."""
    tokens, small = reading.tokens, load_small_words()
    for i in range(min(count.hedged.first, len(tokens)) - 1, -1, -1):
        if tokens[i].text == ";":
            return None
        hit = reading.cues.get(i)
        if hit is None or hit[0] > count.hedged.first:
            continue
        if (i == happening.first and happening.reason == MEASURED) or any(
            c.role == "measure" for c in hit[1]
        ):
            for m in reading.mentions:
                if (
                    m.last <= i
                    and i - m.last <= 4
                    and m.party
                    and all(t.low not in small.prepositions and t.text != "," for t in tokens[m.last : i])
                ):
                    return Sided(m.party, "whose losses the sentence speaks of", (m.first, m.last))
            for m in reading.mentions:
                if (
                    hit[0] < m.first <= hit[0] + 3
                    and tokens[hit[0]].low in ("of", "among")
                    and m.party
                    and m.role != "place"
                ):
                    return Sided(m.party, "whose losses the sentence speaks of", (m.first, m.last))
        if any(c.loser for c in hit[1]):
            if found := _subject(reading, i, camp, course, "the one who lost"):
                return found
    for i in range(count.hedged.first):
        if tokens[i].low in small.suffering and (
            found := _subject(reading, i, camp, course, "the one who suffered")
        ):
            return found
    return None
