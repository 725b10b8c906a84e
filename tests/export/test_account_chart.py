"""Rival ranges of one quantity on one axis."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest

from counterclaim.account.beside import Total
from counterclaim.account.estimated import Diagnosis
from counterclaim.errors import CounterclaimError
from counterclaim.export.account_chart import ranges_chart
from counterclaim.export.account_rows import (
    Bar,
    Mark,
    bound_bar,
    camp_bar,
    estimate_bar,
    profile_bar,
    range_words,
)
from counterclaim.export.claim_marks import ARROW_LEFT, ARROW_RIGHT
from counterclaim.export.drawing import Row, Spec, render
from counterclaim.export.frame import described
from tests.export.samples import PREVIEW, SAMPLED, STUCK, a_bound, a_range, a_side, a_spread
from tests.export.test_estimate_chart import HOSTILE, marks, words

drawing = pytest.mark.skipif(
    importlib.util.find_spec("vl_convert") is None,
    reason="vl-convert is not installed: no pictures are drawn",
)

RANGES = [
    ((900, 1400, False, False), "900 to 1,400"),
    ((900, 1400, True, True), "900 or less to 1,400 or more"),
    ((900, 900, False, False), "900"),
    ((900, 900, False, True), "900 or more"),
    ((900, None, False, False), "at least 900"),
    ((None, 900, False, False), "at most 900"),
    ((None, None, False, False), "no figure"),
]


@pytest.mark.parametrize(("given", "told"), RANGES)
def test_a_range_in_words(given: tuple[float | None, float | None, bool, bool], told: str) -> None:
    assert range_words(*given) == told


def test_rows_of_every_kind() -> None:
    side = camp_bar(a_side(more=True), name=str.title)
    assert (side.label, side.low, side.high, side.open_above, side.told) == (
        "Sylvania", 900, 1400, True, "900 to 1,400 or more",
    )  # fmt: skip
    assert side.marks == (Mark(900), Mark(1400, "minimum"))
    assert camp_bar(a_side(None)).label == "Those of no known side"
    assert camp_bar(a_side(least=5, most=5)).marks == (Mark(5),)
    assert camp_bar(a_side(least=5, most=5, more=True)).marks == (Mark(5, "minimum"),)
    assert camp_bar(a_side(), [Mark(1000)]).marks == (Mark(1000),)
    assert profile_bar(a_range()).told == "400 to 1,400; best\xa0700"
    assert profile_bar(a_range(None, 700, None)).told == "best\xa0700"
    assert profile_bar(a_range(None, None, None)).told == "no figure"
    assert profile_bar(Total("Field counts 2", 1, 2, 3, False, False, (), ("c1",), 2)).claims == ("c1",)
    assert bound_bar(a_bound(380, None)).told == "at least 380"
    assert bound_bar(a_bound()).claims == ("c8", "c9")
    assert bound_bar(a_bound(None, None), "Of all").told == "no figure"
    estimate = estimate_bar(a_spread(900, 1.8), SAMPLED)
    assert (estimate.best, estimate.half, estimate.under) == (900, a_spread(900, 1.8).of50, "sampled")
    assert estimate.told == "900 (95\xa0%: 500 to 1,620)"
    assert estimate_bar(a_spread(900), STUCK).under == "sampled; it did not converge"
    assert estimate_bar(a_spread(900), PREVIEW).under == "a preview: its interval is too narrow"


def every() -> list[Bar]:
    return [
        camp_bar(a_side("freedonia", 400, 400)),
        camp_bar(a_side(more=True), [Mark(900), Mark(1100, "maximum"), Mark(1400, "minimum")]),
        profile_bar(a_range()),
        bound_bar(a_bound(380, None)),
        bound_bar(a_bound(350, 1500)),
        estimate_bar(a_spread(900, 1.8), SAMPLED),
    ]


def chart(bars: list[Bar], diagnosis: Diagnosis | None = None) -> Spec:
    return ranges_chart(
        bars, "Freedonian personnel killed at Vell", diagnosis=diagnosis, day=date(2031, 5, 30)
    )


def held(layer: Spec) -> list[Row]:
    found: list[Row] = layer["data"]["values"]
    return found


def shapes(bar: Bar) -> set[str]:
    """All that a row is drawn with, but its words and colours."""
    found = set()
    for kind in ("rect", "rule", "tick", "point"):
        for layer in marks(chart([bar]), kind):
            mark = layer["mark"]
            filled = luma(mark.get("color", "white")) if kind == "rect" else mark.get("filled")
            found.add(
                f"{kind} {mark.get('shape', '')} {mark.get('strokeDash', '')} {filled} {mark.get('size', '')}"
            )
    return found


def luma(colour: str) -> int:
    """How light a colour is in grey, in steps that can be told apart."""
    if colour == "white":
        return 8
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return round((0.299 * red + 0.587 * green + 0.114 * blue) / 32)


def test_kinds_of_ranges_are_told_apart_without_colour() -> None:
    kinds = [
        camp_bar(a_side()),
        profile_bar(a_range()),
        bound_bar(a_bound(350, 1500)),
        estimate_bar(a_spread(900), SAMPLED),
    ]
    forms = [shapes(bar) for bar in kinds]
    assert all(one != other for nth, one in enumerate(forms) for other in forms[:nth])
    assert all(forms)


def test_the_picture_says_what_its_signs_mean() -> None:
    told = words(chart(every()))
    for sign in (
        "grey bar: from the least", "white bar: range under a coding profile", "line between brackets",
        "bar in two shades", "filled dot: a figure", "open, arrow right: at least", "open, arrow left: at most",
        "dashed: no end is known", "arrow at the end of a bar",
    ):  # fmt: skip
        assert sign in told
    assert "As of 30 May 2031." in told
    few = words(chart([profile_bar(a_range())]))
    for sign in ("grey bar", "brackets", "shades", "dot", "dashed", "arrow", "Signs"):
        assert sign not in few


def test_bars_span_their_ranges() -> None:
    bars = {row["kind"]: row for layer in marks(chart(every()), "rect") for row in held(layer)}
    assert (bars["camp"]["low"], bars["camp"]["high"]) == (900, 1400)
    assert (bars["profile"]["low"], bars["profile"]["high"]) == (400, 1400)
    assert (bars["estimate"]["low"], bars["estimate"]["half_low"]) == pytest.approx(
        (500, a_spread(900, 1.8).of50[0])
    )


ENDS = [
    (profile_bar(a_range(more=True)), {ARROW_RIGHT}, set()),
    (replace(profile_bar(a_range()), open_below=True), {ARROW_LEFT}, set()),
    (profile_bar(a_range()), set(), set()),
    (bound_bar(a_bound(380, None)), set(), {"dash_high"}),
    (bound_bar(a_bound(None, 380)), set(), {"dash_low"}),
    (profile_bar(a_range(None, 700, None)), set(), {"dash_low", "dash_high"}),
]


@pytest.mark.parametrize(("bar", "arrows", "dashes"), ENDS)
def test_no_figure_stands_without_its_range(bar: Bar, arrows: set[str], dashes: set[str]) -> None:
    spec = chart([bar])
    found = {
        layer["mark"]["shape"] for layer in marks(spec, "point") if layer["mark"]["shape"].startswith("M")
    }
    assert found & {ARROW_LEFT, ARROW_RIGHT} == arrows
    dashed = [layer for layer in marks(spec, "rule") if "strokeDash" in layer["mark"]]
    assert {layer["encoding"]["x"]["field"] for layer in dashed} == dashes


@pytest.mark.parametrize(
    ("bars", "kind"),
    [
        ([camp_bar(a_side())], "linear"),
        ([camp_bar(a_side()), bound_bar(a_bound(10, None))], "log"),
        ([camp_bar(a_side()), bound_bar(a_bound(0, 20))], "symlog"),
    ],
)
def test_the_scale_follows_the_span(bars: list[Bar], kind: str) -> None:
    (plot,) = [part for part in chart(bars)["vconcat"] if "layer" in part]
    x = plot["encoding"]["x"]
    assert x["scale"]["type"] == kind
    assert ("log" in x["title"]) == (kind != "linear")


@pytest.mark.parametrize(
    ("diagnosis", "warning"),
    [
        (None, ""),
        (SAMPLED, ""),
        (STUCK, "DID NOT CONVERGE: R-hat is 1.21"),
        (PREVIEW, "PREVIEW: intervals too narrow"),
    ],
)
def test_what_is_not_to_be_relied_on_says_so(diagnosis: Diagnosis | None, warning: str) -> None:
    spec = chart(every(), diagnosis)
    told = words(spec) + described(spec)
    for one in ("DID NOT CONVERGE", "PREVIEW"):
        assert told.count(one) == (2 if warning.startswith(one) else 0)
    assert warning in told


def test_the_description_names_every_row() -> None:
    told = described(chart(every()[1:3]))
    assert told == (
        "Bars on one axis for Freedonian personnel killed at Vell, one row for each of 2 ranges. sylvania (what it "
        "claims): 900 to 1,400 or more; Field counts 2 (coding profile): 400 to 1,400; best\xa0700."
    )


def test_without_a_figure_there_is_nothing_to_draw() -> None:
    for bars in ([], [profile_bar(a_range(None, None, None))]):
        with pytest.raises(CounterclaimError, match="nothing to draw"):
            chart(bars)


@drawing
@pytest.mark.parametrize("name", HOSTILE)
def test_a_picture_holds_its_words_whatever_the_names(name: str) -> None:
    bars = [*every(), camp_bar(a_side(), name=lambda _: name), profile_bar(a_range(profile=name))]
    spec = ranges_chart(bars, name, diagnosis=STUCK)
    picture = render(spec, "svg")
    assert picture == render(spec, "svg")
    root = ElementTree.fromstring(picture)
    told = {"".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Estimate", "By arithmetic", "350 to 1,500", "coding profile", "How many"} <= told
    assert "DID NOT CONVERGE: R-hat is 1.21 and the ESS 38" in told
    assert float(root.get("width", "0")) < 960
    assert b"<script" not in picture


@drawing
def test_a_picture_comes_out_as_png() -> None:
    picture = render(chart(every()), "png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(picture[16:20], "big") > 1600
