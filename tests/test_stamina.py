"""A build that is killed again and again ends with the ledger of one that never was."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.reports import report

KILLS = 50
DOCUMENTS = 2500
# So that a document takes some milliseconds.
MORE = " ".join(
    f"Column {k} waited {k + 2} hours at the bridge, {k * 7} km from the town." for k in range(15)
)
PROGRAM = (sys.executable, "-m", "counterclaim", "build")
# Everything that a ledger holds of documents, but for which run did it and when.
HELD = {
    "documents": "SELECT id, media, url, data, text FROM documents",
    "readings": "SELECT document, title, declined, published, row FROM readings",
    "segments": 'SELECT document, position, kind, start, "end" FROM segments JOIN readings ON readings.id = reading',
    "claims": "SELECT document, claims.id, number, claims.row FROM claims JOIN readings ON readings.id = reading",
    "sightings": "SELECT source, document FROM sightings",
}


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_killed_at_any_moment_it_goes_on_where_it_was(tmp_path: Path) -> None:
    pile, killed, whole = tmp_path / "pile.jsonl", tmp_path / "killed.db", tmp_path / "whole.db"
    with pile.open("w", encoding="utf-8") as stream:
        for n in range(DOCUMENTS):
            stream.write(json.dumps({"id": f"rec-{n}", "text": f"{report(n)}\n\n{MORE}"}) + "\n")
    chance, longest = random.Random(4), 2 * _seconds_to_begin(pile, tmp_path / "trial.db")
    counts = [0]
    for kill in range(KILLS):
        if kill % 2:
            _kill_after(chance.uniform(0.0, longest), pile, killed)
        else:
            _kill_at_work(pile, killed)
        counts.append(_documents(killed))
    assert counts == sorted(counts), "a finished document was lost"
    broken_off = {count for count in counts if 0 < count < DOCUMENTS}
    assert len(broken_off) > 5, counts
    for ledger in (killed, whole):
        subprocess.run([*PROGRAM, pile, "--ledger", ledger, "--no-link"], check=True, capture_output=True)
    assert _documents(whole) == DOCUMENTS
    for table in HELD:
        assert _held(killed, table) == _held(whole, table), table


def _seconds_to_begin(pile: Path, ledger: Path) -> float:
    """Until the first document is kept, on this machine and with what else it is doing."""
    begun = time.monotonic()
    _kill_at_work(pile, ledger)
    return time.monotonic() - begun


def _kill_at_work(pile: Path, ledger: Path) -> None:
    """As soon as it keeps a document that was not there before."""
    before, program = _documents(ledger), _start(pile, ledger)
    while _documents(ledger) == before and program.poll() is None:
        time.sleep(0.01)
    _kill(program)


def _kill_after(seconds: float, pile: Path, ledger: Path) -> None:
    program = _start(pile, ledger)
    time.sleep(seconds)
    _kill(program)


def _start(pile: Path, ledger: Path) -> subprocess.Popen[bytes]:
    command = [*PROGRAM, str(pile), "--ledger", str(ledger), "--jobs", "2", "--no-link"]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)


def _kill(program: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


def _documents(ledger: Path) -> int:
    return len(_held(ledger, "documents"))


def _held(ledger: Path, table: str) -> list[Any]:
    """Rows in an order of their own; a list, so that what is there twice counts twice."""
    if not ledger.exists():
        return []
    with sqlite3.connect(ledger) as db:
        if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (table,)).fetchone():
            return []
        return sorted(db.execute(HELD[table]).fetchall(), key=repr)
