"""What a sentence says of its count that matters beside other counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from counterclaim.lang import load_beside_others, load_objects, noun_forms
from counterclaim.world import load_world

# A cue stands within so many characters of the figure that it is about.
_NEAR = 40
# Whose people they are stands within so many words after their number ("60 Jordanian pilgrims").
_NEXT = 2
_ATTACK = "attack"
# What ends the phrase that tells what is counted.
_STOPS = ",.;:"


def is_fresh(sentence: str) -> bool:
    """Whether it tells of something that has just happened ("in new attacks")."""
    return bool(_fresh().search(sentence))


def is_superseded(sentence: str, start: int, end: int) -> bool:
    """Whether a figure is told as one that another has taken the place of.

    Args:
        start, end: offsets of the figure in the sentence.
    """
    if _superseded_after().search(sentence, max(0, start - _NEAR), start):
        return True
    leaves, reaches = _superseded_between()
    if leaves.search(sentence, max(0, start - _NEAR), start) and reaches.match(sentence, end):
        return True
    before = _superseded().search(sentence, max(0, start - _NEAR), end + _NEAR)
    return before is not None and not _superseded_after().search(sentence, end, end + _NEAR)


def degree(sentence: str, start: int, end: int) -> str:
    """How badly those whom a figure counts were hurt, in lower case; empty where that is not said with it."""
    found = _degrees().search(sentence, max(0, start - _NEAR // 2), end + _NEAR // 2)
    return found[0].lower() if found else ""


def state_counted(sentence: str, end: int) -> str | None:
    """The state whose people a figure counts, where the words right after it say so."""
    names = load_world().names
    for word in sentence[end : end + _NEAR].split(maxsplit=_NEXT)[:_NEXT]:
        for sense in names.get(word.rstrip(_STOPS), ()):
            if sense.role in ("people", "demonym"):
                return sense.id
        if word[-1] in _STOPS:
            return None
    return None


@cache
def _fresh() -> re.Pattern[str]:
    nouns = next(kind.nouns for kind in load_objects().object if kind.id == _ATTACK)
    forms = {form for noun in nouns for form in noun_forms(noun)}
    fresh, acts = (_alternatives(words) for words in (load_beside_others().fresh, forms))
    return re.compile(rf"\b(?:{fresh})\s+(?:\w+\s+){{0,2}}(?:{acts})\b", re.IGNORECASE)


@cache
def _degrees() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(load_beside_others().degrees)})\b", re.IGNORECASE)


@cache
def _superseded_after() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(load_beside_others().superseded_after)})\b", re.IGNORECASE)


@cache
def _superseded() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(load_beside_others().superseded)})\b", re.IGNORECASE)


@cache
def _superseded_between() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What ends at the figure given up, hedge and all, and what leads from it to the next one."""
    left, right = map(re.escape, load_beside_others().superseded_between)
    leaves = rf"\b{left}\s+(?:[^\W\d]+\s+){{0,2}}$"
    reaches = rf"(?:\s+[^\W\d]+){{0,3}}?\s+{right}\s+\W?(?:[^\W\d]+\s+){{0,3}}\d"
    return re.compile(leaves, re.IGNORECASE), re.compile(reaches, re.IGNORECASE)


def _alternatives(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))
