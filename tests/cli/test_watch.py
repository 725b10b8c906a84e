"""What is told while documents are read: to people on a terminal, to machines as JSON lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from counterclaim.cli import watch as module
from counterclaim.cli.watch import Log, Watch
from counterclaim.errors import DocumentError, SetAsideError
from counterclaim.reader import Seen
from tests.reports import pile, report

PROGRAM = (sys.executable, "-m", "counterclaim")
CLAIMS = 3


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be set."""
    now = [100.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    return now


def events(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_log_for_machines(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(moving=True, log=Log.json, total=lambda: 1000)
    with watch:
        watch.see(Seen("a.txt", 100, CLAIMS))
        watch.see(SetAsideError("b.txt", "set aside: not read within 60 seconds (--limit)"))
        watch.see(Seen("c.txt", 300, None))
        clock[0] += 10
        watch.see(Seen("d.txt", 100, 0, "language nl is not supported"))
        watch.note("e.jsonl: left out, it holds claims that this program wrote")
        watch.done("all of it", ledger="case.db")
    problem, declined, progress, note, done = events(capsys)
    assert problem == {
        "event": "problem",
        "source": "b.txt",
        "problem": "set aside: not read within 60 seconds (--limit)",
    }
    assert declined == {"event": "declined", "source": "d.txt", "reason": "language nl is not supported"}
    figures = {
        "documents": 2, "claims": CLAIMS, "unchanged": 1, "declined": 1, "problems": 1, "set_aside": 1,
        "seconds": 10.0, "documents_a_second": 0.2,
        # 200 of the bytes took ten seconds, 500 are left; the 300 that were there already took none.
        "seconds_left": 25,
    }  # fmt: skip
    assert progress == {"event": "progress", **figures}
    assert note["event"] == "note"
    assert done == {"event": "done", **figures, "ledger": "case.db"}


def test_without_a_total_no_time_is_promised(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Watch(moving=True, log=Log.json) as watch:
        clock[0] += 10
        watch.see(Seen("a.txt", 100, CLAIMS))
    assert events(capsys)[0]["seconds_left"] is None


def test_off_a_terminal_only_problems_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    def never() -> int | None:
        raise AssertionError("sizes are asked for only where the remaining time is shown")

    with Watch(moving=True, total=never) as watch:
        watch.see(Seen("a.txt", 100, CLAIMS))
        watch.see(DocumentError("b.txt", "is empty"))
    assert capsys.readouterr().err == "b.txt: is empty\n"
    assert watch.told() == f"1 document, {CLAIMS} claims, 1 problem"


def test_what_was_set_aside_is_counted_with_the_problems() -> None:
    watch = Watch(moving=False)
    watch.see(SetAsideError("a.txt", "set aside"))
    watch.see(DocumentError("b.txt", "is empty"))
    assert watch.shortfall() == ["2 problems (1 set aside)"]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs terminals")
def test_on_a_terminal_the_pace_is_shown(tmp_path: Path) -> None:
    reports, (main, side) = pile(tmp_path / "reports", 1500), os.openpty()
    command = [*PROGRAM, "extract", str(reports), "-o", str(tmp_path / "out.jsonl"), "--jobs", "1"]
    program = subprocess.Popen(command, stderr=side, env={**os.environ, "TERM": "xterm", "COLUMNS": "200"})
    os.close(side)
    shown = b""
    try:
        while piece := os.read(main, 4096):
            shown += piece
    except OSError:  # the terminal is gone with the program
        pass
    assert program.wait() == 0
    assert re.search(
        rb"\d+ documents?, \d+ claims? .{1,3} [\d,]+ a second, 0:0\d, about 0:0\d left", shown
    ), shown


def test_a_document_that_was_set_aside_is_kept_with_the_reason_and_can_be_retried(tmp_path: Path) -> None:
    records = [json.dumps({"id": f"rec-{n}", "text": report(n)}) for n in range(3)]
    # Words without an end take a while, however fast the machine is.
    records.append(json.dumps({"id": "long", "text": f"{report(9)}\n\n" + "half of " * 60_000}))
    (tmp_path / "pile.jsonl").write_text("\n".join(records))
    command = [*PROGRAM, "build", str(tmp_path / "pile.jsonl"), "--ledger", str(tmp_path / "case.db")]

    def run(*more: str) -> tuple[int, list[dict[str, Any]]]:
        done = subprocess.run([*command, "--log", "json", *more], capture_output=True, text=True)
        return done.returncode, [json.loads(line) for line in done.stderr.splitlines()]

    code, (problem, done) = run("--limit", "1.5")
    assert (code, problem["source"], done["documents"], done["set_aside"]) == (1, "long", 3, 1)
    code, (done,) = run("--limit", "1.5")
    assert (code, done["documents"], done["unchanged"]) == (0, 0, 4)
    listed = subprocess.run(
        [*PROGRAM, "documents", str(tmp_path / "case.db"), "--json"], capture_output=True, text=True
    )
    reasons = [json.loads(line)["declined"] for line in listed.stdout.splitlines()]
    assert [reason for reason in reasons if reason] == ["set aside: not read within 1.5 seconds (--limit)"]
    code, (problem, done) = run("--limit", "1.5", "--retry")
    assert (code, problem["source"], done["unchanged"]) == (1, "long", 3)
