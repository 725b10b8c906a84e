"""The pages say what is so."""

from __future__ import annotations

import runpy
import sqlite3
from pathlib import Path

import pytest

from counterclaim.store import Ledger

DOCS = Path(__file__).parents[1] / "docs"


def test_the_reference_of_the_command_line_is_current() -> None:
    made = runpy.run_path(str(DOCS / "make_cli.py"))["page"]()
    written = (DOCS / "cli.md").read_text("utf-8")
    assert made.split() == written.split(), "run `make docs`"


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    page = (DOCS / "ledger.md").read_text("utf-8")
    Ledger(tmp_path / "case.db", writing=True).close()
    with sqlite3.connect(tmp_path / "case.db") as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for table in tables:
            assert f"**{table}**" in page
            after = page.partition(f"**{table}**")[2].partition("\n**")[0]
            for _, column, *_ in db.execute(f"PRAGMA table_info({table})"):
                if column not in ("id", "run", "reading", "position"):
                    assert f"`{column}`" in after, f"{table}.{column}"
        for (view,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'view'"):
            assert f"`{view}`" in page


@pytest.mark.parametrize("number", [1, 2])
def test_the_queries_shown_run(tmp_path: Path, number: int) -> None:
    page = (DOCS / "ledger.md").read_text("utf-8")
    queries = page.partition("```sql\n")[2].partition("```")[0].split(";")
    Ledger(tmp_path / "case.db", writing=True).close()
    with sqlite3.connect(tmp_path / "case.db") as db:
        db.execute(queries[number - 1])
