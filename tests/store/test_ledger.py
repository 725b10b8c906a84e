"""The ledger keeps, adds, never changes, and survives."""

from __future__ import annotations

import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import DocumentError, LedgerError
from counterclaim.model import Claim, Document, Raw
from counterclaim.model.codec import claim_to_row, document_to_row
from counterclaim.store import Filter, Ledger
from tests.samples import TEXT, a_document, a_raw, a_reading

EXTRACTOR, SETTINGS = "0.1.0+abc", {"dossier": "auto"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


def fill(path: Path, *readings: tuple[Raw, Document, list[Claim]]) -> list[bool]:
    with Ledger(path, writing=True) as ledger:
        ledger.begin(EXTRACTOR, SETTINGS)
        return [ledger.add(*reading) for reading in readings]


def dump(path: Path) -> list[str]:
    with sqlite3.connect(path) as db:
        return list(db.iterdump())


def test_what_goes_in_comes_out(path: Path) -> None:
    raw, document, claims = a_reading()
    assert fill(path, (raw, document, claims)) == [True]
    with Ledger(path) as ledger:
        assert list(ledger.claims()) == [claim_to_row(claim) for claim in claims]
        assert ledger.document(document.id) == document_to_row(document)
        assert [row["id"] for row in ledger.documents()] == [document.id]
        assert ledger.claim(claims[0].id[:6]) == claim_to_row(claims[0])
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT data, text FROM documents").fetchone() == (TEXT.encode(), TEXT)
        assert db.execute("SELECT extractor, settings FROM runs").fetchone() == (
            EXTRACTOR,
            '{"dossier": "auto"}',
        )


def test_the_same_again_adds_nothing(path: Path) -> None:
    fill(path, a_reading())
    before = dump(path)
    assert fill(path, a_reading(), a_reading()) == [False, False]
    with Ledger(path, writing=True) as ledger:
        ledger.begin(EXTRACTOR, SETTINGS)
        raw, document, _ = a_reading()
        assert ledger.has(document.id)
        assert not ledger.sight(raw.source, document.id)
    assert dump(path) == before


def test_a_newer_extractor_reads_again_and_the_old_rows_stay(path: Path) -> None:
    raw, document, claims = a_reading()
    fill(path, (raw, document, claims))
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.2.0+def", SETTINGS)
        assert not ledger.has(document.id)
        assert ledger.add(raw, document, claims[:1])
        assert list(ledger.claims()) == [claim_to_row(claims[0])]
        assert ledger.claim(claims[1].id)["id"] == claims[1].id
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM claims").fetchone() == (3,)
        assert db.execute("SELECT run, count(*) FROM readings GROUP BY 1").fetchall() == [(1, 1), (2, 1)]
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (1,)


def test_other_settings_are_another_run(path: Path) -> None:
    fill(path, a_reading())
    with Ledger(path, writing=True) as ledger:
        ledger.begin(EXTRACTOR, {"dossier": "none"})
        assert not ledger.has(a_reading()[1].id)


def test_a_changed_text_takes_the_place_of_the_old_one_and_back(path: Path) -> None:
    old, (raw, document, claims) = a_reading(), a_reading(figure="14")
    fill(path, old, (raw, document, claims[:1]))
    with Ledger(path, writing=True) as ledger:
        assert [row["number"]["text"] for row in ledger.claims()] == ["14"]
        ledger.begin(EXTRACTOR, SETTINGS)
        assert ledger.has(old[1].id)
        assert ledger.sight("a.txt", old[1].id)
        assert [row["number"]["text"] for row in ledger.claims()] == ["12", "30"]
        assert [row["id"] for row in ledger.documents()] == [old[1].id]
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (2,)


def test_one_document_at_two_sources_counts_once(path: Path) -> None:
    raw, document, claims = a_reading()
    fill(path, (raw, document, claims))
    with Ledger(path, writing=True) as ledger:
        ledger.begin(EXTRACTOR, SETTINGS)
        assert ledger.sight("0/a.txt", document.id)
        assert {row["source"] for row in ledger.claims()} == {"0/a.txt"}
        assert [row["source"] for row in ledger.documents()] == ["0/a.txt"]


@pytest.mark.parametrize(
    "table", ["runs", "documents", "sightings", "readings", "segments", "claims", "judgements"]
)
@pytest.mark.parametrize("verb", ["UPDATE", "DELETE", "REPLACE"])
def test_rows_are_never_changed(path: Path, table: str, verb: str) -> None:
    fill(path, a_reading())
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO judgements VALUES (1, 'c1', 'd1', 'accepted', NULL, '{}', 'me', '2031-05-02', 'checked', NULL)"
        )
        column = db.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchone()[0]
    statement = {
        "UPDATE": f'UPDATE {table} SET "{column}" = "{column}"',
        "DELETE": f"DELETE FROM {table}",
        "REPLACE": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }[verb]
    with Ledger(path, writing=True) as ledger:
        ledger._db.execute("PRAGMA foreign_keys = OFF")
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            ledger._db.execute(statement)


def test_room_for_claims_without_a_number(path: Path) -> None:
    raw, document, claims = a_reading()
    fields: dict[str, Any] = {"number": None, "value": None, "outcome": None}
    status = dataclasses.replace(claims[0], id="c1", kind="status", **fields)
    response = dataclasses.replace(claims[0], id="c2", kind="response", answers=claims[0].id, **fields)
    fill(path, (raw, document, [status, response]))
    with Ledger(path) as ledger:
        assert [row["kind"] for row in ledger.claims()] == ["status", "response"]


FILTERS = [
    (Filter(), "12 30"),
    (Filter(party="sylvania"), "12 30"),
    (Filter(party="Sylvania", outcome="LOST"), "12"),
    (Filter(party="none"), ""),
    (Filter(party="freedonia"), ""),
    (Filter(object="vehicle"), "30"),
    (Filter(outcome="lost"), "12"),
    (Filter(outcome="none"), "30"),
    (Filter(outcome="lost", object="vehicle"), ""),
    (Filter(claimant="freedonian_mod"), "12 30"),
    (Filter(claimant="FREEDONIAN ministry of war"), "12 30"),
    (Filter(claimant="ministry"), ""),
    (Filter(document="a.txt"), "12 30"),
    (Filter(document="pile/a.txt"), "12 30"),
    (Filter(document=".txt"), ""),
    (Filter(document="*"), ""),
    # 12 counts up to 2 May; 30 has no window and is dated by its report, of 4 May.
    (Filter(since=date(2031, 5, 3)), "30"),
    (Filter(until=date(2031, 5, 3)), "12"),
    (Filter(since=date(2031, 5, 2), until=date(2031, 5, 4)), "12 30"),
    (Filter(party="x' OR 1 --"), ""),
]


@pytest.mark.parametrize(("where", "figures"), FILTERS)
def test_filters(path: Path, where: Filter, figures: str) -> None:
    raw, document, claims = a_reading("pile/a.txt")
    late = date(2031, 5, 4)
    document = dataclasses.replace(document, published=dataclasses.replace(document.published, day=late))
    fill(path, (raw, document, claims))
    with Ledger(path) as ledger:
        assert " ".join(row["number"]["text"] for row in ledger.claims(where)) == figures


def test_filter_by_the_start_of_an_id(path: Path) -> None:
    fill(path, a_reading(), a_reading("b.txt", "14"))
    with Ledger(path) as ledger:
        wanted = next(ledger.documents())["id"]
        found = list(ledger.claims(Filter(document=wanted[:8])))
        assert {row["document"] for row in found} == {wanted}


def test_values_that_occur(path: Path) -> None:
    fill(path, a_reading())
    with Ledger(path) as ledger:
        assert ledger.values("object") == ["tank", "vehicle"]
        assert ledger.values("outcome") == ["lost", "none"] or ledger.values("outcome") == ["none", "lost"]
        with pytest.raises(ValueError, match="row"):
            ledger.values("row")


def test_names_of_claimants(path: Path) -> None:
    raw, document, (first, second) = a_reading()
    other = dataclasses.replace(second, claimant=dataclasses.replace(second.claimant, name="Ministry"))
    fill(path, (raw, document, [first, second]))
    with Ledger(path) as ledger:
        assert ledger.names() == {"freedonian_mod": "Freedonian Ministry of War"}
    raw, document, (first, _) = a_reading("b.txt", "14")
    fill(path, (raw, document, [first, dataclasses.replace(other, document=document.id)]))
    with Ledger(path) as ledger:
        assert ledger.names() == {"freedonian_mod": "Freedonian Ministry of War"}


def test_a_claim_that_is_not_there_or_not_one(path: Path) -> None:
    fill(path, a_reading())
    with Ledger(path) as ledger:
        for beginning in ("c0000000", "", "*", "%"):
            with pytest.raises(LedgerError, match="holds no claim"):
                ledger.claim(beginning)
        with pytest.raises(LedgerError, match="begins 2 ids"):
            ledger.claim("c")
        with pytest.raises(LedgerError, match="holds no document"):
            ledger.document("d0")


def test_a_document_that_cannot_be_kept_costs_only_itself(path: Path) -> None:
    bad = a_raw("bad.txt", "half \ud83d of a character")
    with Ledger(path, writing=True) as ledger:
        ledger.begin(EXTRACTOR, SETTINGS)
        with pytest.raises(DocumentError, match=r"bad\.txt: has half characters"):
            ledger.add(bad, a_document(bad), [])
        raw, document, claims = a_reading("twice.txt")
        with pytest.raises(DocumentError, match="cannot be kept"):
            ledger.add(raw, document, [claims[0], claims[0]])
        assert ledger.add(*a_reading())
        assert [row["source"] for row in ledger.documents()] == ["a.txt"]
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (1,)


def test_huge_figures_are_kept(path: Path) -> None:
    raw, document, claims = a_reading()
    value = dataclasses.replace(claims[0].value, low=10**30, high=None)  # type: ignore[type-var]
    fill(path, (raw, document, [dataclasses.replace(claims[0], value=value)]))
    with Ledger(path) as ledger:
        assert next(ledger.claims())["value"]["low"] == 10**30


def other_database(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE t (x)")


def later_format(path: Path) -> None:
    fill(path, a_reading())
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")


def text_file(path: Path) -> None:
    path.write_text("not a database " * 100)


NOT_LEDGERS: dict[str, tuple[Callable[[Path], None], str]] = {
    "text": (text_file, "is no ledger"),
    "database": (other_database, "is a database but no ledger"),
    "folder": (Path.mkdir, "is a folder"),
    "later": (later_format, "has ledger format 99"),
}


@pytest.mark.parametrize("what", NOT_LEDGERS)
@pytest.mark.parametrize("writing", [True, False])
def test_what_is_no_ledger_is_left_alone(path: Path, what: str, writing: bool) -> None:
    make, message = NOT_LEDGERS[what]
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(LedgerError, match=message):
        Ledger(path, writing=writing)
    assert before is None or path.read_bytes() == before


def test_reading_makes_nothing(path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger; make it"):
        Ledger(path)
    path.touch()
    with pytest.raises(LedgerError, match="is empty; fill it"):
        Ledger(path)
    assert path.read_bytes() == b""
    with pytest.raises(LedgerError, match="cannot be opened"):
        Ledger(path.parent / "no_folder" / "case.db", writing=True)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_on_read_only_ground_can_be_read(path: Path) -> None:
    fill(path, a_reading())
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Ledger(path) as ledger:
            assert len(list(ledger.claims())) == 2
    finally:
        path.parent.chmod(0o755)


def test_a_damaged_ledger_says_so(path: Path) -> None:
    fill(path, a_reading())
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(LedgerError), Ledger(path) as ledger:
        list(ledger.claims())


WRITER = """
import sys
from counterclaim.store import Ledger
from tests.samples import a_reading
with Ledger(sys.argv[1], writing=True) as ledger:
    ledger.begin("0.1.0+abc", {})
    for n in range(100000):
        ledger.add(*a_reading(f"{n}.txt"))
        print(n, flush=True)
"""


@pytest.mark.parametrize("after", [0, 1, 7, 60])
def test_a_kill_loses_no_finished_document(path: Path, after: int) -> None:
    """Killed without warning at whatever it was doing; every document reported as done is there, whole."""
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, env=env
    )
    assert writer.stdout is not None
    for _ in range(after):
        writer.stdout.readline()
    if after:
        time.sleep(0.0007 * after)
    else:
        while not path.exists():
            time.sleep(0.0001)
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().splitlines()
    writer.wait()
    finished = after + len([line for line in rest if line.isdigit()])
    with Ledger(path, writing=True) as ledger:
        found = len(list(ledger.documents()))
        assert finished <= found <= finished + 1
        assert len(list(ledger.claims())) == 2 * found
        ledger.begin(EXTRACTOR, SETTINGS)
        assert ledger.add(*a_reading("more.txt"))
        assert ledger._db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
