"""Piles too large for one reader, cut into parts that are read independently and yield the same documents."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import DocumentError
from counterclaim.ingest.readers import LINES, TABLES, files, read_file, unreadable
from counterclaim.ingest.records import record_lines
from counterclaim.ingest.tables import record_table, row_groups
from counterclaim.model import Raw

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Slice:
    """A file or a stretch of it: of JSON lines those that begin from one byte on and before another, of a table some
    groups of rows.

    Attributes:
        start, end: bytes, or groups of rows; ``end`` is None for the whole file.
        before: how many lines of the file begin before ``start``; a record without an id is named by its line.
    """

    path: str
    start: int = 0
    end: int | None = None
    before: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Some slices, read one after the other.

    Attributes:
        number: its place among the parts of the pile.
        problems: what belongs here and cannot be read.
    """

    number: int
    slices: tuple[Slice, ...]
    problems: tuple[DocumentError, ...] = ()


def cut(paths: Iterable[str | os.PathLike[str]], size: int) -> Iterator[Part]:
    """The files of a pile, in order, in parts of about ``size`` bytes; large files of records are cut as well.

    Nothing but the files' sizes is looked at. Slices that begin within a file have ``before`` still to be
    counted (``lines_in``).
    """
    number, slices, problems, held = 0, list[Slice](), list[DocumentError](), 0
    for found in files(paths):
        for one, length in [(found, 0)] if isinstance(found, DocumentError) else _slices(found, size):
            if isinstance(one, DocumentError):
                problems.append(one)
            else:
                slices.append(one)
            held += length
            if held >= size:
                yield Part(number, tuple(slices), tuple(problems))
                number, slices, problems, held = number + 1, [], [], 0
    if slices or problems:
        yield Part(number, tuple(slices), tuple(problems))


def _slices(path: Path, size: int) -> Iterator[tuple[Slice, int]]:
    try:
        length = path.stat().st_size
    except OSError:
        length = 0  # reading it will tell what is wrong
    if path.suffix.lower() in TABLES and length > size:
        yield from _row_groups(path, length, size)
        return
    if path.suffix.lower() not in LINES or length <= size or _is_marked(path):
        yield Slice(str(path)), length
        return
    for start in range(0, length, size):
        yield Slice(str(path), start, min(start + size, length)), min(size, length - start)


def _row_groups(path: Path, length: int, size: int) -> Iterator[tuple[Slice, int]]:
    """Stretches of about ``size`` bytes, as far as its groups of rows allow."""
    rows = row_groups(path)
    if isinstance(rows, DocumentError):
        yield Slice(str(path)), length  # reading it will tell
        return
    a_slice = max(1, len(rows) * size // length)
    for first in range(0, len(rows), a_slice):
        last = min(first + a_slice, len(rows))
        yield Slice(str(path), first, last), length * (last - first) // len(rows)


def _is_marked(path: Path) -> bool:
    """Whether it begins with a byte order mark: in UTF-16 lines do not end in one byte."""
    try:
        with path.open("rb") as stream:
            return stream.read(2) in (b"\xff\xfe", b"\xfe\xff")
    except OSError:
        return True  # read whole, it tells what is wrong


def lines_in(piece: Slice) -> int:
    """How many lines begin within a slice of a file of lines; none are counted of a table."""
    if Path(piece.path).suffix.lower() in TABLES:
        return 0
    # A line begins at the start of the file, and after each line feed.
    first = max(0, piece.start - 1)
    count, left = int(piece.start == 0), (piece.end or 0) - 1 - first
    with suppress(OSError), Path(piece.path).open("rb") as stream:
        stream.seek(first)
        while left > 0 and (block := stream.read(min(_BLOCK, left))):
            count, left = count + block.count(b"\n"), left - len(block)
    return count


def read_part(part: Part) -> Iterator[Raw | DocumentError]:
    """The documents of a part. All parts one after the other give what ``read`` gives of the pile."""
    yield from part.problems
    for piece in part.slices:
        if piece.end is None:
            yield from read_file(Path(piece.path))
        elif Path(piece.path).suffix.lower() in TABLES:
            yield from record_table(Path(piece.path), piece.start, piece.end)
        else:
            try:
                with Path(piece.path).open("rb") as stream:
                    yield from record_lines(piece.path, _lines(stream, piece), piece.before)
            except OSError as error:
                yield unreadable(Path(piece.path), error)


def _lines(stream: BinaryIO, piece: Slice) -> Iterator[bytes]:
    """The lines that begin within a slice; the first may have begun before it, and belongs there."""
    at = piece.start
    if at:
        stream.seek(at - 1)
        at += len(stream.readline()) - 1
    else:
        stream.seek(0)
    for line in chain(stream):
        if at >= (piece.end or 0):
            return
        yield line
        at += len(line)
