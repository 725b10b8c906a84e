"""Columns after judgements: copies with other values for some claims, so that nobody sees half of a change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import numpy as np

from counterclaim.store.listing.columns import NO_DAY, Array, Columns, Facet, Group, Order
from counterclaim.store.listing.orders import moved, ordered
from counterclaim.store.listing.wanted import FACETS, Change, Value

_FIGURES, _DAY = ("low", "high"), "day"
# What each order goes by.
_MOVES = {"day": {_DAY}, "figure": set(_FIGURES), "claimant": {"claimant"}, "outlet": {"outlet"}}
# From so many changes on it is faster to sort all claims than to move some.
_MANY = 30


def patched(columns: Columns, changes: Iterable[tuple[int, Change]]) -> Columns:
    """The columns after changes of the claims at some positions, later ones over earlier ones.

    Raises:
        ValueError: a change names a field that cannot be changed, or one end of a figure alone.
    """
    listed = list(changes)
    for _, change in listed:
        _check(change)
    by_field: dict[str, dict[int, object]] = {}
    for at, change in listed:
        for name, value in change.fields.items():
            by_field.setdefault(name, {})[at] = value
    names: dict[str, dict[Value, str]] = {}
    for _, change in listed:
        for name, shown in change.names.items():
            names.setdefault(name, {})[cast(Value, change.fields.get(name))] = shown
    facets = {
        name: _facet(old, cast(Mapping[int, Value], of), names.get(name, {}))
        if (of := by_field.get(name))
        else old
        for name, old in columns.facets.items()
    }
    groups = tuple(_group(group, facets, by_field) for group in columns.groups)
    new = replace(columns, facets=facets, groups=groups)
    if some := by_field.get(_DAY):
        days = {at: NO_DAY if day is None else cast(date, day).toordinal() for at, day in some.items()}
        new = replace(new, day=_with(columns.day, days))
    if some := by_field.get("low"):
        new = _figures(new, cast(Any, some), cast(Any, by_field["high"]))
    return replace(
        new, orders={name: _order(new, name, old, by_field) for name, old in columns.orders.items()}
    )


def _check(change: Change) -> None:
    able = {*FACETS, *_FIGURES, _DAY} - {"document"}
    if unknown := sorted(change.fields.keys() - able):
        raise ValueError(f"{', '.join(unknown)}: cannot be changed in a listing")
    if len(change.fields.keys() & set(_FIGURES)) == 1:
        raise ValueError("low and high are changed together")


def _facet(old: Facet, new: Mapping[int, Value], names: Mapping[Value, str]) -> Facet:
    """A facet with other values at some positions, and those it did not have yet after all others."""
    numbers = dict(old.numbers)
    codes = {at: numbers.setdefault(value, len(numbers)) for at, value in new.items()}
    also = {value: name for value, name in names.items() if value is not None and value not in old.numbers}
    return Facet(_with(old.codes, codes), tuple(numbers), {**old.names, **also}, numbers)


def _figures(columns: Columns, low: Mapping[int, float | None], high: Mapping[int, float | None]) -> Columns:
    """An end that is not told is where the other is."""
    ends = {
        at: (one if one is not None else high[at], high[at] if high[at] is not None else one)
        for at, one in low.items()
    }
    nan = float("nan")
    lows = {at: nan if a is None else a for at, (a, _) in ends.items()}
    highs = {at: nan if b is None else b for at, (_, b) in ends.items()}
    return replace(columns, low=_with(columns.low, lows), high=_with(columns.high, highs))


def _with(array: Array, some: Mapping[int, float]) -> Array:
    """A copy with other values at some positions, in a wider type where they need one."""
    values = np.array(list(some.values()))
    if array.dtype.kind == "u":
        array = array.astype(np.promote_types(array.dtype, np.min_scalar_type(int(values.max()))))
    else:
        array = array.copy()
    array[list(some)] = values
    array.flags.writeable = False
    return array


def _group(group: Group, facets: Mapping[str, Facet], by_field: Mapping[str, Mapping[int, object]]) -> Group:
    """The combinations of the claims that changed, new ones where they have not occurred yet."""
    places: Sequence[int] = sorted({at for name in group.parts for at in by_field.get(name, ())})
    if not places:
        return group
    parts = list(group.parts.values())
    known = {
        combination: number
        for number, combination in enumerate(zip(*(p.tolist() for p in parts), strict=True))
    }
    before = len(known)
    codes = {}
    for at in places:
        combination = tuple(int(facets[name].codes[at]) for name in group.parts)
        codes[at] = known.setdefault(combination, len(known))
    added = list(zip(*list(known)[before:], strict=True))
    wider = {
        name: np.concatenate([part, np.array(more, facets[name].codes.dtype)])
        for (name, part), more in zip(group.parts.items(), added or [()] * len(parts), strict=True)
    }
    return Group(_with(group.codes, codes), wider)


def _order(columns: Columns, sort: str, old: Order, by_field: Mapping[str, Mapping[int, object]]) -> Order:
    some = {at for name in _MOVES.get(sort, ()) for at in by_field.get(name, ())}
    if not some:
        return old
    return ordered(columns, sort) if len(some) > _MANY else moved(columns, sort, old, some)
