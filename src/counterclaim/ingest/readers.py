"""Documents as they come: files, folders, patterns, standard input. One at a time, none kept."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import DocumentError
from counterclaim.ingest.decode import decode
from counterclaim.ingest.html import page
from counterclaim.ingest.records import record_array, record_lines
from counterclaim.ingest.tables import record_table
from counterclaim.model import Raw

TEXT = frozenset({".txt", ".text", ".md"})
HTML = frozenset({".html", ".htm", ".xhtml"})
LINES = frozenset({".jsonl", ".ndjson"})
JSON = frozenset({".json"})
TABLES = frozenset({".parquet"})
READ = TEXT | HTML | LINES | JSON | TABLES

_KINDS = "text (.txt .text .md), pages (.html .htm .xhtml), records (.jsonl .ndjson .json .parquet)"
_PAGE = re.compile(
    rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_OBJECT = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\{\s*(?:[\"}]|$)")
_ARRAY = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*\[\s*\{")


def read(
    paths: Iterable[str | os.PathLike[str]], stdin: BinaryIO | None = None
) -> Iterator[Raw | DocumentError]:
    """The documents of files, folders (with all below them, in order), patterns, and ``-``.

    What cannot be read gives one error, which is returned and not raised, and the rest goes on. A file given
    twice is read once. In folders, files with other endings and those whose name begins with a dot are left
    out; a file that is named itself is read by what it holds if its ending says nothing.

    Args:
        stdin: standard input, for ``-``: text, a page, or records.
    """
    seen: set[str] = set()
    for path in paths:
        if os.fspath(path) == "-":
            yield from _stream("-", stdin) if stdin else [DocumentError("-", "there is no standard input")]
            continue
        for file in _new(path, seen):
            if isinstance(file, DocumentError):
                yield file
            else:
                yield from read_file(file)


def files(paths: Iterable[str | os.PathLike[str]]) -> Iterator[Path | DocumentError]:
    """The files that ``read`` would read, in its order, each once."""
    seen: set[str] = set()
    for path in paths:
        yield from _new(path, seen)


def _new(path: str | os.PathLike[str], seen: set[str]) -> Iterator[Path | DocumentError]:
    for file in _files(Path(path)):
        if isinstance(file, DocumentError):
            yield file
        elif _posix(file) not in seen:
            seen.add(_posix(file))
            yield file


def size(paths: Iterable[str | os.PathLike[str]]) -> int | None:
    """Bytes of all that ``read`` would read, for telling how far it has come; None where that cannot be told."""
    total = 0
    for path in paths:
        if os.fspath(path) == "-":
            return None
        for file in _files(Path(path)):
            if not isinstance(file, DocumentError):
                with suppress(OSError, ValueError):
                    total += file.stat().st_size
    return total


def _files(path: Path) -> Iterator[Path | DocumentError]:
    """The files that a path or pattern stands for."""
    if path.is_dir():
        inside = _folder(path)
        yield next(inside, None) or DocumentError(_posix(path), f"the folder holds nothing to read: {_KINDS}")
        yield from inside
    elif os.path.lexists(path) or not glob.has_magic(str(path)):
        yield path
    else:
        found = sorted(glob.glob(str(path), recursive=True))  # noqa: PTH207 (Path.glob refuses absolute patterns)
        if not found:
            yield DocumentError(
                _posix(path), "no file fits the pattern: check it, or put it in quotation marks"
            )
        # Folders that fit a pattern count only where no files do, or ** would read everything twice.
        for one in [one for one in found if not Path(one).is_dir()] or found:
            yield from _files(Path(one))


def _folder(folder: Path) -> Iterator[Path | DocumentError]:
    try:
        with os.scandir(folder) as entries:
            inside = sorted((e.name, e.is_dir(follow_symlinks=False), e.is_file()) for e in entries)
    except OSError as error:
        yield unreadable(folder, error)
        return
    for name, is_folder, is_file in inside:
        if name.startswith("."):
            continue
        if is_folder:
            yield from _folder(folder / name)
        elif is_file and Path(name).suffix.lower() in READ:
            yield folder / name


def read_file(path: Path) -> Iterator[Raw | DocumentError]:
    """The documents of one file."""
    source, suffix = _posix(path), path.suffix.lower()
    if suffix in TABLES and path.is_file():
        yield from _or_empty(source, record_table(path))
        return
    try:
        with path.open("rb") as stream:
            if suffix in LINES:
                yield from _or_empty(source, record_lines(source, stream))
            elif suffix in JSON:
                yield from _or_empty(source, record_array(source, stream))
            elif suffix in HTML:
                yield _page(source, stream.read())
            elif suffix in TEXT:
                yield _text(source, stream.read())
            else:
                yield from _stream(source, stream)
    except (OSError, ValueError) as error:  # ValueError: no path on any system, such as one with a null
        yield unreadable(path, error)


def _stream(source: str, stream: BinaryIO) -> Iterator[Raw | DocumentError]:
    """What a stream holds, by how it begins."""
    first = line = stream.readline()
    while line and not line.strip():
        line = stream.readline()
        first += line
    if _ARRAY.match(first) or (_OBJECT.match(first) and not first.rstrip().endswith(b"}")):
        yield from record_array(source, stream, first)
    elif _OBJECT.match(first):
        yield from record_lines(source, chain(first.splitlines(keepends=True), stream))
    else:
        data = first + stream.read()
        yield _page(source, data) if _PAGE.match(data) else _text(source, data)


def _text(source: str, data: bytes) -> Raw | DocumentError:
    try:
        return Raw(source, decode(source, data), data)
    except DocumentError as error:
        return error


def _page(source: str, data: bytes) -> Raw | DocumentError:
    try:
        return page(source, data)
    except DocumentError as error:
        return error


def _or_empty(source: str, found: Iterator[Raw | DocumentError]) -> Iterator[Raw | DocumentError]:
    first = next(found, None)
    yield first or DocumentError(source, "empty: there is nothing to read")
    yield from found


def unreadable(path: Path, error: OSError | ValueError) -> DocumentError:
    """Why a file cannot be read, and what to do about it."""
    if isinstance(error, FileNotFoundError):
        return DocumentError(_posix(path), "there is no such file or folder: check the path")
    if isinstance(error, PermissionError):
        return DocumentError(_posix(path), "may not be read: ask for permission to read it")
    reason = getattr(error, "strerror", None) or error
    return DocumentError(_posix(path), f"cannot be read ({reason}): check the path and the disk")


def _posix(path: Path) -> str:
    """The path with ``/``, and with what is no text in it replaced."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
