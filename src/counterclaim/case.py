"""The way in from Python: reading reports, and keeping what they claim in a ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from counterclaim.config import extractor
from counterclaim.engine import map_documents, reports_only
from counterclaim.errors import CounterclaimError, DocumentError
from counterclaim.extraction import extract_claims
from counterclaim.ingest import read, understand
from counterclaim.ingest.plausible import check_plausible
from counterclaim.link.first import Finding, find
from counterclaim.model import Claim, Document, DossierChoice, Raw
from counterclaim.model.codec import Row, claim_from_row, document_id
from counterclaim.model.flat import COLUMNS, flat_row
from counterclaim.store import Filter, Ledger
from counterclaim.world import bundled_dossiers, choose_dossier, load_dossier, load_world

if TYPE_CHECKING:
    import pandas
    import pyarrow

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
    return list(Reader(_dossier(dossier))(raw).claims)


def read_reports(
    paths: Paths,
    *,
    dossier: str | Path | None = "auto",
    jobs: int = 1,
    stdin: BinaryIO | None = None,
    outputs: Iterable[str | Path] = (),
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Reading | DocumentError]:
    """What each report under ``paths`` claims, in order; the same report met twice is read once.

    Files that hold claims, documents or relations as this program writes them are left out.

    Args:
        paths: files, folders, globs, or ``-`` for ``stdin``.
        jobs: how many processes at most; the results do not depend on it.
        outputs: files about to be written, left out as well.
        note: told in one line of each file that is left out.

    Raises:
        DataError: there is no such dossier, or it is broken.
    """
    reader = Reader(_dossier(dossier))
    reader.check()
    met: set[str] = set()

    def once() -> Iterator[Raw | DocumentError]:
        for raw in reports_only(read(_paths(paths), stdin), outputs, note):
            if isinstance(raw, DocumentError):
                yield raw
            elif (document := document_id(raw)) not in met:
                met.add(document)
                yield raw

    return map_documents(reader, once(), jobs)


@dataclass(frozen=True, slots=True)
class Built:
    """What a ``Case.build`` did.

    Attributes:
        added: documents read and kept, those declined among them.
        unchanged: documents that the ledger held already, read by the same extractor.
        claims: claims added.
        problems: documents that could not be read or kept.
    """

    added: int
    unchanged: int
    claims: int
    problems: tuple[DocumentError, ...]


class Case:
    """A ledger and what can be asked of it.

    Args:
        path: the ledger's file; ``build`` makes it where there is none.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)

    def build(
        self,
        paths: Paths,
        *,
        dossier: str | Path | None = "auto",
        jobs: int = 1,
        stdin: BinaryIO | None = None,
        watch: Callable[[Reading | DocumentError], None] = lambda _: None,
        note: Callable[[str], None] = lambda _: None,
    ) -> Built:
        """Reads reports and keeps what is new; arguments as for ``read_reports``.

        Nothing is read again that this version, with this dossier, has read before.

        Args:
            watch: called after each document that was kept or could not be.
            note: told in one line of each file that is left out, as by ``read_reports``.

        Raises:
            LedgerError: the file is no ledger, or cannot be written.
            DataError: there is no such dossier, or it is broken.
        """
        reader = Reader(_dossier(dossier))
        reader.check()
        added = claims = 0
        problems: list[DocumentError] = []
        with Ledger(self.path, writing=True) as ledger:
            ledger.begin(extractor(), reader.settings())
            new = _New(ledger, reports_only(read(_paths(paths), stdin), note=note))
            for result in map_documents(reader, new, jobs):
                raw = new.drawn.popleft()
                if isinstance(raw, Raw) and isinstance(result, Reading):
                    try:
                        if ledger.add(raw, result.document, result.claims):
                            added += 1
                            claims += len(result.claims)
                    except DocumentError as error:
                        result = error
                if isinstance(result, DocumentError):
                    problems.append(result)
                watch(result)
        return Built(added, new.unchanged, claims, tuple(problems))

    def claims(self, where: Filter | None = None, **filters: Any) -> list[Row]:
        """Claims as rows of the interchange format; ``filters`` are the fields of ``Filter``.

        Raises:
            LedgerError: there is no ledger at the path.
        """
        with Ledger(self.path) as ledger:
            return list(ledger.claims(where or Filter(**filters)))

    def documents(self) -> list[Row]:
        """What was found out about each document, without the texts. Raises as ``claims``."""
        with Ledger(self.path) as ledger:
            return list(ledger.documents())

    def names(self) -> dict[str, str]:
        """Display names by id: of the world, the bundled dossiers in use, and claimants. Raises as ``claims``."""
        with Ledger(self.path) as ledger:
            names = ledger.names()
            used = {row["dossier"]["name"] for row in ledger.documents()}
        known = [load_dossier(name).entities for name in bundled_dossiers() if name in used]
        for entities in (*known, load_world().entities):
            names |= {entity.id: entity.name for entity in entities.values()}
        return names

    def findings(self) -> list[Finding]:
        """What does not fit together, as far as can be told. Raises as ``claims``."""
        return find([claim_from_row(row) for row in self.claims()])

    def flat(self, where: Filter | None = None, **filters: Any) -> Iterator[Row]:
        """Claims with one value per column of ``COLUMNS``, the document's own among them."""
        with Ledger(self.path) as ledger:
            documents = {row["id"]: row for row in ledger.documents()}
            for claim in ledger.claims(where or Filter(**filters)):
                yield flat_row(claim, documents[claim["document"]])

    def to_arrow(self, **filters: Any) -> pyarrow.Table:
        """Claims as an Arrow table with the columns of ``flat``; dates as days, figures as floats.

        Raises:
            CounterclaimError: pyarrow is not installed.
        """
        try:
            import pyarrow
        except ImportError as error:
            raise CounterclaimError(_NEEDS_TABLES) from error
        days = ("start", "end", "stated_from", "stated_to", "published")
        types = dict.fromkeys(COLUMNS, pyarrow.string())
        types |= dict.fromkeys(days, pyarrow.date32()) | dict.fromkeys(("low", "high"), pyarrow.float64())
        types |= {name: pyarrow.int64() for name in COLUMNS if name.endswith(("_start", "_end"))}
        columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        for row in self.flat(**filters):
            for name, value in row.items():
                columns[name].append(_typed(name, value, days))
        return pyarrow.table(columns, schema=pyarrow.schema(list(types.items())))

    def to_pandas(self, **filters: Any) -> pandas.DataFrame:
        """The table of ``to_arrow`` as a pandas frame. Raises as that does, and where pandas is missing."""
        table = self.to_arrow(**filters)
        try:
            return table.to_pandas()
        except ImportError as error:
            raise CounterclaimError(_NEEDS_TABLES) from error


_NEEDS_TABLES = "tables need pandas and pyarrow: pip install 'counterclaim[tables]'"


class _New:
    """The documents a ledger has not read yet; others are only noted at where they were met.

    Attributes:
        drawn: what was passed on and has no result yet, in order.
        unchanged: how many were held already.
    """

    def __init__(self, ledger: Ledger, raws: Iterator[Raw | DocumentError]) -> None:
        self._ledger, self._raws = ledger, raws
        self.drawn: deque[Raw | DocumentError] = deque()
        self.unchanged = 0

    def __iter__(self) -> Iterator[Raw | DocumentError]:
        for raw in self._raws:
            if isinstance(raw, Raw) and self._ledger.has(document := document_id(raw)):
                self._ledger.sight(raw.source, document)
                self.unchanged += 1
            else:
                self.drawn.append(raw)
                yield raw


def _typed(name: str, value: Any, days: tuple[str, ...]) -> Any:
    if value is None:
        return None
    if name in days:
        return date.fromisoformat(value)
    return float(value) if name in ("low", "high") else value


def _dossier(given: str | Path | None) -> str:
    return "none" if given is None else str(given)


def _paths(paths: Paths) -> list[str]:
    return [str(paths)] if isinstance(paths, str | Path) else [str(path) for path in paths]
