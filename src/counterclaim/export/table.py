"""Claims and documents as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from counterclaim.export.words import NOTHING, agent, counted, figure, harmless, party, published, window

Row = Mapping[str, Any]
# As much of an id as tells claims apart in any ledger a terminal could list; `show` takes it.
SHORT_ID = 9
# From this width on figures and dates stay on one line.
_ROOMY = 100

# How all tables look.
SIMPLE: dict[str, Any] = {"box": box.SIMPLE_HEAD, "padding": (0, 1, 0, 0), "header_style": "bold"}


def claims_table(claims: Iterable[Row], documents: Mapping[str, Row], width: int) -> Table:
    """Who claims what of whom, one row each; what matters least is left out where the terminal is narrow.

    Args:
        documents: the rows of the claims' documents by id.
        width: characters in a line.
    """
    whole = width >= _ROOMY
    columns: list[tuple[str, int, dict[str, Any]]] = [
        ("claimant", 0, {}),
        ("of", 0, {"no_wrap": whole}),
        ("figure", 0, {"no_wrap": whole, "style": "bold"}),
        ("what", 0, {}),
        ("where", 88, {}),
        ("when", 72, {"no_wrap": whole}),
        ("outlet", 104, {}),
        ("id", 0, {"no_wrap": True, "width": SHORT_ID, "style": "dim"}),
    ]
    table = Table(**SIMPLE)
    shown = [width >= needed for _, needed, _ in columns]
    for (name, _, style), visible in zip(columns, shown, strict=True):
        if visible:
            table.add_column(name, overflow="fold", **style)
    for claim in claims:
        cells = (
            agent(claim["claimant"]),
            party(claim["party"]),
            figure(claim),
            counted(claim),
            claim["place"]["name"] if claim["place"] else NOTHING,
            window(claim, short=True),
            agent(documents[claim["document"]]["outlet"]),
            claim["id"][:SHORT_ID],
        )
        table.add_row(*(cell(text) for text, visible in zip(cells, shown, strict=True) if visible))
    return table


def documents_table(documents: Iterable[Row], claims: Mapping[str, int]) -> Table:
    """What was found out about each document.

    Args:
        claims: how many claims each document makes, by its id.
    """
    table = Table(**SIMPLE)
    for name in ("source", "outlet", "published", "language", "dossier", "claims", "id"):
        table.add_column(name, overflow="fold", justify="right" if name == "claims" else "left")
    for row in documents:
        cells = (
            row["source"],
            agent(row["outlet"]),
            published(row),
            (row["language"] or NOTHING) if not row["declined"] else f"declined: {row['declined']}",
            row["dossier"]["name"] or NOTHING,
            str(claims.get(row["id"], 0)),
            row["id"][:SHORT_ID],
        )
        table.add_row(*map(cell, cells))
    return table


def cell(text: str) -> Text:
    """Text for a table, as it is: no markup in it counts, and nothing that steers the terminal."""
    return Text(harmless(text))
