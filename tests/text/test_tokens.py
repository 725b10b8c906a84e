"""Cases: ``tests/cases/text/tokens.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from counterclaim.text.clean import plain
from counterclaim.text.tokens import tokenize
from tests.hostile import TEXTS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/text/tokens.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: dict[str, Any]) -> None:
    assert [f"{t.kind} {t.text}" for t in tokenize(plain(case["text"]))] == case["tokens"]


@given(TEXTS)
def test_tokens_cover_all_but_white_space_in_order(text: str) -> None:
    view = plain(text)
    at = 0
    for token in tokenize(view):
        assert view[at : token.start].strip() == ""
        assert view[token.start : token.end] == token.text != ""
        assert len(token.low) == len(token.text)
        at = token.end
    assert view[at:].strip() == ""


def test_a_stretch_has_the_offsets_of_the_whole() -> None:
    view = "Ten boats left port."
    assert [(t.start, t.end, t.text) for t in tokenize(view, 4, 14)] == [(4, 9, "boats"), (10, 14, "left")]


@given(TEXTS)
def test_what_else_stands_in_a_text_changes_no_token(text: str) -> None:
    """A text all in ASCII has a pattern of its own; with a letter beyond ASCII after it, it is read by the other."""
    view = plain(text).encode("ascii", "ignore").decode() + " end "
    assert tokenize(view) == tokenize(view + "é")[:-1]
