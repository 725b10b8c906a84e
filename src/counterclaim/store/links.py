"""How claims stand to one another, as a ledger keeps it: derived from its other rows, and replaced as they change."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources
from typing import Any, NamedTuple

from counterclaim.errors import LedgerError
from counterclaim.model.codec import Row
from counterclaim.store.quantities import Quantities
from counterclaim.store.tables import Tables

_OLD = "SELECT DISTINCT document FROM sightings WHERE source IN (SELECT source FROM sightings WHERE id > ?)"
_JUDGED = "SELECT DISTINCT document FROM judgements WHERE id > ? AND document IS NOT NULL AND round IS NULL"
_NEWEST = "SELECT id, row FROM readings WHERE document = ? ORDER BY id DESC LIMIT 1"
_MARKS = {"relations": "?, ?, ?, ?, ?, ?, ?", "clusters": "?, ?, ?, ?, ?, ?, ?", "copies": "?, ?, ?, ?, ?"}
_CURRENT = (
    "SELECT 1 FROM sightings AS s WHERE s.document = ? "
    "AND s.id = (SELECT max(id) FROM sightings WHERE source = s.source) LIMIT 1"
)


class Progress(NamedTuple):
    """How far linking has come.

    Attributes:
        linker: version and digest of the rules it was done by.
        sighting, reading, judgement: the last ones it knew.
    """

    linker: str
    sighting: int
    reading: int
    judgement: int = 0


class Placed(NamedTuple):
    """A statement as it is kept.

    Attributes:
        block: None where another claim of its document stands for it.
        body: the statement as MessagePack.
        quantity: party, object, outcome and place, empty where they are not told; None where another stands for it.
        camp: that its claimant speaks for.
    """

    claim: str
    block: str | None
    body: bytes
    quantity: tuple[str | None, str | None, str | None, str | None] = (None, None, None, None)
    camp: str | None = None


class Links(Tables):
    """The derived tables of an open ledger.

    Args:
        db: its connection.
        path: for messages.
    """

    def __init__(self, db: sqlite3.Connection, path: object) -> None:
        super().__init__(db, path)
        self._empty = False
        self._touched: set[tuple[str, ...]] = set()

    def progress(self) -> Progress | None:
        """How far linking has come, None where it has not begun, or the ledger has no room for it."""
        if self._one("SELECT 1 FROM sqlite_schema WHERE name = 'linkings'") is None:
            return None
        found = self._one("SELECT * FROM linkings ORDER BY id DESC LIMIT 1")
        held = dict(found) if found else {}
        # One of format 3 that was never written to since tells of no judgements.
        return Progress(**{name: held[name] for name in Progress._fields if name in held}) if held else None

    def now(self, linker: str) -> Progress:
        """How far it will have come when all that is there now is linked."""
        tables = ("sightings", "readings", "judgements")
        return Progress(linker, *(self._one(f"SELECT max(id) FROM {table}")[0] or 0 for table in tables))  # noqa: S608

    def check(self, *, grown: bool = False) -> None:
        """Raises ``LedgerError`` where the ledger is not linked, or documents came since.

        Args:
            grown: that it has grown is no hindrance: what is asked is answered from what was linked before.
        """
        done = self.progress()
        if done is None or (not grown and (done.sighting, done.reading) != self.now(done.linker)[1:3]):
            raise LedgerError(
                f"{self._path}: has claims that are not linked; run: counterclaim link {self._path}"
            )

    def waiting(self) -> tuple[int, int]:
        """How many reports came, and how many judgements that count were made, since the last linking."""
        since = self.progress() or Progress("", 0, 0)
        came = "SELECT count(DISTINCT document) FROM readings WHERE id > ?"
        judged = "SELECT count(*) FROM judgements WHERE id > ? AND round IS NULL AND verdict != 'noted'"
        return self._one(came, since.reading)[0], self._one(judged, since.judgement)[0]

    def clear(self) -> None:
        """Forgets all that was derived; what is written from now on is new, and is indexed by ``index`` alone."""
        for table in ("statements", "quantities", "relations", "clusters", "copies", "sketches"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 (this module's own names)
        for name in self._indexes:
            self._db.execute(f"DROP INDEX IF EXISTS {name}")
        self._empty = True

    def index(self, *tables: str) -> None:
        """Makes the indexes of some tables that ``clear`` took away: at once is faster than row by row."""
        for statement in self._indexes.values():
            if statement.partition(" ON ")[2].startswith(tables):
                self._db.execute(statement.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS"))

    @property
    def _indexes(self) -> dict[str, str]:
        script = resources.files("counterclaim.store").joinpath("links.sql").read_text("utf-8")
        return {found[1]: found[0] for found in re.finditer(r"CREATE INDEX (\w+) ON .*;", script)}

    def changed(self, since: Progress | None) -> tuple[list[str], list[str]]:
        """Documents whose claims are to be linked anew, and those whose claims no longer count; by id."""
        sighting, reading, judgement = since[1:] if since else (0, 0, 0)
        touched = {row[0] for row in self._all(_OLD, sighting)}
        touched |= {row[0] for row in self._all("SELECT document FROM readings WHERE id > ?", reading)}
        touched |= {row[0] for row in self._all(_JUDGED, judgement)}
        current = {one for one in touched if self._one(_CURRENT, one)}
        return sorted(current), sorted(touched - current)

    def readings(self, documents: Iterable[str]) -> Iterator[tuple[str, str, list[str]]]:
        """To each document the row of its newest reading, and those of its claims, as JSON."""
        for document in documents:
            if reading := self._one(_NEWEST, document):
                claims = self._all("SELECT row FROM claims WHERE reading = ?", reading[0])
                yield document, reading[1], [row[0] for row in claims]

    def prose(self, document: str) -> tuple[str, list[tuple[int, int]]]:
        """The text of a document, and the offsets of its segments that are part of the report."""
        reading, text = (
            self._one(_NEWEST, document),
            self._one("SELECT text FROM documents WHERE id = ?", document),
        )
        if reading is None or text is None:
            return "", []
        spans = self._all(
            'SELECT start, "end" FROM segments WHERE reading = ? '
            "AND kind NOT IN ('boilerplate', 'metadata') ORDER BY position",
            reading[0],
        )
        return text[0], [(row[0], row[1]) for row in spans]

    def forget(self, documents: Iterable[str]) -> set[str]:
        """Takes out what was derived from some documents; the blocks that their claims stood in."""
        blocks: set[str] = set()
        for document in documents:
            found = self._all("SELECT DISTINCT block FROM statements WHERE document = ?", document)
            blocks |= {row[0] for row in found if row[0] is not None}
            counted = "SELECT DISTINCT party, object, outcome, place FROM statements WHERE document = ?"
            self._touched |= {tuple(row) for row in self._all(counted, document) if row[0] is not None}
            self._db.execute("DELETE FROM statements WHERE document = ?", (document,))
            self._db.execute("DELETE FROM relations WHERE scope = ?", (document,))
            self._db.execute("DELETE FROM sketches WHERE document = ?", (document,))
        return blocks

    def place(self, document: str, placed: Iterable[Placed], marks: bytes) -> None:
        """Keeps the statements of a document and its fingerprints."""
        rows = [(one.claim, document, one.block, one.body, *one.quantity, one.camp) for one in placed]
        self._db.executemany("INSERT INTO statements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        if not self._empty:
            self._touched |= {row[4:8] for row in rows if row[4] is not None}  # type: ignore[misc]
        self._db.execute("INSERT INTO sketches VALUES (?, ?)", (document, marks))

    def block(self, block: str) -> tuple[list[bytes], dict[str, bytes]]:
        """The statements of a block, and the fingerprints of its documents."""
        bodies = [row[0] for row in self._all("SELECT body FROM statements WHERE block = ?", block)]
        query = "SELECT * FROM sketches WHERE document IN (SELECT document FROM statements WHERE block = ?)"
        return bodies, {row[0]: row[1] for row in self._all(query, block)}

    def relate(
        self,
        scope: str,
        relations: Iterable[Sequence[str]],
        clusters: Iterable[Sequence[Any]] = (),
        copies: Iterable[Sequence[Any]] = (),
    ) -> None:
        """Puts what was found in the place of what stood there for a scope.

        Args:
            relations: id, type, source, target, basis, why.
            clusters: id, figure, claims as JSON, outlets, voices, camps.
            copies: first, second, shares of each.
        """
        for table, rows in (("relations", relations), ("clusters", clusters), ("copies", copies)):
            if not self._empty:
                self._db.execute(f"DELETE FROM {table} WHERE scope = ?", (scope,))  # noqa: S608 (its own names)
            query = f"INSERT INTO {table} VALUES ({_MARKS[table]})"  # noqa: S608
            self._db.executemany(query, ((scope, *row) for row in rows))

    def copies(self, document: str | None = None) -> Iterator[Row]:
        """Documents that have text in common where they give one figure, the largest share first; of one of them."""
        whose = "" if document is None else "WHERE first = ? OR second = ?"
        query = (
            f"SELECT DISTINCT first, second, of_first, of_second FROM copies {whose} "  # noqa: S608 (its own names)
            "ORDER BY max(of_first, of_second) DESC, first, second"
        )
        return (dict(row) for row in self._all(query, *([document] * 2 if document else [])))

    def done(self, progress: Progress) -> None:
        """Notes how far linking has come."""
        query = "INSERT INTO linkings (linker, sighting, reading, judgement) VALUES (?, ?, ?, ?)"
        self._db.execute(query, progress)

    def relations(self, types: Sequence[str] = (), claim: str | None = None) -> Iterator[Row]:
        """Relations as rows of the interchange format with their basis, by type, source and target."""
        where: list[str] = []
        given: list[str] = []
        if types:
            where.append(f"type IN ({', '.join('?' * len(types))})")
            given += types
        if claim is not None:
            where.append("(source = ? OR target = ?)")
            given += [claim, claim]
        condition = f"WHERE {' AND '.join(where)}" if where else ""
        query = (
            "SELECT DISTINCT id, type, source, target, why, basis FROM relations "  # noqa: S608 (its own names)
            f"{condition} ORDER BY type, source, target"
        )
        for row in self._all(query, *given):
            yield dict(row)

    def speakers(self, most: int) -> Iterator[sqlite3.Row]:
        """Of so many relations the type, and of both claims the claimant, the outlet and the figure's lower end."""
        query = (
            "SELECT r.type, a.claimant, ra.outlet, a.low, b.claimant, rb.outlet, b.low "
            "FROM (SELECT DISTINCT type, source, target FROM relations LIMIT ?) AS r "
            "JOIN claims AS a ON a.id = r.source AND a.reading = (SELECT max(reading) FROM claims WHERE id = r.source) "
            "JOIN claims AS b ON b.id = r.target AND b.reading = (SELECT max(reading) FROM claims WHERE id = r.target) "
            "JOIN readings AS ra ON ra.id = a.reading JOIN readings AS rb ON rb.id = b.reading"
        )
        yield from self._all(query, most)

    def clusters(self, least: int = 2) -> Iterator[Row]:
        """Clusters of so many outlets or more, the widest spread first."""
        query = "SELECT * FROM clusters WHERE outlets >= ? ORDER BY outlets DESC, voices, id"
        for row in self._all(query, least):
            yield {**dict(row), "claims": json.loads(row["claims"])}

    def statements(self) -> Iterator[bytes]:
        """All statements that stand for their claims."""
        for row in self._all("SELECT body FROM statements WHERE block IS NOT NULL"):
            yield row[0]

    def count_up(self) -> None:
        """Counts the statements of each quantity of which some came or went."""
        self.quantities.count_up(None if self._empty else self._touched)

    @property
    def quantities(self) -> Quantities:
        """What the statements count."""
        return Quantities(self._db, self._path)

    def repeating(self, claims: Sequence[str]) -> set[str]:
        """Those of some claims that repeat a claim of another report, or of their own."""
        query = "SELECT target FROM relations WHERE type = 'repeats' AND target IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._all(query, json.dumps(claims))}

    def statement(self, claim: str) -> bytes | None:
        """The statement of a claim."""
        found = self._one("SELECT body FROM statements WHERE claim = ?", claim)
        return found[0] if found else None
