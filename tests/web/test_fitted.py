"""The page of a quantity where an estimate was made of it."""

from __future__ import annotations

import pytest

from counterclaim.web.desk import Desk
from tests.cli.test_fits import an_estimate
from tests.simulated import simulated
from tests.web.desks import local

QUANTITY = "party=ukraine&object=personnel&outcome=killed&place=kursk_oblast"


@pytest.fixture(scope="module")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    case = simulated(tmp_path_factory.mktemp("fitted"))
    return Desk(case.path, an_estimate(case.taken().observations))


def test_an_estimate_stands_beside_what_is_claimed(fitted: Desk) -> None:
    page = local(fitted).get(f"/quantity?{QUANTITY}")
    assert page.status_code == 200
    assert "estimated running total to 1 October 2024" in page.text
    view = local(fitted).get(f"/quantity.json?{QUANTITY}").json()
    assert [(one["source"], one["factor"]) for one in view["estimate"]["biases"]] == [
        ("Russia", 2.0),
        ("Ukraine", 0.5),
    ]
    assert "Estimate" in [bar["label"] for bar in view["ranges"]["bars"]]
    assert any("An estimate by a model" in piece["text"] for sentence in view["told"] for piece in sentence)


def test_each_mark_of_the_chart_leads_to_its_claim(fitted: Desk) -> None:
    browser = local(fitted)
    marks = browser.get(f"/quantity.json?{QUANTITY}").json()["chart"]["marks"]
    assert len(marks) == 28
    assert {browser.get(mark["href"]).status_code for mark in marks} == {200}


def test_another_profile_stands_beside_the_first(fitted: Desk) -> None:
    view = local(fitted).get(f"/quantity.json?{QUANTITY}&profile=ucdp&versus=acled").json()
    labels = [bar["label"].split()[0] for bar in view["ranges"]["bars"]]
    assert {"UCDP", "ACLED"} <= set(labels)
