"""What coders of a round agree on, and what is left to be settled between them."""

from __future__ import annotations

from typing import Any

import pytest

from counterclaim.judging.agreement import Agreement, agreements, differences
from counterclaim.model.codec import claim_to_row
from counterclaim.store import Judgement, Round, Verdict
from tests.samples import a_claim, a_document, a_raw

TEXT = "Losses\n\nSylvania lost 11 tanks, 22 tanks, 33 tanks, 44 tanks near Vell."
DOCUMENT = a_document(a_raw("a.txt", TEXT))
CLAIMS = {figure: claim_to_row(a_claim(DOCUMENT, figure)) for figure in ("11", "22", "33", "44")}
ROUND = Round(1, "first", (DOCUMENT.id,), ("ada", "bob", "cleo"), "dora", "2031-05-03", (), False)


class Said:
    """Judgements in the order in which they are made."""

    def __init__(self) -> None:
        self.all: list[Judgement] = []

    def __call__(
        self, judge: str, figure: str, verdict: Verdict = "accepted", within: int | None = 1, **right: Any
    ) -> Said:
        row = CLAIMS.get(figure, {"id": figure, "type": "agrees"})
        document = row.get("document")
        self.all.append(
            Judgement(
                len(self.all) + 1, row["id"], document, verdict, right or None, row, judge, "2031", "", within
            )
        )
        return self


def of(found: tuple[Agreement, ...], field: str) -> tuple[Any, ...]:
    (one,) = (one for one in found if one.field == field)
    return one.units, one.share, one.alpha


def value(figure: int) -> dict[str, Any]:
    return {**CLAIMS["11"]["value"], "low": figure, "high": figure}


def test_fields_are_compared_over_what_each_saw() -> None:
    said = Said()("ada", "11")("bob", "11")("ada", "22")("bob", "22", "corrected", party="freedonia")
    said("ada", "33", "corrected", party="freedonia")(
        "bob", "33", "corrected", party="freedonia", object="drone"
    )
    said("ada", "44")
    found = agreements(said.all, ROUND)
    assert [one.field for one in found][:3] == ["verdict", "number", "low"]
    assert of(found, "verdict") == (3, 1.0, None)
    assert of(found, "party") == (3, pytest.approx(2 / 3), pytest.approx(4 / 9))
    assert of(found, "object") == (3, pytest.approx(2 / 3), 0.0)
    assert of(found, "number") == (3, 1.0, 1.0)
    assert of(found, "outcome") == (3, 1.0, None)
    assert of(found, "relation") == (0, None, None)


def test_what_is_rejected_or_merged_counts_for_the_verdict_alone() -> None:
    said = Said()("ada", "11")("bob", "11", "rejected")("ada", "22")("bob", "22")
    said("ada", "33", "rejected")("bob", "33", "rejected")
    said("ada", "44", "merged", claim="c1")("bob", "44", "merged", claim="c1")
    found = agreements(said.all, ROUND)
    assert of(found, "verdict")[:2] == (4, 0.75)
    assert of(found, "party") == (1, 1.0, None)


def test_figures_are_compared_by_ratio_and_open_ends_are_none() -> None:
    said = Said()("ada", "11")("bob", "11", "corrected", value=value(12))
    said("ada", "22", "corrected", value=value(2000))("bob", "22", "corrected", value=value(2100))
    near = of(agreements(said.all, ROUND), "low")
    assert near[:2] == (2, 0.0)
    assert near[2] is not None
    assert near[2] > 0.99
    said("ada", "33")("bob", "33", "corrected", value=value(0) | {"low": None})
    assert of(agreements(said.all, ROUND), "low") == (3, 0.0, near[2])


def test_relations() -> None:
    said = Said()("ada", "r1")("bob", "r1")("ada", "r2", "rejected")("bob", "r2")("cleo", "r2", "rejected")
    assert of(agreements(said.all, ROUND), "relation")[:2] == (2, 0.5)
    ((subject, document, fields),) = (
        (one.subject, one.document, one.fields) for one in differences(said.all, ROUND)
    )
    assert (subject, document, fields) == ("r2", None, ("relation",))


def test_only_what_was_said_in_the_round_counts() -> None:
    said = Said()("ada", "11")("bob", "11", "rejected", within=2)("bob", "11", "rejected", within=None)
    said("dora", "11", "rejected")("bob", "22", "noted")("ada", "22")
    found = agreements(said.all, ROUND)
    assert of(found, "verdict") == (0, None, None)
    assert differences(said.all, ROUND) == []


def test_the_last_word_of_each_counts_and_what_is_taken_back_does_not() -> None:
    said = Said()("ada", "11", "rejected")("ada", "11")("bob", "11")
    assert differences(said.all, ROUND) == []
    said("bob", "11", "rejected")
    assert [one.fields for one in differences(said.all, ROUND)] == [("verdict",)]
    said("bob", "11", "undone", judgement=4)
    assert differences(said.all, ROUND) == []


def test_differences_are_told_until_they_are_settled() -> None:
    said = Said()("dora", "22", within=None)
    said("ada", "22", "rejected")("bob", "22")
    said("cleo", "11", "corrected", party=None)("bob", "11", "corrected", party="freedonia", place=None)
    first, second = differences(said.all, ROUND)
    assert (first.subject, first.fields) == (CLAIMS["11"]["id"], ("party", "place"))
    assert [(coder, of.row["party"]) for coder, of in first.coded] == [("bob", "freedonia"), ("cleo", None)]
    assert (second.subject, second.fields, second.document) == (CLAIMS["22"]["id"], ("verdict",), DOCUMENT.id)
    assert (first.settled, second.settled) == (None, None)
    said("dora", "22", "accepted", within=None)
    settled = differences(said.all, ROUND)[1].settled
    assert settled is not None
    assert settled.id == 6
