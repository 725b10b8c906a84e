"""The coding rules that docs/coding.md states hold."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import counterclaim
from counterclaim.model import Claim

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "coding.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["rule"])
def test_rule(case: dict[str, Any]) -> None:
    claims = counterclaim.extract(case["text"], published="2024-06-14", dossier=None)
    found = [_fields(claim) for claim in claims]
    assert len(found) == len(case["claims"]), [fields["number"] for fields in found]
    for fields, expected in zip(found, case["claims"], strict=True):
        assert {name: fields[name] for name in expected} == expected


def _fields(claim: Claim) -> dict[str, Any]:
    assert claim.number
    assert claim.value
    fields = {
        "number": claim.number.text,
        "object": claim.object,
        "outcome": claim.outcome,
        "party": claim.party,
        "claimant": claim.claimant.id,
        "voice": claim.voice,
        "stance": claim.stance,
        "segment": claim.segment,
        "qualifier": claim.value.qualifier,
        "low": claim.value.low,
        "statistic": claim.value.statistic,
        "kind": claim.window.kind,
        "start": claim.window.start and claim.window.start.isoformat(),
        "end": claim.window.end and claim.window.end.isoformat(),
    }
    return {name: "" if value is None else value for name, value in fields.items()}
