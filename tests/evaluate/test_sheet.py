"""Codings in CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterclaim.errors import DataError
from counterclaim.evaluate import Gold, compare, found_in, read_sheet
from counterclaim.model import Raw
from counterclaim.reader import Reader

HEADER = "document,number,object,outcome,party,claimant"
TEXT = (
    "Ferry sinks off the northern coast\n\n"
    "On 12 May, 12 people drowned and 30 were rescued, residents said. Police spoke of 12 dead and of "
    "1,200\u00a0litres of fuel. None of the crew was killed or hurt. The 30 had been taken to Port Anselm."
)


def sheet(tmp_path: Path, *rows: str, header: str = HEADER) -> Gold:
    path = tmp_path / "coding.csv"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return read_sheet(path, {"folder/ferry.txt": TEXT})


def starts(gold: Gold) -> list[int]:
    return [claim.number.start for claim in gold.claims]


def test_numbers_are_found_in_reading_order_past_dates_and_longer_numbers(tmp_path: Path) -> None:
    rows = ("12,people,killed,,residents", "30,people,rescued,,residents", "12,people,killed,,police")
    gold = sheet(tmp_path, *(f"ferry,{row}" for row in rows))
    assert starts(gold) == [TEXT.index("12 people"), TEXT.index("30 were"), TEXT.index("12 dead")]
    assert {claim.number.text for claim in gold.claims} == {"12", "30"}


def test_a_number_that_does_not_come_again_is_the_same(tmp_path: Path) -> None:
    gold = sheet(tmp_path, "ferry,None,people,killed,,", "ferry,None,people,wounded,,")
    assert starts(gold) == [TEXT.index("None")] * 2


def test_offset_and_evidence_tell_equal_numbers_apart(tmp_path: Path) -> None:
    at = TEXT.index("12 dead")
    header = f"{HEADER},offset,evidence"
    by_offset = sheet(tmp_path, f"ferry,12,people,killed,,police,{at},", header=header)
    by_words = sheet(tmp_path, "ferry,12,people,killed,,police,,Police spoke of 12 dead", header=header)
    assert starts(by_offset) == starts(by_words) == [at]


def test_what_cells_mean(tmp_path: Path) -> None:
    header = f"{HEADER},place,qualifier,start,end"
    gold = sheet(tmp_path, "ferry,12,people|civilian,*,,,port_anselm,exact,2023-05-12,", header=header)
    (claim,) = gold.claims
    assert (claim.object, claim.outcome, claim.party) == (("people", "civilian"), ("*",), (None,))
    assert (claim.claimant, claim.place, claim.actor) == (("narrator",), ("port_anselm",), ("*",))
    assert (claim.window.start, claim.window.end, claim.value.low) == ("2023-05-12", None, 12)


def test_shares_are_read_with_the_words_after_them(tmp_path: Path) -> None:
    text = "Half of the crew was killed. Fuel for 50% of the voyage was lost."
    path = tmp_path / "coding.csv"
    rows = ("a,Half,people,killed,,", "a,50%,other:fuel,lost,,")
    path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    values = [claim.value for claim in read_sheet(path, {"a.txt": text}).claims]
    assert [(value.low, value.unit) for value in values] == [(50, ("percent",))] * 2


def test_the_outlet_is_another_name_of_the_publication(tmp_path: Path) -> None:
    gold = sheet(tmp_path, "ferry,12,people,killed,,,Coast Herald", header=f"{HEADER},outlet")
    assert gold.documents[0].outlet == "Coast Herald"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("ferry,13,people,killed,,police", "2: ferry: '13' is not in the text as written; give the number"),
        ("ferry,1200,fuel,lost,,", r"2: ferry: '1200' is not in the text as written; the text has '1,200'"),
        (
            'ferry,"12,00",fuel,lost,,',
            "2: ferry: '12,00' is not in the text as written; the text has '1,200'",
        ),
        ("ferry,1,people,killed,,", "2: ferry: '1' is not in the text as written; give the number"),
        ("train,12,people,killed,,police", "2: there is no text of the document train"),
        ("ferry,,people,killed,,police", "2: ferry: the number is empty"),
    ],
)
def test_rows_that_cannot_be_placed(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        sheet(tmp_path, row)


def test_numbers_out_of_order(tmp_path: Path) -> None:
    at = TEXT.index("1,200")
    told = rf"3: ferry: '12' comes only before the number of the row above \('1,200' at {at}\); put rows"
    with pytest.raises(DataError, match=told):
        sheet(tmp_path, 'ferry,"1,200",other:fuel,lost,,', "ferry,12,people,killed,,police")


def test_numbers_outside_of_their_evidence(tmp_path: Path) -> None:
    header = f"{HEADER},evidence"
    with pytest.raises(DataError, match="2: ferry: '30' does not stand in the words given as evidence"):
        sheet(tmp_path, "ferry,30,people,killed,,police,Police spoke of 12 dead", header=header)
    with pytest.raises(DataError, match="2: ferry: '1200' is not in the text as written"):
        sheet(tmp_path, "ferry,1200,fuel,lost,,,Police spoke of 12 dead", header=header)


@pytest.mark.parametrize(
    ("header", "told"),
    [("document,number", "lacks the columns object"), (f"{HEADER},colour", "no such column: colour")],
)
def test_columns(tmp_path: Path, header: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        sheet(tmp_path, header=header)


def test_a_coding_is_scored_against_what_is_extracted(tmp_path: Path) -> None:
    rows = (
        "ferry,12,people,killed,,residents",
        "ferry,30,people,rescued,,residents",
        "ferry,12,people,wounded,,police",
    )
    claims = Reader("none")(Raw("folder/ferry.txt", TEXT, TEXT.encode())).claims
    result = compare(sheet(tmp_path, *rows), map(found_in, claims))
    assert result.paired == 3
    assert result.fields["value"].figure == 1
    assert result.outcomes[("wounded", "killed")] == 1
