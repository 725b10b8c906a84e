"""How the data files are written. A field that is not named here is an error in the file."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from counterclaim.errors import DataError

Row = TypeVar("Row", bound="Entry")
KindOfBody = Literal["group", "organisation"]
KINDS_OF_BODY: tuple[KindOfBody, ...] = ("group", "organisation")
PlaceKind = Literal["region", "city", "district", "water"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of a data file."""

    id: str


class State(Entry, frozen=True):
    """``[[state]]``: names, demonyms and people are matched as written, ``name`` included.

    ``adjective`` begins the ids of its offices; left out, it is the first demonym in lower case.
    """

    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    adjective: str = ""
    capitals: tuple[str, ...] = ()


class Leader(Entry, frozen=True):
    """A row of ``leaders.csv``: one term in one office, of a state, group or body.

    ``names`` are further spellings; a surname alone only where it means hardly anybody else in the news.
    ``camp`` is empty for bodies that are no party; who has spoken for two has none. ``office`` is for the
    reader of the file. ``until`` is empty where the term lasts or its end was not known.
    """

    name: str
    office: str
    camp: str | None = None
    since: date | None = None
    until: date | None = None
    names: tuple[str, ...] = ()


class OfficeEntry(Entry, frozen=True):
    """``[[office]]``: a name in lower case is also taken with capitals."""

    name: str
    names: tuple[str, ...] = ()


class Institution(Entry, frozen=True):
    """``[[institution]]`` of ``offices.toml``: an institution that texts name without its ``state``."""

    name: str
    state: str
    names: tuple[str, ...] = ()


class Named(Entry, frozen=True):
    """``[[group]]``, ``[[organisation]]``."""

    name: str
    names: tuple[str, ...] = ()
    camp: str | None = None


class Outlet(Entry, frozen=True):
    """``[[outlet]]``; ``domains`` are registrable domains (``bbc.co.uk``, without ``www``)."""

    name: str
    names: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    camp: str | None = None


class PlaceEntry(Entry, frozen=True):
    """A row of ``places.csv``, or ``[[place]]`` of a dossier; ``parent`` is a place or state id."""

    name: str
    spellings: tuple[str, ...] = ()
    kind: PlaceKind = "city"
    parent: str | None = None


class Person(Entry, frozen=True):
    """``[[person]]`` of a dossier: a commander, official or spokesperson."""

    name: str
    names: tuple[str, ...] = ()
    camp: str | None = None
    since: date | None = None
    until: date | None = None


class Force(Entry, frozen=True):
    """``[[force]]`` of a dossier: names of the armed forces of the party ``id``."""

    names: tuple[str, ...]


class Party(Entry, frozen=True):
    """``[[party]]`` of a dossier: further names of the state ``id`` as a party."""

    names: tuple[str, ...]


class CampaignEntry(Entry, frozen=True):
    """``[[campaign]]`` of a dossier; see ``Campaign``."""

    name: str
    place: str
    start: date
    principals: tuple[str, ...]
    end: date | None = None
    mentions: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a column of a series file counts."""

    object: str
    outcome: str


class SeriesEntry(Entry, frozen=True):
    """``[[series]]`` of a dossier: ``file`` has a column ``date`` and those named in ``columns``."""

    file: str
    claimant: str
    party: str
    columns: dict[str, Column]
    place: str | None = None


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The top of a dossier file; ``places`` names a file with the columns of ``places.csv``."""

    title: str
    start: date
    mentions: tuple[str, ...]
    end: date | None = None
    places: str | None = None
    opponents: dict[str, tuple[str, ...]] = {}


def read_toml(path: Traversable) -> dict[str, Any]:
    """The file's tables. Raises ``DataError`` where it cannot be read or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path}: {error}") from error


def read_csv(path: Traversable) -> list[dict[str, str]]:
    """The file's rows. Raises ``DataError`` where it cannot be read or a row has too many or few cells."""
    try:
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: {error}") from error
    if not rows:
        raise DataError(f"{path}: empty")
    header, *body = rows
    for row in body:
        if len(row) != len(header):
            raise DataError(f"{path}: {','.join(row)!r}: {len(row)} cells, {len(header)} expected")
    return [dict(zip(header, row, strict=True)) for row in body]


def entry(row: Mapping[str, Any], as_type: type[Row], path: Traversable | Path) -> Row:
    """One entry, checked. Raises ``DataError`` naming the file and the entry."""
    try:
        return msgspec.convert(row, as_type)
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {row.get('id') or dict(row)}: {error}") from error


def entries(tables: Mapping[str, Any], key: str, as_type: type[Row], path: Traversable) -> list[Row]:
    """The entries of ``[[key]]``, checked. Raises ``DataError`` naming the file and the entry."""
    rows = tables.get(key, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{path}: {key}: written as [[{key}]]")
    return [entry(row, as_type, path) for row in rows]


def rows(path: Traversable, as_type: type[Row], *lists: str) -> list[Row]:
    """The rows of a CSV file, checked: empty cells are left out, ``lists`` are split at ``|``.

    Raises ``DataError`` naming the file and the row.
    """
    return [
        entry(
            {name: tuple(cell.split("|")) if name in lists else cell for name, cell in row.items() if cell},
            as_type,
            path,
        )
        for row in read_csv(path)
    ]
