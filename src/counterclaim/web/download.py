"""Any view of the ledger as a file: CSV, JSON lines or Parquet, with the judgements laid over."""

from __future__ import annotations

import io
import tempfile
from array import array
from collections.abc import Callable, Iterator
from itertools import chain

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from counterclaim.columns import arrow_schema, typed
from counterclaim.errors import CounterclaimError
from counterclaim.export.lines import write_lines, write_rows
from counterclaim.judging.overlay import told
from counterclaim.model.codec import Row
from counterclaim.model.flat import COLUMNS, flat_row
from counterclaim.store.listing import Wanted
from counterclaim.web.desk import Desk
from counterclaim.web.gate import require
from counterclaim.web.page import NotThereError, checked
from counterclaim.web.pages.claims import FILTERS, wanted

_BYTES = 1 << 18
# What the listing adds to a row.
_BESIDE = ("rowid", "outlet", "published", "day", "state")
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "jsonl": "application/jsonl; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}


def download_route(desk: Desk) -> Route:
    """``/claims/as/csv`` and the like, with the filters of the ledger's page."""

    def answer(request: Request) -> Response:
        require(request, "reader")
        kind = request.path_params["kind"]
        if kind not in MEDIA:
            raise NotThereError(f"claims can be had as {', '.join(MEDIA)}")
        given = checked(FILTERS, request.query_params.multi_items())
        desk.catch_up()
        headers = {
            "content-disposition": f'attachment; filename="claims.{kind}"',
            "cache-control": "no-store",
        }
        pieces = _WRITERS[kind](desk, wanted(given))
        first = next(pieces, b"")  # what cannot be made at all is told before anything is sent
        return StreamingResponse(chain((first,), pieces), 200, headers, MEDIA[kind])

    return Route("/claims/as/{kind}", answer, name="download")


def _rows(desk: Desk, which: Wanted) -> Iterator[list[tuple[Row, Row]]]:
    """Claims as they stand after what people said, each with its document's row, some at a time."""
    listing = desk.listing
    with desk.reading() as ledger:
        all_of_them = [array("q", rowids) for rowids in listing.chunks(ledger, which)]
    for rowids in all_of_them:
        # Each piece is asked for by another thread, and a connection belongs to one.
        with desk.reading() as ledger:
            some = listing.rows(ledger, rowids)
            documents = ledger.lookup.documents(list({row["document"] for row in some}))
        yield [
            (told(desk.laid({k: v for k, v in row.items() if k not in _BESIDE})), documents[row["document"]])
            for row in some
        ]


def _lines(desk: Desk, which: Wanted) -> Iterator[bytes]:
    for rows in _rows(desk, which):
        stream = io.StringIO()
        write_lines((row for row, _ in rows), stream)
        yield stream.getvalue().encode("utf-8")


def _csv(desk: Desk, which: Wanted) -> Iterator[bytes]:
    first = True
    for rows in _rows(desk, which):
        stream = io.StringIO()
        write_rows((flat_row(*pair) for pair in rows), COLUMNS, stream)
        text = stream.getvalue()
        yield (text if first else text.partition("\n")[2]).encode("utf-8")
        first = False
    if first:
        yield (",".join(COLUMNS) + "\n").encode()


def _parquet(desk: Desk, which: Wanted) -> Iterator[bytes]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise CounterclaimError("Parquet needs pyarrow: pip install 'counterclaim[tables]'") from error
    # Parquet's directory stands at its end and counts from the beginning, so that the whole of it is kept till then.
    schema = arrow_schema(pyarrow)
    with tempfile.TemporaryFile() as file:
        with pyarrow.parquet.ParquetWriter(file, schema) as writer:
            for rows in _rows(desk, which):
                flat = [flat_row(*pair) for pair in rows]
                columns = {name: [typed(name, row[name]) for row in flat] for name in COLUMNS}
                writer.write_table(pyarrow.table(columns, schema=schema))
        file.seek(0)
        while some := file.read(_BYTES):
            yield some


_WRITERS: dict[str, Callable[[Desk, Wanted], Iterator[bytes]]] = {
    "csv": _csv,
    "jsonl": _lines,
    "parquet": _parquet,
}
