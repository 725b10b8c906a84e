"""Making the account of one quantity from its claims, and from those that can bear on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from counterclaim.account.account import Account, Held, Reckoned, Stand
from counterclaim.account.arithmetic import load_arithmetic
from counterclaim.account.beside import by_camp, versus
from counterclaim.account.estimate_told import with_fit
from counterclaim.account.estimated import Estimate
from counterclaim.account.ranges import recount
from counterclaim.account.reckon import reckon
from counterclaim.account.stands import Gathered, daily, gather, points
from counterclaim.account.told import tell
from counterclaim.link.compare import Rules
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording
from counterclaim.world.profile import Profile

# Other times of a quantity that are told, at most.
_BESIDE = 8


@dataclass(frozen=True, slots=True)
class By:
    """By what an account is made.

    Attributes:
        profile: by which a range is made of rival figures; ``other`` a second one, for what changes.
        as_of: the day to which counts go at the latest; None for the latest there is.
        sides: ids of the parties to the event; without them every camp is taken for one.
        fit: an estimate, for what it says of the quantity.
    """

    profile: Profile
    other: Profile | None = None
    as_of: date | None = None
    sides: Collection[str] | None = None
    fit: Estimate | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What an account needs beside the claims of its quantity.

    Attributes:
        kin: to the claims that it is mainly of, all that can bear on them, those of the quantity among them; and how
            many more there are.
        repeating: to ids of claims those of them that repeat another.
    """

    kin: Callable[[Gathered], tuple[Sequence[Statement], int]]
    repeating: Callable[[Sequence[str]], Collection[str]]


def make(
    held: Held, claims: Sequence[Statement], around: Around, by: By, rules: Rules, wording: Wording
) -> Account:
    """The account of one quantity; the same for any order of its claims.

    Args:
        claims: all of the quantity.
        rules: by which figures are known to be the same; by their profile each side's own figures are read, which no
            other practice hides.
    """
    found, aside = gather(claims, by.as_of)
    stands = [_stand(one, around, by, rules) for one in found[: _BESIDE + 1]]
    made = Account(
        held=held,
        as_of=by.as_of,
        stand=stands[0] if stands else None,
        beside=tuple(stands[1:]),
        more=len(found) - len(stands),
        aside=tuple(aside),
        points=(points(found[0], rules.profile) or daily(found, rules.profile)) if found else (),
        reckoned=_reckoned(held, found[0], around, rules, wording) if found else Reckoned(),
    )
    if by.fit is not None:
        made = with_fit(made, by.fit, wording.name)
    return replace(made, told=tell(made, wording))


def _stand(of: Gathered, around: Around, by: By, rules: Rules) -> Stand:
    claims = of.claims
    echoes = {echo for claim in claims for echo in claim.echoes}
    return Stand(
        time=of.time,
        claims=claims,
        older=of.older,
        earlier=of.earlier,
        later=of.later,
        loose=sum(of.time.kind == "running" and claim.start is None for claim in claims),
        sides=by_camp(claims, rules.profile, by.sides),
        range=recount(claims, by.profile, rules, by.sides),
        difference=None if by.other is None else versus(claims, by.profile, by.other, rules, by.sides),
        repeats=tuple(sorted(echoes.union(around.repeating([claim.id for claim in claims])))),
    )


def _reckoned(held: Held, main: Gathered, around: Around, rules: Rules, wording: Wording) -> Reckoned:
    kin, left = around.kin(main)
    own = {claim.id for claim in main.claims}
    return reckon(held.quantity, main.time, kin, own, rules, load_arithmetic(rules.kinds), wording, left)
