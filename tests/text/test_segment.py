"""Cases: ``tests/cases/segments.toml``."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.text.segment import segment

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "segments.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_kinds(case: dict[str, Any]) -> None:
    text = case["text"]
    found = segment(text, case.get("title"))
    expected = [entry.split(": ", 1) for entry in case["blocks"]]
    assert [s.kind for s in found] == [kind for kind, _ in expected]
    for part, (_, beginning) in zip(found, expected, strict=True):
        assert text[part.start : part.end].startswith(beginning)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_line_ends_do_not_matter(case: dict[str, Any]) -> None:
    text = case["text"].replace("\n", "\r\n")
    kinds = [s.kind for s in segment(case["text"], case.get("title"))]
    assert [s.kind for s in segment(text, case.get("title"))] == kinds


_PIECES = st.sampled_from(
    [
        "\n",
        "\r\n",
        "\n\n",
        " ",
        "\u00a0",
        "Leave a reply",
        "Related Articles",
        "By A. B",
        "3 March 2025",
        "12,000 men",
        "One line of a page that ends.",
        "Photo: x",
        "https://a.example/b",
        "İ",
        "🚢",
        "\u2028",
        "COURTESY: X",
        "word",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join), st.lists(_PIECES).map(" ".join)))
def test_blocks_are_in_order_and_hold_all_but_white_space(text: str) -> None:
    found = segment(text)
    at = 0
    for part in found:
        assert at <= part.start < part.end <= len(text)
        assert not text[part.start].isspace()
        assert not text[part.end - 1].isspace()
        between = text[at : part.start]
        assert all(c.isspace() or c in "\ufeff\u200b\u200c\u200d\u2060\u00ad" for c in between)
        at = part.end
    assert all(c.isspace() or c in "\ufeff\u200b\u200c\u200d\u2060\u00ad" for c in text[at:])
    assert segment(text) == found


@pytest.mark.parametrize(
    "unit",
    ["12,345 ", "12,345\n", "a", " \t", "Leave a reply\n", "Nine dead men here\n", 'He said so. "', "(A, "],
)
def test_time_is_linear(unit: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        segment(unit * times)
        return time.process_time() - start

    short, long = seconds(5_000), seconds(40_000)
    # Eight times the text; quadratic time would be 64 times as much.
    assert long < 30 * max(short, 0.01)
