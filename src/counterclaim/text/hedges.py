"""Which hedge stands with a figure, and what bound it makes of it (codebook, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from counterclaim.lang import load_hedges
from counterclaim.model import Number, Qualifier
from counterclaim.text.figures import Figure
from counterclaim.text.phrases import Phrases
from counterclaim.text.tokens import Token


class Hedged(NamedTuple):
    """A figure's bound.

    Attributes:
        first, last: tokens of hedge and figure together, ``last`` exclusive.
        qualifier, low, high: codebook, section 2.
        cue: the hedge's tokens, None where there is none.
        estimated: the hedge says that the figure is an estimate.
    """

    first: int
    last: int
    qualifier: Qualifier
    low: Number | None
    high: Number | None
    cue: tuple[int, int] | None = None
    estimated: bool = False


@cache
def _before() -> Phrases[Qualifier]:
    return Phrases((w, h.qualifier) for h in load_hedges().hedge for w in (*h.before, *h.verbs))


@cache
def _after() -> Phrases[Qualifier]:
    return Phrases((w, h.qualifier) for h in load_hedges().hedge for w in h.after)


@cache
def _fillers() -> Phrases[bool]:
    return Phrases((w, True) for w in load_hedges().fillers)


@cache
def _estimates() -> Phrases[bool]:
    return Phrases((w, True) for w in load_hedges().estimates.words)


def hedge(tokens: Sequence[Token], figure: Figure) -> Hedged:
    """The figure with the hedge right before or right after it.

    Fillers ("another", "a staggering") may stand between; of two hedges the one nearest to the figure counts.
    """
    begin = figure.first
    openers = load_hedges().reached.range_openers
    if figure.kind in ("range", "vague") and begin and tokens[begin - 1].low in openers:
        begin -= 1
    for _ in range(3):
        hit = _before().before(tokens, begin)
        if hit and not _reached(tokens, hit[0], begin):
            estimated = _estimates().before(tokens, begin) is not None
            outer = _before().before(tokens, hit[0])
            first = outer[0] if outer else hit[0]
            if hit[1] == "about" and outer and outer[1] != "about":
                hit = outer
            return _bound(tokens, figure, hit[1], first, figure.last, (first, begin), estimated)
        filler = _fillers().before(tokens, begin)
        if not filler:
            break
        begin = filler[0]
    if (hit := _after().at(tokens, figure.after)) is not None:
        return _bound(tokens, figure, hit[1], figure.first, hit[0], (figure.after, hit[0]), False)
    first = min(begin, figure.first) if figure.kind == "range" else figure.first
    return _bound(tokens, figure, None, first, figure.last, None, False)


def _reached(tokens: Sequence[Token], first: int, last: int) -> bool:
    reached = load_hedges().reached
    words = " ".join(t.low for t in tokens[first:last])
    before = tokens[first - 1].low if first else ""
    return (words in reached.words and before in reached.verbs) or (
        words in reached.particle_words and before in reached.particles
    )


def _bound(
    tokens: Sequence[Token],
    figure: Figure,
    qualifier: Qualifier | None,
    first: int,
    last: int,
    cue: tuple[int, int] | None,
    estimated: bool,
) -> Hedged:
    low, high = figure.low, figure.high
    if qualifier is None and figure.last > figure.first and tokens[figure.last - 1].low.endswith("-odd"):
        qualifier = "about"
    if figure.kind == "vague" or low is None:
        return Hedged(first, last, "vague", None, None, cue, estimated)
    if figure.kind == "range":
        return Hedged(first, last, "between", low, high, cue, estimated)
    if qualifier in ("more_than", "at_least"):
        high = None
    elif qualifier in ("at_most", "nearly", "less_than"):
        low = None
    return Hedged(first, last, qualifier or "exact", low, high, cue, estimated)
