"""What is reviewed first: wide conflicts in large quantities, then what is weakly founded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.case import Case
from counterclaim.judging.queue import Signs, reasons, signs, weight, weights
from counterclaim.store import Ledger
from tests.samples import a_claim, a_document, a_raw

REASONS = [
    (Signs(), []),
    (Signs(others=12), []),
    (Signs(1, 3.14, 0), ["its figure and another lie a factor 3.1 apart"]),
    (
        Signs(4, 3.14, 12),
        ["its figure and 4 others lie up to a factor 3.1 apart; 12 other claims are of its quantity"],
    ),
    (
        Signs(2, 1.0, 1),
        ["it cannot stand as it is told beside 2 others; 1 other claim is of its quantity"],
    ),
    (Signs(1200, 5000.0), ["its figure and 1,200 others lie a factor 100 or more apart"]),
    (Signs(doubts=1), ["the machine had a doubt"]),
    (
        Signs(doubts=2, unnamed=True, no_party=True, no_window=True),
        [
            "the machine had 2 doubts",
            "nobody is named who says so",
            "it names no party, and its report does of the same elsewhere",
            "it is not known over what time it counts",
        ],
    ),
]


@pytest.mark.parametrize(("of", "told"), REASONS)
def test_reasons(of: Signs, told: list[str]) -> None:
    assert reasons(of) == told
    assert (weight(of) > 0) == bool(told)


# Each weighs less than the next.
ORDER = [
    Signs(others=900),
    Signs(no_window=True),
    Signs(unnamed=True),
    Signs(doubts=1, no_window=True),
    Signs(1, 1.0, 0),
    Signs(1, 2.0, 0),
    Signs(1, 2.0, 12),
    Signs(1, 3.0, 12),
    Signs(1, 3.0, 12, unnamed=True),
    Signs(1, 30.0, 12),
    Signs(1, 30.0, 400),
    Signs(1, 100.0, 1000),
]


def test_order() -> None:
    found = [weight(one) for one in ORDER]
    assert found == sorted({*found})


SIGNS = st.builds(
    Signs,
    st.integers(0, 9),
    st.floats(1, 1e12),
    st.integers(0, 10**6),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(SIGNS, SIGNS)
def test_worse_signs_never_weigh_less(one: Signs, other: Signs) -> None:
    worse = Signs._make(max(pair) for pair in zip(one, other, strict=True))
    assert 0 <= weight(one) <= weight(worse) <= weight(Signs(1, 1e12, 10**6, 9, True, True, True))


REPORTS = {
    "a.txt": "Ukraine lost 12 tanks near Sudzha on 3 September 2024, the Russian Defense Ministry said.",
    "b.txt": "Ukraine lost 48 tanks near Sudzha on 3 September 2024, residents said.",
    "c.txt": "Ukraine lost 9 drones near Sudzha on 3 September 2024, the Russian Defense Ministry said.",
    "d.txt": "Reportedly 7 people were injured.",
    "e.txt": "Russian forces lost 5 guns near Belgorod on Monday. Later 3 guns were destroyed there.",
}


@pytest.fixture
def case(tmp_path: Path) -> Case:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(f"Reports from the front\n\n{text}", encoding="utf-8")
    case = Case(tmp_path / "case.db")
    case.build(sorted(tmp_path.glob("*.txt")))
    case.link()
    return case


def test_the_claims_of_a_ledger(case: Case) -> None:
    ids = {row["number"]["text"]: row["id"] for row in case.claims()}
    with Ledger(case.path) as ledger:
        found = signs(ledger, ids.values())
        for figure in ("12", "48"):
            assert found[ids[figure]] == Signs(1, 4.0, 1)
        assert found[ids["9"]] == Signs()
        assert found[ids["7"]] == Signs(unnamed=True, no_window=True)
        assert signs(ledger, [ids["12"]]) == {ids["12"]: Signs(1, 4.0, 1)}
        assert signs(ledger, []) == signs(ledger, ["c0"]) == {}


def test_all_at_once_are_as_one_by_one(case: Case) -> None:
    with Ledger(case.path) as ledger:
        found = weights(ledger)
        rows = {row[0]: row[1] for row in ledger.reviewing.claims()}
        one_by_one = signs(ledger, rows.values())
    assert [*found.rowids] == sorted(rows)
    assert [*found.weights] == [weight(one_by_one[rows[rowid]]) for rowid in found.rowids]
    assert len({*found.weights}) > 2


def test_a_party_that_its_report_names_elsewhere(tmp_path: Path) -> None:
    document = a_document(a_raw())
    told, blank = a_claim(document, "12"), a_claim(document, "30", party=None)
    other = a_claim(document, "30", party=None, outcome="damaged")
    with Ledger(tmp_path / "case.db", writing=True) as ledger:
        ledger.begin("0.1.0+abc", {})
        ledger.add(a_raw(), document, [told, blank, other])
        found = signs(ledger, [told.id, blank.id, other.id])
        assert [found[one.id].no_party for one in (told, blank, other)] == [False, True, False]
        assert sorted(weights(ledger).weights) == [0, 0, 1]


def test_what_is_no_longer_current_has_no_weight(case: Case, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Reports from the front\n\nNothing is known.", encoding="utf-8")
    case.build(tmp_path / "b.txt")
    case.link()
    (left,) = (row["id"] for row in case.claims() if row["number"]["text"] == "12")
    with Ledger(case.path) as ledger:
        assert signs(ledger, [left]) == {left: Signs()}
        assert len(weights(ledger).rowids) == len(case.claims())
