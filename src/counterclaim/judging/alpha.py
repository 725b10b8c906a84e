"""Krippendorff's alpha: agreement beyond what would come about by chance.

Klaus Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011. The library of that name holds a cell for
each unit and each two values: a thousand claims with three hundred places take 700 MB. This takes none of that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from typing import Any

# From 0 where two values are alike to 1.
Distance = Callable[[Any, Any], float]


def nominal(one: object, other: object) -> float:
    """Of values that are alike or not."""
    return float(one != other)


def ratio(one: float, other: float) -> float:
    """Of figures of 0 and above, by how many times the one is the other."""
    return ((one - other) / (one + other)) ** 2 if one != other else 0.0


def alpha(units: Sequence[Sequence[Hashable]], distance: Distance = nominal) -> float | None:
    """1 for full agreement, 0 for that of chance, below where coders agree less than by chance.

    None where it is not defined: fewer than two units, or all values alike.

    Args:
        units: of each the values that coders gave it; those with fewer than two are left out.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in pairable for value in unit)
    if len(pairable) < 2 or len(counts) < 2:
        return None
    number = counts.total()
    observed = sum(_within(unit, distance) / (len(unit) - 1) for unit in pairable) / number
    expected = _apart(counts, distance) / (number * (number - 1))
    return 1 - observed / expected if expected else None


def agreeing(units: Sequence[Sequence[Hashable]]) -> float | None:
    """The share of all pairs of values given to one unit that are alike; None where there are none."""
    pairs = [one == other for unit in units for one, other in combinations(unit, 2)]
    return sum(pairs) / len(pairs) if pairs else None


def _within(unit: Sequence[Hashable], distance: Distance) -> float:
    return 2 * sum(distance(one, other) for one, other in combinations(unit, 2))


def _apart(counts: Counter[Hashable], distance: Distance) -> float:
    """The sum of the distances between each value that was given and each other one."""
    if distance is nominal:
        return counts.total() ** 2 - sum(count * count for count in counts.values())
    return 2 * sum(n * m * distance(one, other) for (one, n), (other, m) in combinations(counts.items(), 2))
