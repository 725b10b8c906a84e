"""Where: the smallest named place that a count is about."""

from __future__ import annotations

from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.course import Course
from counterclaim.extraction.mentions import Mention
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words
from counterclaim.model import Place
from counterclaim.text.clean import slug


class Located(NamedTuple):
    """A place with the reason for it and the tokens that name it."""

    place: Place
    reason: str
    at: tuple[int, int] | None


def named_places(reading: Reading, course: Course) -> list[Located]:
    """Places named in a sentence, in reading order, with those the world does not know."""
    found = []
    for m in reading.mentions:
        if _seat(reading, m):
            continue
        if m.role == "place" and not _within_name(reading, m) and _is_where(reading, m):
            found.append(Located(Place(m.id, m.name), "named in the sentence", (m.first, m.last)))
        elif (
            m.role in ("state", "capital")
            and m.first
            and reading.tokens[m.first - 1].low in load_small_words().locatives
        ):
            if m.last < len(reading.tokens) and reading.tokens[m.last].text == "'s":
                continue
            found.append(
                Located(
                    Place(m.id, m.name)
                    if m.role == "state"
                    else Place(slug(reading.text(m.first, m.last)), reading.text(m.first, m.last)),
                    "named in the sentence",
                    (m.first, m.last),
                )
            )
    for i, token in enumerate(reading.tokens if reading.segment != "headline" else ()):
        if token.low in load_small_words().locatives and (unknown := _unknown(reading, i + 1)):
            found.append(unknown)
    return sorted(found, key=lambda f: f.at or (0, 0))


def _within_name(reading: Reading, m: Mention) -> bool:
    """Part of a longer name or description of somebody ("governor of Kursk", "Kursk's mayor")."""
    if m.last < len(reading.tokens) and reading.tokens[m.last].low == "'s":
        return False
    hit = lexicon.heads().at(reading.tokens, m.last)
    return bool(hit) and reading.tokens[m.last].low not in ("region", "province")


def _is_where(reading: Reading, m: Mention) -> bool:
    """The name tells where: after a preposition, or before an act or a word for a place; not "Mariupol defenders"."""
    tokens, small = reading.tokens, load_small_words()
    if m.last in reading.nouns:
        noun = reading.nouns[m.last][1]
        return (
            noun.kind in ("act", "ground", "building")
            or reading.segment == "headline"
            and noun.kind != "people"
        )
    if reading.segment == "headline" or m.first == 0:
        return True
    for i in range(m.first - 1, max(-1, m.first - 5), -1):
        if tokens[i].low in small.prepositions or tokens[i].text in (",", "(", "-", "/"):
            return True
        if not (
            tokens[i].low in small.articles
            or tokens[i].low in small.place_words
            or tokens[i].text == "'s"
            or i in reading.nouns
            or reading.mention_at(i)
            or tokens[i].low == "and"
        ):
            return False
    return True


def _seat(reading: Reading, m: Mention) -> bool:
    """Where a speaker or a government sits, not where something happened ("the government in Kiev")."""
    if m.first < 2 or reading.tokens[m.first - 1].low != "in":
        return False
    return any(
        hit[0] == m.first - 1
        for i in range(max(0, m.first - 4), m.first - 1)
        if (hit := lexicon.heads().at(reading.tokens, i))
    )


def _unknown(reading: Reading, i: int) -> Located | None:
    """A capitalised name after a preposition of place ("in the village of X", "near X")."""
    tokens, small = reading.tokens, load_small_words()
    start = i
    while i < len(tokens) and i - start < 6 and not tokens[i].text[:1].isupper():
        if (
            tokens[i].low not in small.articles
            and tokens[i].low != "of"
            and i not in reading.nouns
            and tokens[i].low not in small.place_words
        ):
            return None
        i += 1
    first = i
    while (
        i < len(tokens)
        and tokens[i].text[:1].isupper()
        and tokens[i].kind == "word"
        and reading.mention_at(i) is None
        and not reading.time_at(i)
    ):
        i += 1
    if (
        first == i
        or i - first > 4
        or reading.mention_at(first)
        or reading.time_at(first)
        or tokens[first].text.isupper()
    ):
        return None
    if lexicon.heads().at(tokens, i - 1) or lexicon.titles().at(tokens, first):
        return None
    name = reading.text(first, i)
    return Located(Place(slug(name), name), "named in the sentence", (first, i))


def place(
    reading: Reading, count: Count, clause: tuple[int, int], course: Course, whole_war: bool
) -> Located | None:
    """The place of a count: in its sentence, else the one its words go back to, else the one the report is about."""
    found = named_places(reading, course)
    at = count.figure.first
    own = [f for f in found if f.at and clause[0] <= f.at[0] < clause[1]]
    if own:
        after = [f for f in own if f.at and f.at[0] > at]
        best = min(after, key=lambda f: f.at[0]) if after else max(own, key=lambda f: f.at[0])  # type: ignore[index]
        return _smallest(best, own, course)
    if whole_war:
        return None
    tokens = reading.tokens
    table = lexicon.phrases(load_small_words().this_operation)
    for i in range(len(tokens)):
        if course.campaign and table.at(tokens, i):
            entity = course.entity(course.campaign.place)
            return Located(
                Place(course.campaign.place, entity.name if entity else course.campaign.name),
                "the operation the report is about",
                (i, i + 1),
            )
    near = lexicon.phrases(load_small_words().this_place)
    said = any(near.at(tokens, i) for i in range(len(tokens)))
    if (
        course.place
        and reading.index - course.place_at[1] <= (4 if said else 2)
        and (said or reading.block == course.place_at[0])
    ):
        return Located(course.place, "named in the sentence before", None)
    if found:
        return found[0]
    if course.lead_place and course.entity_kind(course.lead_place.id) != "state":
        return Located(course.lead_place, "the place the report is about", None)
    return None


def _smallest(best: Located, found: list[Located], course: Course) -> Located:
    for other in found:
        if other is not best and course.contained(other.place.id, best.place.id):
            return other
    return best
