"""Figures of a comparison: on small codings, and beside the reference scorer's on the labelled reports."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from counterclaim.errors import DataError
from counterclaim.evaluate import Evaluation, Found, compare, read_claims, read_gold
from counterclaim.model.codec import claim_to_row
from counterclaim.reader import Reading, read_reports

SHARED = Path(__file__).parents[3] / "shared"

Row = dict[str, Any]


def coded(**fields: Any) -> Row:
    """A claim as coded: forty soldiers of Freedonia killed, by its ministry's word."""
    row: Row = {
        "id": "1",
        "document": "a",
        "number": {"text": "40", "start": 10, "end": 12},
        "value": {"low": 40, "high": 40, "qualifier": "exact"},
        "object": "personnel",
        "outcome": "killed",
        "party": "freedonia",
        "actor": None,
        "place": None,
        "window": {"kind": "unknown", "start": None, "end": None},
        "claimant": ["freedonian_mod"],
        "relays": [],
        "voice": "indirect",
        "stance": "asserted",
    }
    return row | fields


def reported(**fields: Any) -> Row:
    """The same claim as an extractor reports it."""
    row = coded() | {
        "source": "folder/a.txt",
        "kind": "quantity",
        "claimant": {"id": "freedonian_mod", "name": "ministry", "camp": None},
        "segment": "body",
    }
    return row | fields


Score = Callable[..., Evaluation]


@pytest.fixture
def score(tmp_path: Path) -> Score:
    def score(claims: list[Row], found: list[Row], **more: Any) -> Evaluation:
        gold = {"documents": [{"id": "a"} | more.pop("document", {})], "claims": claims, **more}
        (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
        lines = "\n".join(map(json.dumps, found))
        (tmp_path / "claims.jsonl").write_text(lines, encoding="utf-8")
        return compare(read_gold(tmp_path / "gold.json"), read_claims(tmp_path / "claims.jsonl"))

    return score


def test_a_claim_as_coded_is_right_in_everything(score: Score) -> None:
    result = score([coded()], [reported()])
    assert set(result.figures().items()) >= {("core_f1", 1.0), ("claimant", 1.0), ("invented", 0.0)}
    assert result.misses == ()


# What is coded, what is reported, and a field with what it must be judged: right, wrong, or not at all.
JUDGED: list[tuple[str, Row, Row, str, bool | None]] = [
    ("a list accepts any", {"object": ["people", "personnel"]}, {}, "object", True),
    ("a star is not scored", {"stance": "*"}, {"stance": "denied"}, "stance", None),
    ("a blank outcome is not scored", {"outcome": None}, {}, "outcome", None),
    ("a blank party must be blank", {"party": None}, {}, "party", False),
    ("a party that may be blank", {"party": [None, "freedonia"]}, {"party": "sylvania"}, "party", None),
    (
        "a hedge of the same bound",
        {"value": {"low": 40, "high": None, "qualifier": "more_than"}},
        {"value": {"low": 40, "high": None, "qualifier": "at_least"}},
        "value",
        True,
    ),
    (
        "its hedge is another",
        {"value": {"low": 40, "high": None, "qualifier": "more_than"}},
        {"value": {"low": 40, "high": None, "qualifier": "at_least"}},
        "qualifier",
        False,
    ),
    (
        "a bound for a point",
        {},
        {"value": {"low": 40, "high": None, "qualifier": "at_least"}},
        "value",
        False,
    ),
    (
        "a share for a total",
        {},
        {"value": {"low": 40, "high": 40, "qualifier": "exact", "statistic": "share"}},
        "value",
        False,
    ),
    (
        "a unit too many",
        {},
        {"value": {"low": 40, "high": 40, "qualifier": "exact", "unit": "km"}},
        "value",
        False,
    ),
    (
        "vague words have no ends",
        {"value": {"qualifier": "vague"}},
        {"value": {"low": None, "high": None, "qualifier": "vague"}},
        "value",
        True,
    ),
    (
        "the outlet is the narrator",
        {"claimant": ["narrator"]},
        {"claimant": "freedonia_times"},
        "claimant",
        True,
    ),
    (
        "a fuller name",
        {"claimant": ["centre_for_relief"]},
        {"claimant": "the_centre_for_relief_statistics"},
        "claimant",
        True,
    ),
    ("one word is no name's form", {"claimant": ["anna_marsh"]}, {"claimant": "marsh"}, "claimant", False),
    (
        "another state's",
        {"claimant": ["defence_ministry_spokesman"]},
        {"claimant": "russian_defence_ministry_spokesman"},
        "claimant",
        False,
    ),
    (
        "a spelling",
        {"place": "North-Hill"},
        {"place": {"id": "north_hill", "name": "North Hill"}},
        "place",
        True,
    ),
    (
        "an end a day off",
        {"window": {"kind": "period", "start": None, "end": "2023-05-02"}},
        {"window": {"kind": "period", "start": "2023-04-01", "end": "2023-05-03"}},
        "window",
        True,
    ),
    (
        "an end a week off",
        {"window": {"kind": ["period", "instant"], "end": "2023-05-02"}},
        {"window": {"kind": "instant", "end": "2023-05-09"}},
        "window",
        False,
    ),
    (
        "relays, more than coded",
        {"relays": ["the_post"]},
        {"relays": [{"id": "the_post"}, {"id": "agency"}]},
        "relays",
        True,
    ),
]


@pytest.mark.parametrize(
    ("wanted", "found", "field", "verdict"), [case[1:] for case in JUDGED], ids=[c[0] for c in JUDGED]
)
def test_a_field(score: Score, wanted: Row, found: Row, field: str, verdict: bool | None) -> None:
    result = score([coded(**wanted)], [reported(**found)], document={"outlet": "Freedonia Times"})
    share = result.fields.get(field)
    assert (None if share is None else share.figure) == (None if verdict is None else float(verdict))


@pytest.mark.parametrize(
    ("found", "filled"),
    [
        ({}, 0),
        ({"place": {"id": "north_hill", "name": "North Hill"}}, 1),
        ({"window": {"kind": "instant", "start": None, "end": "2023-05-09"}}, 1),
    ],
)
def test_what_is_filled_in_without_ground(score: Score, found: Row, filled: int) -> None:
    assert score([coded()], [reported(**found)]).invented.right == filled


def test_missed_spurious_optional_and_tolerated(score: Score) -> None:
    elsewhere = [{"text": "", "start": start, "end": start + 2} for start in (30, 50, 70, 90)]
    result = score(
        [coded(), coded(id="2", number=elsewhere[0]), coded(id="3", number=elsewhere[1], optional=True)],
        [reported(), *(reported(number=span) for span in elsewhere[2:])],
        not_claims=[{"document": "a", "text": "at 90", "start": 88, "tolerated": True}],
    )
    assert (result.coded, result.reported, result.paired) == (2, 2, 1)
    assert [miss.kind for miss in result.misses] == ["spurious", "missed"]


def test_one_figure_said_of_two_things_pairs_by_the_fields(score: Score) -> None:
    both = ("killed", "wounded")
    result = score(
        [coded(id=outcome, outcome=outcome) for outcome in both],
        [reported(outcome=outcome) for outcome in reversed(both)],
    )
    assert (result.paired, result.core) == (2, 2)


def test_a_wrong_side_is_worse_than_a_blank_one(score: Score) -> None:
    spans = [{"text": "", "start": start, "end": start + 2} for start in (10, 30)]
    result = score(
        [coded(id=str(n), number=span) for n, span in enumerate(spans)],
        [reported(number=spans[0], party=None), reported(number=spans[1], party="sylvania")],
    )
    assert [miss.differences[0].got for miss in result.misses] == ["sylvania", "none"]
    assert result.parties == {("freedonia", "none"): 1, ("freedonia", "sylvania"): 1}


def test_claims_of_other_documents_are_an_error_only_where_there_are_no_others(score: Score) -> None:
    assert score([coded()], [reported(), reported(source="b.txt")]).reported == 1
    with pytest.raises(DataError, match=r"b\.txt"):
        score([coded()], [reported(source="b.txt")])


@pytest.mark.parametrize("text", ["", "[]", '{"documents": []}', '{"documents": [], "claims": [{"id": 1}]}'])
def test_what_is_no_coding(tmp_path: Path, text: str) -> None:
    (tmp_path / "gold.json").write_text(text)
    with pytest.raises(DataError, match=r"gold\.json"):
        read_gold(tmp_path / "gold.json")


labelled = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason=f"the labelled reports are not at {SHARED}"
)
LABELS = SHARED / "gold" / "kursk.json"


@pytest.fixture(scope="module")
def claims() -> list[Row]:
    """What the extraction finds in the labelled reports."""
    readings = [one for one in read_reports(SHARED / "seeds") if isinstance(one, Reading)]
    return [claim_to_row(claim) for reading in readings for claim in reading.claims]


def as_found(rows: list[Row]) -> list[Row]:
    return rows


def a_third_left_out(rows: list[Row]) -> list[Row]:
    return [row for n, row in enumerate(rows) if n % 3]


def fields_of_others(rows: list[Row]) -> list[Row]:
    fields = ("object", "outcome", "party", "claimant", "window", "place", "stance", "value")
    return [row | {f: rows[n - 1 - k % 3][f] for k, f in enumerate(fields)} for n, row in enumerate(rows)]


def numbers_too_long(rows: list[Row]) -> list[Row]:
    return [
        row | {"number": row["number"] | {"end": row["number"]["end"] + n % 3}} for n, row in enumerate(rows)
    ]


@labelled
@pytest.mark.parametrize("change", [as_found, a_third_left_out, fields_of_others, numbers_too_long])
def test_the_same_figures_as_the_reference_scorer(
    claims: list[Row], change: Callable[[list[Row]], list[Row]]
) -> None:
    rows = change(claims)
    score = runpy.run_path(str(SHARED / "score.py"))["score"]
    reference, _ = score(json.loads(LABELS.read_text("utf-8")), rows)
    evaluation = compare(read_gold(LABELS), (msgspec.convert(row, Found) for row in rows))
    figures = evaluation.figures()
    assert (evaluation.coded, evaluation.reported) == (reference.pop("gold"), reference.pop("predicted"))
    assert {name: figures[name] for name in reference} == pytest.approx(reference, abs=5e-4)


VALUES = [
    ({"low": 38000, "high": None, "qualifier": "more_than"}, "more than 38,000"),
    ({"low": None, "high": 1120, "qualifier": "at_most"}, "at most 1,120"),
    ({"low": 38000, "high": None, "qualifier": ["more_than", "about"]}, "more than or about 38,000 or more"),
    ({"low": 12, "high": 15, "qualifier": "between"}, "between 12 and 15"),
    ({"low": 12, "high": 15, "qualifier": "exact"}, "12 to 15"),
    ({"low": None, "high": 15, "qualifier": "*"}, "up to 15"),
    ({"low": None, "high": None, "qualifier": "vague"}, "vague"),
    ({"low": 50, "high": 50, "qualifier": "about", "unit": "percent"}, "about 50 percent"),
    ({"low": 7, "high": 7, "qualifier": "exact", "statistic": "rate_per_day"}, "7 rate per day"),
]


@pytest.mark.parametrize(("value", "told"), VALUES)
def test_values_in_plain_words(score: Score, value: Row, told: str) -> None:
    other = {"low": 90, "high": 90, "qualifier": "exact"}
    (miss,) = score([coded(value=value)], [reported(value=other)]).misses
    (difference,) = (one for one in miss.differences if one.field == "value")
    assert (difference.expected, difference.got) == (told, "90")


WINDOWS = [
    (("cumulative", None, "2025-01-06"), "running total to 2025-01-06"),
    (("cumulative", "2025-01-01", None), "running total from 2025-01-01"),
    (("period", "2025-01-01", "2025-01-06"), "2025-01-01 to 2025-01-06"),
    (("instant", "2025-01-01", "2025-01-01"), "state 2025-01-01"),
    (("instant", None, None), "state, undated"),
]


@pytest.mark.parametrize(("given", "told"), WINDOWS)
def test_windows_in_plain_words(score: Score, given: tuple[str, str | None, str | None], told: str) -> None:
    window = dict(zip(("kind", "start", "end"), given, strict=True))
    (miss,) = score([coded(window=window)], [reported()]).misses
    (difference,) = miss.differences
    assert (difference.field, difference.expected, difference.got) == ("window", told, "undated")
