"""Which claims of a ledger become observations, as what, and why others do not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counterclaim.account.estimation.taken import take
from tests.link.samples import a_statement, may

TOTAL: dict[str, Any] = {"kind": "cumulative", "start": may(1), "end": may(20)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"source": "freedonia", "party": "sylvania", "running": True, "bound": "exact"}),
        ({"camp": None}, {"source": "freedonian_mod"}),
        ({"camp": None, "claimant": "narrator"}, {"source": "daily_field"}),
        ({"qualifier": "at_least", "high": None}, {"bound": "minimum", "count": 120.0}),
        ({"qualifier": "more_than", "high": None}, {"bound": "minimum"}),
        ({"qualifier": "nearly", "low": None}, {"bound": "maximum"}),
        ({"qualifier": "between", "low": 100.0, "high": 400.0, "figure": 100.0}, {"count": 200.0}),
        ({"kind": "period", "start": may(20), "end": may(20)}, {"running": False, "day": may(20)}),
        ({"place": None}, {"category": "personnel killed"}),
        ({"place": "vell"}, {"category": "personnel killed, vell"}),
    ],
)
def test_a_claim_becomes_an_observation(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    (found,) = take([a_statement(**(TOTAL | fields))]).observations
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"figure": None}, "no plain count"),
        ({"statistic": "share", "unit": "percent"}, "no plain count"),
        ({"stance": "denied"}, "no plain count"),
        ({"stance": "predicted"}, "no plain count"),
        ({"outcome": None}, "what is counted is not said"),
        ({"kind": "unknown", "start": None, "end": None}, "their day is not known"),
        ({"kind": "period", "start": may(3), "end": may(20)}, "a stretch of several days"),
        ({"superseded": True}, "given up for one"),
        ({"told_as": "part"}, "a part of another figure"),
    ],
)
def test_others_are_left_out_with_the_reason(fields: dict[str, Any], why: str) -> None:
    found = take([a_statement(**(TOTAL | fields)), a_statement(id="c2", **TOTAL)])
    assert len(found.observations) == 1
    ((many, told),) = found.left_out
    assert many == "1 claims"
    assert why in told


def test_each_claimant_may_be_a_source() -> None:
    (found,) = take([a_statement(**TOTAL)], by_camp=False).observations
    assert found.source == "freedonian_mod"


def test_running_totals_count_from_the_earliest_beginning_that_is_told() -> None:
    claims = [a_statement(**TOTAL), a_statement(id="c2", **(TOTAL | {"start": date(2031, 4, 2)}))]
    assert take(claims).first == date(2031, 4, 2)
