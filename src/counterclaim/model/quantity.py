"""How much, and over what time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Number = int | float
Qualifier = Literal[
    "exact", "about", "more_than", "at_least", "at_most", "nearly", "less_than", "between", "vague"
]
Statistic = Literal["total", "rate_per_day", "share", "peak", "mean"]
WindowKind = Literal["period", "cumulative", "instant", "unknown"]
Precision = Literal["day", "month", "season", "year"]
Basis = Literal["explicit", "relative", "context", "dossier", "unknown"]


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as a range, with the words it was given in (codebook, section 2).

    Attributes:
        low: lower end, None where the claim leaves it open.
        high: upper end, None where the claim leaves it open.
        qualifier: the kind of hedge.
        words: hedge and figure as worded ("nearly 15,000").
        statistic: what the figure is of the counted thing.
        unit: None for a plain count, else ``percent``, a currency code, ``km2``, ``km``.
    """

    low: Number | None
    high: Number | None
    qualifier: Qualifier
    words: str
    statistic: Statistic = "total"
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is counted (codebook, section 1).

    Attributes:
        kind: a bounded stretch, a running total, a state on a date, or unknown.
        start: first day, None if unknown.
        end: last day, or the as-of date of a running total; None if unknown.
        precision: how fine the dates are; None with an unknown window.
        basis: on what ground the dates stand.
    """

    kind: WindowKind
    start: date | None
    end: date | None
    precision: Precision | None
    basis: Basis


UNKNOWN_WINDOW = Window("unknown", None, None, None, "unknown")
