"""What follows for one quantity from the claims that can bear on it, in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from counterclaim.account.account import Cannot, Follows, Reckoned, Time
from counterclaim.account.arithmetic import Arithmetic
from counterclaim.account.because import Because
from counterclaim.account.bounds import Bounded, Clash, behind, bounded
from counterclaim.account.count import Count, Window, window
from counterclaim.account.price import least_price
from counterclaim.account.quantity import Quantity
from counterclaim.account.system import by_side
from counterclaim.errors import CounterclaimError
from counterclaim.link.compare import Rules, camp
from counterclaim.link.relate import order
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording

# So many clashes are told one by one.
_CLASHES = 12


def reckon(
    of: Quantity,
    time: Time,
    claims: Sequence[Statement],
    own: Collection[str],
    rules: Rules,
    arithmetic: Arithmetic,
    wording: Wording,
    left: int = 0,
) -> Reckoned:
    """What follows for a quantity over one time, and what cannot stand.

    Args:
        time: what is bounded; of running totals, the total as of its last day.
        claims: of the quantity and of those of its family.
        own: ids of the claims that are set beside one another over that time; clashes that touch none of the
            quantity's are counted only.
        left: how many claims of the family are not handed over.
    """
    counts = _counts(of, time, [claim for claim in claims if claim.id in own])
    because = Because({claim.id: claim for claim in claims}, wording)
    sides = by_side(claims)
    found = bounded(claims, rules, arithmetic, asked=counts)
    follows = [_follows(None, "", found, counts, own, because)]
    for side, held in sides.items() if len(sides) > 1 else ():
        name = wording.name(side) if camp(held[0]) == side else wording.speaker(min(held, key=order))
        alone = bounded(held, rules, arithmetic, asked=counts)
        follows.append(_follows(side, name, alone, counts, own, because))
    touching = [clash for clash in found.clashes if _touches(clash, of)]
    price, price_why = _price(found, of, because)
    return Reckoned(
        tuple(one for one in follows if one.why),
        tuple(Cannot(because.clash(one), _of_clash(one)) for one in touching[:_CLASHES]),
        max(0, len(touching) - _CLASHES),
        len(found.clashes) + found.more - len(touching),
        price,
        price_why,
        len(claims),
        left,
    )


def _counts(of: Quantity, time: Time, own: Sequence[Statement]) -> list[Count]:
    """The counts that an account over some time is of: as the arithmetic knows them."""
    start = None if time.start is None else time.start.toordinal()
    end = None if time.end is None else time.end.toordinal()
    match time.kind:
        case "stretch" | "state":
            return [Count(of, Window(time.kind, start, end))]
        case "running" if end is not None:
            # A total with a beginning and one without are two counts to the arithmetic.
            begun = sorted(
                {w.start for c in own if (w := window(c)).kind == "stretch" and w.start is not None}
            )
            told = [Count(of, Window("stretch", begun[0], end))] if begun else []
            untold = any(window(claim).kind == "total" for claim in own)
            return [*told, *([Count(of, Window("total", None, end))] if untold else [])]
        case _:
            return []


def _follows(
    side: str | None,
    name: str,
    found: Bounded,
    counts: Sequence[Count],
    own: Collection[str],
    because: Because,
) -> Follows:
    """The ends of the first of some counts for which one is set."""
    bounds = [one for count in counts for one in found.bounds if one.count == count]
    of = next((one for one in bounds if (one.low, one.high) != (None, None)), None)
    if of is None:
        return Follows(side, name, None, None, (), (), False)
    claims = tuple(
        dict.fromkeys(c for end in (of.low_by, of.high_by) for held in behind(end) for c in held.claims)
    )
    # What is counted is told by the account around it.
    why = tuple(one.replace(f" ({because.count(of.count)})", "", 1) for one in because.bound(of))
    return Follows(side, name, of.low, of.high, why, claims, not set(claims) <= set(own))


def _touches(clash: Clash, of: Quantity) -> bool:
    return any(held.count.quantity == of for held in (*clash.lows, clash.high))


def _of_clash(clash: Clash) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for held in (*clash.lows, clash.high) for claim in held.claims))


def _price(found: Bounded, of: Quantity, because: Because) -> tuple[tuple[Cannot, ...] | None, str]:
    if not found.clashes:
        return (), ""
    try:
        broken = least_price(found.system)
    except CounterclaimError as error:
        return None, str(error)
    own = (one for one in broken if one.held.count.quantity == of)
    return tuple(Cannot(because.broken(one), one.held.claims) for one in own), ""
