"""Relations in words: who has what figure of what, and why the two stand as they do."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.link.relate import Related
from counterclaim.link.statement import Statement
from counterclaim.link.why import capital, daily_rate, doubt, when
from counterclaim.model import RelationType
from tests.link.samples import a_statement, a_total, may, wording

OWN = {"claimant": "narrator", "name": "", "camp": None}
# Of another claimant, outlet and report, published later.
OTHER: dict[str, Any] = {
    "id": "c2",
    "document": "d2",
    "outlet": "evening_post",
    "claimant": "sylvanian_mod",
    "name": "Ministry in Sylvania",
    "camp": "sylvania",
}
FIRST = "Freedonian Ministry of War has “120” (personnel of Sylvania, killed; Vell)"
IN_FIELD = "Freedonian Ministry of War, in Daily Field, has “120” (personnel of Sylvania, killed; Vell)"

TOLD: dict[str, tuple[dict[str, Any], bool, str]] = {
    "within a report": ({}, True, FIRST),
    "with the outlet": ({}, False, IN_FIELD),
    "of an unknown outlet": (
        {"outlet": "d1"},
        False,
        FIRST.replace(" has", ", in a report of an unknown outlet, has"),
    ),
    "without a name": (
        {"claimant": "unnamed", "name": ""},
        True,
        FIRST.replace("Freedonian Ministry of War", "a source without a name"),
    ),
    "by the id's name": ({"name": ""}, True, FIRST),
    "by the id": (
        {"claimant": "harbour_police", "name": ""},
        True,
        FIRST.replace("Freedonian Ministry of War", "harbour police"),
    ),
    "in its own voice": (OWN, False, FIRST.replace("Freedonian Ministry of War", "Daily Field")),
    "in its headline": (
        {**OWN, "segment": "headline"},
        False,
        FIRST.replace("Freedonian Ministry of War", "Daily Field (headline)"),
    ),
    "in its own voice, unknown": (
        {**OWN, "outlet": "d1", "segment": "caption"},
        True,
        FIRST.replace("Freedonian Ministry of War", "the report itself (caption)"),
    ),
    "of a state's people": (
        {"party": None, "of_state": "freedonia", "object": "people"},
        True,
        FIRST.replace("personnel of Sylvania", "people of Freedonia"),
    ),
    "of nobody's": ({"party": None}, True, FIRST.replace(" of Sylvania", "")),
    "without an outcome": ({"outcome": None}, True, FIRST.replace(", killed", "")),
    "without a place": ({"place": None}, True, FIRST.replace("; Vell", "")),
    "at a place without a name": ({"place": "oster_quay"}, True, FIRST.replace("Vell", "oster quay")),
    "a mean": ({"statistic": "mean"}, True, FIRST.replace("killed", "killed, mean")),
    "a rate": ({"statistic": "rate_per_day"}, True, FIRST.replace("killed", "killed, a day")),
    "a share": ({"statistic": "share"}, True, FIRST.replace("killed", "killed, share of it")),
    "of the report's own words": (
        {"object": "other:prize_bull", "outcome": "killed_or_wounded", "party": None},
        True,
        FIRST.replace("personnel of Sylvania, killed", "prize bull, killed or wounded"),
    ),
    "dated": (
        {"kind": "period", "start": may(1), "end": may(1)},
        True,
        FIRST.replace("Vell", "Vell; on 2031-05-01"),
    ),
}


@pytest.mark.parametrize(("fields", "in_report", "told"), TOLD.values(), ids=TOLD)
def test_who_has_what(fields: dict[str, Any], in_report: bool, told: str) -> None:
    assert wording().told(a_statement(**fields), in_report) == told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"kind": "unknown"}, ""),
        ({"kind": "unknown", "start": may(1), "end": may(2)}, ""),
        ({"kind": "period"}, ""),
        ({"kind": "period", "start": may(1), "end": may(1)}, "on 2031-05-01"),
        ({"kind": "period", "start": may(1), "end": may(4)}, "2031-05-01 to 2031-05-04"),
        ({"kind": "period", "start": may(1)}, "on 2031-05-01"),
        ({"kind": "instant", "end": may(4)}, "on 2031-05-04"),
        ({"kind": "cumulative", "end": may(4)}, "up to 2031-05-04"),
        ({"kind": "cumulative", "start": may(1)}, "since 2031-05-01"),
        ({"kind": "cumulative", "start": may(1), "end": may(4)}, "from 2031-05-01 to 2031-05-04"),
        (
            {"kind": "period", "start": may(1).replace(month=3), "end": may(4)},
            "from 2031-03-01 to 2031-05-04",
        ),
    ],
)
def test_when(fields: dict[str, Any], told: str) -> None:
    assert when(a_statement(**fields)) == told


@pytest.mark.parametrize(
    ("earlier", "later", "rate"),
    [
        ((1, 100), (5, 180), 20.0),
        ((1, 100), (3, 90), -5.0),
        ((1, 100), (1, 180), None),
        ((5, 100), (1, 180), None),
    ],
)
def test_growth_a_day(earlier: tuple[int, float], later: tuple[int, float], rate: float | None) -> None:
    assert daily_rate(a_total("a", *earlier), a_total("b", *later)) == rate


def test_no_growth_without_dates_or_figures() -> None:
    one, other = a_total("a", 1, 100), a_total("b", 2, 120)
    assert daily_rate(a_statement(), other) is None
    assert daily_rate(one, a_statement()) is None
    assert daily_rate(one, a_statement(figure=None, end=may(4))) is None


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        ({"kind": "instant"}, {"kind": "instant"}, ""),
        ({}, {"kind": "instant"}, " (the time not given by both)"),
        ({"kind": "instant"}, {"kind": "instant", "place": None}, " (the place not given by both)"),
        ({"kind": "instant"}, {"kind": "instant", "place": "lessen"}, " (the same place not given by both)"),
        ({"place": None}, {"place": None}, " (the time and the place not given by both)"),
    ],
)
def test_what_is_not_told(one: dict[str, Any], other: dict[str, Any], told: str) -> None:
    found = Related("agrees", a_statement(**one), a_statement(**other), "amount")
    assert doubt(found) == told


def test_a_first_letter_alone_is_made_a_capital() -> None:
    told = [capital(text) for text in ("the NATO report", "Élan", "ça", "")]
    assert told == ["The NATO report", "Élan", "Ça", ""]


DAY = {"kind": "period", "start": may(1), "end": may(1)}
REASONS: dict[str, tuple[RelationType, str, dict[str, Any], dict[str, Any], str]] = {
    # relation, what it rests on, what the two claims have otherwise, and the reason
    "repeats": (
        "repeats", "amount", {}, {"document": "d1"},
        "one figure of one thing, again; the repetition adds no evidence.",
    ),
    "repeats in another report": (
        "repeats", "amount", {}, {},
        "one figure of one thing, again in another report; the repetition adds no evidence.",
    ),
    "rounded": (
        "repeats", "rounded", {}, {},
        "the second is the first, rounded; it adds no evidence.",
    ),
    "relabelled": (
        "relabelled", "outcome", {"outcome": "losses"}, {},
        "the figure is the same, but “losses (killed, wounded, missing and captured together)” does not mean “killed”.",
    ),
    "of another party": (
        "rescoped", "party", {}, {"party": "freedonia"},
        "the figure is the same, but it is counted of Sylvania in the one and of Freedonia in the other.",
    ),
    "of another place": (
        "rescoped", "place", {}, {"place": "lessen"},
        "the figure is the same, but it is of Vell in the one and of Lessen valley in the other.",
    ),
    "of another time": (
        "rescoped", "time", DAY, {},
        "the figure is the same, but it is on 2031-05-01 in the one and undated in the other.",
    ),
    "told as fresh": (
        "rescoped", "fresh", {"kind": "cumulative", "end": may(3)}, {},
        "the figure is the same, but a count up to 2031-05-03 is told as one of what has just happened.",
    ),
    "told as fresh, undated": (
        "rescoped", "fresh", {"kind": "cumulative"}, {},
        "the figure is the same, but a count over a longer time is told as one of what has just happened.",
    ),
    "updates": ("updates", "said", {}, {"figure": 130}, "a later stand of one count."),
    "updates in time": (
        "updates", "time", {"kind": "cumulative", "end": may(1)},
        {"kind": "cumulative", "end": may(11), "figure": 1350},
        "a later stand of one count, some 123 a day in between.",
    ),
    "hardly grown": (
        "updates", "time", {"kind": "cumulative", "end": may(1)},
        {"kind": "cumulative", "end": may(11), "figure": 125},
        "a later stand of one count.",
    ),
    "updates by another name": (
        "updates", "said", {"outcome": "killed_or_wounded"}, {"outcome": "losses"},
        "a later stand of one count, now as losses instead of killed or wounded.",
    ),
    "agrees": (
        "agrees", "amount", DAY, DAY,
        "they count the same thing, so far as is told, and give the same figure.",
    ),
    "agrees, undated": (
        "agrees", "amount", DAY, {"figure": 130},
        "they count the same thing, so far as is told, and their words leave room for each other"
        " (the time not given by both).",
    ),
    "disagrees": (
        "disagrees", "amount", DAY, {**DAY, "figure": 10},
        "they count the same thing, so far as is told, and both cannot hold.",
    ),
    "part, as told": ("part_of", "told", {}, {}, "the first is part of the second: the report says so."),
    "part of a sum": (
        "part_of", "sum", {}, {},
        "the first is part of the second: figures that follow one another add up to it.",
    ),
    "part by what is counted": (
        "part_of", "object", {"object": "child"}, {"object": "people"},
        "the first is part of the second: child among people.",
    ),
    "part by outcome": (
        "part_of", "outcome", {}, {"outcome": "killed_or_wounded"},
        "the first is part of the second: killed or wounded (killed and wounded together) includes killed.",
    ),
    "part by time": (
        "part_of", "time", {}, {},
        "the first is part of the second: the time of the one lies within that of the other.",
    ),
    "part by place": (
        "part_of", "place", {}, {"place": "lessen"},
        "the first is part of the second: Vell within Lessen valley.",
    ),
    "part by place, of the whole": (
        "part_of", "place", {"place": None}, {"place": None},
        "the first is part of the second: one place within the whole.",
    ),
    "falls": (
        "exceeds", "falls", {}, {},
        "a running total does not fall; was it corrected, or is something else counted?",
    ),
    "more than a whole by outcome": (
        "exceeds", "outcome", {}, {"outcome": "losses"},
        "killed is part of losses (killed, wounded, missing and captured together), and a part is not larger than "
        "its whole; are both of the same time and people?",
    ),
    "more than a whole by time": (
        "exceeds", "time", {}, {},
        "a shorter time holds more than the longer one around it; are both of the same thing?",
    ),
    "more than a whole": (
        "exceeds", "object", {}, {},
        "a part is larger than its whole; are both of the same thing?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "by", "one", "other", "reason"), REASONS.values(), ids=REASONS)
def test_reasons(
    kind: RelationType, by: str, one: dict[str, Any], other: dict[str, Any], reason: str
) -> None:
    found = Related(kind, a_statement(**one), a_statement(**(OTHER | other)), by)
    told = wording().why(found)
    assert told.split(": ", 1)[1] == reason


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("repeats", "and"),
        ("relabelled", "and"),
        ("agrees", "and"),
        ("part_of", "and"),
        ("updates", "later"),
        ("disagrees", "while"),
        ("exceeds", "while"),
    ],
)
def test_both_figures_are_told(kind: RelationType, word: str) -> None:
    one, other = a_statement(), a_statement(**OTHER | {"figure": 1300, "words": "some 1,300"})
    second = "has “some 1,300” (personnel of Sylvania, killed; Vell): "
    assert (
        wording()
        .why(Related(kind, one, other, "time"))
        .startswith(f"{IN_FIELD}, {word} Ministry in Sylvania, in Evening Post, {second}")
    )
    within: Statement = a_statement(**OTHER | {"figure": 1300, "words": "some 1,300", "document": "d1"})
    assert (
        wording()
        .why(Related(kind, one, within, "time"))
        .startswith(f"{FIRST}, {word} Ministry in Sylvania {second}")
    )


def test_a_strength_is_asked_about() -> None:
    why = wording().why(
        Related("exceeds", a_statement(), a_statement(**OTHER, outcome="deployed"), "strength")
    )
    assert "more than were said to be there" in why
    assert why.endswith("?")


def test_what_begins_a_sentence_is_a_capital() -> None:
    found = Related("repeats", a_statement(claimant="unnamed", name=""), a_statement(**OTHER), "amount")
    assert wording().why(found).startswith("A source without a name, in Daily Field, has “120”")
