"""Cases: ``tests/cases/text/hedges.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from counterclaim.lang import load_hedges
from counterclaim.text.clean import plain
from counterclaim.text.figures import find_figures
from counterclaim.text.hedges import hedge
from counterclaim.text.tokens import tokenize
from tests.hostile import TEXTS

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/text/hedges.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_case(case: dict[str, Any]) -> None:
    tokens = tokenize(plain(case["text"]))
    figure = find_figures(tokens)[0]
    found = hedge(tokens, figure)
    qualifier, low, high = case["is"]
    ends = ["-" if end is None else end for end in (found.low, found.high)]
    assert (found.qualifier, *ends) == (qualifier, low, high)
    assert case["text"][tokens[found.first].start : tokens[found.last - 1].end] == case["words"]
    if figure.kind != "range":  # "between" belongs to the range
        assert (found.cue is not None) == (found.first < figure.first or found.last > figure.last)
    assert found.estimated is case.get("estimated", False)


def test_every_hedge_before_a_figure_is_found() -> None:
    for entry in load_hedges().hedge:
        for words in (*entry.before, *entry.verbs):
            tokens = tokenize(plain(f"Here {words} 40 seats"))
            figure = next(f for f in find_figures(tokens) if f.low == 40)
            assert hedge(tokens, figure).qualifier == entry.qualifier, words


def test_every_hedge_after_a_figure_is_found() -> None:
    for entry in load_hedges().hedge:
        for words in entry.after:
            tokens = tokenize(plain(f"Here are 40 {words} today"))
            assert hedge(tokens, find_figures(tokens)[0]).qualifier == entry.qualifier, words


@given(TEXTS)
def test_the_bound_contains_its_figure(text: str) -> None:
    tokens = tokenize(plain(text))
    for figure in find_figures(tokens):
        found = hedge(tokens, figure)
        assert 0 <= found.first <= figure.first < figure.last <= found.last <= len(tokens)
        assert found.low in (None, figure.low)
        assert found.high in (None, figure.high)
        if found.cue:
            assert found.first <= found.cue[0] < found.cue[1] <= found.last
