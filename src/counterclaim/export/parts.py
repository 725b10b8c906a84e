"""Claims of one part of a pile, as files: JSON lines, or Parquet with a column for each value."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self, TextIO

from counterclaim.columns import arrow_schema, typed
from counterclaim.errors import CounterclaimError
from counterclaim.export.lines import writing
from counterclaim.model.flat import flat_row

Format = Literal["jsonl", "parquet"]
_NEEDS_ARROW = "Parquet needs pyarrow: pip install 'counterclaim[tables]'"
# Rows that are written together: enough for a column to be packed well, few enough for little memory.
_GROUP = 20_000


class Targets(NamedTuple):
    """Folders that parts are written to; None: such rows are not written."""

    claims: str
    documents: str | None = None
    relations: str | None = None


class PartFiles:
    """The files of one part: ``part-00000.jsonl`` in each folder. They take their names when they are complete.

    Args:
        kind: of the file of claims; documents and relations are JSON lines.
    """

    def __init__(self, targets: Targets, kind: Format, number: int) -> None:
        self._name = f"part-{number:05}"
        self._folders = targets
        self._parquet = kind == "parquet"
        self._stack = ExitStack()
        self._streams: list[TextIO | _Table | None] = []

    def __enter__(self) -> Self:
        claims, *others = self._folders
        first: TextIO | _Table
        if self._parquet:
            first = self._stack.enter_context(_Table(Path(str(claims)) / f"{self._name}.parquet"))
        else:
            first = self._lines(str(claims))
        self._streams = [first, *(self._lines(folder) if folder else None for folder in others)]
        return self

    def _lines(self, folder: str) -> TextIO:
        return self._stack.enter_context(writing(str(Path(folder) / f"{self._name}.jsonl")))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def write(self, claims: str, document: str, relations: str) -> None:
        """The lines of one document."""
        first, *others = self._streams
        if isinstance(first, _Table):
            first.add(claims, document)
        elif first:
            first.write(claims)
        for stream, lines in zip(others, (document, relations), strict=True):
            if stream and not isinstance(stream, _Table):
                stream.write(lines)


class _Table:
    """A Parquet file with the columns of ``flat_row`` and, in ``row``, the whole line of each claim."""

    def __init__(self, path: Path) -> None:
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise CounterclaimError(_NEEDS_ARROW) from error
        self._arrow = pyarrow
        self._path, self._unfinished = path, path.with_name(path.name + ".part")
        self._schema = arrow_schema(pyarrow).append(pyarrow.field("row", pyarrow.string()))
        self._rows: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        self._writer = self._arrow.parquet.ParquetWriter(self._unfinished, self._schema, compression="zstd")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
        self._writer.close()
        if kind is None:
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink(missing_ok=True)

    def add(self, claims: str, document: str) -> None:
        """The claims of one document, as lines."""
        about = json.loads(document)
        for line in claims.splitlines():
            row = flat_row(json.loads(line), about)
            self._rows.append({name: typed(name, value) for name, value in row.items()} | {"row": line})
        if len(self._rows) >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
        self._rows = []
