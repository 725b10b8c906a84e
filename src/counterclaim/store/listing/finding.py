"""Which claims meet what is asked, how many of them have which values, and in what order they come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from counterclaim.store.listing.columns import NO_DAY, Array, Columns, Facet
from counterclaim.store.listing.counting import Counts, counted, tally
from counterclaim.store.listing.recent import Recent
from counterclaim.store.listing.wanted import FACETS, Chosen, Tally, Wanted

# From so many values on, looking each claim's up in a table is faster than comparing with one after another.
_MANY_VALUES = 6
# What is not a facet's: figures, days, words.
_OTHER = ""
_TALLIES_SIZE = 40_000


@dataclass(frozen=True, slots=True)
class View:
    """All that a question is answered from, of one moment.

    Attributes:
        all_: the counts of all claims.
        recent: questions answered of late.
    """

    columns: Columns
    all_: Counts
    recent: Recent


@dataclass(frozen=True, slots=True)
class Answer:
    """To one question, whatever the page.

    Attributes:
        mask: of each claim, whether it is among them; None where all are.
        total: how many are.
        counts: to each facet its values.
    """

    mask: Array | None
    total: int
    counts: Mapping[str, Tally]


def answered(view: View, wanted: Wanted, searched: Array | None) -> Answer:
    """The answer to a question.

    Args:
        searched: of each claim, whether its sentence has the words; None where none are searched for.
    """
    return view.recent.get(wanted, lambda: _answered(view, wanted, searched), _size)


def page(view: View, wanted: Wanted, answer: Answer, sort: str, descending: bool) -> tuple[Array, ...]:
    """The positions of the claims found, in order, in one array or two that follow one another."""
    if answer.mask is None:
        return _parts(view.columns, sort, descending)
    mask = answer.mask
    return view.recent.get(
        (wanted, sort, descending),
        # Taking by position is several times as fast as by mask.
        lambda: tuple(
            part.take(np.flatnonzero(mask.take(part))) for part in _parts(view.columns, sort, descending)
        ),
        lambda parts: sum(part.nbytes for part in parts),
    )


def cut(parts: Iterable[Array], offset: int, limit: int) -> list[int]:
    """So many positions from one on."""
    found: list[int] = []
    for part in parts:
        found += part[offset : offset + limit - len(found)].tolist()
        offset = max(0, offset - len(part))
    return found


def _answered(view: View, wanted: Wanted, searched: Array | None) -> Answer:
    columns = view.columns
    masks = _masks(columns, wanted, searched)
    mask = _all_of(masks.values())
    if mask is None:
        counts, total = dict(view.all_), len(columns.rowids)
    else:
        total = int(np.count_nonzero(mask))
        counts = dict(counted(columns, mask, [name for name in FACETS if name not in masks], view.all_))
    for name in masks.keys() & view.all_.keys():
        others = _all_of(other for of, other in masks.items() if of != name)
        counts |= {name: view.all_[name]} if others is None else counted(columns, others, [name], view.all_)
    tallies = {name: tally(columns.facets[name], counts[name], getattr(wanted, name)) for name in FACETS}
    return Answer(mask, total, tallies)


def _size(answer: Answer) -> int:
    return _TALLIES_SIZE + (0 if answer.mask is None else answer.mask.nbytes)


def _masks(columns: Columns, wanted: Wanted, searched: Array | None) -> dict[str, Array]:
    """What each condition leaves over: by facet, and of all others together."""
    masks = {
        name: _any_of(columns.facets[name], chosen) for name in FACETS if (chosen := getattr(wanted, name))
    }
    if other := [*_ranges(columns, wanted), *([] if searched is None else [searched])]:
        masks[_OTHER] = reduce(np.logical_and, other)
    return masks


def _any_of(facet: Facet, chosen: Chosen) -> Array:
    numbers = {facet.numbers[value] for value in chosen if value in facet.numbers}
    if len(numbers) > _MANY_VALUES:
        table = np.zeros(len(facet.values), bool)
        table[list(numbers)] = True
        return table[facet.codes]
    return reduce(
        np.logical_or, (facet.codes == number for number in numbers), np.zeros(len(facet.codes), bool)
    )


def _ranges(columns: Columns, wanted: Wanted) -> Iterable[Array]:
    if wanted.since is not None:
        yield columns.day >= wanted.since.toordinal()
    if wanted.until is not None:
        # No day comes before all days.
        yield columns.day <= wanted.until.toordinal()
        yield columns.day != NO_DAY
    # No comparison with NaN holds.
    if wanted.least is not None:
        yield np.fmax(columns.low, columns.high) >= wanted.least
    if wanted.most is not None:
        yield np.fmin(columns.low, columns.high) <= wanted.most


def _all_of(masks: Iterable[Array]) -> Array | None:
    listed = list(masks)
    return reduce(np.logical_and, listed) if listed else None


def _parts(columns: Columns, sort: str, descending: bool) -> tuple[Array, ...]:
    """The other way round, claims without a value are still the last."""
    order = columns.orders[sort]
    if not descending:
        return (order.positions,)
    return order.positions[: order.filled][::-1], order.positions[order.filled :]
