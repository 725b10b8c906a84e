"""What pages are made from, kept in the ledger as bytes under a name: derived, and made anew when it no longer fits."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from counterclaim.errors import LedgerError
from counterclaim.store.connect import connect
from counterclaim.store.tables import Tables


class Desk(Tables):
    """The table of what is kept for pages."""

    def body(self, name: str) -> bytes | None:
        """What is kept under a name."""
        if self._one("SELECT 1 FROM sqlite_schema WHERE name = 'desk'") is None:
            return None
        found = self._one("SELECT body FROM desk WHERE name = ?", name)
        return found[0] if found else None


def keep(path: Path, name: str, body: bytes) -> bool:
    """Keeps bytes under a name in the place of what stood there; False where the ledger cannot be written."""
    try:
        with closing(connect(path, writing=True)) as db:
            db.execute("INSERT OR REPLACE INTO desk VALUES (?, ?)", (name, body))
    except (sqlite3.OperationalError, LedgerError):
        return False
    return True
