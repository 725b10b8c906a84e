"""Coding profiles: how hedged figures become numbers that can be compared."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from counterclaim.errors import DataError

_FOLDER = Path(__file__).parent / "profiles"


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What words without a number may stand for.

    Attributes:
        words: lower-case phrases; of those that a claim holds the first listed counts.
        least, most: the smallest and largest figure that they are used of.
    """

    words: tuple[str, ...]
    least: float
    most: float


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named, versioned way of reading hedges.

    Attributes:
        source: where its rules are published.
        about: how far from the figure "about" may lie to either side, as a share of the figure.
        vague: in the order to look for their words.
        nearly: how far below the figure "nearly" may lie, as a share of it.
    """

    title: str
    version: str
    source: str
    about: float
    nearly: float
    vague: tuple[Vague, ...] = ()


@cache
def load_profile(name: str = "plain") -> Profile:
    """A profile that comes with the package; read once per process.

    Raises:
        DataError: there is none of this name, or its file breaks the schema.
    """
    path = _FOLDER / f"{name}.toml"
    known = sorted(file.stem for file in _FOLDER.glob("*.toml"))
    if name not in known:
        raise DataError(f"{name}: no coding profile; there are: {', '.join(known)}")
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Profile)
    except msgspec.DecodeError as error:
        raise DataError(f"{path}: {error}") from error
