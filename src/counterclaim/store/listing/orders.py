"""The orders in which claims are listed."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable

import numpy as np

from counterclaim.store.listing.columns import NO_DAY, Array, Columns, Facet, Order

_NAMED = ("claimant", "outlet")


def text_order(sources: Array, starts: Array, ids: Array) -> Order:
    """By source, place in the text and id, each given as numbers that sort like them."""
    positions = np.lexsort((ids, starts, sources)).astype(np.int32)
    return Order(positions, len(positions))


def ranks_of(order: Order) -> Array:
    """Of each position its place in an order."""
    ranks = np.empty(len(order.positions), np.int32)
    ranks[order.positions] = np.arange(len(order.positions), dtype=np.int32)
    return ranks


def ordered(columns: Columns, sort: str) -> Order:
    """The order of a sort other than ``text``."""
    base = columns.orders["text"].positions
    keys, blank = _keys(columns, sort), _blank(columns, sort)
    # lexsort has its first key last, and leaves equals in the order of the text, which they are put in before.
    positions = base[np.lexsort(tuple(key[base] for key in (*reversed(keys), blank)))]
    return Order(positions.astype(np.int32), len(base) - int(np.count_nonzero(blank)))


def moved(columns: Columns, sort: str, order: Order, some: Iterable[int]) -> Order:
    """An order after the values of some positions changed; ``columns`` has the new ones."""
    places = set(some)
    positions = order.positions[~np.isin(order.positions, list(places))]
    key = _key(columns, sort)
    for one in places:
        # numpy's arrays are sequences in all that bisect asks of them.
        at = bisect_left(positions, key(one), key=key)
        positions = np.insert(positions, at, one)
    return Order(positions, len(positions) - int(np.count_nonzero(_blank(columns, sort))))


def _blank(columns: Columns, sort: str) -> Array:
    """Where there is nothing to compare."""
    match sort:
        case "day" | "published":
            blank: Array = (columns.day if sort == "day" else columns.published) == NO_DAY
        case "figure":
            blank = np.isnan(columns.low)
        case "weight":
            blank = np.zeros(len(columns.weight), bool)
        case _:
            named = columns.facets[sort]
            # Without a blank, a number that no value has.
            blank = named.codes == named.numbers.get(None, len(named.values))
    return blank


def _keys(columns: Columns, sort: str) -> tuple[Array, ...]:
    """What a sort compares, the most important first."""
    match sort:
        case "day":
            return (columns.day,)
        case "published":
            return (columns.published,)
        case "figure":
            return columns.low, columns.high
        case "weight":
            return (columns.weight,)
        case _:
            named = columns.facets[sort]
            alphabetical = sorted(range(len(named.values)), key=lambda number: name_key(named, number))
            ranks = np.empty(len(alphabetical), np.int32)
            ranks[alphabetical] = np.arange(len(alphabetical), dtype=np.int32)
            return (ranks[named.codes],)


def _key(columns: Columns, sort: str) -> Callable[[int], tuple[object, ...]]:
    """What a sort compares of one position: the same order as that of ``_keys``."""
    if sort in _NAMED:
        named = columns.facets[sort]
        return lambda at: (*name_key(named, int(named.codes[at])), columns.ranks[at])
    if sort == "figure":
        # A comparison with NaN holds never, so that it must not come to one.
        return lambda at: (
            (True, columns.ranks[at])
            if np.isnan(columns.low[at])
            else (False, columns.low[at], columns.high[at], columns.ranks[at])
        )
    days = columns.day
    return lambda at: (days[at] == NO_DAY, days[at], columns.ranks[at])


def name_key(named: Facet, number: int) -> tuple[object, ...]:
    """By the name that is shown, whatever its case; the blank last."""
    value = named.values[number]
    return (True,) if value is None else (False, named.names.get(value, value).casefold(), value)
