"""The commands, as a user runs them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.cli import conftest
from tests.reports import pile, report

PROGRAM = [sys.executable, "-m", "counterclaim"]


class Done(NamedTuple):
    """What a run left: exit status, standard output, lines of standard error."""

    status: int
    out: str
    err: list[str]


Run = Callable[..., Done]


@pytest.fixture
def run(run: conftest.Run) -> Run:
    def in_lines(*args: object) -> Done:
        done = run(*args)
        return Done(done.status, done.out, done.err.splitlines())

    return in_lines


@pytest.fixture
def ledger(tmp_path: Path, run: Run) -> Path:
    path = tmp_path / "case.db"
    assert run("build", pile(tmp_path / "reports", 3), "--ledger", path).status == 0
    return path


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n") if line]


def test_extract_gives_the_claims_with_exact_spans(tmp_path: Path, run: Run) -> None:
    folder = pile(tmp_path / "reports", 3)
    out, about = tmp_path / "claims.jsonl", tmp_path / "documents.jsonl"
    done = run("extract", folder, "-o", out, "--documents", about)
    assert (done.status, done.out) == (0, "")
    assert done.err == [f"3 documents, 3 claims → {out}, {about}"]
    claims, documents = rows(out.read_text("utf-8")), rows(about.read_text("utf-8"))
    assert [claim["source"] for claim in claims] == [str(path) for path in sorted(folder.iterdir())]
    for claim, document in zip(claims, documents, strict=True):
        assert claim["document"] == document["id"]
        for text in (document["text"], Path(claim["source"]).read_text("utf-8")):
            for span in (claim["number"], claim["evidence"]):
                assert text[span["start"] : span["end"]] == span["text"]


def test_extract_writes_which_figures_are_parts_of_which(tmp_path: Path, run: Run) -> None:
    report = tmp_path / "report.txt"
    report.write_text("Shelling killed 31 villagers in Orla, nine of them children.", "utf-8")
    out, links = tmp_path / "claims.jsonl", tmp_path / "relations.jsonl"
    assert run("extract", report, "-o", out, "--relations", links).status == 0
    ids = {claim["number"]["text"]: claim["id"] for claim in rows(out.read_text("utf-8"))}
    (relation,) = rows(links.read_text("utf-8"))
    assert (relation["type"], relation["source"], relation["target"]) == ("part_of", ids["nine"], ids["31"])
    assert run("extract", report, "-o", out, "--relations", out).status == 2


def test_extract_writes_to_standard_output(tmp_path: Path, run: Run) -> None:
    done = run("extract", pile(tmp_path / "reports", 2))
    assert [claim["number"]["text"] for claim in rows(done.out)] == ["100", "101"]
    assert done.err == ["2 documents, 2 claims"]


def test_extract_reads_standard_input() -> None:
    done = subprocess.run(
        [*PROGRAM, "extract", "-"], input=report(77).encode(), capture_output=True, check=True
    )
    (claim,) = rows(done.stdout.decode())
    assert (claim["source"], claim["number"]["text"]) == ("-", "77")


def test_records_keep_their_ids(tmp_path: Path, run: Run) -> None:
    lines = [json.dumps({"id": f"rec-{n}", "text": report(n)}) for n in (100, 101)]
    (tmp_path / "feed.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("extract", tmp_path / "feed.jsonl")
    assert [claim["source"] for claim in rows(done.out)] == ["rec-100", "rec-101"]


def test_two_runs_one_and_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    folder = pile(tmp_path / "reports", 60)
    (folder / "broken.txt").write_bytes(b"\0" * 100)
    files = []
    for jobs, seed in ((1, "0"), (1, "1"), (2, "2")):
        out, about = tmp_path / f"c{jobs}{seed}", tmp_path / f"d{jobs}{seed}"
        options = ["-o", str(out), "--documents", str(about), "--jobs", str(jobs)]
        command = [*PROGRAM, "extract", str(folder), *options]
        done = subprocess.run(command, env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True)
        assert done.returncode == 1
        files.append((out.read_bytes(), about.read_bytes(), done.stderr.splitlines()[0]))
    assert files[0] == files[1] == files[2]
    assert files[0][0].count(b"\n") == 60


BROKEN = {
    "empty.txt": b"",
    "binary.txt": bytes(range(256)) * 40,
    "cut.jsonl": json.dumps({"id": "whole", "text": report(55)}).encode()
    + b'\n{"id": "cut", "text": "Ten ta',
    "list.json": b'[{"text": "Ten',
    "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "endless_line.txt": b"Ukraine lost 12 tanks, the ministry said, " * 1_200_000,
    "numbers.txt": b"\n".join(b"%d" % n for n in range(1_000_000)),
}


def test_bad_input_costs_one_line_each_and_nothing_else(tmp_path: Path, run: Run) -> None:
    folder = pile(tmp_path / "reports", 2)
    for name, data in BROKEN.items():
        (folder / name).write_bytes(data)
    (folder / "hollow").mkdir()
    done = run("extract", folder, tmp_path / "missing.txt", folder / "hollow", "no*such*glob")
    assert done.status == 1
    assert [claim["number"]["text"] for claim in rows(done.out)] == ["100", "101", "55"]
    told = done.err[:-1]
    assert len(told) == len(BROKEN) + 3
    for name in (*BROKEN, "missing.txt", "hollow", "no*such*glob"):
        assert sum(name in line for line in told) == 1, name
    assert done.err[-1] == f"3 documents, 3 claims, {len(told)} problems"


def test_what_was_written_before_is_left_out(tmp_path: Path, run: Run) -> None:
    folder = pile(tmp_path / "reports", 2)
    out, about = folder / "claims.jsonl", folder / "about.jsonl"
    command = ("extract", folder, "-o", out, "--documents", about)
    assert run(*command).status == 0
    first = out.read_bytes(), about.read_bytes()
    again = run(*command)
    assert again.status == 0
    assert again.err == [
        f"{about}: left out, it holds documents that this program wrote",
        f"{out}: left out, it holds claims that this program wrote",
        f"2 documents, 2 claims → {out}, {about}",
    ]
    assert (out.read_bytes(), about.read_bytes()) == first
    built = run("build", folder, "--ledger", tmp_path / "case.db")
    assert (built.status, built.err[:-1]) == (0, again.err[:-1])


def test_an_output_without_claims_is_left_out(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("The weather was fine on the coast, the ministry said.", encoding="utf-8")
    out = tmp_path / "claims.jsonl"
    assert run("extract", tmp_path, "-o", out).status == 0
    again = run("extract", tmp_path, "-o", out)
    assert (again.status, again.err[0]) == (0, f"{out}: left out, it is what is being written")


@pytest.mark.parametrize("given", ["folder", "file", "pattern"])
def test_a_report_is_not_written_over(tmp_path: Path, run: Run, given: str) -> None:
    path = pile(tmp_path / "reports", 1) / "100.txt"
    paths = {"folder": tmp_path, "file": path, "pattern": tmp_path / "*" / "1*.txt"}
    done = run("extract", paths[given], "-o", path)
    assert (done.status, len(done.err)) == (1, 1)
    assert "100.txt: would be read and written over" in done.err[0]
    assert path.read_text("utf-8") == report(100)


def test_other_encodings_are_read(tmp_path: Path, run: Run) -> None:
    for encoding in ("utf-16", "utf-8-sig", "cp1252"):
        (tmp_path / f"{encoding}.txt").write_bytes(report(44).replace("🚜", "“é”").encode(encoding))
    done = run("extract", tmp_path)
    assert done.status == 0
    assert [claim["number"]["text"] for claim in rows(done.out)] == ["44", "44", "44"]


def test_an_unsupported_language_is_declined_by_name(tmp_path: Path, run: Run) -> None:
    italian = (
        "Il ministero della difesa ha dichiarato che dodici carri armati sono stati distrutti nella regione."
    )
    (tmp_path / "it.txt").write_text(f"Guerra\n\n{italian} {italian}", encoding="utf-8")
    done = run("build", tmp_path, "--ledger", tmp_path / "case.db")
    assert done.status == 0
    assert re.match(r".*it\.txt: declined: .*(Italian|\bit\b)", done.err[0])
    assert "declined" in run("documents", tmp_path / "case.db").out


@pytest.mark.parametrize("bad", ["no_such_dossier", "missing.toml"])
def test_a_dossier_that_is_not_there(tmp_path: Path, run: Run, bad: str) -> None:
    done = run("extract", pile(tmp_path / "reports", 1), "--dossier", bad)
    assert (done.status, done.out, len(done.err)) == (1, "", 1)
    assert bad in done.err[0]


def test_a_place_that_cannot_be_written_to(tmp_path: Path, run: Run) -> None:
    done = run("extract", pile(tmp_path / "reports", 1), "-o", tmp_path / "no" / "out.jsonl")
    assert (done.status, len(done.err)) == (1, 1)
    assert "out.jsonl" in done.err[0]


def test_claims_and_documents_need_two_places(tmp_path: Path, run: Run) -> None:
    assert run("extract", tmp_path, "--documents", "-").status == 2


def test_build_says_what_it_did(tmp_path: Path, run: Run, ledger: Path) -> None:
    again = run("build", tmp_path / "reports", "--ledger", ledger)
    assert again == (
        0,
        "",
        [f"0 documents and 0 claims added, 3 documents unchanged, nothing new to link → {ledger}"],
    )
    (tmp_path / "reports" / "100.txt").write_text(report(999), encoding="utf-8")
    (tmp_path / "reports" / "empty.txt").write_bytes(b"")
    third = run("build", tmp_path / "reports", "--ledger", ledger)
    assert third.status == 1
    told = (
        "1 document and 1 claim added, 2 documents unchanged, 1 document linked, 3 relations found, 1 problem"
    )
    assert third.err[-1] == f"{told} → {ledger}"


def test_claims_as_table_csv_and_json(run: Run, ledger: Path) -> None:
    table = run("claims", ledger).out
    assert next(line for line in table.splitlines() if "tank" in line).count("100") == 1
    lines = list(csv.DictReader(io.StringIO(run("claims", ledger, "--format", "csv").out)))
    assert [line["figure"] for line in lines] == ["100", "101", "102"]
    found = rows(run("claims", ledger, "--format", "json").out)
    assert [row["number"]["text"] for row in found] == ["100", "101", "102"]
    assert [row["id"][:9] in table for row in found] == [True] * 3


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        (("--party", "ukraine"), 3),
        (("--party", "russia"), 0),
        (("--object", "tank", "--claimant", "russian_mod"), 3),
        (("--document", "101.txt"), 1),
        (("--since", "2024-09", "--until", "2024-09"), 3),
        (("--since", "2024-10"), 0),
        (("--until", "2023"), 0),
    ],
)
def test_filters(run: Run, ledger: Path, filters: tuple[str, ...], number: int) -> None:
    done = run("claims", ledger, "--format", "json", *filters)
    assert (done.status, len(rows(done.out))) == (0, number)
    assert (done.err[:1] == ["no claim fits"]) == (number == 0)


def test_a_filter_that_fits_nothing_says_what_would(run: Run, ledger: Path) -> None:
    assert run("claims", ledger, "--party", "ukrane").err == ["no claim fits", "party is one of: ukraine"]


@pytest.mark.parametrize("day", ["2024-13", "yesterday", "2024-02-30", "24"])
def test_what_is_no_date(run: Run, ledger: Path, day: str) -> None:
    done = run("claims", ledger, "--since", day)
    assert done.status == 2
    assert "--since" in " ".join(done.err)


def test_show(run: Run, ledger: Path) -> None:
    claim = rows(run("claims", ledger, "--format", "json").out)[0]
    shown = run("show", ledger, claim["id"][:9]).out
    assert f"[{claim['number']['text']}]" in shown
    assert claim["id"] in shown
    for ground in claim["grounds"]:
        assert ground["field"].partition(".")[0] in shown
    missing = run("show", ledger, "cffff")
    assert (missing.status, len(missing.err)) == (1, 1)


@pytest.mark.parametrize("width", [60, 80, 160])
@pytest.mark.parametrize("folder", ["reports", "a/" + "long" * 30, "f" * 90 + "/" + "g" * 90])
def test_documents(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, width: int, folder: str
) -> None:
    (tmp_path / folder).parent.mkdir(exist_ok=True)
    reports, ledger = pile(tmp_path / folder, 3), tmp_path / "case.db"
    run("build", reports, "--ledger", ledger)
    monkeypatch.setenv("COLUMNS", str(width))
    lines = run("documents", ledger).out.splitlines()
    for name in ("100.txt", "101.txt", "102.txt"):
        assert sum(name in line for line in lines) == 1
    assert f"in {reports}/" in lines or f"{reports}/100.txt" in "".join(lines)
    assert all(len(line) <= width for line in lines if not line.startswith("in "))
    found = rows(run("documents", ledger, "--json").out)
    assert [Path(row["source"]).name for row in found] == ["100.txt", "101.txt", "102.txt"]


def test_report(tmp_path: Path, run: Run, ledger: Path) -> None:
    assert run("report", ledger, "-o", tmp_path / "page.html").status == 0
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.count("<mark>") == 3
    assert "<mark>100</mark>" in page


@pytest.mark.parametrize("command", ["claims", "documents", "report", "show"])
def test_what_is_no_ledger(tmp_path: Path, run: Run, command: str) -> None:
    extra = {"report": ["-o", str(tmp_path / "p")], "show": ["c1"]}.get(command, [])
    (tmp_path / "notes.txt").write_text("no ledger at all" * 100)
    for path, problem in (("notes.txt", "is no ledger"), ("none.db", "no such ledger"), (".", "is a folder")):
        done = run(command, tmp_path / path, *extra)
        assert (done.status, done.out, len(done.err)) == (1, "", 1)
        assert problem in done.err[0]
    assert not (tmp_path / "none.db").exists()


def test_demo(run: Run) -> None:
    done = run("demo")
    assert (done.status, done.err) == (0, [])
    assert "What the claims show beside one another" in done.out


def test_a_demo_of_one_report(tmp_path: Path, run: Run) -> None:
    done = run("demo", pile(tmp_path / "reports", 1))
    assert (done.status, done.out.splitlines()[0]) == (0, "1 claim in 1 report")


def test_a_demo_of_nothing(tmp_path: Path, run: Run) -> None:
    for name in ("empty", "one", "two", "own"):
        (tmp_path / name).mkdir()
    (tmp_path / "one" / "a.txt").touch()
    (tmp_path / "two" / "a.txt").touch()
    (tmp_path / "two" / "b.txt").touch()
    told = {
        "missing": "there is no such file or folder",
        "empty": "the folder holds nothing to read",
        "one": "a.txt: ",
        "two": "no report could be read, 2 problems; the first: ",
    }
    for name, problem in told.items():
        done = run("demo", tmp_path / name)
        assert (done.status, done.out, len(done.err)) == (1, "", 1), name
        assert problem in done.err[0]
    run("extract", tmp_path / "two", pile(tmp_path / "reports", 1), "-o", tmp_path / "own" / "claims.jsonl")
    done = run("demo", tmp_path / "own")
    assert (done.status, done.out) == (1, "")
    assert done.err[-1].endswith("own: there is no report in it")


def test_version(run: Run) -> None:
    assert re.fullmatch(r"counterclaim \d+\.\d+\.\d+\S*\n", run("--version").out)


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    program = subprocess.Popen(
        [*PROGRAM, "extract", pile(tmp_path / "reports", 400)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(10)
    program.stdout.close()
    said = program.stderr.read().decode()
    program.wait()
    assert "Traceback" not in said
    assert "Exception" not in said


def test_an_interrupt_is_clean_and_keeps_what_was_finished(tmp_path: Path) -> None:
    ledger = tmp_path / "case.db"
    program = subprocess.Popen(
        [*PROGRAM, "build", "-", "--ledger", ledger], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert program.stdin is not None
    _feed(program.stdin, 600)
    _wait_for(ledger, 20)
    program.send_signal(signal.SIGINT)
    said = program.communicate()[1].decode().splitlines()
    assert program.returncode == 130
    assert said == [f"interrupted; {ledger} keeps what was finished, run the same again to go on"]
    assert _documents(ledger) >= 20


def test_a_kill_leaves_a_ledger_that_can_be_gone_on_with(tmp_path: Path, run: Run) -> None:
    ledger, folder = tmp_path / "case.db", pile(tmp_path / "reports", 80)
    program = subprocess.Popen([*PROGRAM, "build", folder, "--ledger", ledger, "--jobs", "2"])
    _wait_for(ledger, 1)
    program.kill()
    program.wait()
    before = _documents(ledger)
    assert before >= 1
    done = run("build", folder, "--ledger", ledger, "--jobs", "1")
    assert done.err[-1].split()[0] == str(80 - before)
    assert _documents(ledger) == 80
    with sqlite3.connect(ledger) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM current_claims").fetchone() == (80,)


def _feed(stream: Any, number: int) -> None:
    for n in range(100, 100 + number):
        stream.write(json.dumps({"id": f"rec-{n}", "text": report(n)}).encode() + b"\n")
    stream.flush()


def _documents(ledger: Path) -> int:
    try:
        with sqlite3.connect(f"{ledger.absolute().as_uri()}?mode=ro", uri=True) as db:
            return int(db.execute("SELECT count(*) FROM documents").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def _wait_for(ledger: Path, documents: int) -> None:
    for _ in range(600):
        if _documents(ledger) >= documents:
            return
        time.sleep(0.05)
    pytest.fail("nothing was kept")
