"""The ledger in one SQLite file: what came in, what was found, and by which run.

Rows are added, never changed. Each document is one transaction, so a program killed at any moment leaves a
ledger that opens and holds every document it had finished.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from counterclaim.errors import DocumentError, LedgerError
from counterclaim.model import Claim, Document, Raw
from counterclaim.model.codec import Row, to_line
from counterclaim.model.document import SET_ASIDE
from counterclaim.store.connect import connect
from counterclaim.store.desk import Desk
from counterclaim.store.judgements import Judgements
from counterclaim.store.links import Links
from counterclaim.store.lookup import Lookup
from counterclaim.store.reviewing import Reviewing
from counterclaim.store.rows import Kept, rows_of
from counterclaim.store.tables import unwritten
from counterclaim.text.clean import slug


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims to take; None takes all, the word ``none`` takes those with a blank there.

    Attributes:
        party, outcome, object: as in the codebook.
        claimant: id or name.
        document: id or the start of one, source, or file name.
        since, until: of the day a claim is about: the end of its window, else the start, else the day its
            report was published; a claim that has none of these is left out.
    """

    party: str | None = None
    outcome: str | None = None
    claimant: str | None = None
    object: str | None = None
    document: str | None = None
    since: date | None = None
    until: date | None = None


_DAY = "coalesce(window_end, window_start, published)"
_EQUAL_OR_BLANK = "CASE WHEN :{0} = 'none' THEN {0} IS NULL ELSE {0} = :{0} END"
_CONDITIONS = {
    "party": _EQUAL_OR_BLANK.format("party"),
    "outcome": _EQUAL_OR_BLANK.format("outcome"),
    "object": _EQUAL_OR_BLANK.format("object"),
    "claimant": "(claimant = :claimant_id OR lower(claimant_name) = lower(:claimant))",
    "document": (
        "(substr(document, 1, length(:document)) = :document OR source = :document"
        " OR substr(source, -length(:document) - 1) = '/' || :document)"
    ),
    "since": f"{_DAY} >= :since",
    "until": f"{_DAY} <= :until",
}
_ALSO = "id IN (SELECT value FROM json_each(:also))"


class Ledger:
    """A ledger file, open.

    Args:
        path: the file.
        writing: create it where there is none, and allow ``begin``, ``add`` and ``sight``.

    Raises:
        LedgerError: the file is missing, is no ledger, or cannot be opened.
    """

    def __init__(self, path: str | Path, *, writing: bool = False) -> None:
        self.path = Path(path)
        self._db = connect(self.path, writing=writing)
        self._writing = writing
        self._extractor = self._settings = ""
        self._again = False
        self._run: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was added is kept."""
        self._db.close()

    def begin(self, extractor: str, settings: Mapping[str, Any], *, again: bool = False) -> None:
        """What is added from here on belongs to a new run, which is written with the first row it adds.

        Args:
            again: what was set aside counts as not read.
        """
        self._extractor, self._settings, self._again = extractor, to_line(settings), again
        self._run = None

    def has(self, document: str) -> bool:
        """Whether this extractor with these settings has already read the document of this id."""
        query = (
            "SELECT declined FROM readings JOIN runs ON runs.id = readings.run "
            "WHERE document = ? AND extractor = ? AND settings = ? ORDER BY readings.id DESC LIMIT 1"
        )
        found = self._one(query, document, self._extractor, self._settings)
        return found is not None and not (self._again and (found[0] or "").startswith(SET_ASIDE))

    def sight(self, source: str, document: str) -> bool:
        """Notes that ``source`` now shows a document the ledger holds; False where that is no news."""
        with self._transaction():
            return self._sight(source, document)

    def add(self, raw: Raw, document: Document, claims: Sequence[Claim]) -> bool:
        """Keeps a document and what was found in it; as ``keep``."""
        return self.keep(raw, rows_of(document, claims))

    def keep(self, raw: Raw, kept: Kept) -> bool:
        """Keeps the rows of a document, all or nothing; False where the ledger has it already.

        Raises:
            DocumentError: the document cannot be kept.
        """
        try:
            with self._transaction():
                return self._keep(raw, kept)
        except UnicodeEncodeError as error:
            raise DocumentError(raw.source, "has half characters (lone surrogates), not kept") from error
        except (sqlite3.DataError, OverflowError, sqlite3.IntegrityError) as error:
            raise DocumentError(raw.source, f"cannot be kept in the ledger ({error})") from error

    def claims(self, where: Filter | None = None, also: Collection[str] = ()) -> Iterator[Row]:
        """Rows of the codebook, section 6, from the newest reading of current documents, in text order.

        Args:
            also: ids of claims that are taken in any case.
        """
        conditions, given = _asked(where)
        if also:
            conditions, given["also"] = f"({conditions}) OR {_ALSO}", json.dumps([*also])
        order = "ORDER BY source, document, start, id"
        query = f"SELECT source, row FROM current_claims WHERE {conditions} {order}"  # noqa: S608
        for row in self._all(query, given):
            yield json.loads(row["row"]) | {"source": row["source"]}

    def fits(self, row: Row, where: Filter | None) -> bool:
        """Whether a row would be among those taken, were it the ledger's own."""
        conditions, given = _asked(where)
        window, place = row["window"], {"document": row["document"], "source": row["source"]}
        said = {name: row[name] for name in ("party", "outcome", "object")} | place
        said |= {"claimant": row["claimant"]["id"], "claimant_name": row["claimant"]["name"]}
        said |= {"window_start": window["start"], "window_end": window["end"]}
        columns = ", ".join(f":its_{name} AS {name}" for name in said)
        day = "(SELECT published FROM readings WHERE document = :its_document ORDER BY id DESC LIMIT 1)"
        query = f"SELECT 1 FROM (SELECT {columns}, {day} AS published) WHERE {conditions}"  # noqa: S608 (its own names)
        return (
            next(self._all(query, given | {f"its_{name}": value for name, value in said.items()}), None)
            is not None
        )

    def claim(self, beginning: str) -> Row:
        """The newest row of the claim whose id begins so.

        Raises:
            LedgerError: there is none, or more than one.
        """
        wanted = "".join(c for c in beginning if c.isalnum()) or "-"
        # A range, so that the index of ids is used.
        query = "SELECT id, row FROM claims WHERE id >= ? AND id < ? ORDER BY id, reading DESC"
        found = list(self._all(query, (wanted, f"{wanted}~")))
        if not found:
            raise LedgerError(f"{self.path}: holds no claim {beginning}; list them with: claims {self.path}")
        if len(ids := {row["id"] for row in found}) > 1:
            some = ", ".join(sorted(ids)[:4])
            raise LedgerError(f"{self.path}: {beginning} begins {len(ids)} ids ({some}…); give more of it")
        row: Row = json.loads(found[0]["row"])
        return row

    def documents(self) -> Iterator[Row]:
        """What the newest reading found out about each current document, without the text, by source."""
        for row in self._all("SELECT source, row FROM current_documents ORDER BY source, id"):
            yield json.loads(row["row"]) | {"source": row["source"]}

    def document(self, document: str) -> Row:
        """The newest row of a document, with its text. Raises as ``Lookup.document``."""
        return self.lookup.document(document)

    def values(self, field: str) -> list[str]:
        """The values that occur in one of the fields a ``Filter`` has, most frequent first."""
        if field not in ("party", "outcome", "object", "claimant"):
            raise ValueError(field)
        query = f"SELECT {field} FROM current_claims GROUP BY 1 ORDER BY count(*) DESC, 1"  # noqa: S608
        return [row[0] if row[0] is not None else "none" for row in self._all(query)]

    def counts(self) -> dict[tuple[str, str, str, str], int]:
        """How many claims those who speak for a camp make of a party: by camp, party, object and outcome."""
        query = (
            "SELECT camp, party, coalesce(object, ''), coalesce(outcome, ''), count(*) FROM current_claims "
            "WHERE camp IS NOT NULL AND party IS NOT NULL AND kind = 'quantity' GROUP BY 1, 2, 3, 4"
        )
        return {tuple(row)[:4]: row[4] for row in self._all(query)}

    def of_others(self, camp: str, outcomes: Sequence[str], most: int = 50) -> list[str]:
        """Ids of claims by those who speak for a camp, of such outcomes for other parties, in the order of ids."""
        marks = ", ".join("?" * len(outcomes))
        query = (
            "SELECT id FROM current_claims WHERE camp = ? AND party IS NOT NULL AND party != ? "  # noqa: S608
            f"AND outcome IN ({marks}) ORDER BY id LIMIT {int(most)}"
        )
        return [row[0] for row in self._all(query, (camp, camp, *outcomes))]

    def undated(self) -> Iterator[Row]:
        """Documents with claims whose day of publication is not stated by themselves or their address, by source."""
        query = (
            "SELECT source, row, (SELECT count(*) FROM claims WHERE claims.reading = d.reading) AS claims "
            "FROM current_documents AS d WHERE published_basis IN ('inferred', 'unknown') AND declined IS NULL "
            "ORDER BY source, id"
        )
        for row in self._all(query):
            if row["claims"]:
                yield json.loads(row["row"]) | {"source": row["source"], "claims": row["claims"]}

    def names(self) -> dict[str, str]:
        """Display names of claimants by id, the most frequent where there are several."""
        query = (
            "SELECT claimant, claimant_name FROM current_claims WHERE claimant_name != '' "
            "GROUP BY 1, 2 ORDER BY count(*), claimant_name DESC"
        )
        return {row[0]: row[1] for row in self._all(query)}

    def _all(self, query: str, given: Mapping[str, str] | Sequence[str] = ()) -> Iterator[sqlite3.Row]:
        try:
            yield from self._db.execute(query, given)
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"{self.path}: cannot be read ({error})") from error

    def _one(self, query: str, *given: str) -> sqlite3.Row | None:
        return next(self._all(query, given), None)

    @contextmanager
    def linking(self) -> Iterator[Links]:
        """Its derived tables, to be changed: all of it, or nothing."""
        # Many rows are written at once, and sorted for their indexes.
        self._db.executescript("PRAGMA cache_size = -200000; PRAGMA temp_store = MEMORY;")
        with self._transaction():
            yield Links(self._db, self.path)

    @property
    def links(self) -> Links:
        """Its derived tables, to be read."""
        return Links(self._db, self.path)

    @property
    def lookup(self) -> Lookup:
        """Its documents and claims, by id."""
        return Lookup(self._db, self.path)

    @property
    def judgements(self) -> Judgements:
        """What people say of its claims and relations; to be read, and added to where it is open for writing."""
        return Judgements(self._db, self.path)

    @property
    def reviewing(self) -> Reviewing:
        """What tells how much hangs on its claims."""
        return Reviewing(self._db, self.path)

    @classmethod
    @contextmanager
    def judging(cls, path: str | Path) -> Iterator[Judgements]:
        """The judgements of a ledger that is there, to be added to. Raises as ``Ledger``; none is made."""
        cls(path).close()
        with cls(path, writing=True) as ledger:
            # Documents can be read again, what a person said cannot: a power cut must not cost it.
            ledger._db.execute("PRAGMA synchronous = FULL")
            yield ledger.judgements

    @property
    def desk(self) -> Desk:
        """What the desk keeps in it, and reads from it."""
        return Desk(self._db, self.path, writing=self._writing)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        run = self._run
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            self._run = run  # a run whose first row is taken back is not there either
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise unwritten(self.path, error) from error
            raise

    def _keep(self, raw: Raw, kept: Kept) -> bool:
        # Asked again inside the transaction: another program may have added it in the meantime.
        if self.has(kept.document):
            self._sight(raw.source, kept.document)
            return False
        run = self._current_run()
        if self._one("SELECT 1 FROM documents WHERE id = ?", kept.document) is None:
            came = {"media": raw.media, "url": kept.url, "data": raw.data, "text": raw.text}
            self._insert("documents", id=kept.document, run=run, **came)
        reading = self._insert("readings", run=run, **kept.reading)
        for segment in kept.segments:
            self._insert("segments", reading=reading, **segment)
        for claim in kept.claims:
            self._insert("claims", reading=reading, **claim)
        self._sight(raw.source, kept.document)
        return True

    def _sight(self, source: str, document: str) -> bool:
        newest = "SELECT document FROM sightings WHERE source = ? ORDER BY id DESC LIMIT 1"
        if (found := self._one(newest, source)) and found["document"] == document:
            return False
        self._insert("sightings", run=self._current_run(), source=source, document=document)
        return True

    def _current_run(self) -> int:
        if self._run is None:
            self._run = self._insert(
                "runs",
                extractor=self._extractor,
                settings=self._settings,
                started=datetime.now(UTC).isoformat(timespec="seconds"),
            )
        return self._run

    def _insert(self, table: str, **columns: Any) -> int:
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        query = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 (names are this module's own)
        return self._db.execute(query, tuple(columns.values())).lastrowid or 0


def _asked(where: Filter | None) -> tuple[str, dict[str, str]]:
    """The conditions of a query, and what is given with it."""
    given = {f.name: getattr(where, f.name) for f in fields(Filter) if where is not None}
    given = {name: _searched(name, value) for name, value in given.items() if value is not None}
    conditions = " AND ".join(_CONDITIONS[name] for name in given) or "1"
    return conditions, given | {"claimant_id": slug(given.get("claimant", ""))}


def _searched(name: str, value: object) -> str:
    # "North Korea" is looked for as `north_korea`, "Killed" as `killed`; `other:` is part of a code.
    text = str(value)
    return slug(text) if name in ("party", "outcome", "object") and ":" not in text else text
