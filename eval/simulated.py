"""Whether estimates mean what they say: many small conflicts whose truth is known, simulated from the model itself.

Of all running totals and biases, the intervals that are to hold the truth with a chance of 50 and 90 % do so in about
that share of cases, or the sampler or the model's code is wrong (Cook, Gelman and Rubin 2006; Talts and others 2018).

    python -m eval.simulated            # 420 quantities: half an hour on two cores
    python -m eval.simulated --conflicts 4
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from math import sqrt
from multiprocessing import get_context
from typing import Any

import numpy as np

from counterclaim.account.estimated import Bound, Estimate, Observation
from counterclaim.account.estimation.chains import keep_to_one_core
from counterclaim.account.estimation.design import Design, design
from counterclaim.account.estimation.fitting import estimate
from counterclaim.account.estimation.settings import Settings
from counterclaim.account.estimation.taken import Taken

_PARTIES, _CATEGORIES, _SOURCES, _DAYS = 2, 3, 4, 60
_CLAIMS = (3, 25)  # of a source in counting a quantity, where it counts it at all
_FIRST = date(2031, 1, 1)
# A difference that chance would make less than once in a hundred times.
_UNLIKELY = 2.576
Chance = np.random.Generator


@dataclass(frozen=True, eq=False)
class Conflict:
    """A simulated one: its claims, and the logs of its true totals and biases."""

    claims: tuple[Observation, ...]
    totals: dict[tuple[str, str], float]
    biases: dict[tuple[str, str, str], float]


def conflicts(seed: int) -> Iterator[Conflict]:
    """Conflicts drawn from the priors, without end; those whose counts nobody would write down are passed over."""
    chance = np.random.default_rng(seed)
    while True:
        found = _conflict(chance)
        if found is not None:
            yield found


def _conflict(chance: Chance) -> Conflict | None:
    plan = _plan(chance)
    of = design(plan)
    quantities, coefficients = len(of.quantities), of.basis.shape[1]

    def half(size: Any = None) -> Any:
        return np.abs(chance.normal(size=size))

    shared, rough = chance.beta(1, 2, quantities), half(quantities)
    course = chance.normal(size=coefficients)
    own = chance.normal(size=(quantities, coefficients))
    spline = rough[:, None] * (shared[:, None] * course + np.sqrt(1 - shared**2)[:, None] * own)
    spline[:, 0] += of.steepness * (chance.normal() + half() * chance.normal(size=quantities))
    rate = spline @ of.basis.T
    level = chance.normal() + half() * chance.normal(size=quantities)
    total = np.log(np.cumsum(np.exp(rate), axis=1))
    within, across = half(len(of.groups)), half()
    of_group = across * chance.normal(size=len(of.groups))
    bias = of_group[of.cell_group] + within[of.cell_group] * chance.normal(size=len(of.cells))
    size = np.exp(chance.normal() + half() * chance.normal(size=quantities))
    shift = np.zeros(len(plan))
    for given in (of.least, of.most):
        each = chance.normal() + half() * chance.normal(size=len(of.sources))
        shift += each[of.source] * given
    tells = np.where(of.running, total[of.quantity, of.day], rate[of.quantity, of.day])
    mean = np.exp(level[of.quantity] + tells + bias[of.cell] + shift)
    if mean.max() > 1e9:
        return None
    spread = np.where(of.running, chance.gamma(size[of.quantity]) / size[of.quantity], 1.0)
    counts = chance.poisson(mean * spread)
    return Conflict(
        _told(of, counts),
        {key: float(level[at] + total[at, of.last]) for at, key in enumerate(of.quantities)},
        {
            (of.sources[source], *of.quantities[quantity]): float(bias[at])
            for at, (source, quantity) in enumerate(of.cells)
        },
    )


def _plan(chance: Chance) -> list[Observation]:
    """Who counts what when, with no counts as yet."""
    found: list[Observation] = []
    for party in range(_PARTIES):
        for category in range(_CATEGORIES):
            counting = chance.permutation(_SOURCES)[: chance.integers(1, _SOURCES + 1)]
            for source in counting:
                for _ in range(chance.integers(*_CLAIMS)):
                    day = _FIRST + timedelta(int(chance.integers(_DAYS)))
                    bounds: tuple[Bound, ...] = ("exact", "exact", "exact", "minimum", "maximum")
                    found.append(
                        Observation(
                            str(len(found)),
                            f"source {source}",
                            f"party {party}",
                            f"category {category}",
                            day,
                            float(len(found)),
                            bounds[chance.integers(len(bounds))],
                            bool(chance.random() < 0.9),
                        )
                    )
    # All conflicts are as long, so that they are all of one prior.
    return [*found, *(_at_ends(found[0], day) for day in (0, _DAYS - 1))]


def _at_ends(like: Observation, day: int) -> Observation:
    when = _FIRST + timedelta(day)
    return Observation(f"end {day}", like.source, like.party, like.category, when, -1.0 - day)


def _told(of: Design, counts: Any) -> tuple[Observation, ...]:
    """The claims of a plan with their counts, in the order of the arrays."""
    return tuple(
        Observation(
            str(at),
            of.sources[of.source[at]],
            *of.quantities[of.quantity[at]],
            date.fromordinal(of.first + int(of.day[at])),
            float(counts[at]),
            "minimum" if of.least[at] else "maximum" if of.most[at] else "exact",
            bool(of.running[at]),
        )
        for at in range(len(of.count))
    )


@dataclass
class Coverage:
    """How many true values lie inside the intervals."""

    inside: dict[int, int] = field(default_factory=lambda: {50: 0, 90: 0})
    many: int = 0

    def add(self, truth: float, of50: tuple[float, float], of90: tuple[float, float]) -> None:
        """One more."""
        self.many += 1
        self.inside[50] += of50[0] <= truth <= of50[1]
        self.inside[90] += of90[0] <= truth <= of90[1]

    def lines(self, name: str) -> Iterator[tuple[str, bool]]:
        """A line for each interval, and whether what it says could be chance."""
        for share, inside in self.inside.items():
            error = sqrt(share * (100 - share) / self.many)
            found = 100 * inside / self.many
            held = abs(found - share) <= _UNLIKELY * error
            told = f"  {name:<8} {share} %: {found:5.1f} % ± {error:.1f} of {self.many}"
            yield f"{told}{'' if held else '  NOT HELD'}", held


def main() -> int:
    """Prints the coverage; 1 where it differs from what was promised by more than chance."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--conflicts", type=int, default=70, help="how many, of six quantities each")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    told = parser.parse_args()
    totals, biases = Coverage(), Coverage()
    trusted = 0
    began = time.perf_counter()
    made = list(islice(conflicts(told.seed), told.conflicts))
    context = get_context("spawn")
    numbers = context.Queue()
    for number in range(told.jobs):
        numbers.put(number)
    with ProcessPoolExecutor(told.jobs, context, _settle, (numbers,)) as pool:
        for number, (one, found) in enumerate(
            zip(made, pool.map(_estimated, enumerate(made, 1)), strict=True), 1
        ):
            trusted += found.diagnosis.converged
            _compare(one, found, totals, biases)
            so_far = f"{number} of {told.conflicts} conflicts, {time.perf_counter() - began:.0f} s"
            print(f"\r{so_far}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print(
        f"Estimates of simulated conflicts: {told.conflicts}, {trusted} of them converged by the strict rule"
    )
    lines = [*totals.lines("totals"), *biases.lines("biases")]
    print("\n".join(line for line, _ in lines))
    return int(not all(held for _, held in lines))


def _settle(numbers: Any) -> None:
    """Gives each process a core of its own."""
    keep_to_one_core(numbers.get())


def _estimated(numbered: tuple[int, Conflict]) -> Estimate:
    seed, one = numbered
    return estimate(Taken(one.claims, ()), Settings(draws=400, tune=300, seed=seed, one_process=True))


def _compare(true: Conflict, found: Estimate, totals: Coverage, biases: Coverage) -> None:
    for one in found.losses:
        last = one.totals[-1]
        totals.add(float(np.exp(true.totals[one.party, one.category])), last.of50, last.of90)
    for bias in found.biases:
        truth = float(np.exp(true.biases[bias.source, bias.party, bias.category]))
        biases.add(truth, bias.factor.of50, bias.factor.of90)


if __name__ == "__main__":
    sys.exit(main())
