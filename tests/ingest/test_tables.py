"""Records in Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from counterclaim.engine import own_rows, reports_only
from counterclaim.errors import DocumentError
from counterclaim.export.parts import PartFiles, Targets
from counterclaim.ingest import read
from counterclaim.model import Raw
from counterclaim.reader import LineReader, Reader
from tests.reports import report


def table(path: Path, **columns: Any) -> Path:
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path


def told(found: list[Raw | DocumentError]) -> list[str]:
    return [str(one) if isinstance(one, DocumentError) else f"{one.source}: {one.text}" for one in found]


def test_columns_are_a_records_fields(tmp_path: Path) -> None:
    path = table(
        tmp_path / "t.parquet",
        text=["one", "two", None],
        id=["a", None, "c"],
        published=["2024-09-11", None, None],
        more=[1, 2, 3],
    )
    first, second, third = read([path])
    assert isinstance(first, Raw)
    assert (first.source, first.text, first.published) == ("a", "one", "2024-09-11")
    assert isinstance(second, Raw)
    assert (second.source, second.text) == (f"{path}:2", "two")
    assert isinstance(third, DocumentError)
    assert str(third) == f"{path}:3: the record has no text: give it a field 'text'"


def test_text_in_bytes_is_decoded(tmp_path: Path) -> None:
    cells = pyarrow.array(["Kyiv – Київ".encode(), b"\x00\xff\x00\xfe"], pyarrow.binary())
    found = list(read([table(tmp_path / "t.parquet", text=cells)]))
    assert isinstance(found[0], Raw)
    assert found[0].text == "Kyiv – Київ"
    assert len(found) == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [(b"PAR1", "is no Parquet file that can be read"), (b"", "is no Parquet file that can be read")],
)
def test_what_is_no_table_is_told(data: bytes, problem: str, tmp_path: Path) -> None:
    (tmp_path / "t.parquet").write_bytes(data)
    (found,) = read([tmp_path / "t.parquet"])
    assert problem in str(found)


def test_a_table_without_texts_is_told(tmp_path: Path) -> None:
    path = table(tmp_path / "t.parquet", body=["one"])
    assert told(list(read([path]))) == [f"{path}: has no column 'text': name the column with the reports so"]


def test_a_cell_that_is_no_text_ends_only_its_table(tmp_path: Path) -> None:
    broken = pyarrow.array([b"one", b"\xff\xfe\xff"], pyarrow.binary()).view(pyarrow.string())
    path = table(tmp_path / "t.parquet", text=broken)
    (tmp_path / "u.txt").write_text("two")
    found = told(list(read([tmp_path])))
    assert found[-1].endswith("u.txt: two")
    assert any("cannot be read from row" in one for one in found[:-1])
    assert str(path) in found[0]


def test_tables_that_this_program_wrote_are_left_out(tmp_path: Path) -> None:
    lines = LineReader(Reader(), documents=True)(Raw("a.txt", report(), b""))
    with PartFiles(Targets(str(tmp_path)), "parquet", 0) as out:
        out.write(lines.claims, lines.document, "")
    path, noted = tmp_path / "part-00000.parquet", list[str]()
    assert own_rows(path) == "claims"
    assert list(reports_only(read([path]), note=noted.append)) == []
    assert noted == [f"{path}: left out, it holds claims that this program wrote"]
