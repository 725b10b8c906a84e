"""What follows from claims, case by case."""

from __future__ import annotations

import builtins
import re
from collections.abc import Set
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from counterclaim.account.because import Because
from counterclaim.account.bounds import Bound, Bounded, behind, bounded
from counterclaim.account.count import Count, Window, window
from counterclaim.account.price import least_price
from counterclaim.account.quantity import Quantity
from counterclaim.account.system import by_side
from counterclaim.errors import CounterclaimError
from counterclaim.link.statement import Statement
from tests.account.campaigns import SIDE, a_claim, a_count, facts, rules
from tests.link.samples import a_statement, may, wording

Ends = tuple[float | None, float | None]


def exact(name: str, count: Count, figure: float, **fields: Any) -> Statement:
    return a_claim(name, count, figure, figure, **fields)


def solved(*claims: Statement, asked: tuple[Count, ...] = ()) -> Bounded:
    return bounded(claims, rules(), facts(), asked=asked)


def bound(count: Count, *claims: Statement) -> Bound:
    found = solved(*claims, asked=(count,))
    return next(one for one in found.bounds if one.count == count)


class Case(NamedTuple):
    """What claims, each of a count with its ends, leave of another count, and which of them set its ends."""

    about: str
    claims: list[tuple[Count, float | None, float | None]]
    asked: Count
    ends: Ends
    low_by: Set[int] = frozenset()
    high_by: Set[int] = frozenset()


def civilians(place: str, end: int, thing: str = "civilian") -> Count:
    return Count(Quantity("", thing, "killed", place), Window("total", None, may(end).toordinal()))


def equipment(thing: str, outcome: str) -> Count:
    return Count(Quantity(SIDE, thing, outcome, "vell"), Window("total", None, may(9).toordinal()))


def there(outcome: str, day: int) -> Count:
    return Count(a_count(outcome).quantity, Window("state", may(day).toordinal(), may(day).toordinal()))


def of_no_side(count: Count) -> Count:
    return Count(replace(count.quantity, party=""), count.window)


CASES = [
    Case("nothing is claimed", [], a_count(end=9), (None, None)),
    Case("the claim itself", [(a_count(end=9), 5, 7)], a_count(end=9), (5, 7), {0}, {0}),
    Case("nobody is claimed", [(a_count(end=9), 0, 0)], a_count(end=9), (0, 0), {0}, {0}),
    Case(
        "killed are lost for good", [(a_count(end=9), 5, 5)], a_count("irrecoverable", end=9), (5, None), {0}
    ),
    Case("and the other way", [(a_count("losses", end=9), 5, 5)], a_count(end=9), (None, 5), set(), {0}),
    Case("by a later day", [(a_count(end=9), 5, 5)], a_count("irrecoverable", end=12), (5, None), {0}),
    Case("by an earlier day", [(a_count(end=9), 5, 5)], a_count(end=8), (None, 5), set(), {0}),
    Case("not of an earlier day", [(a_count("losses", end=8), 5, 5)], a_count(end=9), (None, None)),
    Case("the missing return", [(a_count("missing", end=8), 5, 5)], a_count("missing", end=9), (None, None)),
    Case("but not those lost", [(a_count("missing", end=8), 5, 5)], a_count("losses", end=9), (5, None), {0}),
    Case(
        "a village in its valley",
        [(a_count(place="vell", end=9), 5, 5)],
        a_count(place="lessen", end=9),
        (5, None),
        {0},
    ),
    Case(
        "no place is not everywhere",
        [(a_count(place="vell", end=9), 5, 5)],
        a_count(place="", end=9),
        (None, None),
    ),
    Case("without a day", [(a_count(), 5, 5)], a_count("losses"), (None, None)),
    Case(
        "killed and wounded",
        [(a_count(end=9), 5, 5), (a_count("wounded", end=8), 7, None)],
        a_count("killed_or_wounded", end=9),
        (12, None),
        {0, 1},
    ),
    Case(
        "what the wounded leave for the killed",
        [(a_count("losses", end=9), None, 20), (a_count("wounded", end=8), 7, None)],
        a_count(end=9),
        (None, 13),
        set(),
        {0, 1},
    ),
    Case(
        "days in a stretch",
        [(a_count(start=3, end=3), 5, 5), (a_count(start=5, end=6), 7, 7), (a_count(start=6, end=8), 1, 1)],
        a_count(start=1, end=9),
        (12, None),
        {0, 1},
    ),
    Case(
        "a stretch and a longer one",
        [(a_count(start=3, end=5), 5, 5)],
        a_count(start=3, end=9),
        (5, None),
        {0},
    ),
    Case(
        "stretches that only meet", [(a_count(start=3, end=5), 5, 5)], a_count(start=4, end=9), (None, None)
    ),
    Case(
        "a day after one total",
        [(a_count(end=4), 5, 5), (a_count(start=6, end=6), 7, 7)],
        a_count(end=9),
        (12, None),
        {0, 1},
    ),
    Case(
        "a day between two totals",
        [(a_count(end=4), 5, 5), (a_count(end=9), 30, 30)],
        a_count(start=6, end=7),
        (None, 25),
        set(),
        {0, 1},
    ),
    Case(
        "a day on which totals may not yet have begun",
        [(a_count(start=3, end=3), 5, 5), (a_count(end=9), 7, 7)],
        a_count(start=3, end=3),
        (5, 5),
        {0},
        {0},
    ),
    Case("a day before any total", [(a_count(start=3, end=3), 5, 5)], a_count(end=9), (None, None)),
    Case(
        "a day of another outcome after one total",
        [(a_count("losses", end=4), 5, 5), (a_count(start=6, end=6), 7, 7)],
        a_count("losses", end=9),
        (7, None),
        {1},
    ),
    Case(
        "two parts of a town",
        [(a_count(place="old_vell", end=9), 5, 5), (a_count(place="new_vell", end=8), 7, 7)],
        a_count(place="lessen", end=9),
        (7, None),
        {1},
    ),
    Case(
        "two parts of a town, which is asked for",
        [(a_count(place="old_vell", end=9), 5, 5), (a_count(place="new_vell", end=8), 7, 7)],
        a_count(place="vell", end=9),
        (12, None),
        {0, 1},
    ),
    Case(
        "children and women among civilians, of no side",
        [(civilians("vell", 9, "child"), 5, 5), (civilians("vell", 9, "woman"), 7, 7)],
        civilians("vell", 10),
        (12, None),
        {0, 1},
    ),
    Case(
        "tanks and aircraft",
        [(equipment("tank", "destroyed"), 5, 5), (equipment("aircraft", "destroyed"), 7, 7)],
        equipment("equipment", "destroyed"),
        (12, None),
        {0, 1},
    ),
    Case(
        "a vehicle may be any of the others",
        [
            (equipment("tank", "lost"), 5, 5),
            (equipment("artillery", "lost"), 7, 7),
            (equipment("vehicle", "lost"), 1, 1),
        ],
        equipment("equipment", "lost"),
        (12, None),
        {0, 1},
    ),
    Case("the state of a day", [(there("missing", 9), 5, 5)], there("losses", 9), (5, None), {0}),
    Case("the state of another day", [(there("missing", 8), 5, 5)], there("losses", 9), (None, None)),
    Case("whose is not told", [(of_no_side(a_count(end=9)), 5, 5)], a_count("losses", end=9), (None, None)),
    Case("civilians nowhere named", [(civilians("", 9, "child"), 5, 5)], civilians("", 9), (None, None)),
]


@pytest.mark.parametrize("case", CASES, ids=[case.about for case in CASES])
def test_what_claims_leave(case: Case) -> None:
    claims = [a_claim(f"c{n}", *of) for n, of in enumerate(case.claims)]
    found = bound(case.asked, *claims)
    assert (found.low, found.high) == case.ends
    for ground, expected in ((found.low_by, case.low_by), (found.high_by, case.high_by)):
        assert {claim for held in behind(ground) for claim in held.claims} == {f"c{n}" for n in expected}


def sets(of: Bounded) -> list[set[str]]:
    return [{claim for held in (*one.lows, one.high) for claim in held.claims} for one in of.clashes]


CLASHES: list[tuple[str, list[tuple[Count, float | None, float | None]], list[set[int]]]] = [
    ("none", [(a_count(end=9), 5, 5), (a_count(end=9), 5, None)], []),
    ("two figures", [(a_count(end=9), 5, 5), (a_count(end=9), 6, 6)], [{0, 1}]),
    ("a range the wrong way round", [(a_count(end=9), 7, 5)], [{0}]),
    ("a total that falls", [(a_count(end=8), 5, 5), (a_count(end=9), 4, 4)], [{0, 1}]),
    ("a part above its whole", [(a_count(end=9), 5, 5), (a_count("losses", end=9), 4, 4)], [{0, 1}]),
    (
        "parts above their whole",
        [
            (a_count(end=9), 5, 5),
            (a_count("wounded", end=9), 5, 5),
            (a_count("killed_or_wounded", end=9), 9, 9),
        ],
        [{0, 1, 2}],
    ),
    (
        "of four parts the two largest",
        [
            (a_count(end=9), 5, 5),
            (a_count("wounded", end=9), 5, 5),
            (a_count("missing", end=9), 1, 1),
            (a_count("captured", end=9), 1, 1),
            (a_count("losses", end=9), 9, 9),
        ],
        [{0, 1, 4}],
    ),
    (
        "a pair before three",
        [
            (a_count(end=9), 5, 5),
            (a_count("wounded", end=9), 10, 10),
            (a_count("killed_or_wounded", end=9), 9, 9),
        ],
        [{1, 2}],
    ),
    (
        "two that share nothing",
        [
            (a_count(end=9), 5, 5),
            (a_count(end=9), 9, 9),
            (a_count("missing"), 1, 1),
            (a_count("missing"), 2, 2),
        ],
        [{2, 3}, {0, 1}],
    ),
]


@pytest.mark.parametrize(
    ("claims", "expected"), [case[1:] for case in CLASHES], ids=[case[0] for case in CLASHES]
)
def test_claims_that_cannot_stand_together(
    claims: list[tuple[Count, float | None, float | None]], expected: list[set[int]]
) -> None:
    said = [a_claim(f"c{n}", *of, claimant=f"speaker_{n}") for n, of in enumerate(claims)]
    assert sets(solved(*said)) == [{f"c{n}" for n in names} for names in expected]


def test_bounds_take_no_side_in_a_clash() -> None:
    one, other = exact("c1", a_count(end=9), 5), exact("c2", a_count(end=9), 9)
    found = bound(a_count(end=9), one, other, a_claim("c3", a_count(end=9), 2, None))
    assert (found.low, found.high) == (2, None)
    assert [held.claims for held in found.disputed] == [("c1",), ("c2",)]


def test_more_clashes_than_are_returned_are_counted() -> None:
    said = [exact(f"c{day}{n}", a_count("missing", end=day), n + 1) for day in (2, 4, 6) for n in range(2)]
    found = bounded(said, rules(), facts(), most=2)
    assert (len(found.clashes), found.more) == (2, 1)


def test_one_speaker_saying_one_thing_twice_is_one_voice() -> None:
    found = solved(
        exact("c1", a_count(end=9), 5), exact("c2", a_count(end=9), 5), exact("c3", a_count(end=9), 9)
    )
    assert sets(found) == [{"c1", "c2", "c3"}]
    assert len(least_price(found.system)) == 1


LEFT_OUT = [
    {"statistic": "share"},
    {"unit": "USD"},
    {"stance": "denied"},
    {"stance": "predicted"},
    {"superseded": True},
    {"low": None, "high": None, "figure": None, "words": "many", "qualifier": "vague"},
]


@pytest.mark.parametrize("fields", LEFT_OUT, ids=str)
def test_what_nobody_stands_behind_as_a_count_is_passed_over(fields: dict[str, Any]) -> None:
    told = {"kind": "cumulative", "end": may(9), "figure": 5} | fields
    assert solved(a_statement(**told)).bounds == ()


@pytest.mark.parametrize("fields", [{"degree": "badly"}, {"told_as": "part"}], ids=str)
def test_a_part_bounds_from_below_only(fields: dict[str, Any]) -> None:
    count = a_count("wounded", end=9)
    found = bound(count, exact("c1", count, 5, **fields))
    assert (found.low, found.high) == (5, None)


def test_hedges_are_read_by_the_profile() -> None:
    found = bound(a_count(end=9), exact("c1", a_count(end=9), 100, qualifier="about"))
    assert (found.low, found.high) == pytest.approx((85, 115))


WINDOWS = [
    ({"kind": "cumulative", "end": may(9)}, ("total", None, may(9))),
    ({"kind": "cumulative", "start": may(2), "end": may(9)}, ("stretch", may(2), may(9))),
    ({"kind": "period", "start": may(2), "end": may(2)}, ("stretch", may(2), may(2))),
    ({"kind": "instant", "start": may(2)}, ("state", may(2), may(2))),
    ({"kind": "cumulative", "start": may(2)}, ("undated", may(2), None)),
    ({"kind": "period", "end": may(2)}, ("undated", None, may(2))),
    ({"kind": "period", "start": may(9), "end": may(2)}, ("undated", None, None)),
    ({"kind": "unknown"}, ("undated", None, None)),
]


@pytest.mark.parametrize(("fields", "expected"), WINDOWS)
def test_windows(fields: dict[str, Any], expected: tuple[Any, Any, Any]) -> None:
    kind, start, end = expected
    assert window(a_statement(**fields)) == Window(kind, start and start.toordinal(), end and end.toordinal())


def test_sides_are_camps_else_claimants_else_outlets() -> None:
    said = [
        a_statement(id="c1"),
        a_statement(id="c2", claimant="freedonian_staff"),
        a_statement(id="c3", claimant="a_charity", camp=None),
        a_statement(id="c4", claimant="narrator", camp=None),
        a_statement(id="c5", claimant="narrator", camp=None, outlet_camp="sylvania"),
    ]
    found = {side: [one.id for one in told] for side, told in by_side(said).items()}
    assert found == {
        "a_charity": ["c3"],
        "daily_field": ["c4"],
        "freedonia": ["c1", "c2"],
        "sylvania": ["c5"],
    }


def test_the_cheapest_breach_is_the_smallest_share() -> None:
    killed, wounded, both = (
        a_count(outcome, end=9) for outcome in ("killed", "wounded", "killed_or_wounded")
    )
    found = solved(exact("c1", killed, 100), exact("c2", wounded, 1000), exact("c3", both, 900))
    (broken,) = least_price(found.system)
    assert (broken.held.claims, broken.end) == (("c2",), "low")
    assert (broken.to, broken.share) == pytest.approx((800, 0.2))


def test_without_highspy_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any) -> Any:
        if name == "highspy":
            raise ImportError(name)
        return real(name, *args)

    found = solved(exact("c1", a_count(end=9), 5))
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(CounterclaimError, match=re.escape("pip install 'counterclaim[bounds]'")):
        least_price(found.system)


def test_long_series_are_walked_without_recursion() -> None:
    first = may(1).toordinal()
    what = Quantity(SIDE, "personnel", "killed", "vell")
    days = [Count(what, Window("stretch", first + n, first + n)) for n in range(1, 3000)]
    total = Count(what, Window("total", None, first))
    last = Count(what, Window("total", None, first + 3000))
    found = bound(last, exact("c", total, 1), *(exact(f"c{n}", day, 1) for n, day in enumerate(days)))
    assert found.low == 3000
    assert len(behind(found.low_by)) == 3000
    assert "2,996 more claims" in said(found, [])[0]


def said(of: Bound, claims: list[Statement]) -> tuple[str, ...]:
    known = {
        claim: exact(claim, held.count, held.low or 0) for held in behind(of.low_by) for claim in held.claims
    }
    return Because(known | {one.id: one for one in claims}, wording()).bound(of)


MINISTRY = "Freedonian Ministry of War has"
KILLED = "personnel of Sylvania, killed; Vell"


def test_bounds_in_words() -> None:
    claims = [exact("c1", a_count(end=9), 1200), exact("c2", a_count("losses", end=12), 5000)]
    found = bound(a_count("irrecoverable", end=12), *claims)
    assert said(found, claims) == (
        "At least 1,200 (personnel of Sylvania, irrecoverable; Vell; up to 2031-05-12), since "
        f"{MINISTRY} “1,200” ({KILLED}; up to 2031-05-09): irrecoverable (killed, missing, captured and unfit for "
        "good) includes killed, a running total does not fall.",
        "At most 5,000 (personnel of Sylvania, irrecoverable; Vell; up to 2031-05-12), since "
        f"{MINISTRY} “5,000” (personnel of Sylvania, losses; Vell; up to 2031-05-12): losses (killed, wounded, missing "
        "and captured together) includes irrecoverable.",
    )


def test_sums_in_words() -> None:
    claims = [
        exact("c1", a_count(end=4), 5),
        exact("c2", a_count(start=6, end=6), 7),
        exact("c3", a_count(end=9), 30),
    ]
    low, _ = said(bound(a_count(end=8), *claims), claims)
    assert low == (
        f"At least 12 ({KILLED}; up to 2031-05-08), since none is counted in two of these: {MINISTRY} “7” "
        f"({KILLED}; on 2031-05-06); {MINISTRY} “5” ({KILLED}; up to 2031-05-04)."
    )
    _, high = said(bound(a_count(start=5, end=7), *claims), claims)
    assert high == (
        f"At most 25 ({KILLED}; from 2031-05-05 to 2031-05-07), since {MINISTRY} “30” ({KILLED}; up to 2031-05-09), "
        f"and at least 5 of that are counted elsewhere: {MINISTRY} “5” ({KILLED}; up to 2031-05-04)."
    )


CLASHES_IN_WORDS: list[tuple[list[tuple[Count, float, float]], str]] = [
    (
        [(a_count(end=9), 5, 5), (a_count(end=9), 6, 6)],
        f"{MINISTRY} “6” ({KILLED}; up to 2031-05-09), while {MINISTRY} “5” ({KILLED}; up to 2031-05-09): "
        "both cannot hold.",
    ),
    (
        [(a_count(end=8), 5, 5), (a_count(end=9), 4, 4)],
        f"{MINISTRY} “5” ({KILLED}; up to 2031-05-08), while {MINISTRY} “4” ({KILLED}; up to 2031-05-09): "
        "a running total does not fall.",
    ),
    (
        [(a_count(end=9), 5, 5), (a_count("losses", end=9), 4, 4)],
        f"{MINISTRY} “5” ({KILLED}; up to 2031-05-09), while {MINISTRY} “4” (personnel of Sylvania, losses; Vell; up "
        "to 2031-05-09): losses (killed, wounded, missing and captured together) includes killed, and a part is not "
        "larger than its whole.",
    ),
    (
        [
            (a_count(end=9), 5, 5),
            (a_count("wounded", end=9), 6, 6),
            (a_count("killed_or_wounded", end=9), 9, 9),
        ],
        f"{MINISTRY} “6” (personnel of Sylvania, wounded; Vell; up to 2031-05-09); {MINISTRY} “5” ({KILLED}; up to "
        "2031-05-09): together at least 11 (personnel of Sylvania, killed or wounded; Vell; up to 2031-05-09), since "
        f"none is counted in two of them, while {MINISTRY} “9” (personnel of Sylvania, killed or wounded; Vell; up to "
        "2031-05-09).",
    ),
    (
        [(a_count(end=9), 7, 5)],
        f"{MINISTRY} “7” ({KILLED}; up to 2031-05-09): what it is at the least is more than what it is at the most.",
    ),
]


@pytest.mark.parametrize(("claims", "expected"), CLASHES_IN_WORDS)
def test_clashes_in_words(claims: list[tuple[Count, float, float]], expected: str) -> None:
    told = [a_claim(f"c{n}", *of) for n, of in enumerate(claims)]
    because = Because({one.id: one for one in told}, wording())
    assert [because.clash(one) for one in solved(*told).clashes] == [expected]


def test_what_gives_way_in_words() -> None:
    told = [exact("c1", a_count(end=8), 1000), exact("c2", a_count(end=9), 800)]
    because = Because({one.id: one for one in told}, wording())
    assert [because.broken(one) for one in least_price(solved(*told).system)] == [
        f"{MINISTRY} “1,000” ({KILLED}; up to 2031-05-08), and would have to allow figures as low as 800 (20%)."
    ]
