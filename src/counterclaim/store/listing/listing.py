"""The claims of a ledger as a list that can be filtered, searched, sorted and counted without waiting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Lock
from typing import Self

import numpy as np

from counterclaim.model.codec import Row
from counterclaim.store.desk import State, Watch
from counterclaim.store.ledger import Ledger
from counterclaim.store.listing.columns import Array, Columns, Facet, Weights
from counterclaim.store.listing.counting import counted, tally
from counterclaim.store.listing.finding import View, answered, cut, page
from counterclaim.store.listing.made import made, weighed
from counterclaim.store.listing.orders import ordered
from counterclaim.store.listing.packed import packed, unpacked
from counterclaim.store.listing.patched import patched
from counterclaim.store.listing.recent import Recent
from counterclaim.store.listing.rows import position, shown_row
from counterclaim.store.listing.sentences import Sentences, asks, expression
from counterclaim.store.listing.wanted import FACETS, Change, Counted, Found, Wanted

_FOLDER = "listing"
# Bytes for answers, of which one over a million claims takes from 1 to 5 MB, and for searches, which take 1 MB.
_ANSWERS, _SEARCHES = 48_000_000, 16_000_000
_CHUNK = 2_000
# Whose values have names of their own.
_NAMED = ("claimant", "outlet", "place")
# Threads that find answers and search, however many ask: each keeps the memory it once took, and all share one
# interpreter.
_AT_ONCE = 2


class Listing:
    """The current claims of a ledger as they stood when it was made. May be used from several threads at once.

    Every question is answered from one state: a change is seen whole, or not yet. Methods that are given a ledger
    want the one that the listing was made from, opened by the thread that asks.

    Args:
        columns: the claims.
        state: of the ledger that they are from.
        sentences: to be searched.
        kept: whether the ledger keeps it, so that ``load`` finds it again.
    """

    def __init__(self, columns: Columns, state: State, sentences: Sentences, *, kept: bool) -> None:
        self.kept = kept
        self._state, self._sentences = state, sentences
        # One thread, since it has a connection of its own, which no other may use.
        self._searcher = ThreadPoolExecutor(1, "listing-search")
        self._searches = Recent(_SEARCHES, self._searcher)
        self._workers = ThreadPoolExecutor(_AT_ONCE, "listing")
        self._changing = Lock()
        self._view = View(columns, counted(columns, None, FACETS), Recent(_ANSWERS, self._workers))

    @classmethod
    def prepare(
        cls,
        ledger: Ledger,
        weights: Weights | None = None,
        watch: Watch | None = None,
    ) -> Self:
        """Makes the listing of a ledger, and keeps it there where the ledger was opened to be written and can be.

        Takes about twenty seconds for a million claims; others can write meanwhile, but for moments.

        Args:
            weights: what ``weight`` sorts by, as ``weigh`` takes it.
            watch: told how far it has come with "claims" and "sentences".

        Raises:
            LedgerError: the ledger cannot be read.
        """
        desk = ledger.desk
        with desk.at_one_moment():
            state = desk.state()
            columns = made(desk, weights, watch)
        sentences = Sentences()
        sentences.prepare(desk, watch)
        return cls(columns, state, sentences, kept=desk.keep(_FOLDER, packed(columns, state)))

    @classmethod
    def load(cls, ledger: Ledger) -> Self | None:
        """The listing that a ledger keeps; None where it keeps none, or one that this version cannot use."""
        found = unpacked(ledger.desk.bodies(_FOLDER))
        if found is None or ledger.desk.indexed() < max(found[0].rowids[-1:], default=0):
            return None
        return cls(*found, Sentences(), kept=True)

    def close(self) -> None:
        """Ends its threads and closes its files; it answers no more."""
        self._searcher.submit(self._sentences.close).result()
        self._searcher.shutdown()
        self._workers.shutdown()

    @property
    def size(self) -> int:
        """How many claims it has."""
        return len(self._view.columns.rowids)

    def stale(self, ledger: Ledger) -> bool:
        """Whether the ledger has been added to, or linked anew, since the listing was made from it."""
        return ledger.desk.state() != self._state

    def find(
        self,
        ledger: Ledger,
        wanted: Wanted,
        *,
        sort: str = "text",
        descending: bool = False,
        offset: int = 0,
        limit: int = 50,
    ) -> Found:
        """A page of the claims wanted, with the counts of every field's values.

        Args:
            sort: one of ``SORTS``; claims that have nothing to sort by come last.
            descending: the other way round, but for those without, which come last all the same.

        Raises:
            KeyError: there is no such sort.
            LedgerError: the ledger cannot be read.
        """
        view = self._view
        answer = answered(view, wanted, self._searched(ledger, view, wanted))
        positions = cut(page(view, wanted, answer, sort, descending), max(0, offset), max(0, limit))
        return Found(answer.total, tuple(view.columns.rowids[positions].tolist()), answer.counts)

    def chunks(
        self,
        ledger: Ledger,
        wanted: Wanted,
        *,
        sort: str = "text",
        descending: bool = False,
        size: int = _CHUNK,
    ) -> Iterator[tuple[int, ...]]:
        """The rowids of all claims wanted, in order, so many at a time; of one state, however long it takes."""
        view = self._view
        answer = answered(view, wanted, self._searched(ledger, view, wanted))
        for part in page(view, wanted, answer, sort, descending):
            for start in range(0, len(part), size):
                yield tuple(view.columns.rowids[part[start : start + size]].tolist())

    def values(self, facet: str, beginning: str = "", limit: int = 20) -> tuple[Counted, ...]:
        """The values of a field of which some word, or the name shown for it, begins so; most frequent first.

        Raises:
            KeyError: there is no such facet.
        """
        view = self._view
        of, counts = view.columns.facets[facet], view.all_[facet]
        if sought := beginning.casefold().strip():
            folded = view.recent.get(facet, lambda: _folded(of), lambda words: sum(map(len, words)))
            fits = np.fromiter((f" {sought}" in words for words in folded), bool, len(folded))
            counts = np.where(fits, counts, 0)
        return tally(of, counts, limit=limit).values

    def name(self, value: str) -> str | None:
        """The name that is shown for a claimant, outlet or place; None where there is none."""
        facets = self._view.columns.facets
        return next((found for facet in _NAMED if (found := facets[facet].names.get(value))), None)

    def rows(self, ledger: Ledger, rowids: Sequence[int]) -> list[Row]:
        """Claims as rows of the codebook, in the order given, with what a table shows beside them.

        Each has its ``source`` as it is now, ``rowid``, ``outlet`` (id and name), ``published`` (ISO date), ``day`` and
        ``state``; what a judgement corrected stands in none of the machine's own fields. Rowids that are not in the
        listing are left out.
        """
        columns = self._view.columns
        bodies = ledger.desk.rows(rowids)
        there = ((rowid, position(columns, rowid)) for rowid in rowids if rowid in bodies)
        return [shown_row(columns, at, bodies[rowid]) for rowid, at in there if at is not None]

    def rowid_of(self, ledger: Ledger, claim: str) -> int | None:
        """The rowid of a claim; None where the listing has none of this id."""
        columns = self._view.columns
        return next((one for one in ledger.desk.rowids(claim) if position(columns, one) is not None), None)

    def patch(self, rowid: int, *, names: Mapping[str, str] | None = None, **fields: object) -> bool:
        """Changes one claim, as ``patch_all``, given what ``Change`` has; False where the listing has it not."""
        return self.patch_all([Change(rowid, fields, names or {})]) == 1

    def patch_all(self, changes: Iterable[Change]) -> int:
        """Changes claims after judgements, in memory alone; how many of the changes were of claims it has.

        Whoever asks from now on sees all of it; about 20 ms for one claim of a million, little more for thousands.

        Raises:
            ValueError: a change names a field that cannot be changed, or one end of a figure alone.
        """
        with self._changing:
            view = self._view
            there = [(at, one) for one in changes if (at := position(view.columns, one.rowid)) is not None]
            if there:
                columns = patched(view.columns, there)
                new = [name for name in FACETS if columns.facets[name] is not view.columns.facets[name]]
                self._view = View(
                    columns, {**view.all_, **counted(columns, None, new)}, Recent(_ANSWERS, self._workers)
                )
        return len(there)

    def weigh(self, ledger: Ledger, weights: Weights) -> None:
        """Gives claims other weights, in memory alone.

        Args:
            weights: by claim id, 0 for all others; an array with one for each claim, in the order of rowids; or
                rowids in order beside the weight of each, 0 for all others.
        """
        with self._changing:
            view = self._view
            columns = replace(view.columns, weight=weighed(ledger.desk, view.columns.rowids, weights))
            columns = replace(columns, orders={**columns.orders, "weight": ordered(columns, "weight")})
            self._view = View(columns, view.all_, Recent(_ANSWERS, self._workers))

    def _searched(self, ledger: Ledger, view: View, wanted: Wanted) -> Array | None:
        if not asks(wanted.search):
            return None
        rowids = view.columns.rowids

        def search() -> Array:
            size = int(max(rowids[-1:], default=0)) + 1
            there = self._sentences.matching(ledger.path, wanted.search, size)
            return there.take(rowids)

        return self._searches.get(expression(wanted.search), search, lambda mask: mask.nbytes)


def _folded(facet: Facet) -> tuple[str, ...]:
    """Each value and its name, a blank before every word."""
    shown = (f"{value or ''} {facet.names.get(value or '', '')}" for value in facet.values)
    return tuple(f" {words} {words.replace('_', ' ')}".casefold() for words in shown)
