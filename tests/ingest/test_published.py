"""Cases: ``tests/cases/published.toml``."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.ingest import understand
from counterclaim.ingest.stated import day_of
from counterclaim.model import DossierChoice, Published, Raw
from counterclaim.world import load_world
from tests.ingest.war import dossier

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "published.toml").read_text("utf-8"))["case"]


def _published(text: str, war: bool = False, url: str | None = None, stated: str | None = None) -> Published:
    raw = Raw("a.txt", text, b"", url=url, published=stated)
    return understand(raw, load_world(), dossier() if war else None, DossierChoice(None, "")).published


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_published(case: dict[str, Any]) -> None:
    found = _published(case["text"], case.get("war", False), case.get("url"), case.get("published"))
    day = case.get("day")
    expected = (day, case.get("earliest", day), case.get("latest", day), case["basis"])
    assert (found.day, found.earliest, found.latest, found.basis) == expected
    assert found.reason
    assert case.get("reason", "") in found.reason


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-05-06", date(2024, 5, 6)),
        ("2024-05-06T01:00:00Z", date(2024, 5, 6)),
        ("20240506", date(2024, 5, 6)),
        ("20240506T120000", date(2024, 5, 6)),
        ("1714953600", date(2024, 5, 6)),
        ("1714953600000", date(2024, 5, 6)),
        ("Mon, 06 May 2024 09:00:00 +0000", date(2024, 5, 6)),
        ("May 6, 2024", date(2024, 5, 6)),
        ("6 May 2024, 10:30 am", date(2024, 5, 6)),
        ("Published on Monday 6 May 2024", date(2024, 5, 6)),
        ("2024-13-06", None),
        ("2024", None),
        ("yesterday", None),
        ("99999999999999999999", None),
        ("", None),
    ],
)
def test_dates_as_records_write_them(words: str, day: date | None) -> None:
    assert day_of(words) == day


@given(st.text(alphabet=st.sampled_from("0123456789-/:., TZ+MayonSud")))
def test_no_date_breaks_it(words: str) -> None:
    day = day_of(words)
    assert day is None or 1900 <= day.year <= 2100


_PIECES = st.sampled_from(
    [
        "five months ago",
        "the army launched its offensive into the Alma hills",
        "123,450",
        "Almanian General Staff",
        "on Sunday, Oct 6,",
        "Monday",
        "on 7 May 2024",
        "will",
        "in June of last year",
        ". ",
        "\n",
        "since 2021",
        "3 May",
    ]
)


@given(st.lists(_PIECES).map(" ".join))
def test_the_day_lies_in_its_range(text: str) -> None:
    found = _published(text, war=True)
    if found.day:
        assert found.earliest is not None
        assert found.latest is not None
        assert found.earliest <= found.day <= found.latest
    if found.earliest and found.latest:
        assert found.earliest <= found.latest
