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
from tests.account.samples import (
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
