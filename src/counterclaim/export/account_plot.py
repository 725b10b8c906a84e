"""Rows of rival ranges as layers of one plot; nothing in it rests on colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.export.account_rows import Bar
from counterclaim.export.claim_marks import ARROW_LEFT, ARROW_RIGHT
from counterclaim.export.drawing import INK, MUTED, WIDTH, Row, Spec, fitted, words_at
from counterclaim.export.frame import Scale

# Where the plot begins and ends between the words to its left and right, and where those to its right begin.
_FROM, _TO, _TOLD = 262, 622, 650
_STEP, _HALF = 46, 7
_LABEL, _UNDER, _WORDS = 40, 46, 28
# How a row is filled: its interval, and the interval of 50 %; unlike in grey, and told apart by their edges too.
_FILLS = {"camp": "#c4c4c4", "profile": "white", "estimate": "#dde5ec"}
_INNER = "#8fa5b8"
_BRACKETS = {"low": "M.5,-1H-.1V1H.5", "high": "M-.5,-1H.1V1H-.5"}
_ARROW = 80


def ranges_plot(bars: Sequence[Bar], scale: Scale) -> Spec:
    """One row for each range, in the order given."""
    rows = [_row(bar, _STEP * (nth + 0.5)) for nth, bar in enumerate(bars)]
    marks = [
        {"figure": mark.figure, "bound": mark.bound, "y": row["y"]}
        for bar, row in zip(bars, rows, strict=True)
        for mark in sorted(bar.marks, key=lambda mark: (mark.figure, mark.bound))
    ]
    layers = [
        _dashes(rows, "dash_low", _FROM),
        _dashes(rows, "dash_high", _TO),
        *(
            _bars([r for r in rows if r["kind"] == kind and _closed(r)], fill)
            for kind, fill in _FILLS.items()
        ),
        _bars([row for row in rows if row["half_low"] is not None], _INNER, "half_low", "half_high"),
        _lines([row for row in rows if row["kind"] == "bound" and _closed(row)]),
        *_caps(rows),
        _points(
            [row for row in rows if row["kind"] == "profile"],
            "best",
            {"shape": "diamond", "filled": True, "size": 120},
        ),
        _strokes([row for row in rows if row["kind"] == "estimate"], "best", 2 * _HALF + 8, 3),
        *(
            _points(
                [row for row in rows if row[f"open_{end}"] and row[field] is not None],
                field,
                _line(shape, _ARROW),
            )
            for end, field, shape in (("below", "low", ARROW_LEFT), ("above", "high", ARROW_RIGHT))
        ),
        *_figures(marks),
    ]
    told = [line for bar, row in zip(bars, rows, strict=True) for line in _told(bar, row["y"])]
    return {
        "width": WIDTH,
        "height": _STEP * len(bars),
        "encoding": {
            # One scale and axis for all layers, whatever field each takes from its rows.
            "x": {"field": "low", **_axis(scale)},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
        },
        "layer": [
            *(layer for layer in layers if layer["data"]["values"]),
            {"data": {"values": rows}, **words_at("label", 0, _FROM - 14, {"dy": -8, "fontSize": 13})},
            {
                "data": {"values": rows},
                **words_at("under", 0, _FROM - 14, {"dy": 9, "fontSize": 11, "color": MUTED}),
            },
            {"data": {"values": told}, **words_at("text", _TOLD, WIDTH - _TOLD)},
        ],
    }


def _row(bar: Bar, y: float) -> Row:
    known = figures_of(bar)
    half = bar.half or (None, None)
    return {
        "kind": bar.kind,
        "label": fitted(bar.label, _LABEL, 1)[0],
        "under": fitted(bar.under, _UNDER, 1)[0],
        "y": y,
        "top": y - _HALF,
        "foot": y + _HALF,
        "low": bar.low,
        "high": bar.high,
        "best": bar.best,
        "half_low": half[0],
        "half_high": half[1],
        "open_below": bar.open_below,
        "open_above": bar.open_above,
        # From the nearest figure to the edge, where the end is not known.
        "dash_low": min(known) if known and bar.low is None else None,
        "dash_high": max(known) if known and bar.high is None else None,
    }


def _told(bar: Bar, y: float) -> list[Row]:
    """The range in words, line by line."""
    lines = fitted(bar.told, _WORDS, 3)
    return [{"text": line, "y": y + 15 * (nth - (len(lines) - 1) / 2)} for nth, line in enumerate(lines)]


def _axis(scale: Scale) -> Spec:
    labelled: Spec = (
        {"values": list(scale.ticks)} if scale.ticks else {"tickCount": max(1, min(5, int(scale.domain[1])))}
    )
    return {
        "type": "quantitative",
        "title": f"How many{scale.words}",
        "scale": {
            "type": scale.kind,
            "domain": list(scale.domain),
            "nice": scale.kind == "linear",
            "range": [_FROM, _TO],
        },
        "axis": {"format": ",~f", "grid": True, "labelFlush": False, **labelled},
    }


def _closed(row: Row) -> bool:
    return row["low"] is not None and row["high"] is not None


def _at(field: str) -> Spec:
    return {"field": field, "type": "quantitative"}


def _layer(rows: Sequence[Row], mark: Spec, encoding: Spec) -> Spec:
    return {"data": {"values": list(rows)}, "mark": {"opacity": 1, **mark}, "encoding": encoding}


def _dashes(rows: Sequence[Row], field: str, edge: float) -> Spec:
    mark = {"type": "rule", "color": INK, "strokeWidth": 1.4, "strokeDash": [3, 4]}
    return _layer([r for r in rows if r[field] is not None], mark, {"x": _at(field), "x2": {"value": edge}})


def _bars(rows: Sequence[Row], fill: str, low: str = "low", high: str = "high") -> Spec:
    mark = {"type": "rect", "color": fill, "stroke": INK, "strokeWidth": 1.1}
    y = {"y": {"field": "top", "type": "quantitative", "scale": None, "axis": None}, "y2": {"field": "foot"}}
    return _layer(rows, mark, {"x": _at(low), "x2": {"field": high}, **y})


def _lines(rows: Sequence[Row]) -> Spec:
    return _layer(
        rows, {"type": "rule", "color": INK, "strokeWidth": 2.2}, {"x": _at("low"), "x2": {"field": "high"}}
    )


def _caps(rows: Sequence[Row]) -> list[Spec]:
    """A stroke at each end that is known, brackets at those that arithmetic sets."""
    return [
        layer
        for end in ("low", "high")
        for held in ([row for row in rows if row[end] is not None],)
        for layer in (
            _strokes([row for row in held if row["kind"] != "bound"], end, 2 * _HALF, 1.8),
            _points([row for row in held if row["kind"] == "bound"], end, _line(_BRACKETS[end], 110)),
        )
    ]


def _strokes(rows: Sequence[Row], field: str, size: float, thick: float) -> Spec:
    mark = {"type": "tick", "orient": "vertical", "size": size, "thickness": thick, "color": INK}
    return _layer(rows, mark, {"x": _at(field)})


def _points(rows: Sequence[Row], field: str, style: Spec) -> Spec:
    held = [row for row in rows if row[field] is not None]
    return _layer(held, {"type": "point", "color": INK, **style}, {"x": _at(field)})


def _line(shape: str, size: float) -> Spec:
    return {"shape": shape, "size": size, "filled": False, "stroke": INK, "strokeWidth": 1.8}


def _figures(marks: Sequence[Row]) -> list[Spec]:
    """The figures of camps: filled, or open with an arrow to where they leave it open."""
    exact, least, most = ([m for m in marks if m["bound"] == of] for of in ("exact", "minimum", "maximum"))
    hollow = {
        "shape": "circle",
        "size": 70,
        "filled": False,
        "fill": "white",
        "stroke": INK,
        "strokeWidth": 1.6,
    }
    return [
        _points(least, "figure", _line(ARROW_RIGHT, _ARROW)),
        _points(most, "figure", _line(ARROW_LEFT, _ARROW)),
        _points([*least, *most], "figure", hollow),
        _points(
            exact,
            "figure",
            {"shape": "circle", "size": 80, "filled": True, "stroke": "white", "strokeWidth": 1},
        ),
    ]


def figures_of(bar: Bar) -> list[float]:
    """All that has to be on the axis for a row."""
    half = bar.half or ()
    given = (bar.low, bar.high, bar.best, *half, *(mark.figure for mark in bar.marks))
    return [value for value in given if value is not None]
