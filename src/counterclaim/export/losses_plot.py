"""Plots of estimated losses over time: median, intervals and claims on an axis of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.account.estimated import Estimate, Losses, Observation
from counterclaim.errors import CounterclaimError
from counterclaim.export.claim_marks import Name, claim_layers, claim_rows, shaped
from counterclaim.export.drawing import NOTHING_TO_DRAW, WIDTH, Row, Spec, clean, days_axis, fitted, time_of
from counterclaim.export.frame import Scale, scale_of
from counterclaim.export.words import NOTHING

# Fill of the interval of 95 % and of 50 %, and the median: light, mid and dark in grey too.
FILLS = {"of95": "#dde5ec", "of50": "#a3b6c7"}
LINE, EDGE = "#16324a", "#7a8ea1"
# Running totals begin low, and that alone asks for no logarithm.
_GROWN = 100
_TALL, _SHORT = 380, 130
_SMALL = (232, 170)
_ACROSS = 36
_HEADING: Spec = {"fontSize": 12, "lineHeight": 15, "subtitleFontSize": 10, "subtitlePadding": 2, "offset": 8}
# From so many marks on they are smaller.
_MANY = 80
# More days than pixels show nothing more.
_DAYS = {"large": 420, "small": 120}


@dataclass(frozen=True, slots=True)
class Panel:
    """What one plot shows.

    Attributes:
        running, daily: its claims of running totals, and of single days.
        labels: of the sources on the whole picture, by id.
        dated: whether the days are dates.
    """

    losses: Losses
    running: tuple[Observation, ...]
    daily: tuple[Observation, ...]
    labels: dict[str, str]
    dated: bool = True


def is_of(one: Observation, losses: Losses) -> bool:
    """Whether a claim is of a quantity."""
    return (one.party, one.category) == (losses.party, losses.category)


def panel_of(estimate: Estimate, losses: Losses, name: Name, labels: dict[str, str] | None = None) -> Panel:
    """A plot of one quantity; with labels of its own unless they are those of a page.

    Raises:
        CounterclaimError: there is no day to draw.
    """
    if not losses.days:
        raise CounterclaimError(f"{NOTHING_TO_DRAW}: no estimated losses at any date")
    own = [one for one in estimate.observations if is_of(one, losses)]
    running, daily = (tuple(one for one in own if one.running is is_so) for is_so in (True, False))
    return Panel(losses, running, daily, shaped(own, name) if labels is None else labels, estimate.dated)


def _bands(panel: Panel, size: str) -> list[Spec]:
    rows = _spread_rows(panel, _DAYS[size])
    areas: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": {
                "type": "area",
                "color": fill,
                "opacity": 1,
                "stroke": EDGE,
                "strokeWidth": 0.7,
                "clip": True,
            },
            "encoding": {
                "y": {"field": f"{of}_low", "type": "quantitative"},
                "y2": {"field": f"{of}_high"},
            },
        }
        for of, fill in FILLS.items()
    ]
    line: Spec = {
        "data": {"values": rows},
        "mark": {"type": "line", "color": LINE, "strokeWidth": 2.2 if size == "large" else 1.6, "clip": True},
        "encoding": {"y": {"field": "median", "type": "quantitative"}},
    }
    return [*areas, line] if len(rows) > 1 else _at_a_day(rows)


def _at_a_day(rows: Sequence[Row]) -> list[Spec]:
    """Bars in place of bands, which would have no width."""
    bars = [(FILLS["of95"], 26, "of95"), (FILLS["of50"], 18, "of50")]
    median = {
        "type": "tick",
        "orient": "horizontal",
        "size": 40,
        "thickness": 2.5,
        "color": LINE,
        "opacity": 1,
    }
    return [
        *(
            {
                "data": {"values": list(rows)},
                "mark": {
                    "type": "bar",
                    "color": fill,
                    "size": size,
                    "stroke": EDGE,
                    "strokeWidth": 0.7,
                    "opacity": 1,
                },
                "encoding": {
                    "y": {"field": f"{of}_low", "type": "quantitative"},
                    "y2": {"field": f"{of}_high"},
                },
            }
            for fill, size, of in bars
        ),
        {
            "data": {"values": list(rows)},
            "mark": median,
            "encoding": {"y": {"field": "median", "type": "quantitative"}},
        },
    ]


def _spread_rows(panel: Panel, most: int) -> list[Row]:
    """A row a day, or evenly chosen ones; the first and the last are among them."""
    losses = panel.losses
    last = len(losses.days) - 1
    chosen = (
        range(last + 1) if last < most else sorted({round(nth * last / (most - 1)) for nth in range(most)})
    )
    return [
        {
            "time": time_of(losses.days[nth], panel.dated),
            "median": _rounded(losses.totals[nth].median),
            "of50_low": _rounded(losses.totals[nth].of50[0]),
            "of50_high": _rounded(losses.totals[nth].of50[1]),
            "of95_low": _rounded(losses.totals[nth].of95[0]),
            "of95_high": _rounded(losses.totals[nth].of95[1]),
        }
        for nth in chosen
    ]


def _rounded(value: float) -> float:
    """To what no picture shows: the last places differ between processors."""
    return float(f"{value:.5g}")


def _heights(panel: Panel, most: int = 9) -> Scale:
    """The axis spans the claims and the interval of 95 % from the day of the first claim on."""
    claims = [one.count for one in panel.running]
    first = min((one.day for one in panel.running), default=panel.losses.days[-1])
    spreads = [s for day, s in zip(panel.losses.days, panel.losses.totals, strict=True) if day >= first]
    spreads = spreads or [panel.losses.totals[-1]]
    return scale_of([*claims, *(end for spread in spreads for end in spread.of95)], wide=_GROWN, most=most)


def _counts(scale: Scale, title: str | None, ticks: int = 8) -> Spec:
    labelled: Spec = (
        {"values": list(scale.ticks)}
        if scale.ticks
        else {"tickCount": max(1, min(ticks, int(scale.domain[1])))}
    )
    return {
        "field": "figure",
        "type": "quantitative",
        "title": title and f"{title}{scale.words}",
        "scale": {"type": scale.kind, "domain": list(scale.domain), "nice": scale.kind == "linear"},
        "axis": {"format": ",~f", **labelled},
    }


def large_plot(panel: Panel) -> Spec:
    """Running totals: median, intervals and claims."""
    days = days_axis(panel.losses.days[0], panel.losses.days[-1], "Day up to which is counted", panel.dated)
    return {
        "width": WIDTH,
        "height": _TALL,
        "encoding": {"x": days, "y": _counts(_heights(panel), "Running total")},
        "layer": [*_bands(panel, "large"), *_claims(panel, _size(panel))],
    }


def daily_plot(panel: Panel) -> Spec:
    """Counts of single days; the estimate has running totals only, so that nothing is drawn behind them."""
    rows = claim_rows(panel.daily, panel.labels, panel.dated)
    scale = scale_of([one.count for one in panel.daily], most=4)
    first, last = panel.losses.days[0], panel.losses.days[-1]
    return {
        "width": WIDTH,
        "height": _SHORT,
        "encoding": {
            "x": days_axis(first, last, "Day that is counted", panel.dated),
            "y": _counts(scale, "On that day alone", 3),
        },
        "layer": claim_layers(rows, panel.labels.values(), _size(panel)),
    }


def small_plot(panel: Panel, name: Name) -> Spec:
    """Running totals as one of many plots, under a title of its own."""
    losses = panel.losses
    x = days_axis(losses.days[0], losses.days[-1], None if panel.dated else "day", panel.dated)
    x["scale"]["padding"] = 8
    x["axis"] = {
        "format": "%b %Y" if panel.dated else ",d",
        "tickCount": 3,
        "labelFontSize": 10,
        "labelFlush": True,
    }
    scale = _heights(panel, 5)
    y = _counts(scale, None, 3)
    y["axis"]["labelFontSize"] = 10
    return {
        "width": _SMALL[0],
        "height": _SMALL[1],
        "title": {
            "text": _heading(losses, name),
            "subtitle": scale.words.strip(" ()"),
            **_HEADING,
        },
        "encoding": {"x": x, "y": y},
        "layer": [*_bands(panel, "small"), *_claims(panel, 0.4)],
    }


def _size(panel: Panel) -> float:
    return 1 if len(panel.running) <= _MANY else 0.5


def _claims(panel: Panel, size: float) -> list[Spec]:
    return claim_layers(claim_rows(panel.running, panel.labels, panel.dated), panel.labels.values(), size)


def _heading(losses: Losses, name: Name) -> list[str]:
    """Whose and what on one or two lines; where both are long, either has a line of its own."""
    if len(what(losses, name)) <= _ACROSS:
        return [what(losses, name)]
    return [
        fitted(part, _ACROSS, 1)[0] for part in (f"{whose(losses, name)}:", clean(losses.category) or NOTHING)
    ]


def whose(losses: Losses, name: Name) -> str:
    """The party whose losses they are."""
    return clean(name(losses.party)) if losses.party else "Side not said"


def what(losses: Losses, name: Name) -> str:
    """Whose, and what is counted."""
    return f"{whose(losses, name)}: {clean(losses.category) or NOTHING}"
