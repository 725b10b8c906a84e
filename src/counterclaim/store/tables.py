"""Reading the tables of an open ledger, and saying in one line where they cannot be."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from counterclaim.errors import LedgerError


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
