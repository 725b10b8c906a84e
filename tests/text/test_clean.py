"""The plain view: one character for each of the source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.text.clean import lower, plain, slug, without_notes
from tests.hostile import TEXTS

PLAIN = [
    ("“Gone”, she said – ‘today’…", "\"Gone\", she said - 'today'…"),
    ("12\u00a0000\u202f000", "12 000 000"),
    ("one\ttwo\r\nthree", "one two\n\nthree"),
    ("４５％", "45%"),
    ("Łódź Київ 🚢", "Łódź Київ 🚢"),
    ("zero\u200bwidth\ufeff", "zero width "),
    ("soft\u00adhyphen", "soft hyphen"),
    ("«так»", '"так"'),
]

LOWER = [
    ("ANKARA", "ankara"),
    ("İstanbul ANKARA", "İstanbul ankara"),
    ("ÇORUM", "çorum"),
    ("КИЇВ", "київ"),
    ("STRASSE Straße", "strasse straße"),
]

SLUGS = [
    ("Centre for Relief Statistics", "centre_for_relief_statistics"),
    ("People's Council", "peoples_council"),
    ("U.N. envoys", "un_envoys"),
    ("São Tomé", "sao_tome"),
    ("Doctors  Without—Borders", "doctors_without_borders"),
    ("Одеса", "одеса"),
    ("  ", ""),
]


@pytest.mark.parametrize(("text", "view"), PLAIN)
def test_plain(text: str, view: str) -> None:
    assert plain(text) == view


@pytest.mark.parametrize(("text", "folded"), LOWER)
def test_lower(text: str, folded: str) -> None:
    assert lower(text) == folded


@pytest.mark.parametrize(("words", "id_"), SLUGS)
def test_slug(words: str, id_: str) -> None:
    assert slug(words) == id_


@given(st.one_of(st.text(), TEXTS))
def test_length_is_kept(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert len(lower(text)) == len(text)


@given(st.one_of(st.text(), TEXTS))
def test_plain_changes_nothing_the_second_time(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_letters_stay(text: str) -> None:
    # The modifier letter is what some keyboards give for an apostrophe.
    assert all(a == b for a, b in zip(text, plain(text), strict=True) if a.isalpha() and a != "ʼ")


@given(st.text())
def test_slugs_are_words_joined_by_underscores(words: str) -> None:
    found = slug(words)
    assert all(part and all(c.isalnum() for c in part) for part in found.split("_")) or found == ""
    assert slug(found.replace("_", " ")) == found


@pytest.mark.parametrize(
    ("view", "cleared"),
    [
        ("Nine died,[8] two of them[12][a] at sea.", "Nine died,    two of them        at sea."),
        ("The army lost [nine] tanks, [9] guns and [ 9 ] boats.", None),
        ("Annex [1]", None),
        ("([2] and more)", None),
        ("Nine died.[2021]", None),
    ],
)
def test_marks_of_notes_are_cleared(view: str, cleared: str | None) -> None:
    assert without_notes(view) == (cleared or view)
    assert len(without_notes(view)) == len(view)
