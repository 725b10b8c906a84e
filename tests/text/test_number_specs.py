"""The figure finder on a public specification of numbers; ``tests/number_specs.py`` says what is left out."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.number_specs import MODELS, SPECS, measure

FLOORS = tomllib.loads((Path(__file__).parents[1] / "floors.toml").read_text("utf-8"))["number_specs"]

pytestmark = pytest.mark.skipif(not SPECS.is_dir(), reason=f"the specification is not at {SPECS}")


@pytest.mark.parametrize("model", MODELS)
def test_share_that_passes(model: str) -> None:
    outcome = measure(model)
    for text, wanted, found in outcome.failed:
        print(f"{text}\n    wanted {wanted}\n    found  {found}")
    assert outcome.passed + len(outcome.failed) >= FLOORS[model]["cases"], "too many cases are left out"
    assert outcome.share >= FLOORS[model]["share"]
