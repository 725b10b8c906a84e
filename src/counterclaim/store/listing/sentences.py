"""Searching the sentences of claims for words that somebody typed."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import numpy as np

from counterclaim.store.desk import MATCHING, Desk, Watch
from counterclaim.store.ledger import Ledger
from counterclaim.store.listing.columns import Array

# More than anybody types; a text pasted by mistake is cut.
_LONGEST, _MOST_TERMS = 500, 32
_AT_ONCE = 20_000
# So many rowids are asked for at a time: their text is large.
_PART = 125_000
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
    """The sentences of a ledger's claims, searchable.

    They are searched in the ledger, where it could be written; otherwise in a file of this object's own, which is
    gone with it.
    """

    def __init__(self) -> None:
        self._own: sqlite3.Connection | None = None
        self._ledger: Ledger | None = None

    def prepare(self, desk: Desk, watch: Watch | None = None) -> None:
        """Makes all sentences searchable."""
        if not desk.index(watch):
            self._fill(desk, watch)

    def matching(self, ledger: Path, search: str, size: int) -> Array:
        """Of each rowid below ``size``, whether all words stand in that claim's sentence; any text is allowed.

        Always to be called by the same thread: it keeps the ledger open.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        there = np.zeros(size, bool)
        if not (sought := expression(search)):
            return there
        # What begins a word is looked for in all words that begin so, whatever part of the rowids is asked for.
        step = size if sought.endswith("*") or '"* ' in sought else _PART
        for after in range(0, size, step):
            if found := self._matching(ledger, sought, after, min(after + step, size - 1)):
                there[np.fromstring(found, np.int64, sep=",")] = True
        return there

    def close(self) -> None:
        """Closes what is open; to be called by the thread that searches."""
        for one in (self._own, self._ledger):
            if one:
                one.close()

    def _matching(self, ledger: Path, sought: str, after: int, up_to: int) -> str:
        if self._own:
            return self._own.execute(MATCHING, (sought, after, up_to)).fetchone()[0] or ""
        self._ledger = self._ledger or Ledger(ledger)
        return self._ledger.desk.matching(sought, after, up_to)

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
        self._own = own
