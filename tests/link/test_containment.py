"""What contains what: the codebook's names, places, and what must hold of any containment."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counterclaim.errors import DataError
from counterclaim.lang import load_objects, load_outcomes
from counterclaim.link.containment import Standing, load_containment
from counterclaim.world import Dossier, Entity, bundled_dossiers, load_dossier, load_world
from tests.link.samples import a_world, may, rules

KINDS = rules().kinds
MIRRORED: dict[Standing, Standing] = {"within": "around", "around": "within"}

OUTCOMES: list[tuple[str | None, str | None, str | None, Standing]] = [
    # one, other, of what, how the first stands to the second
    ("killed", "killed", None, "same"),
    ("killed", "losses", None, "within"),
    ("executed", "killed_or_wounded", None, "within"),
    ("executed", "irrecoverable", None, "within"),
    ("hospitalised", "losses", None, "within"),
    ("hospitalised", "wounded", None, "within"),
    ("captured", "lost", "tank", "within"),
    ("captured", "losses", None, "within"),
    ("missing", "irrecoverable", None, "within"),
    ("destroyed", "lost", None, "within"),
    ("wounded", "irrecoverable", None, "apart"),
    ("hospitalised", "killed", None, "apart"),
    ("killed", "wounded", None, "apart"),
    ("killed_or_wounded", "irrecoverable", None, "apart"),
    ("destroyed", "damaged", None, "apart"),
    ("eliminated", "killed", None, "apart"),
    ("other:blinded", "other:blinded", None, "same"),
    ("other:blinded", "losses", None, "apart"),
    ("killed", None, None, "unknown"),
    (None, None, None, "unknown"),
    ("destroyed", "shot_down", "drone", "same"),
    ("destroyed", "shot_down", "helicopter", "same"),
    ("destroyed", "shot_down", "tank", "apart"),
    ("destroyed", "shot_down", None, "apart"),
    ("shot_down", "lost", "drone", "apart"),
    ("damaged", "shot_down", "drone", "apart"),
]
OBJECTS: list[tuple[str | None, str | None, Standing]] = [
    ("child", "child", "same"),
    ("child", "civilian", "within"),
    ("child", "people", "within"),
    ("woman", "people", "within"),
    ("woman", "child", "apart"),
    ("personnel", "civilian", "apart"),
    ("tank", "equipment", "within"),
    ("tank", "armoured_vehicle", "apart"),
    ("tank", "people", "apart"),
    ("people", "civilian", "open"),
    ("people", "personnel", "open"),
    ("people", "body", "open"),
    ("body", "personnel", "open"),
    ("body", "child", "apart"),
    ("people", "people", "same"),
    ("personnel", None, "unknown"),
    (None, None, "unknown"),
]
PLACES: list[tuple[str | None, str | None, Standing]] = [
    ("vell", "vell", "same"),
    ("old_vell", "vell", "within"),
    ("old_vell", "sylvania", "within"),
    ("vell", "oster_quay", "apart"),
    ("vell", "freedonia", "apart"),
    ("vell", "nowhere_known", "apart"),
    ("nowhere_known", "nowhere_known", "same"),
    ("vell", None, "unknown"),
    (None, None, "unknown"),
]


@pytest.mark.parametrize(("one", "other", "of", "standing"), OUTCOMES)
def test_outcomes(one: str | None, other: str | None, of: str | None, standing: Standing) -> None:
    assert KINDS.outcome(one, other, of) == standing
    assert KINDS.outcome(other, one, of) == MIRRORED.get(standing, standing)


@pytest.mark.parametrize(("one", "other", "standing"), OBJECTS)
def test_objects(one: str | None, other: str | None, standing: Standing) -> None:
    assert KINDS.object(one, other) == standing
    assert KINDS.object(other, one) == MIRRORED.get(standing, standing)


@pytest.mark.parametrize(("one", "other", "standing"), PLACES)
def test_places(one: str | None, other: str | None, standing: Standing) -> None:
    assert KINDS.place(one, other) == standing
    assert KINDS.place(other, one) == MIRRORED.get(standing, standing)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ("killed", "losses", True),
        ("killed", "killed_or_wounded", True),
        ("killed", "irrecoverable", True),
        ("missing", "losses", True),
        ("destroyed", "damaged", True),
        ("evacuated", "homeless", True),
        ("affected", "displaced", True),
        ("killed", "wounded", False),
        ("killed", "missing", False),
        ("wounded", "missing", False),
        ("killed", "hospitalised", False),
        ("killed", "destroyed", False),
        ("killed", "evacuated", False),
        ("killed", "killed", False),
    ],
)
def test_one_figure_may_wander_between_outcomes(one: str, other: str, told: bool) -> None:
    assert ((one, other) in KINDS.renamed, (other, one) in KINDS.renamed) == (told, told)


def test_losses_as_a_whole_go_by_several_names() -> None:
    assert KINDS.as_a_whole == {
        "losses": "losses",
        "killed_or_wounded": "losses",
        "lost": "lost",
        "destroyed": "lost",
    }


def test_families_and_roots() -> None:
    assert {KINDS.families[name] for name in ("personnel", "child", "body")} == {"people"}
    assert KINDS.families["vehicle"] == "equipment"
    assert "tank" not in KINDS.families
    assert KINDS.roots == {
        "old_vell": "sylvania",
        "vell": "sylvania",
        "lessen": "sylvania",
        "oster_quay": "freedonia",
    }


def test_meanings_say_what_is_counted_together() -> None:
    assert KINDS.meanings["losses"] == "killed, wounded, missing and captured together"
    assert KINDS.meanings["killed_or_wounded"] == "killed and wounded together"
    assert "killed" not in KINDS.meanings


def test_all_names_are_those_that_claims_are_given() -> None:
    outcomes = {outcome.id for outcome in load_outcomes().outcome}
    told = [*KINDS.outcomes, *KINDS.as_a_whole, *KINDS.as_a_whole.values(), *KINDS.meanings, *KINDS.harm]
    told += [
        *KINDS.losses,
        *KINDS.strength,
        *KINDS.alike[1],
        *(one for pair in KINDS.renamed for one in pair),
    ]
    told += [name for above in KINDS.outcomes.values() for name in above]
    assert set(told) - outcomes == set()
    objects = {kind.id for kind in load_objects().object}
    things = [
        *KINDS.objects,
        *KINDS.families,
        *KINDS.alike[0],
        *(name or "" for pair in KINDS.open for name in pair),
    ]
    things += [name for above in KINDS.objects.values() for name in above]
    assert set(things) - objects == set()


def test_strength_bounds_what_can_be_lost_of_it() -> None:
    assert KINDS.strength == {"deployed"}
    assert "losses" in KINDS.losses
    assert not KINDS.strength & KINDS.losses
    assert {"killed", "losses", "destroyed"} < KINDS.harm
    assert not {"deployed", "evacuated", "displaced"} & KINDS.harm


def a_dossier(places: dict[str, str]) -> Dossier:
    entities = {id_: Entity(id_, id_, "place", parent=of) for id_, of in places.items()}
    return Dossier("war", "A war", may(1), None, (), {}, entities, {}, (), ())


def test_places_of_a_dossier_are_added_and_go_before() -> None:
    world = a_world({"vell": "sylvania", "lessen": "sylvania"})
    kinds = load_containment(world, [a_dossier({"old_vell": "vell", "vell": "lessen"})])
    assert kinds.places == {
        "old_vell": {"vell", "lessen", "sylvania"},
        "vell": {"lessen", "sylvania"},
        "lessen": {"sylvania"},
    }
    assert kinds.place("old_vell", "lessen") == "within"
    assert load_containment(world).place("vell", "lessen") == "apart"


@pytest.mark.parametrize(
    "parents",
    [{"vell": "vell"}, {"vell": "lessen", "lessen": "vell"}, {"a": "b", "b": "c", "c": "a"}],
    ids=["itself", "two in one another", "a circle"],
)
def test_no_place_contains_itself(parents: dict[str, str]) -> None:
    with pytest.raises(DataError, match="is contained in itself"):
        load_containment(a_world(parents))


def test_a_circle_over_world_and_dossier_is_seen() -> None:
    with pytest.raises(DataError, match="is contained in itself"):
        load_containment(a_world({"vell": "lessen"}), [a_dossier({"lessen": "vell"})])


def test_the_places_of_the_package() -> None:
    kinds = load_containment(load_world(), [load_dossier(name) for name in bundled_dossiers()])
    assert kinds.place("saraqib", "idlib_province") == "within"
    assert kinds.place("syria", "saraqib") == "around"
    assert kinds.roots["saraqib"] == "syria"
    assert kinds.place("saraqib", "rafah") == "apart"


OUTCOME_NAMES = sorted({*KINDS.outcomes}.union(*KINDS.outcomes.values()))
OBJECT_NAMES = sorted({*KINDS.objects}.union(*KINDS.objects.values()))


@given(*[st.sampled_from(OUTCOME_NAMES)] * 3)
def test_containment_of_outcomes_is_an_order(one: str, other: str, third: str) -> None:
    standing = KINDS.outcome(one, other)
    assert (standing == "same") == (one == other)
    assert KINDS.outcome(other, one) == MIRRORED.get(standing, standing)
    if standing == KINDS.outcome(other, third) == "within":
        assert KINDS.outcome(one, third) == "within"


@given(*[st.sampled_from(OBJECT_NAMES)] * 3)
def test_containment_of_objects_is_an_order(one: str, other: str, third: str) -> None:
    standing = KINDS.object(one, other)
    assert (standing == "same") == (one == other)
    assert KINDS.object(other, one) == MIRRORED.get(standing, standing)
    if standing == KINDS.object(other, third) == "within":
        assert KINDS.object(one, third) in ("within", "open")


# To each place, by number, one of a higher number: a map that has no circles.
MAPS = st.integers(2, 30).flatmap(
    lambda size: st.tuples(*(st.none() | st.integers(at + 1, size) for at in range(size)))
)


@given(MAPS, st.data())
def test_containment_of_places_is_an_order(around: tuple[int | None, ...], data: st.DataObject) -> None:
    parents = {f"p{at}": f"p{of}" for at, of in enumerate(around) if of is not None}
    assume(parents)
    kinds = load_containment(a_world(parents))
    inside = data.draw(st.sampled_from(sorted(parents)))
    above = [inside]
    while above[-1] in parents:
        above.append(parents[above[-1]])
    assert kinds.places[inside] == set(above[1:])
    assert kinds.roots[inside] == above[-1]
    assert [kinds.place(inside, one) for one in above] == ["same", *["within"] * (len(above) - 1)]
    one, other, third = (data.draw(st.sampled_from(sorted({*parents, *parents.values()}))) for _ in range(3))
    standing = kinds.place(one, other)
    assert (standing == "same") == (one == other)
    assert kinds.place(other, one) == MIRRORED.get(standing, standing)
    if standing == kinds.place(other, third) == "within":
        assert kinds.place(one, third) == "within"


@given(MAPS, st.randoms())
def test_the_order_of_places_does_not_matter(around: tuple[int | None, ...], chance: Random) -> None:
    parents = {f"p{at}": f"p{of}" for at, of in enumerate(around) if of is not None}
    shuffled = list(parents.items())
    chance.shuffle(shuffled)
    one, other = (load_containment(a_world(p)) for p in (parents, dict(shuffled)))
    assert (one.places, one.roots) == (other.places, other.roots)
