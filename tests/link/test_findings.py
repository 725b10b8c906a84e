"""The headlines of a ledger: what is told, in what words, and what is told first."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.clusters import Cluster
from counterclaim.link.findings import (
    Finding,
    FindingKind,
    Undated,
    of_checks,
    of_clusters,
    of_relations,
    of_series,
    of_undated,
    ranked,
    silences,
)
from counterclaim.link.relate import Related
from counterclaim.link.series import Check, series
from counterclaim.link.statement import Statement
from counterclaim.model import RelationType
from tests.link.samples import a_statement, a_total, may, rules, wording

OWN = {"claimant": "narrator", "name": "", "camp": None}
LATER: dict[str, Any] = {"id": "c2", "document": "d2", "outlet": "evening_post", "published": may(4)}


def findings(*related: Related) -> list[Finding]:
    return list(of_relations(related, wording()))


def between(kind: RelationType, one: dict[str, Any], other: dict[str, Any], by: str = "amount") -> Related:
    return Related(kind, a_statement(**one), a_statement(**LATER | other), by)


@pytest.mark.parametrize(
    ("kind", "other", "told"),
    [
        ("relabelled", {}, True),
        ("rescoped", {}, True),
        ("exceeds", {}, True),
        ("disagrees", {}, True),
        ("agrees", {"figure": 125}, True),
        ("agrees", {}, False),
        ("agrees", {"figure": 125, "document": "d1"}, False),
        ("disagrees", {"document": "d1"}, True),
        ("repeats", {"figure": 125}, False),
        ("updates", {"figure": 125}, False),
        ("part_of", {"figure": 125}, False),
    ],
)
def test_which_relations_are_findings(kind: RelationType, other: dict[str, Any], told: bool) -> None:
    found = findings(between(kind, {}, other))
    assert [(f.kind, f.claims) for f in found] == ([(kind, ("c1", "c2"))] if told else [])


def test_a_finding_has_the_words_of_its_relation_and_the_larger_figure() -> None:
    related = between("disagrees", {}, {"figure": 1300})
    (found,) = findings(related)
    assert found == Finding("disagrees", ("c1", "c2"), wording().why(related), 1300)
    assert findings(between("disagrees", {"figure": 1300}, {}))[0].size == 1300


def test_one_figure_is_one_finding_however_often_it_is_repeated() -> None:
    one = a_statement()
    again: list[dict[str, Any]] = [
        {"id": "c5", "document": "d5", "segment": "headline", "published": may(1)},
        {"id": "c4", "document": "d4", "published": None},
        {"id": "c3", "document": "d3", "published": may(9)},
        {"id": "c2", "document": "d2", "published": may(8)},
        {"id": "c6", "document": "d6", "figure": 8},
        {"id": "c7", "document": "d7", "party": None},
        {"id": "c8", "document": "d8", "outcome": "losses"},
    ]
    related = [Related("disagrees", one, a_statement(**({"figure": 9} | other)), "amount") for other in again]
    found = findings(*related)
    assert [f.claims for f in found] == [
        ("c1", "c2", "c3", "c4", "c5"),
        ("c1", "c6"),
        ("c1", "c7"),
        ("c1", "c8"),
    ]
    assert found[0].why == wording().why(related[3])


CALLED = "“losses (killed, wounded, missing and captured together)”"
RETOLD: dict[str, tuple[list[dict[str, Any]], str]] = {
    "in the headline": (
        [{"document": "d1", "segment": "headline"}],
        "the headline gives “120” as personnel of Sylvania, killed.",
    ),
    "in the report's own words": (
        [{"document": "d1", **OWN, "words": "some 120"}],
        "the report in its own words gives “some 120” as personnel of Sylvania, killed.",
    ),
    "in the text of another report": ([{}], "the text of Evening Post gives “120” as personnel of Sylvania, killed."),
    "twice": (
        [
            {"id": "c3", "document": "d1", "segment": "caption", "words": "at least 120"},
            {"document": "d1", "segment": "headline"},
            {"id": "c4", "document": "d1", "segment": "headline"},
        ],
        "the headline and the caption give “120” and “at least 120” as personnel of Sylvania, killed.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("others", "told"), RETOLD.values(), ids=RETOLD)
def test_a_figure_under_another_name(others: list[dict[str, Any]], told: str) -> None:
    source = {"outcome": "losses", "place": None}
    found = findings(*(between("relabelled", source, other, "outcome") for other in others))
    assert [f.why for f in found] == [
        f"Freedonian Ministry of War has “120” (personnel of Sylvania, losses); {told} "
        f"The figure is the same, but {CALLED} does not mean “killed”."
    ]


TYPES: list[RelationType] = ["relabelled", "rescoped", "exceeds", "disagrees", "agrees", "repeats"]
CLAIMS = [
    a_statement(id=f"c{nth}", document=f"d{nth % 4}", figure=figure, published=may(1 + nth % 3))
    for nth, figure in enumerate([100, 120, 120, 130, 130, 130, 140])
]
RELATIONS = st.lists(
    st.tuples(st.sampled_from(TYPES), st.sampled_from(CLAIMS), st.sampled_from(CLAIMS)),
    max_size=20,
    unique_by=lambda r: (r[1].id, r[2].id),
).map(lambda told: [Related(*one, "amount") for one in told if one[1].id != one[2].id])


@given(RELATIONS, st.randoms())
def test_findings_do_not_depend_on_the_order_of_relations(related: list[Related], chance: Random) -> None:
    shuffled = list(related)
    chance.shuffle(shuffled)
    assert ranked(findings(*shuffled)) == ranked(findings(*related))


@given(RELATIONS)
def test_every_relation_that_matters_is_in_one_finding(related: list[Related]) -> None:
    told = Counter((f.kind, f.claims[0], target) for f in findings(*related) for target in f.claims[1:])
    assert told == Counter(
        (r.type, r.source.id, r.target.id)
        for r in related
        if r.type in ("relabelled", "rescoped", "exceeds", "disagrees")
        or (
            r.type == "agrees"
            and r.source.figure != r.target.figure
            and r.source.document != r.target.document
        )
    )


KINDS: list[FindingKind] = list(get_args(FindingKind))
FINDINGS = st.lists(
    st.builds(
        Finding,
        st.sampled_from(KINDS),
        st.lists(st.sampled_from(["c1", "c2", "c3"]), max_size=2).map(tuple),
        st.just("They differ."),
        st.sampled_from([0.0, 3.0, 120.0]),
        st.sampled_from([(), ("d1",), ("d2",)]),
    ),
    max_size=20,
)


def test_what_is_told_first() -> None:
    found = [
        Finding("agrees", ("c1",), "", 9000),
        Finding("silent", ("c2",), "", 4),
        Finding("relabelled", ("c4",), "", 20),
        Finding("relabelled", ("c3",), "", 20),
        Finding("relabelled", ("c5",), "", 300),
        Finding("undated", (), "", 2, ("d2",)),
        Finding("undated", (), "", 2, ("d1",)),
        Finding("exceeds", ("c6",), "", 5),
    ]
    assert [(f.kind, *f.claims, *f.documents) for f in ranked(found)] == [
        ("relabelled", "c5"),
        ("relabelled", "c3"),
        ("relabelled", "c4"),
        ("exceeds", "c6"),
        ("silent", "c2"),
        ("undated", "d1"),
        ("undated", "d2"),
        ("agrees", "c1"),
    ]
    assert [f.kind for f in ranked(Finding(kind, (), "") for kind in reversed(KINDS))] == KINDS


@given(FINDINGS, st.randoms())
def test_ranking_loses_nothing_and_does_not_depend_on_order(found: list[Finding], chance: Random) -> None:
    told = ranked(found)
    assert Counter(told) == Counter(found)
    assert ranked(told) == told
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert ranked(shuffled) == told
    assert [KINDS.index(f.kind) for f in told] == sorted(KINDS.index(f.kind) for f in found)


HARM = ("killed", "lost")
MATRICES: dict[str, tuple[dict[tuple[str, str, str, str], int], list[tuple[str, str, float]]]] = {
    "silent of its own": (
        {
            ("freedonia", "sylvania", "personnel", "killed"): 3,
            ("freedonia", "sylvania", "tank", "lost"): 1,
            ("sylvania", "freedonia", "tank", "lost"): 1,
            ("sylvania", "sylvania", "tank", "lost"): 1,
        },
        [("freedonia", "4 are of what Sylvania lost; none is of what Freedonia lost itself", 4)],
    ),
    "both": (
        {
            ("freedonia", "sylvania", "tank", "lost"): 1,
            ("sylvania", "freedonia", "tank", "lost"): 2,
        },
        [
            ("freedonia", "1 is of what Sylvania lost; none is of what Freedonia lost itself", 1),
            ("sylvania", "2 are of what Freedonia lost; none is of what Sylvania lost itself", 2),
        ],
    ),
    "of two others": (
        {
            ("freedonia", "sylvania", "tank", "lost"): 1,
            ("freedonia", "klopstokia", "tank", "lost"): 5,
            ("monitors", "freedonia", "tank", "lost"): 1,
            ("monitors", "monitors", "tank", "lost"): 1,
        },
        [
            (
                "freedonia",
                "5 are of what klopstokia lost and 1 is of what Sylvania lost; none is of what Freedonia lost itself",
                6,
            )
        ],
    ),
    "nobody counts its losses": ({("freedonia", "sylvania", "tank", "lost"): 9}, []),
    "of no harm": (
        {
            ("freedonia", "sylvania", "personnel", "deployed"): 9,
            ("sylvania", "freedonia", "tank", "lost"): 1,
            ("sylvania", "sylvania", "tank", "lost"): 1,
        },
        [],
    ),
    "its own of no harm": (
        {
            ("freedonia", "freedonia", "personnel", "deployed"): 9,
            ("freedonia", "sylvania", "tank", "lost"): 2,
            ("sylvania", "freedonia", "tank", "lost"): 1,
            ("sylvania", "sylvania", "tank", "lost"): 1,
        },
        [("freedonia", "2 are of what Sylvania lost; none is of what Freedonia lost itself", 2)],
    ),
    "nothing": ({}, []),
}


@pytest.mark.parametrize(("matrix", "told"), MATRICES.values(), ids=MATRICES)
def test_silences(matrix: dict[tuple[str, str, str, str], int], told: list[tuple[str, str, float]]) -> None:
    assert list(silences(Counter(matrix), HARM, wording())) == [
        (
            who,
            Finding(
                "silent",
                (),
                f"Of the figures given by those who speak for {wording().name(who)}, {words}, in these reports.",
                size,
            ),
        )
        for who, words, size in told
    ]


GREW = "Freedonian Ministry of War, on Sylvania: personnel killed"
RUNNING: dict[str, tuple[list[Statement], dict[str, Statement], list[Finding]]] = {
    "grew": (
        [a_total("a", 1, 1000), a_total("b", 4, 1100), a_total("c", 11, 13_500)],
        {},
        [
            Finding(
                "running",
                ("a", "c"),
                f"{GREW} in Vell grew from “1,000” by 2031-05-01 to “13,500” by 2031-05-11, some 1,250 a day.",
                13_500,
            )
        ],
    ),
    "beside its count of a day": (
        [a_total("a", 1, 1000, place=None), a_total("b", 11, 1240, place=None)],
        {"b": a_statement(id="day", words="90 in a day")},
        [
            Finding(
                "running",
                ("a", "b", "day"),
                f"{GREW} grew from “1,000” by 2031-05-01 to “1,240” by 2031-05-11, some 24 a day, "
                "beside “90 in a day” that it gives for one day.",
                1240,
            )
        ],
    ),
    "fell": ([a_total("a", 1, 1000), a_total("b", 4, 900)], {}, []),
    "stood": ([a_total("a", 1, 1000), a_total("b", 4, 1000)], {}, []),
    "a mean": ([a_total("a", 1, 10, statistic="mean"), a_total("b", 4, 20, statistic="mean")], {}, []),
}


@pytest.mark.parametrize(("claims", "daily", "told"), RUNNING.values(), ids=RUNNING)
def test_running_totals(claims: list[Statement], daily: dict[str, Statement], told: list[Finding]) -> None:
    assert list(of_series(series(claims, rules()), daily, wording())) == told


def test_a_running_total_under_several_names() -> None:
    claims = [
        a_total("a", 1, 1000, outcome="losses"),
        a_total("b", 2, 1100, outcome="killed_or_wounded"),
        a_total("c", 3, 1300, outcome="killed_or_wounded"),
    ]
    (found,) = of_series(series(claims, rules(), "camp"), {}, wording())
    assert found.why == (
        "Freedonia, on Sylvania: personnel losses (some of it told as killed or wounded) in Vell grew from “1,000” by "
        "2031-05-01 to “1,300” by 2031-05-03, some 150 a day."
    )


@pytest.mark.parametrize(
    ("outlets", "voices", "known", "told"),
    [
        (3, 1, True, True),
        (20, 1, True, True),
        (2, 1, True, False),
        (20, 2, True, False),
        (20, 0, True, False),
        (3, 1, False, False),
    ],
)
def test_figures_that_one_claimant_stands_behind(outlets: int, voices: int, known: bool, told: bool) -> None:
    one = Cluster("c1", "120", ("c1", "c2", "c3"), outlets, voices, 1)
    claims = {"c1": a_statement()} if known else {}
    assert list(of_clusters([one], claims, wording())) == [
        Finding(
            "one_source",
            ("c1", "c2", "c3"),
            f"“120” (personnel of Sylvania, killed) is given by {outlets} outlets, and one claimant stands behind it: "
            "Freedonian Ministry of War.",
            outlets,
        )
    ] * int(told)


HAS = "Freedonian Ministry of War has “120” (personnel of Sylvania, killed): "
SERIES = "in Freedonian Ministry of War's own published series"
CHECKS: list[tuple[Check, FindingKind, str]] = [
    (Check("c1", "not in it", None, None), "not_published", f"not {SERIES}."),
    (
        Check("c1", "not in it", None, 13_400),
        "not_published",
        f"not {SERIES} (which has 13,400 for that day).",
    ),
    (
        Check("c1", "not in it", None, 0, True),
        "not_published",
        f"not {SERIES} (which has 0 for that day).",
    ),
    (
        Check("c1", "found", may(3), 120),
        "published",
        f"{SERIES} as a total for 2031-05-03, the day that the report gives or implies.",
    ),
    (
        Check("c1", "found", may(3), 120, True),
        "published",
        f"{SERIES} as the growth of one day for 2031-05-03, the day that the report gives or implies.",
    ),
    (
        Check("c1", "off by a day", may(4), 118),
        "published",
        f"{SERIES} as a total for 2031-05-04, a day off what the report gives.",
    ),
    (
        Check("c1", "on another day", may(9), None),
        "published",
        f"{SERIES} as a total for 2031-05-09, which dates the count.",
    ),
    (
        Check("c1", "rounded", may(3), 12_345),
        "published",
        f"{SERIES} as a total for 2031-05-03 in round figures (12,345).",
    ),
]


@pytest.mark.parametrize(("one", "kind", "told"), CHECKS)
def test_figures_beside_what_their_claimant_publishes(one: Check, kind: FindingKind, told: str) -> None:
    assert list(of_checks([(one, a_statement())], wording())) == [Finding(kind, ("c1",), HAS + told, 120)]


def test_reports_without_a_date() -> None:
    found = of_undated([Undated("d1", "flood.txt", 4, "nothing in it tells")])
    assert list(found) == [
        Finding(
            "undated",
            (),
            "flood.txt does not say when it was published (nothing in it tells); what it counts “so far” or “today” "
            "rests on that.",
            4,
            ("d1",),
        )
    ]
