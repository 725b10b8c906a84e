"""An estimate in words, as tables for a terminal, and as JSON: no figure without its interval and its method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec
from rich.table import Table

from counterclaim.account.estimated import Bias, Diagnosis, Estimate, Losses, Predicted, Spread
from counterclaim.export.claim_marks import Name
from counterclaim.export.frame import about, day_text, method_words
from counterclaim.export.table import SIMPLE, cell
from counterclaim.export.words import NOTHING

# Of what is left out so many are named.
_LEFT_OUT = 8
ALONE = "rests on one source’s word"


def status_words(of: Diagnosis) -> str:
    """Whether it converged, is a preview or did not converge, and why: what is to be read first."""
    if of.method == "preview":
        return "PREVIEW, not for citing: a mean-field approximation, whose intervals are too narrow."
    if of.converged:
        return f"Converged: {method_words(of)}."
    return f"DID NOT CONVERGE, and is not to be relied on: {of.why.rstrip(' .;')} ({method_words(of)})."


def interval(of: Spread) -> str:
    """The interval of 95 %: "1,200 to 1,900"."""
    return f"{about(of.of95[0])} to {about(of.of95[1])}"


def losses_table(losses: Iterable[Losses], name: Name) -> Table:
    """Running totals on the last day."""
    table = _table("losses of", "what", "claims", "sources", "mean", "95 % interval", "")
    for one in losses:
        last = one.totals[-1]
        cells = (
            *_what(one.party, one.category, name),
            f"{one.claims:,}",
            f"{one.sources:,}",
            about(last.mean),
            interval(last),
            ALONE if one.alone else "",
        )
        table.add_row(*map(cell, cells))
    return table


def biases_table(biases: Iterable[Bias], alone: set[tuple[str, str]], name: Name) -> Table:
    """How many each source reports for each one estimated.

    Args:
        alone: parties and categories that one source alone counts.
    """
    table = _table("source", "losses of", "what", "claims", "for each one (median)", "95 % interval", "")
    for one in biases:
        cells = (
            name(one.source),
            *_what(one.party, one.category, name),
            f"{one.claims:,}",
            about(one.factor.median, 2),
            f"{about(one.factor.of95[0], 2)} to {about(one.factor.of95[1], 2)}",
            ALONE if (one.party, one.category) in alone else "",
        )
        table.add_row(*map(cell, cells))
    return table


def checks_table(checks: Iterable[Predicted], name: Name) -> Table:
    """How the claims of each source lie in what the fit foretells for them."""
    table = _table("source", "claims", "within its 50 %", "within its 90 %", "above the median")
    for one in checks:
        shares = (f"{share:.0%}" for share in (one.within50, one.within90, one.above))
        table.add_row(*map(cell, (name(one.source), f"{one.claims:,}", *shares)))
    return table


def priors_table(estimates: Sequence[Estimate], name: Name) -> Table:
    """Totals on the last day under several scales of the prior of biases, beside each other."""
    scales = (f"scale {one.bias_scale:g}: mean (95 %)" for one in estimates)
    table = _table("losses of", "what", "claims", *scales, "")
    for several in zip(*(one.losses for one in estimates), strict=True):
        first = several[0]
        totals = (f"{about(one.totals[-1].mean)} ({interval(one.totals[-1])})" for one in several)
        cells = (*_what(first.party, first.category, name), f"{first.claims:,}", *totals)
        table.add_row(*map(cell, (*cells, ALONE if first.alone else "")))
    return table


def left_out_words(left_out: Sequence[tuple[str, str]]) -> list[str]:
    """What an estimate does not cover, and why, in so many lines as are read."""
    told = [f"left out: {what}: {why}" for what, why in left_out[:_LEFT_OUT]]
    further = len(left_out) - _LEFT_OUT
    return [*told, f"left out: {further:,} more"] if further > 0 else told


def estimate_row(of: Estimate, losses: Iterable[Losses], biases: Iterable[Bias]) -> dict[str, Any]:
    """An estimate as JSON: of the losses the last day alone, since files of estimates hold the others."""
    return {
        "status": status_words(of.diagnosis),
        "diagnosis": msgspec.to_builtins(of.diagnosis),
        "bias_scale": of.bias_scale,
        "seed": of.seed,
        "losses": [_losses_row(one, of.dated) for one in losses],
        "biases": msgspec.to_builtins(list(biases)),
        "checks": msgspec.to_builtins(of.checks),
        "left_out": [{"what": what, "why": why} for what, why in of.left_out],
    }


def last_day(of: Estimate) -> str:
    """The day that totals are told of."""
    return day_text(max(one.days[-1] for one in of.losses), of.dated)


def _losses_row(one: Losses, dated: bool) -> Mapping[str, Any]:
    own = ("party", "category", "claims", "sources", "alone")
    return {
        **{name: getattr(one, name) for name in own},
        "day": _day(one.days[-1], dated),
        "total": msgspec.to_builtins(one.totals[-1]),
    }


def _day(day: date, dated: bool) -> str | int:
    return day.isoformat() if dated else day.toordinal()


def _what(party: str, category: str, name: Name) -> tuple[str, str]:
    return name(party) if party else NOTHING, category or NOTHING


def _table(*columns: str) -> Table:
    table = Table(**SIMPLE)
    for column in columns:
        figures = column in ("claims", "sources", "mean", "for each one (median)")
        table.add_column(column, overflow="fold", justify="right" if figures else "left", no_wrap=figures)
    return table
