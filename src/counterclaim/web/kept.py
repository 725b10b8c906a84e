"""What the front page and the pages of sources show, worked out once for each state of a linked ledger."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import msgspec

from counterclaim.account.account import Held
from counterclaim.accounting import Accounting
from counterclaim.asking import Asking
from counterclaim.errors import LedgerError
from counterclaim.link.findings import Finding
from counterclaim.link.statement import NARRATOR, UNNAMED
from counterclaim.linking import Linker
from counterclaim.store import Ledger

_FORMAT = "front 2"
_FINDINGS, _QUANTITIES, _NAMED = 60, 12, 12
# So many relations at most say how the figures of one source stand to those of others.
_COMPARED = 300_000


class Standing(msgspec.Struct, frozen=True):
    """How the figures of one source stand to those of others.

    Attributes:
        relations: how many of each type its claims are in.
        ratio: its figure for each one of another source where both count the same thing, in the middle (geometric)
            of ``compared`` pairs; None where there are none.
    """

    relations: dict[str, int]
    ratio: float | None
    compared: int


class Kept(msgspec.Struct, frozen=True):
    """All of it.

    Attributes:
        stamp: the state of the ledger that it was made from.
        matrix: camp, party, object, outcome, claims.
        standing: by id of a claimant or outlet.
    """

    stamp: str
    findings: tuple[Finding, ...]
    further: int
    matrix: tuple[tuple[str, str, str, str, int], ...]
    quantities: tuple[Held, ...]
    standing: dict[str, Standing]


def kept(ledger: Ledger, linker: Linker, watch: Callable[[str, int, int], None]) -> Kept:
    """What was worked out for this state of the ledger; worked out now where it was not, and kept if it can be.

    Raises:
        LedgerError: the ledger is not linked.
    """
    stamp = f"{_FORMAT} {ledger.links.progress()}"
    held = ledger.desk.bodies("front").get("all")
    if held is not None:
        try:
            found = msgspec.msgpack.decode(held, type=Kept)
        except msgspec.MsgspecError:
            found = None
        if found is not None and found.stamp == stamp:
            return found
    watch("findings", 0, 3)
    asking = Asking(ledger, linker)
    findings = asking.findings()
    watch("quantities", 1, 3)
    try:
        quantities = Accounting(ledger, linker).quantities()
    except LedgerError:  # it holds none
        quantities = []
    watch("sources", 2, 3)
    made = Kept(
        stamp,
        tuple(
            replace(one, claims=one.claims[:_NAMED], documents=one.documents[:_NAMED])
            for one in findings[:_FINDINGS]
        ),
        max(0, len(findings) - _FINDINGS),
        tuple((*key, n) for key, n in sorted(asking.matrix().items())),
        tuple(quantities[:_QUANTITIES]),
        _standing(ledger),
    )
    watch("sources", 3, 3)
    ledger.desk.keep("front", {"all": msgspec.msgpack.encode(made)})
    return made


def _standing(ledger: Ledger) -> dict[str, Standing]:
    relations: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ratios: defaultdict[str, list[float]] = defaultdict(list)
    for type_, claimant, outlet, low, other, other_outlet, other_low in ledger.links.speakers(_COMPARED):
        one, two = _sources(claimant, outlet), _sources(other, other_outlet)
        for who in one | two:
            relations[who][type_] += 1
        if type_ in ("agrees", "disagrees") and (low or 0) > 0 and (other_low or 0) > 0:
            ratio = math.log(low / other_low)
            for who in one - two:
                ratios[who].append(ratio)
            for who in two - one:
                ratios[who].append(-ratio)
    return {
        who: Standing(
            dict(relations[who]), math.exp(median(ratios[who])) if ratios[who] else None, len(ratios[who])
        )
        for who in sorted(relations)
    }


def _sources(claimant: str, outlet: str | None) -> set[str]:
    """Who answers for a figure; a report that speaks for itself is its outlet's."""
    own = {claimant} - {NARRATOR, UNNAMED}
    return own | ({outlet} if outlet else set())
