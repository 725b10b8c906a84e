"""Files of one row a line: JSON lines and CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from counterclaim.model.codec import to_line
from counterclaim.model.flat import COLUMNS


@contextmanager
def writing(path: str) -> Iterator[TextIO]:
    """A text file to write to, UTF-8 with plain line feeds on every platform; ``-`` is standard output.

    The file takes its name when it is complete: where writing is broken off, what stood there before stays.
    Raises ``OSError`` where the place cannot be written to.
    """
    if path == "-":
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path)
    if target.exists() and not target.is_file():  # a pipe or device has no other name to take
        with target.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        return
    with completing(target) as unfinished, unfinished.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


@contextmanager
def completing(target: Path) -> Iterator[Path]:
    """Where to write a file: it takes its name at the end, and is gone where writing is broken off."""
    unfinished = target.with_name(target.name + ".part")
    try:
        yield unfinished
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def write_lines(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Rows as JSON lines."""
    for row in rows:
        stream.write(to_line(row) + "\n")


@contextmanager
def writing_bytes(path: str) -> Iterator[BinaryIO]:
    """A binary file to write to; it takes its name when it is complete. Raises as ``writing``."""
    with completing(Path(path)) as unfinished, unfinished.open("wb") as stream:
        yield stream


def write_csv(rows: Iterable[Mapping[str, Any]], stream: TextIO) -> None:
    """Flat rows (``flat_row``) as CSV with a header."""
    write_rows(rows, COLUMNS, stream)


def write_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], stream: TextIO) -> None:
    """Rows with the same columns as CSV with a header."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
