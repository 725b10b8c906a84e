"""Cases: ``tests/cases/text/sentences.toml``; very long ones: ``test_long_sentences.py``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from counterclaim.lang import load_sentence_words
from counterclaim.text.clean import plain
from counterclaim.text.sentences import sentences
from tests.hostile import TEXTS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/text/sentences.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[a:b] for a, b in sentences(plain(text), 0, len(text))] == case["sentences"]


@pytest.mark.parametrize("word", sorted(load_sentence_words().before_names))
def test_no_stop_after_an_abbreviation_before_a_name(word: str) -> None:
    text = f"There {word.capitalize()}. Abel slept. Fog came."
    assert len(list(sentences(text, 0, len(text)))) == 2


@given(TEXTS)
def test_stretches_are_in_order_and_hold_every_character_but_white_space(text: str) -> None:
    view = plain(text)
    found = list(sentences(view, 0, len(view)))
    ends = [0, *(b for _, b in found)]
    for end, (a, b) in zip(ends, found, strict=False):
        assert end <= a < b
    assert "".join("".join(view[a:b].split()) for a, b in found) == "".join(view.split())
