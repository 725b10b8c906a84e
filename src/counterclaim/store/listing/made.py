"""Making the columns of a listing from a ledger: one pass over its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from counterclaim.store.desk import Desk, Watch
from counterclaim.store.listing.columns import NO_DAY, Array, Columns, Facet, Weights, facet, fitting, grouped
from counterclaim.store.listing.orders import ordered, ranks_of, text_order
from counterclaim.store.listing.wanted import FACETS, SORTS, STATES, Value

_AT_ONCE = 20_000
# As the claims come from ``Desk.claims``, after rowid, reading and start.
_CODED = (
    *("kind", "camp", "party", "actor", "object", "outcome", "place", "qualifier", "statistic", "unit"),
    *("window_kind", "voice", "stance", "segment", "claimant", "claimant_name", "low", "high"),
    *("window_start", "window_end", "doubts"),
)


class _Numbers(dict[Any, int]):
    """Numbers values as they are met."""

    def __missing__(self, value: Any) -> int:
        self[value] = number = len(self)
        return number


def made(desk: Desk, weights: Weights | None = None, watch: Watch | None = None) -> Columns:
    """The columns of all current claims of a ledger.

    Args:
        weights: by claim id, or of each current claim in the order of rowids; 0 for those that are not there.
    """
    documents = sorted(desk.documents(), key=lambda row: (row[2], row[1]))
    place = {row[0]: number for number, row in enumerate(documents)}
    rowids, starts, of, codes, values = _read(desk, place, watch)
    facets = {name: _alphabetical(codes[name], values[name]) for name in FACETS if name in codes}
    facets["document"] = _of_documents([row[1] for row in documents], of)
    sources = {row[1]: row[2] for row in documents}
    outlets = _of_documents([row[3] for row in documents], of)
    names = {
        "document": sources,
        "outlet": dict(desk.outlets(_first_of([row[3] for row in documents], [row[0] for row in documents]))),
        "claimant": _most_frequent(codes, values),
        "place": dict(desk.places(_firsts(codes["place"], rowids))),
    }
    facets["outlet"] = outlets
    facets["state"] = facet(np.zeros(len(rowids), np.uint8), STATES, {})
    facets = {name: replace(facets[name], names=names.get(name, {})) for name in FACETS}
    published = np.array([_ordinal(row[4]) for row in documents] or [NO_DAY], np.int32)[of]
    days = {name: _days(codes[name], values[name]) for name in ("window_start", "window_end")}
    day = np.where(days["window_start"] != NO_DAY, days["window_start"], published)
    told = {name: np.array([*map(_figure, values[name]), np.nan])[codes[name]] for name in ("low", "high")}
    text = text_order(of, starts, _id_ranks(desk, rowids))
    columns = Columns(
        rowids=rowids,
        low=np.where(np.isnan(told["low"]), told["high"], told["low"]),
        high=np.where(np.isnan(told["high"]), told["low"], told["high"]),
        day=np.where(days["window_end"] != NO_DAY, days["window_end"], day).astype(np.int32),
        published=published,
        weight=weighed(desk, rowids, weights),
        facets=facets,
        groups=grouped(facets),
        orders={"text": text},
        ranks=ranks_of(text),
    )
    return replace(columns, orders={"text": text} | {sort: ordered(columns, sort) for sort in SORTS[1:]})


def weighed(desk: Desk, rowids: Array, weights: Weights | None) -> Array:
    """The weights of claims in the order of their rowids. Raises ``ValueError`` for an array of another length."""
    found = np.zeros(len(rowids), np.float32)
    if weights is None:
        return found
    if isinstance(weights, tuple):
        known, values = np.asarray(weights[0], np.int64), np.asarray(weights[1], np.float32)
        if len(known):
            at = np.minimum(np.searchsorted(known, rowids), len(known) - 1)
            found = np.where(known[at] == rowids, values[at], found).astype(np.float32)
        return found
    if not isinstance(weights, Mapping):
        given = np.asarray(weights, np.float32)
        if given.shape != rowids.shape:
            raise ValueError(f"{len(rowids)} claims, but {len(given)} weights")
        return given
    by_rowid = {row[0]: weights[row[1]] for row in desk.by_id() if row[1] in weights}
    return np.fromiter((by_rowid.get(rowid, 0.0) for rowid in rowids.tolist()), np.float32, len(rowids))


def _read(
    desk: Desk, place: Mapping[int, int], watch: Watch | None
) -> tuple[Array, Array, Array, dict[str, Array], dict[str, list[Any]]]:
    """Rowids, starts and documents of current claims, and of each other column codes and values as first met."""
    numbers = [_Numbers() for _ in _CODED]
    parts: dict[str, list[Array]] = defaultdict(list)
    read, last = 0, desk.count()
    for rows in desk.claims(_AT_ONCE):
        read = rows[-1][0]
        if some := [row for row in rows if row[1] in place]:
            rowids, readings, starts, *others = zip(*some, strict=True)
            parts["rowid"].append(np.array(rowids, np.int64))
            parts["start"].append(np.array(starts, np.int64))
            parts["document"].append(np.fromiter(map(place.__getitem__, readings), np.int32, len(some)))
            for name, known, column in zip(_CODED, numbers, others, strict=True):
                coded = np.fromiter(map(known.__getitem__, column), np.int32, len(some))
                parts[name].append(coded)
        if watch:
            watch("claims", read, last)
    whole = {
        name: np.concatenate(parts[name]) if parts[name] else np.empty(0, np.int64)
        for name in ("rowid", "start", "document", *_CODED)
    }
    values = {name: list(known) for name, known in zip(_CODED, numbers, strict=True)}
    return whole.pop("rowid"), whole.pop("start"), whole.pop("document"), whole, values


def _alphabetical(codes: Array, values: Sequence[Value]) -> Facet:
    """A facet with its values in order, the blank last."""
    order = sorted(range(len(values)), key=lambda number: (values[number] is None, values[number]))
    new = np.empty(len(values), np.int32)
    new[order] = np.arange(len(values), dtype=np.int32)
    return facet(fitting(new[codes], len(values)), (values[number] for number in order), {})


def _of_documents(values: Sequence[Value], of: Array) -> Facet:
    """A facet that each claim has from its document; only with values that some claim has."""
    present = np.unique(of)
    numbers = _Numbers()
    codes = np.zeros(len(values), np.int32)
    codes[present] = [numbers[values[number]] for number in present.tolist()]
    return _alphabetical(codes[of], list(numbers))


def _most_frequent(codes: Mapping[str, Array], values: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The names of claimants by id: the most frequent that is not empty, of equals the first in the alphabet."""
    ids, names = values["claimant"], values["claimant_name"]
    pairs, counts = np.unique(
        codes["claimant"].astype(np.int64) * max(len(names), 1) + codes["claimant_name"], return_counts=True
    )
    best: dict[str, tuple[int, str]] = {}
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        name, one = names[pair % len(names)], ids[pair // len(names)]
        if name and (one not in best or (-count, name) < best[one]):
            best[one] = -count, name
    return {one: name for one, (_, name) in best.items()}


def _firsts(codes: Array, rowids: Array) -> list[int]:
    """The rowid with which each value is first met."""
    found: list[int] = rowids[np.unique(codes, return_index=True)[1]].tolist()
    return found


def _first_of(values: Sequence[Value], readings: Sequence[int]) -> list[int]:
    """One reading of each value, the last."""
    return list(dict(zip(values, readings, strict=True)).values())


def _id_ranks(desk: Desk, rowids: Array) -> Array:
    """Numbers that sort like the ids of claims."""
    ranks = np.zeros(desk.count() + 1, np.int32)
    by_id = np.fromiter((row[0] for row in desk.by_id()), np.int64)
    ranks[by_id] = np.arange(len(by_id), dtype=np.int32)
    return ranks[rowids]


def _days(codes: Array, values: Iterable[Value]) -> Array:
    days: Array = np.array([*map(_ordinal, values), NO_DAY], np.int32)[codes]
    return days


def day_of(ordinal: int) -> Value:
    """An ordinal as an ISO date."""
    return None if ordinal == NO_DAY else date.fromordinal(int(ordinal)).isoformat()


def _ordinal(day: Value) -> int:
    return NO_DAY if day is None else date.fromisoformat(day).toordinal()


def _figure(value: float | None) -> float:
    return np.nan if value is None else value
