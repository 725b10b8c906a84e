"""Regular English inflection."""

from __future__ import annotations

import pytest

from counterclaim.lang import load_objects, load_outcomes, load_speech, noun_forms, singular, verb_forms

VERBS = [
    ("kill", "kill kills killed killing killed"),
    ("seize", "seize seizes seized seizing seized"),
    ("destroy", "destroy destroys destroyed destroying destroyed"),
    ("bury", "bury buries buried burying buried"),
    ("crush", "crush crushes crushed crushing crushed"),
    ("free", "free frees freed freeing freed"),
    ("die", "die dies died dying died"),
    ("stop", "stop stops stopped stopping stopped"),
    ("gather", "gather gathers gathered gathering gathered"),
    ("repair", "repair repairs repaired repairing repaired"),
    ("fix", "fix fixes fixed fixing fixed"),
    ("wound", "wound wounds wounded wounding wounded"),
    ("lose|loses|lost|losing|lost", "lose loses lost losing lost"),
]

NOUNS = [
    ("soldier", "soldiers"),
    ("body", "bodies"),
    ("boy", "boys"),
    ("church", "churches"),
    ("clash", "clashes"),
    ("bus", "buses"),
    ("box", "boxes"),
    ("border guard", "border guards"),
    ("armoured lorry", "armoured lorries"),
]


@pytest.mark.parametrize(("entry", "forms"), VERBS)
def test_verbs(entry: str, forms: str) -> None:
    assert verb_forms(entry) == tuple(forms.split())


def test_a_phrasal_verb_inflects_its_first_word() -> None:
    assert verb_forms("gun down") == ("gun down", "guns down", "gunned down", "gunning down", "gunned down")


@pytest.mark.parametrize(("one", "many"), NOUNS)
def test_nouns(one: str, many: str) -> None:
    assert noun_forms(one) == (one, many)


@pytest.mark.parametrize("entry", ["child|children", "MLRS|MLRS", "set of remains|sets of remains"])
def test_irregular_nouns_are_written_out(entry: str) -> None:
    assert "|".join(noun_forms(entry)) == entry


@pytest.mark.parametrize(
    ("plural", "lemma"),
    [
        ("stalls", "stall"),
        ("bakeries", "bakery"),
        ("benches", "bench"),
        ("brushes", "brush"),
        ("glasses", "glass"),
        ("boxes", "box"),
        ("cattle", "cattle"),
    ],
)
def test_singular(plural: str, lemma: str) -> None:
    assert singular(plural) == lemma


def test_irregular_verbs_of_the_vocabulary_have_all_five_forms() -> None:
    verbs = [w for o in load_outcomes().outcome for w in (*o.verbs, *o.subject)]
    verbs += [w for v in load_speech().verb for w in v.forms]
    verbs += [*load_speech().giving.forms]
    assert {w for w in verbs if w.count("|") not in (0, 4)} == set()
    nouns = [w for o in load_objects().object for w in o.nouns]
    assert {w for w in nouns if w.count("|") > 1} == set()
