"""Two claims side by side: each field in words, and the verdict."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.link.explain import Explained, Field, explain
from counterclaim.link.scene import Scene
from tests.link.samples import a_statement, may, rules, wording

DAY: dict[str, Any] = {"kind": "period", "start": may(1), "end": may(1)}
# Another voice in the same report.
OTHER: dict[str, Any] = {
    "id": "c2",
    "claimant": "sylvanian_mod",
    "name": "Ministry in Sylvania",
    "camp": "sylvania",
}


ABOVE = "the first is above anything that the second allows"


def explained(one: dict[str, Any], other: dict[str, Any]) -> Explained:
    return explain(a_statement(**DAY | one), a_statement(**DAY | OTHER | other), rules(), wording())


def test_every_field_of_two_claims() -> None:
    found = explained({}, {"figure": 10, "qualifier": "about", "words": "about 10"})
    assert found.fields == (
        Field("object", "same", "personnel", "personnel", "the same"),
        Field("outcome", "same", "killed", "killed", "the same"),
        Field("party", "same", "Sylvania", "Sylvania", "the same"),
        Field("place", "same", "Vell", "Vell", "the same"),
        Field("window", "same", "on 2031-05-01", "on 2031-05-01", "the same time, to a day"),
        Field("statistic", "same", "total", "total", "the same kind of number"),
        Field("claimant", "other", "Freedonian Ministry of War", "Ministry in Sylvania", "two voices"),
        Field("value", "above", "“120”", "“about 10”: 8.5 to 11.5", ABOVE),
    )  # fmt: skip
    assert found.comparable
    assert found.verdict == f"They count the same thing, so far as is told: {ABOVE}."


FIELDS: dict[str, tuple[dict[str, Any], dict[str, Any], Field]] = {
    "part of an outcome": (
        {}, {"outcome": "losses"},
        Field(
            "outcome", "within", "killed", "losses (killed, wounded, missing and captured together)",
            "the first is part of the second",
        ),
    ),
    "a part around": (
        {"outcome": "killed_or_wounded"}, {},
        Field(
            "outcome", "around", "killed or wounded (killed and wounded together)", "killed",
            "the second is part of the first",
        ),
    ),
    "an object left open": (
        {"object": "people"}, {},
        Field("object", "open", "people", "personnel", "one leaves open what the other says"),
    ),
    "other things": ({"object": "tank"}, {}, Field("object", "apart", "tank", "personnel", "different things")),
    "no outcome": (
        {"outcome": None}, {},
        Field("outcome", "unknown", "not said", "killed", "not told by both, so nothing speaks against it"),
    ),
    "no party": (
        {"party": None}, {},
        Field("party", "unknown", "not told", "Sylvania", "not told by both, so nothing speaks against it"),
    ),
    "two parties": (
        {"party": "freedonia"}, {},
        Field("party", "apart", "Freedonia", "Sylvania", "different things"),
    ),
    "a place within": (
        {}, {"place": "lessen"},
        Field("place", "within", "Vell", "Lessen valley", "the first is part of the second"),
    ),
    "no place": (
        {}, {"place": None},
        Field("place", "unknown", "Vell", "not told", "not told by both, so nothing speaks against it"),
    ),
    "no window": (
        {}, {"kind": "unknown", "start": None, "end": None},
        Field(
            "window", "unknown", "on 2031-05-01", "not told",
            "not told by both, so nothing speaks against it",
        ),
    ),
    "running totals": (
        {"kind": "cumulative", "start": None}, {"kind": "cumulative", "start": None, "end": may(9)},
        Field(
            "window", "earlier", "up to 2031-05-01", "up to 2031-05-09",
            "running totals of which the first is the earlier: it may have grown since",
        ),
    ),
    "a week within a month": (
        {"start": may(3), "end": may(9)}, {"end": may(30)},
        Field(
            "window", "within", "2031-05-03 to 2031-05-09", "2031-05-01 to 2031-05-30",
            "the first lies within the second",
        ),
    ),
    "two days": (
        {}, {"start": may(8), "end": may(8)},
        Field("window", "apart", "on 2031-05-01", "on 2031-05-08", "different times"),
    ),
    "another unit": (
        {"unit": "percent", "statistic": "share"}, {},
        Field("statistic", "apart", "share in percent", "total", "different kinds of number"),
    ),
    "the same claimant": (
        {}, {"claimant": "freedonian_mod", "name": "the Ministry"},
        Field("claimant", "same", "Freedonian Ministry of War", "the Ministry", "the same claimant"),
    ),
    "one camp": (
        {}, {"camp": "freedonia"},
        Field(
            "claimant", "camp", "Freedonian Ministry of War", "Ministry in Sylvania",
            "two that speak for one side",
        ),
    ),
    "the report itself": (
        {}, {"claimant": "narrator", "segment": "headline"},
        Field(
            "claimant", "passed", "Freedonian Ministry of War", "Daily Field (headline)",
            "the report passes on what it is told: one voice",
        ),
    ),
    "one figure": (
        {}, {"words": "some 120", "qualifier": "about"},
        Field("value", "same", "“120”", "“some 120”: 102 to 138", "the same figure"),
    ),
    "room for each other": (
        {}, {"figure": 100, "high": None, "qualifier": "more_than", "words": "over 100"},
        Field("value", "compatible", "“120”", "“over 100”: 100 to any", "their words leave room for each other"),
    ),
    "below": (
        {}, {"figure": 1_250_000, "low": None, "qualifier": "nearly"},
        Field(
            "value", "below", "“120”", "“1,250,000”: 1,062,500 to 1,250,000",
            "the first is below anything that the second allows",
        ),
    ),
    "no figure": (
        {}, {"figure": None, "low": None, "high": None, "qualifier": "vague", "words": "a horde of"},
        Field("value", "unknown", "“120”", "“a horde of”", "one has no figure that could be compared"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("one", "other", "told"), FIELDS.values(), ids=FIELDS)
def test_a_field_in_words(one: dict[str, Any], other: dict[str, Any], told: Field) -> None:
    found = explained(one, other)
    assert next(field for field in found.fields if field.name == told.name) == told


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (
            {"outcome": "killed"},
            {"outcome": "wounded"},
            "They count different things (outcome: killed and wounded).",
        ),
        (
            {},
            {"object": "tank", "place": "oster_quay"},
            "They count different things (object: personnel and tank; place: Vell and oster quay).",
        ),
        (
            {},
            {"start": may(9), "end": may(9)},
            "They count different things (window: on 2031-05-01 and on 2031-05-09).",
        ),
        (
            {},
            {"outcome": "losses"},
            "They count different things, one of which may hold the other (outcome: the first is part of the second).",
        ),
    ],
)
def test_verdicts_on_what_cannot_be_compared(
    one: dict[str, Any], other: dict[str, Any], verdict: str
) -> None:
    found = explained(one, other)
    assert not found.comparable
    assert found.verdict == verdict


def test_a_claim_of_another_report_is_at_the_place_of_its_report() -> None:
    known = a_statement(**DAY)
    scene = Scene(place="vell")
    other = a_statement(**DAY | OTHER | {"document": "d2", "place": None, "scene": scene})
    found = explain(known, other, rules(), wording())
    assert found.fields[3] == Field("place", "same", "Vell", "Vell", "the same")
    within = explain(known, a_statement(**DAY | OTHER | {"place": None, "scene": scene}), rules(), wording())
    assert within.fields[3].standing == "unknown"


def test_two_reports_of_places_that_do_not_meet() -> None:
    found = explain(
        a_statement(**DAY),
        a_statement(**DAY | OTHER | {"document": "d2", "place": "oster_quay"}),
        rules(),
        wording(),
    )
    assert not found.comparable
    assert found.verdict == "They count different things (place: Vell and oster quay)."
