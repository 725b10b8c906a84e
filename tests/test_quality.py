"""How well the labelled reports are read: never worse than ``floors.toml``."""

from __future__ import annotations

import json
import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterclaim.model.codec import claim_to_row
from counterclaim.reader import Reading, read_reports

SHARED = Path(__file__).parents[2] / "shared"
BOUNDS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(
    not (SHARED / "gold" / "kursk.json").exists(), reason=f"the labelled reports are not at {SHARED}"
)


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    score = runpy.run_path(str(SHARED / "score.py"))["score"]
    gold = json.loads((SHARED / "gold" / "kursk.json").read_text("utf-8"))
    readings = [reading for reading in read_reports(SHARED / "seeds") if isinstance(reading, Reading)]
    assert len(readings) == len(gold["documents"])
    rows = [claim_to_row(claim) for reading in readings for claim in reading.claims]
    result, shown = score(gold, rows, None, SHARED / "seeds")
    print("\n".join(shown))
    return dict(result)


@pytest.mark.parametrize(("name", "floor"), BOUNDS["floors"].items())
def test_floor(measured: dict[str, Any], name: str, floor: float) -> None:
    assert measured[name] >= floor


@pytest.mark.parametrize(("name", "ceiling"), BOUNDS["ceilings"].items())
def test_ceiling(measured: dict[str, Any], name: str, ceiling: float) -> None:
    assert measured[name] <= ceiling
