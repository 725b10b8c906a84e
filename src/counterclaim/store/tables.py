"""Reading the tables of an open ledger, and saying in one line where they cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from counterclaim.errors import LedgerError

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def unwritten(path: object, error: sqlite3.DatabaseError) -> LedgerError:
    """Why nothing could be written to a ledger, in one line."""
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in _BUSY:
        return LedgerError(f"{path}: is being written by another program; nothing was lost, try again")
    return LedgerError(f"{path}: cannot be written ({error})")


class Tables:
    """Tables of an open ledger.

    Args:
        db: its connection.
        path: for messages.
    """

    def __init__(self, db: sqlite3.Connection, path: object) -> None:
        self._db, self._path = db, path

    def _all(self, query: str, *given: object) -> Iterator[sqlite3.Row]:
        try:
            yield from self._db.execute(query, given)
        except sqlite3.DatabaseError as error:
            raise LedgerError(f"{self._path}: cannot be read ({error})") from error

    def _one(self, query: str, *given: object) -> Any:
        return next(self._all(query, *given), None)
