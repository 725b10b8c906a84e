"""How well the labelled reports are read: never worse than ``floors.toml``."""

from __future__ import annotations

import json
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case

SHARED = Path(__file__).parents[2] / "shared"
BOUNDS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "kursk.json").exists(), reason=f"the labelled reports are not at {SHARED}"
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    made = Case(tmp_path_factory.mktemp("quality") / "case.db")
    made.build(SHARED / "seeds")
    made.link()
    return made


@pytest.fixture(scope="module")
def measured(case: Case) -> dict[str, Any]:
    score = runpy.run_path(str(SHARED / "score.py"))["score"]
    gold = json.loads((SHARED / "gold" / "kursk.json").read_text("utf-8"))
    assert len(case.documents()) == len(gold["documents"])
    result, shown = score(gold, case.claims(), case.relations(), SHARED / "seeds")
    print("\n".join(shown))
    return dict(result)


@pytest.mark.parametrize(("name", "floor"), BOUNDS["floors"].items())
def test_floor(measured: dict[str, Any], name: str, floor: float) -> None:
    assert measured[name] >= floor


@pytest.mark.parametrize(("name", "ceiling"), BOUNDS["ceilings"].items())
def test_ceiling(measured: dict[str, Any], name: str, ceiling: float) -> None:
    assert measured[name] <= ceiling


# What the findings on the five reports must tell, by the words that do.
TOLD = {
    "losses that became deaths": ("relabelled", ["20,000", "losses", "killed"]),
    "irreversible losses that became deaths": ("relabelled", ["nearly 15,000", "irrecoverable", "headline"]),
    "more lost than were there, as a question": ("exceeds", ["76,000", "60,000", "replaced", "other side?"]),
    "the running total with its rate": ("running", ["20,000", "76,000", "277 a day", "200"]),
    "a figure of the issuer's series": ("published", ["710,660", "2024-11-11"]),
    "a report that the series dates": ("undated", ["710,660", "2024-11-11"]),
    "two shares of the same ground": ("disagrees", ["63%", "about half"]),
    "two strengths that leave room": ("agrees", ["11,000", "at least 12,000"]),
    "Russia on its own losses": ("silent", ["speak for Russia", "none is of what Russia lost"]),
    "Ukraine on its own losses": ("silent", ["speak for Ukraine", "none is of what Ukraine lost"]),
}


@pytest.mark.parametrize(("kind", "words"), TOLD.values(), ids=TOLD)
def test_finding(case: Case, kind: str, words: list[str]) -> None:
    found = [one.why for one in case.findings() if one.kind == kind]
    assert any(all(word in why for word in words) for why in found), found
