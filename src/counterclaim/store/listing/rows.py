"""Claims of a listing as a table shows them."""

from __future__ import annotations

import json

import numpy as np

from counterclaim.model.codec import Row
from counterclaim.store.listing.columns import Columns
from counterclaim.store.listing.counting import shown_as
from counterclaim.store.listing.made import day_of
from counterclaim.store.listing.wanted import Counted


def position(columns: Columns, rowid: int) -> int | None:
    """Where the claim of a rowid stands; None where it is not listed."""
    at = int(np.searchsorted(columns.rowids, rowid))
    return at if at < len(columns.rowids) and columns.rowids[at] == rowid else None


def shown_row(columns: Columns, at: int, body: str) -> Row:
    """The row of the claim at a position, with what a table shows beside it.

    Args:
        body: the claim's own row, as JSON.
    """
    outlet = _value(columns, "outlet", at)
    row: Row = json.loads(body)
    return row | {
        "source": _value(columns, "document", at).name,
        "rowid": int(columns.rowids[at]),
        "outlet": None if outlet.value is None else {"id": outlet.value, "name": outlet.name},
        "published": day_of(columns.published[at]),
        "day": day_of(columns.day[at]),
        "state": _value(columns, "state", at).value,
    }


def _value(columns: Columns, facet: str, at: int) -> Counted:
    of = columns.facets[facet]
    return shown_as(of, int(of.codes[at]), 0)
