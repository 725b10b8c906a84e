"""What holds of bounds whatever the claims: checked against HiGHS and against invented truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from counterclaim.account.bounds import Bounded, behind, bounded
from counterclaim.account.count import Count
from counterclaim.account.price import least_price
from counterclaim.account.system import Held, system
from counterclaim.link.statement import Statement
from tests.account.campaigns import (
    COUNTS,
    Happened,
    Program,
    Told,
    campaigns,
    claims_of,
    facts,
    loose,
    rules,
    told,
    true_number,
)

few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NEAR = 1e-5


def solved(claims: Sequence[Statement], asked: Sequence[Count] = ()) -> Bounded:
    return bounded(claims, rules(), facts(), asked=asked)


def true_claims(of: Sequence[Happened], how: Sequence[Told]) -> list[Statement]:
    return [one.claim(f"c{n:02}", true_number(one.of, of)) for n, one in enumerate(how)]


def gist(of: Bounded) -> object:
    ends = [
        (one.count, one.low, one.high, behind(one.low_by), behind(one.high_by), one.held, one.disputed)
        for one in of.bounds
    ]
    return ends, of.clashes, of.more, of.system


@few
@given(campaigns, st.lists(told, max_size=14), st.lists(st.sampled_from(COUNTS), max_size=3))
def test_what_is_true_lies_within_bounds(
    campaign: list[Happened], how: list[Told], asked: list[Count]
) -> None:
    found = solved(true_claims(campaign, how), asked)
    assert not found.clashes
    for one in found.bounds:
        number = true_number(one.count, campaign)
        assert (one.low or 0) <= number + NEAR
        assert one.high is None or number <= one.high + NEAR


@few
@given(campaigns, st.lists(told, min_size=1, max_size=12))
def test_a_further_claim_never_widens(campaign: list[Happened], how: list[Told]) -> None:
    claims = true_claims(campaign, how)
    before = {one.count: one for one in solved(claims[:-1], [one.of for one in how]).bounds}
    after = {one.count: one for one in solved(claims, [one.of for one in how]).bounds}
    for count, one in before.items():
        assert (after[count].low or 0) >= (one.low or 0) - NEAR
        if one.high is not None:
            high = after[count].high
            assert high is not None
            assert high <= one.high + NEAR


@few
@given(st.lists(loose, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_claims_does_not_matter(of: list[tuple[Told, int, str]], chance: object) -> None:
    claims = claims_of(of)
    mixed = list(claims)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = solved(claims), solved(mixed)
    assert gist(one) == gist(other)
    assert least_price(one.system) == least_price(other.system)


def without_clashes(of: Bounded) -> list[Held]:
    gone = {id(held) for one in of.clashes for held in (*one.lows, one.high)}
    return [held for held in of.system.held if id(held) not in gone]


@few
@given(st.lists(loose, max_size=12), st.lists(st.sampled_from(COUNTS), max_size=3))
def test_ends_are_those_of_the_linear_programs(of: list[tuple[Told, int, str]], asked: list[Count]) -> None:
    found = solved(claims_of(of), asked)
    program = Program(found.system, without_clashes(found))
    assert program.possible
    positions = {count: n for n, count in enumerate(found.system.counts)}
    for one in found.bounds:
        at = positions[one.count]
        assert program.end(at, 1) == pytest.approx(one.low or 0.0, abs=NEAR)
        assert program.end(at, -1) == (None if one.high is None else pytest.approx(one.high, abs=NEAR))


@few
@given(st.lists(loose, min_size=3, max_size=14))
def test_clashes_cannot_stand_and_nothing_of_them_can_be_spared(of: list[tuple[Told, int, str]]) -> None:
    found = solved(claims_of(of))
    assert bool(found.clashes) == (not Program(found.system).possible)
    seen: set[int] = set()
    for one in found.clashes:
        members = [*one.lows, one.high]
        assert not seen & {id(held) for held in members}
        seen |= {id(held) for held in members}
        assert not Program(found.system, members).possible
        for spared in members:
            assert Program(found.system, [held for held in members if held is not spared]).possible


@few
@given(st.lists(loose, min_size=2, max_size=12))
def test_what_is_behind_an_end_is_enough_for_it(of: list[tuple[Told, int, str]]) -> None:
    claims = claims_of(of)
    found = solved(claims)
    assume(not found.clashes)
    for one in found.bounds:
        for ground, end in ((one.low_by, one.low), (one.high_by, one.high)):
            ids = {claim for held in behind(ground) for claim in held.claims}
            # Since when totals are told is known from the counts, whoever claims them.
            counts = [held.count for held in found.system.held]
            alone = solved([claim for claim in claims if claim.id in ids], counts)
            again = next(other for other in alone.bounds if other.count == one.count)
            assert end in (again.low, again.high) or end is None


@few
@given(st.lists(loose, min_size=2, max_size=12))
def test_claims_that_give_as_told_stand_together(of: list[tuple[Told, int, str]]) -> None:
    found = solved(claims_of(of))
    broken = least_price(found.system)
    assert bool(broken) == bool(found.clashes)
    low = {id(one.held): one.to for one in broken if one.end == "low"}
    high = {id(one.held): one.to for one in broken if one.end == "high"}
    assert all(one.share > 0 for one in broken)
    given_way = tuple(held_as(held, low.get(id(held)), high.get(id(held))) for held in found.system.held)
    assert Program(replace(found.system, held=given_way)).possible


def held_as(held: Held, low: float | None, high: float | None) -> Held:
    """The claim with ends a little beyond those it would have to allow."""
    return Held(
        held.speaker,
        held.count,
        held.low if low is None else max(0.0, low - NEAR),
        held.high if high is None else high + NEAR,
        held.claims,
    )


@few
@given(st.lists(loose, max_size=14))
def test_arithmetic_leads_from_parts_to_wholes(of: list[tuple[Told, int, str]]) -> None:
    found = system(claims_of(of), rules(), facts())
    assert len(set(found.counts)) == len(found.counts)
    for one in found.sums:
        assert one.parts
        assert max(one.parts) < one.whole
    assert [found.counts[at] for at in found.at] == [held.count for held in found.held]


@few
@given(campaigns, st.lists(st.sampled_from(COUNTS), max_size=14))
def test_arithmetic_is_true_of_any_campaign(campaign: list[Happened], asked: list[Count]) -> None:
    found = system([], rules(), facts(), asked)
    numbers = [true_number(count, campaign) for count in found.counts]
    for one in found.sums:
        assert sum(numbers[part] for part in one.parts) <= numbers[one.whole]


def lies_within(one: Count, other: Count, first: int | None) -> bool:
    """Whether one count is part of another of the same kind or a wider one, by what their names and windows say.

    Args:
        first: the first day to which a total is told of the place of ``other``.
    """
    kinds, what, whole = rules().kinds, one.quantity, other.quantity
    contained = ("same", "within")
    if kinds.outcome(what.outcome, whole.outcome) not in contained:
        return False
    if kinds.place(what.place, whole.place) not in contained:
        return False
    mine, others = one.window, other.window
    if mine == others:
        return True
    if not {what.outcome, whole.outcome} & facts().mounting:
        return False
    if mine.end is None or others.end is None or mine.end > others.end:
        return False
    if mine.start is None:
        return others.start is None
    if others.start is not None:
        return others.start <= mine.start
    return first is not None and first <= mine.start


@few
@given(st.lists(st.sampled_from(COUNTS), max_size=16, unique=True))
def test_every_count_is_linked_to_all_around_it(asked: list[Count]) -> None:
    found = system([], rules(), facts(), asked)
    wholes: dict[int, set[int]] = {}
    for one in reversed(found.sums):
        for part in one.parts:
            wholes.setdefault(part, set()).add(one.whole)
    above: dict[int, set[int]] = {}
    for at in range(len(found.counts) - 1, -1, -1):
        above[at] = {at}.union(*(above[whole] for whole in wholes.get(at, ())))
    firsts: dict[str, int] = {}
    for count in asked:
        end, place = count.window.end, count.quantity.place
        if count.window.kind == "total" and end is not None and count.quantity.outcome in facts().mounting:
            firsts[place] = min(end, firsts.get(place, end))
    for at in found.asked:
        for other in found.asked:
            count, whole = found.counts[at], found.counts[other]
            if lies_within(count, whole, firsts.get(whole.quantity.place)):
                assert other in above[at]
