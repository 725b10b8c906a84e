"""The columns of a listing: of each claim one number per field, in arrays that never change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterclaim.store.listing.wanted import Value

Array = NDArray[Any]
# Of claims by id; of all claims in the order of rowids; or rowids in order, and the weight of each.
Weights = Mapping[str, float] | Array | tuple[Any, Any]
NO_DAY = -1


@dataclass(frozen=True, slots=True)
class Facet:
    """One field of all claims.

    Attributes:
        codes: of each claim the number of its value.
        values: by number; those that a listing was made with in alphabetical order, the blank last.
        names: to some values the names that are shown for them.
        numbers: of each value its number.
    """

    codes: Array
    values: tuple[Value, ...]
    names: Mapping[str, str]
    numbers: Mapping[Value, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Some facets with few values, counted in one go: by the combinations of their values that occur.

    Attributes:
        codes: of each claim the number of its combination.
        parts: to each facet, the number of the value that each combination has.
    """

    codes: Array
    parts: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Order:
    """Claims as they follow one another.

    Attributes:
        positions: of all claims; those without a value last.
        filled: how many have one.
    """

    positions: Array
    filled: int


@dataclass(frozen=True, slots=True)
class Columns:
    """All claims that are listed, in the order of their rowids; a claim's place in that order is its position.

    Attributes:
        rowids: ascending.
        low, high: the figure's ends; of an open range the end that was told stands for both. NaN where none is.
        day: the claim is about; published: of its report. As ordinals of ``date``, ``NO_DAY`` where unknown.
        weight: the larger, the more a claim is worth looking at.
        facets: by name.
        groups: of them.
        orders: by sort.
        ranks: of each claim its place in the order of the text.
    """

    rowids: Array
    low: Array
    high: Array
    day: Array
    published: Array
    weight: Array
    facets: Mapping[str, Facet]
    groups: tuple[Group, ...]
    orders: Mapping[str, Order]
    ranks: Array


# Combinations in one group: so many counters stay in a core's own cache.
_COMBINATIONS = 1 << 14


def facet(codes: Array, values: Iterable[Value], names: Mapping[str, str]) -> Facet:
    """A facet whose values are in order."""
    listed = tuple(values)
    return Facet(codes, listed, names, {value: number for number, value in enumerate(listed)})


def fitting(codes: Array, values: int) -> Array:
    """The same numbers in the smallest type that holds so many values."""
    return codes.astype(np.min_scalar_type(max(values - 1, 0)), copy=False)


def grouped(facets: Mapping[str, Facet]) -> tuple[Group, ...]:
    """The facets of few values in groups, as few as keep the combinations of each few."""
    small = sorted(
        (name for name in facets if len(facets[name].values) <= _COMBINATIONS // 4 and name != "document"),
        key=lambda name: (len(facets[name].values), name),
    )
    found: list[Group] = []
    for name in small:
        codes, count = facets[name].codes, max(len(facets[name].values), 1)
        if found and (wider := _with(found[-1], name, codes, count)):
            found[-1] = wider
        else:
            seen, first = np.unique(codes, return_inverse=True)
            found.append(Group(fitting(first, len(seen)), {name: seen}))
    return tuple(found)


def _with(group: Group, name: str, codes: Array, count: int) -> Group | None:
    """A group with one more facet, None where that makes too many combinations."""
    both, numbers = np.unique(group.codes.astype(np.int64) * count + codes, return_inverse=True)
    if len(both) > _COMBINATIONS:
        return None
    old, new = both // count, both % count
    parts = {other: fitting(part[old], int(part.max(initial=0)) + 1) for other, part in group.parts.items()}
    return Group(fitting(numbers, len(both)), parts | {name: fitting(new, count)})
