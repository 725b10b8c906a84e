"""Rows as tables show them: names for ids, and sources no longer than they need to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from rich.console import Console
from rich.table import Table

from counterclaim.export.table import documents_table

Row = Mapping[str, Any]
Names = Mapping[str, str]
_ANY_WIDTH = 100_000


def named(claim: Row, names: Names) -> dict[str, Any]:
    """A claim's row with names where an id has one; who says it keeps the id beside the name.

    Args:
        names: display names by id, as ``Case.names`` gives them.
    """
    place = claim["place"]
    return {
        **claim,
        "party": names.get(claim["party"], claim["party"]),
        "actor": names.get(claim["actor"], claim["actor"]),
        "place": place and {**place, "name": place["name"] or names.get(place["id"], place["id"])},
        "claimant": _agent(claim["claimant"], names),
        "relays": [_agent(relay, names) for relay in claim["relays"]],
    }


def named_document(document: Row, names: Names) -> dict[str, Any]:
    """A document's row with names where an id has one."""
    both = ("outlet", "taken_from")
    return {**document, **{name: document[name] and _agent(document[name], names) for name in both}}


def print_documents(console: Console, rows: Sequence[Row], claims: Mapping[str, int]) -> None:
    """The table of documents; where it is too wide, the folder that all are in is told once, above it.

    Sources are never cut: one that does not fit on a line goes on in the next.
    """
    table = documents_table(rows, claims)
    if console.measure(table, options=console.options.update_width(_ANY_WIDTH)).maximum > console.width:
        folder = common_folder([row["source"] for row in rows])
        rows = [{**row, "source": row["source"].removeprefix(folder)} for row in rows]
        table = _whole_sources(documents_table(rows, claims), rows, console.width)
        if folder:
            console.print(f"in {folder}", soft_wrap=True, markup=False)
    console.print(table)


def common_folder(sources: Iterable[str]) -> str:
    """What all paths among the sources begin with, to the last ``/``; nothing where that is all that tells
    them from other sources, such as ids of records."""
    held = [*sources]
    paths = [source for source in held if "/" in source and "://" not in source]
    folders = zip(*(path.split("/")[:-1] for path in paths), strict=False)
    common = [parts[0] for parts in takewhile(lambda parts: len({*parts}) == 1, folders)]
    folder = "/".join([*common, ""])
    left = {source.removeprefix(folder) for source in held}
    return folder if folder != "/" and len(left) == len({*held}) else ""


def _whole_sources(table: Table, rows: Iterable[Row], width: int) -> Table:
    if max((len(row["source"]) for row in rows), default=0) <= width // 2:
        table.columns[0].no_wrap = table.columns[-1].no_wrap = True  # ids are whole as well
    return table


def _agent(row: Row, names: Names) -> dict[str, Any]:
    return {
        **row,
        "name": row["name"] or names.get(row["id"], ""),
        "camp": names.get(row["camp"], row["camp"]),
    }
