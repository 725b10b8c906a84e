"""Files of this program's own rows among reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterclaim.engine import own_rows, reports_only
from counterclaim.ingest import read
from counterclaim.model import Raw, Relation
from counterclaim.model.codec import claim_to_row, document_to_row, relation_to_row, to_line
from tests.samples import a_reading

_, DOCUMENT, CLAIMS = a_reading()
ROWS = {
    "claims": [claim_to_row(claim) for claim in CLAIMS],
    "documents": [document_to_row(DOCUMENT)],
    "relations": [relation_to_row(Relation("r" + "0" * 16, "agrees", "c1", "c2", "they say the same"))],
}


def kept(folder: Path, *outputs: Path) -> tuple[list[str], list[str]]:
    notes: list[str] = []
    return [item.source for item in reports_only(read([folder]), outputs, notes.append)], notes


@pytest.mark.parametrize("what", ROWS)
@pytest.mark.parametrize("ending", ["jsonl", "json", "txt"])
def test_own_rows_are_left_out_with_one_note(tmp_path: Path, what: str, ending: str) -> None:
    file = tmp_path / f"a.{ending}"
    file.write_text("".join(to_line(row) + "\n" for row in ROWS[what]), encoding="utf-8")
    (tmp_path / "b.txt").write_text("A report.", encoding="utf-8")
    assert own_rows(file) == what
    assert kept(tmp_path) == (
        [str(tmp_path / "b.txt")],
        [f"{file}: left out, it holds {what} that this program wrote"],
    )


def test_other_records_and_their_problems_are_not(tmp_path: Path) -> None:
    lines = [{"id": "c1", "text": "A report."}, {"id": "c" + "0" * 16}, {"id": "c2", "kind": "report"}]
    file = tmp_path / "feed.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    assert own_rows(file) is None
    assert own_rows(tmp_path) is None
    items = list(reports_only(read([tmp_path])))
    assert [isinstance(item, Raw) for item in items] == [False, True, False, False]
    assert kept(tmp_path)[1] == []


def test_a_file_being_written_is_left_out(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A report.", encoding="utf-8")
    (tmp_path / "out.jsonl").touch()
    sources, notes = kept(tmp_path, tmp_path / "out.jsonl", tmp_path / "b.txt")
    assert sources == [str(tmp_path / "a.txt")]
    assert [Path(note.partition(":")[0]).name for note in notes] == ["b.txt", "out.jsonl"]
