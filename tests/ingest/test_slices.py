"""A pile cut at any size is the pile."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.ingest import read
from counterclaim.ingest.slices import Part, cut, lines_in, read_part

LINE = st.one_of(
    st.just(""),
    st.just("{"),
    st.text("abc é🚢", min_size=1, max_size=40).map(lambda t: json.dumps({"text": t})),
)


@settings(max_examples=150)
@given(
    st.lists(LINE, min_size=1, max_size=30),
    st.integers(1, 400),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_slices_of_a_file_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], size: int, feed: str, closed: bool
) -> None:
    file = tmp_path_factory.mktemp("slices") / "pile.jsonl"
    file.write_bytes((feed.join(lines) + feed * closed).encode())
    whole = [str(one) for one in read([file])]
    if whole == [f"{file}: empty: there is nothing to read"]:
        return  # each slice of nothing is nothing
    before, found = 0, []
    for part in cut([file], size):
        for piece in part.slices:
            found += [str(one) for one in read_part(Part(0, (replace(piece, before=before),)))]
            before += lines_in(piece) if piece.end is not None else 0
    assert found == whole


def test_small_files_share_a_part(tmp_path: Path) -> None:
    for n in range(9):
        (tmp_path / f"{n}.txt").write_text("x" * 10)
    assert [len(part.slices) for part in cut([tmp_path], 40)] == [4, 4, 1]


def test_what_is_not_there_is_told_by_its_part(tmp_path: Path) -> None:
    (part,) = cut([tmp_path / "none.txt", tmp_path / "none*.txt"], 40)
    assert [str(one).partition(": ")[2] for one in read_part(part)] == [
        "no file fits the pattern: check it, or put it in quotation marks",
        "there is no such file or folder: check the path",
    ]


def test_other_encodings_are_not_cut(tmp_path: Path) -> None:
    file = tmp_path / "wide.jsonl"
    file.write_bytes("\n".join(json.dumps({"text": f"report {n}"}) for n in range(50)).encode("utf-16"))
    (part,) = cut([file], 100)
    assert len(list(read_part(part))) == 50
