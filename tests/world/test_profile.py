"""Coding profiles: how hedged figures become numbers, and what is said where there is none."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest

from counterclaim.errors import DataError
from counterclaim.link.compare import bounds
from counterclaim.world.profile import Profile, Vague, bundled_profiles, load_profile, rule_of
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


@pytest.mark.parametrize("name", bundled_profiles())
def test_no_wider_word_hides_in_a_narrower_one(name: str) -> None:
    """The first that a claim holds counts: one that holds another must stand before it."""
    listed = [(phrase, at) for at, vague in enumerate(load_profile(name).vague) for phrase in vague.words]
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
    with pytest.raises(DataError, match=r"no coding profile; there are: acled, airwars, ccc, plain, ucdp$"):
        load_profile(name)


def test_a_field_that_no_profile_has_is_no_slip() -> None:
    good = msgspec.to_builtins(load_profile())
    assert msgspec.convert(good, Profile) == load_profile()
    with pytest.raises(msgspec.ValidationError, match="abuot"):
        msgspec.convert(good | {"abuot": 0.2}, Profile)
    with pytest.raises(msgspec.ValidationError, match="lest"):
        msgspec.convert(good | {"vague": [{"words": ["some"], "least": 1, "most": 2, "lest": 1}]}, Profile)


def test_what_comes_with_the_package() -> None:
    assert bundled_profiles() == ("acled", "airwars", "ccc", "plain", "ucdp")
    titles = {load_profile(name).title for name in bundled_profiles()}
    assert len(titles) == len(bundled_profiles())
    assert all(load_profile(name).scope for name in bundled_profiles())


@pytest.mark.parametrize("name", bundled_profiles())
def test_every_phrase_of_plain_has_a_value_or_none_on_purpose(name: str) -> None:
    profile = load_profile(name)
    valued = {word for vague in profile.vague for word in vague.words}
    left = {word for entry in profile.unvalued for word in entry.words}
    phrases = [phrase for vague in load_profile("plain").vague for phrase in vague.words]
    assert [p for p in phrases if not any(word in p for word in valued) and p not in left] == []
    assert not left & valued
    assert all(entry.why for entry in profile.unvalued)


# What a value of its own would have to say why for: these describe the profile, and follow from no rule.
DESCRIBED = {"title", "version", "source", "scope", "rules"}


@pytest.mark.parametrize("name", bundled_profiles())
def test_every_setting_follows_from_a_rule(name: str) -> None:
    profile = load_profile(name)
    default = Profile("", "", "", about=0, nearly=0)
    changed = {
        field
        for field in set(Profile.__struct_fields__) - DESCRIBED
        if getattr(profile, field) != getattr(default, field)
    }
    assert {field for field in changed if rule_of(profile, field) is None} == set()


@pytest.mark.parametrize("name", bundled_profiles())
def test_a_rule_names_its_source_and_what_is_missing(name: str) -> None:
    for rule in load_profile(name).rules:
        assert rule.says.endswith("."), rule.name
        assert rule.source, rule.name
        assert rule.address.startswith("https://") or rule.source.startswith("counterclaim, docs/"), rule.name
        assert rule.verified or len(rule.missing) > 20, rule.name


VALUES = [
    ("acled", "tens of", 10, 10),
    ("acled", "dozens of", 12, 12),
    ("acled", "Hundreds of", 100, 100),
    ("acled", "several hundred", None, None),
    ("acled", "tens of thousands", 10_000, 10_000),
    ("ccc", "hundreds", 200, 200),
    ("ccc", "thousands of", 2_000, 2_000),
    ("ccc", "dozens", None, None),
    ("ucdp", "hundreds", None, None),
    ("airwars", "dozens", None, None),
]


@pytest.mark.parametrize(("name", "words", "low", "high"), VALUES)
def test_what_words_are_worth(name: str, words: str, low: float | None, high: float | None) -> None:
    assert bounds(a_statement(**VAGUE, words=words), load_profile(name)) == (low, high)


def test_the_rules_that_were_checked() -> None:
    checked = {
        f"{name}: {r.name}" for name in bundled_profiles() for r in load_profile(name).rules if r.verified
    }
    assert checked - {"plain: widths", "plain: as_told", "plain: counts_only"} == {
        "ucdp: three_estimates",
        "acled: most_conservative",
        "acled: tens_dozens_hundreds",
        "acled: three_or_ten",
        "airwars: least_to_most",
        "airwars: five_grades",
        "airwars: sums_of_ends",
        "ccc: two_of_a_kind",
        "ccc: lowest_highest_mean",
    }


@pytest.mark.parametrize("name", bundled_profiles())
def test_the_page_tells_each_rule(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs" / "profiles.md").read_text("utf-8")
    profile = load_profile(name)
    assert f"| `{name}` | {profile.version} |" in page
    section = page.partition(f"### `{name}`")[2].partition("###")[0]
    told = [line for line in section.splitlines() if line.startswith("| `")]
    assert told == [
        f"| `{rule.name}` | {rule.says} | {f'[{rule.source}]({rule.address})' if rule.address else rule.source} | "
        f"{'yes' if rule.verified else f'no. {rule.missing}'} |"
        for rule in profile.rules
    ]


def test_acceptance_by_a_belligerent_waits_for_responses() -> None:
    grades = {grade.name: grade for grade in load_profile("airwars").grades}
    assert list(grades) == ["confirmed", "discounted", "contested", "fair", "weak"]
    assert "`response`" in grades["confirmed"].waits_for
    assert [name for name, grade in grades.items() if grade.voices is not None] == ["fair", "weak"]


OWN = """
title = "Ours"
version = "3"
source = "a note"
about = 0.1
nearly = 0.1
"""


def test_a_profile_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(OWN, "utf-8")
    assert (
        load_profile(path) == load_profile(str(path)) == Profile("Ours", "3", "a note", about=0.1, nearly=0.1)
    )
    like_plain = set(Profile.__struct_fields__) - DESCRIBED - {"about", "nearly", "vague"}
    assert all(getattr(load_profile(path), key) == getattr(load_profile(), key) for key in like_plain)
    path.write_text(OWN.replace("3", "4"), "utf-8")
    assert load_profile(path).version == "4"


RULE = 'name = "r"\nsettings = ["best"]\nsays = "So."\nsource = "s"\n'
VAGUE_ENTRY = "[[vague]]\nwords = {}\nleast = {}\nmost = {}\n"
BROKEN = [
    ("title = 5", "Cannot overwrite"),
    ("best = 'loudest'", "loudest"),
    ("low_of = ['liars']", "liars"),
    ("bset = 'none'", "bset"),
    (f"[[rules]]\n{RULE}verified = false", "rule r: what is missing"),
    (f"[[rules]]\n{RULE}verified = true\nmissing = 'much'", "rule r: what is missing"),
    (f"[[rules]]\n{RULE.replace('best', 'bets')}verified = true", "rule r: no setting bets"),
    (f"[[rules]]\n{RULE}verified = true\n" * 2, "rule r: listed twice"),
    (VAGUE_ENTRY.format(["lots"], 9, 2), "“lots”: the least is above the most"),
    (VAGUE_ENTRY.format(["lots"], 2, 9) + "rule = 'x'", "“lots”: no rule x"),
    (
        VAGUE_ENTRY.format(["lots"], 2, 9) + VAGUE_ENTRY.format(["lots and lots"], 5, 9),
        "“lots and lots” must stand before “lots”",
    ),
    (
        VAGUE_ENTRY.format(["lots"], 2, 9) + "[[unvalued]]\nwords = ['lots of']\nwhy = 'so'",
        "“lots of” is to have no value, but holds “lots”",
    ),
    ("[[grades]]\nname = 'good'\nmeans = 'so'", "grade good: it takes voices"),
    ("[[grades]]\nname = 'good'\nmeans = 'so'\nvoices = 1\nwaits_for = 'x'", "grade good: it takes voices"),
    ("best = 'middle'\nlow_of = []", "the middle lies between two ends"),
    ("low_of = []\nhigh_of = []", "neither an end nor one figure"),
]


@pytest.mark.parametrize(("more", "problem"), BROKEN)
def test_a_profile_that_is_broken_says_where(more: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(f"{OWN}{more}\n", "utf-8")
    with pytest.raises(DataError, match=f"ours.toml: .*{re.escape(problem)}"):
        load_profile(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.toml: "):
        load_profile(tmp_path / "none.toml")
    path = tmp_path / "latin.toml"
    path.write_bytes(b"title = '\xe9'")
    with pytest.raises(DataError, match=r"latin\.toml: "):
        load_profile(path)
