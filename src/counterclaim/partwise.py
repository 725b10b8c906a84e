"""Extraction part by part: for piles that no one process, and no one file, should hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from counterclaim.engine import LIMIT, map_documents, reports_only
from counterclaim.engine.operations import Engine
from counterclaim.errors import CounterclaimError, DocumentError
from counterclaim.export.parts import Format, PartFiles, Targets
from counterclaim.ingest.slices import Part, cut, lines_in, read_part
from counterclaim.model import Raw
from counterclaim.model.codec import document_number
from counterclaim.reader import LineReader, Lines, Paths, as_paths, checked_reader

# So much text takes a core about a minute: enough that starting a task costs nothing beside it, little enough
# that a lost one is soon done again.
PART_SIZE = 32 << 20


@dataclass(frozen=True, slots=True)
class PartDone:
    """What came of one part.

    Attributes:
        problems: documents that could not be read.
        size: bytes of the documents that were read.
    """

    documents: int
    claims: int
    declined: int
    size: int
    problems: tuple[DocumentError, ...]


def extract_parts(
    engine: Engine,
    paths: Paths,
    targets: Targets,
    *,
    kind: Format = "jsonl",
    dossier: str | Path | None = "auto",
    jobs: int = 1,
    limit: float = LIMIT,
    size: int = PART_SIZE,
) -> Iterator[PartDone]:
    """Writes the claims of a pile in parts, one file each; yields what came of each part, in their order.

    The parts one after the other hold the very bytes that ``extract`` writes into one file. A report that
    comes again is read only where it comes first, whatever parts the two are in.

    Args:
        engine: where the work is done; it must see the same paths.
        targets: folders, made where there are none, which hold no parts yet.
        jobs: processes for each part, at most.
        size: bytes of a part, about.

    Raises:
        CounterclaimError: a folder holds parts already, or the engine fails.
        DataError: there is no such dossier, or it is broken.
    """
    reader = LineReader(
        checked_reader(dossier),
        documents=targets.documents is not None or kind == "parquet",  # a table has columns of the document
        relations=targets.relations is not None,
    )
    check_targets(targets)
    for folder in filter(None, targets):
        Path(folder).mkdir(parents=True, exist_ok=True)
    parts = list(_counted(engine, cut(as_paths(paths), size)))
    again = engine.group(_emit_ids, _later_places, parts)
    extraction = _Extraction(reader, targets, kind, jobs, limit, again)
    return engine.map(extraction, parts, careful=replace(extraction, apart=True))


def check_targets(targets: Targets) -> None:
    """Raises ``CounterclaimError`` where a folder holds parts already, or is named twice."""
    folders = [Path(folder).resolve() for folder in filter(None, targets)]
    if len(set(folders)) < len(folders):
        raise CounterclaimError("claims, documents and relations need folders of their own")
    for folder in filter(None, targets):
        if any(Path(folder).glob("part-*")):
            raise CounterclaimError(f"{folder}: holds parts already; give another folder, or empty it")


def _counted(engine: Engine, parts: Iterable[Part]) -> Iterator[Part]:
    """The parts with the lines before each slice, by which records without an id are named."""
    known = list(parts)
    inner = [piece for part in known for piece in part.slices if piece.end is not None]
    counts = dict(zip(inner, engine.map(lines_in, inner), strict=True))
    before: dict[str, int] = {}
    for part in known:
        slices = []
        for piece in part.slices:
            slices.append(replace(piece, before=before.get(piece.path, 0)))
            before[piece.path] = before.get(piece.path, 0) + counts.get(piece, 0)
        yield replace(part, slices=tuple(slices))


def _emit_ids(part: Part) -> Iterator[tuple[int, tuple[int, int]]]:
    """Each document's id, and where it stands: the number of its part, and its place in it."""
    for place, raw in enumerate(_reports(part)):
        if isinstance(raw, Raw):
            yield document_number(raw), (part.number, place)


def _later_places(gathered: Mapping[int, Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int]]:
    """All places of a document but the first."""
    for places in gathered.values():
        yield from sorted(places)[1:]


def _reports(part: Part) -> Iterator[Raw | DocumentError]:
    return reports_only(read_part(part))


@dataclass(frozen=True, slots=True)
class _Extraction:
    """Reads one part and writes its files.

    Attributes:
        again: of a part's number, the places of documents that came before.
        apart: in processes of their own, which a document may end.
    """

    reader: LineReader
    targets: Targets
    kind: Format
    jobs: int
    limit: float
    again: Any
    apart: bool = False

    def __call__(self, part: Part) -> PartDone:
        skip = frozenset(self.again(part.number))
        new = (raw for place, raw in enumerate(_reports(part)) if place not in skip)
        documents = claims = declined = size = 0
        problems: list[DocumentError] = []
        with PartFiles(self.targets, self.kind, part.number) as out:
            for result in map_documents(self.reader, new, self.jobs, limit=self.limit, apart=self.apart):
                if isinstance(result, Lines):
                    documents += 1
                    claims += result.seen.claims or 0
                    declined += result.seen.declined is not None
                    size += result.seen.size
                    out.write(result.claims, result.document, result.relations)
                else:
                    problems.append(result)
        return PartDone(documents, claims, declined, size, tuple(problems))
