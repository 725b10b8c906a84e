"""The data that comes with the package: read and checked when it changes, kept in binary form for every other start."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

import msgspec

from counterclaim.errors import DataError
from counterclaim.world.dossier import read_dossier
from counterclaim.world.load import read_world
from counterclaim.world.types import Dossier, World

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class _Bundle:
    """All of it.

    Attributes:
        sources: digest of the files it was made of.
    """

    sources: str
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
    sources = _digest(_FOLDER)
    # Beside the compiled modules, which are kept in the same way; where nothing can be written, nothing is kept.
    kept = Path(cache_from_source(__file__)).with_name("bundled.msgpack")
    with suppress(OSError, msgspec.DecodeError, msgspec.ValidationError):
        found = msgspec.msgpack.decode(kept.read_bytes(), type=_Bundle)
        if found.sources == sources:
            return found
    bundle = read_bundle(_FOLDER, sources)
    with suppress(OSError):
        _write(kept, msgspec.msgpack.encode(bundle))
    return bundle


def read_bundle(folder: Path, sources: str) -> _Bundle:
    """What the files of a folder hold, checked; ``DataError`` where one of them is broken."""
    world = read_world(folder)
    names = sorted(path.stem for path in (folder / "dossiers").glob("*.toml"))
    return _Bundle(
        sources, world, {name: read_dossier(folder / "dossiers", f"{name}.toml", world) for name in names}
    )


def _digest(folder: Path) -> str:
    """Of data and code: a changed type makes what was kept unreadable, a changed rule makes it wrong."""
    digest = sha256()
    for path in sorted((*folder.glob("*.*"), *folder.glob("dossiers/*.*"))):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _write(path: Path, data: bytes) -> None:
    """In one step, so that processes that start together never read half of it."""
    path.parent.mkdir(exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
    Path(name).replace(path)
