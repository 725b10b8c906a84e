"""What a figure leaves out and takes from one before it: the thing counted, its side, its time."""

from __future__ import annotations

from counterclaim.extraction import lexicon
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import GOES_WITH, MEASURED, SPOKEN_OF, At, Happened
from counterclaim.extraction.subjects import Sided
from counterclaim.extraction.timed import Timed
from counterclaim.lang import load_small_words, singular
from counterclaim.model import Claim

_DIGITS = 4
_MEASURED_REACH = 4
_FELLOW_REACH = 9
# A part of a total; "ten more were hurt" after "three children died" need not be children.
_PARTS = ("child", "woman", "family", "body")
_ARMED = ("group", "side", "force", "office")


def antecedent(at: At, happening: Happened, before: Claim | None, course: Course) -> Claim | None:
    """The claim that a figure goes back to, where it leaves out what it counts ("… and six others wounded", "of
    these, 29 were downed"), or that it goes with in a list or as its part.

    Args:
        before: the claim before it in the sentence.
    """
    if happening.reason == SPOKEN_OF:
        return before if before and before.outcome == happening.outcome else course.claims[-1]
    noun, elided = at.thing.noun, _is_elided(at)
    if before is None:
        opening = {t.low for t in at.reading.tokens[:2]}
        back = elided and (at.thing.anaphor or opening & load_small_words().anaphors)
        return course.claims[-1] if back and course.claims else None
    fellow = noun is not None and (noun.kind == "equipment" or noun.object == "personnel")
    if happening.reason in GOES_WITH and (elided or fellow):
        return before
    kind = lexicon.kinds().get(before.object or "", "people")
    _, cues = at.reading.cues.get(happening.first, (0, ()))
    fits = any(c.outcome == happening.outcome and kind in c.kinds for c in cues)
    return before if elided and fits and before.object not in _PARTS else None


def _is_elided(at: At) -> bool:
    """No noun of its own, or only "others"."""
    head = at.reading.tokens[slice(*at.thing.head)] if at.thing.head else []
    if at.thing.unlisted:
        return False
    return at.thing.noun is None or (bool(head) and all(t.low in load_small_words().others for t in head))


def repeated(at: At, text: str, timed: Timed, side: Sided | None, course: Course) -> Claim | None:
    """The claim above that a bare repetition of its figure goes back to ("these 20,000 deaths").

    A small number may stand for many things: only a figure of four digits or more, or one with "these".
    """
    open_ = timed.window.kind == "unknown" or timed.window.basis == "context"
    if at.reading.segment != "body" or not open_:
        return None
    begin = at.count.hedged.first
    back = begin > 0 and at.reading.tokens[begin - 1].low in load_small_words().anaphors
    if not back and sum(c.isdigit() for c in text) < _DIGITS:
        return None
    return course.same_figure(text, side.party if side else None)


def object_of(at: At, happening: Happened, side: Sided | None, earlier: Claim | None, course: Course) -> str:
    """What is counted: by its noun, by the figure it goes back to, by its side; people where nothing tells."""
    noun = at.thing.noun
    if at.thing.unlisted:
        return f"other:{singular(at.thing.unlisted)}"
    people = noun is not None and noun.object == "people"
    if noun and not (people and (at.thing.outcome or (earlier and earlier.object))):
        armed = side is not None and (side.role in _ARMED or (noun.with_side and side.role != "people"))
        return "personnel" if people and armed else noun.object
    if side and side.role in _ARMED[:3]:
        return "personnel"
    if earlier and earlier.object:
        return earlier.object
    if measured := _measured(at, happening):
        return measured
    if fellow := _fellow(at):
        return fellow
    fights = course.dossier is not None and side is not None and side.party in course.dossier.opponents
    civil = side is None or (side.role in ("demonym", "people") and not fights)
    return "people" if civil else "personnel"


def _fellow(at: At) -> str | None:
    """ "a soldier was killed and three were wounded": the noun that stands before, without a figure."""
    reading, begin = at.reading, at.count.hedged.first
    if at.thing.noun or begin < 2 or reading.tokens[begin - 1].low not in load_small_words().joins:
        return None
    for i in range(begin - 2, max(-1, begin - _FELLOW_REACH), -1):
        if i in reading.nouns and reading.nouns[i][1].kind == "people":
            object_ = reading.nouns[i][1].object
            return object_ if object_ in ("personnel", "civilian") else None
    return None


def _measured(at: At, happening: Happened) -> str | None:
    """ "the number of Russian soldiers killed … averaged 1,500": the noun stands with what is measured."""
    if at.thing.noun is not None or happening.reason != MEASURED:
        return None
    before = range(happening.first, max(-1, happening.first - _MEASURED_REACH), -1)
    for i in (*before, happening.last):
        if i in at.reading.nouns and at.reading.nouns[i][1].kind in ("people", "building", "equipment"):
            return at.reading.nouns[i][1].object
    return None
