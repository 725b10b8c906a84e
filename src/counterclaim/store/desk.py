"""What the desk reads and keeps in a ledger: derived blobs, the sentences of claims to be searched, rows for a page."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from counterclaim.store.tables import Tables

Watch = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""

# So many sentences are added in one transaction: about a tenth of a second, in which nobody else can write.
_SENTENCES_AT_ONCE = 20_000
_MARK = "sentences"
_CURRENT = (
    "SELECT r.id, s.document, min(s.source), r.outlet, r.published FROM sightings AS s "
    "JOIN (SELECT max(id) AS id FROM sightings GROUP BY source) AS newest ON newest.id = s.id "
    "JOIN (SELECT document, max(id) AS id FROM readings GROUP BY document) AS last ON last.document = s.document "
    "JOIN readings AS r ON r.id = last.id GROUP BY s.document"
)
# Inside a string of JSON every quotation mark has a backslash before it, so that no sentence can say this.
_CLAIMS = (
    "SELECT rowid, reading, start, kind, camp, party, actor, object, outcome, place, qualifier, statistic, unit, "
    "window_kind, voice, stance, segment, claimant, claimant_name, low, high, window_start, window_end, "
    "CASE WHEN instr(row, '\"doubts\": []') THEN 'no' ELSE 'yes' END FROM claims ORDER BY rowid"
)

# One long string, since a row for each of a million hits takes ten times as long.
MATCHING = "SELECT group_concat(rowid) FROM sentences WHERE sentences MATCH ? AND rowid > ? AND rowid <= ?"


class State(NamedTuple):
    """How far a ledger has grown: the last sighting, reading and linking, 0 where there is none."""

    sighting: int
    reading: int
    linking: int


class Desk(Tables):
    """What the desk needs of an open ledger.

    Args:
        db: its connection.
        path: for messages.
        writing: whether the ledger was opened to be written; otherwise nothing is kept in it.
    """

    def __init__(self, db: sqlite3.Connection, path: object, *, writing: bool) -> None:
        super().__init__(db, path)
        self._writing = writing

    def state(self) -> State:
        """How far the ledger has grown."""
        query = "SELECT (SELECT max(id) FROM sightings), (SELECT max(id) FROM readings)"
        sighting, reading = self._one(query)
        linking = self._one("SELECT max(id) FROM linkings")[0] if self._has("linkings") else 0
        return State(sighting or 0, reading or 0, linking or 0)

    @contextmanager
    def at_one_moment(self) -> Iterator[None]:
        """All that is read inside is of one state of the ledger, whoever adds to it meanwhile."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    def bodies(self, folder: str) -> dict[str, bytes]:
        """The blobs kept under a name that begins with ``folder/``, by the rest of it; all of one state."""
        if not self._has("desk"):
            return {}
        found = self._all(
            "SELECT name, body FROM desk WHERE substr(name, 1, ?) = ?", len(folder) + 1, f"{folder}/"
        )
        return {row[0][len(folder) + 1 :]: row[1] for row in found}

    def keep(self, folder: str, bodies: Mapping[str, bytes]) -> bool:
        """Puts blobs in the place of those kept under ``folder/``; False where the ledger cannot be written."""
        return self._written(lambda: self._keep(folder, bodies))

    def _keep(self, folder: str, bodies: Mapping[str, bytes]) -> None:
        names = [
            row[0] for row in self._db.execute("SELECT name FROM desk") if row[0].startswith(f"{folder}/")
        ]
        for name in names:
            self._db.execute("DELETE FROM desk WHERE name = ?", (name,))
        rows = ((f"{folder}/{name}", body) for name, body in bodies.items())
        self._db.executemany("INSERT INTO desk VALUES (?, ?)", rows)

    def documents(self) -> list[Any]:
        """Of each current document its newest reading, id, source, outlet and day of publication."""
        return list(self._all(_CURRENT))

    def claims(self, at_once: int) -> Iterator[list[Any]]:
        """The columns of all claims ever read, so many at a time, in the order of their rowids: as ``_CLAIMS``."""
        rows = self._db.cursor()
        rows.row_factory = None
        rows.execute(_CLAIMS)
        while some := rows.fetchmany(at_once):
            yield some

    def count(self) -> int:
        """How many claims were ever read."""
        return self._one("SELECT max(rowid) FROM claims")[0] or 0

    def by_id(self) -> Iterator[Any]:
        """Rowids and ids of all claims ever read, in the order of ids."""
        return self._all("SELECT rowid, id FROM claims ORDER BY id")

    def rowids(self, claim: str) -> list[int]:
        """The rowids under which a claim was read, the last first."""
        return [
            row[0] for row in self._all("SELECT rowid FROM claims WHERE id = ? ORDER BY rowid DESC", claim)
        ]

    def places(self, rowids: Collection[int]) -> list[tuple[str, str]]:
        """Ids and names of the places of some claims."""
        query = (
            "SELECT place, json_extract(row, '$.place.name') FROM claims "
            "WHERE rowid IN (SELECT value FROM json_each(?)) AND place IS NOT NULL"
        )
        return [(row[0], row[1]) for row in self._all(query, json.dumps(list(rowids)))]

    def outlets(self, readings: Collection[int]) -> list[tuple[str, str]]:
        """Ids and names of the outlets of some readings."""
        query = (
            "SELECT outlet, json_extract(row, '$.outlet.name') FROM readings "
            "WHERE id IN (SELECT value FROM json_each(?)) AND outlet IS NOT NULL"
        )
        return [(row[0], row[1]) for row in self._all(query, json.dumps(list(readings)))]

    def rows(self, rowids: Collection[int]) -> dict[int, str]:
        """The rows of some claims as JSON, by rowid."""
        query = "SELECT rowid, row FROM claims WHERE rowid IN (SELECT value FROM json_each(?))"
        return {row[0]: row[1] for row in self._all(query, json.dumps(list(rowids)))}

    def sentences(self, after: int, up_to: int) -> list[tuple[int, str]]:
        """Rowids and sentences of claims."""
        query = "SELECT rowid, evidence FROM claims WHERE rowid > ? AND rowid <= ?"
        return [(row[0], row[1]) for row in self._all(query, after, up_to)]

    def indexed(self) -> int:
        """Up to which rowid sentences can be searched."""
        if not self._has("desk"):
            return 0
        found = self._one("SELECT body FROM desk WHERE name = ?", _MARK)
        return int(found[0]) if found else 0

    def index(self, watch: Watch | None = None) -> bool:
        """Makes all sentences searchable; False where the ledger cannot be written. What is done stays done."""
        done, last = self.indexed(), self.count()
        while done < last:
            if not self._written(self._index_some):
                return False
            done = self.indexed()
            if watch:
                watch("sentences", done, last)
        return True

    def _index_some(self) -> None:
        # Asked inside the transaction: another program may be at it too.
        after = self.indexed()
        up_to = min(after + _SENTENCES_AT_ONCE, self.count())
        some = "SELECT rowid, evidence FROM claims WHERE rowid > ? AND rowid <= ?"
        self._db.execute(f"INSERT INTO sentences (rowid, evidence) {some}", (after, up_to))
        self._db.execute("INSERT OR REPLACE INTO desk VALUES (?, ?)", (_MARK, str(up_to).encode()))

    def matching(self, expression: str, after: int, up_to: int) -> str:
        """The rowids of the claims whose sentences match an FTS5 expression, in one string with commas between.

        Args:
            after, up_to: between these rowids.
        """
        return self._one(MATCHING, expression, after, up_to)[0] or ""

    def _has(self, table: str) -> bool:
        return self._one("SELECT 1 FROM sqlite_schema WHERE name = ?", table) is not None

    def _written(self, change: Callable[[], None]) -> bool:
        if not self._writing:
            return False
        try:
            self._db.execute("BEGIN IMMEDIATE")
            change()
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                return False
            raise
        return True
