"""One page that holds everything: the claims, what does not fit, and each text with its claims marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from counterclaim.export import words
from counterclaim.link.findings import Finding

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; with the claims whose figure it is, none for the text in between."""

    text: str
    claims: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A segment of a text in pieces that make it up without a gap."""

    kind: str
    pieces: tuple[Piece, ...]


def report_page(
    title: str, documents: Sequence[Row], claims: Sequence[Row], findings: Sequence[Finding]
) -> str:
    """A self-contained HTML page: nothing is loaded from elsewhere and nothing runs.

    Args:
        documents: rows with their text.
        claims: rows in the order to list them in.
    """
    by_document: dict[str, list[Row]] = {row["id"]: [] for row in documents}
    for claim in claims:
        by_document[claim["document"]].append(claim)
    texts = [(row, list(blocks(row, by_document[row["id"]])), by_document[row["id"]]) for row in documents]
    environment = Environment(
        loader=PackageLoader("counterclaim.export"),
        autoescape=select_autoescape(["html", "html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["harmless"] = words.harmless
    return environment.get_template("report.html.j2").render(
        title=title,
        documents={row["id"]: row for row in documents},
        claims={claim["id"]: claim for claim in claims},
        findings=findings,
        texts=texts,
        words=words,
        is_web=_is_web,
    )


def blocks(document: Row, claims: Iterable[Row]) -> Iterator[Block]:
    """The segments of a document's text, cut at the figures of its claims.

    Figures that overlap make one piece together, so that a page can mark them.
    """
    marks = _marks(claims)
    for segment in document["segments"]:
        at, end, pieces = segment["start"], segment["end"], []
        for (start, stop), marked in marks:
            if at <= start and stop <= end:
                pieces += [Piece(document["text"][at:start]), Piece(document["text"][start:stop], marked)]
                at = stop
        yield Block(segment["kind"], (*pieces, Piece(document["text"][at:end])))


def _marks(claims: Iterable[Row]) -> list[tuple[tuple[int, int], tuple[Row, ...]]]:
    found: list[tuple[tuple[int, int], tuple[Row, ...]]] = []
    for claim in sorted(claims, key=lambda c: (_span(c), c["id"])):
        start, end = _span(claim)
        if found and start < found[-1][0][1]:
            (first, last), others = found.pop()
            found.append(((first, max(last, end)), (*others, claim)))
        else:
            found.append(((start, end), (claim,)))
    return found


def _span(claim: Row) -> tuple[int, int]:
    at = claim["number"] or claim["evidence"]
    return at["start"], at["end"]


def _is_web(address: str | None) -> bool:
    return bool(address) and str(address).startswith(("https://", "http://"))
