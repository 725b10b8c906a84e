"""Phrases of words among tokens."""

from __future__ import annotations

import pytest

from counterclaim.text.clean import plain
from counterclaim.text.phrases import Phrases
from counterclaim.text.tokens import tokenize

TABLE = Phrases(
    [
        ("tug", 1),
        ("tug boat", 2),
        ("tug boat crew", 3),
        ("crew", 4),
        ("crew", 5),
        ("", 6),
        ("captain's log", 7),
    ]
)
NAMES = Phrases([("Port Vell", "port"), ("Vell", "town")], fold=False)


@pytest.mark.parametrize(
    ("text", "i", "found"),
    [
        ("the tug left", 0, None),
        ("the tug left", 1, (2, 1)),
        ("the Tug Boat left", 1, (3, 2)),
        ("the tug boat crew left", 1, (4, 3)),
        ("the tug boat", 1, (3, 2)),
        ("the crew", 1, (2, 4)),
        ("a captain’s log", 1, (4, 7)),
        ("a captain's", 1, None),
        ("tug", 1, None),
        ("tug", 5, None),
    ],
)
def test_at(text: str, i: int, found: tuple[int, int] | None) -> None:
    assert TABLE.at(tokenize(plain(text)), i) == found


@pytest.mark.parametrize(
    ("text", "i", "found"),
    [
        ("a tug boat crew left", 4, (1, 3)),
        ("a tug boat left", 3, (1, 2)),
        ("a boat left", 2, None),
        ("crew", 1, (0, 4)),
        ("crew", 0, None),
        ("crew", 2, None),
        ("boat crew", 2, (1, 4)),
    ],
)
def test_before(text: str, i: int, found: tuple[int, int] | None) -> None:
    assert TABLE.before(tokenize(text), i) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("Port Vell", (2, "port")), ("Vell", (1, "town")), ("port vell", None), ("PORT VELL", None)],
)
def test_names_are_compared_as_written(text: str, found: tuple[int, str] | None) -> None:
    assert NAMES.at(tokenize(text), 0) == found


def test_before_does_not_reach_past_the_beginning() -> None:
    assert Phrases([("left the crew", 1)]).before(tokenize("the crew"), 2) is None
