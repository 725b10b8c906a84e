"""The pages say what is so."""

from __future__ import annotations

import re
import runpy
import sqlite3
from pathlib import Path

import pytest

from counterclaim.store import Ledger
from counterclaim.world import schema

DOCS = Path(__file__).parents[1] / "docs"


def test_the_reference_of_the_command_line_is_current() -> None:
    made = runpy.run_path(str(DOCS / "make_cli.py"))["page"]()
    written = (DOCS / "cli.md").read_text("utf-8")
    assert made.split() == written.split(), "run `make docs`"


@pytest.mark.parametrize(
    "name", ["README.md", "docs/tutorial.md", "docs/desk.md", "docs/account.md", "docs/estimate.md"]
)
def test_what_the_pages_show_is_what_is_printed(name: str) -> None:
    page = DOCS.parent / name
    made = runpy.run_path(str(DOCS / "make_pages.py"))["renewed"](page)
    assert _without_times(made) == _without_times(page.read_text("utf-8")), "run `make docs`"


def _without_times(page: str) -> list[str]:
    """The words of a page; how long something took, estimated figures, and how lines are filled, are not compared."""
    page = re.sub(
        r"<!-- about -->\n```.*?```", lambda block: re.sub(r"[\d.,─%]+", "", block[0]), page, flags=re.DOTALL
    )
    return re.sub(r"\b[\d.]+ ?(ms|s|seconds?)\b", "TIME", page).split()


@pytest.mark.parametrize(
    "page", sorted([*DOCS.glob("*.md"), DOCS.parent / "README.md"]), ids=lambda p: p.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_every_data_file_is_described() -> None:
    package, page = DOCS.parent / "src/counterclaim", (DOCS / "data.md").read_text("utf-8")
    for folder in ("lang/en", "world"):
        for file in (package / folder).iterdir():
            if file.suffix in (".toml", ".csv"):
                assert f"`{file.name}`" in page, file.name


def test_every_key_of_a_dossier_is_described() -> None:
    page = (DOCS / "data.md").read_text("utf-8")
    lists = {
        "party": schema.Party, "force": schema.Force, "person": schema.Person, "group": schema.Named,
        "outlet": schema.Outlet, "place": schema.PlaceEntry, "campaign": schema.CampaignEntry,
        "series": schema.SeriesEntry,
    }  # fmt: skip
    for name, entry in lists.items():
        row = next(line for line in page.splitlines() if f"`[[{name}]]`" in line)
        for field in entry.__struct_fields__:
            assert f"`{field}`" in row, f"{name}.{field}"
    for field in schema.Head.__struct_fields__:
        assert f"`{field}`" in page or f"`[{field}]`" in page, field


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    page = (DOCS / "ledger.md").read_text("utf-8")
    Ledger(tmp_path / "case.db", writing=True).close()
    with sqlite3.connect(tmp_path / "case.db") as db:
        made = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        # SQLite keeps a full-text index in tables of its own.
        tables = [name for (name,) in made if not name.startswith("sentences_")]
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
