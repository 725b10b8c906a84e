"""Accounts of what a ledger holds."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.account.quantity import Quantity
from counterclaim.accounting import Accounting
from counterclaim.case import Case
from counterclaim.errors import DataError, LedgerError
from counterclaim.linking import load_linker
from counterclaim.model import Agent, Place
from counterclaim.store import Ledger
from tests.test_asking import GENERAL, OTHERS, Reading, a_report, may, on, up_to

REPORTS = Path(__file__).parents[1] / "examples" / "reports"
TANKS = Quantity("sylvania", "tank", "lost", "vell")
MONITOR = Agent("lessen_monitor", "Lessen Monitor")
QUAY = Place("oster_quay", "Oster Quay")
TOLD = (
    a_report("a.txt", 2, (100, {"window": up_to(2)})),
    a_report("b.txt", 5, (160, {"window": up_to(5)}), (17, {"window": on(5)})),
    a_report("c.txt", 9, (240, {"window": up_to(9), "claimant": GENERAL})),
    a_report(
        "d.txt",
        9,
        (35, {"window": up_to(8), "claimant": OTHERS}),
        (8, {"claimant": OTHERS, "object": "ship"}),
    ),
    a_report("e.txt", 9, (90, {"window": up_to(9), "claimant": MONITOR})),
    a_report("f.txt", 9, (3, {"window": up_to(9), "claimant": MONITOR, "place": QUAY})),
)


def linked(path: Path, readings: Sequence[Reading] = TOLD) -> Case:
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+abc", {"dossier": "auto"})
        for reading in readings:
            assert ledger.add(*reading)
    case = Case(path)
    case.link()
    return case


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return linked(tmp_path / "case.db")


def test_what_is_counted(case: Case) -> None:
    assert [
        (one.quantity.object, one.quantity.place, one.claims, one.camps) for one in case.quantities()
    ] == [
        ("tank", "vell", 6, 3),
        ("ship", "vell", 1, 1),
        ("tank", "oster_quay", 1, 1),
    ]
    assert [one.quantity.object for one in case.quantities(place="Vell")] == ["tank", "ship"]
    assert [one.quantity.object for one in case.quantities(object="Ship", party="sylvania")] == ["ship"]


def test_an_account_of_the_number_that_most_sides_give(case: Case) -> None:
    made = case.account()
    assert made.held.quantity == TANKS
    assert made.stand is not None
    assert [(side.camp, side.least, side.most) for side in made.stand.sides] == [
        ("freedonia", 160, 240),
        ("sylvania", 35, 35),
        (None, 90, 90),
    ]
    assert [one.time.kind for one in made.beside] == ["stretch"]
    assert made.reckoned.taken == 6


def test_an_account_as_of_a_day_under_two_practices(case: Case) -> None:
    made = case.account(object="tank", place="vell", as_of=may(5), profile="ucdp", versus="acled")
    assert made.stand is not None
    assert (made.stand.range.profile, made.stand.time.end) == ("UCDP 1", may(5))
    assert made.stand.difference is not None
    assert made.stand.difference.other.profile == "ACLED 1"


def test_the_order_of_reports_makes_no_difference(tmp_path: Path, case: Case) -> None:
    made = [case.account(object="tank", place="vell"), case.added(object="tank")]
    for seed in range(3):
        mixed = random.Random(seed).sample(TOLD, len(TOLD))
        other = linked(tmp_path / f"{seed}.db", mixed[:3])
        linked(other.path, mixed[3:])
        assert [other.account(object="tank", place="vell"), other.added(object="tank")] == made
        assert other.quantities() == case.quantities()


def test_a_document_that_is_gone_no_longer_counts(case: Case) -> None:
    with Ledger(case.path, writing=True) as ledger:
        ledger.begin("0.1.0+abc", {"dossier": "auto"})
        ledger.add(*a_report("d.txt", 9, (36, {"window": up_to(8), "claimant": OTHERS})))
    with pytest.raises(LedgerError, match="counterclaim link"):
        case.account()
    case.link()
    assert [one.quantity.object for one in case.quantities()] == ["tank", "tank"]
    made = case.account()
    assert made.stand is not None
    assert made.stand.sides[1].least == 36


def test_places_are_added_up(case: Case) -> None:
    added = case.added(object="tank", outcome="lost")
    assert [one.place for one in added.parts] == ["oster_quay", "vell"]
    assert (added.total.low, added.total.high, added.total.parts) == (38, 243, 2)
    with pytest.raises(LedgerError, match="place alone"):
        case.added(place="vell")


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        ({"outcome": "lots"}, LedgerError, "no claim has the outcome lots; near it are: lost"),
        ({"object": "ship", "place": "oster_quay"}, LedgerError, "there are --party sylvania --object"),
        ({"party": "none"}, LedgerError, "holds no claim of party none"),
        ({"profile": "nobody"}, DataError, "there are: acled"),
        ({"versus": "nobody"}, DataError, "there are: acled"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    case: Case, wanted: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        case.account(**wanted)


def test_a_quantity_that_nobody_claims_has_no_account(case: Case) -> None:
    with Ledger(case.path) as ledger, pytest.raises(LedgerError, match="holds no claim of --party freedonia"):
        Accounting(ledger, load_linker()).account(Quantity("freedonia", "tank", "lost", "vell"))


def test_an_empty_ledger_has_no_account(tmp_path: Path) -> None:
    case = linked(tmp_path / "empty.db", [a_report("a.txt", 2)])
    with pytest.raises(LedgerError, match="holds no claim of any quantity"):
        case.account()


def test_an_older_ledger_is_to_be_linked_again(case: Case) -> None:
    db = sqlite3.connect(case.path)
    for newer in ("quantities", "round_ends", "judgements", "rounds", "desk", "sentences"):
        db.execute(f"DROP TABLE {newer}")
    db.execute("ALTER TABLE linkings DROP COLUMN judgement")
    db.execute("CREATE TABLE judgements (id INTEGER PRIMARY KEY, subject TEXT)")
    db.execute("PRAGMA user_version = 2")
    db.commit()
    db.close()
    with pytest.raises(LedgerError, match="linked by an older version; run: counterclaim link"):
        case.account()
    assert case.findings()
    case.link()
    assert case.account().held.claims == 6


def test_a_wide_family_is_cut_to_what_is_nearest(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterclaim.accounting._TAKEN", 3)
    made = case.account()
    assert (made.reckoned.taken, made.reckoned.left) == (3, 3)
    assert "what 3 more claims would bear on it" in made.told[-1].text


def test_the_reports_that_come_with_the_package(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([REPORTS])
    case.link()
    made = case.account()
    assert made.held.quantity == Quantity("", "civilian", "killed", "kursk_oblast")
    assert made.stand is not None
    assert [(side.camp, side.words) for side in made.stand.sides] == [("russia", ("304",)), (None, ("358",))]
    assert made.stand.time.end == date(2025, 5, 31)
    for held in case.quantities():
        of = held.quantity
        one = case.account(
            party=of.party or "none", object=of.object, outcome=of.outcome, place=of.place or "none"
        )
        assert one.held == held
        claims = {claim for sentence in one.told for claim in sentence.claims}
        assert {case.claim(claim)["id"] for claim in claims} == claims
