"""What an estimate says: losses over time and the bias of each source, with how far they are to be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Bound = Literal["exact", "minimum", "maximum"]
Method = Literal["sampled", "preview"]


@dataclass(frozen=True, slots=True)
class Observation:
    """A claim as the estimate takes it in.

    Attributes:
        id: of the claim, or the row of a table of claims.
        source: id of who stands behind it: a camp, or a claimant.
        party: id of the side whose people or things are counted; empty where it is not said.
        category: what is counted and what happened to it, in words ("personnel killed").
        day: the as-of date of a running total, or the day that is counted.
        count: how many.
        bound: whether it is given as a figure, as the least, or as the most.
        running: whether it is a running total from the beginning of the conflict, and not a day's count.
    """

    id: str
    source: str
    party: str
    category: str
    day: date
    count: float
    bound: Bound = "exact"
    running: bool = True


@dataclass(frozen=True, slots=True)
class Spread:
    """A distribution in figures: its mean, and the intervals that hold it with a chance of 50, 90 and 95 %."""

    mean: float
    median: float
    of50: tuple[float, float]
    of90: tuple[float, float]
    of95: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Losses:
    """Estimated running totals of one category of one party.

    Attributes:
        days: from the first claim of this to the last of all; ``totals`` has as many.
        claims: how many claims it was estimated from; ``sources`` of how many sources.
        alone: only one source counts this, so that its level rests on the prior of that source's bias.
    """

    party: str
    category: str
    days: tuple[date, ...]
    totals: tuple[Spread, ...]
    claims: int
    sources: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Bias:
    """How many a source reports for each one estimated: 1 is none.

    Attributes:
        party: whose losses it counts.
        claims: how many of its claims that rests on.
    """

    source: str
    party: str
    category: str
    factor: Spread
    claims: int


@dataclass(frozen=True, slots=True)
class Predicted:
    """How the fit foretells the claims it was made from, by source.

    Attributes:
        within50, within90: share of them inside the interval predicted for them.
        above: share above the median predicted.
    """

    source: str
    claims: int
    within50: float
    within90: float
    above: float


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Whether sampling can be trusted.

    Attributes:
        method: ``preview`` is a mean-field approximation, whose intervals are too narrow.
        rhat: the largest of all that is reported (rank-normalised, split); None for a preview.
        ess: the smallest effective sample size, of bulk and tails; None for a preview.
        divergences: share of the draws.
        converged: rhat ≤ 1.01, ess ≥ 400, divergences < 0.5 %; never for a preview.
        why: what stands in the way; empty where it converged.
        seconds: how long it took.
    """

    method: Method
    chains: int
    draws: int
    rhat: float | None
    ess: float | None
    divergences: float
    converged: bool
    why: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate of losses and biases.

    Attributes:
        losses, biases: by party and category; by source, party and category.
        checks: posterior predictive checks by source.
        observations: the claims it was made from.
        left_out: (what, why) of claims and quantities that it does not cover.
        bias_scale: scale of the prior of biases, on the log scale; 1 unless asked otherwise. The level of losses is
            told apart from the bias of the sources by it alone.
        seed: of the sampler.
        dated: whether the days are dates; otherwise day n of an unknown beginning is that of ordinal n.
    """

    losses: tuple[Losses, ...]
    biases: tuple[Bias, ...]
    checks: tuple[Predicted, ...]
    diagnosis: Diagnosis
    observations: tuple[Observation, ...]
    left_out: tuple[tuple[str, str], ...]
    bias_scale: float
    seed: int
    dated: bool = True
