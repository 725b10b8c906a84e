"""In which order claims are best reviewed: first those on which most hangs."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator
from math import log2
from typing import Any, NamedTuple

from counterclaim.link.statement import UNNAMED
from counterclaim.store import Ledger

_UNKNOWN = "unknown"
_CONFLICTS = ("disagrees", "exceeds", "relabelled", "rescoped")
# Beyond these a conflict weighs no more: what differs by more is of one figure misread, not more in dispute.
_WIDEST, _MOST_CLAIMS, _MOST_DOUBTS = 100.0, 1000, 3
# Figures nearer than this are told as alike.
_ALIKE = 1.05


class Signs(NamedTuple):
    """What tells how much hangs on a claim.

    Attributes:
        rivals: claims that its figure cannot stand beside, or that tell it as something else.
        factor: by which it and the farthest of these differ, from 1; 0 and any other count as the widest.
        others: claims of the same quantity.
        doubts: that the machine had.
        unnamed: nobody is named who stands behind it.
        no_party: none is told, where its report tells that of the same object and outcome elsewhere.
        no_window: it is not known over what time it counts.
    """

    rivals: int = 0
    factor: float = 1.0
    others: int = 0
    doubts: int = 0
    unnamed: bool = False
    no_party: bool = False
    no_window: bool = False


class Weights(NamedTuple):
    """The weight of each claim, at the same place as the claim's rowid; by rowid."""

    rowids: array[int]
    weights: array[float]


def weight(of: Signs) -> float:
    """From 0; any conflict weighs more than any one blank, and about twice as much when it is twice as wide, or has
    the square of the claims."""
    weak = min(of.doubts, _MOST_DOUBTS) + of.unnamed + of.no_party + 0.5 * of.no_window
    if not of.rivals:
        return weak
    width = 1 + log2(min(of.factor, _WIDEST))
    return weak + 2 * width * (1 + log2(1 + min(of.others, _MOST_CLAIMS)))


def reasons(of: Signs) -> list[str]:
    """The signs in words, the weightiest first; none for a claim on which nothing hangs."""
    return [*_reasons(of)]


def _reasons(of: Signs) -> Iterator[str]:
    if of.rivals:
        who = "another" if of.rivals == 1 else f"{of.rivals:,} others"
        if of.factor < _ALIKE:
            told = f"it cannot stand as it is told beside {who}"
        elif of.factor >= _WIDEST:
            told = f"its figure and {who} lie a factor {_WIDEST:.0f} or more apart"
        else:
            told = (
                f"its figure and {who} lie {'up to ' if of.rivals > 1 else ''}a factor {of.factor:.1f} apart"
            )
        more = "1 other claim is" if of.others == 1 else f"{of.others:,} other claims are"
        yield f"{told}; {more} of its quantity" if of.others else told
    if of.doubts:
        yield "the machine had a doubt" if of.doubts == 1 else f"the machine had {of.doubts} doubts"
    if of.unnamed:
        yield "nobody is named who says so"
    if of.no_party:
        yield "it names no party, and its report does of the same elsewhere"
    if of.no_window:
        yield "it is not known over what time it counts"


def weights(ledger: Ledger) -> Weights:
    """The weights of all current claims. A million take some twelve seconds, and 450 MB.

    Raises:
        LedgerError: it cannot be read, or was linked by an older version.
    """
    swept = _Swept(ledger, None)
    order = sorted(range(len(swept.rowids)), key=swept.rowids.__getitem__)
    return Weights(
        array("q", [swept.rowids[at] for at in order]), array("d", [weight(swept.signs(at)) for at in order])
    )


def signs(ledger: Ledger, claims: Collection[str]) -> dict[str, Signs]:
    """The signs of some current claims, by id. Raises as ``weights``."""
    swept = _Swept(ledger, {*claims})
    return {claim: swept.signs(at) for claim, at in swept.at.items() if claim in claims}


class _Swept:
    """What the signs of all current claims, or of some, are made of: by a claim's place in the order of reading.

    Attributes:
        at: the place of each claim, by id; of some also that of those they are in conflict with.
    """

    def __init__(self, ledger: Ledger, some: Collection[str] | None) -> None:
        sweep = ledger.reviewing
        related = sweep.relations(_CONFLICTS, some)
        wanted = some
        if some is not None:
            related = iter(pairs := [*related])
            wanted = {*some}.union(*pairs)
        self.at: dict[str, int] = {}
        self.rowids = array("q")
        self._figures: list[float | None] = []
        self._doubts, self._unnamed, self._no_window = array("q"), bytearray(), bytearray()
        self._no_party: dict[int, tuple[Any, ...]] = {}
        sided: set[tuple[Any, ...]] = set()
        for at, row in enumerate(sweep.claims(wanted)):
            rowid, claim, reading, low, high, object_, outcome, party, window, claimant, doubts = row
            self.at[claim] = at
            self.rowids.append(rowid)
            self._figures.append(low if low is not None else high)
            self._doubts.append(doubts)
            self._unnamed.append(claimant == UNNAMED)
            self._no_window.append(window == _UNKNOWN)
            if party is not None:
                sided.add((reading, object_, outcome))
            elif object_ is not None:
                self._no_party[at] = reading, object_, outcome
        if some is not None:
            sided = {*sweep.sided({reading for reading, _, _ in self._no_party.values()})}
        self._no_party = {at: of for at, of in self._no_party.items() if of in sided}
        self._set_beside(related)
        self._count(ledger, some)

    def signs(self, at: int) -> Signs:
        """Those of the claim at a place."""
        return Signs(
            self._rivals[at],
            self._factors[at],
            self._others[at],
            self._doubts[at],
            bool(self._unnamed[at]),
            at in self._no_party,
            bool(self._no_window[at]),
        )

    def _set_beside(self, related: Iterable[tuple[str, str]]) -> None:
        self._rivals = array("q", bytes(8 * len(self.at)))
        self._factors = array("d", [1.0]) * len(self.at)
        for source, target in related:
            one, other = self.at.get(source), self.at.get(target)
            if one is None or other is None:
                continue
            factor = _factor(self._figures[one], self._figures[other])
            for end in (one, other):
                self._rivals[end] += 1
                if factor > self._factors[end]:
                    self._factors[end] = factor

    def _count(self, ledger: Ledger, some: Collection[str] | None) -> None:
        self._others = array("q", bytes(8 * len(self.at)))
        for claim, claims in ledger.reviewing.counted(some):
            at = self.at.get(claim)
            if at is not None and self._rivals[at]:
                self._others[at] = claims - 1


def _factor(one: float | None, other: float | None) -> float:
    if one is None or other is None or one == other:
        return 1.0
    low, high = (one, other) if one < other else (other, one)
    return min(high / low, _WIDEST) if low > 0 else _WIDEST
