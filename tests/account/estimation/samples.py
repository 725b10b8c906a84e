"""Small tables of claims of an invented war, with what is true of it known."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from counterclaim.account.estimated import Bound, Observation

FIRST = date(2031, 1, 1)
# How many each source reports for each one: of Sylvania's soldiers, of Freedonia's.
BIASES = {"freedonia": (3.0, 0.4), "sylvania": (0.5, 2.5), "monitor": (1.0, 1.0)}
PARTIES = ("sylvania", "freedonia")
A_DAY = {"sylvania": 40.0, "freedonia": 25.0}


def a_claim(**fields: object) -> Observation:
    """One running total, but for what is given."""
    told: dict[str, object] = {
        "id": "1",
        "source": "monitor",
        "party": "sylvania",
        "category": "personnel killed",
        "day": FIRST,
        "count": 100.0,
    }
    return Observation(**(told | fields))  # type: ignore[arg-type]


def a_war(days: int = 60, every: int = 6, seed: int = 1) -> list[Observation]:
    """Running totals of two sides' dead by three sources, that grow evenly; every third a bound, some of one day."""
    chance = random.Random(seed)
    found: list[Observation] = []
    bounds: Sequence[Bound] = ("exact", "exact", "minimum")
    for source, factors in BIASES.items():
        for party, factor in zip(PARTIES, factors, strict=True):
            for day in range(2, days, every):
                true = A_DAY[party] * (day + 1)
                told = true * factor * chance.lognormvariate(0, 0.08)
                when = FIRST + timedelta(day)
                found.append(
                    a_claim(
                        id=str(len(found)),
                        source=source,
                        party=party,
                        day=when,
                        count=round(told),
                        bound=bounds[len(found) % 3],
                    )
                )
    middle = FIRST + timedelta(days // 2)
    daily = round(A_DAY["sylvania"] * 3)
    return [*found, a_claim(id="day", source="freedonia", day=middle, count=daily, running=False)]
