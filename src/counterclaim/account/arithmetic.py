"""What is certain of counts: which parts share nothing, and which counts only mount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import msgspec

from counterclaim.errors import DataError
from counterclaim.keep import read_toml
from counterclaim.link.containment import Containment

_FILE = Path(__file__).parent / "arithmetic.toml"

# To each whole its lists of parts that share nothing.
Shares = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Arithmetic:
    """Facts about counts that hold whatever anybody claims.

    Attributes:
        outcomes, objects, places: to a whole the lists of its parts; those of one list share nothing, so that
            together they are no more than the whole.
        mounting: outcomes of which a longer time has no fewer, and separate days add up.
        sideless: objects that a place tells in full, whichever side they are of.
    """

    outcomes: Shares
    objects: Shares
    places: Shares
    mounting: frozenset[str]
    sideless: frozenset[str]


class _Mounting(msgspec.Struct, forbid_unknown_fields=True):
    outcomes: list[str]


class _Sideless(msgspec.Struct, forbid_unknown_fields=True):
    objects: list[str]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    mounting: _Mounting
    outcomes: dict[str, list[list[str]]]
    objects: dict[str, list[list[str]]]
    places: dict[str, list[list[str]]]
    sideless: _Sideless


def load_arithmetic(
    kinds: Containment, divided: Mapping[str, Iterable[Iterable[str]]] | None = None
) -> Arithmetic:
    """The facts that come with the package.

    Args:
        kinds: what contains what, which every list is held against.
        divided: further places, each with lists of places in it that share nothing.

    Raises:
        DataError: the file breaks its schema, a part does not lie within its whole, or parts share something.
    """
    file = _read()
    given = {whole: [list(parts) for parts in lists] for whole, lists in (divided or {}).items()}
    # A world need not have the places that the file knows of.
    known = {whole: lists for whole, lists in file.places.items() if _lies(whole, lists, kinds.places)}
    return Arithmetic(
        outcomes=_checked(file.outcomes, kinds.outcomes),
        objects=_checked(file.objects, kinds.objects),
        places=_checked(known | given, kinds.places),
        mounting=frozenset(file.mounting.outcomes),
        sideless=frozenset(file.sideless.objects),
    )


@cache
def _read() -> _File:
    return read_toml(_FILE, _File)


def _lies(whole: str, lists: Iterable[Iterable[str]], above: Mapping[str, frozenset[str]]) -> bool:
    return all(whole in above.get(part, ()) for parts in lists for part in parts)


def _checked(given: Mapping[str, list[list[str]]], above: Mapping[str, frozenset[str]]) -> Shares:
    for whole, lists in given.items():
        for parts in lists:
            _check(whole, parts, above)
    return {whole: tuple(tuple(parts) for parts in lists) for whole, lists in sorted(given.items())}


def _check(whole: str, parts: list[str], above: Mapping[str, frozenset[str]]) -> None:
    for part in parts:
        if whole not in above.get(part, ()):
            raise DataError(f"{_FILE}: {part} does not lie within {whole}")
    held = {part: {part} | {name for name, wider in above.items() if part in wider} for part in parts}
    for one, other in combinations(parts, 2):
        if shared := held[one] & held[other]:
            raise DataError(
                f"{_FILE}: {one} and {other}, parts of {whole}, share {', '.join(sorted(shared))}"
            )
