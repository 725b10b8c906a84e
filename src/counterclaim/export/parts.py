"""Claims of one part of a pile, as files: JSON lines, or Parquet with a column for each value."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self, TextIO

from counterclaim.columns import arrow_schema, typed
from counterclaim.errors import CounterclaimError
from counterclaim.export.lines import completing, writing
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
        self._targets = targets
        self._parquet = kind == "parquet"
        self._stack = ExitStack()
        self._claims: Callable[[str, str], object]

    def __enter__(self) -> Self:
        targets = self._targets
        if self._parquet:
            table = self._stack.enter_context(_table(Path(targets.claims) / f"{self._name}.parquet"))
            self._claims = table.add
        else:
            stream = self._lines(targets.claims)
            self._claims = lambda claims, _: stream.write(claims)
        self._documents, self._relations = self._lines(targets.documents), self._lines(targets.relations)
        return self

    def _lines(self, folder: str | None) -> TextIO:
        path = Path(folder) / f"{self._name}.jsonl" if folder else os.devnull
        return self._stack.enter_context(writing(str(path)))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def write(self, claims: str, document: str, relations: str) -> None:
        """The lines of one document."""
        self._claims(claims, document)
        self._documents.write(document)
        self._relations.write(relations)


@contextmanager
def _table(path: Path) -> Iterator[_Table]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise CounterclaimError(_NEEDS_ARROW) from error
    schema = arrow_schema(pyarrow).append(pyarrow.field("row", pyarrow.string()))
    with (
        completing(path) as unfinished,
        pyarrow.parquet.ParquetWriter(unfinished, schema, compression="zstd") as writer,
    ):
        table = _Table(writer, lambda rows: pyarrow.Table.from_pylist(rows, schema=schema))
        yield table
        table.flush()


class _Table:
    """A Parquet file with the columns of ``flat_row`` and, in ``row``, the whole line of each claim."""

    def __init__(self, writer: Any, pack: Callable[[list[dict[str, Any]]], Any]) -> None:
        self._writer, self._pack = writer, pack
        self._rows: list[dict[str, Any]] = []

    def add(self, claims: str, document: str) -> None:
        """The claims of one document, as lines."""
        if not claims:
            return
        about = json.loads(document)
        for line in claims.splitlines():
            row = flat_row(json.loads(line), about)
            self._rows.append({name: typed(name, value) for name, value in row.items()} | {"row": line})
        if len(self._rows) >= _GROUP:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        self._writer.write_table(self._pack(self._rows))
        self._rows = []
