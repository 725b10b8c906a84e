"""The commands that set claims beside one another, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

CALM = (
    "Vell counts its dead\n\nVELL, 14 June 2024. The Ukrainian army has lost more than 4,100 soldiers in Kursk region "
    "since 6 March 2024, Russia's defence ministry said on Friday. It said around 210 Ukrainian soldiers were lost "
    "over the past day.\n"
)
LATER = (
    "Fighting goes on\n\nVELL, 24 June 2024. The Ukrainian army has lost more than 6,300 soldiers in Kursk region "
    "since 6 March 2024, Russia's defence ministry said on Monday.\n"
)
LOUD = (
    "4,100 Ukrainian soldiers killed in Kursk region\n\nVELL, 14 June 2024. The Ukrainian army has lost 4,100 "
    "soldiers in Kursk region since 6 March 2024, Russia's defence ministry said on Friday.\n"
)


@pytest.fixture
def ledger(tmp_path: Path, run: Run) -> Path:
    (tmp_path / "reports").mkdir()
    for name, text in (("calm", CALM), ("later", LATER), ("loud", LOUD)):
        (tmp_path / "reports" / f"{name}.txt").write_text(text, "utf-8")
    path = tmp_path / "case.db"
    assert run("build", tmp_path / "reports", "--ledger", path).status == 0
    return path


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def ids(ledger: Path) -> dict[str, str]:
    """Claims by report and figure."""
    with sqlite3.connect(ledger) as db:
        found = db.execute("SELECT source, number, id FROM current_claims ORDER BY start DESC").fetchall()
    return {f"{Path(source).stem} {number}": claim for source, number, claim in found}


def test_a_ledger_is_linked_when_it_is_built(ledger: Path, run: Run) -> None:
    done = run("link", ledger)
    assert (done.status, done.err.strip()) == (0, "nothing new to link")


def test_without_linking_it_says_what_to_do(tmp_path: Path, run: Run) -> None:
    (tmp_path / "calm.txt").write_text(CALM, "utf-8")
    path = tmp_path / "case.db"
    run("build", tmp_path / "calm.txt", "--ledger", path, "--no-link")
    done = run("findings", path)
    assert done.status == 1
    assert done.err.strip() == (
        f"counterclaim: {path}: has claims that are not linked; run: counterclaim link {path}"
    )
    assert run("link", path).err.strip() == "1 document linked, 1 relation found"
    assert run("findings", path).status == 0


def test_relations_as_table_csv_and_json(tmp_path: Path, ledger: Path, run: Run) -> None:
    assert "does not mean “killed”" in " ".join(run("relations", ledger, "--type", "relabelled").out.split())
    found = rows(run("relations", ledger, "--format", "json").out)
    assert {row["type"] for row in found} == {"repeats", "relabelled", "updates", "part_of"}
    assert list(found[0]) == ["id", "type", "source", "target", "why", "basis"]
    read = list(csv.DictReader(io.StringIO(run("relations", ledger, "--format", "csv").out)))
    assert [row["id"] for row in read] == [row["id"] for row in found]
    out = tmp_path / "relations.jsonl"
    assert run("relations", ledger, "--type", "part_of", "--type", "updates", "-o", out).status == 0
    assert {row["type"] for row in rows(out.read_text("utf-8"))} == {"part_of", "updates"}


def test_relations_of_one_claim(ledger: Path, run: Run) -> None:
    claim = ids(ledger)["calm 210"]
    found = rows(run("relations", ledger, "--claim", claim[:9], "--format", "json").out)
    assert [(row["type"], row["source"]) for row in found] == [("part_of", claim)]


def test_series(ledger: Path, run: Run) -> None:
    table = run("series", ledger, "--object", "personnel", "--outcome", "losses").out
    assert "2024-06-14" in table
    assert "around 210" in table
    assert "220" in table
    found = rows(run("series", ledger, "--claimant", "russian_mod", "--format", "json").out)
    assert [(row["as_of"], row["figure"], row["a_day_since"]) for row in found] == [
        ("2024-06-14", 4100, None),
        ("2024-06-24", 6300, 220.0),
    ]
    none = run("series", ledger, "--party", "sylvania").err
    assert none.startswith("no series: no claimant")
    assert "--by camp" in none
    assert "--by camp" not in run("series", ledger, "--party", "sylvania", "--by", "camp").err


@pytest.mark.parametrize(("name", "begins"), [("chart.svg", b"<svg"), ("chart.png", b"\x89PNG")])
def test_series_drawn(tmp_path: Path, ledger: Path, run: Run, name: str, begins: bytes) -> None:
    pytest.importorskip("vl_convert", reason="vl-convert, which draws charts, is not installed")
    assert run("series", ledger, "--chart", tmp_path / name).status == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_chart_of_another_kind_is_refused(tmp_path: Path, ledger: Path, run: Run) -> None:
    done = run("series", ledger, "--chart", tmp_path / "chart.docx")
    assert done.status == 1
    assert "a chart is a .svg or a .png file" in done.err


def test_findings(ledger: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")  # a sentence a line
    told = " ".join(run("findings", ledger).out.split())
    assert "does not mean “killed”" in told
    assert "some 220 a day, beside “around 210”" in told
    assert "none is of what Russia lost itself" not in told  # nobody counts what it lost
    assert "who claims \\ of whom" in told
    found = rows(run("findings", ledger, "--json").out)
    assert [row["kind"] for row in found] == ["relabelled", "running"]
    assert found[0]["claims"][-1] == ids(ledger)["loud 4,100"]


def test_compare(ledger: Path, run: Run) -> None:
    known = ids(ledger)
    told = " ".join(run("compare", ledger, known["calm 4,100"], known["later 6,300"][:9]).out.split())
    assert "running totals of which the first is the earlier" in told
    assert "updates:" in told
    done = run("compare", ledger, known["calm 4,100"], "cffff")
    assert done.status == 1
    assert "holds no claim cffff" in done.err


def test_copies(tmp_path: Path, ledger: Path, run: Run) -> None:
    more = "\n".join(
        f"On the road to the village number {n} the drivers waited for hours in the heat, and nobody knew how long the "
        f"bridge of the {n}th company would hold under lorries that came back empty." for n in range(3, 9)
    )  # fmt: skip
    (tmp_path / "reports" / "whole.txt").write_text(f"{LATER}\n{more}\n", "utf-8")
    (tmp_path / "reports" / "again.txt").write_text(f"Late edition\n\n{LATER}\n{more}\n", "utf-8")
    run("build", tmp_path / "reports", "--ledger", ledger)
    table = run("copies", ledger).out
    assert "again.txt" in table
    passages = run("copies", ledger, "whole.txt").out
    assert "drivers waited for hours" in passages
    assert "0% changed" in passages
    done = run("copies", ledger, "nothing.txt")
    assert done.status == 1
    assert "no documents of the ledger fit" in done.err


def test_the_report_begins_with_the_findings(tmp_path: Path, ledger: Path, run: Run) -> None:
    run("report", ledger, "-o", tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text("utf-8")
    heads = ["findings", "matrix", "series", "figures", "claims", "relations", "texts"]
    places = [page.index(f'<h2 id="{head}">') for head in heads]
    assert places == sorted(places)
