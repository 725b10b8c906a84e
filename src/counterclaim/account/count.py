"""A number that claims are about: what is counted, and over which time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from counterclaim.account.quantity import Quantity
from counterclaim.link.statement import Statement

Kind = Literal["stretch", "total", "state", "undated"]


@dataclass(frozen=True, slots=True)
class Window:
    """The time that is counted. Days are ordinals, as ``date.toordinal``.

    Attributes:
        kind: ``stretch``, from its first to its last day, which a running total with a known start is too;
            ``total``, a running total to ``end`` whose start is not told; ``state``, what was so on a day;
            ``undated``, where a bound that it would need is not told.
        start, end: both are counted; None if unknown.
    """

    kind: Kind = "undated"
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number that claims are about, and that they do not settle: what is counted, and over which time."""

    quantity: Quantity
    window: Window = Window()


def window(claim: Statement) -> Window:
    """The time that a claim counts, as far as it is told."""
    start, end = claim.start, claim.end
    if claim.kind == "instant" and (start or end):
        return Window("state", start or end, end or start)
    if claim.kind not in ("cumulative", "period") or (start and end and start > end):
        return Window()
    if start and end:
        return Window("stretch", start, end)
    return Window("total" if claim.kind == "cumulative" and end else "undated", start, end)


def order_of(count: Count) -> tuple[str, str, str, str, str, int, int]:
    """What counts are sorted by: what is counted, then the time."""
    what, when = count.quantity, count.window
    return what.party, what.object, what.outcome, what.place, when.kind, when.start or 0, when.end or 0
