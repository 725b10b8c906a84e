"""Reading reports: from bytes to claims, and to the lines and rows in which claims are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from counterclaim.engine import LIMIT, map_documents, reports_only
from counterclaim.errors import DocumentError
from counterclaim.extraction import extract_claims
from counterclaim.ingest import read, understand
from counterclaim.ingest.plausible import check_plausible
from counterclaim.linking import load_linker
from counterclaim.model import Claim, Document, DossierChoice, Raw
from counterclaim.model.codec import claim_to_row, document_number, document_to_row, relation_to_row, to_line
from counterclaim.store import Kept, rows_of
from counterclaim.world import bundled_dossiers, choose_dossier, load_dossier, load_world

Paths = str | Path | Iterable[str | Path]


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what it claims, in the order of the text."""

    document: Document
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes a ``Reading`` of a report. Pure: the same report gives the same reading anywhere.

    Attributes:
        dossier: ``auto`` chooses per document by what the text mentions; ``none``; or the name of a bundled
            dossier or the path of one's own.
    """

    dossier: str = "auto"

    def __call__(self, raw: Raw) -> Reading:
        """Raises ``DocumentError`` for what is no report, ``DataError`` for a dossier not there or broken."""
        check_plausible(raw)
        world = load_world()
        choice = self._choose(raw.text)
        dossier = None if choice.name is None else load_dossier(self._path_of(choice.name))
        document = understand(raw, world, dossier, choice)
        return Reading(document, extract_claims(document, world, dossier))

    def check(self) -> None:
        """Raises ``DataError`` where the dossier asked for is not there or broken."""
        if self.dossier not in ("auto", "none"):
            load_dossier(self.dossier)

    def settings(self) -> dict[str, Any]:
        """What a ledger records of how a run was made; one's own dossier by its content, not its path."""
        if self.dossier in ("auto", "none", *bundled_dossiers()):
            return {"dossier": self.dossier}
        dossier = load_dossier(self.dossier)
        return {"dossier": dossier.name, "sha256": sha256(repr(dossier).encode()).hexdigest()}

    def _choose(self, text: str) -> DossierChoice:
        if self.dossier == "auto":
            return choose_dossier(text, [load_dossier(name) for name in bundled_dossiers()])
        if self.dossier == "none":
            return DossierChoice(None, "none was asked for")
        return DossierChoice(load_dossier(self.dossier).name, "it was asked for")

    def _path_of(self, name: str) -> str:
        return name if self.dossier == "auto" else self.dossier


def extract(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    published: date | str | None = None,
    dossier: str | Path | None = "auto",
) -> list[Claim]:
    """The claims that a text makes, in its order.

    Args:
        title: its headline, where the text does not begin with it.
        url, outlet, published: what is known of it; a date in ISO form.
        dossier: ``auto``, the name of a bundled one, the path of one's own, or None.

    Raises:
        DataError: there is no such dossier, or it is broken.
    """
    day = published.isoformat() if isinstance(published, date) else published
    data = text.encode("utf-8", "surrogatepass")
    raw = Raw("text", text, data, url=url, outlet=outlet, title=title, published=day)
    return list(checked_reader(dossier)(raw).claims)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is told of a document while a pile is read.

    Attributes:
        size: bytes as they came.
        claims: how many; None where the ledger held it already.
        declined: why none were looked for.
    """

    source: str
    size: int
    claims: int | None
    declined: str | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """A document and its claims as JSON lines, each with its line feed.

    Attributes:
        document, relations: empty where they were not asked for.
    """

    seen: Seen
    claims: str
    document: str
    relations: str


@dataclass(frozen=True, slots=True)
class LineReader:
    """Makes ``Lines`` of a report: the work of writing is done where the reading is."""

    reader: Reader
    documents: bool = False
    relations: bool = False

    def __call__(self, raw: Raw) -> Lines:
        """Raises as ``Reader`` does."""
        reading = self.reader(raw)
        claims = "".join(to_line(claim_to_row(claim)) + "\n" for claim in reading.claims)
        document = to_line(document_to_row(reading.document)) + "\n" if self.documents else ""
        related = load_linker().relations(reading.document, reading.claims) if self.relations else ()
        return Lines(
            _seen(raw, reading),
            claims,
            document,
            "".join(to_line(relation_to_row(relation)) + "\n" for relation in related),
        )


@dataclass(frozen=True, slots=True)
class RowReader:
    """Makes the rows of a ledger of a report."""

    reader: Reader

    def __call__(self, raw: Raw) -> tuple[Seen, Kept]:
        """Raises as ``Reader`` does."""
        reading = self.reader(raw)
        return _seen(raw, reading), rows_of(reading.document, reading.claims)


def _seen(raw: Raw, reading: Reading) -> Seen:
    return Seen(raw.source, len(raw.data), len(reading.claims), reading.document.declined)


def read_reports(
    paths: Paths,
    *,
    dossier: str | Path | None = "auto",
    jobs: int = 1,
    limit: float = LIMIT,
    stdin: BinaryIO | None = None,
    outputs: Iterable[str | Path] = (),
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Reading | DocumentError]:
    """What each report under ``paths`` claims, in order; the same report met twice is read once.

    Files that hold claims, documents or relations as this program writes them are left out.

    Args:
        paths: files, folders, globs, or ``-`` for ``stdin``.
        jobs: how many processes at most; the results do not depend on it.
        limit: seconds after which a document is set aside.
        outputs: files about to be written, left out as well.
        note: told in one line of each file that is left out.

    Raises:
        DataError: there is no such dossier, or it is broken.
    """
    reader = checked_reader(dossier)
    return map_documents(reader, _reports(paths, stdin, outputs, note), jobs, limit=limit)


def read_lines(
    paths: Paths,
    *,
    documents: bool = False,
    relations: bool = False,
    dossier: str | Path | None = "auto",
    jobs: int = 1,
    limit: float = LIMIT,
    stdin: BinaryIO | None = None,
    outputs: Iterable[str | Path] = (),
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Lines | DocumentError]:
    """What each report claims, as JSON lines; the rest as for ``read_reports``.

    Args:
        documents: also what was found out about each document.
        relations: also how the claims of each report stand to one another.
    """
    reader = LineReader(checked_reader(dossier), documents, relations)
    return map_documents(reader, _reports(paths, stdin, outputs, note), jobs, limit=limit)


def _reports(
    paths: Paths, stdin: BinaryIO | None, outputs: Iterable[str | Path], note: Callable[[str], None]
) -> Iterator[Raw | DocumentError]:
    """The reports of a pile, one that comes again only the first time."""
    met: set[int] = set()
    for item in reports_only(read(as_paths(paths), stdin), outputs, note):
        if isinstance(item, DocumentError):
            yield item
        elif (number := document_number(item)) not in met:
            met.add(number)
            yield item


def checked_reader(dossier: str | Path | None) -> Reader:
    """A reader with a dossier that is there.

    Raises:
        DataError: there is no such dossier, or it is broken.
    """
    reader = Reader("none" if dossier is None else str(dossier))
    reader.check()
    return reader


def as_paths(paths: Paths) -> list[str]:
    """One path or many, as text."""
    return [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
