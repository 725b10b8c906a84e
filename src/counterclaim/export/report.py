"""One page that holds everything: the findings, the claims, how they stand, and each text with its claims marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from counterclaim.export import words
from counterclaim.export.links import cell_of, cell_text, key_words
from counterclaim.export.picture import Picture
from counterclaim.export.svg import checked
from counterclaim.link.findings import Finding, Matrix
from counterclaim.link.series import Check, Series

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


@dataclass(frozen=True, slots=True)
class Beside:
    """How the claims of a ledger stand to one another.

    Attributes:
        findings: in the order to tell them in.
        matrix: who counts whom.
        series: counts over time, to be shown as tables.
        checks: by claim, against the series that its claimant publishes.
        clusters: rows of figures that several outlets give.
        relations: rows, each with its reason.
        names: display names by id.
        chart: a picture of the series as SVG, empty where there is none; it is put on the page as it is.
    """

    findings: Sequence[Finding] = ()
    matrix: Matrix = field(default_factory=Counter)
    series: Sequence[Series] = ()
    checks: Mapping[str, Check] = field(default_factory=dict)
    clusters: Sequence[Row] = ()
    relations: Sequence[Row] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    chart: str = ""


def report_page(
    title: str,
    documents: Sequence[Row],
    claims: Sequence[Row],
    beside: Beside,
    pictures: Sequence[Picture] = (),
    note: str = "",
) -> str:
    """A self-contained HTML page: nothing is loaded from elsewhere and nothing runs.

    Args:
        documents: rows with their text.
        claims: rows in the order to list them in.
        pictures: of accounts and estimates, in the order to show them in; ``note`` stands above them.

    Raises:
        CounterclaimError: a picture holds what could run, load or lead elsewhere.
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

    def name(known: str | None) -> str:
        return words.display(known, beside.names)

    environment.filters["display"] = name
    return environment.get_template("report.html.j2").render(
        title=title,
        documents={row["id"]: row for row in documents},
        claims={claim["id"]: claim for claim in claims},
        beside=beside,
        note=note,
        pictures=[(one, checked(one.svg)) for one in pictures],
        name=name,
        check_of=lambda point: next((beside.checks[c] for c in point.claims if c in beside.checks), None),
        matrix=_matrix(beside.matrix),
        key_words=key_words,
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


def _matrix(matrix: Matrix) -> tuple[list[str], list[tuple[str, list[str]]]]:
    """The parties, and to each camp what it counts of each."""
    parties = sorted({party for _, party, *_ in matrix})
    rows = []
    for camp in sorted({camp for camp, *_ in matrix}):
        held = [cell_of(matrix, camp, party) for party in parties]
        rows.append((camp, [cell_text(one) for one in held]))
    return parties, rows


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
