"""What counts contain what: killed within losses, tanks within equipment, a village within its region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from counterclaim.errors import DataError
from counterclaim.keep import read_toml
from counterclaim.world import Dossier, World

_FILE = Path(__file__).parent / "containment.toml"

# How one name stands to another: the same, part of it, around it, one of the two left open, or none of these.
Standing = Literal["same", "within", "around", "open", "unknown", "apart"]


class _Met:
    """Pairs of names, and every name with itself."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = frozenset(_both_ways(pairs))

    def __contains__(self, pair: tuple[str | None, str | None]) -> bool:
        return pair[0] is not None and (pair[0] == pair[1] or pair in self._pairs)


@dataclass(frozen=True, eq=False)
class Containment:
    """The codebook's containments, and those of places.

    Attributes:
        outcomes, objects, places: to each name all those that contain it.
        open: pairs of objects one of which leaves open what is counted, and may mean the other.
        renamed: pairs of outcomes that one figure may wander between.
        strength, losses: outcomes that tell what a force has in a place, and what it can lose of it.
        alike: objects and outcomes: of the former, the latter are one.
        wide: outcomes whose rival figures differ by any factor.
        as_a_whole: to outcomes that tell of losses as a whole the widest of them.
        objects_met, outcomes_met: pairs that a relation can hold between, each with itself too.
        meanings: what an outcome covers, in words.
        harm: outcomes that are ways of suffering.
        ranks: words that add to a place's name what it is, and name no other place.
        families: to each object the family that it is compared within.
        roots: to each place the widest one that contains it.
    """

    outcomes: Mapping[str, frozenset[str]]
    objects: Mapping[str, frozenset[str]]
    places: Mapping[str, frozenset[str]]
    open: frozenset[tuple[str | None, str | None]]
    renamed: frozenset[tuple[str, str]]
    strength: frozenset[str]
    losses: frozenset[str]
    alike: tuple[frozenset[str], frozenset[str]]
    wide: frozenset[str]
    as_a_whole: Mapping[str, str]
    objects_met: _Met
    outcomes_met: _Met
    meanings: Mapping[str, str]
    harm: frozenset[str]
    ranks: frozenset[str]
    families: Mapping[str, str]
    roots: Mapping[str, str]

    def outcome(self, one: str | None, other: str | None, of: str | None = None) -> Standing:
        """How two outcomes stand, ``of`` one object; ``unknown`` where either is not said."""
        things, outcomes = self.alike
        if of in things and one in outcomes and other in outcomes:
            return "same"
        return _standing(one, other, self.outcomes)

    def related(self, one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
        """Whether counts of these objects and outcomes can stand in any relation: a quick look before comparing.

        Args:
            one, other: object and outcome.
        """
        return (one[0], other[0]) in self.objects_met and (one[1], other[1]) in self.outcomes_met

    def place(self, one: str | None, other: str | None) -> Standing:
        """How two places stand; ``unknown`` where either is not said.

        A name that adds a rank to the other is the same place, as reports use them: Saada and Saada province. One
        that the gazetteer does not have, and that adds another word, lies in it: Saada prison.
        """
        found = _standing(one, other, self.places)
        if one is None or other is None or one == other:
            return found
        if found == "apart" and {one, other} <= self.places.keys():
            return found
        mine, others = set(one.split("_")), set(other.split("_"))
        if not (mine <= others or others <= mine):
            return found
        if mine ^ others <= self.ranks:
            return "same"
        return found if found != "apart" else "around" if mine < others else "within"

    def object(self, one: str | None, other: str | None) -> Standing:
        """How two objects stand; ``open`` where the wider one does not say what it counts."""
        return "open" if (one, other) in self.open else _standing(one, other, self.objects)


class _Renamed(msgspec.Struct, forbid_unknown_fields=True):
    groups: list[list[str]]
    apart: list[tuple[str, str]]


class _Bound(msgspec.Struct, forbid_unknown_fields=True):
    strength: list[str]
    losses: list[str]


class _Ranks(msgspec.Struct, forbid_unknown_fields=True):
    places: list[str]


class _Alike(msgspec.Struct, forbid_unknown_fields=True):
    objects: list[str]
    outcomes: list[str]


class _Harm(msgspec.Struct, forbid_unknown_fields=True):
    outcomes: list[str]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    outcomes: dict[str, list[str]]
    objects: dict[str, list[str]]
    open: dict[str, list[str]]
    renamed: _Renamed
    bound: _Bound
    ranks: _Ranks
    families: dict[str, list[str]]
    alike: _Alike
    wide: _Harm
    as_a_whole: dict[str, list[str]]
    meanings: dict[str, str]
    harm: _Harm


def load_containment(world: World, dossiers: Iterable[Dossier] = ()) -> Containment:
    """The containments of the codebook, with the places of the world and of the dossiers.

    Raises:
        DataError: the file breaks its schema, or a name contains itself.
    """
    file = _read()
    parents = {e.id: [e.parent] for e in world.entities.values() if e.parent}
    for dossier in dossiers:
        parents |= {e.id: [e.parent] for e in dossier.entities.values() if e.parent}
    places = _chains(parents)
    pairs = {(a, b) for group in file.renamed.groups for a in group for b in group if a != b}
    apart = _both_ways(file.renamed.apart)
    outcomes, objects = _chains(file.outcomes), _chains(file.objects)
    opened = [(a, b) for a, others in file.open.items() for b in others]
    bound = [(a, b) for a in file.bound.losses for b in file.bound.strength]
    alike = [(a, b) for a in file.alike.outcomes for b in file.alike.outcomes]
    return Containment(
        outcomes=outcomes,
        objects=objects,
        objects_met=_Met([*_within(objects), *opened]),
        outcomes_met=_Met([*_within(outcomes), *pairs - apart, *bound, *alike]),
        places=places,
        open=frozenset(_both_ways(opened)),
        renamed=frozenset(pairs - apart),
        strength=frozenset(file.bound.strength),
        losses=frozenset(file.bound.losses),
        alike=(frozenset(file.alike.objects), frozenset(file.alike.outcomes)),
        wide=frozenset(file.wide.outcomes),
        as_a_whole={name: whole for whole, names in file.as_a_whole.items() for name in names},
        meanings=file.meanings,
        harm=frozenset(file.harm.outcomes),
        ranks=frozenset(file.ranks.places),
        families={name: family for family, names in file.families.items() for name in names},
        roots={place: _root(place, parents) for place in parents},
    )


@cache
def _read() -> _File:
    return read_toml(_FILE, _File)


def _chains(direct: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for name in direct:
        above: set[str] = set()
        ahead = [*direct[name]]
        while ahead:
            if (one := ahead.pop()) not in above:
                above.add(one)
                ahead += direct.get(one, ())
        if name in above:
            raise DataError(f"{name} is contained in itself")
        found[name] = frozenset(above)
    return found


def _within(above: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    return ((name, wider) for name, others in above.items() for wider in others)


def _both_ways(pairs: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    return {either for a, b in pairs for either in ((a, b), (b, a))}


def _root(place: str, parents: Mapping[str, list[str]]) -> str:
    while place in parents:
        place = parents[place][0]
    return place


def _standing(one: str | None, other: str | None, above: Mapping[str, frozenset[str]]) -> Standing:
    if one == other and one is not None:
        return "same"
    if one is None or other is None:
        return "unknown"
    if other in above.get(one, ()):
        return "within"
    return "around" if one in above.get(other, ()) else "apart"
