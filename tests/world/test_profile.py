"""Coding profiles: how hedged figures become numbers, and what is said where there is none."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
import pytest

from counterclaim.errors import DataError
from counterclaim.link.compare import bounds
from counterclaim.world.profile import Profile, Vague, load_profile
from tests.link.samples import a_statement

VAGUE = {"figure": None, "low": None, "high": None, "qualifier": "vague"}
BOUNDS: list[tuple[dict[str, Any], float | None, float | None]] = [
    ({}, 120, 120),
    ({"qualifier": "about"}, 102, 138),
    ({"qualifier": "about", "low": 100, "high": 200}, 85, 230),
    ({"qualifier": "nearly", "low": None}, 102, 120),
    ({"qualifier": "more_than", "high": None}, 120, None),
    ({"qualifier": "at_least", "high": None}, 120, None),
    ({"qualifier": "at_most", "low": None}, None, 120),
    ({"qualifier": "less_than", "low": None}, None, 120),
    ({"qualifier": "between", "high": 150}, 120, 150),
    ({**VAGUE, "words": "hundreds of thousands of"}, 100_000, 999_999),
    ({**VAGUE, "words": "tens of thousands"}, 10_000, 99_999),
    ({**VAGUE, "words": "Several thousand"}, 1_000, 99_999),
    ({**VAGUE, "words": "HUNDREDS OF"}, 100, 2_000),
    ({**VAGUE, "words": "scores of"}, 20, 150),
    ({**VAGUE, "words": "several dozen"}, 20, 150),
    ({**VAGUE, "words": "several"}, 2, 20),
    ({**VAGUE, "words": "a sea of"}, None, None),
]


@pytest.mark.parametrize(("fields", "low", "high"), BOUNDS)
def test_the_plain_profile(fields: dict[str, Any], low: float | None, high: float | None) -> None:
    found = bounds(a_statement(**fields), load_profile())
    assert found == (low and pytest.approx(low), high and pytest.approx(high))


def test_a_profile_has_a_name_and_a_version() -> None:
    plain = load_profile("plain")
    assert (plain.title, plain.version) == ("Plain", "1")
    assert plain.source == "counterclaim, docs/coding.md"
    assert load_profile() == plain


def test_no_wider_word_hides_in_a_narrower_one() -> None:
    """The first that a claim holds counts: one that holds another must stand before it."""
    listed = [(phrase, at) for at, vague in enumerate(load_profile().vague) for phrase in vague.words]
    assert [
        (inner, outer) for inner, at in listed for outer, later in listed if inner in outer and at < later
    ] == []


def test_vague_words_go_from_more_to_less() -> None:
    vague = load_profile().vague
    assert all(one.least > other.least for one, other in pairwise(vague))
    assert all(0 < one.least < one.most for one in vague)
    assert all(phrase == phrase.casefold() for one in vague for phrase in one.words)


def test_another_profile_bounds_otherwise() -> None:
    strict = Profile("Strict", "1", "a test", about=0.5, nearly=0, vague=(Vague(("a sea of",), 7, 9),))
    assert bounds(a_statement(qualifier="about"), strict) == (60, 180)
    assert bounds(a_statement(qualifier="nearly", low=None), strict) == (120, 120)
    assert bounds(a_statement(**VAGUE, words="a sea of flags"), strict) == (7, 9)
    assert bounds(a_statement(**VAGUE, words="dozens"), strict) == (None, None)


@pytest.mark.parametrize("name", ["no_such", "", "../profiles/plain", "plain.toml", "Plain", "*"])
def test_a_profile_that_is_not_there(name: str) -> None:
    with pytest.raises(DataError, match=r"no coding profile; there are: plain$"):
        load_profile(name)


def test_a_field_that_no_profile_has_is_no_slip() -> None:
    good = msgspec.to_builtins(load_profile())
    assert msgspec.convert(good, Profile) == load_profile()
    with pytest.raises(msgspec.ValidationError, match="abuot"):
        msgspec.convert(good | {"abuot": 0.2}, Profile)
    with pytest.raises(msgspec.ValidationError, match="lest"):
        msgspec.convert(good | {"vague": [{"words": ["some"], "least": 1, "most": 2, "lest": 1}]}, Profile)
