"""Which claims an account sets beside one another, and which it keeps apart."""

from __future__ import annotations

import random
from typing import Any

import pytest

from counterclaim.account.account import Account, Stand, Time
from counterclaim.link.statement import Statement
from counterclaim.world.profile import load_profile
from tests.account.samples import a_claim, an_account
from tests.link.samples import may


def a_total(at: int, by: str, until: int, figure: float, **told: Any) -> Statement:
    """A running total to a day of May."""
    return a_claim(at, by, {"figure": figure, "kind": "cumulative", "end": may(until)} | told)


def of_days(at: int, by: str, first: int, last: int, figure: float | None, **told: Any) -> Statement:
    """A count from one day of May to another."""
    return a_claim(at, by, {"figure": figure, "kind": "period", "start": may(first), "end": may(last)} | told)


def undated(at: int, by: str, figure: float, **told: Any) -> Statement:
    return a_claim(at, by, {"figure": figure} | told)


def main(of: Account) -> Stand:
    assert of.stand is not None
    return of.stand


def ids(stand: Stand) -> list[str]:
    return [claim.id for claim in stand.claims]


def test_of_running_totals_the_latest_of_each_speaker_stand_together() -> None:
    made = an_account(
        [
            a_total(1, "freedonia", 3, 100),
            a_total(2, "freedonia", 9, 240),
            a_total(3, "sylvania", 8, 35),
            a_total(4, "monitor", 5, 90, qualifier="at_least"),
        ]
    )
    stand = main(made)
    assert stand.time == Time("running", None, may(9))
    assert (ids(stand), stand.earlier, stand.later, stand.loose) == (["c2", "c3", "c4"], 1, 0, 3)
    assert [(side.camp, side.least, side.most, side.open_above, side.claims) for side in stand.sides] == [
        ("freedonia", 240, 240, False, ("c2",)),
        ("sylvania", 35, 35, False, ("c3",)),
        (None, 90, 90, True, ("c4",)),
    ]
    assert (stand.range.low, stand.range.high, stand.range.independent) == (35, 240, 3)


def test_an_as_of_day_leaves_later_counts_out() -> None:
    claims = [
        a_total(1, "freedonia", 3, 100),
        a_total(2, "freedonia", 9, 240),
        a_total(3, "sylvania", 8, 35),
        of_days(4, "sylvania", 8, 8, 4),
        undated(5, "monitor", 7, day=9),
        undated(6, "charity", 8, day=2),
    ]
    made = an_account(claims, as_of=may(5))
    assert (ids(main(made)), main(made).later) == (["c1"], 2)
    assert [(one.time.kind, ids(one)) for one in made.beside] == [("undated", ["c6"])]


def test_nothing_is_left_before_the_first_count() -> None:
    made = an_account([a_total(1, "freedonia", 3, 100)], as_of=may(1))
    assert made.stand is None
    assert [one.text for one in made.told] == [
        "Of personnel of Sylvania killed in Vell the ledger holds 1 claim, and none that counts it up to 1 May 2031."
    ]


def test_an_old_total_is_told_and_in_no_range() -> None:
    made = an_account(
        [a_total(1, "freedonia", 9, 240), a_total(2, "sylvania", 9, 35, end=may(9).replace(month=3))]
    )
    assert (ids(main(made)), [one.id for one in main(made).older]) == (["c1"], ["c2"])
    assert (main(made).range.low, main(made).range.high) == (240, 240)


def test_times_are_never_mixed() -> None:
    made = an_account(
        [
            a_total(1, "freedonia", 9, 240),
            a_total(2, "sylvania", 9, 35),
            of_days(3, "freedonia", 8, 8, 12),
            of_days(4, "sylvania", 8, 8, 2),
            of_days(5, "freedonia", 9, 9, 13),
            undated(6, "monitor", 400),
            a_claim(7, "charity", {"figure": 50, "kind": "instant", "start": may(9), "end": may(9)}),
        ]
    )
    assert ids(main(made)) == ["c1", "c2"]
    assert [(one.time, ids(one)) for one in made.beside] == [
        (Time("stretch", may(8), may(8)), ["c3", "c4"]),
        (Time("stretch", may(9), may(9)), ["c5"]),
        (Time("state", may(9), may(9)), ["c7"]),
        (Time("undated"), ["c6"]),
    ]


def test_totals_of_two_beginnings_are_two_counts() -> None:
    spring = {"start": may(1)}
    winter = {"start": may(1).replace(year=2030)}
    made = an_account(
        [
            a_total(1, "freedonia", 20, 240, **spring),
            a_total(2, "sylvania", 20, 35, **spring),
            a_total(3, "freedonia", 20, 5000, **winter),
            a_total(4, "monitor", 20, 90),
        ]
    )
    assert ids(main(made)) == ["c1", "c2"]
    assert [ids(one) for one in made.beside] == [["c4"], ["c3"]]
    assert main(made).range.high == 240


def test_a_total_without_a_beginning_goes_with_the_only_one_there_is() -> None:
    made = an_account([a_total(1, "freedonia", 20, 240, start=may(1)), a_total(2, "sylvania", 20, 35)])
    assert (ids(main(made)), main(made).loose) == (["c1", "c2"], 1)
    assert main(made).time == Time("running", may(1), may(20))


@pytest.mark.parametrize(
    "told", [{"told_as": "part"}, {"degree": "severely", "outcome": "killed"}, {"superseded": True}]
)
def test_what_counts_a_part_or_is_given_up_is_in_no_range(told: dict[str, Any]) -> None:
    made = an_account([a_total(1, "freedonia", 9, 240), a_total(2, "sylvania", 9, 35, **told)])
    assert ids(main(made)) == ["c1"]
    assert [one.claim for one in made.aside] == ["c2"]
    assert "35" in made.aside[0].why


def test_a_practice_hides_no_sides_figure() -> None:
    claims = [a_total(1, "freedonia", 9, 240), a_total(2, "sylvania", 9, 35), a_total(3, "paper", 9, 90)]
    for name in ("ucdp", "acled", "airwars", "ccc"):
        made = an_account(claims, profile=load_profile(name))
        assert [side.camp for side in main(made).sides] == ["freedonia", "sylvania", None]


def test_what_repeats_adds_no_voice() -> None:
    claims = [
        a_total(1, "freedonia", 9, 240, echoes=("c8", "c9")),
        a_total(2, "freedonia", 9, 240),
    ]
    made = an_account(claims, repeating=["c2"])
    assert main(made).repeats == ("c2", "c8", "c9")
    assert (main(made).range.independent, main(made).range.outlets) == (1, 2)


def test_figures_over_time() -> None:
    made = an_account(
        [
            a_total(1, "freedonia", 3, 100),
            a_total(2, "freedonia", 9, 240),
            a_total(3, "sylvania", 9, 35),
            a_total(4, "monitor", 9, 90, stance="denied"),
        ]
    )
    assert [(p.day, [(s.camp, s.least) for s in p.sides]) for p in made.points] == [
        (may(3), [("freedonia", 100)]),
        (may(9), [("freedonia", 240), ("sylvania", 35)]),
    ]


def test_counts_of_single_days_over_time() -> None:
    made = an_account(
        [of_days(1, "freedonia", 3, 3, 10), of_days(2, "freedonia", 4, 4, 12), of_days(3, "paper", 3, 5, 30)]
    )
    assert [(p.day, p.sides[0].least) for p in made.points] == [(may(3), 10), (may(4), 12)]


def test_a_second_practice_tells_what_changes() -> None:
    claims = [a_total(1, "monitor", 9, 240, to=260), a_total(2, "charity", 9, 300)]
    made = an_account(claims, other=load_profile("ucdp"))
    found = main(made).difference
    assert found is not None
    assert [change.part for change in found.changes] == ["best"]


def test_what_it_is_part_of_bounds_it() -> None:
    wounded = a_total(2, "freedonia", 9, 70, outcome="wounded")
    both = a_total(3, "freedonia", 9, 200, outcome="killed_or_wounded")
    made = an_account([a_total(1, "freedonia", 9, 100, qualifier="at_least")], [wounded, both])
    (follows,) = made.reckoned.follows
    assert (follows.side, follows.low, follows.high, follows.further) == (None, 100, 130, True)
    assert set(follows.claims) == {"c1", "c2", "c3"}
    assert (made.reckoned.taken, made.reckoned.clashes, made.reckoned.price) == (3, (), ())


def test_each_sides_word_is_taken_alone_too() -> None:
    made = an_account([a_total(1, "freedonia", 9, 240), a_total(2, "sylvania", 9, 35)])
    assert [(one.side, one.low, one.high) for one in made.reckoned.follows] == [
        ("freedonia", 240, 240),
        ("sylvania", 35, 35),
    ]
    (clash,) = made.reckoned.clashes
    assert clash.claims == ("c1", "c2")
    assert made.reckoned.price is not None
    assert len(made.reckoned.price) == 1


def test_without_a_solver_the_price_is_told_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "highspy", None)
    made = an_account([a_total(1, "freedonia", 9, 240), a_total(2, "sylvania", 9, 35)])
    assert made.reckoned.price is None
    assert "pip install 'counterclaim[bounds]'" in made.reckoned.price_why


def test_clashes_elsewhere_are_counted_only() -> None:
    kin = [a_total(2, "freedonia", 9, 500, object="tank"), a_total(3, "sylvania", 9, 5, object="tank")]
    made = an_account([a_total(1, "freedonia", 9, 240)], kin)
    assert (made.reckoned.clashes, made.reckoned.elsewhere) == ((), 1)


def test_the_order_of_claims_makes_no_difference() -> None:
    claims = [
        a_total(1, "freedonia", 3, 100),
        a_total(2, "freedonia", 9, 240),
        a_total(3, "sylvania", 9, 35),
        a_total(4, "paper", 9, 90),
        of_days(5, "sylvania", 8, 8, 4),
        of_days(6, "freedonia", 9, 9, 4),
        undated(7, "hearsay", 7),
        a_total(8, "freedonian_president", 9, 240, told_as="part"),
    ]
    kin = [a_total(9, "freedonia", 9, 20, outcome="losses"), a_total(10, "monitor", 9, 500, outcome="losses")]
    first = an_account(claims, kin)
    chance = random.Random(1)
    for _ in range(5):
        mixed, kin = chance.sample(claims, len(claims)), chance.sample(kin, len(kin))
        made = an_account([claims[0], *(c for c in mixed if c is not claims[0])], kin)
        assert made == first
