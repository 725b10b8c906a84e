"""What tells how much hangs on a claim: of all current claims, or of some, in a few sweeps of the ledger."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

from counterclaim.errors import LedgerError
from counterclaim.store.tables import Tables

_CURRENT = (
    "SELECT max(r.id) FROM (SELECT max(id) AS id FROM sightings GROUP BY source) AS n "
    "JOIN sightings AS s ON s.id = n.id JOIN readings AS r ON r.document = s.document GROUP BY r.document"
)
_COLUMNS = """
SELECT rowid, id, reading, low, high, object, outcome, party, window_kind, claimant, json_array_length(row, '$.doubts')
FROM claims WHERE
"""
_CLAIMS = f"{_COLUMNS} reading IN ({_CURRENT})"
# Of some, each is looked up: whether its reading is the last of its document, and that the last at some source.
_SOME = f"""{_COLUMNS} id IN (SELECT value FROM json_each(?)) AND EXISTS (
    SELECT 1 FROM readings AS r JOIN sightings AS s ON s.document = r.document
    WHERE r.id = claims.reading AND r.id = (SELECT max(id) FROM readings WHERE document = r.document)
    AND s.id = (SELECT max(id) FROM sightings WHERE source = s.source)
)
"""  # noqa: S608 (its own names)
_SIDED = (
    "SELECT DISTINCT reading, object, outcome FROM claims "
    "WHERE party IS NOT NULL AND object IS NOT NULL AND reading IN (SELECT value FROM json_each(?))"
)
_RELATIONS = "SELECT source, target FROM relations WHERE type IN (SELECT value FROM json_each(?))"
_COUNTED = (
    "SELECT s.claim, q.claims FROM statements AS s JOIN quantities AS q ON q.party = s.party "
    "AND q.object = s.object AND q.outcome = s.outcome AND q.place = s.place "
    "WHERE s.claim IN (SELECT value FROM json_each(?))"
)
_AMONG = " AND {} IN (SELECT value FROM json_each(?))"


class Reviewing(Tables):
    """What weights are made of; ``some`` are ids of claims, None for all."""

    def claims(self, some: Collection[str] | None = None) -> Iterator[tuple[Any, ...]]:
        """Of current claims rowid, id, reading, low, high, object, outcome, party, kind of window, claimant, and how
        many doubts there are."""
        return self._swept(_CLAIMS if some is None else _SOME, some)

    def sided(self, readings: Collection[int]) -> Iterator[tuple[Any, ...]]:
        """Readings, with each object and outcome of which they name a party."""
        return self._swept(_SIDED, readings)

    def relations(
        self, types: Collection[str], some: Collection[str] | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Source and target of the relations of some types that have one of the claims at an end."""
        if some is None:
            return self._swept(_RELATIONS, types)
        ends = (_RELATIONS + _AMONG.format(end) for end in ("source", "target"))
        return self._swept(" UNION ".join(ends), types, some, types, some)

    def counted(self, some: Collection[str] | None = None) -> Iterator[tuple[str, int]]:
        """Claims that stand for those that repeat them, and how many there are of the quantity of each."""
        if some is not None:
            yield from self._swept(_COUNTED, some)
            return
        # SQLite takes three times as long to join all of them.
        counts = {row[:4]: row[4] for row in self._swept("SELECT * FROM quantities")}
        of = "SELECT party, object, outcome, place, claim FROM statements WHERE party IS NOT NULL"
        for *quantity, claim in self._swept(of):
            yield claim, counts[tuple(quantity)]

    def _swept(self, query: str, *given: Collection[Any] | None) -> Iterator[tuple[Any, ...]]:
        # As plain tuples: rows with names take half as long again, and there may be millions.
        cursor = self._db.cursor()
        cursor.row_factory = None
        lists = [json.dumps([*one]) for one in given if one is not None]
        try:
            yield from cursor.execute(query, lists)
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"{self._path}: cannot be read ({error})") from error
