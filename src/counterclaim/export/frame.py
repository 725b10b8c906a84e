"""What stands around a picture so that it can stand alone: title, method, a warning where one is due, and notes."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from counterclaim.account.estimated import Diagnosis
from counterclaim.account.words import day as day_in_words
from counterclaim.export.drawing import CONFIG, INK, MUTED, SCHEMA, WIDTH, Row, Spec, clean, fitted

# Characters to a line of the title, of what stands below it, and of the strips above and below the plot.
_TITLE, _SUBTITLE, _WARNING, _NOTES = 88, 132, 104, 140
_LINE = 17


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a picture.

    Attributes:
        title: what is shown.
        below: lines under the title: how it was found, and what the signs mean.
        notes: lines at the foot: what it rests on.
        warning: in white on black above the plot; empty where there is none.
        alt: the picture in two sentences.
        names: those that are cut on the picture, in full.
    """

    title: str
    below: tuple[str, ...]
    notes: tuple[str, ...]
    alt: str
    warning: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis of counts.

    Attributes:
        kind: ``symlog`` where there is a 0 among figures that ask for a logarithmic axis.
        domain: the ends of the axis.
        ticks: where it is labelled; empty where that is left to the renderer.
    """

    kind: Literal["linear", "log", "symlog"]
    domain: tuple[float, float]
    ticks: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """What is to be said of it beside the axis; empty of equal steps."""
        return {"linear": "", "log": " (log scale)", "symlog": " (log scale with a 0)"}[self.kind]


def framed(parts: Sequence[Spec], caption: Caption) -> Spec:
    """One picture of parts below one another, with the words around them."""
    described = [clean(caption.alt)]
    if caption.names:
        described.append(f"Names in full: {'; '.join(clean(name) for name in caption.names)}.")
    above = [_strip(_wrapped([caption.warning], _WARNING), dark=True)] if caption.warning else []
    foot = [_strip(_wrapped(caption.notes, _NOTES), dark=False)] if caption.notes else []
    return {
        "$schema": SCHEMA,
        "description": " ".join(described),
        "title": {
            "text": fitted(caption.title, _TITLE, 3),
            "subtitle": _wrapped(caption.below, _SUBTITLE),
            # Wide letters may need more room than those that the lines are measured by.
            "limit": WIDTH + 60,
        },
        "background": "white",
        "padding": 16,
        "config": CONFIG,
        "spacing": 12,
        "vconcat": [*above, *parts, *foot],
    }


def described(spec: Spec) -> str:
    """A picture in two sentences, for those who do not see it; names that are cut on it follow in full."""
    text: str = spec["description"]
    return text


def _wrapped(texts: Iterable[str], width: int) -> list[str]:
    return [line for text in texts for line in textwrap.wrap(clean(text), width)]


def _strip(lines: Sequence[str], *, dark: bool) -> Spec:
    """Lines of words across the picture: in bold white on black, or plain."""
    rows: list[Row] = [{"text": line, "y": 6 + _LINE * (nth + 0.5)} for nth, line in enumerate(lines)]
    style: Spec = (
        {"color": "white", "fontWeight": "bold", "fontSize": 14} if dark else {"color": MUTED, "fontSize": 12}
    )
    return {
        "width": WIDTH,
        "height": 12 + _LINE * len(lines),
        "view": {"fill": INK if dark else None, "stroke": None},
        "data": {"values": rows},
        "mark": {"type": "text", "align": "left", "baseline": "middle", **style},
        "encoding": {
            "x": {"value": 10 if dark else 0},
            "y": {"field": "y", "type": "quantitative", "scale": None, "axis": None},
            "text": {"field": "text", "type": "nominal"},
        },
    }


def method_words(diagnosis: Diagnosis) -> str:
    """How an estimate was made: "sampled, 2 chains, R-hat 1.01, ESS 612"."""
    if diagnosis.method == "preview":
        return "preview by a mean-field approximation"
    told = ["sampled", f"{diagnosis.chains} {'chain' if diagnosis.chains == 1 else 'chains'}"]
    if diagnosis.rhat is not None:
        told.append(f"R-hat {diagnosis.rhat:.2f}")
    if diagnosis.ess is not None:
        told.append(f"ESS {diagnosis.ess:.0f}")
    if diagnosis.divergences:
        told.append(f"{diagnosis.divergences:.1%} of draws divergent")
    return ", ".join(told)


def warning_words(diagnosis: Diagnosis) -> str:
    """Why an estimate is not to be relied on; empty where it may be."""
    if diagnosis.method == "preview":
        return "PREVIEW: intervals too narrow"
    if diagnosis.converged:
        return ""
    return f"DID NOT CONVERGE: {clean(diagnosis.why).rstrip(' .;') or 'the chains do not agree'}"


def made_words(diagnosis: Diagnosis, made: date | None) -> str:
    """A sentence on how an estimate was made, and when if that is told."""
    return f"Estimate: {method_words(diagnosis)}{f', {day_in_words(made)}' if made else ''}."


def ended(sentence: str, warning: str) -> str:
    """A sentence with its full stop, and the warning in it where there is one."""
    return f"{sentence}; {warning}." if warning else f"{sentence}."


def day_text(day: date, dated: bool) -> str:
    """A day as it is read; where only its number is known, counted from a beginning that is not: "day 365"."""
    return day_in_words(day) if dated else f"day {day.toordinal():,}"


def about(value: float, figures: int = 3) -> str:
    """A count or a factor to so many figures: 12,345 as "12,300"."""
    if not value or not math.isfinite(value):
        return f"{value:g}"
    places = figures - 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, places)
    return (
        f"{rounded:,.0f}" if places <= 0 or rounded == int(rounded) else f"{rounded:,.{places}f}".rstrip("0")
    )


def scale_of(values: Iterable[float], *, wide: float = 30, most: int = 9) -> Scale:
    """An axis for counts: of equal steps from 0, or logarithmic where the figures lie far apart.

    Args:
        values: all that has to be on the axis; none below 0.
        wide: from so many times the least above 0 on, the axis is logarithmic.
        most: how many round numbers it is labelled with.
    """
    held = sorted(values)
    above = [one for one in held if one > 0]
    if not above or above[-1] < wide * above[0]:
        return Scale("linear", (0.0, (held[-1] if held else 0.0) * 1.05 or 1.0))
    high = above[-1] * 1.2
    if held[0] <= 0:
        return Scale("symlog", (0.0, high), (0.0, *_decades(1.0, high, most - 1)))
    return Scale("log", (above[0] / 1.2, high), _decades(above[0] / 1.2, high, most))


def _decades(low: float, high: float, most: int) -> tuple[float, ...]:
    """Round numbers from one end to the other, at most so many."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for steps in ((1, 2, 5), (1, 3), (1,)):
        every = (step * 10.0**power for power in powers for step in steps)
        found = tuple(value for value in every if low <= value <= high)
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / most)]
