"""Rival claims of one thing in short, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from tests.link.samples import a_statement, may

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
