"""Rival claims of one thing in short, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from counterclaim.account.account import Account, Held
from counterclaim.account.make import Around, By, make
from counterclaim.account.quantity import quantity
from counterclaim.link.compare import camp
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.world.profile import load_profile
from tests.link.samples import a_statement, may, rules, wording

# Who may speak of Sylvania's soldiers.
SPEAKERS: dict[str, dict[str, Any]] = {
    "freedonia": {"claimant": "freedonian_mod", "name": "Freedonian Ministry of War", "camp": "freedonia"},
    "freedonian_president": {"claimant": "rufus_t", "name": "Rufus T", "camp": "freedonia"},
    "sylvania": {"claimant": "sylvanian_staff", "name": "Sylvanian General Staff", "camp": "sylvania"},
    "monitor": {"claimant": "lessen_monitor", "name": "Lessen Monitor", "camp": None},
    "charity": {"claimant": "river_aid", "name": "River Aid", "camp": None},
    "police": {"claimant": "vell_police", "name": "Vell police", "camp": None},
    "police_spokesman": {"claimant": "vell_police_spokesman", "name": "Vell police spokesman", "camp": None},
    "wire": {"claimant": "coast_wire", "name": "Coast Wire", "camp": None},
    "paper": {"claimant": NARRATOR, "name": "", "camp": None},
    "hearsay": {"claimant": UNNAMED, "name": "", "camp": None},
}
_LOW_OPEN, _HIGH_OPEN = ("at_most", "less_than", "nearly"), ("at_least", "more_than")


def a_claim(at: int, by: str, told: Mapping[str, Any]) -> Statement:
    """A claim that so many soldiers of Sylvania were killed, in a report of its own unless that is given.

    Args:
        at: its number, for its id and its report.
        by: a key of ``SPEAKERS``.
        told: ``figure``, or ``words`` without one; ``to`` the end of a range; ``qualifier``; ``day`` of May; any
            field of a statement.
    """
    given = dict(told)
    fields: dict[str, Any] = {"id": f"c{at}", "document": f"d{at}", "outlet": f"outlet_{at}", **SPEAKERS[by]}
    fields["published"] = may(given.pop("day", 2))
    figure, to = given.get("figure"), given.pop("to", None)
    qualifier = given.get("qualifier", "exact")
    if figure is None:
        fields |= {"figure": None, "low": None, "high": None, "qualifier": "vague"}
    else:
        fields |= {"low": None if qualifier in _LOW_OPEN else figure}
        fields |= {"high": None if qualifier in _HIGH_OPEN else figure}
    if to is not None:
        fields |= {"high": to, "qualifier": "between", "words": f"{figure} to {to}"}
    return a_statement(**(fields | given))


def some_claims(told: Sequence[Mapping[str, Any]]) -> list[Statement]:
    """The claims of a case, numbered from 1; ``by`` says who speaks."""
    return [
        a_claim(at, one["by"], {key: value for key, value in one.items() if key != "by"})
        for at, one in enumerate(told, 1)
    ]


def an_account(
    claims: Sequence[Statement],
    kin: Sequence[Statement] = (),
    *,
    repeating: Collection[str] = (),
    left: int = 0,
    held: int | None = None,
    **by: Any,
) -> Account:
    """The account of what the first of some claims counts.

    Args:
        claims: all of it.
        kin: claims of other quantities that may bear on it, of which ``left`` more were too many.
        repeating: ids of claims that repeat another.
        held: how many claims there are said to be.
        by: fields of ``By``.
    """
    given = {"profile": load_profile()} | by
    counted = Held(quantity(claims[0]), len(claims) if held is None else held, len({camp(c) for c in claims}))
    around = Around(lambda _: ([*claims, *kin], left), lambda ids: {one for one in ids if one in repeating})
    return make(counted, claims, around, By(**given), rules(), wording())
