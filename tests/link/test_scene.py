"""Where and when a report's own event was, and which reports may be of one."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.scene import Scene, may_be_one, of_one_type, scene
from counterclaim.model import UNKNOWN_WINDOW, Claim, Place, Span, Window
from tests.link.samples import may
from tests.samples import a_claim, a_document, a_raw

VELL, LESSEN = Place("vell", "Vell"), Place("lessen", "Lessen valley")
DOCUMENT = a_document(a_raw())


def a_count(sentence: str = "It took 12 lives.", **fields: Any) -> Claim:
    told = {"place": None, "window": UNKNOWN_WINDOW, "party": None, "object": "people"}
    return a_claim(DOCUMENT, "12", evidence=Span(0, len(sentence), sentence), **(told | fields))


def on(day: int) -> Window:
    return Window("period", may(day), may(day), "day", "explicit")


def up_to(day: int) -> Window:
    return Window("cumulative", may(1), may(day), "day", "explicit")


def test_nothing_is_known_of_no_claims() -> None:
    assert scene(None, []) == Scene()
    assert scene(may(3), []) == Scene(day=may(3).toordinal())


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([None, None], None),
        ([None, VELL, None], "vell"),
        ([LESSEN, VELL, VELL], "vell"),
        ([LESSEN, VELL], "lessen"),
        ([VELL, LESSEN], "vell"),
    ],
    ids=["none", "one", "the most", "of two the first", "of two the other first"],
)
def test_the_place_is_that_of_most_counts(places: list[Place | None], found: str | None) -> None:
    assert scene(None, [a_count(place=place) for place in places]).place == found


@pytest.mark.parametrize(
    ("published", "windows", "found"),
    [
        (may(9), [on(4), on(3), on(3)], may(3)),
        (may(9), [on(4), on(3)], may(4)),
        (may(9), [up_to(3), up_to(3), on(5)], may(5)),
        (may(9), [up_to(3), UNKNOWN_WINDOW], may(9)),
        (may(9), [Window("period", None, may(2), "day", "explicit")], may(9)),
        (None, [up_to(3), UNKNOWN_WINDOW], None),
        (None, [Window("period", may(2), may(8), "day", "explicit")], may(2)),
    ],
    ids=[
        "the most",
        "the first",
        "no running total",
        "of publication",
        "without a beginning",
        "none",
        "the beginning",
    ],
)
def test_the_day_is_that_most_counts_begin_with(
    published: date | None, windows: list[Window], found: date | None
) -> None:
    day = scene(published, [a_count(window=window) for window in windows]).day
    assert day == (found and found.toordinal())


@pytest.mark.parametrize(
    ("sentences", "state"),
    [
        (["Danish divers found 12."], "denmark"),
        (["In Denmark 12 drowned.", "The Danes and two Norwegians mourn.", "Norway sent 3."], "denmark"),
        (["Norway sent 3.", "In Denmark 12 drowned."], "norway"),
        (["In Denmark 12 drowned."] * 3 + ["Norway sent 3.", "Norwegian help: 4."], "norway"),
        (["The sea took 12."], None),
    ],
    ids=["a demonym", "the most", "of two the first", "one sentence counts once", "none"],
)
def test_the_state_is_the_one_named_most(sentences: list[str], state: str | None) -> None:
    assert scene(None, [a_count(sentence) for sentence in sentences]).state == state


def test_names_are_those_within_sentences() -> None:
    found = scene(
        None,
        [
            a_count("Divers from Oster Quay and Vell, Tamsin Arkwright said, found 12 at the O'Hara mill."),
            a_count("Ten were found near Lessen-Süd; Brückner’s count differs. Nobody knows why."),
        ],
    )
    # What begins a sentence is not taken.
    assert found.names == (
        "arkwright",
        "brückner’s",
        "lessen-süd",
        "o'hara",
        "oster",
        "quay",
        "tamsin",
        "vell",
    )
    assert scene(None, [a_count("Of 12 some are from Ulm, and one from Ulme.")]).names == ("ulme",)


def test_the_most_frequent_names_are_kept() -> None:
    rare = [f"Town{chr(97 + n)}" for n in range(15)]
    sentences = [f"Of 12 found near {name}, some near Vell." for name in rare]
    names = scene(None, [a_count(sentence) for sentence in sentences]).names
    assert names == tuple(sorted(["vell", *(name.lower() for name in rare[:11])]))


def test_sides_are_those_whose_forces_are_counted() -> None:
    claims = [
        a_count(party="sylvania", object="personnel"),
        a_count(party="freedonia", object="personnel"),
        a_count(party="sylvania", object="personnel"),
        a_count(party="klopstokia", object="civilian"),
        a_count(party=None, object="personnel"),
    ]
    assert scene(None, claims).sides == ("freedonia", "sylvania")


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ((), (), True),
        (("vell",), ("vell",), True),
        (("vell",), (), False),
        (("lessen", "vell"), ("oster", "vell"), False),
        (("lessen", "oster", "vell"), ("lessen", "vell"), True),
    ],
)
def test_reports_of_one_event_share_names(one: tuple[str, ...], other: tuple[str, ...], told: bool) -> None:
    assert may_be_one(Scene(names=one), Scene(names=other)) is told
    assert may_be_one(Scene(names=other), Scene(names=one)) is told


CLAIMS = st.lists(
    st.builds(
        lambda place, window, party: a_count("Oster Quay lost 12.", place=place, window=window, party=party),
        st.sampled_from([None, VELL, LESSEN]),
        st.sampled_from([UNKNOWN_WINDOW, up_to(2), on(3), on(4)]),
        st.sampled_from([None, "freedonia", "sylvania"]),
    ),
    max_size=9,
)


@given(CLAIMS, st.randoms())
def test_ties_aside_the_order_of_claims_does_not_matter(claims: list[Claim], chance: Random) -> None:
    """A majority is one in whatever order its claims stand; what only leads a tie is the first of those that lead."""
    shuffled = list(claims)
    chance.shuffle(shuffled)
    one, other = scene(may(9), claims), scene(may(9), shuffled)
    assert (one.names, one.sides, one.state) == (other.names, other.sides, other.state)
    places = [claim.place for claim in claims if claim.place]
    if places.count(VELL) != places.count(LESSEN):
        assert one.place == other.place
    assert (one.place is None) == (not places)


@pytest.mark.parametrize(
    ("sentences", "kind"),
    [
        (["The earthquake killed 31 people.", "Aftershocks followed."], "quake"),
        (["The Flood left 12 dead, and the dam broke."], "flood"),
        (["Gunmen killed 12 soldiers."], "violence"),
        (["It killed 12."], None),
        (["The flood came after the war.", "The floods killed 12."], "flood"),
    ],
)
def test_the_kind_of_event_is_the_one_spoken_of_most(sentences: list[str], kind: str | None) -> None:
    assert scene(None, [a_count(text) for text in sentences]).type == kind


def test_a_flood_is_no_earthquake() -> None:
    assert not of_one_type(Scene(type="flood"), Scene(type="quake"))
    assert of_one_type(Scene(type="flood"), Scene(type="flood"))
    assert of_one_type(Scene(type="flood"), Scene())
