"""Claims as they are set beside one another, and an invented world around them, to be varied in tests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec

from counterclaim.link.compare import Rules
from counterclaim.link.containment import load_containment
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording
from counterclaim.world import Entity, World
from counterclaim.world.profile import load_profile

NAMES = {
    "freedonia": "Freedonia",
    "sylvania": "Sylvania",
    "daily_field": "Daily Field",
    "evening_post": "Evening Post",
    "freedonian_mod": "Freedonian Ministry of War",
    "lessen": "Lessen valley",
    "vell": "Vell",
}
# To each place the one that contains it.
PLACES = {"old_vell": "vell", "vell": "lessen", "lessen": "sylvania", "oster_quay": "freedonia"}

_PLAIN = Statement(
    id="c1",
    document="d1",
    outlet="daily_field",
    outlet_name="",
    outlet_camp=None,
    published=date(2031, 5, 2).toordinal(),
    at=40,
    sentence=20,
    segment="body",
    voice="indirect",
    stance="asserted",
    claimant="freedonian_mod",
    name="Freedonian Ministry of War",
    camp="freedonia",
    words="120",
    low=120.0,
    high=120.0,
    figure=120.0,
    qualifier="exact",
    statistic="total",
    unit=None,
    object="personnel",
    outcome="killed",
    party="sylvania",
    place="vell",
    kind="unknown",
    start=None,
    end=None,
)


def may(day: int) -> date:
    """A day of the month that the samples are about."""
    return date(2031, 5, day)


def a_statement(**fields: Any) -> Statement:
    """One that 120 soldiers of Sylvania were killed at Vell, on the word of Freedonia, but for what is given.

    Args:
        fields: days may be given as dates; a figure alone sets its bounds and its words.
    """
    if (number := fields.get("figure")) is not None:
        fields = {"low": number, "high": number, "words": f"{number:,}"} | fields
    plain = {name: given.toordinal() if isinstance(given, date) else given for name, given in fields.items()}
    return msgspec.structs.replace(_PLAIN, **plain)


def a_total(name: str, day: int, figure: float, **fields: Any) -> Statement:
    """A running total to a day of May, in a report of its own."""
    told = {"id": name, "document": f"d-{name}", "kind": "cumulative", "end": may(day), "figure": figure}
    return a_statement(**(told | fields))


def a_world(parents: Mapping[str, str]) -> World:
    """One of places alone, of which each lies within another."""
    places = {place: Entity(place, place.title(), "place", parent=of) for place, of in parents.items()}
    return World(places, {}, (), {})


@cache
def rules() -> Rules:
    """The codebook's containments with the invented places, and the plain profile."""
    return Rules(load_containment(a_world(PLACES)), load_profile("plain"))


@cache
def wording() -> Wording:
    """Words for the invented names."""
    return Wording(rules().kinds, NAMES)
