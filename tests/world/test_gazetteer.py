"""Groups, organisations, outlets and places: what every entry keeps to, and spellings that count."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

import counterclaim.world
from counterclaim.text.clean import slug
from counterclaim.world import Sense, bundled_dossiers, load_dossier, load_world

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "gazetteer.toml").read_text(encoding="utf-8"))
ORDINARY = frozenset(CASES["ordinary"].split())
FILES = ("groups.toml", "organisations.toml", "outlets.toml", "places.csv")
ROLES = ("group", "organisation", "outlet", "place")

NAMES = [
    ("Houthi", "group", "houthis"),
    ("Ansar Allah", "group", "houthis"),
    ("Taliban", "group", "taliban"),
    ("Hizbullah", "group", "hezbollah"),
    ("al-Shabab", "group", "al_shabaab"),
    ("Al Shabaab", "group", "al_shabaab"),
    ("IS", "group", "islamic_state"),
    ("Daesh", "group", "islamic_state"),
    ("RSF", "group", "rapid_support_forces"),
    ("ADF", "group", "allied_democratic_forces"),
    ("Ta'ang National Liberation Army", "group", "ta_ang_national_liberation_army"),
    ("Lord's Resistance Army", "group", "lords_resistance_army"),
    ("Sudan People's Liberation Movement-North", "group", "splm_n"),
    ("Idlib", "place", "idlib"),
    ("Idlib governorate", "place", "idlib_province"),
    ("province of Idlib", "place", "idlib_province"),
    ("Deir Ezzor", "place", "deir_ez_zor"),
    ("Deir Ezzor province", "place", "deir_ez_zor_province"),
    ("Gaza Strip", "place", "gaza"),
    ("Khan Yunis", "place", "khan_younis"),
    ("al-Hudaydah", "place", "hodeidah"),
    ("Al Fashir", "place", "el_fasher"),
    ("Kahramanmaraş", "place", "kahramanmaras"),
    ("Kharkov region", "place", "kharkiv_oblast"),
    ("Kursk", "place", "kursk"),
    ("Damascus", "place", "damascus"),
    ("Georgia", "state", "georgia"),
    ("US state of Georgia", "place", "georgia_us_state"),
    ("Gulf of Mexico", "place", "gulf_of_mexico"),
    ("Northern Ireland", "place", "northern_ireland"),
]

INSIDE = [
    ("saraqib", "idlib_province", "syria"),
    ("rafah", "gaza", "palestine"),
    ("bakhmut", "donetsk_oblast", "ukraine"),
    ("goma", "north_kivu", "democratic_republic_of_the_congo"),
]


def senses() -> Iterator[tuple[str, Sense]]:
    for form, meanings in load_world().names.items():
        yield from ((form, sense) for sense in meanings)


def entries(name: str) -> Iterator[tuple[str, str, list[str]]]:
    """Id, name and further names of each entry, as the file has them."""
    text = (files(counterclaim.world) / name).read_text(encoding="utf-8")
    if name.endswith(".csv"):
        for row in csv.DictReader(text.splitlines()):
            yield row["id"], row["name"], row["spellings"].split("|") if row["spellings"] else []
        return
    for table in tomllib.loads(text)[name.removesuffix("s.toml")]:
        yield table["id"], table["name"], table.get("names", [])


@pytest.mark.parametrize(("form", "role", "entity"), NAMES)
def test_a_spelling_is_known(form: str, role: str, entity: str) -> None:
    assert (role, entity) in {(sense.role, sense.id) for sense in load_world().names.get(form, ())}


@pytest.mark.parametrize(("place", "region", "state"), INSIDE)
def test_a_place_lies_in_its_region_and_state(place: str, region: str, state: str) -> None:
    entities = load_world().entities
    assert entities[place].parent == region
    assert entities[region].parent == state


@pytest.mark.parametrize("name", FILES)
def test_entries_differ(name: str) -> None:
    rows = list(entries(name))
    assert len(rows) > 200
    ids = Counter(entity for entity, _, _ in rows)
    assert [entity for entity, times in ids.items() if times > 1] == []
    assert [
        entity for entity in ids if entity != slug(entity.replace("_", " ")) or not entity.isascii()
    ] == []
    assert [entity for entity, main, further in rows if len({main, *further}) < 1 + len(further)] == []


def test_places_are_contained_in_states_or_places() -> None:
    entities = load_world().entities
    for place in (each for each in entities.values() if each.kind == "place"):
        path = [place.id]
        while (parent := entities[path[-1]].parent) is not None:
            assert entities[parent].kind in ("place", "state"), path
            assert parent not in path, path
            path.append(parent)


def test_no_form_is_an_ordinary_word() -> None:
    assert [
        (form, sense.id)
        for form, sense in senses()
        if sense.role in ROLES and form.lower() in ORDINARY and not form.isupper()
    ] == []


def test_no_form_has_two_meanings_of_one_kind() -> None:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form, sense in senses():
        found[form, sense.role].add(sense.id)
    double = {form for (form, role), ids in found.items() if len(ids) > 1 and role in ROLES}
    assert double == set(CASES["same_kind"])


def test_a_place_that_is_something_else_too_is_explained() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for form, sense in senses():
        found[form].add(sense.role)
    both = {form for form, roles in found.items() if "place" in roles and roles - {"place", "capital"}}
    assert both == set(CASES["also_something_else"])


def test_a_dossier_means_the_same_places() -> None:
    world, differs = load_world(), set()
    for name in bundled_dossiers():
        for form, meanings in load_dossier(name).names.items():
            here = {sense.id for sense in world.names.get(form, ()) if sense.role == "place"}
            there = {sense.id for sense in meanings if sense.role == "place"}
            if here and there and here != there:
                differs.add(form)
    assert differs == set(CASES["otherwise_in_a_dossier"])
