"""Losses over time as pictures: bands, claims, and what is to be known of their making."""

from __future__ import annotations

import importlib.util
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from counterclaim.account.estimated import Diagnosis, Estimate, Observation
from counterclaim.errors import CounterclaimError
from counterclaim.export.claim_marks import OTHERS, SHAPES, claim_layers, claim_rows, cut_names, shaped, signs
from counterclaim.export.drawing import Spec, render
from counterclaim.export.estimate_chart import losses_chart, losses_page
from counterclaim.export.frame import described
from counterclaim.export.losses_plot import FILLS, LINE
from tests.export.samples import FIRST, PREVIEW, SAMPLED, STUCK, an_estimate

drawing = pytest.mark.skipif(
    importlib.util.find_spec("vl_convert") is None,
    reason="vl-convert is not installed: no pictures are drawn",
)
HOSTILE = [
    "<script>alert(1)</script>",
    "N" * 300,
    "וזארת ההגנה \u202e وزارة الدفاع",
    "datum.x'];alert(1)//{{7*7}}",
]


def parts(spec: Any) -> Iterator[Spec]:
    """Every part of a specification that has a mark."""
    for one in spec.get("vconcat", []) + spec.get("concat", []) + spec.get("layer", []):
        yield from parts(one)
    if "mark" in spec:
        yield spec


def marks(spec: Spec, kind: str) -> list[Spec]:
    return [part for part in parts(spec) if part["mark"]["type"] == kind]


def words(spec: Spec) -> str:
    strips = [
        row["text"]
        for part in spec["vconcat"]
        if "layer" not in part
        for row in part.get("data", {}).get("values", [])
    ]
    return " ".join([*spec["title"]["text"], *spec["title"]["subtitle"], *strips]).replace("\xa0", " ")


def chart(estimate: Estimate, nth: int = 0, **given: Any) -> Spec:
    return losses_chart(estimate, estimate.losses[nth], **given)


def test_bands_and_median_are_those_of_the_estimate() -> None:
    estimate = an_estimate(days=30)
    spec = chart(estimate)
    wide, half = marks(spec, "area")
    (line,) = marks(spec, "line")
    assert [band["mark"]["color"] for band in (wide, half)] == [FILLS["of95"], FILLS["of50"]]
    assert (wide["encoding"]["y"]["field"], wide["encoding"]["y2"]["field"]) == ("of95_low", "of95_high")
    assert (half["encoding"]["y"]["field"], half["encoding"]["y2"]["field"]) == ("of50_low", "of50_high")
    last, of = line["data"]["values"][-1], estimate.losses[0].totals[-1]
    assert last["time"] == estimate.losses[0].days[-1].isoformat()
    assert (last["median"], last["of95_low"], last["of50_high"]) == pytest.approx(
        (of.median, of.of95[0], of.of50[1]), rel=1e-4
    )


def luminance(colour: str) -> float:
    linear = (
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4
        for p in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_bands_and_line_differ_in_grey() -> None:
    shades = [luminance(colour) + 0.05 for colour in ("#ffffff", FILLS["of95"], FILLS["of50"], LINE)]
    steps = [lighter / darker for lighter, darker in itertools.pairwise(shades)]
    assert all(step > limit for step, limit in zip(steps, (1.2, 1.5, 3), strict=True))


def test_sources_differ_in_shape_and_bounds_in_filling_and_arrow() -> None:
    assert len(set(SHAPES)) == len(SHAPES)
    spec = chart(an_estimate())
    above = marks(spec["vconcat"][0], "point")
    arrows = [layer for layer in above if "shape" in layer["mark"]]
    own = [layer for layer in above if "shape" in layer["encoding"]]
    assert len({layer["mark"]["shape"] for layer in arrows}) == 2
    for layer in own:
        scale = layer["encoding"]["shape"]["scale"]
        assert len(set(scale["range"])) == len(scale["domain"]) == 3
        filled = layer["mark"]["filled"]
        assert {row["bound"] == "exact" for row in layer["data"]["values"]} == {filled}
    assert {layer["mark"]["filled"] for layer in own} == {True, False}
    assert {layer["mark"].get("color", "#222222") for layer in above} == {"#222222"}


BOUNDS = [
    (["exact"], "filled: a figure"),
    (["minimum"], "open, arrow up: at least"),
    (["maximum"], "open, arrow down: at most"),
    (["exact", "maximum"], "filled: a figure · open, arrow down: at most"),
]


@pytest.mark.parametrize(("bounds", "told"), BOUNDS)
def test_signs_that_occur_are_explained(bounds: list[Any], told: str) -> None:
    seen = [Observation(f"c{n}", "a", "p", "x", FIRST, 5, bound) for n, bound in enumerate(bounds)]
    rows = claim_rows(seen, shaped(seen, str))
    assert signs(rows).replace("\xa0", " ") == told
    arrows = [layer for layer in claim_layers(rows, ["a"]) if "shape" in layer["mark"]]
    assert len(arrows) == len(set(bounds) - {"exact"})


def test_every_claim_has_one_mark_and_single_days_have_a_plot_of_their_own() -> None:
    estimate = an_estimate()
    plots = [part for part in chart(estimate)["vconcat"] if "encoding" in part and "layer" in part][:2]
    own = [
        one for one in estimate.observations if (one.party, one.category) == ("freedonia", "personnel killed")
    ]
    for plot, running in zip(plots, (True, False), strict=True):
        drawn = [
            row["claim"]
            for layer in marks(plot, "point")
            if "shape" in layer["encoding"]
            for row in layer["data"]["values"]
        ]
        assert sorted(drawn) == sorted(one.id for one in own if one.running is running)
    titles = [plot["encoding"]["y"]["title"] for plot in plots]
    assert [title.split(" (")[0] for title in titles] == ["Running total", "On that day alone"]
    assert not marks(plots[1], "line") + marks(plots[1], "area")


def test_without_counts_of_single_days_there_is_one_plot() -> None:
    estimate = an_estimate()
    running = replace(estimate, observations=tuple(one for one in estimate.observations if one.running))
    assert "On that day alone" not in json.dumps(chart(running))


SPANS = [(600, 900, "linear"), (100, 30_000, "log"), (0, 300_000, "symlog")]


@pytest.mark.parametrize(("low", "high", "kind"), SPANS)
def test_the_scale_follows_the_span(low: float, high: float, kind: str) -> None:
    estimate = an_estimate(days=10)
    mine = estimate.losses[0]
    seen = [
        Observation(f"c{n}", "a", mine.party, mine.category, mine.days[-1], count)
        for n, count in enumerate((low, high))
    ]
    y = chart(replace(estimate, observations=tuple(seen)))["vconcat"][0]["encoding"]["y"]
    assert y["scale"]["type"] == kind
    assert ("log scale" in y["title"]) == (kind != "linear")
    # The days before the first claim do not widen the axis, and the interval at the last day is within it.
    assert y["scale"]["domain"][0] <= min(low, mine.totals[-1].of95[0])
    assert y["scale"]["domain"][1] >= max(high, mine.totals[-1].of95[1])


@pytest.mark.parametrize(
    ("diagnosis", "warning"),
    [(SAMPLED, ""), (STUCK, "DID NOT CONVERGE: R-hat is 1.21"), (PREVIEW, "PREVIEW: intervals too narrow")],
)
def test_what_is_not_to_be_relied_on_says_so(diagnosis: Diagnosis, warning: str) -> None:
    estimate = an_estimate(diagnosis, days=20)
    for spec in (chart(estimate), losses_page(estimate, "All")):
        told = words(spec) + described(spec)
        for one in ("DID NOT CONVERGE", "PREVIEW"):
            assert told.count(one) == (2 if warning.startswith(one) else 0)
        assert warning in told


def test_title_method_day_and_claims_are_told() -> None:
    told = words(chart(an_estimate(), name=str.title, made=date(2031, 8, 2)))
    assert "Freedonia: personnel killed: estimated running total to 28 July 2031" in told
    assert "sampled, 2 chains, R-hat 1.00, ESS 612, 2 August 2031" in told
    assert "From 24 claims by 3 sources" in told
    assert "Dark band: 50 % interval" in told
    assert "Only one source" not in told
    assert "Only one source counts this" in words(chart(an_estimate(alone=True)))


def test_the_description_is_two_sentences() -> None:
    told = described(chart(an_estimate(days=20))).replace("R-hat 1.00", "R-hat")
    assert told.count(". ") == 1
    assert told.endswith(".")
    assert "24 claims by 3 sources" in told
    assert "95\xa0% between" in told


def test_more_than_eight_sources_share_the_last_shape() -> None:
    seen = [Observation(f"c{n}", f"s{n:02}", "p", "x", FIRST, 5) for n in range(11)]
    labels = shaped([*seen, *seen[:2]], str)
    assert len(set(labels.values())) == len(SHAPES)
    assert list(labels)[:2] == ["s00", "s01"]
    assert [labels[f"s{n:02}"] for n in (6, 7, 10)] == ["s06", OTHERS, OTHERS]
    assert len(set(shaped(seen[:8], lambda _: "same").values())) == 8


def test_long_names_are_cut_and_told_in_full() -> None:
    spec = chart(an_estimate(), name=lambda known: f"{known} {'of the long name ' * 18}".strip())
    labels = {
        row["source"] for layer in marks(spec["vconcat"][0], "point") for row in layer["data"]["values"]
    }
    assert all(len(label) <= 40 and label.endswith("…") for label in labels)
    assert f"monitor_group {'of the long name ' * 18}".strip() in described(spec)
    assert cut_names(["short", "short"]) == ()


def test_a_page_holds_twelve_at_most_and_says_what_is_left_out() -> None:
    estimate = an_estimate(days=20)
    many = losses_page(estimate, "All", chosen=estimate.losses * 5)
    (grid,) = [part for part in many["vconcat"] if "concat" in part]
    assert len(grid["concat"]) == 12
    assert "The first 12 of 15 quantities are drawn." in words(many)
    assert "12 counts of single days" in words(many)
    few = losses_page(estimate, "All")
    assert "quantities are drawn" not in words(few)
    assert [p["title"]["text"] for p in few["vconcat"][0]["concat"]] == [
        ["freedonia: personnel killed"],
        ["sylvania: personnel killed"],
        ["freedonia: tank, destroyed"],
    ]


def test_no_more_points_than_can_be_seen() -> None:
    estimate = an_estimate(days=1300)
    (line,) = marks(chart(estimate), "line")
    days = [row["time"] for row in line["data"]["values"]]
    assert len(days) == 420
    assert (days[0], days[-1]) == tuple(estimate.losses[0].days[at].isoformat() for at in (0, -1))


def test_on_a_single_day_the_intervals_have_a_width() -> None:
    estimate = an_estimate(days=1, claims=3)
    for spec in (chart(estimate), losses_page(estimate, "All")):
        assert not marks(spec, "area")
        bars = marks(spec, "bar")[:2]
        assert [bar["encoding"]["y"]["field"] for bar in bars] == ["of95_low", "of50_low"]
        assert bars[0]["mark"]["size"] > bars[1]["mark"]["size"] > 10


def test_a_small_plot_names_what_is_counted_however_long_the_name() -> None:
    page = losses_page(an_estimate(days=5), "All", lambda known: f"{known} {'N' * 300}")
    for plot in page["vconcat"][0]["concat"]:
        whose, what = plot["title"]["text"]
        assert whose.endswith("…")
        assert what in ("personnel killed", "tank, destroyed")


def test_without_a_day_there_is_nothing_to_draw() -> None:
    estimate = an_estimate(days=5)
    empty = replace(estimate.losses[0], days=(), totals=())
    with pytest.raises(CounterclaimError, match="nothing to draw"):
        losses_chart(estimate, empty)
    with pytest.raises(CounterclaimError, match="nothing to draw"):
        losses_page(estimate, "All", chosen=[empty])


def test_the_order_of_claims_does_not_matter() -> None:
    estimate = an_estimate()
    turned = replace(estimate, observations=estimate.observations[::-1])
    assert json.dumps(chart(estimate)) == json.dumps(chart(turned))
    assert json.dumps(losses_page(estimate, "All")) == json.dumps(losses_page(turned, "All"))


@drawing
@pytest.mark.parametrize("name", HOSTILE)
def test_a_picture_holds_its_words_whatever_the_names(name: str) -> None:
    estimate = an_estimate(STUCK, days=20)
    spec = losses_chart(estimate, estimate.losses[0], lambda known: f"{name} {known}", made=date(2031, 8, 2))
    picture = render(spec, "svg")
    assert picture == render(spec, "svg")
    assert b"<script" not in picture
    root = ElementTree.fromstring(picture)
    told = " ".join("".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "DID NOT CONVERGE: R-hat is 1.21" in told
    assert "From 24 claims by 3 sources" in told
    assert "Day up to which is counted" in told
    assert float(root.get("width", "0")) < 1100


@drawing
def test_pictures_come_out_as_png() -> None:
    estimate = an_estimate(days=20)
    for spec in (chart(estimate), losses_page(estimate, "All")):
        picture = render(spec, "png")
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        wide, high = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
        assert wide > 1600
        assert high > 700


def test_days_of_an_unknown_beginning_are_numbers() -> None:
    estimate = an_estimate(days=20)
    since = FIRST.toordinal() - 1
    days = {day: date.fromordinal(day.toordinal() - since) for day in estimate.losses[0].days}
    numbered = replace(
        estimate,
        dated=False,
        losses=tuple(replace(one, days=tuple(days[day] for day in one.days)) for one in estimate.losses),
        observations=tuple(replace(one, day=days[one.day]) for one in estimate.observations),
    )
    spec = chart(numbered)
    assert "running total to day 20" in words(spec)
    assert "from day 1 to day 20" in described(spec)
    assert "0001" not in json.dumps(spec)
    (band, *_) = marks(spec, "area")
    assert [row["time"] for row in band["data"]["values"]] == list(range(1, 21))
    page = losses_page(numbered, "All", chosen=numbered.losses)
    assert "to day 20" in described(page)
    assert "temporal" not in json.dumps([spec, page])
