"""Running totals over time as a chart: a Vega-Lite specification, and a picture made from it.

What outlets and claimants wrote stands in the specification as data, scale domain and title only, never in an
expression; filters are field predicates on values that are set here.
"""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Literal

from counterclaim.errors import CounterclaimError
from counterclaim.export.drawing import (
    CONFIG,
    HEIGHT,
    NOTHING_TO_DRAW,
    SCHEMA,
    WIDTH,
    Row,
    Spec,
    clean,
    days_axis,
    haloed,
    listed,
)
from counterclaim.export.words import NOTHING, spaced
from counterclaim.link.series import Key, Point, Series

Form = Literal["exact", "at least", "at most", "range", "open"]

# Told apart with normal sight and without red, green or blue cones (28 CIELAB units apart or more), and dark
# enough for thin lines on white.
PALETTE = ("#0000c0", "#e06000", "#000020", "#4080a0", "#600080", "#a06040", "#a060e0", "#600000")
DASHES = ([1, 0], [9, 4], [2, 3], [11, 3, 2, 3], [5, 3], [16, 5], [7, 2, 2, 2, 2, 2], [16, 3, 5, 3])
SHAPES: dict[Form, str] = {
    "exact": "circle",
    "at least": "triangle-up",
    "at most": "triangle-down",
    "range": "square",
    "open": "cross",
}
MARKED = ("falls", "jumps", "rounded")


_SIGNS: dict[Form, str] = {
    "exact": "● exact",
    "at least": "▲ at least",
    "at most": "▼ at most",
    "range": "■ between or about, the bar shows the range",
    "open": "+ bounds not told",
}
_HOLLOW = {
    "falls": "“falls”: below what was claimed before",
    "jumps": "“jumps”: far steeper than usual",
    "rounded": "“rounded”: a second figure for the same day",
}
# Characters to a line of the title and of what stands below it.
_TITLE, _SUBTITLE = 88, 140
# Labels longer than this get a line of the legend for themselves.
_HALF = 56
# As a share of the width and of the height: text at two places nearer than that would overlap.
_NEAR = (0.06, 0.05)
# From so many marks on they are smaller.
_MANY = 80


def series_chart(series: Sequence[Series], label: Callable[[Key], str], title: str) -> Spec:
    """A Vega-Lite 5 specification of running totals, a line for each of the first eight series.

    A line is told by its dash pattern, its colour and the number at its end, a claim's kind by the shape of its
    mark. The same points give the same specification, in whatever order they come.

    Args:
        label: what the legend says of a series.

    Raises:
        CounterclaimError: no series has a point.
    """
    held = [one for one in series if one.points]
    if not held:
        raise CounterclaimError(f"{NOTHING_TO_DRAW}: no running total at any date")
    drawn = held[: len(PALETTE)]
    labels = _labels(drawn, label)
    rows = [row for nth, one in enumerate(drawn) for row in _rows(one, labels[nth], nth + 1)]
    below = [*_explained(rows, several=len(drawn) > 1), *_left_out(len(drawn), len(held))]
    based = _from_zero(rows)
    return {
        "$schema": SCHEMA,
        "description": f"Line chart of running totals over time: {clean(title)}",
        "title": {
            "text": textwrap.wrap(clean(title), _TITLE) or [""],
            "subtitle": [line for text in below for line in textwrap.wrap(text, _SUBTITLE)],
        },
        "width": WIDTH,
        "height": HEIGHT,
        "background": "white",
        "padding": 16,
        "config": CONFIG,
        "data": {"values": rows},
        "encoding": {"x": _days(rows), "y": _totals(rows, based)},
        "layer": [
            _line(labels),
            *_bars(labels),
            *_marks(labels, 1 if len(rows) <= _MANY else 0.5),
            *haloed(_remarks(rows, based), {"dy": -13, "fontStyle": "italic", "fontSize": 11}),
            *haloed(_ends(rows, based), {"dx": 12, "align": "left", "fontWeight": "bold", "fontSize": 12}),
        ],
    }


def _labels(drawn: Sequence[Series], label: Callable[[Key], str]) -> list[str]:
    """Each label its own, by the number that also stands at the end of the line."""
    names = [clean(label(one.key)) or NOTHING for one in drawn]
    return [f"{nth}. {name}" for nth, name in enumerate(names, 1)] if len(names) > 1 else names


def _rows(one: Series, label: str, number: int) -> list[Row]:
    rows = [_row(point, label, number) for point in one.points]
    return sorted(rows, key=lambda row: (row["day"], json.dumps(row, sort_keys=True)))


def _row(point: Point, label: str, number: int) -> Row:
    return {
        "series": label,
        "number": number,
        "time": point.day.isoformat(),
        "day": point.day.isoformat(),
        "figure": point.figure,
        "low": point.low,
        "high": point.high,
        "form": form(point),
        "hollow": point.remark in MARKED,
        "remark": point.remark,
        "words": clean(point.words),
        "daily": clean(point.daily) or NOTHING,
        "outcome": clean(spaced(point.outcome)),
        "outlets": clean(", ".join(sorted(point.outlets))),
    }


def form(point: Point) -> Form:
    """What kind of a figure a point is, by which of its bounds are told."""
    if point.low is None:
        return "open" if point.high is None else "at most"
    if point.high is None:
        return "at least"
    return "exact" if point.low == point.high else "range"


def _explained(rows: Iterable[Row], *, several: bool) -> list[str]:
    """What the marks mean: of those that occur."""
    forms, remarks = {row["form"] for row in rows}, {row["remark"] for row in rows}
    signs = [text for name, text in _SIGNS.items() if name in forms]
    hollow = [text for name, text in _HOLLOW.items() if name in remarks]
    texts = ["Each mark is a total as claimed: " + listed(signs)]
    if hollow:
        texts.append("Hollow marks: " + listed(hollow))
    if several:
        texts.append("The number at the end of a line is its number in the list below the chart.")
    return texts


def _left_out(drawn: int, held: int) -> list[str]:
    return [f"The first {drawn} of {held} counts are drawn."] if held > drawn else []


def _heights(rows: Iterable[Row]) -> list[float]:
    return [row[name] for row in rows for name in ("figure", "low", "high") if row[name] is not None]


def _from_zero(rows: Sequence[Row]) -> bool:
    """An axis may begin above zero only where lines would otherwise lie flat at the top."""
    heights = _heights(rows)
    return min(heights) == max(heights) or min(heights) < 0.8 * max(heights)


def _days(rows: Sequence[Row]) -> Spec:
    days = [date.fromisoformat(row["day"]) for row in rows]
    return days_axis(min(days), max(days), "Day up to which is counted")


def _totals(rows: Sequence[Row], based: bool) -> Spec:
    heights = _heights(rows)
    # Of few, no halves; `tickMinStep` does not come through where layers share an axis.
    span = math.ceil(max(heights) - (0 if based else min(heights)))
    return {
        "field": "figure",
        "type": "quantitative",
        "title": "Total claimed" if based else "Total claimed (the axis does not begin at 0)",
        "scale": {"zero": based, "nice": True},
        "axis": {"format": ",.2~f", "tickCount": max(1, min(8, span))},
    }


def _scaled(labels: Sequence[str], values: Sequence[Any]) -> Spec:
    return {
        "field": "series",
        "type": "nominal",
        "scale": {"domain": list(labels), "range": list(values[: len(labels)])},
    }


def _line(labels: Sequence[str]) -> Spec:
    """Lines, through each day's first figure alone; the legend is theirs."""
    long = max(map(len, labels)) > _HALF
    legend = {
        "title": None,
        "orient": "bottom",
        "columns": 1 if long else 2,
        "labelLimit": WIDTH - 60 if long else WIDTH // 2 - 60,
        "symbolType": "stroke",
        "symbolSize": 1600,
        "clipHeight": 20,
        "symbolStrokeWidth": 2.5,
    }
    return {
        "transform": [{"filter": {"not": {"field": "remark", "equal": "rounded"}}}],
        "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "color": {**_scaled(labels, PALETTE), "legend": legend},
            "strokeDash": {**_scaled(labels, DASHES), "legend": legend},
        },
    }


def _bars(labels: Sequence[str]) -> list[Spec]:
    """From the least to the most that a figure may mean, with a cap at either end."""
    ranges = [{"filter": {"field": "form", "equal": "range"}}]
    colour: Spec = {"color": {**_scaled(labels, PALETTE), "legend": None}}
    bar: Spec = {
        "transform": ranges,
        "mark": {"type": "rule", "strokeWidth": 2.5},
        "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}, **colour},
    }
    caps: list[Spec] = [
        {
            "transform": ranges,
            "mark": {"type": "tick", "orient": "horizontal", "size": 12, "thickness": 2, "opacity": 1},
            "encoding": {"y": {"field": end, "type": "quantitative"}, **colour},
        }
        for end in ("low", "high")
    ]
    return [bar, *caps]


def _marks(labels: Sequence[str], size: float) -> list[Spec]:
    """A mark for each point, of so many times the usual size; hollow where there is a remark on it."""
    filled = {"type": "point", "filled": True, "stroke": "white", "strokeWidth": 1, "size": 110 * size}
    hollow = {"type": "point", "filled": False, "fill": "white", "strokeWidth": 2, "size": 85 * size}
    shape = {
        "field": "form",
        "type": "nominal",
        "scale": {"domain": list(SHAPES), "range": list(SHAPES.values())},
        "legend": None,
    }
    tooltip = [{"field": name, "type": "nominal", "title": text} for name, text in _TOOLTIP]
    return [
        {
            "transform": [{"filter": {"field": "hollow", "equal": is_hollow}}],
            "mark": {**mark, "opacity": 1},
            "encoding": {
                "color": {**_scaled(labels, PALETTE), "legend": None},
                "shape": shape,
                "tooltip": tooltip,
            },
        }
        for is_hollow, mark in ((False, filled), (True, hollow))
    ]


_TOOLTIP = (
    ("series", "count"),
    ("day", "up to"),
    ("words", "as worded"),
    ("daily", "on the day alone"),
    ("outcome", "called"),
    ("remark", "remark"),
    ("outlets", "outlets"),
)


def _remarks(rows: Sequence[Row], based: bool) -> list[Row]:
    """What does not fit, in a word; once where marks with the same remark crowd."""
    near = _nearness(rows, based)
    placed: list[Row] = []
    for row in rows:
        text = row["remark"]
        if row["hollow"] and not any(one["text"] == text and near(one, row) for one in placed):
            top = max(row["figure"], row["high"] or 0)
            placed.append({"time": row["time"], "figure": top, "text": text})
    return placed


def _ends(rows: Sequence[Row], based: bool) -> list[Row]:
    """The number of each line at its last point; of lines that end together, all in one place."""
    near = _nearness(rows, based)
    last = {row["number"]: row for row in rows if row["remark"] != "rounded"}
    placed: list[Row] = []
    for number, row in last.items() if rows[-1]["number"] > 1 else ():
        beside = next((one for one in placed if near(one, row)), None)
        if beside is None:
            placed.append({"time": row["time"], "figure": row["figure"], "text": str(number)})
        else:
            beside["time"] = max(beside["time"], row["time"])
            beside["figure"] = (beside["figure"] + row["figure"]) / 2
            beside["text"] += f", {number}"
    return placed


def _nearness(rows: Sequence[Row], based: bool) -> Callable[[Row, Row], bool]:
    """Whether text at two places would overlap."""
    heights = _heights(rows)
    days = [_ordinal(row) for row in rows]
    high = (max(heights) - (0 if based else min(heights))) or 1
    wide = max(days) - min(days) or 1

    def near(one: Row, other: Row) -> bool:
        across = abs(_ordinal(one) - _ordinal(other)) / wide
        return across < _NEAR[0] and abs(one["figure"] - other["figure"]) / high < _NEAR[1]

    return near


def _ordinal(row: Row) -> int:
    return date.fromisoformat(row["time"]).toordinal()
