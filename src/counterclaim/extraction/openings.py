"""At which words of a sentence the phrases of several tables can begin, found in one pass over them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.lang import load_grammar, load_small_words, load_speech

_MARKS = frozenset((":", "|", "-"))  # they set a speaker apart from what is said


class Openings(NamedTuple):
    """Tokens, in order, by what can begin at them.

    Attributes:
        nouns, cues, sayings, givings: phrases of the tables of these names (``lexicon``).
        attributions: an attribution without a verb.
        marks: a sign that may set a speaker apart.
        locatives: a preposition of place.
    """

    nouns: list[int]
    cues: list[int]
    sayings: list[int]
    givings: list[int]
    attributions: list[int]
    marks: list[int]
    locatives: list[int]


def openings(words: Iterable[str]) -> Openings:
    """The openings among the words of a sentence, in lower case."""
    found, tables_of = Openings([], [], [], [], [], [], []), _tables_of()
    for i, tables in enumerate(map(tables_of.get, words)):
        if tables is not None:
            for table in tables:
                found[table].append(i)
    return found


@cache
def _tables_of() -> dict[str, tuple[int, ...]]:
    """By word, the places in ``Openings`` of what can begin with it."""
    firsts = {
        "nouns": lexicon.nouns().firsts,
        "cues": lexicon.cues().firsts,
        "sayings": lexicon.sayings().firsts,
        "givings": lexicon.givings().firsts,
        "attributions": frozenset().union(*attributing().values()),
        "marks": _MARKS,
        "locatives": load_small_words().locatives,
    }
    tables = [firsts[name] for name in Openings._fields]
    return {
        word: tuple(place for place, table in enumerate(tables) if word in table)
        for word in frozenset().union(*tables)
    }


@cache
def attributing() -> dict[str, frozenset[str]]:
    """Words without which there is no attribution but by a verb or a mark, by the kind of attribution."""
    return {
        "hearsay": lexicon.hearsay().firsts,
        "according": lexicon.according().firsts,
        "count": load_speech().by_count.words,
        "possession": load_grammar().possessive | {"'"},
        "elided": load_grammar().that,
    }
