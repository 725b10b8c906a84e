"""How the claims of one report stand to one another, from whole reports."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterclaim.linking import load_linker
from counterclaim.model import Raw
from counterclaim.reader import Reader

_CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "relations.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["what"])
def test_relations(case: dict[str, Any]) -> None:
    text = case["text"]
    reading = Reader(case.get("dossier", "none"))(Raw("report.txt", text, text.encode()))
    words = {claim.id: claim.number.text for claim in reading.claims if claim.number}
    found = load_linker().relations(reading.document, reading.claims)
    told = [f"{r.type}: {words[r.source]} > {words[r.target]}" for r in found]
    assert sorted(told) == sorted(case["relations"])
    for relation in found:
        assert words[relation.source] in relation.why
        assert words[relation.target] in relation.why
        assert relation.why.endswith((".", "?"))
