"""How many each source reports for each one estimated, as a Vega-Lite specification."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from counterclaim.account.estimated import Bias, Estimate
from counterclaim.account.words import several
from counterclaim.errors import CounterclaimError
from counterclaim.export.claim_marks import Name, cut_names
from counterclaim.export.drawing import INK, MUTED, NOTHING_TO_DRAW, WIDTH, Row, Spec, clean, fitted, words_at
from counterclaim.export.frame import (
    Caption,
    about,
    ended,
    framed,
    made_words,
    method_words,
    warning_words,
)
from counterclaim.export.words import NOTHING, spaced

MOST = 48
AT_ONE = "reports what is estimated"
_OF = "Losses of "
_READ = "Dot: median. Thick bar: 50\xa0% interval. Thin bar with ends: 95\xa0% interval."
_ALONE = "* Only this source counts it: what it reports for each one rests on what is assumed beforehand."
# Where the plot begins and ends between the words to its left and right, and where the numbers to its right stand.
_FROM, _TO, _TOLD = 262, 630, 646
_STEP, _LABEL = 32, 40
# Ends no axis shows; a factor is above 0.
_LEAST, _GREATEST = 1e-6, 1e6
# Small fractions are long words.
_TICKS, _FEW_TICKS = 7, 5


def bias_chart(
    estimate: Estimate,
    name: Name = spaced,
    *,
    chosen: Sequence[Bias] | None = None,
    made: date | None = None,
) -> Spec:
    """The factor of each source by what it counts, grouped by the party whose losses it counts.

    A dot is the median, bars are the intervals of 50 and 95 %; the axis is logarithmic, with a rule at 1. Beyond
    48 rows those with the most claims are drawn.

    Args:
        chosen: of the estimate's biases; all unless given.
        name: display name of a party or source by its id.
        made: when it was estimated, to stand under the title.

    Raises:
        CounterclaimError: there is no bias to draw.
    """
    held = estimate.biases if chosen is None else chosen
    if not held:
        raise CounterclaimError(f"{NOTHING_TO_DRAW}: no estimated bias")
    most = sorted(held, key=lambda one: (-one.claims, *_order(one)))[:MOST]
    drawn = sorted(most, key=_order)
    alone = {(one.party, one.category) for one in estimate.losses if one.alone}
    rows, labels, heads, height = _rows(drawn, alone, name)
    notes = [f"From {several(sum(one.claims for one in drawn), 'claim')}."]
    if any(_what(one) in alone for one in drawn):
        notes.append(_ALONE)
    if len(held) > len(drawn):
        notes.append(f"The {len(drawn)} of {len(held)} with the most claims are drawn.")
    caption = Caption(
        title="Reported for each one estimated, by source and what it counts",
        below=(made_words(estimate.diagnosis, made), _READ),
        notes=tuple(notes),
        alt=_alt(estimate, drawn, name),
        warning=warning_words(estimate.diagnosis),
        names=cut_names(
            part for one in drawn for part in (*filter(None, [name(one.party)]), *_lines(one, name))
        ),
    )
    return framed([_plot(rows, labels, heads, height)], caption)


def _order(one: Bias) -> tuple[str, str, str]:
    return one.party, one.category, one.source


def _what(one: Bias) -> tuple[str, str]:
    return one.party, one.category


def _label(one: Bias, name: Name) -> str:
    return f"{clean(name(one.source))}: {clean(one.category) or NOTHING}"


def _lines(one: Bias, name: Name) -> list[str]:
    """The label on one line where it fits, else what is counted on a second."""
    source, category = clean(name(one.source)), clean(one.category) or NOTHING
    return [_label(one, name)] if len(_label(one, name)) < _LABEL else [source, category]


def _rows(
    drawn: Sequence[Bias], alone: set[tuple[str, str]], name: Name
) -> tuple[list[Row], list[Row], list[Row], float]:
    """The biases, the lines of their labels, and the heads of the parties, each with its place from the top.

    The last is the height of them all.
    """
    rows: list[Row] = []
    labels: list[Row] = []
    heads: list[Row] = []
    y = 0.0
    for nth, one in enumerate(drawn):
        if nth == 0 or one.party != drawn[nth - 1].party:
            whose = clean(name(one.party)) if one.party else "a side that is not said"
            y += _STEP * 0.6
            heads.append({"text": fitted(f"{_OF}{whose}", _LABEL, 1)[0], "y": y})
            y += _STEP
        factor = one.factor
        mark = "*" if _what(one) in alone else ""
        lines = _lines(one, name)
        for line, at in zip(lines, (0.0,) if len(lines) == 1 else (-6.5, 6.5), strict=True):
            labels.append({"text": fitted(line, _LABEL, 1)[0] + mark, "y": y + at})
            mark = ""
        told = f"{_times(factor.median)}× ({_times(factor.of95[0])}–{_times(factor.of95[1])})"
        ends = {"low95": factor.of95[0], "low50": factor.of50[0], "median": factor.median}
        ends |= {"high50": factor.of50[1], "high95": factor.of95[1]}
        held = {field: float(f"{min(max(value, _LEAST), _GREATEST):.5g}") for field, value in ends.items()}
        rows.append({"told": told, "claims": f"{one.claims:,}", "y": y, **held})
        y += _STEP
    return rows, labels, heads, y


def _plot(rows: Sequence[Row], labels: Sequence[Row], heads: Sequence[Row], height: float) -> Spec:
    low = math.floor(math.log2(min(0.5, *(row["low95"] for row in rows))))
    high = math.ceil(math.log2(max(2.0, *(row["high95"] for row in rows))))
    step = math.ceil((high - low + 1) / (_TICKS if low >= -_TICKS else _FEW_TICKS))
    ticks = [2.0**power for power in range(low, high + 1) if power % step == 0]
    scale = {"type": "log", "base": 2, "domain": [2.0**low, 2.0**high], "range": [_FROM, _TO]}
    axis = {
        "values": ticks,
        "grid": True,
        # The number of a tick with a sign; it is made of the axis alone.
        "labelExpr": "format(datum.value, datum.value < 1 ? '.3~r' : ',~f') + '×'",
        "labelOverlap": False,
        "labelFlush": False,
    }
    return {
        "width": WIDTH,
        "height": height,
        "data": {"values": list(rows)},
        "encoding": {"y": {"field": "y", "type": "quantitative", "scale": None, "axis": None}},
        "layer": [
            _bar("95", {"strokeWidth": 1.6}, scale, axis),
            *(_cap(f"{end}95", scale) for end in ("low", "high")),
            _bar("50", {"strokeWidth": 7, "color": "#8a8a8a"}, scale, axis),
            _at_one(height),
            {
                "mark": {"type": "point", "filled": True, "color": INK, "opacity": 1, "size": 95}
                | {"stroke": "white", "strokeWidth": 1.2},
                "encoding": {"x": {"field": "median", "type": "quantitative"}},
            },
            {"data": {"values": list(labels)}, **words_at("text", 0, _FROM - 14)},
            words_at("told", _TOLD, WIDTH - _TOLD - 30),
            words_at("claims", WIDTH, 40, {"align": "right"}),
            *_heads(heads),
        ],
    }


def _bar(of: str, style: Spec, scale: Spec, axis: Spec) -> Spec:
    return {
        "mark": {"type": "rule", "color": INK, **style},
        "encoding": {
            "x": {
                "field": f"low{of}",
                "type": "quantitative",
                "scale": scale,
                "axis": axis,
                "title": "Reported for each one estimated (log scale)",
            },
            "x2": {"field": f"high{of}"},
        },
    }


def _cap(field: str, scale: Spec) -> Spec:
    return {
        "mark": {
            "type": "tick",
            "orient": "vertical",
            "size": 10,
            "thickness": 1.6,
            "color": INK,
            "opacity": 1,
        },
        "encoding": {"x": {"field": field, "type": "quantitative", "scale": scale}},
    }


def _at_one(height: float) -> Spec:
    rule = {"color": INK, "strokeWidth": 1.2, "strokeDash": [5, 3]}
    one = {"x": {"datum": 1, "type": "quantitative"}}
    return {
        "data": {"values": [{"y": 0, "end": height, "text": AT_ONE}]},
        "layer": [
            {"mark": {"type": "rule", **rule}, "encoding": {**one, "y2": {"field": "end"}}},
            {
                "mark": {"type": "text", "dy": -9, "fontSize": 12, "color": INK},
                "encoding": {**one, "text": {"field": "text", "type": "nominal"}},
            },
        ],
    }


def _heads(heads: Sequence[Row]) -> list[Spec]:
    columns = [
        {"text": "median (95\xa0% interval)", "x": _TOLD, "y": -9, "align": "left"},
        {"text": "claims", "x": WIDTH, "y": -9, "align": "right"},
    ]
    over = [
        {
            "data": {"values": [column]},
            "mark": {"type": "text", "align": column["align"], "fontSize": 11, "color": MUTED},
            "encoding": {"x": {"value": column["x"]}, "text": {"field": "text", "type": "nominal"}},
        }
        for column in columns
    ]
    parties = words_at("text", 0, _FROM - 14, {"fontWeight": "bold", "fontSize": 13})
    return [{"data": {"values": list(heads)}, **parties}, *over]


def _alt(estimate: Estimate, drawn: Sequence[Bias], name: Name) -> str:
    sources = len({one.source for one in drawn})
    whose = "; ".join(
        dict.fromkeys(clean(name(one.party)) if one.party else "a side not said" for one in drawn)
    )
    high = max(drawn, key=lambda one: (one.factor.median, _order(one)))
    low = min(drawn, key=lambda one: (one.factor.median, _order(one)))

    def told(one: Bias) -> str:
        factor, of = one.factor, clean(name(one.party)) if one.party else "a side not said"
        between = f"{_times(factor.of95[0])}–{_times(factor.of95[1])}"
        return f"{_times(factor.median)}× (95\xa0%: {between}), {_label(one, name)} of {of}"

    shown = (
        f"Dots with intervals: how many {several(sources, 'source')} "
        f"{'reports' if sources == 1 else 'report'} for each one estimated, of the losses of {whose}."
    )
    ends = f"The medians go from {told(low)}, to {told(high)} ({method_words(estimate.diagnosis)})"
    return f"{shown} {ended(ends, warning_words(estimate.diagnosis))}"


def _times(factor: float) -> str:
    return about(factor, 2)
