"""An account as rival ranges beside one another: camps, profiles, what follows, an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from counterclaim.account.account import Account, Stand
from counterclaim.account.beside import Side
from counterclaim.account.estimate_told import total_of
from counterclaim.account.estimation.taken import bound_of
from counterclaim.account.words import counted
from counterclaim.export.account_chart import ranges_chart
from counterclaim.export.account_rows import (
    Bar,
    Mark,
    camp_bar,
    estimate_bar,
    follows_bar,
    profile_bar,
)
from counterclaim.export.drawing import Spec
from counterclaim.link.why import Wording, capital


def account_bars(of: Account, wording: Wording) -> list[Bar]:
    """The rows: what each camp gives, ranges under profiles, what follows from claims, and an estimate.

    An estimate is of running totals, and stands beside no other count.
    """
    if of.stand is None:
        return []
    stand = of.stand
    bars = [camp_bar(side, _marks(stand, side), wording.name) for side in stand.sides]
    ranges = [stand.range] if stand.difference is None else [stand.difference.one, stand.difference.other]
    bars += [profile_bar(one) for one in ranges if one.counted]
    bars += [
        follows_bar(one) for one in of.reckoned.follows if one.further and (one.low, one.high) != (None, None)
    ]
    found = total_of(of)
    if found is not None and of.diagnosis is not None and stand.time.kind == "running":
        bars.append(estimate_bar(found[1], of.diagnosis))
    return bars


def account_title(of: Account, wording: Wording) -> str:
    """Which quantity it is, as a title."""
    return capital(counted(of.held.quantity, wording))


def account_day(of: Account) -> date | None:
    """As of when its figures are."""
    return of.stand.time.end if of.stand else None


def account_chart(of: Account, wording: Wording) -> Spec:
    """The ranges of an account side by side.

    Raises:
        CounterclaimError: no row has a figure.
    """
    bars = account_bars(of, wording)
    drawn = any(bar.kind == "estimate" for bar in bars)
    return ranges_chart(
        bars,
        account_title(of, wording),
        diagnosis=of.diagnosis if drawn else None,
        day=account_day(of),
    )


def _marks(stand: Stand, side: Side) -> Sequence[Mark]:
    """Each figure of a camp once, as it is worded."""
    own = set(side.claims)
    found = (
        Mark(claim.figure, bound_of(claim))
        for claim in stand.claims
        if claim.id in own and claim.figure is not None and claim.qualifier != "between"
    )
    return tuple(dict.fromkeys(found))
