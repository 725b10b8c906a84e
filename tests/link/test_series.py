"""Counts over time: who is put together, the steps between stands, and what the issuer's own series says."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.series import Check, Key, Series, check, series
from counterclaim.link.statement import Statement
from counterclaim.world.types import Series as Issued
from tests.link.samples import a_statement, a_total, may, rules

KEY = Key("freedonian_mod", "sylvania", "personnel", "killed", "vell")
Given = tuple[int, float] | tuple[int, float, dict[str, Any]]


def totals(*given: Given) -> list[Statement]:
    """Running totals, each of another report: day, figure, and what else is told."""
    return [
        a_total(f"c{nth}", day, figure, **(more[0] if more else {}))
        for nth, (day, figure, *more) in enumerate(given)
    ]


def only(*given: Given) -> Series:
    (found,) = series(totals(*given), rules())
    return found


HEADLINE = {"segment": "headline"}
MORE = {"qualifier": "more_than", "high": None}
NEARLY = {"qualifier": "nearly", "low": None}
ABOUT = {"qualifier": "about"}
STEPS: dict[str, tuple[list[Given], list[tuple[int, float, float | None, str]]]] = {
    # what is claimed; of each stand the day, the figure, the growth a day, and the remark
    "grows": ([(1, 100), (3, 120), (4, 150)], [(1, 100, None, ""), (3, 120, 10, ""), (4, 150, 30, "")]),
    "in any order": ([(4, 150), (1, 100)], [(1, 100, None, ""), (4, 150, 50 / 3, "")]),
    "falls": ([(1, 100), (2, 90)], [(1, 100, None, ""), (2, 90, -10, "falls")]),
    "falls from a floor": ([(1, 100, MORE), (2, 90)], [(1, 100, None, ""), (2, 90, -10, "falls")]),
    "about as many": ([(1, 100, ABOUT), (2, 90)], [(1, 100, None, ""), (2, 90, -10, "")]),
    "below about as many": ([(1, 100, ABOUT), (2, 80)], [(1, 100, None, ""), (2, 80, -20, "falls")]),
    "a floor holds": ([(1, 100), (2, 90, MORE)], [(1, 100, None, ""), (2, 90, -10, "falls")]),
    "no change": ([(1, 100), (6, 100)], [(1, 100, None, ""), (6, 100, 0, "no change")]),
    "rounded": (
        [(1, 100), (2, 1240), (2, 1200, {**HEADLINE, **MORE})],
        [(1, 100, None, ""), (2, 1240, 1140, ""), (2, 1200, None, "rounded")],
    ),
    "another figure": (
        [(1, 100), (2, 200), (2, 260, HEADLINE)],
        [(1, 100, None, ""), (2, 200, 100, ""), (2, 260, None, "another figure")],
    ),
    "what stands beside is not grown from": (
        [(1, 100), (1, 500, HEADLINE), (2, 110)],
        [(1, 100, None, ""), (1, 500, None, "another figure"), (2, 110, 10, "")],
    ),
    "jumps": (
        [(1, 100), (2, 110), (3, 120), (4, 170), (5, 180)],
        [(1, 100, None, ""), (2, 110, 10, ""), (3, 120, 10, ""), (4, 170, 50, "jumps"), (5, 180, 10, "")],
    ),
    "not steep enough": (
        [(1, 100), (2, 110), (3, 120), (4, 160), (5, 170)],
        [(1, 100, None, ""), (2, 110, 10, ""), (3, 120, 10, ""), (4, 160, 40, ""), (5, 170, 10, "")],
    ),
    "too few to jump": (
        [(1, 100), (2, 110), (3, 900)],
        [(1, 100, None, ""), (2, 110, 10, ""), (3, 900, 790, "")],
    ),
}


@pytest.mark.parametrize(("given_", "told"), STEPS.values(), ids=STEPS)
def test_steps(given_: list[Given], told: list[tuple[int, float, float | None, str]]) -> None:
    found = only(*given_)
    assert found.key == KEY
    assert [(p.day, p.figure, p.remark) for p in found.points] == [(may(d), f, r) for d, f, _, r in told]
    assert [p.rate for p in found.points] == [pytest.approx(rate) for *_, rate, _ in told]


@pytest.mark.parametrize(
    ("more", "low", "high", "words"),
    [
        ({}, 200, 200, "200"),
        (MORE, 200, None, "200"),
        (NEARLY, 170, 200, "200"),
        (ABOUT, 170, 230, "200"),
        ({"qualifier": "between", "high": 300, "words": "200 to 300"}, 200, 300, "200 to 300"),
    ],
    ids=["exact", "more than", "nearly", "about", "between"],
)
def test_bounds_are_those_of_the_profile(
    more: dict[str, Any], low: float | None, high: float | None, words: str
) -> None:
    _, point = only((1, 100), (2, 200, more)).points
    assert [point.low, point.high] == pytest.approx([low, high])
    assert point.words == words


OTHERS = [
    # what a claim has otherwise than those of a series keeps it out
    ("the claimant", {"claimant": "sylvanian_mod"}),
    ("the party", {"party": "klopstokia"}),
    ("no party", {"party": None}),
    ("the object", {"object": "tank"}),
    ("the outcome", {"outcome": "wounded"}),
    ("the place", {"place": "lessen"}),
    ("no place", {"place": None}),
    ("the statistic", {"statistic": "mean"}),
    ("the unit", {"unit": "percent"}),
    ("denied", {"stance": "denied"}),
    ("predicted", {"stance": "predicted"}),
    ("no date", {"end": None}),
    ("of a day", {"kind": "period", "start": may(3)}),
    ("a state", {"kind": "instant", "start": may(3)}),
    ("in the report's own voice", {"claimant": "narrator"}),
]


@pytest.mark.parametrize("more", [more for _, more in OTHERS], ids=[name for name, _ in OTHERS])
def test_what_is_no_stand_of_a_series(more: dict[str, Any]) -> None:
    assert [p.day for p in only((1, 100), (2, 110), (3, 130, more)).points] == [may(1), may(2)]


def test_vague_words_are_no_stand_of_a_series() -> None:
    vague = a_statement(id="v", figure=None, low=None, high=None, kind="cumulative", end=may(3))
    (found,) = series([*totals((1, 100), (2, 110)), vague], rules())
    assert [p.day for p in found.points] == [may(1), may(2)]


def test_one_day_is_no_series() -> None:
    assert series(totals((1, 100), (1, 110)), rules()) == []
    assert series([], rules()) == []


def test_a_long_stretch_is_told_like_a_running_total() -> None:
    season = {"kind": "period", "start": date(2031, 2, 1)}
    assert [p.figure for p in only((1, 100), (9, 130, season)).points] == [100, 130]


def test_a_stand_holds_who_gives_it_the_fullest_first() -> None:
    claims = [
        a_total("a", 1, 100),
        a_total("z", 2, 120, outlet="evening_post", segment="headline"),
        a_total("y", 2, 120, outlet="daily_field", words="120 men"),
        a_total("x", 2, 120, outlet="evening_post", segment="caption"),
        a_total("w", 2, 120, outlet="daily_field", words="120 killed", stance="reported"),
    ]
    (found,) = series(claims, rules())
    assert found.points[1].claims == ("w", "y", "x", "z")
    assert found.points[1].words == "120 killed"
    assert found.points[1].outlets == ("daily_field", "evening_post")


def test_the_more_exact_figure_of_a_day_leads() -> None:
    first, second = only((1, 100), (2, 1200), (2, 1234)).points[1:]
    assert (first.figure, second.figure, second.remark) == (1234, 1200, "rounded")


def test_the_count_of_a_day_stands_beside_its_total() -> None:
    of_day = {"kind": "period", "document": "d9", "words": "20 in a day"}
    claims = [
        *totals((1, 100), (3, 130), (4, 150), (6, 190)),
        a_statement(id="of-the-day", start=may(3), end=may(3), figure=20, **of_day),
        a_statement(id="of-the-night", start=may(3), end=may(4), figure=20, **of_day),
        a_statement(id="of-three-days", start=may(4), end=may(6), figure=60, **of_day),
        a_statement(id="of-wounded", start=may(1), end=may(1), figure=9, outcome="wounded", **of_day),
    ]
    (found,) = series(claims, rules())
    assert [p.daily for p in found.points] == ["", "20 in a day", "20 in a day", ""]


def test_by_camp_whoever_speaks_for_one_side_is_put_together() -> None:
    claims = [
        a_total("a", 1, 100, outcome="losses"),
        a_total("b", 2, 110, outcome="killed_or_wounded", claimant="general_brauss"),
        a_total("c", 3, 125, outcome="losses", claimant="narrator", camp=None, outlet_camp="freedonia"),
        a_total("d", 4, 60, outcome="killed", claimant="general_brauss"),
        a_total("e", 5, 70, outcome="losses", claimant="sylvanian_mod", camp="sylvania"),
        a_total("f", 6, 90, outcome="losses", claimant="monitors", camp=None),
        a_total("g", 7, 95, outcome="losses", claimant="monitors", camp=None),
    ]
    camp, alone = series(claims, rules(), "camp")
    assert camp.key == Key("freedonia", "sylvania", "personnel", "losses", "vell")
    assert [(p.claims, p.outcome) for p in camp.points] == [
        (("a",), None),
        (("b",), "killed_or_wounded"),
        (("c",), None),
    ]
    assert (alone.key.claimant, len(alone.points)) == ("monitors", 2)
    assert [one.key.claimant for one in series(claims, rules())] == ["monitors"]


def test_a_reports_own_voice_is_its_outlets() -> None:
    own = {"claimant": "narrator", "camp": None}
    claims = [
        a_total("a", 1, 100, **own),
        a_total("b", 2, 110, **own),
        a_total("c", 3, 120, **own, outlet="evening_post"),
    ]
    (found,) = series(claims, rules())
    assert (found.key.claimant, len(found.points)) == ("daily_field", 2)


def test_the_longest_come_first_then_by_name() -> None:
    claims = [
        a_total(f"{who}{what}{day}", day, 100 + day, claimant=who, object=what)
        for who, what, days in (("b", "tank", 2), ("b", "ship", 2), ("a", "tank", 2), ("c", "tank", 3))
        for day in range(1, days + 1)
    ]
    found = series(claims, rules())
    assert [(s.key.claimant, s.key.object) for s in found] == [
        ("c", "tank"),
        ("a", "tank"),
        ("b", "ship"),
        ("b", "tank"),
    ]


CLAIMS = st.lists(
    st.fixed_dictionaries(
        {
            "day": st.integers(1, 9),
            "figure": st.sampled_from([80, 100, 110, 112.5, 1000, 1012]),
            "segment": st.sampled_from(["body", "headline"]),
            "claimant": st.sampled_from(["freedonian_mod", "narrator", "general_brauss"]),
            "outcome": st.sampled_from(["losses", "killed_or_wounded", "killed"]),
            "kind": st.sampled_from(["cumulative", "cumulative", "period", "unknown"]),
            "stance": st.sampled_from(["asserted", "asserted", "denied"]),
            "outlet": st.sampled_from(["daily_field", "evening_post"]),
        }
    ),
    max_size=14,
)
BY = st.sampled_from(["claimant", "camp"])


def made(given_: list[dict[str, Any]]) -> list[Statement]:
    out = []
    for nth, fields in enumerate(given_):
        start = may(fields["day"]) if fields["kind"] == "period" else None
        out.append(a_total(f"c{nth}", **fields, start=start))
    return out


@given(CLAIMS, BY, st.randoms())
def test_the_order_of_claims_does_not_matter(given_: list[dict[str, Any]], by: Any, chance: Random) -> None:
    claims = made(given_)
    shuffled = list(claims)
    chance.shuffle(shuffled)
    assert series(shuffled, rules(), by) == series(claims, rules(), by)


@given(CLAIMS, BY)
def test_each_total_stands_once_in_the_order_of_days(given_: list[dict[str, Any]], by: Any) -> None:
    claims = {claim.id: claim for claim in made(given_)}
    found = series(claims.values(), rules(), by)
    ids = [claim for one in found for point in one.points for claim in point.claims]
    assert len(ids) == len(set(ids))
    assert all(claims[id_].kind == "cumulative" and claims[id_].stance == "asserted" for id_ in ids)
    for one in found:
        days = [point.day for point in one.points]
        assert days == sorted(days)
        assert len(set(days)) > 1
        assert (one.points[0].rate, one.points[0].remark) == (None, "")
        lead = one.points[0]
        for point in one.points[1:]:
            assert all(claims[id_].figure == point.figure for id_ in point.claims)
            if point.day == lead.day:
                assert (point.rate, point.remark in ("rounded", "another figure")) == (None, True)
                continue
            days_between = (point.day - lead.day).days
            assert point.rate == pytest.approx((point.figure - lead.figure) / days_between)
            assert (point.remark == "falls") == (point.figure < lead.figure)
            lead = point


POINTS = ((may(1), 10_010), (may(2), 10_150), (may(3), 10_290), (may(5), 12_655), (may(6), 12_655))
ISSUED = (
    Issued("freedonian_mod", "sylvania", "personnel", "losses", None, POINTS),
    Issued("freedonian_mod", "sylvania", "tank", "lost", "lessen", ((may(1), 7), (may(2), 9))),
)
LOSSES = {"id": "c", "outcome": "losses", "place": None}
DAILY = {"kind": "period", "start": may(2), "end": may(2)}
MORE_THAN = {"qualifier": "more_than", "high": None}
LOOKED_UP: dict[str, tuple[dict[str, Any], Check | None]] = {
    "found": ({"figure": 10_150}, Check("c", "found", may(2), 10_150)),
    "off by a day": ({"figure": 10_290}, Check("c", "off by a day", may(3), 10_150)),
    "off by a day before": ({"figure": 10_010}, Check("c", "off by a day", may(1), 10_150)),
    "off by a day, none published for it": (
        {"figure": 10_290, "end": may(4)},
        Check("c", "off by a day", may(3), None),
    ),
    "on another day": ({"figure": 12_655}, Check("c", "on another day", may(5), 10_150)),
    "undated": (
        {"figure": 10_290, "kind": "unknown", "end": None},
        Check("c", "on another day", may(3), None),
    ),
    "rounded down": ({"figure": 10_000, **MORE_THAN}, Check("c", "rounded", may(2), 10_150)),
    "rounded up": ({"figure": 11_000, **NEARLY}, Check("c", "rounded", may(2), 10_150)),
    "rounded without saying so": ({"figure": 10_000}, Check("c", "not in it", None, 10_150)),
    "too low to be rounded": ({"figure": 8_000, **MORE_THAN}, Check("c", "not in it", None, 10_150)),
    "more than are published": ({"figure": 10_151, **MORE_THAN}, Check("c", "not in it", None, 10_150)),
    "not in it": ({"figure": 10_151}, Check("c", "not in it", None, 10_150)),
    "not in it, none published": ({"figure": 10_151, "end": may(9)}, Check("c", "not in it", None, None)),
    "a growth of a day": ({"figure": 140, **DAILY}, Check("c", "found", may(2), 140, True)),
    "a growth of the day after": (
        {"figure": 140, **DAILY, "start": may(4), "end": may(4)},
        Check("c", "off by a day", may(3), None, True),
    ),
    "no growth": (
        {"figure": 0, **DAILY, "start": may(6), "end": may(6)},
        Check("c", "found", may(6), 0, True),
    ),
    "another growth": ({"figure": 141, **DAILY}, Check("c", "not in it", None, 140, True)),
    "a total told as of a day": ({"figure": 12_655, **DAILY}, Check("c", "not in it", None, 140, True)),
    "losses by another name": (
        {"figure": 10_151, "outcome": "killed_or_wounded"},
        Check("c", "not in it", None, 10_150),
    ),
    "killed for losses": ({"figure": 10_150, "outcome": "killed"}, Check("c", "found", may(2), 10_150)),
    "killed, not in it": ({"figure": 10_151, "outcome": "killed"}, None),
    "no outcome, not in it": ({"figure": 10_151, "outcome": None}, None),
    "at a place not known": ({"figure": 10_150, "place": "nowhere"}, Check("c", "found", may(2), 10_150)),
    "at a place": ({"figure": 10_150, "place": "vell"}, None),
    "at the report's place": (
        {"figure": 10_150, "place": "vell", "own_place": False},
        Check("c", "found", may(2), 10_150),
    ),
    "of another party": ({"figure": 10_150, "party": "freedonia"}, None),
    "of another claimant": ({"figure": 10_150, "claimant": "sylvanian_mod"}, None),
    "of something not published": ({"figure": 10_150, "object": "ship"}, None),
    "a mean": ({"figure": 10_150, "statistic": "mean"}, None),
    "without a figure": ({"figure": None, "low": None, "high": None, "words": "thousands"}, None),
    "of a series at a place": (
        {"figure": 9, "object": "tank", "outcome": "lost", "place": "lessen"},
        Check("c", "found", may(2), 9),
    ),
    "few, on another day": (
        {"figure": 7, "object": "tank", "outcome": "lost", "place": "lessen", "end": may(9)},
        Check("c", "not in it", None, None),
    ),
    "of a series elsewhere": (
        {"figure": 9, "object": "tank", "outcome": "lost", "place": "oster_quay"},
        None,
    ),
}


@pytest.mark.parametrize(("fields", "told"), LOOKED_UP.values(), ids=LOOKED_UP)
def test_a_claim_against_the_series_of_its_claimant(fields: dict[str, Any], told: Check | None) -> None:
    claim = a_statement(**(LOSSES | {"kind": "cumulative", "end": may(2)} | fields))
    assert check(claim, ISSUED, rules().kinds) == told


def test_without_a_series_there_is_nothing_to_check() -> None:
    assert check(a_total("c", 2, 10_150, outcome="losses", place=None), (), rules().kinds) is None


@given(st.lists(st.integers(1, 60_000), min_size=1, max_size=12, unique=True).map(sorted), st.data())
def test_what_is_published_is_found(figures: list[int], data: st.DataObject) -> None:
    points = tuple((may(nth), figure) for nth, figure in enumerate(figures, 1))
    issued = [Issued("freedonian_mod", "sylvania", "personnel", "losses", None, points)]
    day, figure = data.draw(st.sampled_from(points))
    claim = a_total("c", day.day, figure, outcome="losses", place=None)
    assert check(claim, issued, rules().kinds) == Check("c", "found", day, figure)
