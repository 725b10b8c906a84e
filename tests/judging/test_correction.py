"""What is put right in a claim is held against the codebook and the text."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import JudgementError
from counterclaim.judging.correction import FIELDS, correct, objects, outcomes
from counterclaim.judging.figures import read_value
from counterclaim.model import Value
from counterclaim.model.codec import claim_from_row, claim_to_row
from counterclaim.reader import Reading, read_reports
from tests.samples import a_claim, a_document, a_raw

TEXT = (
    "Army counts losses\n\nThe ministry said 🚜 the enemy lost 12 tanks, more than 1,500 soldiers, 5 to 10 guns, "
    "dozens of lorries and $2 million a week near Vell."
)
DOCUMENT = a_document(a_raw("a.txt", TEXT))
ROW = claim_to_row(a_claim(DOCUMENT, "12"))
SENTENCE = ROW["evidence"]


def span(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def put(**given: Any) -> dict[str, Any]:
    return correct(ROW, TEXT, given)


RIGHT: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({}, {}),
    ({"party": "freedonia"}, {"party": "freedonia"}),
    ({"party": "sylvania"}, {}),
    ({"party": None, "actor": "north_korea"}, {"party": None, "actor": "north_korea"}),
    (
        {"outcome": "killed", "object": "other:guardhouse"},
        {"outcome": "killed", "object": "other:guardhouse"},
    ),
    ({"object": "distance"}, {"object": "distance"}),
    ({"outcome": None}, {"outcome": None}),
    ({"place": None}, {"place": None}),
    ({"place": {"id": "vell_city", "name": "Vell"}}, {"place": {"id": "vell_city", "name": "Vell"}}),
    ({"place": {"name": "Upper Vell"}}, {"place": {"id": "upper_vell", "name": "Upper Vell"}}),
    ({"voice": "quote", "stance": "denied"}, {"voice": "quote", "stance": "denied"}),
    ({"segment": "caption"}, {"segment": "caption"}),
    (
        {"claimant": {"name": "a Vell doctor", "id": "vell_doctor"}},
        {"claimant": {"id": "vell_doctor", "name": "a Vell doctor", "camp": None}},
    ),
    (
        {"claimant": {"name": "Residents"}},
        {"claimant": {"id": "residents", "name": "Residents", "camp": None}},
    ),
    (
        {"claimant": {"camp": None}},
        {"claimant": {"id": "freedonian_mod", "name": "Freedonian Ministry of War", "camp": None}},
    ),
    ({"relays": []}, {"relays": []}),
    ({"relays": [{"name": "Post"}]}, {"relays": [{"id": "post", "name": "Post", "camp": None}]}),
    ({"stated": ["2031-05-01", "2031-05-02"]}, {"stated": ["2031-05-01", "2031-05-02"]}),
    ({"stated": None}, {}),
    (
        {"window": {"kind": "unknown"}},
        {"window": {"kind": "unknown", "start": None, "end": None, "precision": None, "basis": "unknown"}},
    ),
    (
        {"window": {"kind": "period", "start": "2031-05-01"}},
        {
            "window": {
                "kind": "period",
                "start": "2031-05-01",
                "end": "2031-05-02",
                "precision": "day",
                "basis": "relative",
            }
        },
    ),
]


@pytest.mark.parametrize(("given", "differs"), RIGHT)
def test_what_differs_is_returned_whole(given: dict[str, Any], differs: dict[str, Any]) -> None:
    assert put(**given) == differs


# What is given of the value 12, and the low, high and qualifier that come of it.
VALUES: list[tuple[dict[str, Any], tuple[Any, ...]]] = [
    ({"low": 13}, (13, 13, "exact")),
    ({"high": 13.0}, (13, 13, "exact")),
    ({"low": 2.5, "high": 2.5}, (2.5, 2.5, "exact")),
    ({"qualifier": "at_least"}, (12, None, "at_least")),
    ({"qualifier": "nearly"}, (None, 12, "nearly")),
    ({"qualifier": "nearly", "high": 14}, (None, 14, "nearly")),
    ({"qualifier": "vague"}, (None, None, "vague")),
    ({"qualifier": "between", "high": 15}, (12, 15, "between")),
]


@pytest.mark.parametrize(("value", "expected"), VALUES)
def test_ends_follow_the_qualifier(value: dict[str, Any], expected: tuple[Any, ...]) -> None:
    found = put(value=value)["value"]
    assert (found["low"], found["high"], found["qualifier"]) == expected
    assert (found["words"], found["unit"], found["statistic"]) == ("12", None, "total")


NUMBERS: list[tuple[str, Any]] = [
    ("1,500", (1500, None, "more_than", "more than 1,500", None)),
    ("5 to 10", (5, 10, "between", "5 to 10", None)),
    ("10", (10, 10, "exact", "10", None)),
    ("dozens", (None, None, "vague", "dozens", None)),
    ("$2 million", (2000000, 2000000, "exact", "$2 million", "USD")),
]


@pytest.mark.parametrize(("words", "expected"), NUMBERS)
def test_the_value_follows_the_number(words: str, expected: tuple[Any, ...]) -> None:
    found = put(number=span(words))
    assert found["number"] == {"text": words, **span(words)}
    value = found["value"]
    keys = ("low", "high", "qualifier", "words", "unit")
    assert tuple(value[key] for key in keys) == expected


def test_a_value_that_is_given_is_not_read_anew() -> None:
    assert put(number=span("lorries"), value={"low": 3})["value"]["low"] == 3
    found = put(number=span("1,500"), value={"statistic": "mean"})["value"]
    assert (found["low"], found["high"], found["statistic"]) == (1500, None, "mean")


def test_what_a_rate_was_converted_by_stands() -> None:
    weekly = {**ROW, "value": {**ROW["value"], "low": 12 / 7, "high": 12 / 7, "statistic": "rate_per_day"}}
    value = correct(weekly, TEXT, {"number": span("1,500")})["value"]
    assert (value["low"], value["high"], value["statistic"]) == (214.2857, None, "rate_per_day")


def test_a_share_is_one_by_its_sign() -> None:
    document = a_document(a_raw("b.txt", "Tanks lost\n\nThey lost 12 tanks, 40% of all."))
    row = claim_to_row(a_claim(document, "12"))
    at = document.text.index("40%")
    value = correct(row, document.text, {"number": {"start": at, "end": at + 3}})["value"]
    assert (value["low"], value["statistic"], value["unit"]) == (40, "share", "percent")
    back = correct({**row, "value": value}, document.text, {"number": {"start": at, "end": at + 2}})["value"]
    assert (back["statistic"], back["unit"]) == ("total", None)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("grounds: cannot be corrected; there are number, evidence", {"grounds": []}),
    ("number: takes start and end, offsets from 0 to", {"number": {"start": 3}}),
    ("number: takes start and end", {"number": None}),
    ("number: takes start and end", {"number": {"start": 5, "end": 5}}),
    ("number: takes start and end", {"number": {"start": 5, "end": 50_000}}),
    ("number: has to stand within the evidence, 20 to", {"number": {"start": 0, "end": 4}}),
    ("number: has to stand within", {"evidence": {"start": 0, "end": 10}}),
    ('number: "lorries" is no figure; give the value too', {"number": span("lorries")}),
    ('number: "1,5" is no figure', {"number": span("1,5")}),
    ("object: 'Tank' is none of air_defence_system, aircraft", {"object": "Tank"}),
    ("outcome: 'lorry' is none of abducted", {"outcome": "lorry"}),
    ("outcome: 'other:' is none of", {"outcome": "other:"}),
    ("outcome: 7 is none of", {"outcome": 7}),
    ("party: 'North Korea' is no id: lower-case words joined by _, or null", {"party": "North Korea"}),
    ("party: '' is no id", {"party": ""}),
    ("actor: 4 is no id", {"actor": 4}),
    ("place: takes id, name", {"place": "vell"}),
    ("place.name: is to be words", {"place": {"id": "vell"}}),
    ("place.id: 'Vell' is no id", {"place": {"id": "Vell", "name": "Vell"}}),
    ("claimant.name: is to be words", {"claimant": {"name": " "}}),
    ("claimant.id: the name has no letters", {"claimant": {"name": "???"}}),
    ("claimant: takes id, name, camp", {"claimant": None}),
    ("relays: takes a list", {"relays": {"name": "Post"}}),
    ("relays.camp: 'A B' is no id", {"relays": [{"name": "Post", "camp": "A B"}]}),
    ("window: takes kind, start, end, precision, basis", {"window": {"day": 1}}),
    ("window.kind: 'span' is none of period", {"window": {"kind": "span"}}),
    ("window.start: '2031-5-1' is no day; give it as 2024-09-03", {"window": {"start": "2031-5-1"}}),
    ("window.end: 20310502 is no day", {"window": {"end": 20310502}}),
    ("window: starts on 2031-05-03, after its end on 2031-05-02", {"window": {"start": "2031-05-03"}}),
    ("window.precision: None is none of day", {"window": {"precision": None}}),
    ("window.basis: 'guess' is none of explicit", {"window": {"basis": "guess"}}),
    ("stated: takes its first and its last day", {"stated": ["2031-05-02"]}),
    ("stated: takes its first and its last day", {"stated": ["2031-05-02", "2031-05-01"]}),
    ("voice: 'loud' is none of quote, indirect, narrator", {"voice": "loud"}),
    ("stance: None is none of", {"stance": None}),
    ("segment: 'boilerplate' is none of headline", {"segment": "boilerplate"}),
    ("value: takes low, high", {"value": 12}),
    ("value: takes low, high", {"value": {"lower": 12}}),
    ("value.low: -1 is no number from 0", {"value": {"low": -1}}),
    ("value.low: True is no number", {"value": {"low": True}}),
    ("value.high: nan is no number", {"value": {"high": float("nan")}}),
    ("value.qualifier: 'maybe' is none of exact", {"value": {"qualifier": "maybe"}}),
    ("value.statistic: 'sum' is none of total", {"value": {"statistic": "sum"}}),
    ("value.unit: 'miles' is none of AUD, CAD", {"value": {"unit": "miles"}}),
    ("value.words: are to be", {"value": {"words": ""}}),
    ("value.high: more_than leaves it open", {"value": {"qualifier": "more_than", "high": 14}}),
    ("value.low: at_least needs a number there", {"value": {"qualifier": "at_least", "low": None}}),
    ("value: exact has one figure", {"value": {"low": 12, "high": 14}}),
    ("value: low, 15, is above high, 14", {"value": {"qualifier": "between", "low": 15, "high": 14}}),
]


@pytest.mark.parametrize(("problem", "given"), WRONG)
def test_what_is_not_allowed_is_named(problem: str, given: dict[str, Any]) -> None:
    with pytest.raises(JudgementError) as told:
        put(**given)
    assert str(told.value).startswith(problem)


def test_what_has_no_number_gets_none() -> None:
    status = {**ROW, "kind": "status", "number": None, "value": None}
    assert correct(status, TEXT, {"party": "freedonia"}) == {"party": "freedonia"}
    for field, value in (("number", span("12")), ("value", {"low": 12})):
        with pytest.raises(JudgementError, match=f"{field}: a status has none"):
            correct(status, TEXT, {field: value})


def test_the_codebook_has_them_all() -> None:
    book = ["killed", "wounded", "irrecoverable", "losses", "retaken", "repelled", "shot_down", "cost"]
    assert {*book} <= {*outcomes()}
    assert {"personnel", "body", "territory", "distance", "money"} <= {*objects()}


KEYS = st.sampled_from(["id", "name", "camp", "start", "end", "low", "high", "kind", "unit", "words"])
ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 140)
    | st.text(max_size=9)
    | st.sampled_from(["vell", "exact"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
)


@given(st.sampled_from(FIELDS), ANYTHING)
def test_whatever_is_given_makes_a_claim_or_is_refused(field: str, anything: Any) -> None:
    found: dict[str, Any] = {}
    with suppress(JudgementError):
        found = put(**{field: anything})
    stands = {**ROW, **found}
    assert claim_to_row(claim_from_row(stands)) == stands
    assert TEXT[stands["number"]["start"] : stands["number"]["end"]] == stands["number"]["text"]
    assert correct(stands, TEXT, {name: found[name] for name in found}) == {}


def test_values_are_read_as_the_machine_reads_them() -> None:
    """The figures of the example reports, pointed at again, have the values that extraction gave them."""
    seen = 0
    for reading in read_reports(Path(__file__).parents[2] / "examples" / "reports"):
        assert isinstance(reading, Reading)
        for claim in reading.claims:
            row = claim_to_row(claim)
            read = read_value(reading.document.text, row["number"], row["evidence"], row)
            assert read is not None
            assert Value(**read) == claim.value
            seen += 1
    assert seen > 20
