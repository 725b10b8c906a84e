"""What is known beforehand: who there is, what they are called, and what happened when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

Role = Literal[
    "state", "demonym", "people", "capital", "leader", "group", "organisation", "outlet", "place", "force"
]
EntityKind = Literal["state", "person", "group", "organisation", "outlet", "place"]


class Sense(msgspec.Struct, frozen=True):
    """One thing that a surface form can mean.

    Attributes:
        role: how the form names it; a demonym, a people, a capital and a force name their state or party.
        id: the entity's id.
        since, until: first and last day in office, for leaders; None where open or not told.
    """

    role: Role
    id: str
    since: date | None = None
    until: date | None = None


class Entity(msgspec.Struct, frozen=True):
    """Somebody or something with a name.

    Attributes:
        id: lower-case words joined by ``_``.
        name: for display.
        camp: the party it belongs to or speaks for; None for one that speaks for no party.
        adjective: for a state, what begins the ids of its offices (``russian``, ``us``).
        parent: for a place, the id of the place or state that contains it.
    """

    id: str
    name: str
    kind: EntityKind
    camp: str | None = None
    adjective: str | None = None
    parent: str | None = None


class Office(msgspec.Struct, frozen=True):
    """An institution that any state may have; ``{adjective}_{id}`` is its id as a claimant.

    Attributes:
        name: for display, without the state.
        names: as texts have it without the state, in every capitalisation that counts.
    """

    id: str
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class World:
    """Entities by id, and what each surface form can mean. Compared and hashed by identity.

    Attributes:
        names: exact forms, case as written, quotation marks and dashes plain (``'``, ``-``).
        domains: registrable domain to the id of the outlet that publishes there.
    """

    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[Sense, ...]]
    offices: tuple[Office, ...]
    domains: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """A battle, siege or offensive of known place and dates.

    Attributes:
        place: place id.
        end: last day, None while it lasts or where the sources differ.
        principals: ids of the parties that fight it; the first began it.
        mentions: names that tell that a text is about it.
        calls: lower-case phrases that refer back to it.
    """

    id: str
    name: str
    place: str
    start: date
    end: date | None
    principals: tuple[str, ...]
    mentions: tuple[str, ...]
    calls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A running total that an issuer published over time.

    Attributes:
        place: None where it covers the whole war.
        points: as-of date and total, in the order of dates.
    """

    claimant: str
    party: str
    object: str
    outcome: str
    place: str | None
    points: tuple[tuple[date, int], ...]


@dataclass(frozen=True, eq=False)
class Dossier:
    """What is known of one event beforehand. Compared and hashed by identity.

    Attributes:
        name: how it is asked for; the stem of the file's name.
        mentions: names whose presence makes it fit a text (the rule: ``choose_dossier``).
        opponents: party id to the parties it fights.
        entities, names: added to the world's, and put before them.
    """

    name: str
    title: str
    start: date
    end: date | None
    mentions: tuple[str, ...]
    opponents: Mapping[str, tuple[str, ...]]
    entities: Mapping[str, Entity]
    names: Mapping[str, tuple[Sense, ...]]
    campaigns: tuple[Campaign, ...]
    series: tuple[Series, ...]
