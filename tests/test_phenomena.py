"""What makes extraction hard, case by case: all but the known failures are read as a coder reads them.

A case that comes right is taken off ``cases/known_failures.toml``, and ``floors.toml`` lowered with it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from counterclaim import extract
from tests.phenomena import Case, CaseRow, Text, case_of, differences, load_cases, load_known, read

CASES = load_cases()
KNOWN = load_known()
FAILING = {name for names in KNOWN.values() for name in names}
BOUNDS = tomllib.loads(Path(__file__).with_name("floors.toml").read_text("utf-8"))["phenomena"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    wrong = read(case)
    if case.name in FAILING:
        assert wrong, f"{case.name} comes right now: take it off known_failures.toml"
    else:
        assert not wrong, "\n".join([case.text, "", *wrong])


def test_known_failures_name_cases() -> None:
    assert {name for name in FAILING if name not in {case.name for case in CASES}} == set()
    assert all(name.rpartition("-")[0] == file for file, names in KNOWN.items() for name in names)
    assert len(FAILING) == sum(len(names) for names in KNOWN.values())


def test_known_failures_only_fall() -> None:
    assert len(FAILING) == BOUNDS["known_failures"]


@pytest.mark.parametrize(
    ("change", "report"),
    [
        ({"outcome": "wounded"}, "outcome of '12' is 'killed', not 'wounded'"),
        ({"party": ""}, "party of '12' is 'turkey', not ''"),
        ({"qualifier": ["about", "nearly"]}, "qualifier of '12' is 'exact', not ['about', 'nearly']"),
        ({"number": "12 Turkish"}, "missed '12 Turkish': personnel killed"),
    ],
)
def test_differences_are_told(change: Mapping[str, Text], report: str) -> None:
    """A case with one thing changed fails on that thing."""
    text = "In Ankara the ministry said 12 Turkish soldiers had been killed."
    (claim,) = extract(text, dossier=None)
    base: dict[str, Text] = {"number": "12", "object": "personnel", "outcome": "killed"}
    case = _case_of(text, base)
    assert differences(case, [claim]) == []
    assert report in differences(_case_of(text, {**base, **change}), [claim])
    assert differences(replace(case, claims=()), [claim]) == ["not expected '12': personnel killed"]


def _case_of(text: str, claim: Mapping[str, Text]) -> Case:
    return case_of("example", "Example", msgspec.convert({"text": text, "claims": [claim]}, CaseRow))
