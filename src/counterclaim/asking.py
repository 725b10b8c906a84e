"""What a linked ledger can be asked: findings, series, who counts whom, why two claims can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

import msgspec

from counterclaim.errors import LedgerError
from counterclaim.judging.again import survey
from counterclaim.judging.overlay import Laid, laid, rejected_relations
from counterclaim.link.clusters import Cluster
from counterclaim.link.compare import camp, running
from counterclaim.link.explain import Explained, explain
from counterclaim.link.findings import (
    Finding,
    Matrix,
    Undated,
    of_checks,
    of_clusters,
    of_relations,
    of_series,
    of_undated,
    ranked,
    silences,
)
from counterclaim.link.relate import Related
from counterclaim.link.series import By, Check, Series, check, series
from counterclaim.link.statement import Statement
from counterclaim.linking import Linker
from counterclaim.model.codec import Row
from counterclaim.store import Ledger

_STATEMENT = msgspec.msgpack.Decoder(Statement)
# Findings are made of so many relations of a type, so many clusters, and the series of so many counts, at most.
_MOST_RELATIONS, _MOST_CLUSTERS, _MOST_SERIES = 5000, 200, 8
# What people leave out of all counts.
_GONE = ("rejected", "merged")
_TOLD = ("relabelled", "rescoped", "exceeds", "disagrees", "agrees")


class Asking:
    """Questions to a ledger that is linked.

    Args:
        ledger: open.
        linker: for the rules and the words.
        grown: answer from what was linked where the ledger has grown since.

    Raises:
        LedgerError: it is not linked, or has grown since.
    """

    def __init__(self, ledger: Ledger, linker: Linker, *, grown: bool = False) -> None:
        self._ledger, self._linker = ledger, linker
        self._links = ledger.links
        self._links.check(grown=grown)

    def statements(self, wanted: Callable[[Statement], bool] = lambda _: True) -> Iterator[Statement]:
        """The claims that stand for those that repeat them, as they are compared."""
        return filter(wanted, map(_STATEMENT.decode, self._links.statements()))

    def series(
        self, wanted: Callable[[Statement], bool] = lambda _: True, by: By = "claimant"
    ) -> list[Series]:
        """Counts over time among some claims."""
        return series(self.statements(wanted), self._linker.rules, by)

    def checks(self, wanted: Callable[[Statement], bool] = lambda _: True) -> list[tuple[Check, Statement]]:
        """Claims whose claimants publish series of their own, against those; by claim."""
        issued = self._linker.issued
        issuers = {one.claimant for one in issued}
        held = self.statements(lambda s: s.claimant in issuers and wanted(s))
        kinds = self._linker.rules.kinds
        found = ((check(one, issued, kinds), one) for one in held)
        return sorted(((c, s) for c, s in found if c is not None), key=lambda pair: pair[0].claim)

    def matrix(self) -> Matrix:
        """How many figures each camp gives of each party: camp, party, object, outcome; as people left them."""
        found: Matrix = Counter(self._ledger.counts())
        for one in self._judged:
            found[_cell(one.machine)] -= 1
            if one.state not in _GONE:
                found[_cell(one.row)] += 1
        return Counter({cell: count for cell, count in found.items() if count > 0 and cell[0] and cell[1]})

    def compare(self, one: str, other: str) -> Explained:
        """Why two claims can be compared, or cannot; by the beginnings of their ids.

        Raises:
            LedgerError: there is no such claim, or it has no figure.
        """
        told = [self._statement(self._ledger.claim(claim)["id"]) for claim in (one, other)]
        return explain(told[0], told[1], self._linker.rules, self._linker.wording)

    def findings(self) -> list[Finding]:
        """The headlines of the ledger, what matters most first; none from a relation that somebody rejected."""
        wording = self._linker.wording
        found = [
            *of_relations(self._related(), wording),
            *self._silences(),
            *of_clusters(*self._clusters(), wording),
            *of_checks(self.checks(), wording),
            *of_undated(self._undated()),
            *self._running(),
        ]
        return ranked(found)

    @cached_property
    def _judged(self) -> tuple[Laid, ...]:
        """Current claims that somebody judged, as they stand."""
        return tuple(
            laid(one.claim, one.judgements)
            for held in survey(self._ledger)
            for one in (*held.stands, *held.conflicts, *held.carried)
        )

    def _silences(self) -> Iterator[Finding]:
        gone = {one.machine["id"] for one in self._judged if one.state in _GONE}
        harm = self._linker.rules.kinds.harm
        for who, found in silences(self.matrix(), harm, self._linker.wording):
            of_others = self._ledger.of_others(who, sorted(harm))
            yield replace(found, claims=tuple(claim for claim in of_others if claim not in gone))

    def _running(self) -> Iterator[Finding]:
        held = Counter(_count(s) for s in self.statements(_runs))
        counts = sorted((c for c, n in held.items() if n > 1), key=lambda c: (-held[c], str(c)))
        largest = set(counts[:_MOST_SERIES])
        told = list(self.statements(lambda s: camp(s) is not None and _count(s) in largest))
        found = [s for s in series(told, self._linker.rules, "camp") if s.key.party != s.key.claimant]
        daily = [s for s in told if not running(s)]
        beside = {claim: one for s in found for claim, one in _beside(s, daily)}
        return of_series(found, beside, self._linker.wording)

    def _related(self) -> Iterator[Related]:
        known: dict[str, Statement] = {}
        rejected = rejected_relations(self._ledger)
        for kind in _TOLD:
            told = (row for row in self._links.relations([kind]) if row["id"] not in rejected)
            for row in islice(told, _MOST_RELATIONS):
                ends = [known.setdefault(c, self._statement(c)) for c in (row["source"], row["target"])]
                yield Related(kind, ends[0], ends[1], row["basis"])  # type: ignore[arg-type]

    def _clusters(self) -> tuple[list[Cluster], Mapping[str, Statement]]:
        rows = islice(self._links.clusters(), _MOST_CLUSTERS)
        found = [
            Cluster(r["id"], r["figure"], tuple(r["claims"]), r["outlets"], r["voices"], r["camps"])
            for r in rows
        ]
        return found, {claim: self._statement(claim) for c in found if c.voices == 1 for claim in c.claims}

    def _undated(self) -> Iterator[Undated]:
        for row in self._ledger.undated():
            published = row["published"]
            told = published["reason"] if published["day"] else "nothing in it tells"
            name = row["source"] if "://" in row["source"] else row["source"].rpartition("/")[2]
            yield Undated(row["id"], name, row["claims"], told)

    def _statement(self, claim: str) -> Statement:
        body = self._links.statement(claim)
        if body is None:
            raise LedgerError(f"{self._ledger.path}: {claim} has no figure that could be compared")
        return _STATEMENT.decode(body)


def _cell(claim: Row) -> tuple[str, str, str, str]:
    """Where a claim stands in the matrix; of nobody, where nobody speaks or nobody's is counted."""
    counted = claim["kind"] == "quantity"
    fields = (claim["claimant"]["camp"], claim["party"], claim["object"], claim["outcome"])
    camp_, party, object_, outcome = (field or "" for field in fields)
    return (camp_, party, object_, outcome) if counted and camp_ and party else ("", "", "", "")


def _runs(one: Statement) -> bool:
    return running(one) and one.end is not None and one.figure is not None and camp(one) is not None


def _count(one: Statement) -> tuple[str | None, ...]:
    return camp(one), one.party, one.object, one.place


def _beside(one: Series, daily: Sequence[Statement]) -> Iterator[tuple[str, Statement]]:
    """Counts of one day by the same camp, of the same people, for the points that they stand beside."""
    key = one.key
    called = {key.outcome, *(point.outcome for point in one.points)}
    for claim in daily:
        alike = _count(claim) == (key.claimant, key.party, key.object, key.place) and claim.outcome in called
        if alike and claim.end is not None and claim.figure:
            for point in one.points:
                if abs(point.day.toordinal() - claim.end) <= 1:
                    yield point.claims[0], claim
