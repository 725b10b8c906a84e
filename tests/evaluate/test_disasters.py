"""Totals of events, taken from articles, and how far they are from a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import DataError
from counterclaim.evaluate.disasters import Article, distance, figures, measure, read_articles, totals
from counterclaim.model import Raw
from counterclaim.reader import Reader

# What the box holds, what the lead and a section say, and the totals with the rule that gives each.
ARTICLES: dict[str, tuple[str, str, str, dict[str, tuple[float, str]]]] = {
    "the box goes before the text": (
        "Deaths: 31",
        "At least 29 people were killed.",
        "In Arden, 40 people were injured.",
        {"Deaths": (31, "box"), "Injuries": (40, "only")},
    ),
    "the only figure is the event's, wherever it stands": (
        "",
        "A dam broke.",
        "In France, 70 people were left homeless.",
        {"Homeless": (70, "only")},
    ),
    "of several in the sections none is": (
        "",
        "A dam broke.",
        "In France, 7 people were killed. In Spain, 9 people were killed.",
        {},
    ),
    "the lead sums up": (
        "",
        "The flood killed 16 people.",
        "In France, 7 people were killed. In Spain, 9 people were killed.",
        {"Deaths": (16, "lead")},
    ),
    "destroyed and damaged buildings make one figure": (
        "",
        "The flood destroyed 20 houses and damaged 300 houses.",
        "In Spain, 5 houses were destroyed.",
        {"Buildings_Damaged": (320, "lead")},
    ),
    "vague figures are none": ("", "Dozens of people were killed.", "Some 40% of houses were damaged.", {}),
}


def write(folder: Path, box: str, lead: str, section: str, table: dict[str, Any]) -> Path:
    row = {
        "event_id": "e1",
        "event": "Northern flood",
        "infobox": box,
        "sections": [
            {"header": "Contents", "content": " "},
            {"header": "Northern flood", "content": lead + "[12]"},
            {"header": "Impact", "content": section},
        ],
        "gold": [{"level": "instance", "Deaths_Min": 1.0}, {"level": "total"} | table],
    }
    path = folder / "articles.json"
    path.write_text(json.dumps([row]), encoding="utf-8")
    return path


def article(folder: Path, box: str, lead: str, section: str) -> Article:
    (one,) = read_articles(write(folder, box, lead, section, {"Deaths_Min": 14.0, "Deaths_Max": 15.0}))
    return one


@pytest.mark.parametrize("name", ARTICLES)
def test_totals(tmp_path: Path, name: str) -> None:
    box, lead, section, expected = ARTICLES[name]
    one = article(tmp_path, box, lead, section)
    claims = Reader("none")(Raw("e1", one.text, one.text.encode())).claims
    assert {key: (total.figure, total.rule) for key, total in totals(one, claims).items()} == expected


def test_an_article_as_text(tmp_path: Path) -> None:
    one = article(tmp_path, "Deaths: 3\nMissing: 1", "A dam broke.", "Roads were cut.")
    assert "[12]" not in one.text
    parts = {word: one.part(one.text.index(word)) for word in ("Missing", "dam", "Roads")}
    assert parts == {"Missing": "box", "dam": "lead", "Roads": "body"}


@pytest.mark.parametrize(
    ("figure", "table", "expected"),
    [
        (None, None, 0),
        (3, None, 1),
        (None, (0, 0), 1),
        (0, (0, 0), 0),
        (12, (10, 15), 0),
        (5, (10, 15), 1 / 3),
        (45, (10, 15), 0.5),
        (0, (4, 4), 1),
    ],
)
def test_distance(figure: float | None, table: tuple[float, float] | None, expected: float) -> None:
    assert distance(figure, table) == pytest.approx(expected)


def test_errors_by_category(tmp_path: Path) -> None:
    one = article(tmp_path, "Deaths: 42", "A dam broke.", "In Spain, 9 people were injured.")
    errors = figures(measure([one], Reader("none")))
    assert errors["Deaths"].error == pytest.approx(27 / 57)
    assert errors["Deaths"].error_blank == 1
    assert (errors["Injuries"].error, errors["Injuries"].error_blank) == (1, 0)
    assert (errors["Homeless"].events, errors["Homeless"].stated) == (1, 0)


@pytest.mark.parametrize("text", ["", "[{}]", '{"a": 1}', "[1]"])
def test_what_holds_no_articles(tmp_path: Path, text: str) -> None:
    (tmp_path / "articles.json").write_text(text)
    with pytest.raises(DataError, match=r"articles\.json"):
        read_articles(tmp_path / "articles.json")
