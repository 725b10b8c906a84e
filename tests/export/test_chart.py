"""Charts of running totals: what their specification says, and that pictures come of it."""

from __future__ import annotations

import importlib.util
import itertools
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.export.chart import DASHES, PALETTE, SHAPES, form, series_chart
from counterclaim.export.drawing import Row, Spec, render
from counterclaim.link.series import Key, Point, Remark, Series

EVIL = "datum.x'];alert(1)//<script>&\"{{7*7}}"
STEERING = "\u202e\x1b[31m\ufffe"

drawing = pytest.mark.skipif(
    importlib.util.find_spec("vl_convert") is None,
    reason="vl-convert is not installed: no pictures are drawn",
)


def a_key(claimant: str = "freedonian_mod") -> Key:
    return Key(claimant, "sylvania", "soldier", "killed", "vell")


def a_point(
    day: int,
    low: float | None,
    high: float | None,
    *,
    remark: Remark = "",
    words: str = "",
    figure: float = 0,
) -> Point:
    named = figure or low or high or 0
    stood = date(2031, 5, 1).toordinal() + day
    return Point(
        day=date.fromordinal(stood),
        words=words or f"{named:,.0f}",
        low=low,
        high=high,
        figure=named,
        outcome=None,
        claims=(f"c{day}",),
        outlets=("daily_field", "evening_field"),
        remark=remark,
    )


def a_series(claimant: str = "freedonian_mod", *points: Point) -> Series:
    return Series(a_key(claimant), points or (a_point(0, 1200, 1200), a_point(30, 2500, None)))


def chart(*series: Series, title: str = "Losses at Vell") -> Spec:
    return series_chart(series, lambda key: key.claimant, title)


def rows(spec: Spec) -> list[Row]:
    found: list[Row] = spec["data"]["values"]
    return found


def layers(spec: Spec, mark: str) -> list[Spec]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def texts(spec: Spec, style: str) -> list[str]:
    """The words of the layers with some property of their style, each once."""
    found = [layer for layer in layers(spec, "text") if style in layer["mark"]]
    return [place["text"] for place in found[-1]["data"]["values"]] if found else []


def below(spec: Spec) -> str:
    return " ".join(spec["title"]["subtitle"]).replace("\xa0", " ")


FORMS = [
    (a_point(0, 12, 12), "exact", "circle", "● exact"),
    (a_point(0, 12, None), "at least", "triangle-up", "▲ at least"),
    (a_point(0, None, 12), "at most", "triangle-down", "▼ at most"),
    (a_point(0, 10, 14, figure=12), "range", "square", "■ between or about"),
    (a_point(0, None, None, figure=24), "open", "cross", "+ bounds not told"),
]


@pytest.mark.parametrize(("point", "kind", "shape", "sign"), FORMS)
def test_the_shape_of_a_mark_says_which_bounds_are_told(
    point: Point, kind: str, shape: str, sign: str
) -> None:
    spec = chart(a_series("mod", point))
    assert form(point) == kind == rows(spec)[0]["form"]
    for layer in layers(spec, "point"):
        scale = layer["encoding"]["shape"]["scale"]
        assert dict(zip(scale["domain"], scale["range"], strict=True))[kind] == shape
    assert sign in below(spec)
    assert sum(one in below(spec) for _, _, _, one in FORMS) == 1


def test_a_bar_goes_from_the_least_to_the_most_of_a_range_alone() -> None:
    spec = chart(a_series("mod", a_point(0, 10, 14, figure=12), a_point(3, 20, 20)))
    (bar,) = layers(spec, "rule")
    assert bar["transform"] == [{"filter": {"field": "form", "equal": "range"}}]
    assert (bar["encoding"]["y"]["field"], bar["encoding"]["y2"]["field"]) == ("low", "high")
    assert [(row["low"], row["figure"], row["high"]) for row in rows(spec)] == [(10, 12, 14), (20, 20, 20)]


@pytest.mark.parametrize(
    ("remark", "hollow"),
    [("", False), ("no change", False), ("falls", True), ("jumps", True), ("rounded", True)],
)
def test_what_does_not_fit_is_hollow_and_named(remark: Remark, hollow: bool) -> None:
    spec = chart(a_series("mod", a_point(0, 12, 12), a_point(9, 30, 30, remark=remark)))
    assert [row["hollow"] for row in rows(spec)] == [False, hollow]
    assert texts(spec, "fontStyle") == ([remark] if hollow else [])
    assert ("Hollow marks" in below(spec)) == hollow == (f"“{remark}”:" in below(spec))


def test_each_point_has_one_mark() -> None:
    filled, hollow = layers(chart(a_series()), "point")
    assert [one["transform"][0]["filter"]["equal"] for one in (filled, hollow)] == [False, True]
    assert (filled["mark"]["filled"], hollow["mark"]["filled"], hollow["mark"]["fill"]) == (
        True,
        False,
        "white",
    )


def test_a_second_figure_for_a_day_is_not_on_the_line() -> None:
    (line,) = layers(chart(a_series()), "line")
    assert line["transform"] == [{"filter": {"not": {"field": "remark", "equal": "rounded"}}}]


def test_the_same_remark_is_not_written_over_itself() -> None:
    points = [a_point(0, 100, 100), *(a_point(50 + n, 500 + n, 500 + n, remark="jumps") for n in range(3))]
    far = a_point(90, 1000, 1000, remark="jumps")
    assert texts(chart(a_series("mod", *points, far)), "fontStyle") == ["jumps", "jumps"]


def test_the_word_stands_above_the_bar() -> None:
    spec = chart(a_series("mod", a_point(0, 10, 10), a_point(3, 40, 60, figure=50, remark="jumps")))
    assert layers(spec, "text")[0]["data"]["values"][0]["figure"] == 60


def test_lines_are_told_without_colour() -> None:
    spec = chart(*(a_series(name) for name in "abc"))
    encoding = layers(spec, "line")[0]["encoding"]
    assert encoding["color"]["scale"]["domain"] == encoding["strokeDash"]["scale"]["domain"]
    assert encoding["color"]["scale"]["domain"] == ["1. a", "2. b", "3. c"]
    dashes = encoding["strokeDash"]["scale"]["range"]
    assert len({tuple(dash) for dash in dashes}) == 3
    assert encoding["color"]["legend"] == encoding["strokeDash"]["legend"]
    assert encoding["color"]["legend"]["orient"] == "bottom"


def test_each_line_bears_its_number_and_lines_that_end_together_share_a_place() -> None:
    ends = [a_series("a", a_point(0, 10, 10), a_point(90, end, end)) for end in (1000, 100, 990)]
    assert texts(chart(*ends), "fontWeight") == ["1, 3", "2"]
    assert texts(chart(ends[0]), "fontWeight") == []


def test_series_of_one_name_stay_apart() -> None:
    spec = chart(a_series("a"), a_series("a"))
    assert {row["series"] for row in rows(spec)} == {"1. a", "2. a"}


def test_of_many_series_the_first_eight_are_drawn_and_the_chart_says_so() -> None:
    spec = chart(*(a_series(str(nth)) for nth in range(11)))
    assert {row["number"] for row in rows(spec)} == set(range(1, 9))
    assert "The first 8 of 11 counts are drawn." in below(spec)
    assert "counts are drawn" not in below(chart(*(a_series(str(nth)) for nth in range(8))))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_strokes_are_dark_enough_on_white_and_patterns_differ() -> None:
    assert all(1.05 / (luminance(colour) + 0.05) >= 3 for colour in PALETTE)
    assert len(set(PALETTE)) == len({tuple(dash) for dash in DASHES}) == len(PALETTE) == 8
    assert len(set(SHAPES.values())) == len(SHAPES)


AXES = [
    ((100, 5000), True, "Total claimed", 8),
    ((900_000, 950_000), False, "Total claimed (the axis does not begin at 0)", 8),
    ((1, 3), True, "Total claimed", 3),
    ((7, 7), True, "Total claimed", 7),
    ((0, 0), True, "Total claimed", 1),
]


@pytest.mark.parametrize(("heights", "zero", "title", "ticks"), AXES)
def test_an_axis_says_where_it_does_not_begin_at_zero(
    heights: tuple[int, int], zero: bool, title: str, ticks: int
) -> None:
    points = (a_point(day, height, height) for day, height in zip((0, 20), heights, strict=True))
    y = chart(a_series("mod", *points))["encoding"]["y"]
    assert (y["scale"]["zero"], y["title"], y["axis"]["tickCount"]) == (zero, title, ticks)
    assert y["axis"]["format"].startswith(",")


@pytest.mark.parametrize(("last", "ticks"), [(3, {"interval": "day", "step": 1}), (300, 8)])
def test_days_are_days_wherever_they_are_read(last: int, ticks: Any) -> None:
    x = chart(a_series("mod", a_point(0, 1, 1), a_point(last, 2, 2)))["encoding"]["x"]
    assert (x["scale"]["type"], x["axis"]["tickCount"]) == ("utc", ticks)


def test_a_mark_tells_its_day_words_and_outlets() -> None:
    spec = chart(a_series("mod", a_point(2, 1200, 1200, words="some\n 1,200")))
    for layer in layers(spec, "point"):
        assert {"series", "day", "words", "outlets", "remark"} <= {
            one["field"] for one in layer["encoding"]["tooltip"]
        }
    assert rows(spec)[0]["day"] == "2031-05-03"
    assert rows(spec)[0]["words"] == "some 1,200"
    assert rows(spec)[0]["outlets"] == "daily_field, evening_field"


def test_size_ground_and_title() -> None:
    spec = chart(a_series(), title="Losses " * 30)
    assert (spec["width"], spec["height"], spec["background"]) == (820, 420, "white")
    assert len(spec["title"]["text"]) > 1
    assert max(map(len, spec["title"]["text"])) < 100


def test_the_order_of_points_does_not_matter() -> None:
    points = (
        a_point(0, 10, 10),
        a_point(5, 20, 20),
        a_point(5, 18, 22, figure=20, remark="rounded"),
        replace(a_point(9, 40, None, remark="jumps"), outlets=("b", "a")),
    )
    specs = {json.dumps(chart(a_series("mod", *some))) for some in itertools.permutations(points)}
    assert len(specs) == 1
    turned = replace(points[3], outlets=("a", "b"))
    assert json.dumps(chart(a_series("mod", *points[:3], turned))) in specs


@pytest.mark.parametrize("series", [(), (Series(a_key(), ()),)])
def test_without_a_point_there_is_nothing_to_draw(series: tuple[Series, ...]) -> None:
    with pytest.raises(CounterclaimError, match="nothing to draw"):
        chart(*series)


def an_evil_chart() -> Spec:
    points = [replace(a_point(n, 5 * n + 5, None, words=EVIL), daily=EVIL, outlets=(EVIL,)) for n in range(3)]
    return chart(a_series(EVIL, *points), a_series(EVIL + STEERING, *points), title=EVIL + STEERING)


def strings(part: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each string in a specification, with the names it stands under."""
    if isinstance(part, str):
        yield path, part
    for name, inner in part.items() if isinstance(part, dict) else ():
        yield path, name
        yield from strings(inner, (*path, name))
    for inner in part if isinstance(part, list) else ():
        yield from strings(inner, path)


def test_what_a_report_says_is_data_only() -> None:
    spec = an_evil_chart()
    places = {path for path, text in strings(spec) if "alert" in text}
    assert all(
        path in (("description",), ("title", "text"))
        or path[:2] == ("data", "values")
        or path[-2:] == ("scale", "domain")
        for path in places
    )
    assert not {"expr", "signal", "calculate", "labelExpr", "test", "url", "href"} & {
        text for path, text in strings(spec) if path[:1] != ("data",)
    }
    assert not set(STEERING) - set("[31m") & set(json.dumps(spec, ensure_ascii=False))


@drawing
def test_what_a_report_says_is_in_no_expression_that_is_made_of_it() -> None:
    import vl_convert

    made = vl_convert.vegalite_to_vega(an_evil_chart(), vl_version="5.17")
    found = [(path, text) for path, text in strings(made) if "alert" in text]
    assert found
    for path, text in found:
        assert path[-1] not in ("signal", "expr", "test", "update", "init")
        assert path[:2] in (("data", "values"), ("scales", "domain"), ("title", "text")) or path == (
            "description",
        ), (path, text)


@drawing
def test_a_picture_in_svg_holds_the_labels_as_text() -> None:
    evil = '<b onload="x">Ministry & Co</b> \' Міністерство'
    picture = render(chart(a_series(evil), a_series("other")), "svg")
    assert b"<b onload" not in picture
    assert b"&lt;b onload" in picture
    written = [text.text for text in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text")]
    assert f"1. {evil}" in written
    assert {"2. other", "Losses at Vell", "Total claimed", "Day up to which is counted"} <= set(written)
    assert {"1,000", "11 May 2031"} <= set(written)


@drawing
def test_what_steers_a_display_breaks_no_picture() -> None:
    ElementTree.fromstring(render(an_evil_chart(), "svg"))


@drawing
def test_every_kind_of_mark_comes_out_as_png() -> None:
    points = [replace(point, day=date(2031, 5, 1 + n)) for n, (point, *_) in enumerate(FORMS)]
    picture = render(chart(a_series("a", *points), a_series("b", a_point(2, 9, 9, remark="falls"))), "png")
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")


@drawing
def test_nothing_is_fetched_for_a_picture() -> None:
    spec = chart(a_series()) | {"data": {"url": "https://example.org/rows.json"}}
    with pytest.raises(ValueError, match="not allowed"):
        render(spec, "svg")


def test_where_the_library_is_missing_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(
        CounterclaimError, match=r"charts need vl-convert: pip install 'counterclaim\[charts\]'"
    ):
        render({}, "svg")
