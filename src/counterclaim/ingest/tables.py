"""Records in Parquet files, read a group of rows at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from counterclaim.errors import DocumentError
from counterclaim.ingest.decode import decode
from counterclaim.ingest.records import FIELDS, record
from counterclaim.model import Raw

_NEEDS_ARROW = "reading Parquet needs pyarrow: pip install 'counterclaim[tables]'"
_BATCH = 256


def row_groups(path: Path) -> list[int] | DocumentError:
    """How many rows each group of a file has, or why it cannot be read."""
    opened = _open(path)
    if isinstance(opened, DocumentError):
        return opened
    with opened:
        return [opened.metadata.row_group(k).num_rows for k in range(opened.num_row_groups)]


def record_table(path: Path, first: int = 0, last: int | None = None) -> Iterator[Raw | DocumentError]:
    """The records of a file, or of its groups of rows from ``first`` up to ``last``; columns as a record's fields.

    A record without ``id`` is named by the file and its row, the first being 1.
    """
    opened = _open(path)
    if isinstance(opened, DocumentError):
        yield opened
        return
    with opened:
        yield from _records(path, opened, first, opened.num_row_groups if last is None else last)


def column_names(path: Path) -> frozenset[str]:
    """The columns of a file; none where it cannot be read."""
    opened = _open(path)
    if isinstance(opened, DocumentError):
        return frozenset()
    with opened:
        return frozenset(opened.schema_arrow.names)


def _records(path: Path, opened: Any, first: int, last: int) -> Iterator[Raw | DocumentError]:
    number = sum(opened.metadata.row_group(k).num_rows for k in range(first))
    columns = [name for name in opened.schema_arrow.names if name in FIELDS]
    if "text" not in columns:
        yield DocumentError(path.as_posix(), "has no column 'text': name the column with the reports so")
        return
    try:
        for batch in opened.iter_batches(_BATCH, row_groups=list(range(first, last)), columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _record(f"{path.as_posix()}:{number}", row)
    # pyarrow's own errors are of several kinds, and so are those of values that Python cannot hold.
    except (OSError, ValueError, OverflowError, NotImplementedError) as error:
        problem = f"cannot be read from row {number + 1} on ({error}): mend the table from there"
        yield DocumentError(path.as_posix(), problem)


def _record(name: str, row: dict[str, Any]) -> Raw | DocumentError:
    """A row; text in a column of bytes is decoded as that of a file is."""
    try:
        given = {
            field: decode(name, value) if isinstance(value, bytes) else value
            for field, value in row.items()
            if value is not None
        }
    except DocumentError as error:
        return error
    line = json.dumps(given, ensure_ascii=False, default=str)
    return record(name, line.encode("utf-8", "surrogatepass"))


def _open(path: Path) -> Any:
    try:
        import pyarrow.parquet
    except ImportError:
        return DocumentError(path.as_posix(), _NEEDS_ARROW)
    try:
        return pyarrow.parquet.ParquetFile(path)
    except (OSError, ValueError) as error:  # pyarrow's own errors are ValueErrors
        return DocumentError(path.as_posix(), f"is no Parquet file that can be read ({error})")
