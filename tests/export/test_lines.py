"""Files take their name when they are whole."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from counterclaim.export.lines import write_csv, writing
from counterclaim.model.codec import claim_to_row, document_to_row
from counterclaim.model.flat import COLUMNS, flat_row
from tests.samples import a_reading


def test_a_file_is_written_in_utf_8_with_plain_line_feeds(tmp_path: Path) -> None:
    with writing(str(tmp_path / "out")) as stream:
        stream.write("Суджа\n")
    assert (tmp_path / "out").read_bytes() == "Суджа\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_broken_off_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")

    def broken_off() -> None:
        with writing(str(tmp_path / "out")) as stream:
            stream.write("half of it")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert (tmp_path / "out").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_csv_holds_what_the_rows_hold() -> None:
    _, document, claims = a_reading()
    rows = [flat_row(claim_to_row(claim), document_to_row(document)) for claim in claims]
    stream = io.StringIO()
    write_csv(rows, stream)
    first, second = csv.DictReader(io.StringIO(stream.getvalue()))
    assert tuple(first) == COLUMNS == tuple(rows[0])
    assert (first["figure"], first["low"], first["party"], first["place_name"]) == (
        "12",
        "12",
        "sylvania",
        "Vell",
    )
    assert (first["claimant"], first["camp"], first["relays"]) == (
        "freedonian_mod",
        "freedonia",
        "daily_field",
    )
    assert (first["window"], first["end"], first["published"]) == ("cumulative", "2031-05-02", "2031-05-02")
    assert first["evidence"] == claims[0].evidence.text
    assert (second["outcome"], second["place"], second["stated_from"]) == ("", "", "")
