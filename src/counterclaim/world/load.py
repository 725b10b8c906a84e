"""The built-in knowledge of states, offices, groups, organisations, outlets and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable

import msgspec

from counterclaim.errors import DataError
from counterclaim.world.schema import (
    KINDS_OF_BODY,
    Institution,
    KindOfBody,
    Leader,
    Named,
    OfficeEntry,
    Outlet,
    PlaceEntry,
    Row,
    State,
    entries,
    read_toml,
    rows,
)
from counterclaim.world.types import Entity, Office, Sense, World

_SMALL = frozenset(("of", "the", "and", "for", "on"))


def read_world(folder: Traversable) -> World:
    """A world from the data files of a folder; a file that is not there adds nothing.

    Raises:
        DataError: a file breaks its schema, names an id twice, or points to an id that is not there.
    """
    register = Register()
    path = folder / "states.toml"
    for state in _entries(path, "state", State):
        default = state.demonyms[0].lower().replace(" ", "_") if state.demonyms else state.id
        register.add(Entity(state.id, state.name, "state", state.id, state.adjective or default), path)
        register.call((state.name, *state.names), Sense("state", state.id))
        register.call(state.demonyms, Sense("demonym", state.id))
        register.call(state.people, Sense("people", state.id))
        register.call(state.capitals, Sense("capital", state.id))
    path = folder / "leaders.csv"
    for leader in _rows(path, Leader, "names"):
        register.person(Entity(leader.id, leader.name, "person", leader.camp), path)
        term = Sense("leader", leader.id, leader.since, leader.until)
        register.call((leader.name, *leader.names), term)
    for kind in KINDS_OF_BODY:
        path = folder / f"{kind}s.toml"
        register.bodies(kind, _entries(path, kind, Named), path)
    path = folder / "outlets.toml"
    outlets = _entries(path, "outlet", Outlet)
    register.outlets(outlets, path)
    path = folder / "places.csv"
    register.places(_rows(path, PlaceEntry, "spellings"), path)
    path = folder / "offices.toml"
    offices = tuple(
        Office(office.id, office.name, tuple(dict.fromkeys(_capitalised(office.names))))
        for office in _entries(path, "office", OfficeEntry)
    )
    for body in _entries(path, "institution", Institution):
        register.add(Entity(body.id, body.name, "organisation", body.state), path)
        register.call((body.name, *body.names), Sense("organisation", body.id))
    domains = {domain: outlet.id for outlet in outlets for domain in outlet.domains}
    return World(register.entities, register.senses(), offices, domains)


def _entries(path: Traversable, key: str, as_type: type[Row]) -> list[Row]:
    return entries(read_toml(path), key, as_type, path) if path.is_file() else []


def _rows(path: Traversable, as_type: type[Row], *lists: str) -> list[Row]:
    return rows(path, as_type, *lists) if path.is_file() else []


class Register:
    """Collects entities and what they are called."""

    def __init__(self) -> None:
        self.entities: dict[str, Entity] = {}
        self._senses: dict[str, list[Sense]] = {}

    def add(self, entity: Entity, path: Traversable) -> None:
        """A new entity. Raises ``DataError`` where the id is taken."""
        if entity.id in self.entities:
            raise DataError(f"{path}: {entity.id}: there is already one of this id")
        self.entities[entity.id] = entity

    def person(self, person: Entity, path: Traversable) -> None:
        """A person's term in an office; one who has spoken for two camps is taken to speak for none."""
        known = self.entities.get(person.id)
        if known is None or known.kind != "person":
            self.add(person, path)
        elif known.camp != person.camp:
            self.entities[person.id] = msgspec.structs.replace(known, camp=None)

    def call(self, names: Iterable[str], sense: Sense) -> None:
        """Further surface forms for one meaning."""
        for name in names:
            senses = self._senses.setdefault(name, [])
            if sense not in senses:
                senses.append(sense)

    def bodies(self, kind: KindOfBody, rows: Iterable[Named], path: Traversable) -> None:
        """Groups or organisations."""
        for row in rows:
            self.add(Entity(row.id, row.name, kind, row.camp), path)
            self.call((row.name, *row.names), Sense(kind, row.id))

    def outlets(self, rows: Iterable[Outlet], path: Traversable) -> None:
        """Newspapers, broadcasters, agencies."""
        for row in rows:
            self.add(Entity(row.id, row.name, "outlet", row.camp), path)
            self.call((row.name, *row.names), Sense("outlet", row.id))

    def places(self, rows: Iterable[PlaceEntry], path: Traversable) -> None:
        """Places, contained in places or states."""
        for row in rows:
            self.add(Entity(row.id, row.name, "place", parent=row.parent), path)
            self.call((row.name, *row.spellings), Sense("place", row.id))

    def senses(self) -> Mapping[str, tuple[Sense, ...]]:
        """What each form can mean, in the order of the files."""
        return {name: tuple(senses) for name, senses in self._senses.items()}


def _capitalised(names: Iterable[str]) -> Iterator[str]:
    """``ministry of defence`` also as ``Ministry of defence`` and ``Ministry of Defence``."""
    for name in names:
        yield name
        if name.islower():
            yield name[0].upper() + name[1:]
            yield " ".join(word if word in _SMALL else word[0].upper() + word[1:] for word in name.split(" "))
