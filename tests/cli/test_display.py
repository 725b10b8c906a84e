"""Rows as tables show them."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from counterclaim.cli.display import common_folder, named, named_document, print_documents
from counterclaim.export.show import claim_view
from counterclaim.export.table import claims_table
from counterclaim.model.codec import Row, claim_to_row, document_to_row
from tests.samples import a_reading

NAMES = {
    "sylvania": "Republic of Sylvania",
    "freedonia": "Free State",
    "vell": "Vell on Sea",
    "wire": "The Wire",
}


@pytest.mark.parametrize(
    ("sources", "folder"),
    [
        (["/a/b/1.txt", "/a/b/2.txt"], "/a/b/"),
        (["/a/b/1.txt", "/a/bc/1.txt"], "/a/"),
        (["a/1.txt"], "a/"),
        (["/a/1.txt", "/b/1.txt"], ""),
        (["/a/1.txt", "b/1.txt"], ""),
        (["/a/b/1.txt", "rec-1", "https://a.example/b/1"], "/a/b/"),
        (["/a/b/1.txt", "1.txt"], ""),
        (["1.txt", "-"], ""),
        ([], ""),
    ],
)
def test_the_folder_that_sources_share(sources: list[str], folder: str) -> None:
    assert common_folder(sources) == folder


def documents(width: int, *sources: str) -> str:
    row = document_to_row(a_reading()[1])
    stream = io.StringIO()
    rows = [row | {"source": source, "id": f"d{n}"} for n, source in enumerate(sources)]
    print_documents(Console(file=stream, width=width, highlight=False), rows, {})
    return stream.getvalue()


def test_sources_stay_as_they_are_where_there_is_room() -> None:
    assert "reports/1.txt" in documents(100, "reports/1.txt", "reports/2.txt")


@pytest.mark.parametrize("width", [40, 60, 80])
def test_long_names_go_on_in_the_next_line(width: int) -> None:
    names = [f"{'x' * 70}{n}.txt" for n in (1, 2)]
    shown = documents(width, *(f"/long/folder/{name}" for name in names))
    assert shown.splitlines()[0] == "in /long/folder/"
    rows = shown.rpartition("──")[2].splitlines()[1:]
    firsts = "".join(line[1:].split(" ")[0] for line in rows)
    assert firsts == "".join(names)


def row(**other: object) -> Row:
    return claim_to_row(a_reading()[2][0]) | other


def test_names_for_ids() -> None:
    wire = {"id": "wire", "name": "", "camp": None}
    given = row(place={"id": "vell", "name": ""}, relays=[wire], claimant=wire, actor="freedonia")
    document = named_document(document_to_row(a_reading()[1]) | {"outlet": wire}, NAMES)
    claim = named(given, NAMES)
    assert (claim["id"], document["outlet"]["name"]) == (given["id"], "The Wire")
    stream = io.StringIO()
    console = Console(file=stream, width=200, highlight=False)
    console.print(claims_table([claim], {document["id"]: document}, 200))
    console.print(claim_view(claim, document))
    table, view = stream.getvalue().split(f"{claim['id']}  ")
    for name in ("The Wire", "Republic of Sylvania", "Vell on Sea"):
        assert name in table
        assert name in view
    assert "Free State" in view
    assert "Vell (vell)" in _view(named(row(), {}))


def _view(claim: Row) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=200, highlight=False)
    console.print(claim_view(claim, document_to_row(a_reading()[1])))
    return stream.getvalue()


def test_a_name_in_the_text_stays_and_what_has_none_is_left_alone() -> None:
    assert named(row(), NAMES)["claimant"]["name"] == "Freedonian Ministry of War"
    assert named(row(), NAMES)["place"]["name"] == "Vell"
    assert named(row(party=None, place=None), NAMES)["party"] is None
    assert named(row(), {}) == row()
