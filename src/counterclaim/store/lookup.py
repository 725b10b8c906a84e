"""Rows of a ledger by their ids, for pages: few at a time, each by an index."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from counterclaim.errors import LedgerError
from counterclaim.model.codec import Row
from counterclaim.store.tables import Tables

_NEWEST = "SELECT max(id) FROM readings WHERE document = ?"


class Lookup(Tables):
    """Documents and claims of an open ledger, by id."""

    def claims(self, ids: Sequence[str]) -> dict[str, Row]:
        """The newest row of each claim, with ``outlet`` and ``published`` of its report; unknown ids are left out."""
        query = (
            "SELECT c.id, c.row, r.outlet, r.published FROM claims AS c JOIN readings AS r ON r.id = c.reading "
            "WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.reading"
        )
        found: dict[str, Row] = {}
        for row in self._all(query, json.dumps(ids)):
            beside = {"outlet": row["outlet"], "published": row["published"]}
            found[row["id"]] = json.loads(row["row"]) | beside
        return {one: found[one] for one in ids if one in found}

    def document(self, document: str) -> Row:
        """The newest row of a document, with its text.

        Raises:
            LedgerError: there is none of this id.
        """
        query = (
            "SELECT row, text FROM readings JOIN documents AS d ON d.id = document "
            "WHERE document = ? ORDER BY readings.id DESC LIMIT 1"
        )
        found = self._one(query, document)
        if found is None:
            raise LedgerError(f"{self._path}: holds no document {document}")
        row: Row = json.loads(found["row"])
        return row | {"text": found["text"]}

    def source(self, document: str) -> str | None:
        """Where a document was met last; None where there is none of this id."""
        query = "SELECT source FROM sightings WHERE document = ? ORDER BY id DESC LIMIT 1"
        found = self._one(query, document)
        return found["source"] if found else None

    def claims_of(self, document: str) -> Iterator[Row]:
        """What the newest reading of a document found, in the order of the text."""
        query = f'SELECT row FROM claims WHERE reading = ({_NEWEST}) ORDER BY start, "end", id'  # noqa: S608
        for row in self._all(query, document):
            yield json.loads(row["row"])

    def beginning(self, claim: str, most: int = 5) -> list[str]:
        """The ids of claims that begin so."""
        query = "SELECT DISTINCT id FROM claims WHERE id >= ? AND id < ? ORDER BY id LIMIT ?"
        return [row[0] for row in self._all(query, claim, claim + "~", most)]

    def documents(self, ids: Sequence[str]) -> dict[str, Row]:
        """What was found out about some documents, without their texts; each with ``claims``, how many it makes."""
        query = (
            "SELECT document, row, (SELECT count(*) FROM claims WHERE reading = readings.id) AS claims "
            "FROM readings WHERE document IN (SELECT value FROM json_each(?)) ORDER BY id"
        )
        found: dict[str, Row] = {}
        for row in self._all(query, json.dumps(ids)):
            found[row["document"]] = json.loads(row["row"]) | {"claims": row["claims"]}
        return {one: found[one] for one in ids if one in found}

    def sources(self, beginning: str, offset: int, limit: int) -> tuple[list[str], int]:
        """Ids of documents whose newest place has some words in it, by place; and how many there are."""
        wanted = f"%{_escaped(beginning)}%"
        query = (
            "SELECT document, source FROM sightings AS s WHERE source LIKE ? ESCAPE '\\' AND id = "
            "(SELECT max(id) FROM sightings WHERE source = s.source) ORDER BY source LIMIT ? OFFSET ?"
        )
        counted = "SELECT count(DISTINCT source) FROM sightings WHERE source LIKE ? ESCAPE '\\'"
        ids = [row["document"] for row in self._all(query, wanted, limit, offset)]
        total = self._one(counted, wanted)
        return list(dict.fromkeys(ids)), total[0]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
