"""Data that was read and checked once, kept in binary form for every other start."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import TypeVar

import msgspec

from counterclaim.errors import DataError

T = TypeVar("T")
# What one user of an installation keeps, the others read.
_FOR_ALL = 0o644


def read_toml(path: Path, kind: type[T]) -> T:
    """The data of a TOML file of the package, checked against its type.

    Raises:
        DataError: the file breaks the schema.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=kind)
    except msgspec.DecodeError as error:
        raise DataError(f"{path}: {error}") from error


def kept(path: Path, sources: Iterable[Path], kind: type[T], make: Callable[[], T]) -> T:
    """What ``make`` makes of some files, made again only when one of them changes.

    It is kept beside the compiled modules of the same folder, and where nothing can be written, nothing is.

    Args:
        path: the file or folder that it is made of; it gives what is kept its name.
        sources: all files that it depends on, the code among them that says what data may hold.
        kind: its type.
        make: reads and checks; whatever it raises is passed on.
    """
    state = _state(sources)
    place = Path(cache_from_source(str(path.with_suffix(".py")))).with_suffix(".msgpack")
    with suppress(OSError, msgspec.DecodeError):
        data = place.read_bytes()
        if data.startswith(state):
            return msgspec.msgpack.decode(memoryview(data)[len(state) :], type=kind)
    made = make()
    with suppress(OSError):
        _write(place, state + msgspec.msgpack.encode(made))
    return made


def _state(sources: Iterable[Path]) -> bytes:
    """By size and times of change, much as Python tells whether a compiled module is still the file's."""
    digest = sha256()
    for path in sources:
        found = path.stat()
        digest.update(f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}\n".encode())
    return digest.digest()


def _write(place: Path, data: bytes) -> None:
    """In one step, so that of processes that start together none reads half of it."""
    place.parent.mkdir(exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=place.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(name).chmod(_FOR_ALL)
        Path(name).replace(place)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
