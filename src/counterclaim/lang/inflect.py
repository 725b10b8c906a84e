"""Regular English inflection, so that vocabulary files name a word once; irregular forms are written out there."""

from __future__ import annotations

from typing import NamedTuple

_VOWELS = "aeiou"
# Verbs of one stressed syllable at the end double the last letter; those stressed elsewhere are these.
_NOT_DOUBLED = ("open", "happen", "enter", "suffer", "recover", "cover", "gather", "register", "offer", "wander",
                "murder", "slaughter", "number", "remember", "deliver", "surrender", "muster", "order",
                "cancel")  # fmt: skip


class VerbForms(NamedTuple):
    """The five forms of a verb; a phrasal verb inflects its first word."""

    base: str
    third: str
    past: str
    ing: str
    participle: str


def verb_forms(entry: str) -> VerbForms:
    """Forms of a vocabulary entry: ``kill``, or all five with bars ``lose|loses|lost|losing|lost``."""
    parts = entry.split("|")
    if len(parts) == 5:
        return VerbForms(*parts)
    head, _, rest = entry.partition(" ")
    tail = f" {rest}" if rest else ""
    past = _past(head)
    return VerbForms(entry, _plural(head) + tail, past + tail, _ing(head) + tail, past + tail)


def noun_forms(entry: str) -> tuple[str, str]:
    """Singular and plural of a vocabulary entry: ``soldier``, or both with a bar ``policeman|policemen``."""
    singular, bar, plural = entry.partition("|")
    if bar:
        return singular, plural
    head, _, last = entry.rpartition(" ")
    return entry, f"{head} {_plural(last)}" if head else _plural(last)


def singular(plural: str) -> str:
    """The lemma of a regular plural."""
    for ending, base in (
        ("ies", "y"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("sses", "ss"),
        ("xes", "x"),
        ("s", ""),
    ):
        if plural.endswith(ending):
            return plural.removesuffix(ending) + base
    return plural


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _doubles(word: str) -> bool:
    short = len(word) >= 3 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    return short and word not in _NOT_DOUBLED and sum(c in _VOWELS for c in word) == 1


def _past(word: str) -> str:
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ied"
    return word + (word[-1] if _doubles(word) else "") + "ed"


def _ing(word: str) -> str:
    if word.endswith("ie"):
        return word[:-2] + "ying"
    if word.endswith("e") and not word.endswith(("ee", "oe", "ye")):
        return word[:-1] + "ing"
    return word + (word[-1] if _doubles(word) else "") + "ing"
