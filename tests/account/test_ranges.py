"""Rival figures of one thing as a range under a coding profile."""

from __future__ import annotations

import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.account.beside import by_camp, total, versus
from counterclaim.account.counted import voices
from counterclaim.account.figures import figure, standing
from counterclaim.account.ranges import ENDS, Range, recount
from counterclaim.errors import CounterclaimError
from counterclaim.link.statement import Statement
from counterclaim.world.profile import Profile, bundled_profiles, load_profile
from tests.account.samples import SPEAKERS, a_claim, some_claims
from tests.link.samples import rules

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "ranges.toml").read_text("utf-8"))["case"]
EACH = [(case, name) for case in CASES for name in bundled_profiles() if name in case]


def a_range(told: list[dict[str, Any]], profile: str = "plain") -> Range:
    return recount(some_claims(told), load_profile(profile), rules())


@pytest.mark.parametrize(("case", "name"), EACH, ids=[f"{case['rule']}: {name}" for case, name in EACH])
def test_the_table_of_cases(case: dict[str, Any], name: str) -> None:
    expected, found = case[name], a_range(case["claims"], name)
    assert [getattr(found, end) for end in ENDS] == [expected.get(end) for end in ENDS]
    openness = {"both": (True, True), "below": (True, False), "above": (False, True)}
    assert (found.open_below, found.open_above) == openness.get(expected.get("open", ""), (False, False))
    assert found.grade == expected.get("grade")
    if "voices" in expected:
        assert found.independent == expected["voices"]
    if "left" in expected:
        assert [out.claim for out in found.left_out] == expected["left"]
    assert sorted([*found.counted, *(out.claim for out in found.left_out)]) == sorted(
        f"c{at}" for at in range(1, len(case["claims"]) + 1)
    )


def test_the_table_says_each_thing_once() -> None:
    assert len({case["rule"] for case in CASES}) == len(CASES) >= 40
    assert all({*case} - {"rule", "claims"} <= {*bundled_profiles()} for case in CASES)


def test_every_number_says_why() -> None:
    told: list[dict[str, Any]] = [
        {"by": "freedonia", "figure": 400, "qualifier": "at_least"},
        {"by": "sylvania", "figure": 90},
        {"by": "monitor", "figure": 120},
    ]
    plain = a_range(told)
    assert [t.why for t in plain.taken] == [
        "90 is the least of 3 figures: “90” on the word of Sylvanian General Staff; the figure counts as it stands.",
        "Plain has no best.",
        "400 is the most of 3 figures: “400” on the word of Freedonian Ministry of War; a lower bound: it counts with "
        "400, and more is left open.",
    ]
    assert [t.claims for t in plain.taken] == [("c2",), (), ("c1",)]
    assert (plain.profile, plain.outlets, plain.camps, plain.grade_why) == ("Plain 1", 3, 2, "")
    assert a_range(told, "ucdp").taken[1].why == (
        "120 is the only figure by named claimants of no side: “120” on the word of Lessen Monitor; the figure counts "
        "as it stands."
    )
    told[2] = {"by": "monitor", "words": "dozens"}
    found = a_range(told, "acled").taken[1]
    assert (found.words, found.rule) == (("dozens",), "most_conservative")
    assert found.why == (
        "12 is the lowest of 3 figures: “dozens” on the word of Lessen Monitor; “dozens” counts as 12."
    )


def test_what_is_left_out_says_why() -> None:
    told: list[dict[str, Any]] = [
        {"by": "sylvania", "figure": 40, "day": 2},
        {"by": "sylvania", "figure": 65, "day": 3},
        {"by": "monitor", "words": "dozens"},
        {"by": "freedonia", "figure": 900, "stance": "predicted"},
        {"by": "paper", "figure": 66, "segment": "headline", "document": "d2"},
    ]
    assert [(out.claim, out.rule, out.why) for out in a_range(told, "ucdp").left_out] == [
        ("c1", "later_replaces", "“40” was replaced by “65”, which Sylvanian General Staff has later."),
        ("c5", "later_replaces", "“66” stands outside the body of its report, which has “65”."),
        ("c3", "no_numbers_for_words", "“dozens” names no number, and UCDP gives it none."),
        ("c4", "stances", "“900” is told as predicted, which does not count."),
    ]


def test_the_grade_says_what_it_does_not_know() -> None:
    found = a_range([{"by": "monitor", "figure": 3}, {"by": "charity", "figure": 5}], "airwars")
    assert found.grade == "fair"
    assert found.grade_why == (
        "2 independent voices count for it. Whether it is confirmed or discounted or contested is not coded."
    )


def test_a_camp_that_is_no_party_to_it_is_uninvolved() -> None:
    claim = a_claim(1, "freedonia", {"figure": 5})
    assert (standing(claim), standing(claim, ["sylvania", "oster"])) == ("other", "uninvolved")
    assert standing(a_claim(1, "sylvania", {"figure": 5})) == "own"
    state_paper = a_claim(1, "paper", {"figure": 5, "outlet_camp": "sylvania"})
    assert (standing(state_paper), standing(state_paper, [])) == ("own", "report")
    found = recount(
        [claim, a_claim(2, "sylvania", {"figure": 3})], load_profile("ucdp"), rules(), ["sylvania"]
    )
    assert (found.low, found.best, found.high) == (3, 5, 5)


def varied(**settings: Any) -> Profile:
    return msgspec.structs.replace(load_profile("ucdp"), **settings)


FIGURES = [
    ({"floors": "out"}, {"figure": 5, "qualifier": "at_least"}, (None, None, None)),
    ({"ceilings": "out"}, {"figure": 5, "qualifier": "at_most"}, (None, None, None)),
    ({"ranges_as": "middle"}, {"figure": 5, "to": 10}, (5, 7.5, 10)),
    ({"ranges_as": "high"}, {"figure": 5, "to": 10}, (5, 10, 10)),
    ({"hedged_as": "width", "about": 0.2}, {"figure": 10, "qualifier": "about"}, (8, 10, 12)),
    ({"hedged_as": "width", "nearly": 0.5}, {"figure": 10, "qualifier": "nearly"}, (5, 10, 10)),
    ({"vague": load_profile("plain").vague, "vague_as": "bounds"}, {"words": "hundreds"}, (100, 100, 2_000)),
]  # fmt: skip


@pytest.mark.parametrize(("settings", "told", "expected"), FIGURES)
def test_other_ways_to_read_a_figure(
    settings: dict[str, Any], told: dict[str, Any], expected: tuple[float | None, ...]
) -> None:
    read = figure(a_claim(1, "monitor", told), varied(**settings))
    assert (read.low, read.point, read.high) == expected
    assert read.why


def test_headlines_may_never_count() -> None:
    found = recount(
        some_claims([{"by": "paper", "figure": 5, "segment": "headline"}]), varied(headlines="never"), rules()
    )
    assert (found.low, [out.why for out in found.left_out]) == (
        None,
        ["“5” stands outside the body of its report."],
    )


def test_a_median_gives_each_voice_one_figure() -> None:
    told: list[dict[str, Any]] = [{"by": "wire", "figure": 90}] * 5
    told += [
        {"by": "monitor", "figure": 10},
        {"by": "charity", "figure": 20},
    ]
    found = recount(some_claims(told), varied(best="median"), rules())
    assert (found.low, found.best, found.high) == (10, 20, 90)
    assert found.taken[1].why.startswith(
        "20 is the median by voice of 7 figures: “20” on the word of River Aid"
    )


def test_voices_hold_every_claim_once() -> None:
    claims = some_claims([{"by": by, "figure": 7} for by in SPEAKERS])
    heard = voices(claims, rules())
    assert sorted(c.id for c in chain(*heard)) == sorted(c.id for c in claims)
    # Two states, two bodies, one agency, one police; the paper and hearsay pass on what those give.
    assert len(heard) == 6


def test_two_profiles_side_by_side() -> None:
    told: list[dict[str, Any]] = [{"by": "monitor", "words": "hundreds"}, {"by": "charity", "figure": 340}]
    found = versus(some_claims(told), load_profile("acled"), load_profile("plain"), rules())
    assert [(c.part, c.one, c.other, c.claims) for c in found.changes] == [
        ("low", None, 340, ("c2",)),
        ("best", 100, None, ("c1",)),
        ("high", None, 340, ("c2",)),
    ]
    assert [out.why for out in found.reread] == [
        "“hundreds” counts as 100 under ACLED 1, and does not count (“hundreds” names no number, and Plain gives it "
        "none) under Plain 1."
    ]
    assert found.changes[1].words == ("hundreds",)
    assert found.changes[1].why == (
        "The best is 100 under ACLED 1 and none under Plain 1. ACLED 1: 100 is the lowest of 2 figures: “hundreds” on "
        "the word of Lessen Monitor; “hundreds” counts as 100. Plain 1: Plain has no best."
    )


def test_what_is_left_open_is_a_change_too() -> None:
    told = [{"by": "monitor", "figure": 80, "qualifier": "at_least"}]
    found = versus(some_claims(told), load_profile("plain"), load_profile("airwars"), rules())
    assert [(c.part, c.why.split(". ")[0]) for c in found.changes] == [
        ("high", "The high is 80 or more under Plain 1 and 80 under Airwars 1"),
        ("grade", "The grade is none under Plain 1 and weak under Airwars 1"),
    ]
    assert found.changes[1].claims == ("c1",)
    assert found.reread[0].why == "“80” counts as 80 or more under Plain 1, and counts as 80 under Airwars 1."


@pytest.mark.parametrize("name", bundled_profiles())
def test_a_profile_does_not_differ_from_itself(name: str) -> None:
    claims = some_claims([{"by": by, "figure": 7} for by in SPEAKERS])
    found = versus(claims, load_profile(name), load_profile(name), rules())
    assert (found.changes, found.reread, found.one) == ((), (), found.other)


def test_each_camp_with_its_figures() -> None:
    told: list[dict[str, Any]] = [
        {"by": "sylvania", "figure": 40},
        {"by": "freedonia", "figure": 300, "qualifier": "more_than"},
        {"by": "freedonian_president", "figure": 350},
        {"by": "monitor", "figure": 120, "qualifier": "at_most"},
        {"by": "charity", "words": "dozens"},
    ]
    found = by_camp(some_claims(told), load_profile("plain"))
    assert [(s.camp, s.least, s.most, s.open_below, s.open_above, s.claims) for s in found] == [
        ("freedonia", 300, 350, False, True, ("c2", "c3")),
        ("sylvania", 40, 40, False, False, ("c1",)),
        (None, 120, 120, True, False, ("c4",)),
    ]
    assert [s.why for s in found] == [
        "Those who speak for freedonia give 300 to 350: “300”, “350”.",
        "Those who speak for sylvania give 40: “40”.",
        "Those of no known side give 120: “120”.",
    ]


def days(name: str, *figures: tuple[str, dict[str, Any]]) -> list[Range]:
    """A range for each claim, as of days of their own."""
    profile = load_profile(name)
    return [recount([a_claim(at, by, told)], profile, rules()) for at, (by, told) in enumerate(figures, 1)]


def test_days_add_up_under_any_profile() -> None:
    told: list[tuple[str, dict[str, Any]]] = [
        ("monitor", {"figure": 10, "to": 15}),
        ("monitor", {"words": "dozens"}),
        ("monitor", {"figure": 5}),
    ]
    acled = total(days("acled", *told))
    assert (acled.low, acled.best, acled.high, acled.parts) == (None, 27, None, 3)
    assert acled.taken[1].why == "27 is the sum of 10 + 12 + 5."
    assert acled.taken[1].claims == acled.counted == ("c1", "c2", "c3")
    plain = total(days("plain", *told))
    assert (plain.low, plain.high, plain.counted) == (None, None, ("c1", "c3"))
    assert plain.taken[0].why == "The low of the sum is not known: 1 of 3 parts has none."


def test_totals_add_up_again() -> None:
    one, two, three = days("plain", *[("monitor", {"figure": n, "qualifier": "at_least"}) for n in (1, 2, 3)])
    nested, flat = total([total([one, two]), three]), total([one, two, three])
    assert (nested.low, nested.high, nested.parts, nested.open_above) == (6, 6, 3, True)
    assert (nested.low, nested.counted, nested.parts) == (flat.low, flat.counted, flat.parts)


def test_what_cannot_be_added() -> None:
    plain, acled = days("plain", ("monitor", {"figure": 1})), days("acled", ("monitor", {"figure": 1}))
    with pytest.raises(CounterclaimError, match="not of ACLED 1, Plain 1"):
        total([*plain, *acled])
    with pytest.raises(CounterclaimError, match="c1 counts in two"):
        total([*plain, *plain])
    with pytest.raises(CounterclaimError, match="not of none"):
        total([])


NUMBERS = st.one_of(
    st.fixed_dictionaries(
        {"figure": st.integers(0, 60)},
        optional={"qualifier": st.sampled_from(["exact", "about", "nearly", "at_least", "at_most"])},
    ),
    st.integers(0, 40).flatmap(
        lambda low: st.fixed_dictionaries({"figure": st.just(low), "to": st.integers(low, 60)})
    ),
    st.fixed_dictionaries(
        {"words": st.sampled_from(["dozens", "hundreds of", "several", "tens of thousands"])}
    ),
)
HOW = st.fixed_dictionaries(
    {"by": st.sampled_from(sorted(SPEAKERS)), "day": st.integers(1, 4)},
    optional={
        "stance": st.sampled_from(["asserted", "reported", "questioned", "predicted", "denied"]),
        "segment": st.sampled_from(["headline", "body"]),
        "document": st.sampled_from(["d1", "d2", "d3"]),
        "superseded": st.booleans(),
    },
)
TOLD = st.lists(st.tuples(NUMBERS, HOW).map(lambda both: {**both[0], **both[1]}), max_size=7)
NAMES = st.sampled_from(bundled_profiles())
SETTINGS = settings(max_examples=120, deadline=None)


@given(TOLD, NAMES)
@SETTINGS
def test_ends_are_in_order_and_rest_on_claims(told: list[dict[str, Any]], name: str) -> None:
    found = a_range(told, name)
    ends = [value for value in (found.low, found.best, found.high) if value is not None]
    assert ends == sorted(ends)
    for taken in found.taken:
        assert (taken.value is None) == (not taken.claims)
        assert {*taken.claims} <= {*found.counted}
        assert taken.value == getattr(found, taken.end)
        assert taken.why.endswith(".")
    assert not {*found.counted} & {out.claim for out in found.left_out}
    assert len(found.counted) + len(found.left_out) == len(told)
    assert found.independent <= len(found.counted)


@given(TOLD, NAMES, st.randoms(use_true_random=False))
@SETTINGS
def test_the_order_of_claims_does_not_matter(told: list[dict[str, Any]], name: str, chance: Any) -> None:
    claims = some_claims(told)
    mixed = claims.copy()
    chance.shuffle(mixed)
    assert recount(claims, load_profile(name), rules()) == recount(mixed, load_profile(name), rules())


@given(TOLD, TOLD)
@SETTINGS
def test_a_further_claim_never_shrinks_the_plain_range(
    told: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    before, after = a_range(told), a_range(told + more)
    if before.low is not None and before.high is not None:
        assert after.low is not None
        assert after.high is not None
        assert after.low <= before.low
        assert after.high >= before.high
        assert (after.open_below, after.open_above) >= (before.open_below, before.open_above)


@given(TOLD, NAMES, NAMES)
@SETTINGS
def test_a_difference_reads_the_same_from_both_sides(
    told: list[dict[str, Any]], one: str, other: str
) -> None:
    claims: list[Statement] = some_claims(told)
    there = versus(claims, load_profile(one), load_profile(other), rules())
    back = versus(claims, load_profile(other), load_profile(one), rules())
    assert [(c.part, c.one, c.other) for c in there.changes] == [
        (c.part, c.other, c.one) for c in back.changes
    ]
    assert {r.claim for r in there.reread} == {r.claim for r in back.reread}
    ids = {claim.id for claim in claims}
    assert all({*change.claims} <= ids for change in there.changes)
