"""Cases: ``tests/cases/outlets.toml``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterclaim.ingest import understand
from counterclaim.model import DossierChoice, Raw
from counterclaim.world import load_world

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "outlets.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_outlet(case: dict[str, Any]) -> None:
    raw = Raw("a.txt", case["text"], b"", url=case.get("url"), outlet=case.get("stated"))
    found = understand(raw, load_world(), None, DossierChoice(None, ""))
    assert (found.outlet and found.outlet.id) == case.get("outlet")
    assert (found.taken_from and found.taken_from.id) == case.get("taken")


def test_a_listed_outlet_brings_its_name_and_camp() -> None:
    raw = Raw("a.txt", "Nine tanks were lost.", b"", url="https://tass.com/politics/1")
    found = understand(raw, load_world(), None, DossierChoice(None, "")).outlet
    assert found is not None
    assert (found.name, found.camp) == ("TASS", "russia")
