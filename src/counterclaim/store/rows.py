"""What a ledger keeps of a document that was read, as columns of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from counterclaim.model import Claim, Document
from counterclaim.model.codec import Row, claim_to_row, document_to_row, to_line


class Kept(NamedTuple):
    """The rows of one document: values by column.

    Attributes:
        document: its id.
        url: its address, None if unknown.
    """

    document: str
    url: str | None
    reading: Row
    segments: tuple[dict[str, Any], ...]
    claims: tuple[Row, ...]


def rows_of(document: Document, claims: Sequence[Claim]) -> Kept:
    """The rows of a document and its claims. Pure, so that it can be done where the document is read."""
    segments = tuple(
        {"position": position, "kind": one.kind, "start": one.start, "end": one.end}
        for position, one in enumerate(document.segments)
    )
    return Kept(
        document.id, document.url, _reading_columns(document), segments, tuple(map(_claim_columns, claims))
    )


def _reading_columns(document: Document) -> Row:
    row = document_to_row(document)
    del row["text"]
    return {
        "document": document.id,
        "title": document.title,
        "language": document.language,
        "declined": document.declined,
        "outlet": document.outlet.id if document.outlet else None,
        "published": row["published"]["day"],
        "published_basis": document.published.basis,
        "dossier": document.dossier.name,
        "row": to_line(row),
    }


def _claim_columns(claim: Claim) -> Row:
    row = claim_to_row(claim)
    value = row["value"] or dict.fromkeys(("low", "high", "qualifier", "statistic", "unit"))
    at = claim.number or claim.evidence
    plain = ("id", "kind", "object", "outcome", "party", "actor", "voice", "stance", "segment", "answers")
    return {name: row[name] for name in plain} | {
        "number": claim.number.text if claim.number else None,
        "start": at.start,
        "end": at.end,
        "evidence": claim.evidence.text,
        "low": None if value["low"] is None else float(value["low"]),
        "high": None if value["high"] is None else float(value["high"]),
        "qualifier": value["qualifier"],
        "statistic": value["statistic"],
        "unit": value["unit"],
        "place": claim.place.id if claim.place else None,
        "window_kind": row["window"]["kind"],
        "window_start": row["window"]["start"],
        "window_end": row["window"]["end"],
        "claimant": claim.claimant.id,
        "claimant_name": claim.claimant.name,
        "camp": claim.claimant.camp,
        "row": to_line(row),
    }
