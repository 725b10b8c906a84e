"""Reading the value of a figure that a person pointed at, as the machine reads those it finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from counterclaim.model import Number
from counterclaim.model.codec import Row
from counterclaim.text.clean import plain, without_notes
from counterclaim.text.figures import Figure, find_figures
from counterclaim.text.hedges import hedge
from counterclaim.text.numbers import whole
from counterclaim.text.tokens import Token, tokenize

_SHARE, _RATE = "share", "rate_per_day"


class _Read(NamedTuple):
    low: Number | None
    high: Number | None
    qualifier: str
    words: str
    unit: str | None


def read_value(
    text: str, number: Mapping[str, Any], evidence: Mapping[str, Any], before: Mapping[str, Any]
) -> Row | None:
    """The ``value`` of a figure with the hedge it stands with; None where its characters are no figure.

    Args:
        text: of the document.
        number, evidence: spans of it, by ``start`` and ``end``.
        before: the row of the claim. Its statistic stands, and so does what its rate was converted by: what a
            figure is of is told by words that did not change.
    """
    read = _read(text, number, evidence)
    if read is None:
        return None
    old = before["value"] or {}
    statistic = old.get("statistic") or "total"
    if (read.unit == "percent") != (statistic == _SHARE):
        statistic = _SHARE if read.unit == "percent" else "total"
    share = _converted(text, before) if statistic == _RATE else 1.0
    low, high = (v if v is None or share == 1 else whole(round(v * share, 4)) for v in (read.low, read.high))
    return {
        "low": low,
        "high": high,
        "qualifier": read.qualifier,
        "statistic": statistic,
        "unit": read.unit,
        "words": read.words,
    }


def _converted(text: str, row: Mapping[str, Any]) -> float:
    """What part of the figure as written the value of a rate is: a seventh of what is told for a week."""
    number, evidence, value = row["number"], row["evidence"], row["value"]
    was = _read(text, number, evidence)
    if was is None:
        return 1.0
    ends = ((value["low"], was.low), (value["high"], was.high))
    return next((kept / written for kept, written in ends if kept is not None and written), 1.0)


def _read(text: str, number: Mapping[str, Any], evidence: Mapping[str, Any]) -> _Read | None:
    found = _figure(text, number, evidence) or _figure(text, number, number)
    if found is None:
        return None
    tokens, figure, base = found
    if figure.low is None and figure.kind != "vague":  # broken separators
        return None
    hedged = hedge(tokens, figure)
    words = text[base + tokens[hedged.first].start : base + tokens[hedged.last - 1].end]
    return _Read(hedged.low, hedged.high, hedged.qualifier, words, figure.unit)


def _figure(
    text: str, number: Mapping[str, Any], around: Mapping[str, Any]
) -> tuple[list[Token], Figure, int] | None:
    """The figure that has just these characters among the tokens around it, and where those begin in the text."""
    base = around["start"]
    view = without_notes(plain(text[base : around["end"]]))
    tokens = tokenize(view, 0, len(view))
    start, end = number["start"] - base, number["end"] - base
    first = next((i for i, token in enumerate(tokens) if token.start == start), None)
    last = next((i for i, token in enumerate(tokens, 1) if token.end == end), None)
    if first is None or last is None or last <= first:
        return None
    for figure in find_figures(tokens):
        if (figure.first, figure.last) == (first, last):
            return tokens, figure, base
    # A part of what reads as one figure, or the words of a time.
    for figure in find_figures(tokens[first:last]):
        if (figure.first, figure.last) == (0, last - first):
            placed = figure._replace(first=first, last=last, after=first + figure.after)
            return tokens, placed, base
    return None
