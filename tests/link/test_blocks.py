"""Whatever claims are set beside one another: relations hold between them, once, and in whatever order they came."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.across import placed
from counterclaim.link.blocks import block_of, link_block
from counterclaim.link.compare import compare, mirrored
from counterclaim.link.explain import explain
from counterclaim.link.scene import Scene
from counterclaim.link.statement import Statement
from counterclaim.link.within import within
from tests.link.samples import a_statement, rules, wording

FIGURES = st.sampled_from([None, 3, 31, 40, 558, 500, 12_000, 60_000])
QUALIFIERS = st.sampled_from(["exact", "about", "more_than", "at_most", "nearly", "between"])
DAYS = st.none() | st.integers(739_000, 739_060)


@st.composite
def a_claim(draw: st.DrawFn) -> Statement:
    """A claim with any values that a claim can have."""
    figure, qualifier = draw(FIGURES), draw(QUALIFIERS)
    low = None if qualifier in ("at_most", "nearly") else figure
    high = None if qualifier == "more_than" else figure
    start = draw(DAYS)
    return a_statement(
        id=draw(st.text("abcdef0123456789", min_size=8, max_size=8)),
        document=draw(st.sampled_from(["d1", "d2", "d3"])),
        at=draw(st.integers(0, 5000)),
        sentence=draw(st.integers(0, 50)) * 100,
        segment=draw(st.sampled_from(["headline", "body", "caption"])),
        published=draw(DAYS),
        claimant=draw(
            st.sampled_from(["narrator", "unnamed", "police", "police_spokesman", "freedonian_mod"])
        ),
        camp=draw(st.sampled_from([None, "freedonia", "sylvania"])),
        words=str(figure) if figure else "dozens",
        figure=figure,
        low=low,
        high=high,
        qualifier=qualifier if figure else "vague",
        statistic=draw(st.sampled_from(["total", "share", "peak"])),
        object=draw(st.sampled_from([None, "people", "personnel", "child", "tank", "equipment"])),
        outcome=draw(st.sampled_from([None, "killed", "losses", "wounded", "deployed", "killed_or_wounded"])),
        party=draw(st.sampled_from([None, "freedonia", "sylvania"])),
        place=draw(st.sampled_from([None, "old_vell", "vell", "lessen", "oster_quay"])),
        kind=draw(st.sampled_from(["cumulative", "period", "instant", "unknown"])),
        start=start,
        end=draw(DAYS) if start is None else start + draw(st.integers(0, 60)),
        superseded=draw(st.booleans()),
        told_as=draw(st.sampled_from(["", "", "part", "among", "beside"])),
        scene=Scene(day=draw(DAYS), state=draw(st.sampled_from([None, "sylvania"])), names=("vell", "marn")),
    )


CLAIMS = st.lists(a_claim(), max_size=12, unique_by=lambda claim: claim.id)


@given(CLAIMS)
def test_relations_within_a_report(claims: list[Statement]) -> None:
    told = sorted((c for c in claims if c.document == "d1"), key=lambda c: (c.at, c.id))
    found = list(within(told, rules()))
    ids = {claim.id for claim in told}
    assert all({r.source.id, r.target.id} <= ids and r.source.id != r.target.id for r in found)
    assert len({(r.type, r.source.id, r.target.id) for r in found}) == len(found)
    assert all(wording().why(r).endswith((".", "?")) for r in found)


@given(CLAIMS, st.randoms(use_true_random=False))
def test_relations_across_reports_do_not_depend_on_order(claims: list[Statement], chance: Random) -> None:
    held = [placed(claim) for claim in claims]
    found = list(link_block(held, rules()))
    chance.shuffle(held)
    assert {(r.type, r.source.id, r.target.id, r.by) for r in link_block(held, rules())} == {
        (r.type, r.source.id, r.target.id, r.by) for r in found
    }
    assert all(r.source.document != r.target.document for r in found)
    assert len({(r.type, frozenset((r.source.id, r.target.id))) for r in found}) == len(found)
    assert all(wording().why(r).endswith((".", "?")) for r in found)


@given(a_claim(), a_claim())
def test_a_comparison_from_the_other_side_is_its_mirror(one: Statement, other: Statement) -> None:
    assert compare(other, one, rules()) == mirrored(compare(one, other, rules()))


@given(a_claim(), a_claim())
def test_whatever_is_compared_is_explained(one: Statement, other: Statement) -> None:
    found = explain(one, other, rules(), wording())
    assert [field.name for field in found.fields][:3] == ["object", "outcome", "party"]
    assert all(field.reason for field in found.fields)
    assert found.verdict.endswith(".")


@given(CLAIMS)
def test_what_is_related_stands_in_one_block(claims: list[Statement]) -> None:
    """Claims of two blocks are never compared: so no relation may be lost by it within one place and family."""
    held = [placed(claim) for claim in claims if claim.place in ("old_vell", "vell", "lessen")]
    people = [c for c in held if c.object in ("people", "personnel", "child")]
    assert len({block_of(claim, rules()) for claim in people}) <= 1
