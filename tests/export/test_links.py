"""Relations, series, findings and comparisons as tables and rows."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from counterclaim.export.links import (
    RELATION_COLUMNS,
    SERIES_COLUMNS,
    cell_text,
    comparison_table,
    findings_table,
    key_words,
    label,
    matrix_table,
    relations_table,
    series_list,
    series_rows,
    series_table,
    totals,
)
from counterclaim.link.explain import explain
from counterclaim.link.findings import Finding, Matrix
from counterclaim.link.series import Check, Key, Series, series
from tests.link.samples import NAMES, a_statement, a_total, may, rules, wording

WIDE = 400
KEY = Key("freedonian_mod", "sylvania", "personnel", "losses", "vell")
EVIL = "[red]x[/red]\x1b[31m\u202e"


def name(known: str | None) -> str:
    return "–" if known is None else NAMES.get(known, known)


def printed(table: Table, width: int = WIDE) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(table)
    return stream.getvalue()


def cells(table: Table) -> list[list[str]]:
    """The heads and the rows, as texts."""
    rows = [[str(column.header) for column in table.columns]]
    return rows + [
        list(row) for row in zip(*(map(str, column.cells) for column in table.columns), strict=True)
    ]


def a_series() -> Series:
    claims = [
        a_total("a", 1, 1000, outcome="losses"),
        a_total("b", 3, 1240, outcome="killed_or_wounded", outlet="evening_post"),
        a_total("c", 3, 1200, outcome="losses", segment="headline", high=None, qualifier="more_than"),
        a_total("d", 9, 1100, outcome="losses"),
        a_statement(id="day", outcome="losses", kind="period", start=may(9), end=may(9), words="70 in a day"),
    ]
    (found,) = series(claims, rules(), "camp")
    return found


CHECKS = {
    "b": Check("b", "found", may(3), 1240),
    "c": Check("c", "not in it", None, 1240),
    "d": Check("d", "not in it", None, None),
}


def test_a_series_stand_by_stand() -> None:
    assert cells(series_table(a_series(), CHECKS, name)) == [
        ["as of", "running total", "a day since", "that day", "remark", "issuer's series", "outlets"],
        ["2031-05-01", "1,000", "–", "–", "", "", "Daily Field"],
        ["2031-05-03", "1,240, as killed or wounded", "120", "–", "", "found (2031-05-03)", "Evening Post"],
        ["2031-05-03", "1,200", "–", "–", "rounded", "not in it (1,240)", "Daily Field"],
        ["2031-05-09", "1,100", "-23", "70 in a day", "falls", "not in it", "Daily Field"],
    ]


def test_series_as_a_list() -> None:
    assert cells(series_list([a_series()], name)) == [
        ["claimant", "of", "what", "where", "stands", "from", "to", "first", "last"],
        [
            "Freedonia",
            "Sylvania",
            "personnel, losses",
            "Vell",
            "4",
            "2031-05-01",
            "2031-05-09",
            "1,000",
            "1,100",
        ],
    ]
    assert len(cells(series_list([], name))) == 1


def test_series_as_rows() -> None:
    rows = list(series_rows([a_series()], CHECKS))
    assert all(tuple(row) == SERIES_COLUMNS for row in rows)
    assert rows[1] == {
        "claimant": "freedonia",
        "party": "sylvania",
        "object": "personnel",
        "outcome": "killed_or_wounded",
        "place": "vell",
        "statistic": "total",
        "unit": None,
        "as_of": "2031-05-03",
        "words": "1,240",
        "figure": 1240,
        "low": 1240,
        "high": 1240,
        "a_day_since": 120.0,
        "that_day": None,
        "remark": None,
        "issuer_series": "found",
        "issuer_day": "2031-05-03",
        "claims": "b",
        "outlets": "evening_post",
    }
    told = [(r["outcome"], r["high"], r["a_day_since"], r["that_day"], r["remark"]) for r in rows]
    assert told == [
        ("losses", 1000, None, None, None),
        ("killed_or_wounded", 1240, 120.0, None, None),
        ("losses", None, None, None, "rounded"),
        ("losses", 1100, -23.33, "70 in a day", "falls"),
    ]
    assert [(r["issuer_series"], r["issuer_day"]) for r in rows] == [
        (None, None),
        ("found", "2031-05-03"),
        ("not in it", None),
        ("not in it", None),
    ]


@pytest.mark.parametrize(
    ("key", "words", "line"),
    [
        (
            KEY,
            ("Freedonian Ministry of War", "Sylvania", "personnel, losses", "Vell"),
            "Freedonian Ministry of War on Sylvania: personnel, losses (Vell)",
        ),
        (
            Key("daily_field", None, None, "killed_or_wounded", None),
            ("Daily Field", "–", "killed or wounded", "–"),
            "Daily Field on –: killed or wounded",
        ),
        (
            Key("daily_field", "freedonia", "other:prize_bull", None, None, "rate_per_day"),
            ("Daily Field", "Freedonia", "prize bull, rate per day", "–"),
            "Daily Field on Freedonia: prize bull, rate per day",
        ),
        (
            Key("daily_field", "freedonia", None, None, None, "share", "percent"),
            ("Daily Field", "Freedonia", "–, share", "–"),
            "Daily Field on Freedonia: –, share",
        ),
    ],
)
def test_a_key_in_words(key: Key, words: tuple[str, ...], line: str) -> None:
    assert key_words(key, name) == words
    assert label(key, name) == line


MATRIX: Matrix = Counter(
    {
        ("freedonia", "sylvania", "personnel", "killed"): 3,
        ("freedonia", "sylvania", "tank", "lost"): 3,
        ("freedonia", "sylvania", "", "captured"): 1,
        ("freedonia", "sylvania", "ship", ""): 7,
        ("freedonia", "freedonia", "civilian", "killed"): 2,
        ("sylvania", "freedonia", "tank", "destroyed"): 1,
    }
)


def test_who_counts_whom() -> None:
    assert cells(matrix_table(MATRIX, name)) == [
        ["who claims \\ of whom", "Freedonia", "Sylvania"],
        ["Freedonia", "2: civilian killed 2", "14: ship 7, personnel killed 3, tank lost 3 …"],
        ["Sylvania", "1: tank destroyed 1", "none"],
    ]
    assert cells(matrix_table(Counter(), name)) == [["who claims \\ of whom"]]


def test_who_counts_whom_in_all() -> None:
    assert totals(MATRIX) == {
        ("freedonia", "sylvania"): 14,
        ("freedonia", "freedonia"): 2,
        ("sylvania", "freedonia"): 1,
    }
    assert totals(Counter()) == {}


@pytest.mark.parametrize(
    ("held", "told"),
    [
        ({}, "none"),
        ({("tank", "lost"): 2}, "2: tank lost 2"),
        ({("b", "x"): 1, ("a", "x"): 1, ("c", "x"): 4}, "6: c x 4, a x 1, b x 1"),
        ({("other:bull", "killed_or_wounded"): 1}, "1: bull killed or wounded 1"),
        ({(what, ""): 1 for what in "dcba"}, "4: a 1, b 1, c 1 …"),
    ],
)
def test_what_a_cell_tells(held: dict[tuple[str, ...], int], told: str) -> None:
    assert cell_text(held) == told


ROW: dict[str, Any] = {
    "id": "r1",
    "type": "part_of",
    "source": "c0123456789abcdef",
    "target": "cfedcba9876543210",
    "basis": "told",
    "why": "Three among 31.",
}


def test_relations_with_their_reasons() -> None:
    assert cells(relations_table([ROW], 110)) == [
        ["type", "why", "from", "to"],
        ["part_of", "Three among 31.", "c01234567", "cfedcba98"],
    ]
    assert cells(relations_table([ROW], 109)) == [["type", "why"], ["part_of", "Three among 31."]]
    assert set(RELATION_COLUMNS) == set(ROW)


def test_findings_are_numbered() -> None:
    ids = tuple(f"c{n}23456789abc" for n in range(8))
    found = [Finding("disagrees", ids, "They differ."), Finding("undated", (), "No date.", 0, ("d1",))]
    assert cells(findings_table(found)) == [
        ["", "finding", "claims"],
        ["1", "They differ.", "c02345678 c12345678 c22345678 c32345678 c42345678 c52345678"],
        ["2", "No date.", ""],
    ]


def test_two_claims_field_by_field() -> None:
    found = explain(a_statement(), a_statement(id="c2", outcome="losses"), rules(), wording())
    shown = cells(comparison_table(found))
    assert shown[0] == ["field", "the first", "the second", "", "why"]
    assert [row[0] for row in shown[1:]] == [
        "object",
        "outcome",
        "party",
        "place",
        "window",
        "statistic",
        "claimant",
        "value",
    ]
    assert shown[2] == [
        "outcome",
        "killed",
        "losses (killed, wounded, missing and captured together)",
        "within",
        "the first is part of the second",
    ]


def test_what_a_report_holds_steers_no_terminal() -> None:
    evil = a_series()
    told = [
        relations_table([ROW | {"why": EVIL}], WIDE),
        findings_table([Finding("silent", (EVIL,), EVIL)]),
        series_table(evil, {}, lambda _: EVIL),
        series_list([evil], lambda _: EVIL),
        matrix_table(Counter({("a", "b", EVIL, ""): 1}), name),
        comparison_table(explain(a_statement(words=EVIL), a_statement(name=EVIL), rules(), wording())),
    ]
    for table in told:
        shown = printed(table)
        assert "[red]x[/red]\ufffd[31m\ufffd" in shown
        assert not {"\x1b", "\u202e"} & set(shown)


@pytest.mark.parametrize("width", [60, 80, 110, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    long = Finding("silent", ("c0123456789abcdef",) * 6, "Nobody counts this. " * 20)
    tables = [
        relations_table([ROW | {"why": "Three among 31. " * 20}], width),
        findings_table([long]),
        series_table(a_series(), CHECKS, name),
        series_list([a_series()], name),
        matrix_table(MATRIX, name),
    ]
    for table in tables:
        assert max(map(len, printed(table, width).splitlines())) <= width
