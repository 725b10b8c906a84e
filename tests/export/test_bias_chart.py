"""The bias of each source as a picture."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from counterclaim.account.estimated import Bias, Diagnosis, Estimate
from counterclaim.errors import CounterclaimError
from counterclaim.export.bias_chart import AT_ONE, MOST, bias_chart
from counterclaim.export.drawing import Row, Spec, render
from counterclaim.export.frame import described
from tests.export.samples import PREVIEW, SAMPLED, STUCK, a_spread, an_estimate
from tests.export.test_estimate_chart import HOSTILE, marks, words

drawing = pytest.mark.skipif(
    importlib.util.find_spec("vl_convert") is None,
    reason="vl-convert is not installed: no pictures are drawn",
)


def plot(spec: Spec) -> Spec:
    found: Spec = next(part for part in spec["vconcat"] if "layer" in part)
    return found


def rows(spec: Spec) -> list[Row]:
    found: list[Row] = plot(spec)["data"]["values"]
    return found


def texts(spec: Spec) -> list[str]:
    return [
        str(row["text"]) for part in plot(spec)["layer"] for row in part.get("data", {}).get("values", [])
    ]


def axis(spec: Spec) -> Any:
    return marks(spec, "rule")[0]["encoding"]["x"]


def biased(*factors: float, wide: float = 1.5) -> Estimate:
    biases = tuple(
        Bias(f"s{nth:03}", "p", "x", a_spread(factor, wide), nth + 1) for nth, factor in enumerate(factors)
    )
    return replace(an_estimate(days=5), biases=biases)


def test_each_source_has_a_dot_and_both_intervals() -> None:
    estimate = an_estimate(days=5)
    spec = bias_chart(estimate)
    assert len(rows(spec)) == len(estimate.biases) == 9
    first = rows(spec)[0]
    of = next(
        one for one in estimate.biases if (one.source, one.category) == ("freedonia", "personnel killed")
    )
    assert [first[field] for field in ("low95", "low50", "median", "high50", "high95")] == pytest.approx(
        [of.factor.of95[0], of.factor.of50[0], of.factor.median, of.factor.of50[1], of.factor.of95[1]],
        rel=1e-4,
    )
    assert [row["claims"] for row in rows(spec)] == ["8"] * 9
    wide, half = marks(spec, "rule")[:2]
    assert (wide["encoding"]["x"]["field"], half["encoding"]["x"]["field"]) == ("low95", "low50")
    assert half["mark"]["strokeWidth"] > 3 * wide["mark"]["strokeWidth"]
    assert len(marks(spec, "tick")) == 2


def test_rows_are_grouped_by_party() -> None:
    spec = bias_chart(an_estimate(days=5), str.title)
    heads = [text for text in texts(spec) if text.startswith("Losses of")]
    assert heads == ["Losses of Freedonia", "Losses of Sylvania"]
    assert [row["y"] for row in rows(spec)] == sorted({row["y"] for row in rows(spec)})


AXES = [
    ((1.0,), [0.5, 1, 2]),
    ((0.3, 2.5), [0.125, 0.25, 0.5, 1, 2, 4]),
    ((0.004, 900.0), [2.0**power for power in (-5, 0, 5, 10)]),
]


@pytest.mark.parametrize(("factors", "ticks"), AXES)
def test_the_axis_is_in_halves_and_doubles_about_one(factors: tuple[float, ...], ticks: list[float]) -> None:
    x = axis(bias_chart(biased(*factors)))
    low, high = x["scale"]["domain"]
    assert x["scale"]["type"] == "log"
    assert 1 in x["axis"]["values"]
    assert len(x["axis"]["values"]) <= (5 if min(factors) < 0.01 else 7)
    assert low <= min(factors) / 1.5
    assert high >= max(factors) * 1.5
    assert x["axis"]["values"] == ticks


def test_a_rule_at_one_says_what_it_is() -> None:
    spec = bias_chart(an_estimate(days=5))
    assert AT_ONE in texts(spec)
    (rule,) = [part for part in marks(spec, "rule") if part["encoding"]["x"].get("datum") == 1]
    assert rule["mark"]["strokeDash"]


@pytest.mark.parametrize(
    ("diagnosis", "warning"),
    [(SAMPLED, ""), (STUCK, "DID NOT CONVERGE: R-hat is 1.21"), (PREVIEW, "PREVIEW: intervals too narrow")],
)
def test_what_is_not_to_be_relied_on_says_so(diagnosis: Diagnosis, warning: str) -> None:
    spec = bias_chart(an_estimate(diagnosis, days=5))
    told = words(spec) + described(spec)
    for one in ("DID NOT CONVERGE", "PREVIEW"):
        assert told.count(one) == (2 if warning.startswith(one) else 0)
    assert warning in told


def test_method_date_and_claims_are_told() -> None:
    told = words(bias_chart(an_estimate(days=5), made=date(2031, 8, 2)))
    assert "sampled, 2 chains, R-hat 1.00, ESS 612, 2 August 2031" in told
    assert "From 72 claims." in told
    assert "Only this source" not in told
    alone = bias_chart(an_estimate(days=5, alone=True))
    assert "* Only this source counts it" in words(alone)
    assert sum(text.endswith("*") for text in texts(alone)) == 9


def test_those_with_the_most_claims_are_drawn() -> None:
    spec = bias_chart(biased(*[1.0] * (MOST + 5)))
    assert len(rows(spec)) == MOST
    assert f"The {MOST} of {MOST + 5} with the most claims are drawn." in words(spec)
    assert "1" not in {row["claims"] for row in rows(spec)}


def test_the_description_is_two_sentences() -> None:
    told = described(bias_chart(biased(0.5, 3)))
    assert told.startswith(
        "Dots with intervals: how many 2 sources report for each one estimated, of the losses of p. "
    )
    assert "0.5× (95\xa0%: 0.33–0.75), s000: x of p, to 3× (95\xa0%: 2–4.5), s001: x of p" in told


def test_without_a_bias_there_is_nothing_to_draw() -> None:
    with pytest.raises(CounterclaimError, match="nothing to draw"):
        bias_chart(biased())


def test_the_order_of_biases_does_not_matter() -> None:
    estimate = an_estimate(days=5)
    assert json.dumps(bias_chart(estimate)) == json.dumps(
        bias_chart(replace(estimate, biases=estimate.biases[::-1]))
    )


@drawing
@pytest.mark.parametrize("name", HOSTILE)
def test_a_picture_holds_its_words_whatever_the_names(name: str) -> None:
    spec = bias_chart(an_estimate(STUCK, days=5), lambda known: f"{known} {name}")
    picture = render(spec, "svg")
    assert picture == render(spec, "svg")
    root = ElementTree.fromstring(picture)
    told = {"".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {AT_ONE, "1×", "2×", "claims", "personnel killed"} <= told or "freedonia" in str(told)
    assert "DID NOT CONVERGE: R-hat is 1.21 and the ESS 38" in told
    assert float(root.get("width", "0")) < 900
    assert b"<script" not in picture


@drawing
def test_a_picture_comes_out_as_png() -> None:
    picture = render(bias_chart(an_estimate(days=5)), "png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") > 1600
