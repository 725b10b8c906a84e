"""Files, folders, patterns, standard input; and what cannot be read."""

from __future__ import annotations

import codecs
import json
import os
import time
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import DocumentError
from counterclaim.ingest import read
from counterclaim.ingest.decode import decode
from counterclaim.ingest.records import record_array, record_lines
from counterclaim.model import Raw

RUSSIAN = "Министерство сообщило в пятницу, что за сутки потеряно девять танков и сорок человек взято в плен."


def _seen(found: Iterable[Raw | DocumentError], folder: Path) -> list[tuple[str, str]]:
    """Source and text, or source and the beginning of the problem."""
    prefix = f"{folder.as_posix()}/"
    return [
        (one.source.removeprefix(prefix), one.text if isinstance(one, Raw) else f"! {one.problem}")
        for one in found
    ]


def _problems(found: Iterable[Raw | DocumentError]) -> list[str]:
    return [one.problem for one in found if isinstance(one, DocumentError)]


def test_a_folder_is_read_in_order_with_all_below_it(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.MD", "sub/c.text", "z.csv", ".d.txt", ".hidden/e.txt"):
        (tmp_path / name).write_text(name)
    assert _seen(read([tmp_path]), tmp_path) == [
        ("a.MD", "a.MD"),
        ("b.txt", "b.txt"),
        ("sub/c.text", "sub/c.text"),
    ]


def test_patterns_and_files_given_twice(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(name)
    found = read([tmp_path / "b.txt", tmp_path / "*.txt", tmp_path])
    assert [source for source, _ in _seen(found, tmp_path)] == ["b.txt", "a.txt", "c.md"]


def test_a_pattern_through_folders_reads_each_file_once(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    assert _seen(read([tmp_path / "**"]), tmp_path) == [("b.txt", "b"), ("one/a.txt", "a")]
    assert _seen(read([tmp_path / "o*"]), tmp_path) == [("one/a.txt", "a")]


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.txt").write_text("a")
    given: list[str | Path] = [
        tmp_path / "no.txt",
        tmp_path / "*.json",
        tmp_path / "empty",
        tmp_path / "a.txt" / "b",
        "a\0b",
        tmp_path / "a.txt",
    ]
    found = list(read(given))
    assert [type(one) for one in found] == [DocumentError] * 5 + [Raw]
    assert _problems(found) == [
        "there is no such file or folder: check the path",
        "no file fits the pattern: check it, or put it in quotation marks",
        "the folder holds nothing to read: text (.txt .text .md), pages (.html .htm .xhtml), "
        "records (.jsonl .ndjson .json .parquet)",
        "cannot be read (Not a directory): check the path and the disk",
        "cannot be read (embedded null byte): check the path and the disk",
    ]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_what_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir()
    (tmp_path / "shut.txt").write_text("a")
    (tmp_path / "z.txt").write_text("z")
    for name in ("shut", "shut.txt"):
        (tmp_path / name).chmod(0)
    try:
        assert _seen(read([tmp_path]), tmp_path) == [
            ("shut", "! may not be read: ask for permission to read it"),
            ("shut.txt", "! may not be read: ask for permission to read it"),
            ("z.txt", "z"),
        ]
    finally:
        (tmp_path / "shut").chmod(0o700)


@pytest.mark.skipif(
    not Path("/proc/self/mem").exists(), reason="needs a file that is there and cannot be read"
)
def test_a_file_that_breaks_off() -> None:
    assert _problems(read(["/proc/self/mem"])) == [
        "cannot be read (Input/output error): check the path and the disk"
    ]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"nine\r\ntanks\rlost\n", "nine\ntanks\nlost\n"),
        (codecs.BOM_UTF8 + "néuf".encode(), "néuf"),
        ("neun Männer 🚢".encode("utf-16"), "neun Männer 🚢"),
        (codecs.BOM_UTF16_BE + "neun Männer".encode("utf-16-be"), "neun Männer"),
        ("neun Männer".encode("utf-32"), "neun Männer"),
        ("neun Männer fielen, „gestern“".encode("cp1252"), "neun Männer fielen, „gestern“"),
        (RUSSIAN.encode("cp1251"), RUSSIAN),
        # UTF-8 that was cut in the middle of a letter
        (RUSSIAN.encode()[:-2], RUSSIAN[:-2] + "\ufffd"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert decode("a.txt", data) == text


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (codecs.BOM_UTF8 + b"\n", "empty"),
        (b"\0\1\2\3" * 50, "binary"),
        (bytes(range(32)) * 50, "binary"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04abc", "zip"),
        (b"\x89PNG\r\n", "picture"),
        (codecs.BOM_UTF16_LE + b"a\0b", "broken at byte"),
        (codecs.BOM_UTF16_LE + b"\0\xd8a\0", "broken at byte"),
    ],
)
def test_no_text(data: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        decode("a.txt", data)


@given(st.binary())
def test_any_bytes_give_text_or_an_error(data: bytes) -> None:
    for html in (False, True):
        try:
            text = decode("a", data, html=html)
        except DocumentError:
            continue
        assert "\r" not in text
        text.encode("utf-8")


def test_lines_of_records(tmp_path: Path) -> None:
    lines = [
        b'{"id": "x1", "url": "https://a.example/b", "outlet": "A", "title": "T", "published": "2024-05-06", '
        b'"language": "en", "text": "one", "other": [1]}',
        b'{"text": "two"}',
        b'{"id": 3, "text": "three", "published": 20240506, "title": null}',
        b"",
        b'{"id": "x5", "text": "cut of',
        b'{"id": "x6"}',
        b'{"id": "x7", "text": "  "}',
        b'{"text": 8}',
        b"[9]",
        b'{"text": "\\ud800"}',
        b'{"text": "\xff"}',
        b"[" * 100_000,
        b'{"text": "last"}',
    ]
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"\r\n".join(lines))
    found = list(read([path]))
    assert [one.source.removeprefix(f"{path.as_posix()}:") for one in found] == [
        "x1", "2", "3", "5", "6", "7", "8", "9", "10", "11", "12", "13"
    ]  # fmt: skip
    assert [one.text for one in found if isinstance(one, Raw)] == ["one", "two", "three", "last"]
    first = found[0]
    assert first == Raw(
        "x1", "one", lines[0], "application/json", "https://a.example/b", "A", "T", "2024-05-06", "en"
    )
    assert all("\n" not in problem for problem in _problems(found))


def test_line_ends_inside_a_record_are_its_own(tmp_path: Path) -> None:
    path = tmp_path / "r.ndjson"
    path.write_text('{"text": "a\\r\\nb\\u2028c"}\n')
    assert _seen(read([path]), tmp_path) == [("r.ndjson:1", "a\r\nb\u2028c")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_records_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    records = [{"text": f"neun Männer 🚢 {n} \u0a0a"} for n in range(3)]
    lines, array = tmp_path / "r.jsonl", tmp_path / "r.json"
    lines.write_bytes("\n".join(json.dumps(r, ensure_ascii=False) for r in records).encode(encoding))
    array.write_bytes(json.dumps(records, ensure_ascii=False).encode(encoding))
    for path in (lines, array):
        assert [one.text for one in read([path]) if isinstance(one, Raw)] == [r["text"] for r in records]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"text": "one"}', [("r.json:1", "one")]),
        ('{\n "id": "a",\n "text": "one"\n}\n', [("a", "one")]),
        ('[{"text": "one"},\n\n{"text": "two"}\n]', [("r.json:1", "one"), ("r.json:3", "two")]),
        ('{"text": "one"}\n{"text": "two"}', [("r.json:1", "one"), ("r.json:2", "two")]),
        ("[]", [("r.json", "! empty")]),
        ("", [("r.json", "! empty")]),
        (
            '[{"text": "one"},\n{"text": "tw',
            [("r.json:1", "one"), ("r.json:2", "! not valid JSON, Unterminated")],
        ),
        (
            '[{"text": "one"},\n',
            [("r.json:1", "one"), ("r.json:2", "! not valid JSON, the array does not end")],
        ),
        (
            '[{"text": "one"},\n{text: 2}, {"text": "three"}' + " " * 99 + "]",
            [("r.json:1", "one"), ("r.json:2", "! not valid")],
        ),
        ('[{"text": "one"}, 7]', [("r.json:1", "one"), ("r.json:1", "! not a record")]),
        ("[" * 100_000, [("r.json:1", "! not valid JSON, nested too deeply")]),
    ],
)
def test_arrays_and_objects(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    path = tmp_path / "r.json"
    path.write_text(text)
    found = _seen(read([path]), tmp_path)
    assert [source for source, _ in found] == [source for source, _ in expected]
    for (_, seen), (_, beginning) in zip(found, expected, strict=True):
        assert seen.startswith(beginning)


class _Dribble(BytesIO):
    """Gives a few bytes at a time, as a pipe may."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(7 if size is None or size > 7 else size)


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]))), st.integers(0, 2))
def test_an_array_is_read_as_it_comes(texts: list[str], indent: int) -> None:
    data = json.dumps([{"text": f"{text}."} for text in texts], indent=indent, ensure_ascii=False).encode()
    found = list(record_array("r", _Dribble(data)))
    assert [one.text for one in found if isinstance(one, Raw)] == [f"{text}." for text in texts]
    assert not _problems(found)


@given(
    st.lists(st.sampled_from(['{"text": "a"}', '{"text": "b', "[", "]", ",", "\n", "7", "{}", '"'])).map(
        "".join
    )
)
def test_no_json_breaks_it(text: str) -> None:
    for found in (record_array("r", BytesIO(text.encode())), record_lines("r", BytesIO(text.encode()))):
        for one in found:
            assert one.source.startswith("r:")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\n\nnine\r\ntanks", [("-", "\n\nnine\ntanks")]),
        (b'{"text": "one"}\n{"text": "two"}\n', [("-:1", "one"), ("-:2", "two")]),
        (b'\n{\n"text": "one"}', [("-:2", "one")]),
        (b'[{"text": "one"}]', [("-:1", "one")]),
        (b"[Example] Nine tanks", [("-", "[Example] Nine tanks")]),
        (b"{nine} tanks", [("-", "{nine} tanks")]),
        (b"<!DOCTYPE html><p>nine tanks</p>", [("-", "nine tanks")]),
        (b"<!-- x -->\n<html><p>nine tanks</p>", [("-", "nine tanks")]),
        (b"", [("-", "! empty: there is nothing to read")]),
    ],
)
def test_standard_input(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert _seen(read(["-"], BytesIO(data)), Path("-")) == expected


def test_without_standard_input() -> None:
    assert _problems(read(["-"])) == ["there is no standard input"]


def test_a_file_without_an_ending_is_read_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("<html><p>nine tanks</p>")
    (tmp_path / "records").write_text('{"text": "one"}\n')
    (tmp_path / "report.out").write_text("ten tanks")
    found = read([tmp_path / name for name in ("page", "records", "report.out")])
    assert [text for _, text in _seen(found, tmp_path)] == ["nine tanks", "one", "ten tanks"]


def test_documents_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "one"}\n{"text": "two"}\n')
    found = read([path])
    assert next(found).source.endswith(":1")
    with path.open("a") as stream:
        stream.write('{"text": "three"}\n')
    assert len(list(found)) == 2


def test_a_line_of_megabytes_takes_linear_time(tmp_path: Path) -> None:
    def seconds(size: int, suffix: str) -> float:
        path = tmp_path / f"{size}{suffix}"
        text = "12,345 " * (size // 7)
        path.write_text(f'[{{"text": "{text}"}}]' if suffix == ".json" else text)
        start = time.process_time()
        assert [type(one) for one in read([path])] == [Raw]
        return time.process_time() - start

    for suffix in (".txt", ".json"):
        short, long = seconds(500_000, suffix), seconds(8_000_000, suffix)
        assert long < 60 * max(short, 0.005)
