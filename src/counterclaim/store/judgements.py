"""What people say of claims and relations, and rounds of blind coding, as a ledger keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from counterclaim.errors import JudgementError, LedgerError
from counterclaim.store.judged import (
    Judgement,
    Round,
    Verdict,
    check_coder,
    check_name,
    checked,
    now,
    taken_back,
)
from counterclaim.store.tables import Tables, unwritten

__all__ = ["Judgement", "Judgements", "Round", "Verdict", "taken_back"]

T = TypeVar("T")

# The newest documents of the sources at which those with judgements were met.
_JUDGED = """
SELECT DISTINCT newest.document FROM sightings AS judged JOIN sightings AS newest ON newest.source = judged.source
WHERE judged.document IN (SELECT document FROM judgements)
AND newest.id = (SELECT max(id) FROM sightings WHERE source = newest.source) ORDER BY 1
"""
# Documents with judgements, met where one was met, that are the newest of no source.
_REPLACED = """
SELECT DISTINCT old.document FROM sightings AS here JOIN sightings AS old ON old.source = here.source
WHERE here.document = ? AND old.document IN (SELECT document FROM judgements) AND NOT EXISTS (
  SELECT 1 FROM sightings AS s WHERE s.document = old.document
  AND s.id = (SELECT max(id) FROM sightings WHERE source = s.source)
) ORDER BY 1
"""


class Judgements(Tables):
    """Judgements and rounds of an open ledger.

    What writes is one transaction each and commits at once; it takes a ledger that was opened for writing. Where
    another program is writing it waits, as long as the connection does.
    """

    def newest(self) -> int:
        """Id of the last judgement, 0 where there is none."""
        return int(self._one("SELECT max(id) FROM judgements")[0] or 0) if self._is_there else 0

    def all(self, since: int = 0) -> Iterator[Judgement]:
        """Judgements with an id above one, in the order in which they were written."""
        return self._where("id > ?", since)

    def of(self, subject: str) -> Iterator[Judgement]:
        """Those of one claim or relation, in order."""
        return self._where("subject = ?", subject)

    def of_document(self, document: str) -> Iterator[Judgement]:
        """Those of the claims of one document, in order."""
        return self._where("document = ?", document)

    def of_round(self, round: int) -> Iterator[Judgement]:  # noqa: A002 (what it is)
        """Those of one round of coding, in order."""
        return self._where("round = ?", round)

    def documents(self) -> list[str]:
        """Ids of the current documents that have judgements, or took the place of one that has; sorted."""
        return [row[0] for row in self._all(_JUDGED)] if self._is_there else []

    def replaced(self, document: str) -> list[str]:
        """Ids of the documents with judgements that one took the place of, at any of its sources; sorted."""
        return [row[0] for row in self._all(_REPLACED, document)] if self._is_there else []

    def rounds(self) -> list[Round]:
        """Rounds of coding, in the order in which they were opened."""
        return [self._round(row) for row in self._all("SELECT * FROM rounds")] if self._is_there else []

    def round(self, id: int) -> Round:  # noqa: A002 (what it is)
        """One round. Raises ``LedgerError`` where there is none of this id."""
        found = self._one("SELECT * FROM rounds WHERE id = ?", id) if self._is_there else None
        if found is None:
            raise LedgerError(f"{self._path}: holds no round {id}")
        return self._round(found)

    def add(
        self,
        subject: str,
        verdict: Verdict,
        seen: Mapping[str, Any],
        judge: str,
        *,
        document: str | None = None,
        correction: Mapping[str, Any] | None = None,
        reason: str = "",
        round: int | None = None,  # noqa: A002 (what it is)
    ) -> int:
        """Keeps a judgement and gives its id; arguments as the attributes of ``Judgement``.

        Raises:
            JudgementError: it cannot be kept as it is; says why.
            LedgerError: the ledger is being written, or cannot be.
        """
        given = checked(subject, verdict, document, correction, seen, judge, reason)

        def write() -> int:
            if round is not None:
                self._check_round(self.round(round), document, judge)
            if correction is not None and verdict == "undone":
                self._check_undone(correction["judgement"], subject, judge, round)
            return self._insert("judgements", **given, round=round)

        return self._written(write)

    def open_round(self, name: str, documents: Sequence[str], coders: Sequence[str], by: str) -> int:
        """Opens a round of coding and gives its id.

        Raises:
            JudgementError: it has no name, no documents, or fewer than two coders.
            LedgerError: as ``add``.
        """
        for what, text in (("name", name), ("editor", by), *(("coder", coder) for coder in coders)):
            check_name(what, text)
        if not documents or len({*coders}) < 2:
            raise JudgementError("a round of coding takes one document and two coders at least")
        lists = {"documents": documents, "coders": coders}
        given = {what: json.dumps([*dict.fromkeys(of)], ensure_ascii=False) for what, of in lists.items()}
        given |= {"name": name, "opened_by": by, "at": now()}
        return self._written(lambda: self._insert("rounds", **given))

    def end_round(self, round: int, coder: str | None, by: str) -> None:  # noqa: A002 (what it is)
        """Notes that a coder is through with a round, or, for None, that it is over for all.

        Raises:
            JudgementError: the coder is none of its coders, or it is over.
            LedgerError: as ``add``, or there is no such round.
        """
        check_name("editor", by)

        def write() -> None:
            of = self.round(round)
            if coder is not None:
                check_coder(of, coder)
            elif of.ended:
                raise JudgementError(f"round {of.id} ({of.name}) is over")
            self._insert("round_ends", round=round, coder=coder, ended_by=by, at=now())

        self._written(write)

    @property
    def _is_there(self) -> bool:
        # A ledger of an older format that was never written to since has a table of other columns.
        return self._one("SELECT 1 FROM sqlite_schema WHERE name = 'round_ends'") is not None

    def _where(self, condition: str, *given: object) -> Iterator[Judgement]:
        if not self._is_there:
            return
        for row in self._all(f"SELECT * FROM judgements WHERE {condition} ORDER BY id", *given):  # noqa: S608
            told = {"correction": row["correction"] and json.loads(row["correction"])}
            yield Judgement(**dict(row) | told | {"seen": json.loads(row["seen"])})

    def _round(self, row: sqlite3.Row) -> Round:
        ends = [end[0] for end in self._all("SELECT coder FROM round_ends WHERE round = ?", row["id"])]
        coders = tuple(json.loads(row["coders"]))
        finished = tuple(coder for coder in coders if coder in ends)
        lists = {"documents": tuple(json.loads(row["documents"])), "coders": coders}
        return Round(**dict(row) | lists, finished=finished, ended=None in ends or finished == coders)

    def _check_round(self, of: Round, document: str | None, judge: str) -> None:
        check_coder(of, judge)
        if document is not None and document not in of.documents:
            raise JudgementError(f"document: {document} is none of round {of.id} ({of.name})")

    def _check_undone(self, id: int, subject: str, judge: str, round: int | None) -> None:  # noqa: A002
        beside = {one.id: one for one in self.of(subject) if one.round == round}
        if id not in beside:
            raise JudgementError(f"judgement: there is no {id} of {subject} that could be taken back here")
        if id in taken_back(beside.values()):
            raise JudgementError(f"judgement: {id} is taken back already")
        if round is not None and beside[id].judge != judge:
            raise JudgementError("judgement: in a round of coding each takes back what is their own")

    def _written(self, write: Callable[[], T]) -> T:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            found = write()
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError):
                raise unwritten(self._path, error) from error
            raise
        return found

    def _insert(self, table: str, **columns: Any) -> int:
        marks = ", ".join("?" * len(columns))
        query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (its own names)
        return self._db.execute(query, tuple(columns.values())).lastrowid or 0
