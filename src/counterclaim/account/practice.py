"""What rival figures come to under a practice, in sentences, with the words that they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from counterclaim.account.account import Said, Sentence, Stand
from counterclaim.account.figures import number
from counterclaim.account.ranges import Range, Taken
from counterclaim.account.words import between, day, several
from counterclaim.link.compare import running
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording


def practice(stand: Stand, wording: Wording) -> Iterator[Sentence]:
    """The range under one practice, and what another makes of the same claims."""
    if stand.range.counted:
        head = Said(f"Read by the practice “{stand.range.profile}”, ")
        yield Sentence((head, *_result(stand, stand.range, wording), *_left(stand.range), Said(".")))
    yield from _other(stand, wording)


def until(claim: Statement, stand: Stand) -> str:
    """The as-of day of a running total where it is not that of the account, else nothing: ", up to 3 May 2031"."""
    last = date.fromordinal(claim.end) if claim.end is not None and running(claim) else None
    return f", up to {day(last)}" if last is not None and last != stand.time.end else ""


def _result(stand: Stand, found: Range, wording: Wording) -> Iterator[Said]:
    low, best, high = found.taken
    if found.low is None or found.high is None:
        # One figure is not told without the span of what is claimed.
        span = "a practice that gives no range"
        if stand.sides:
            least, most = min(side.least for side in stand.sides), max(side.most for side in stand.sides)
            span += f", of claims of {between(least, most, False, False)}"
        counts = "none counts" if found.best is None else f"the one that counts is {number(found.best)}"
        yield Said(f"{span} {counts}", best.claims)
        yield from _driven(best, stand, wording)
        return
    told = between(found.low, found.high, found.open_below, found.open_above)
    if found.low == found.high and low.claims == high.claims:
        yield Said(f"that is {told}", low.claims)
        yield from _driven(low, stand, wording)
        return
    yield Said(f"they come to {told}", tuple(dict.fromkeys((*low.claims, *high.claims))))
    yield Said(": the least")
    yield from _driven(low, stand, wording)
    yield Said(", the most")
    yield from _driven(high, stand, wording)
    if found.best is not None:
        yield Said(f"; where one figure is needed, {number(found.best)} within that range", best.claims)
        yield from _driven(best, stand, wording)
    if found.grade:
        yield Said(f"; its grade is “{found.grade}”", found.counted)


def _left(found: Range) -> Iterator[Said]:
    """What the practice leaves out."""
    if left := tuple(one.claim for one in found.left_out):
        yield Said(
            f"; {several(len(left), 'claim')} {'does' if len(left) == 1 else 'do'} not count under it", left
        )


def _driven(end: Taken, stand: Stand, wording: Wording) -> Iterator[Said]:
    """On whose word an end stands."""
    held = {claim.id: claim for claim in stand.claims}
    first = next((held[claim] for claim in end.claims if claim in held), None)
    if first is not None:
        words = f"“{first.words}”{until(first, stand)}"
        yield Said(f" on the word of {wording.speaker(first)} ({words})", end.claims)


def _other(stand: Stand, wording: Wording) -> Iterator[Sentence]:
    """What a second practice makes of it."""
    if stand.difference is None:
        return
    one, other = stand.difference.one, stand.difference.other
    if not stand.difference.changes:
        yield Sentence(
            (Said(f"“{other.profile}” comes to the same as “{one.profile}”", other.counted), Said("."))
        )
    elif not other.counted:
        yield Sentence(
            (Said(f"Read by “{other.profile}” none of these claims counts"), *_left(other), Said("."))
        )
    else:
        head = Said(f"Read by “{other.profile}” instead, ")
        yield Sentence((head, *_result(stand, other, wording), *_left(other), Said(".")))
