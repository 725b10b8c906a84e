"""The way in from Python."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas
import pytest

import counterclaim
from counterclaim.case import Case
from counterclaim.config import extractor, package_version
from counterclaim.errors import DataError, DocumentError, LedgerError
from counterclaim.model.codec import claim_to_row
from counterclaim.model.flat import COLUMNS
from counterclaim.reader import Reading, Seen, read_reports
from counterclaim.store import Ledger
from tests.reports import pile, report


def test_about_eight_names() -> None:
    assert 6 <= len(counterclaim.__all__) <= 10
    for name in counterclaim.__all__:
        assert getattr(counterclaim, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        counterclaim.no_such_name  # noqa: B018


def test_importing_is_light() -> None:
    """Nothing that reads pages or draws tables is loaded before it is needed."""
    code = (
        "import sys, counterclaim; print([m for m in ('rich', 'jinja2', 'resiliparse') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_claims_of_a_text() -> None:
    (claim,) = counterclaim.extract(report(12))
    text = report(12)
    assert claim.number is not None
    assert text[claim.number.start : claim.number.end] == claim.number.text == "12"
    assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    assert (claim.party, claim.object, claim.claimant.id) == ("ukraine", "tank", "russian_mod")


def test_what_is_known_of_a_text_counts() -> None:
    text = "Ukraine lost 12 tanks in the past 24 hours, the Russian Defense Ministry said."
    (undated,) = counterclaim.extract(text)
    assert undated.window.end is None
    for published in ("2024-09-03", date(2024, 9, 3)):
        (dated,) = counterclaim.extract(text, published=published)
        assert dated.window.end is not None
        assert abs((dated.window.end - date(2024, 9, 3)).days) <= 1


def test_the_dossier_asked_for_is_used(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(report(), encoding="utf-8")
    names = {}
    for asked in ("auto", "none", "russo_ukrainian_war"):
        (reading,) = read_reports(tmp_path, dossier=asked)
        assert isinstance(reading, Reading)
        names[asked] = (reading.document.dossier.name, bool(reading.document.dossier.reason))
    assert names == {
        "auto": ("russo_ukrainian_war", True),
        "none": (None, True),
        "russo_ukrainian_war": ("russo_ukrainian_war", True),
    }


def test_what_people_say_is_laid_over_what_is_taken_out(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build(pile(tmp_path / "pile", 3))
    first, second, third = case.claims()
    assert all("judged" not in row for row in (first, second, third))
    with Ledger.judging(case.path) as judgements:
        right = {"party": "russia"}
        given = {"document": first["document"], "correction": right, "reason": "whose tanks they were"}
        judgements.add(first["id"], "corrected", first, "ada", **given)
        judgements.add(second["id"], "rejected", second, "bob", document=second["document"])
        judgements.add(third["id"], "noted", third, "bob", document=third["document"], reason="see there")
    corrected, rejected, noted = case.claims()
    assert noted == third
    judged = corrected.pop("judged")
    assert corrected == first | right
    assert (judged["verdict"], judged["judge"], judged["machine"]) == (
        "corrected",
        "ada",
        {"party": "ukraine"},
    )
    assert (rejected["judged"]["verdict"], rejected["judged"]["machine"]) == ("rejected", {})
    assert case.claim(first["id"]) == corrected | {"judged": judged}
    assert [row["id"] for row in case.claims(party="russia")] == [first["id"]]
    flat = list(case.flat())
    assert [row["judgement"] for row in flat] == ["corrected", "rejected", None]
    assert [row["judged_by"] for row in flat] == ["ada", "bob", None]
    assert (flat[0]["party"], flat[0]["judgement_reason"]) == ("russia", "whose tanks they were")
    assert flat[0]["judged_at"] == judged["at"]
    assert case.to_arrow()["judgement"].to_pylist() == ["corrected", "rejected", None]


def test_a_dossier_that_is_not_there_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no_such"):
        counterclaim.extract(report(), dossier="no_such")
    with pytest.raises(DataError, match="no_such"):
        read_reports(tmp_path, dossier="no_such")
    with pytest.raises(DataError, match="no_such"):
        Case(tmp_path / "case.db").build(tmp_path, dossier="no_such")
    assert not (tmp_path / "case.db").exists()


def test_the_same_report_is_read_once(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        pile(tmp_path / folder, 2)
    readings = list(read_reports([tmp_path / "a", tmp_path / "b", tmp_path / "a" / "100.txt"]))
    assert [Path(r.document.source).name for r in readings if isinstance(r, Reading)] == [
        "100.txt",
        "101.txt",
    ]


def test_build_keeps_adds_and_repeats_nothing(tmp_path: Path) -> None:
    reports, case = pile(tmp_path / "reports", 3), Case(tmp_path / "case.db")
    first = case.build(reports)
    assert (first.added, first.unchanged, first.claims, first.problems) == (3, 0, 3, ())
    assert [row["number"]["text"] for row in case.claims()] == ["100", "101", "102"]

    before = _dump(case.path)
    again = case.build(reports)
    assert (again.added, again.unchanged, again.claims) == (0, 3, 0)
    assert _dump(case.path) == before

    (reports / "101.txt").write_text(report(555), encoding="utf-8")
    (reports / "new.txt").write_text(report(777), encoding="utf-8")
    changed = case.build(reports)
    assert (changed.added, changed.unchanged) == (2, 2)
    assert [row["number"]["text"] for row in case.claims()] == ["100", "555", "102", "777"]
    assert set(before) <= set(_dump(case.path))


def test_build_reads_again_with_another_extractor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, case = pile(tmp_path / "reports", 2), Case(tmp_path / "case.db")
    case.build(reports)
    monkeypatch.setattr("counterclaim.case.extractor", lambda: "9.9.9+ffff")
    assert case.build(reports).added == 2
    assert len(case.claims()) == 2
    assert case.build(reports, dossier=None).added == 2


def test_an_extractor_is_named_by_its_version_and_rules() -> None:
    version, digest = extractor().split("+")
    assert version == package_version()
    assert len(digest) == 12


def test_one_broken_report_costs_only_itself(tmp_path: Path) -> None:
    reports = pile(tmp_path / "reports", 2)
    (reports / "100b.txt").write_bytes(b"")
    built = Case(tmp_path / "case.db").build([reports, tmp_path / "not_there.txt"])
    assert built.added == 2
    assert [Path(problem.source).name for problem in built.problems] == ["100b.txt", "not_there.txt"]


def test_a_report_at_two_places_is_kept_once(tmp_path: Path) -> None:
    pile(tmp_path / "b", 1)
    pile(tmp_path / "a", 1)
    case = Case(tmp_path / "case.db")
    assert case.build([tmp_path / "b", tmp_path / "a"]).added == 1
    (row,) = case.documents()
    assert row["source"].endswith("a/100.txt")
    with sqlite3.connect(case.path) as db:
        assert db.execute("SELECT count(*) FROM sightings").fetchone() == (2,)


def test_tables(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build(pile(tmp_path / "reports", 3))
    table = case.to_arrow(party="ukraine")
    assert tuple(table.column_names) == COLUMNS
    assert table.column("low").to_pylist() == [100.0, 101.0, 102.0]
    assert table.column("published_basis").to_pylist() == [
        row["published"]["basis"] for row in case.documents()
    ]
    frame = case.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert frame["figure"].tolist() == ["100", "101", "102"]
    assert case.to_pandas(party="russia").empty
    assert list(case.to_pandas(party="russia").columns) == list(COLUMNS)


def test_rows_are_the_claims(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    reports = pile(tmp_path / "reports", 2)
    case.build(reports)
    readings = [r for r in read_reports(reports) if isinstance(r, Reading)]
    assert case.claims() == [claim_to_row(claim) for reading in readings for claim in reading.claims]
    assert case.claims(since=date(2025, 1, 1)) == []


def test_display_names(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    reports = pile(tmp_path / "reports", 1)
    case.build(reports, dossier=None)
    assert case.names()["ukraine"] == "Ukraine"
    assert "kyrylo_budanov" not in case.names()
    case.build(reports)
    assert case.names()["kyrylo_budanov"] == "Kyrylo Budanov"
    assert case.names()["russian_mod"] == "Ministry of Defence of the Russian Federation"


def test_asking_makes_no_ledger(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    for ask in (case.claims, case.documents, case.findings, case.to_arrow):
        with pytest.raises(LedgerError, match="no such ledger"):
            ask()
    assert not case.path.exists()


def test_watching(tmp_path: Path) -> None:
    reports = pile(tmp_path / "reports", 2)
    seen: list[Seen | DocumentError] = []
    (reports / "a.txt").write_bytes(b"")
    Case(tmp_path / "case.db").build(reports, watch=seen.append)
    assert [isinstance(item, DocumentError) for item in seen] == [False, False, True]


def _dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


def test_an_estimate_of_too_little_is_declined(tmp_path: Path) -> None:
    from counterclaim.account.estimation.fitting import DeclinedError
    from counterclaim.account.estimation.settings import Settings

    case = Case(tmp_path / "case.db")
    case.build([pile(tmp_path / "reports", 3)])
    case.link()
    assert len(case.taken().observations) == 3
    with pytest.raises(DeclinedError, match="3 claims where 20 are needed"):
        case.estimate(Settings(preview=True))
