"""Cases: ``tests/cases/text/figures.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.text.clean import plain
from counterclaim.text.figures import Figure, find_figures
from counterclaim.text.tokens import Token, tokenize
from tests.hostile import TEXTS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/text/figures.toml").read_text("utf-8"))["case"]


def _found(text: str) -> tuple[list[Token], list[Figure]]:
    tokens = tokenize(plain(text))
    return tokens, find_figures(tokens)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    tokens, figures = _found(case["text"])
    rows = [
        [case["text"][tokens[f.first].start : tokens[f.last - 1].end], f.low, f.high, f.unit, f.kind]
        for f in figures
    ]
    assert [["-" if v is None else v for v in row] for row in rows] == case["figures"]
    assert [d for f in figures[:1] for d in f.doubts] == case.get("doubts", [])


def test_what_belongs_to_something_else_is_skipped() -> None:
    tokens = tokenize("On 6 August 12 boats sank.")
    skipped = {i for i, token in enumerate(tokens) if token.text in ("6", "August")}
    assert [f.low for f in find_figures(tokens, skipped)] == [12]


def test_a_range_is_not_cut_by_what_is_skipped() -> None:
    tokens = tokenize("5 to 10 boats")
    assert [f.low for f in find_figures(tokens, {2})] == []
    assert [(f.low, f.high) for f in find_figures(tokens)] == [(5, 10)]


@given(TEXTS)
def test_figures_are_in_order_and_never_overlap(text: str) -> None:
    tokens, figures = _found(text)
    ends = [0, *(f.after for f in figures)]
    for end, figure in zip(ends, figures, strict=False):
        assert end <= figure.first < figure.last <= figure.after <= len(tokens)


@given(TEXTS)
def test_the_lower_end_is_never_above_the_upper(text: str) -> None:
    for figure in _found(text)[1]:
        assert (figure.low is None) == (figure.high is None)
        if figure.low is not None and figure.high is not None:
            assert 0 <= figure.low <= figure.high < float("inf")


@given(st.integers(0, 999_999_999))
def test_groups_of_digits_are_read_as_written(value: int) -> None:
    for text in (str(value), f"{value:,}"):
        (figure,) = _found(f"It lists {text} files.")[1]
        assert (figure.low, figure.high) == (value, value)
