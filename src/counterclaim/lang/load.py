"""English vocabulary: data files beside this module, checked as they are loaded, each read once."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TypeVar, get_origin

import msgspec

from counterclaim.errors import DataError
from counterclaim.keep import kept
from counterclaim.lang.schema import (
    AgentWords,
    BesideOthers,
    Grammar,
    Hedges,
    NumberWords,
    Objects,
    Outcomes,
    SentenceWords,
    SmallWords,
    Speech,
)

T = TypeVar("T")


def read_toml(name: str, kind: type[T], package: str = "counterclaim.lang.en") -> T:
    """A data file of a package as a checked object.

    Raises:
        DataError: the file breaks its schema; names the file and the entry.
    """
    path = Path(str(files(package).joinpath(name)))

    def read() -> T:
        try:
            return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=kind)
        except (msgspec.ValidationError, tomllib.TOMLDecodeError) as e:
            raise DataError(f"{package}/{name}: {e}") from e

    schema = (
        sys.modules[kind.__module__].__file__
        if issubclass(get_origin(kind) or kind, msgspec.Struct)
        else None
    )
    return kept(path, (path, Path(schema)), kind, read) if schema else read()


def vocabulary() -> list[Path]:
    """The data files and what says what they may hold, for what is made of them and kept (``keep.kept``)."""
    folder = Path(__file__).parent
    return sorted((*folder.glob("*.py"), *folder.glob("en/*.toml")))


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


@cache
def load_objects() -> Objects:
    """What can be counted (objects.toml)."""
    return read_toml("objects.toml", Objects)


@cache
def load_outcomes() -> Outcomes:
    """What can happen to it (outcomes.toml)."""
    return read_toml("outcomes.toml", Outcomes)


@cache
def load_grammar() -> Grammar:
    """Function words (grammar.toml)."""
    return read_toml("grammar.toml", Grammar)


@cache
def load_beside_others() -> BesideOthers:
    """What tells counts of one thing apart (beside_others.toml)."""
    return read_toml("beside_others.toml", BesideOthers)


@cache
def load_small_words() -> SmallWords:
    """Small words (words.toml)."""
    return read_toml("words.toml", SmallWords)


@cache
def load_speech() -> Speech:
    """How reports attribute (speech.toml)."""
    return read_toml("speech.toml", Speech)


@cache
def load_agents() -> AgentWords:
    """Speakers (agents.toml)."""
    return read_toml("agents.toml", AgentWords)
