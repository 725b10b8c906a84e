"""The command ``evaluate``, as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from counterclaim.cli import main
from tests.reports import pile


@pytest.fixture
def coding(tmp_path: Path) -> Path:
    """Three reports, coded in a table; the second one's outcome is not what the report says."""
    pile(tmp_path / "reports", 3)
    rows = [
        f"{n},{n},tank,{what},ukraine,russian_mod"
        for n, what in ((100, "lost"), (101, "damaged"), (102, "lost"))
    ]
    header = "document,number,object,outcome,party,claimant"
    (tmp_path / "coding.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    return tmp_path / "coding.csv"


def run(monkeypatch: pytest.MonkeyPatch, *args: object) -> object:
    monkeypatch.setattr("sys.argv", ["counterclaim", "evaluate", *map(str, args)])
    try:
        main()
    except SystemExit as end:
        return end.code
    return 0


def test_a_table_with_misses_in_their_sentences(
    coding: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, coding, coding.parent / "reports") == 0
    shown = capsys.readouterr().out
    assert "3 claims coded, 3 reported" in shown
    assert "Ukraine lost [101] tanks near Sudzha" in shown
    assert "outcome: lost, expected damaged" in shown
    assert "100" not in shown.partition("misses")[2]


def test_csv_and_json(
    coding: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run(monkeypatch, coding, coding.parent / "reports", "--format", "csv")
    rows = {row["figure"]: row for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert (rows["outcome"]["right"], rows["outcome"]["of"], rows["found_f1"]["value"]) == ("2", "3", "1.0")
    run(monkeypatch, coding, coding.parent / "reports", "--format", "json")
    held = json.loads(capsys.readouterr().out)
    assert held["figures"]["claimant"] == 1
    assert {"coded": "damaged", "reported": "lost", "claims": 1} in held["outcomes"]
    assert [miss["number"]["text"] for miss in held["misses"]] == ["101"]


def test_claims_of_another_tool(
    coding: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (coding.parent / "reports" / "100.txt").read_text("utf-8")
    start = text.index("100")
    claim = {
        "source": "100.txt",
        "number": {"start": start, "end": start + 3},
        "value": {"low": 100, "high": 100, "qualifier": "exact"},
        "object": "tank",
    }
    lines = coding.with_name("claims.jsonl")
    lines.write_text(json.dumps(claim), encoding="utf-8")
    assert run(monkeypatch, coding, coding.parent / "reports", "--claims", lines, "--format", "csv") == 0
    rows = {row["figure"]: row["value"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}
    assert (rows["found_precision"], rows["found_recall"], rows["party"]) == ("1.0", "0.3333", "0.0")


def test_what_was_not_given(
    coding: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, coding) == 2
    lines = coding.with_name("claims.jsonl")
    lines.write_text("", encoding="utf-8")
    capsys.readouterr()
    assert run(monkeypatch, coding, "--claims", lines) == 1
    assert "give the coded reports too" in capsys.readouterr().err
    lines.write_text("{}", encoding="utf-8")
    assert run(monkeypatch, coding, coding.parent / "reports", "--claims", lines) == 1
    assert "claims.jsonl:1" in capsys.readouterr().err
