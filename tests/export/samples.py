"""A small estimate of an invented war, and rows of rival ranges, to be drawn."""

from __future__ import annotations

import random
from datetime import date, timedelta

from counterclaim.account.beside import Side
from counterclaim.account.bounds import Bound as Ends
from counterclaim.account.bounds import Grounds
from counterclaim.account.count import Count
from counterclaim.account.estimated import (
    Bias,
    Bound,
    Diagnosis,
    Estimate,
    Losses,
    Observation,
    Predicted,
    Spread,
)
from counterclaim.account.quantity import Quantity
from counterclaim.account.ranges import Range
from counterclaim.account.system import Held

FIRST = date(2031, 3, 1)
SAMPLED = Diagnosis("sampled", 2, 1000, 1.0, 612.4, 0.0, True, "", 41.0)
STUCK = Diagnosis("sampled", 2, 1000, 1.21, 38.0, 0.03, False, "R-hat is 1.21 and the ESS 38", 40.0)
PREVIEW = Diagnosis("preview", 0, 1000, None, None, 0.0, False, "a preview is never taken to converge", 2.0)
SOURCES = {"freedonia": 0.7, "sylvania": 1.9, "monitor_group": 0.9}
COUNTED = (
    ("freedonia", "personnel killed", 90.0),
    ("sylvania", "personnel killed", 130.0),
    ("freedonia", "tank, destroyed", 2.5),
)


def a_spread(median: float, wide: float = 1.3) -> Spread:
    """Around a median: the interval of 95 % goes from the ``wide``-th part of it to ``wide`` times as many."""
    half, most = wide**0.35, wide**0.84
    return Spread(
        median * 1.01,
        median,
        (median / half, median * half),
        (median / most, median * most),
        (median / wide, median * wide),
    )


def an_estimate(
    diagnosis: Diagnosis = SAMPLED, *, days: int = 150, seed: int = 1, claims: int = 24, alone: bool = False
) -> Estimate:
    """Losses of three categories over some days, with claims of three sources that exaggerate or understate."""
    chance = random.Random(seed)
    losses: list[Losses] = []
    biases: list[Bias] = []
    seen: list[Observation] = []
    for party, category, rate in COUNTED:
        every = tuple(FIRST + timedelta(n) for n in range(days))
        medians = [rate * (n + 1) * (1 + 0.2 * (n > days / 2) * (n / days)) for n in range(days)]
        totals = tuple(a_spread(median, 1.25 + 0.3 * n / days) for n, median in enumerate(medians))
        losses.append(Losses(party, category, every, totals, claims, len(SOURCES), alone))
        for source, factor in SOURCES.items():
            biases.append(Bias(source, party, category, a_spread(factor, 1.5 + factor / 4), claims // 3))
        for nth in range(claims):
            source = sorted(SOURCES)[nth % 3]
            at = min(days - 1, nth * days // claims + chance.randrange(4))
            bound: Bound = ("exact", "exact", "minimum", "exact", "maximum")[nth % 5]
            running = nth % 6 != 5
            figure = round((medians[at] if running else rate) * SOURCES[source] * chance.uniform(0.85, 1.15))
            seen.append(
                Observation(f"c{len(seen)}", source, party, category, every[at], figure, bound, running)
            )
    checks = tuple(Predicted(source, 3 * (claims // 3), 0.52, 0.91, 0.48) for source in SOURCES)
    return Estimate(tuple(losses), tuple(biases), checks, diagnosis, tuple(seen), (), 1.0, 7)


def a_side(
    camp: str | None = "sylvania", least: float = 900, most: float = 1400, *, more: bool = False
) -> Side:
    return Side(
        camp, least, most, False, more, (f"{least:,.0f}", f"{most:,.0f}"), ("c1", "c2"), "They say so."
    )


def a_range(
    low: float | None = 400,
    best: float | None = 700,
    high: float | None = 1400,
    *,
    more: bool = False,
    profile: str = "Field counts 2",
) -> Range:
    return Range(profile, low, best, high, False, more, None, "", (), (), ("c1", "c2"), 2, 2, 2)


def a_bound(low: float | None = 350, high: float | None = 1500) -> Ends:
    """Each end is set by a claim of its own: ``c8`` the lower, ``c9`` the upper."""
    count = Count(Quantity("freedonia", "soldier", "killed", "vell"))
    below, above = Held("sylvania", count, low, None, ("c8",)), Held("freedonia", count, None, high, ("c9",))
    return Ends(
        count,
        low,
        high,
        None if low is None else Grounds(count, low, below),
        None if high is None else Grounds(count, high, above),
        (below, above),
        (),
    )
