"""Dossiers: what is known of one event beforehand, read from a TOML file and the tables it names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources.abc import Traversable

import msgspec

from counterclaim.errors import DataError
from counterclaim.model import DossierChoice
from counterclaim.world.called import any_of
from counterclaim.world.load import Register
from counterclaim.world.schema import (
    KINDS_OF_BODY,
    CampaignEntry,
    Force,
    Head,
    Named,
    Outlet,
    Party,
    Person,
    PlaceEntry,
    SeriesEntry,
    entries,
    read_csv,
    read_toml,
    rows,
)
from counterclaim.world.types import Campaign, Dossier, Entity, Sense, Series, World

_LISTS = ("party", "force", "person", "group", "organisation", "outlet", "place", "campaign", "series")
_WORDS_PER_MENTION = 300


def read_dossier(folder: Traversable, file: str, world: World) -> Dossier:
    """The dossier in ``folder / file``; the tables it names lie beside it.

    Args:
        world: the built-in world, whose ids it may point to.

    Raises:
        DataError: it breaks its schema, or points to nothing; the message names the file and the entry.
    """
    path = folder / file
    tables = read_toml(path)
    try:
        head = msgspec.convert({k: v for k, v in tables.items() if k not in _LISTS}, Head)
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {error}") from error
    register = Register()
    for party in entries(tables, "party", Party, path):
        register.call(party.names, Sense("state", party.id))
    for force in entries(tables, "force", Force, path):
        register.call(force.names, Sense("force", force.id))
    for person in entries(tables, "person", Person, path):
        register.person(Entity(person.id, person.name, "person", person.camp), path)
        sense = Sense("leader", person.id, person.since, person.until)
        register.call((person.name, *person.names), sense)
    for kind in KINDS_OF_BODY:
        register.bodies(kind, entries(tables, kind, Named, path), path)
    register.outlets(entries(tables, "outlet", Outlet, path), path)
    register.places(entries(tables, "place", PlaceEntry, path), path)
    if head.places:
        gazetteer = folder / head.places
        register.places(rows(gazetteer, PlaceEntry, "spellings"), gazetteer)
    campaigns = entries(tables, "campaign", CampaignEntry, path)
    series = entries(tables, "series", SeriesEntry, path)
    dossier = Dossier(
        name=file.removesuffix(".toml"),
        title=head.title,
        start=head.start,
        end=head.end,
        mentions=head.mentions,
        opponents=head.opponents,
        entities=register.entities,
        names=register.senses(),
        campaigns=tuple(Campaign(**msgspec.structs.asdict(row)) for row in campaigns),
        series=tuple(each for row in series for each in _series(folder, row)),
    )
    _check_references(dossier, world, path)
    return dossier


def _check_references(dossier: Dossier, world: World, path: Traversable) -> None:
    """Whatever is pointed to is in the dossier or in the world: a slip of the pen would go unseen."""
    pointers = [("opponents", party) for each in dossier.opponents.items() for party in (each[0], *each[1])]
    pointers += [(each.id, each.camp) for each in dossier.entities.values() if each.camp]
    pointers += [(each.id, each.parent) for each in dossier.entities.values() if each.parent]
    pointers += [(each.id, party) for each in dossier.campaigns for party in (each.place, *each.principals)]
    pointers += [("series", party) for each in dossier.series for party in (each.party, each.place) if party]
    pointers += [(form, sense.id) for form, senses in dossier.names.items() for sense in senses]
    known = dossier.entities.keys() | world.entities.keys()
    for entry, target in pointers:
        if target not in known:
            raise DataError(f"{path}: {entry}: {target!r} is the id of nothing in the dossier or the world")


def _series(folder: Traversable, row: SeriesEntry) -> list[Series]:
    path = folder / row.file
    table = read_csv(path)
    found = []
    for name, column in row.columns.items():
        points = []
        for cells in table:
            try:
                if cells[name]:  # an issuer leaves a column out for a time
                    points.append((date.fromisoformat(cells["date"]), int(cells[name])))
            except (KeyError, ValueError) as error:
                raise DataError(f"{path}: {cells.get('date')}: {name}: {error!r}") from error
        ordered = tuple(sorted(points))
        found.append(Series(row.claimant, row.party, column.object, column.outcome, row.place, ordered))
    return found


@lru_cache(maxsize=16)
def with_dossier(world: World, dossier: Dossier | None) -> World:
    """The world with a dossier laid over it.

    An entity of the dossier replaces the world's of the same id. What a form means in the dossier comes
    before what it means in the world, and takes the place of meanings with the same role.
    """
    if dossier is None:
        return world
    names = dict(world.names)
    for form, senses in dossier.names.items():
        roles = {sense.role for sense in senses}
        names[form] = senses + tuple(sense for sense in names.get(form, ()) if sense.role not in roles)
    return World({**world.entities, **dossier.entities}, names, world.offices, world.domains)


def choose_dossier(text: str, dossiers: Sequence[Dossier]) -> DossierChoice:
    """The dossier that fits a text, by the names it mentions.

    One fits when two of its different names occur, or one of them three times, and there is at least one
    occurrence to every 300 words: a passing remark in a long report does not count. Of several that fit, the
    one with the most occurrences is taken; with as many, the first in the order of their names.
    """
    words = text.count(" ") + text.count("\n") + 1
    best: tuple[int, Dossier, Counter[str]] | None = None
    for dossier in sorted(dossiers, key=lambda each: each.name):
        found: Counter[str] = Counter(_mention(dossier.mentions).findall(text))
        total = found.total()
        fits = (len(found) >= 2 or total >= 3) and total * _WORDS_PER_MENTION >= words
        if fits and (best is None or total > best[0]):
            best = total, dossier, found
    if best is None:
        return DossierChoice(None, "no dossier's names occur often enough")
    total, dossier, found = best
    top = sorted(found.items(), key=lambda item: (-item[1], item[0]))[:3]
    return DossierChoice(dossier.name, "mentions " + ", ".join(f"{name} ({count})" for name, count in top))


@cache
def _mention(names: tuple[str, ...]) -> re.Pattern[str]:
    return any_of(names)
