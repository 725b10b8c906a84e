"""Cases: ``tests/cases/text/quotes.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.text.quotes import quotations

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/text/quotes.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    text = case["text"]
    assert [text[a:b] for a, b in quotations(text, 0, len(text))] == case["quotes"]


def test_only_the_stretch_asked_for_is_read() -> None:
    text = '"One" and "two" and "three"'
    start, end = text.index("and"), text.rindex("and")
    assert [text[a:b] for a, b in quotations(text, start, end)] == ["two"]


@given(st.text(alphabet="“”«»„\"‘’' \n.aİ🚢1", max_size=40), st.integers(0, 10), st.integers(0, 40))
def test_stretches_lie_within_and_in_order(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    found = quotations(text, start, end)
    assert found == sorted(found)
    assert all(start <= a <= b <= end for a, b in found)
