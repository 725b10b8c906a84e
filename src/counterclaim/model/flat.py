"""A claim as one flat row, for tables and data frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Column, and where in the row of a claim its value stands.
_FROM_CLAIM = {
    "id": ("id",),
    "kind": ("kind",),
    "source": ("source",),
    "document": ("document",),
    "claimant": ("claimant", "id"),
    "claimant_name": ("claimant", "name"),
    "camp": ("claimant", "camp"),
    "figure": ("number", "text"),
    "words": ("value", "words"),
    "low": ("value", "low"),
    "high": ("value", "high"),
    "qualifier": ("value", "qualifier"),
    "statistic": ("value", "statistic"),
    "unit": ("value", "unit"),
    "object": ("object",),
    "outcome": ("outcome",),
    "party": ("party",),
    "actor": ("actor",),
    "place": ("place", "id"),
    "place_name": ("place", "name"),
    "event": ("event", "id"),
    "window": ("window", "kind"),
    "start": ("window", "start"),
    "end": ("window", "end"),
    "precision": ("window", "precision"),
    "basis": ("window", "basis"),
    "stated_from": ("stated", 0),
    "stated_to": ("stated", 1),
    "voice": ("voice",),
    "stance": ("stance",),
    "segment": ("segment",),
    "answers": ("answers",),
    "number_start": ("number", "start"),
    "number_end": ("number", "end"),
    "evidence_start": ("evidence", "start"),
    "evidence_end": ("evidence", "end"),
    "evidence": ("evidence", "text"),
}
_FROM_DOCUMENT = {
    "outlet": ("outlet", "id"),
    "published": ("published", "day"),
    "published_basis": ("published", "basis"),
    "url": ("url",),
}
_FROM_JUDGEMENT = {
    "judgement": ("verdict",),
    "judged_by": ("judge",),
    "judged_at": ("at",),
    "judgement_reason": ("reason",),
}
COLUMNS = (*_FROM_CLAIM, "relays", "doubts", *_FROM_DOCUMENT, *_FROM_JUDGEMENT)


def flat_row(claim: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """One value per column of ``COLUMNS``, from the rows of a claim and of its document.

    Relays are joined by ``" < "`` from the reader's end ("bbc < reuters"), doubts by ``"; "``; both are
    None where there are none. Of a claim that nobody judged the last four are None.
    """
    row = {column: _at(claim, path) for column, path in _FROM_CLAIM.items()}
    row["relays"] = " < ".join(relay["id"] for relay in claim["relays"]) or None
    row["doubts"] = "; ".join(claim["doubts"]) or None
    row |= {column: _at(document, path) for column, path in _FROM_DOCUMENT.items()}
    return row | {column: _at(claim.get("judged"), path) for column, path in _FROM_JUDGEMENT.items()}


def _at(row: Any, path: tuple[str | int, ...]) -> Any:
    for key in path:
        if row is None:
            return None
        row = row[key]
    return row
