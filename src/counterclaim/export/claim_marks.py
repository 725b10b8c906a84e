"""Claims as marks beside an estimate: who claims by the shape, whether a figure or a bound by filling and arrow."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from counterclaim.account.estimated import Observation
from counterclaim.export.drawing import INK, WIDTH, Row, Spec, clean, fitted, listed, time_of

Name = Callable[[str], str]

# None of them is an upright triangle: those that point up or down would read as bounds.
SHAPES = (
    "circle",
    "square",
    "diamond",
    "cross",
    "triangle-right",
    "M-1,-1H1L-1,1H1Z",
    "triangle-left",
    "M-1,-.35L0,-1L1,-.35L.6,.9H-.6Z",
)
OTHERS = "other sources"
# From the edge of a mark away from it.
ARROW_UP = "M0,-1.3V-3M-.6,-2.3L0,-3L.6,-2.3"
ARROW_DOWN = "M0,1.3V3M-.6,2.3L0,3L.6,2.3"
ARROW_RIGHT = "M1.3,0H3M2.3,-.6L3,0L2.3,.6"
ARROW_LEFT = "M-1.3,0H-3M-2.3,-.6L-3,0L-2.3,.6"
_SIGNS = {
    "exact": "filled: a figure",
    "minimum": "open, arrow up: at least",
    "maximum": "open, arrow down: at most",
}
_LABEL, _COLUMNS = 40, 3
# Letters of other scripts may be half as wide again.
_SURE = 0.65


def shaped(observations: Iterable[Observation], name: Name) -> dict[str, str]:
    """The label of each source on a picture, the sources with most claims first; each its own.

    From the eighth on, where there are more than eight, they share the last label and its shape.
    """
    claims: dict[str, int] = {}
    for one in observations:
        claims[one.source] = claims.get(one.source, 0) + 1
    found: dict[str, str] = {}
    for source in sorted(claims, key=lambda source: (-claims[source], source)):
        if len(claims) > len(SHAPES) and len(found) >= len(SHAPES) - 1:
            found[source] = OTHERS
            continue
        label = fitted(name(source), _LABEL, 1)[0]
        taken = sum(other == label or other.startswith(f"{label} (") for other in found.values())
        found[source] = f"{label} ({taken + 1})" if taken else label
    return found


def cut_names(names: Iterable[str], width: int = _LABEL) -> tuple[str, ...]:
    """Those that may be cut where there is room for so many characters of the usual width, in full."""
    found = dict.fromkeys(clean(name) for name in names)
    return tuple(name for name in found if len(name) > _SURE * width)


def claim_rows(observations: Iterable[Observation], labels: dict[str, str], dated: bool = True) -> list[Row]:
    """A row for each claim, in an order that does not depend on theirs."""
    ordered = sorted(observations, key=lambda one: (one.day, one.source, one.count, one.bound, one.id))
    return [
        {
            "time": time_of(one.day, dated),
            # What is read out: of ``time`` the renderer makes a number.
            "day": one.day.isoformat() if dated else f"day {one.day.toordinal():,}",
            "figure": one.count,
            "source": labels[one.source],
            "bound": one.bound,
            "claim": clean(one.id),
        }
        for one in ordered
    ]


def claim_layers(rows: Sequence[Row], labels: Iterable[str], size: float = 1) -> list[Spec]:
    """Marks of claims by ``time`` and ``figure``.

    Args:
        labels: of the sources of the whole picture, which fix whose which shape is.
        size: how many times the usual area a mark has.
    """
    domain = list(dict.fromkeys(labels))
    area = 90 * size
    thick = max(1.0, 1.6 * math.sqrt(size))
    shape = _shape(domain)
    filled: dict[str, Any] = {"filled": True, "color": INK, "stroke": "white", "strokeWidth": 0.8}
    hollow: dict[str, Any] = {"filled": False, "fill": "white", "stroke": INK, "strokeWidth": thick}
    arrow: dict[str, Any] = {"filled": False, "stroke": INK, "strokeWidth": thick}
    layers = [
        _layer(rows, ("minimum",), {**arrow, "shape": ARROW_UP, "size": area}),
        _layer(rows, ("maximum",), {**arrow, "shape": ARROW_DOWN, "size": area}),
        _layer(rows, ("minimum", "maximum"), {**hollow, "size": area * 0.8}, shape),
        _layer(rows, ("exact",), {**filled, "size": area}, shape),
    ]
    return [layer for layer in layers if layer["data"]["values"]]


def _shape(domain: Sequence[str]) -> Spec:
    return {
        "field": "source",
        "type": "nominal",
        "scale": {"domain": list(domain), "range": list(SHAPES[: len(domain)])},
        "legend": None,
    }


def legend(labels: Iterable[str]) -> Spec:
    """A strip of its own that tells whose which shape is: a legend of the renderer's takes no shapes from layers."""
    domain = list(dict.fromkeys(labels))
    across = WIDTH / _COLUMNS
    rows: list[Row] = [
        {"source": label, "x": 8 + across * (nth % _COLUMNS), "y": 10 + 18 * (nth // _COLUMNS)}
        for nth, label in enumerate(domain)
    ]
    at = {name: {"field": name, "type": "quantitative", "scale": None, "axis": None} for name in ("x", "y")}
    return {
        "width": WIDTH,
        "height": 18 * math.ceil(len(domain) / _COLUMNS),
        "view": {"stroke": None},
        "data": {"values": rows},
        "encoding": at,
        "layer": [
            {
                "mark": {"type": "point", "filled": True, "color": INK, "opacity": 1, "size": 80},
                "encoding": {"shape": _shape(domain)},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "dx": 11,
                    "limit": across - 24,
                    "fontSize": 12,
                    "color": INK,
                },
                "encoding": {"text": {"field": "source", "type": "nominal"}},
            },
        ],
    }


def _layer(rows: Sequence[Row], bounds: Sequence[str], style: Spec, shape: Spec | None = None) -> Spec:
    by_source = {"shape": shape, "tooltip": _TOOLTIP} if shape else {}
    return {
        "data": {"values": [row for row in rows if row["bound"] in bounds]},
        "mark": {"type": "point", "opacity": 1, **style},
        "encoding": by_source,
    }


_TOOLTIP = [
    {"field": name, "type": "nominal", "title": title}
    for name, title in (("source", "source"), ("day", "day"), ("figure", "count"), ("bound", "given as"))
]


def signs(rows: Iterable[Row]) -> str:
    """What filling and arrows mean, of those that occur."""
    bounds = {row["bound"] for row in rows}
    return listed(text for bound, text in _SIGNS.items() if bound in bounds)
