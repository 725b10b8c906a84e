"""The world and the dossiers that come with the package, read and checked when they change."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.errors import DataError
from counterclaim.keep import kept
from counterclaim.world.dossier import read_dossier
from counterclaim.world.load import read_world
from counterclaim.world.types import Dossier, World

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Bundle:
    """All of it."""

    world: World
    dossiers: dict[str, Dossier]


def load_world() -> World:
    """The built-in world; read once per process.

    Raises:
        DataError: a file breaks its schema, names an id twice, or points to an id that is not there.
    """
    return _bundle().world


def bundled_dossiers() -> tuple[str, ...]:
    """The names of the dossiers that come with the package, sorted."""
    return tuple(_bundle().dossiers)


@cache
def load_dossier(name_or_path: str) -> Dossier:
    """A dossier that comes with the package, by its name, or one's own, by the path of its TOML file.

    Read once per process.

    Raises:
        DataError: there is none, or it breaks its schema; the message names the file and the entry.
    """
    if name_or_path in _bundle().dossiers:
        return _bundle().dossiers[name_or_path]
    path = Path(name_or_path)
    if not path.is_file():
        bundled = ", ".join(bundled_dossiers())
        raise DataError(f"{name_or_path}: neither a file nor a bundled dossier ({bundled})")
    return read_dossier(path.parent, path.name, load_world())


@cache
def _bundle() -> _Bundle:
    data = sorted((*_FOLDER.glob("*.*"), *_FOLDER.glob("dossiers/*.*")))
    return kept(Path(__file__), data, _Bundle, lambda: _read(_FOLDER))


def _read(folder: Path) -> _Bundle:
    world = read_world(folder)
    names = sorted(path.stem for path in (folder / "dossiers").glob("*.toml"))
    return _Bundle(world, {name: read_dossier(folder / "dossiers", f"{name}.toml", world) for name in names})
