"""A listing as blobs that a ledger keeps, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import numpy as np

from counterclaim.store.desk import State
from counterclaim.store.listing.columns import Columns, Facet, Group, Order, facet
from counterclaim.store.listing.orders import ranks_of

# Of the blobs: another number makes a listing anew.
_FORMAT = 1
_ARRAYS = ("rowids", "low", "high", "day", "published", "weight")
_TOLD = "told"


def packed(columns: Columns, state: State) -> dict[str, bytes]:
    """The blobs of a listing that was made from a ledger in some state, by name."""
    arrays = {name: getattr(columns, name) for name in _ARRAYS}
    arrays |= {f"facet/{name}": one.codes for name, one in columns.facets.items()}
    arrays |= {f"order/{name}": one.positions for name, one in columns.orders.items()}
    for number, group in enumerate(columns.groups):
        arrays[f"group/{number}"] = group.codes
        arrays |= {f"group/{number}/{name}": part for name, part in group.parts.items()}
    told = {
        "format": _FORMAT,
        "state": state,
        "types": {name: array.dtype.str for name, array in arrays.items()},
        "facets": {name: [one.values, one.names] for name, one in columns.facets.items()},
        "filled": {name: one.filled for name, one in columns.orders.items()},
        "groups": [list(group.parts) for group in columns.groups],
    }
    return {name: array.tobytes() for name, array in arrays.items()} | {_TOLD: json.dumps(told).encode()}


def unpacked(bodies: Mapping[str, bytes]) -> tuple[Columns, State] | None:
    """What was packed; None where nothing was, or in another form than this."""
    told: dict[str, Any] = json.loads(bodies.get(_TOLD, b"{}"))
    if told.get("format") != _FORMAT:
        return None
    arrays = {name: np.frombuffer(bodies[name], np.dtype(kind)) for name, kind in told["types"].items()}
    facets: dict[str, Facet] = {
        name: facet(arrays[f"facet/{name}"], values, names)
        for name, (values, names) in told["facets"].items()
    }
    orders = {name: Order(arrays[f"order/{name}"], filled) for name, filled in told["filled"].items()}
    groups = tuple(
        Group(arrays[f"group/{number}"], {name: arrays[f"group/{number}/{name}"] for name in names})
        for number, names in enumerate(told["groups"])
    )
    columns = Columns(
        **{name: arrays[name] for name in _ARRAYS},
        facets=facets,
        groups=groups,
        orders=orders,
        ranks=ranks_of(orders["text"]),
    )
    return columns, State(*told["state"])
