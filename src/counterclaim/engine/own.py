"""What this program wrote itself, which is no report and is not read as one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from counterclaim.errors import DocumentError
from counterclaim.ingest.readers import TABLES
from counterclaim.ingest.tables import column_names
from counterclaim.model import Raw
from counterclaim.model.flat import COLUMNS

# How the rows of claims, documents and relations begin (``model.codec``).
_ROW = re.compile(
    rb'\s*\{\s*"id"\s*:\s*"(?:'
    rb'(?P<claims>c[0-9a-f]{16}"\s*,\s*"kind")|(?P<documents>d[0-9a-f]{16}"\s*,\s*"source")|'
    rb'(?P<relations>r[0-9a-f]{16}"\s*,\s*"type"))\s*:'
)
_HEAD = 200
_LINE = re.compile(r":\d+$")


def reports_only(
    items: Iterable[Raw | DocumentError],
    outputs: Iterable[str | Path] = (),
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Raw | DocumentError]:
    """The items without those of files that hold rows of claims, documents or relations.

    Args:
        outputs: files about to be written, which are left out whatever they hold.
        note: told in one line of each file that is left out.
    """
    written = {Path(path).resolve() for path in outputs}
    reasons: dict[str, str | None] = {}
    for item in items:
        file = _file_of(item)
        if file is not None and file not in reasons:
            reasons[file] = _reason(file, item, written)
            if reason := reasons[file]:
                note(f"{file}: left out, {reason}")
        if file is None or reasons[file] is None:
            yield item


def own_rows(path: str | Path) -> str | None:
    """What rows a file begins with: ``claims``, ``documents``, ``relations``; None for any other file."""
    if Path(path).suffix.lower() in TABLES:
        return "claims" if column_names(Path(path)) >= {*COLUMNS, "row"} else None
    try:
        with Path(path).open("rb") as stream:
            return _rows(stream.read(_HEAD))
    except (OSError, ValueError):
        return None


def _file_of(item: Raw | DocumentError) -> str | None:
    """The file of an item that may be such rows; as records they lack a text, so only errors come of them."""
    if isinstance(item, Raw):
        return None if item.media == "application/json" else item.source
    return item.source if Path(item.source).is_file() else _LINE.sub("", item.source)


def _reason(file: str, item: Raw | DocumentError, written: set[Path]) -> str | None:
    rows = _rows(item.data[:_HEAD]) if isinstance(item, Raw) else own_rows(file)
    if rows:
        return f"it holds {rows} that this program wrote"
    if written and Path(file).resolve() in written:
        return "it is what is being written"
    return None


def _rows(head: bytes) -> str | None:
    found = _ROW.match(head)
    return found.lastgroup if found else None
