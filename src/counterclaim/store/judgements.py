"""What people say of claims and relations, and rounds of blind coding, as a ledger keeps them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar, get_args

from counterclaim.errors import JudgementError, LedgerError
from counterclaim.model.codec import Row, to_line
from counterclaim.store.tables import Tables

Verdict = Literal["accepted", "corrected", "rejected", "merged", "noted", "undone"]

T = TypeVar("T")

_MOST_REASON, _MOST_CORRECTION, _MOST_NAME = 10_000, 20_000, 200
# What the correction of a verdict has to tell; the others have none.
_TOLD: dict[Verdict, str] = {"merged": "claim", "undone": "judgement"}
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One word of one person on a claim or relation.

    Attributes:
        id: counts up in the order in which they were written.
        subject: claim or relation id.
        document: id of the claim's document; None for a relation.
        correction: of ``corrected`` the fields put right, whole; of ``merged`` ``{"claim": id}``, what it is one
            with; of ``undone`` ``{"judgement": id}``, what is taken back; else None.
        seen: the machine's row when it was judged.
        at: UTC, ISO 8601.
        round: of blind coding; None where it counts for all.
    """

    id: int
    subject: str
    document: str | None
    verdict: Verdict
    correction: Row | None
    seen: Row
    judge: str
    at: str
    reason: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """Documents that several coders judge without seeing one another's judgements.

    Attributes:
        documents: ids.
        at: when it was opened; UTC, ISO 8601.
        finished: coders who are through, by name.
        ended: all of them are, or it was ended for all.
    """

    id: int
    name: str
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    opened_by: str
    at: str
    finished: tuple[str, ...]
    ended: bool


def taken_back(judgements: Iterable[Judgement]) -> set[int]:
    """Ids of those that are undone; who undoes an undoing puts back what it took."""
    gone: set[int] = set()
    for one in sorted(judgements, key=lambda one: one.id, reverse=True):
        if one.verdict == "undone" and one.correction and one.id not in gone:
            gone.add(one.correction["judgement"])
    return gone


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
        given = _checked(subject, verdict, document, correction, seen, judge, reason)

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
            _check_text(what, text, _MOST_NAME, least=1)
        if not documents or len({*coders}) < 2:
            raise JudgementError("a round of coding takes one document and two coders at least")
        lists = {"documents": documents, "coders": coders}
        given = {what: json.dumps([*dict.fromkeys(of)], ensure_ascii=False) for what, of in lists.items()}
        given |= {"name": name, "opened_by": by, "at": _now()}
        return self._written(lambda: self._insert("rounds", **given))

    def end_round(self, round: int, coder: str | None, by: str) -> None:  # noqa: A002 (what it is)
        """Notes that a coder is through with a round, or, for None, that it is over for all.

        Raises:
            JudgementError: the coder is none of its coders, or it is over.
            LedgerError: as ``add``, or there is no such round.
        """
        _check_text("editor", by, _MOST_NAME, least=1)

        def write() -> None:
            of = self.round(round)
            if coder is not None:
                _check_coder(of, coder)
            elif of.ended:
                raise JudgementError(f"round {of.id} ({of.name}) is over")
            self._insert("round_ends", round=round, coder=coder, ended_by=by, at=_now())

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
        _check_coder(of, judge)
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
            if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _BUSY:
                raise LedgerError(
                    f"{self._path}: is being written by another program; nothing was lost, try again"
                ) from error
            if isinstance(error, sqlite3.DatabaseError):
                raise LedgerError(f"{self._path}: cannot be written ({error})") from error
            raise
        return found

    def _insert(self, table: str, **columns: Any) -> int:
        marks = ", ".join("?" * len(columns))
        query = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (its own names)
        return self._db.execute(query, tuple(columns.values())).lastrowid or 0


def _checked(
    subject: str,
    verdict: Verdict,
    document: str | None,
    correction: Mapping[str, Any] | None,
    seen: Mapping[str, Any],
    judge: str,
    reason: str,
) -> Row:
    """The columns of a judgement; raises ``JudgementError``."""
    if verdict not in get_args(Verdict):
        raise JudgementError(f"verdict: {verdict!r} is none of {', '.join(get_args(Verdict))}")
    _check_text("subject", subject, _MOST_NAME, least=1)
    if document is not None:
        _check_text("document", document, _MOST_NAME, least=1)
    _check_text("judge", judge, _MOST_NAME, least=1)
    _check_text("reason", reason, _MOST_REASON, least=1 if verdict == "noted" else 0)
    told = _TOLD.get(verdict)
    if told is not None and (correction is None or [*correction] != [told]):
        raise JudgementError(f"correction: of {verdict} it is the {told}, and nothing else")
    if verdict == "undone" and correction is not None and type(correction["judgement"]) is not int:
        raise JudgementError("correction: the judgement that is taken back is given by its number")
    if bool(correction) != (verdict in (*_TOLD, "corrected")):
        needs = (
            "has to say what is right" if verdict == "corrected" else "is for corrected, merged and undone"
        )
        raise JudgementError(f"correction: {needs}")
    line = _line("correction", correction) if correction else None
    if line is not None and len(line) > _MOST_CORRECTION:
        raise JudgementError(
            f"correction: is {len(line):,} characters; at most {_MOST_CORRECTION:,} are kept"
        )
    return {
        "subject": subject,
        "document": document,
        "verdict": verdict,
        "correction": line,
        "seen": _line("seen", seen),
        "judge": judge,
        "at": _now(),
        "reason": reason,
    }


def _line(what: str, row: Mapping[str, Any]) -> str:
    """A row as JSON; raises ``JudgementError`` where it has half characters, or what JSON has no form for."""
    try:
        json.dumps(row, ensure_ascii=False).encode()
        return to_line(row)
    except UnicodeEncodeError as error:
        raise JudgementError(f"{what}: has half characters (lone surrogates), not kept") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise JudgementError(f"{what}: cannot be kept ({error})") from error


def _check_text(what: str, text: str, most: int, *, least: int) -> None:
    if not isinstance(text, str) or len(text.strip()) < least:
        raise JudgementError(f"{what}: is missing")
    if len(text) > most:
        raise JudgementError(f"{what}: is {len(text):,} characters; at most {most:,} are kept")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise JudgementError(f"{what}: has half characters (lone surrogates), not kept") from error


def _check_coder(of: Round, coder: str) -> None:
    if coder not in of.coders:
        raise JudgementError(f"{coder} is no coder of round {of.id} ({of.name})")
    if of.ended or coder in of.finished:
        raise JudgementError(f"round {of.id} ({of.name}) is over for {coder}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
