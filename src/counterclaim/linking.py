"""Setting the claims of a ledger beside one another: all of them, or what has changed since the last time."""

from __future__ import annotations

import json
from array import array
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from counterclaim.account.quantity import quantity
from counterclaim.config import collect_seldom, linker
from counterclaim.judging.again import counting
from counterclaim.link.across import placed
from counterclaim.link.alike import Alike, Shared, copies_among
from counterclaim.link.blocks import block_of, link_block
from counterclaim.link.clusters import cluster, groups
from counterclaim.link.compare import Rules, camp
from counterclaim.link.containment import load_containment
from counterclaim.link.copies import sketch
from counterclaim.link.relate import Related
from counterclaim.link.statement import Comparable, Report, Statement, statements
from counterclaim.link.why import Wording
from counterclaim.link.within import within
from counterclaim.model import Claim, Relation
from counterclaim.model.codec import relation_id, to_line
from counterclaim.store import Ledger
from counterclaim.store.links import Placed
from counterclaim.world import bundled_dossiers, load_dossier, load_world
from counterclaim.world.profile import load_profile

# Documents or blocks that are handed to a process at once; batches that may wait at each.
_BATCH, _WAITING = 100, 3
# Fewer documents than this are done before another process has started.
_WORTH_PROCESSES = 2000
# Relations whose target another claim stands for.
_STAND_FOR = ("repeats", "relabelled", "rescoped")

_REPORT, _CLAIM = msgspec.json.Decoder(Report), msgspec.json.Decoder(Claim)
_STATEMENT, _encoded = msgspec.msgpack.Decoder(Statement), msgspec.msgpack.encode


@dataclass(frozen=True, slots=True)
class Linked:
    """What a linking did.

    Attributes:
        documents: whose claims were linked anew.
        groups: of claims that could be of one thing, compared anew.
        relations: found in them.
    """

    documents: int
    groups: int
    relations: int


Prose = tuple[str, list[tuple[int, int]]]


class _Document(NamedTuple):
    """A document's rows as JSON, and its prose."""

    id: str
    report: str
    claims: list[str]
    prose: Prose


class _Placed(NamedTuple):
    """A document's statements, its fingerprints, and the rows of its relations."""

    id: str
    statements: list[Placed]
    marks: bytes
    relations: list[Sequence[str]]


class _Block(NamedTuple):
    """A block: its statements, and the fingerprints of its documents."""

    id: str
    bodies: list[bytes]
    marks: dict[str, bytes]


class _Compared(NamedTuple):
    """The rows of a block's relations, clusters and copies."""

    id: str
    relations: list[Sequence[str]]
    clusters: list[Sequence[Any]]
    copies: list[Shared]


class Linker:
    """What linking knows, read once.

    Args:
        dossiers: paths of dossiers of one's own, beside the bundled ones; they tell which place lies in which.
    """

    def __init__(self, dossiers: Sequence[str] = ()) -> None:
        world = load_world()
        known = [load_dossier(name) for name in (*bundled_dossiers(), *dossiers)]
        self.rules = Rules(load_containment(world, known), load_profile())
        entities = chain(world.entities.values(), *(one.entities.values() for one in known))
        names = {one.id: one.name for one in entities}
        self.wording = Wording(self.rules.kinds, names)
        self.issued = tuple(one for dossier in known for one in dossier.series)

    def relations(self, document: Comparable, claims: Sequence[Claim]) -> list[Relation]:
        """The relations among the claims of one report."""
        return [self._relation(found) for found in within(statements(document, claims), self.rules)]

    def document(self, held: _Document) -> _Placed:
        """The statements and relations of a document, from its rows."""
        told = statements(_REPORT.decode(held.report), [_CLAIM.decode(row) for row in held.claims])
        related = list(within(told, self.rules))
        stood_for = {found.target.id for found in related if found.type in _STAND_FOR}
        echoes: dict[str, list[str]] = {}
        for found in related:
            if found.type == "repeats":
                echoes.setdefault(found.source.id, []).append(found.target.id)
        rows: list[Placed] = []
        for one in told:
            if one.id in stood_for:
                rows.append(Placed(one.id, None, _encoded(one)))
                continue
            one = placed(msgspec.structs.replace(one, echoes=tuple(sorted(echoes.get(one.id, ())))))
            of = quantity(one)
            counted = of.party, of.object, of.outcome, of.place
            rows.append(Placed(one.id, block_of(one, self.rules), _encoded(one), counted, camp(one)))
        marks = array("I", sketch(*held.prose) if rows else ())
        return _Placed(held.id, rows, marks.tobytes(), [self._row(found) for found in related])

    def block(self, held: _Block) -> _Compared:
        """The relations of a block, its figures that several reports give, and which of these copy each other."""
        told = [_STATEMENT.decode(body) for body in held.bodies]
        alike = Alike({document: array("I", marks) for document, marks in held.marks.items()})
        related = list(link_block(told, self.rules, alike))
        alike_rows: list[Shared] = []
        clusters: list[Sequence[Any]] = []
        for group in groups(told, related):
            copies = copies_among(group, alike)
            c = cluster(group, copies)
            clusters.append((c.id, c.figure, json.dumps(c.claims), c.outlets, c.voices, c.camps))
            alike_rows += copies
        return _Compared(held.id, [self._row(found) for found in related], clusters, sorted({*alike_rows}))

    def _relation(self, found: Related) -> Relation:
        id_ = relation_id(found.type, found.source.id, found.target.id)
        return Relation(id_, found.type, found.source.id, found.target.id, self.wording.why(found))

    def _row(self, found: Related) -> Sequence[str]:
        source, target = found.source.id, found.target.id
        id_ = relation_id(found.type, source, target)
        return id_, found.type, source, target, found.by, self.wording.why(found)


@cache
def load_linker(dossiers: tuple[str, ...] = ()) -> Linker:
    """One a process. Raises ``DataError`` where a dossier is not there, or is broken."""
    return Linker(dossiers)


def link(
    ledger: Ledger,
    *,
    dossiers: Sequence[str] = (),
    jobs: int = 1,
    watch: Callable[[str, int, int], None] = lambda _what, _done, _of: None,
) -> Linked:
    """Links what came to a ledger, is no longer current, or was judged since the last time; all, where the rules have
    changed.

    Claims count as people left them: corrected ones with what they put right, those rejected or merged not at all.
    What comes of it depends on what the ledger holds alone: not on the order in which that came, nor on how often
    it was linked on the way. All of it is kept, or nothing.

    Args:
        ledger: open for writing.
        dossiers: paths of dossiers of one's own.
        jobs: processes at most.
        watch: told what is being done, how much of it is done, and how much there is.

    Raises:
        LedgerError: the ledger cannot be written.
        DataError: a dossier is not there, or is broken.
    """
    known = tuple(dossiers)
    load_linker(known)
    with ledger.linking() as links:
        since = links.progress()
        if since is None or since.linker != linker():
            since = None
            links.clear()
        new, gone = links.changed(since)
        if since is not None and not new and not gone:
            if since != (now := links.now(linker())):
                links.done(now)  # what was said of relations is for those who ask
            return Linked(0, 0, 0)
        blocks = links.forget([*new, *gone]) if since is not None else set()
        count = 0
        with _hands(known, jobs if len(new) >= _WORTH_PROCESSES else 1) as run:
            judged = frozenset(ledger.judgements.documents())
            for done, document in enumerate(run(partial(_link_documents, ledger.path, judged), new), 1):
                links.place(document.id, document.statements, document.marks)
                links.relate(document.id, document.relations)
                blocks |= {one.block for one in document.statements if one.block is not None}
                count += len(document.relations)
                watch("reports", done, len(new))
            links.index("statements")
            links.count_up()
            todo = (_Block(block, *links.block(block)) for block in sorted(blocks))
            for done, block in enumerate(run(_link_blocks, todo), 1):
                links.relate(block.id, block.relations, block.clusters, block.copies)
                count += len(block.relations)
                watch("groups", done, len(blocks))
        links.index("relations", "clusters", "copies")
        links.done(links.now(linker()))
        return Linked(len(new), len(blocks), count)


def _link_documents(
    path: Path, judged: Collection[str], known: tuple[str, ...], ids: list[str]
) -> list[_Placed]:
    """Where the work is done, it is read as well: what linking reads of documents no other writer can change now."""
    with Ledger(path) as ledger:
        held = (_Document(*rows, ledger.links.prose(rows[0])) for rows in ledger.links.readings(ids))
        return [
            load_linker(known).document(_as_judged(ledger, one) if one.id in judged else one) for one in held
        ]


def _as_judged(ledger: Ledger, held: _Document) -> _Document:
    return held._replace(claims=[to_line(row) for row in counting(ledger, held.id)])


def _link_blocks(known: tuple[str, ...], held: list[_Block]) -> list[_Compared]:
    return [load_linker(known).block(one) for one in held]


@contextmanager
def _hands(known: tuple[str, ...], jobs: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """What does a function to all items, in batches, and gives the results in order: here, or in processes."""
    if jobs < 2:
        yield lambda function, items: (one for batch in _batches(items) for one in function(known, batch))
        return
    with ProcessPoolExecutor(jobs, initializer=collect_seldom) as pool:

        def run(function: Callable[..., list[Any]], items: Iterable[Any]) -> Iterator[Any]:
            waiting: deque[Future[list[Any]]] = deque()
            for batch in _batches(items):
                waiting.append(pool.submit(function, known, batch))
                if len(waiting) >= jobs * _WAITING:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()

        yield run


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    ahead = iter(items)
    while batch := list(islice(ahead, _BATCH)):
        yield batch
