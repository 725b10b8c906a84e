"""The data that comes with the package: what names mean, and that nothing in it points to nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import DataError
from counterclaim.text.clean import plain
from counterclaim.world import (
    World,
    bundled_dossiers,
    choose_dossier,
    load_dossier,
    load_world,
    with_dossier,
)
from counterclaim.world.load import read_world

WAR = "russo_ukrainian_war"

MEANINGS = [
    ("Ukraine", "state", "ukraine"),
    ("U.S.", "state", "united_states"),
    ("US", "demonym", "united_states"),
    ("British", "demonym", "united_kingdom"),
    ("Congo", "state", "democratic_republic_of_the_congo"),
    ("South Koreans", "people", "south_korea"),
    ("DPRK", "state", "north_korea"),
    ("Danes", "people", "denmark"),
    ("Kiev", "capital", "ukraine"),
    ("Pyongyang", "capital", "north_korea"),
    ("Zelenskyy", "leader", "volodymyr_zelensky"),
    ("Assad", "leader", "bashar_al_assad"),
    ("Erdoğan", "leader", "recep_tayyip_erdogan"),
    ("Prime Minister May", "leader", "theresa_may"),
    ("Radakin", "leader", "tony_radakin"),
    ("IDF", "organisation", "idf"),
    ("Pentagon", "organisation", "pentagon"),
]

MEANINGS_IN_THE_WAR = [
    ("AFU", "force", "ukraine"),
    ("Kiev regime", "state", "ukraine"),
    ("RF Armed Forces", "force", "russia"),
    ("Kyiv", "place", "kyiv"),
    ("Kyiv", "capital", "ukraine"),
    ("Kursk", "place", "kursk_oblast"),
    ("Soedzja", "place", "sudzha"),
    ("Artyomovsk", "place", "bakhmut"),
    ("Syrsky", "leader", "oleksandr_syrskyi"),
    ("Khinshtein", "leader", "alexander_khinshtein"),
    ("AFU General Staff", "organisation", "ukrainian_general_staff"),
]


def meanings(world: World, form: str) -> set[tuple[str, str]]:
    return {(sense.role, sense.id) for sense in world.names.get(form, ())}


def war_world() -> World:
    return with_dossier(load_world(), load_dossier(WAR))


@pytest.mark.parametrize(("form", "role", "entity"), MEANINGS)
def test_a_form_means(form: str, role: str, entity: str) -> None:
    assert (role, entity) in meanings(load_world(), form)


@pytest.mark.parametrize(("form", "role", "entity"), MEANINGS_IN_THE_WAR)
def test_a_form_means_in_the_war(form: str, role: str, entity: str) -> None:
    assert (role, entity) in meanings(war_world(), form)


@pytest.mark.parametrize("word", ["May", "CAR", "Male", "Nice", "March", "Korea", "Bush", "Johnson", "King"])
def test_a_form_that_is_mostly_something_else_is_not_listed(word: str) -> None:
    assert word not in war_world().names


def test_everything_pointed_to_is_there() -> None:
    world = load_world()
    pointed = {each.camp for each in world.entities.values()} | {
        each.parent for each in world.entities.values()
    }
    pointed |= {sense.id for senses in world.names.values() for sense in senses}
    pointed |= set(world.domains.values())
    assert pointed - {None} - world.entities.keys() == set()


def test_ids_and_forms_are_well_made() -> None:
    world = war_world()
    ids = [*world.entities, *(office.id for office in world.offices)]
    assert [each for each in ids if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", each)] == []
    forms = [*world.names, *(name for office in world.offices for name in office.names)]
    # The text is read with its quotation marks, dashes and spaces made plain.
    assert [form for form in forms if form != plain(form).strip() or "  " in form or not form] == []


def test_states_have_adjectives_that_tell_them_apart() -> None:
    states = [each for each in load_world().entities.values() if each.kind == "state"]
    assert len(states) > 195
    adjectives = [each.adjective for each in states]
    assert len(set(adjectives)) == len(states)
    by_id = {each.id: each.adjective for each in states}
    assert by_id["united_states"] == "us"
    assert by_id["united_kingdom"] == "british"
    assert by_id["south_korea"] == "south_korean"
    assert by_id["philippines"] == "philippine"


def test_terms_begin_before_they_end() -> None:
    terms = {sense for senses in war_world().names.values() for sense in senses if sense.role == "leader"}
    assert len(terms) > 400
    assert [term for term in terms if term.since and term.until and term.since >= term.until] == []


def test_who_spoke_for_two_camps_speaks_for_none() -> None:
    entities = load_world().entities
    assert entities["mark_rutte"].camp is None
    assert entities["benjamin_netanyahu"].camp == "israel"  # two terms, one camp


def test_offices_are_listed_in_every_capitalisation() -> None:
    by_id = {office.id: office.names for office in load_world().offices}
    assert len(by_id) == len(load_world().offices)
    assert {"ministry of defence", "Ministry of defence", "Ministry of Defence", "MoD"} <= set(by_id["mod"])
    names = [name for names in by_id.values() for name in names]
    assert len(names) == len(set(names))


def test_domains_name_outlets() -> None:
    world = load_world()
    assert {world.entities[outlet].kind for outlet in world.domains.values()} == {"outlet"}
    assert [
        domain for domain in world.domains if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)
    ] == []


def test_a_dossier_comes_before_the_world() -> None:
    world, war = load_world(), load_dossier(WAR)
    assert with_dossier(world, None) is world
    both = with_dossier(world, war)
    assert both is with_dossier(world, war)
    assert [sense.role for sense in both.names["Kyiv"]][:1] == ["place"]
    assert world.entities["wagner_group"].camp is None
    assert both.entities["wagner_group"].camp == "russia"


def test_the_war_is_consistent() -> None:
    war, world = load_dossier(WAR), war_world()
    assert war.opponents["north_korea"] == ("ukraine",)
    for campaign in war.campaigns:
        assert war.start <= campaign.start
        assert campaign.end is None or campaign.start < campaign.end
        assert world.entities[campaign.place].kind == "place"
        assert set(campaign.principals) <= war.opponents.keys()
    kursk = next(campaign for campaign in war.campaigns if campaign.id == "kursk_2024")
    assert (kursk.start, kursk.end) == (date(2024, 8, 6), date(2025, 4, 26))


def test_the_general_staff_series() -> None:
    war = load_dossier(WAR)
    assert {series.claimant for series in war.series} == {"ukrainian_general_staff"}
    by_object = {series.object: dict(series.points) for series in war.series}
    personnel = by_object["personnel"]
    assert personnel[date(2024, 11, 11)] == 710_660
    assert personnel[date(2024, 11, 11)] - personnel[date(2024, 11, 10)] == 1_770
    assert by_object["tank"][date(2022, 2, 25)] == 80
    for series in war.series:
        days = [day for day, _ in series.points]
        assert days == sorted(set(days))


CHOICES = [
    ("Kyiv lost 300 men near Sudzha.", WAR),
    ("Ukraine! Ukraine! Ukraine!", WAR),
    ("Ukraine voted for the resolution.", None),
    ("Russian aircraft struck Idlib, Moscow and Damascus said; Russia flew 40 sorties.", None),
    ("Eight people drowned when a ferry sank.", None),
    ("", None),
    ("A Kurskian, an Ukrainianist and Kievites met.", None),
    ("The drought went on. " * 300 + "Grain from Ukraine was late, Kyiv said.", None),
]


@pytest.mark.parametrize(("text", "name"), CHOICES)
def test_a_dossier_is_chosen_by_what_the_text_mentions(text: str, name: str | None) -> None:
    choice = choose_dossier(text, [load_dossier(each) for each in bundled_dossiers()])
    assert choice.name == name


def test_the_choice_says_why() -> None:
    choice = choose_dossier("Kursk again: Kyiv on Kursk.", [load_dossier(WAR)])
    assert choice.reason == "mentions Kursk (2), Kyiv (1)"
    assert choose_dossier("Kursk, Kyiv, Kyiv", []).name is None


@given(st.text(alphabet="Kyiv Ukrsoe.\n'’-"))
def test_choosing_never_fails(text: str) -> None:
    choice = choose_dossier(text, [load_dossier(WAR)])
    assert choice.name in (WAR, None)
    assert choice.reason


DOSSIER = """
title = "Border war"
start = 1999-05-06
mentions = ["Badme"]
[opponents]
ethiopia = ["eritrea"]
[[place]]
id = "badme"
name = "Badme"
parent = "eritrea"
[[series]]
id = "daily"
file = "daily.csv"
claimant = "eritrean_mod"
party = "ethiopia"
place = "badme"
columns = { dead = { object = "personnel", outcome = "killed" } }
"""


def write_dossier(folder: Path, text: str, table: str = "date,dead\n1999-05-08,20\n1999-05-07,11\n") -> str:
    (folder / "daily.csv").write_text(table, encoding="utf-8")
    (folder / "border.toml").write_text(text, encoding="utf-8")
    return str(folder / "border.toml")


def test_ones_own_dossier(tmp_path: Path) -> None:
    dossier = load_dossier(write_dossier(tmp_path, DOSSIER))
    assert dossier.name == "border"
    assert dossier.entities["badme"].parent == "eritrea"
    (series,) = dossier.series
    assert series.points == ((date(1999, 5, 7), 11), (date(1999, 5, 8), 20))


BROKEN = [
    ("start = 1999-05-06", 'start = "soon"', "border.toml: .*date"),
    ('title = "Border war"', "", "border.toml: .*title"),
    ('title = "Border war"', 'titel = "Border war"', "border.toml: .*titel"),
    ('title = "Border war"', 'title = "Border', "border.toml: "),
    ('parent = "eritrea"', 'parent = "eritraea"', "border.toml: badme: 'eritraea'"),
    ('parent = "eritrea"', 'mother = "eritrea"', "border.toml: badme: .*mother"),
    ('id = "badme"\n', "", "border.toml: .*Badme.*id"),
    ('ethiopia = ["eritrea"]', 'ethiopia = ["atlantis"]', "border.toml: opponents: 'atlantis'"),
    ('party = "ethiopia"', 'party = "atlantis"', "border.toml: series: 'atlantis'"),
    ("[[series]]", "[[place]]\nid = 'badme'\nname = 'Badme'\n[[series]]", "border.toml: badme: .*already"),
    ("[[place]]", "[place]", "border.toml: place: .*\\[\\[place\\]\\]"),
    ("{ dead", "{ wounded", "daily.csv: .*wounded"),
    ("daily.csv", "weekly.csv", "weekly.csv: "),
]


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_a_broken_dossier_is_named_with_its_entry(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert DOSSIER.count(old) == 1
    with pytest.raises(DataError, match=message):
        load_dossier(write_dossier(tmp_path, DOSSIER.replace(old, new)))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("date,dead\n1999-05-07,eleven\n", "daily.csv: 1999-05-07: dead: .*eleven"),
        ("date,dead\n7 May,11\n", "daily.csv: 7 May: dead"),
        ("date,dead\n1999-05-07\n", "daily.csv: '1999-05-07': 1 cells, 2 expected"),
        ("", "daily.csv: empty"),
    ],
)
def test_a_broken_table_is_named_with_its_row(tmp_path: Path, table: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        load_dossier(write_dossier(tmp_path, DOSSIER, table))


def test_a_dossier_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"nowhere.toml: neither a file nor .*{WAR}"):
        load_dossier(str(tmp_path / "nowhere.toml"))


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("states.toml", '[[state]]\nid = "a"\nname = "A"\nking = "B"\n', "states.toml: a: .*king"),
        ("states.toml", '[[state]]\nid = "a"\nname = "A"\n' * 2, "states.toml: a: .*already"),
        ("leaders.csv", "id,name,office,since\na,A,king,yesterday\n", "leaders.csv: a: .*since"),
        ("leaders.csv", "id,name,office\na,A\n", "leaders.csv: 'a,A': 2 cells, 3 expected"),
        ("places.csv", "id,name,kind\na,A,planet\n", "places.csv: a: .*planet"),
        ("outlets.toml", '[[outlet]]\nid = "a"\n', "outlets.toml: a: .*name"),
    ],
)
def test_a_broken_world_is_named_with_its_entry(tmp_path: Path, file: str, text: str, message: str) -> None:
    (tmp_path / file).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_world(tmp_path)
