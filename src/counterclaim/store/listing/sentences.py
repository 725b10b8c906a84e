"""Searching the sentences of claims for words that somebody typed."""

from __future__ import annotations

import re
import sqlite3
from threading import Lock

import numpy as np

from counterclaim.store.desk import Desk, Watch
from counterclaim.store.listing.columns import Array

# More than anybody types; a text pasted by mistake is cut.
_LONGEST, _MOST_TERMS = 500, 32
_AT_ONCE = 20_000
# A double quotation mark of any form opens, any other ends; what is never closed reaches to the end.
_TERM = re.compile(r'["“”„«»](?P<phrase>[^"“”„«»]*)["“”„«»]?(?P<more>\*?)|(?P<word>[^\s"“”„«»]+)')


def asks(search: str) -> bool:
    """Whether anything is searched for: not by blanks, quotation marks and asterisks alone."""
    return bool(re.sub(r'[\s"“”„«»*\0]', "", search[:_LONGEST]))


def expression(search: str) -> str:
    """What somebody typed as an expression of FTS5, whatever it is; empty where no word is in it.

    All words are looked for as they are written, with no operators but quotation marks and an asterisk at the end.
    """
    # SQLite cannot be given half characters, and takes a zero for the end.
    text = search[:_LONGEST].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    terms = []
    for found in _TERM.finditer(text):
        words = found["phrase"] if found["word"] is None else found["word"].rstrip("*")
        begins = found["more"] if found["word"] is None else found["word"][len(words) :]
        if any(letter.isalnum() for letter in words):
            terms.append(f'"{words}"{"*" if begins else ""}')
    return " ".join(terms[:_MOST_TERMS])


class Sentences:
    """The sentences of a ledger's claims, searchable. May be used from several threads.

    They are searched in the ledger, where it could be written; otherwise in a file of this object's own, which is
    gone with it.
    """

    def __init__(self) -> None:
        self._own: sqlite3.Connection | None = None
        self._lock = Lock()

    def prepare(self, desk: Desk, watch: Watch | None = None) -> None:
        """Makes all sentences searchable."""
        if not desk.index(watch):
            self._fill(desk, watch)

    def matching(self, desk: Desk, search: str) -> Array:
        """The rowids of the claims, current or not, in whose sentences all words stand; any text is allowed."""
        sought = expression(search)
        if not sought:
            return np.empty(0, np.int64)
        found = self._in_own(sought) if self._own else desk.matching(sought)
        return np.fromstring(found, np.int64, sep=",") if found else np.empty(0, np.int64)

    def _in_own(self, sought: str) -> str:
        query = "SELECT group_concat(rowid) FROM sentences WHERE sentences MATCH ?"
        with self._lock:
            assert self._own  # noqa: S101 (once there, it stays)
            return self._own.execute(query, (sought,)).fetchone()[0] or ""

    def _fill(self, desk: Desk, watch: Watch | None) -> None:
        # An empty name is a file that SQLite deletes by itself.
        own = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        own.execute(
            "CREATE VIRTUAL TABLE sentences USING fts5 (evidence, content = '', tokenize = 'unicode61')"
        )
        last = desk.count()
        for after in range(0, last, _AT_ONCE):
            own.execute("BEGIN")
            own.executemany(
                "INSERT INTO sentences (rowid, evidence) VALUES (?, ?)",
                desk.sentences(after, after + _AT_ONCE),
            )
            own.execute("COMMIT")
            if watch:
                watch("sentences", min(after + _AT_ONCE, last), last)
        with self._lock:
            if self._own:
                self._own.close()
            self._own = own
