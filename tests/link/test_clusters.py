"""Claims of one figure, and how many independent voices stand behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.alike import Shared
from counterclaim.link.clusters import Cluster, cluster, groups
from counterclaim.link.relate import Related
from counterclaim.link.statement import Statement
from counterclaim.model import RelationType
from tests.link.samples import a_statement, may

OWN = {"claimant": "narrator", "name": "", "camp": None}


def a_report(nth: int, **fields: Any) -> Statement:
    """A claim in a report and outlet of its own, published on a day of its own."""
    told = {"id": f"c{nth}", "document": f"d{nth}", "outlet": f"o{nth}", "published": may(nth)}
    return a_statement(**(told | fields))


def ids(found: Sequence[Sequence[Statement]]) -> list[list[str]]:
    return [[claim.id for claim in same] for same in found]


def copied(pairs: Iterable[tuple[str, str]]) -> list[Shared]:
    return [Shared(one, other, 0.9, 0.8) for one, other in pairs]


def related(kind: RelationType, one: Statement, other: Statement) -> Related:
    return Related(kind, one, other, "amount")


FIVE = [a_report(nth) for nth in range(1, 6)]
A, B, C, D, E = FIVE
OTHER = a_report(6, figure=130)
GROUPS: dict[str, tuple[list[Statement], list[Related], list[list[str]]]] = {
    "no relation": (FIVE, [], []),
    "a repetition": (FIVE, [related("repeats", A, B)], [["c1", "c2"]]),
    "by way of another": (
        FIVE,
        [related("repeats", B, C), related("repeats", A, C)],
        [["c1", "c2", "c3"]],
    ),
    "two figures": (
        FIVE,
        [related("repeats", D, E), related("repeats", A, C)],
        [["c1", "c3"], ["c4", "c5"]],
    ),
    "two groups that meet": (
        FIVE,
        [related("repeats", D, E), related("repeats", A, C), related("repeats", C, D)],
        [["c1", "c3", "c4", "c5"]],
    ),
    "given alike by two": (FIVE, [related("agrees", B, A)], [["c1", "c2"]]),
    "compatible, but not alike": ([A, OTHER], [related("agrees", A, OTHER)], []),
    "a rounded repetition": ([A, OTHER], [related("repeats", A, OTHER)], [["c1", "c6"]]),
    "another relation": (
        FIVE,
        [related("disagrees", A, B), related("relabelled", B, C), related("rescoped", C, D)],
        [],
    ),
    "with a claim of another block": ([A, B], [related("repeats", A, C), related("repeats", C, B)], []),
    "vague words alike": (
        [a_report(nth, figure=None, low=None, high=None) for nth in (1, 2)],
        [related("agrees", *(a_report(nth, figure=None, low=None, high=None) for nth in (1, 2)))],
        [],
    ),
    "of one report": ([A, a_report(2, document="d1")], [related("repeats", A, a_report(2))], []),
    "of two reports, one twice": (
        [A, B, a_report(3, document="d1")],
        [related("repeats", A, B), related("repeats", A, a_report(3))],
        [["c1", "c2", "c3"]],
    ),
    "undated come last": (
        [a_report(1, published=None), B, C],
        [related("repeats", B, a_report(1)), related("repeats", C, B)],
        [["c2", "c3", "c1"]],
    ),
}


@pytest.mark.parametrize(("claims", "found", "told"), GROUPS.values(), ids=GROUPS)
def test_groups(claims: list[Statement], found: list[Related], told: list[list[str]]) -> None:
    assert ids(groups(claims, found)) == told


PAIRS = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda p: p[0] != p[1]), max_size=15
)


@given(PAIRS, st.randoms())
def test_groups_do_not_depend_on_order(pairs: list[tuple[int, int]], chance: Random) -> None:
    claims = [a_report(nth) for nth in range(1, 13)]
    found = [related("repeats", claims[a - 1], claims[b - 1]) for a, b in pairs]
    told = ids(groups(claims, found))
    shuffled, turned = list(claims), [Related(r.type, r.target, r.source, r.by) for r in found]
    chance.shuffle(shuffled)
    chance.shuffle(turned)
    assert ids(groups(shuffled, turned)) == told
    # Each claim in one group at most, all that a relation names in some; who is related is together.
    members = [id_ for same in told for id_ in same]
    assert sorted(members) == sorted({f"c{n}" for pair in pairs for n in pair})
    assert all(any({f"c{a}", f"c{b}"} <= set(same) for same in told) for a, b in pairs)


VOICES: dict[str, tuple[list[dict[str, Any]], list[tuple[str, str]], tuple[int, int, int]]] = {
    # what each report's claim has otherwise, which copy each other, how many outlets, voices and camps
    "one claimant in three outlets": ([{}, {}, {}], [], (3, 1, 1)),
    "one outlet twice": ([{}, {"outlet": "o1"}], [], (1, 1, 1)),
    "two claimants": ([{}, {"claimant": "sylvanian_mod", "camp": "sylvania"}], [], (2, 2, 2)),
    "two of one camp": ([{}, {"claimant": "general_brauss"}], [], (2, 2, 1)),
    "of one house": (
        [{"claimant": "vell_police", "camp": None}, {"claimant": "vell_police_spokeswoman", "camp": None}],
        [],
        (2, 1, 0),
    ),
    "of two houses": (
        [{"claimant": "vell_police", "camp": None}, {"claimant": "harbour_police", "camp": None}],
        [],
        (2, 2, 0),
    ),
    "an outlet that names its source is none": ([{}, OWN, OWN], [], (3, 1, 1)),
    "a source without a name is none": ([{}, {"claimant": "unnamed", "camp": None}], [], (2, 1, 1)),
    "nobody is named": ([OWN, OWN, {"claimant": "unnamed", "camp": None}], [], (3, 3, 0)),
    "copies are one": ([OWN, OWN, OWN], [("d1", "d3")], (3, 2, 0)),
    "copies of copies are one": (
        [OWN, OWN, OWN, OWN],
        [("d1", "d2"), ("d1", "d3")],
        (4, 2, 0),
    ),
    "two that are copied": (
        [OWN, OWN, OWN, OWN, OWN],
        [("d1", "d2"), ("d3", "d4")],
        (5, 3, 0),
    ),
    "all are copies": ([OWN, OWN], [("d1", "d2")], (2, 1, 0)),
    "copies do not count where a claimant is named": (
        [{}, {"claimant": "sylvanian_mod", "camp": "sylvania"}],
        [("d1", "d2")],
        (2, 2, 2),
    ),
    "an outlet's own voice speaks for its camp": ([OWN | {"outlet_camp": "sylvania"}, OWN], [], (2, 2, 1)),
    "an outlet's camp is not its claimants'": ([{"outlet_camp": "sylvania"}, {}], [], (2, 1, 1)),
}


@pytest.mark.parametrize(("given_", "copies", "told"), VOICES.values(), ids=VOICES)
def test_voices(
    given_: list[dict[str, Any]], copies: list[tuple[str, str]], told: tuple[int, int, int]
) -> None:
    found = cluster([a_report(nth, **fields) for nth, fields in enumerate(given_, 1)], copied(copies))
    assert (found.outlets, found.voices, found.camps) == told


def test_a_cluster_is_known_by_its_first_claim() -> None:
    same = [a_report(1, words="some 120", echoes=("c7", "c8")), a_report(2, echoes=("c7",)), a_report(3)]
    assert cluster(same) == Cluster("c1", "some 120", ("c1", "c7", "c8", "c2", "c3"), 3, 1, 1)


# To each report after the first the one that it copies, if it copies any: one of those before it.
COPIED = st.tuples(*(st.none() | st.integers(1, nth - 1) for nth in range(2, 9)))


@given(COPIED)
def test_reports_that_copy_none_are_the_voices(of: tuple[int | None, ...]) -> None:
    pairs = [(f"d{first}", f"d{nth}") for nth, first in enumerate(of, 2) if first is not None]
    same = [a_report(nth, **OWN) for nth in range(1, 9)]
    assert cluster(same, copied(pairs)).voices == 1 + of.count(None)
    assert cluster(same, copied([*pairs, *reversed(pairs)])).voices == 1 + of.count(None)
