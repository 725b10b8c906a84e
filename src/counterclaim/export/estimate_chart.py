"""Estimated losses over time with every claim beside them, as a Vega-Lite specification.

Names and words of claims stand in the specification as data, scale domain, title and description only, never in an
expression.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counterclaim.account.estimated import Estimate, Losses
from counterclaim.account.words import several
from counterclaim.errors import CounterclaimError
from counterclaim.export.claim_marks import Name, claim_rows, cut_names, legend, shaped, signs
from counterclaim.export.drawing import NOTHING_TO_DRAW, Row, Spec, clean
from counterclaim.export.frame import (
    Caption,
    about,
    day_text,
    ended,
    framed,
    made_words,
    method_words,
    warning_words,
)
from counterclaim.export.losses_plot import daily_plot, is_of, large_plot, panel_of, small_plot, what
from counterclaim.export.words import spaced

MOST = 12
_READ = "Line: estimated median. Dark band: 50\xa0% interval. Light band: 95\xa0% interval."


def losses_chart(
    estimate: Estimate, losses: Losses, name: Name = spaced, *, made: date | None = None
) -> Spec:
    """Running totals of one category of one party: median, intervals of 50 and 95 %, and each claim of it.

    Counts of single days stand in a plot of their own beneath. The axis is logarithmic where the figures span a
    factor of 100. Above the plot it says where the estimate did not converge, or is a preview.

    Args:
        losses: of the estimate.
        name: display name of a party or source by its id.
        made: when it was estimated, to stand under the title.

    Raises:
        CounterclaimError: there is no day to draw.
    """
    panel = panel_of(estimate, losses, name)
    parts = [large_plot(panel)]
    if panel.daily:
        parts.append(daily_plot(panel))
    if panel.labels:
        parts.append(legend(panel.labels.values()))
    every = claim_rows((*panel.running, *panel.daily), panel.labels)
    caption = Caption(
        title=f"{what(losses, name)}: estimated running total to {day_text(losses.days[-1], estimate.dated)}",
        below=(made_words(estimate.diagnosis, made), _READ, _marks(every)),
        notes=_notes(estimate, losses),
        alt=_alt(estimate, losses, name),
        warning=warning_words(estimate.diagnosis),
        names=cut_names(name(source) for source in sorted(panel.labels)),
    )
    # Both plots have the same days above one another.
    return framed(parts, caption) | {"resolve": {"scale": {"x": "shared"}}}


def losses_page(
    estimate: Estimate,
    title: str,
    name: Name = spaced,
    *,
    chosen: Sequence[Losses] | None = None,
    made: date | None = None,
) -> Spec:
    """Small plots of several quantities on one page: the first twelve, each with an axis of its own.

    Args:
        title: of the page.
        chosen: of the estimate's losses; all unless given.
        name, made: as of ``losses_chart``.

    Raises:
        CounterclaimError: none has a day to draw.
    """
    held = [one for one in (estimate.losses if chosen is None else chosen) if one.days]
    if not held:
        raise CounterclaimError(f"{NOTHING_TO_DRAW}: no estimated losses at any date")
    drawn = held[:MOST]
    of_drawn = [one for one in estimate.observations if any(is_of(one, losses) for losses in drawn)]
    labels = shaped(of_drawn, name)
    panels = [panel_of(estimate, losses, name, labels) for losses in drawn]
    daily = sum(not one.running for one in of_drawn)
    rows = claim_rows([one for panel in panels for one in panel.running], labels)
    notes = [f"From {several(len(of_drawn), 'claim')}. Each plot has an axis of its own."]
    if daily:
        notes.append(
            f"{several(daily, 'count')} of single days went into the estimate and "
            f"{'is' if daily == 1 else 'are'} not drawn here."
        )
    if len(held) > len(drawn):
        notes.append(f"The first {len(drawn)} of {len(held)} quantities are drawn.")
    quantities = "; ".join(what(losses, name) for losses in drawn)
    last = day_text(max(losses.days[-1] for losses in drawn), estimate.dated)
    warning = warning_words(estimate.diagnosis)
    caption = Caption(
        title=title,
        below=(made_words(estimate.diagnosis, made), _READ, _marks(rows)),
        notes=tuple(notes),
        alt=f"{clean(title)}: {several(len(drawn), 'chart')} of estimated running totals to {last}, "
        f"with intervals and every running total claimed: {quantities}. "
        + ended(f"The estimate is {method_words(estimate.diagnosis)}", warning),
        warning=warning,
        names=cut_names(name(source) for source in sorted(labels)),
    )
    grid = {
        "columns": 3,
        "spacing": {"row": 22, "column": 26},
        "concat": [small_plot(panel, name) for panel in panels],
    }
    return framed([grid, *([legend(labels.values())] if labels else [])], caption)


def _marks(rows: Sequence[Row]) -> str:
    return (
        f"Each mark is a claim, its shape the source; {signs(rows)}."
        if rows
        else "No claim of it is on this picture."
    )


def _notes(estimate: Estimate, losses: Losses) -> tuple[str, ...]:
    notes = [
        f"From {several(losses.claims, 'claim')} by {several(losses.sources, 'source')}; "
        "what is claimed is not thereby true."
    ]
    if losses.alone:
        notes.append(
            "Only one source counts this: the level rests on what is assumed of that source’s bias beforehand "
            f"(scale {about(estimate.bias_scale)} on the log scale)."
        )
    return tuple(notes)


def _alt(estimate: Estimate, losses: Losses, name: Name) -> str:
    last = losses.totals[-1]
    first_day, last_day = (day_text(losses.days[at], estimate.dated) for at in (0, -1))
    shown = (
        f"Chart of the estimated running total of {what(losses, name)}, from "
        f"{first_day} to {last_day}, with {several(losses.claims, 'claim')} by "
        f"{several(losses.sources, 'source')} as marks."
    )
    ends = (
        f"On the last day the estimate is {about(last.median)}, with 95\xa0% between {about(last.of95[0])} and "
        f"{about(last.of95[1])} ({method_words(estimate.diagnosis)})"
    )
    return f"{shown} {ended(ends, warning_words(estimate.diagnosis))}"
