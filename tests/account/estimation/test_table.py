"""Tables of claims: which columns are read, and what is told of rows that cannot be."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from counterclaim.account.estimation.table import read_table
from counterclaim.errors import CounterclaimError


def a_table(folder: Path, text: str) -> Path:
    path = folder / "claims.csv"
    path.write_text(text, "utf-8")
    return path


def test_columns_go_by_several_names(tmp_path: Path) -> None:
    path = a_table(
        tmp_path,
        "Claim_Source,loss_country,category,days,loss_count,time_frame,minimum,maximum\n"
        'Monitor,Sylvania,Tanks,4,"1,200",Cumulative,0,1\n'
        "Monitor,Sylvania,Tanks,5,30,Day,1,0\n",
    )
    found = read_table(path, since=date(2031, 1, 1))
    running, daily = found.observations
    assert (running.source, running.party, running.category) == ("Monitor", "Sylvania", "Tanks")
    assert (running.day, running.count, running.bound, running.running) == (
        date(2031, 1, 5),
        1200,
        "maximum",
        True,
    )
    assert (daily.bound, daily.running) == ("minimum", False)
    assert found.dated


def test_numbers_of_days_without_a_beginning_are_no_dates(tmp_path: Path) -> None:
    found = read_table(a_table(tmp_path, "source,count,day\nMonitor,3,7\n"))
    assert not found.dated
    assert found.observations[0].day.toordinal() == 7


def test_dates_are_dates(tmp_path: Path) -> None:
    found = read_table(a_table(tmp_path, "source,count,date,bound\nMonitor,3,2031-02-03,at_least\n"))
    assert found.dated
    assert found.observations[0].day == date(2031, 2, 3)
    assert found.observations[0].bound == "minimum"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Monitor,many,2031-02-03,", "“many” is no figure"),
        ("Monitor,-3,2031-02-03,", "-3 is no count"),
        ("Monitor,inf,2031-02-03,", "inf is no count"),
        ("Monitor,nan,2031-02-03,", "nan is no count"),
        ("Monitor,3,soon,", "“soon” is no day"),
        ("Monitor,3,99999999999,", "is no day"),
        ("Monitor,3,2031-02-03,perhaps", "“perhaps” is no bound"),
    ],
)
def test_a_row_that_cannot_be_read_is_left_out_with_its_place(tmp_path: Path, row: str, why: str) -> None:
    found = read_table(a_table(tmp_path, f"source,count,day,bound\n{row}\nMonitor,3,2031-02-03,\n"))
    assert len(found.observations) == 1
    assert found.left_out[0][0] == "row 2"
    assert why in found.left_out[0][1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no column for source"),
        ("source,count\nMonitor,3\n", "has no column for day"),
        ("source,count,day\n", "has no column for"),
        ("source,count,day\nMonitor,x,1\n", "no row can be used; row 2"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(CounterclaimError, match=why):
        read_table(a_table(tmp_path, text))


def test_what_is_no_text_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_bytes(b"\xff\xfe\x00\x01source,count\n")
    with pytest.raises(CounterclaimError, match=r"claims\.csv"):
        read_table(path)
