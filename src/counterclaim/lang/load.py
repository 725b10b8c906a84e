"""English vocabulary: data files beside this module, checked as they are loaded, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from counterclaim.errors import DataError
from counterclaim.model import Qualifier

T = TypeVar("T")


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class SentenceWords(_Data):
    """Abbreviations whose full stop does not end a sentence."""

    before_names: frozenset[str]
    anywhere: frozenset[str]


class Words(_Data):
    """A plain list of words or phrases."""

    words: frozenset[str]


class Vague(_Data):
    """Number words without a figure."""

    plurals: frozenset[str]
    determiners: frozenset[str]
    before_scale: frozenset[str]


class Percent(_Data):
    """How percentages are written."""

    words: frozenset[str]
    signs: frozenset[str]


class Measure(_Data):
    """A unit of length or area, and its factor to the unit kept."""

    unit: str
    words: tuple[str, ...]
    factor: float


class NumberWords(_Data):
    """Number words, scales, currencies, units."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    groups: dict[str, int]
    none: Words
    vague: Vague
    shares: dict[str, float]
    currencies: dict[str, str]
    currency_words: dict[str, str]
    percent: Percent
    measure: tuple[Measure, ...]


class Hedge(_Data):
    """Words that make a figure a bound."""

    qualifier: Qualifier
    before: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Reached(_Data):
    """Where a hedge is none: a level that was reached."""

    verbs: frozenset[str]
    words: frozenset[str]


class Hedges(_Data):
    """Hedges and what may stand between them and the figure."""

    fillers: tuple[str, ...]
    hedge: tuple[Hedge, ...]
    estimates: Words
    reached: Reached


def read_toml(name: str, kind: type[T], package: str = "counterclaim.lang.en") -> T:
    """A data file of a package as a checked object.

    Raises:
        DataError: the file breaks its schema; names the file and the entry.
    """
    path = files(package).joinpath(name)
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=kind)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError) as e:
        raise DataError(f"{package}/{name}: {e}") from e


@cache
def load_sentence_words() -> SentenceWords:
    """Abbreviations (sentences.toml)."""
    return read_toml("sentences.toml", SentenceWords)


@cache
def load_numbers() -> NumberWords:
    """Number words (numbers.toml)."""
    return read_toml("numbers.toml", NumberWords)


@cache
def load_hedges() -> Hedges:
    """Hedges (hedges.toml)."""
    return read_toml("hedges.toml", Hedges)
