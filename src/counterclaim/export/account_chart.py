"""Rival ranges of one quantity on one axis, as a Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from counterclaim.account.estimated import Diagnosis
from counterclaim.account.words import day as day_in_words
from counterclaim.account.words import several
from counterclaim.errors import CounterclaimError
from counterclaim.export.account_plot import figures_of, ranges_plot
from counterclaim.export.account_rows import Bar
from counterclaim.export.drawing import (
    NOTHING_TO_DRAW,
    Spec,
    clean,
    listed,
)
from counterclaim.export.frame import (
    Caption,
    ended,
    framed,
    made_words,
    scale_of,
    warning_words,
)

_SIGNS = {
    "camp": "grey bar: from the least to the most that a side claims",
    "profile": "white bar: range under a coding profile, diamond: its best figure",
    "bound": "line between brackets: what follows from claims taken together",
    "estimate": "bar in two shades: 95\xa0% and 50\xa0% interval of the estimate, stroke: its median",
}
_MARKS = {
    "exact": "filled dot: a figure",
    "minimum": "open, arrow right: at least",
    "maximum": "open, arrow left: at most",
}
_OPEN = "arrow at the end of a bar: more, or less, is left open"
_UNKNOWN = "dashed: no end is known"


def ranges_chart(
    bars: Sequence[Bar],
    title: str,
    *,
    diagnosis: Diagnosis | None = None,
    day: date | None = None,
    made: date | None = None,
) -> Spec:
    """Rows of rival ranges, in the order given, on an axis they share.

    Which kind a range is shows in the form of its bar; an end that is left open has an arrow, one that is not known
    is dashed to the edge of the plot. The axis is logarithmic where the figures span a factor of 30.

    Args:
        title: which quantity.
        diagnosis: of the estimate, where one is among the rows.
        day: as of when the figures are.
        made: when the estimate was made.

    Raises:
        CounterclaimError: no row has a figure.
    """
    values = [value for bar in bars for value in figures_of(bar)]
    if not values:
        raise CounterclaimError(f"{NOTHING_TO_DRAW}: no range has a figure")
    scale = scale_of(values, most=6)
    claims = {claim for bar in bars for claim in bar.claims}
    warning = warning_words(diagnosis) if diagnosis else ""
    below = [f"As of {day_in_words(day)}."] if day else []
    if diagnosis:
        below.append(made_words(diagnosis, made))
    notes = ["None of the ranges is thereby true; each says on what it rests."]
    if claims:
        notes.insert(0, f"From {several(len(claims), 'claim')}.")
    rows = [f"{clean(bar.label)} ({clean(bar.under)}): {clean(bar.told)}" for bar in bars]
    caption = Caption(
        title=title,
        below=(*below, *_signs(bars)),
        notes=(" ".join(notes),),
        alt=f"Bars on one axis for {clean(title)}, one row for each of {several(len(bars), 'range')}. "
        + ended("; ".join(rows), warning),
        warning=warning,
    )
    return framed([ranges_plot(bars, scale)], caption)


def _signs(bars: Sequence[Bar]) -> Iterable[str]:
    """What bars and what marks mean, of those that occur, each kind on a line of its own."""
    kinds = {bar.kind for bar in bars}
    yield f"Rows: {listed(sign for kind, sign in _SIGNS.items() if kind in kinds)}."
    bounds = {mark.bound for bar in bars for mark in bar.marks}
    signs = [sign for bound, sign in _MARKS.items() if bound in bounds]
    if any(bar.open_below or bar.open_above for bar in bars):
        signs.append(_OPEN)
    if any(figures_of(bar) and (bar.low is None or bar.high is None) for bar in bars):
        signs.append(_UNKNOWN)
    if signs:
        yield f"Signs: {listed(signs)}."
