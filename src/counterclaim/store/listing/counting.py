"""How many claims have each value of a field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from counterclaim.store.listing.columns import Array, Columns, Facet
from counterclaim.store.listing.wanted import Counted, Tally, Value

Counts = Mapping[str, Array]
"""To each facet, how many claims have each of its values, by number."""

_SHOWN = 12


def counted(
    columns: Columns, mask: Array | None, names: Collection[str], all_: Counts | None = None
) -> Counts:
    """The counts of some facets.

    Args:
        mask: of the claims to count; None counts all.
        all_: the counts of all claims: where more than half are to be counted, the others are taken from them.
    """
    at: Array | None = None
    rest = False
    if mask is not None:
        rest = all_ is not None and 2 * int(np.count_nonzero(mask)) > len(mask)
        at = np.flatnonzero(~mask if rest else mask)
    found: dict[str, Array] = {}
    for group in columns.groups:
        within = [name for name in group.parts if name in names]
        if len(within) < 2:
            continue
        combinations = len(group.parts[within[0]])
        together = _counted(group.codes, at, combinations)
        for name in within:
            values = len(columns.facets[name].values)
            # As floats, which count exactly up to 2**53.
            found[name] = np.bincount(group.parts[name], together, values).astype(np.int64)
    for name in names:
        if name not in found:
            found[name] = _counted(columns.facets[name].codes, at, len(columns.facets[name].values))
    if rest and all_ is not None:
        return {name: all_[name] - some for name, some in found.items()}
    return found


def _counted(codes: Array, at: Array | None, values: int) -> Array:
    return np.bincount(codes if at is None else codes.take(at), minlength=values)


def tally(facet: Facet, counts: Array, chosen: Sequence[Value] = (), limit: int = _SHOWN) -> Tally:
    """The most frequent values of a facet, of equals the first, and those chosen."""
    numbers = _most(counts, limit)
    # A value that no claim has, or no longer has, may have been asked for all the same.
    also = [facet.numbers[value] for value in chosen if value in facet.numbers]
    numbers += [number for number in dict.fromkeys(also) if number not in numbers]
    unknown = [Counted(value, value, 0) for value in dict.fromkeys(chosen) if value not in facet.numbers]
    shown = (shown_as(facet, number, int(counts[number])) for number in numbers)
    return Tally((*shown, *unknown), int(np.count_nonzero(counts)))


def shown_as(facet: Facet, number: int, count: int) -> Counted:
    """A value with its name and count."""
    value = facet.values[number]
    return Counted(value, None if value is None else facet.names.get(value, value), count)


def _most(counts: Array, limit: int) -> list[int]:
    """The numbers of the most frequent values that occur, of equals the smaller."""
    size = len(counts)
    # One number for both: the count, and then how early the value comes.
    keys = counts.astype(np.int64) * size + np.arange(size - 1, -1, -1)
    most = np.argpartition(keys, size - limit)[size - limit :] if size > limit else np.arange(size)
    most = most[np.argsort(-keys[most])]
    return [int(number) for number in most if counts[number]]
