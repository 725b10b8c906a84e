"""A text without stops is cut into stretches of bounded length, at white space."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.text.sentences import sentences

TEXTS = st.lists(st.sampled_from(["word", " ", "12,000", "\n", ", ", "x" * 900]), max_size=60).map("".join)


@given(TEXTS)
def test_nothing_is_lost_and_nothing_is_long(text: str) -> None:
    found = list(sentences(text, 0, len(text)))
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(0 < b - a <= 2000 for a, b in found)
    assert all(not text[a].isspace() and not text[b - 1].isspace() for a, b in found)


def test_words_stay_whole() -> None:
    text = "Some 12,000 troops, " * 500
    found = list(sentences(text, 0, len(text)))
    assert len(found) > 4
    assert all(text[b : b + 1] in (" ", "") for _, b in found)


def test_one_endless_word_is_cut_all_the_same() -> None:
    assert len(list(sentences("x" * 10_000, 0, 10_000))) == 5
