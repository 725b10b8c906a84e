"""Where: the smallest named place that a count is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.course import Course
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_grammar, load_small_words
from counterclaim.model import Place
from counterclaim.text.clean import slug

_NAMED = "named in the sentence"
_PLACES = ("place", "state", "capital")
_LEAD_IN = 6
_LONGEST_NAME = 4
_NEAR = 2
_NEAR_SAID = 4


class Located(NamedTuple):
    """A place with the reason for it and the tokens that name it."""

    place: Place
    reason: str
    at: tuple[int, int] | None


def named_places(reading: Reading) -> list[Located]:
    """Places named in a sentence, in reading order, with those the world does not know."""
    found = [known for m in reading.mentions if (known := _known(reading, m))]
    if reading.segment != "headline":  # there every word has a capital
        found += [unknown for i in reading.openings.locatives if (unknown := _unknown(reading, i + 1))]
    return sorted(found, key=lambda f: f.at or (0, 0))


def _known(reading: Reading, m: Mention) -> Located | None:
    if m.role not in _PLACES or _is_seat(reading, m):
        return None
    at = m.first, m.last
    if m.role == "place" and not _describes_somebody(reading, m) and _tells_where(reading, m):
        return Located(Place(m.id, m.name), _NAMED, at)
    if m.role == "place" or m.first == 0 or _possesses(reading, m):
        return None
    if reading.tokens[m.first - 1].low not in load_small_words().locatives:
        return None
    text = reading.text(m.first, m.last)
    return Located(Place(m.id, m.name) if m.role == "state" else Place(slug(text), text), _NAMED, at)


def _possesses(reading: Reading, m: Mention) -> bool:
    return m.last < len(reading.tokens) and reading.tokens[m.last].low in load_grammar().possessive


def _is_seat(reading: Reading, m: Mention) -> bool:
    """Where a speaker or a government sits, not where something happened ("the government in Kiev")."""
    if m.first < 2 or reading.tokens[m.first - 1].low not in load_grammar().within:
        return False
    return lexicon.heads().before(reading.tokens, m.first - 1) is not None


def _describes_somebody(reading: Reading, m: Mention) -> bool:
    """Part of the description of a speaker ("the Kursk governor")."""
    return not _possesses(reading, m) and lexicon.heads().at(reading.tokens, m.last) is not None


def _tells_where(reading: Reading, m: Mention) -> bool:
    """The name tells where: after a preposition, or before an act or a word for a place; not "Mariupol defenders"."""
    tokens, small = reading.tokens, load_small_words()
    if m.last in reading.nouns:
        kind = reading.nouns[m.last][1].kind
        return kind in ("act", "ground", "building") or (reading.segment == "headline" and kind != "people")
    if reading.segment == "headline" or m.first == 0:
        return True
    light = lexicon.either(small.articles, small.place_words, small.joins, load_grammar().possessive)
    for i in range(m.first - 1, max(-1, m.first - 5), -1):
        if tokens[i].low in small.prepositions or tokens[i].text in small.place_signs:
            return True
        if not (tokens[i].low in light or i in reading.nouns or reading.mention_at(i)):
            return False
    return True


def _unknown(reading: Reading, start: int) -> Located | None:
    """A capitalised name after a preposition of place ("in the village of X", "near X")."""
    tokens, small = reading.tokens, load_small_words()
    light = lexicon.either(small.articles, small.place_words, load_grammar().of)
    first = start
    while first < len(tokens) and first - start < _LEAD_IN and not tokens[first].text[:1].isupper():
        if tokens[first].low not in light and first not in reading.nouns:
            return None
        first += 1
    last = first
    while last < len(tokens) and tokens[last].kind == "word" and tokens[last].text[:1].isupper():
        if reading.mention_at(last) or reading.time_at(last):
            break
        last += 1
    if not 0 < last - first <= _LONGEST_NAME or tokens[first].text.isupper():
        return None
    if tokens[first - 1].low in small.indefinite:  # "in a WhatsApp message"
        return None
    if lexicon.heads().at(tokens, last - 1) or lexicon.titles().at(tokens, first):
        return None
    name = reading.text(first, last)
    return Located(Place(slug(name), name), _NAMED, (first, last))


def place(
    reading: Reading, count: Count, clause: tuple[int, int], course: Course, whole_war: bool
) -> Located | None:
    """The place of a count: in its clause, else what its words go back to, else what the report is about.

    Args:
        whole_war: it counts a whole war, which has no place but what it names itself.
    """
    found = named_places(reading)
    own = [f for f in found if f.at and clause[0] <= f.at[0] < clause[1]]
    if own:
        return _smallest(_nearest(own, count.figure.first), own, course)
    if whole_war:
        return None
    if (campaign := course.campaign) and (at := reading.find(load_small_words().this_operation)):
        entity = course.entity(campaign.place)
        shown = Place(campaign.place, entity.name if entity else campaign.name)
        return Located(shown, "the operation the report is about", at)
    said = reading.find(load_small_words().this_place) is not None
    block, index = course.place_at
    near = reading.index - index <= (_NEAR_SAID if said else _NEAR) and (said or reading.block == block)
    earlier = [f for f in found if f.at and f.at[1] <= count.figure.first]
    if earlier:
        return earlier[-1]
    if course.place and near:
        return Located(course.place, "named in the sentence before", None)
    if found:
        return found[0]
    if course.lead_place and course.entity_kind(course.lead_place.id) != "state":
        return Located(course.lead_place, "the place the report is about", None)
    return None


def _nearest(found: Sequence[Located], at: int) -> Located:
    """The first after the figure, else the last before it."""
    return next((f for f in found if f.at and f.at[0] > at), found[-1])


def _smallest(best: Located, found: Sequence[Located], course: Course) -> Located:
    inside = (f for f in found if f is not best and course.contained(f.place.id, best.place.id))
    return next(inside, best)
