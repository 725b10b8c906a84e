"""What is made from one state of a ledger before pages can be: once, and again when the ledger has grown."""

from __future__ import annotations

import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.queues import SimpleQueue
from pathlib import Path

from counterclaim.errors import LedgerError
from counterclaim.judging.again import Found, Lost, survey
from counterclaim.judging.overlay import Laid, laid
from counterclaim.judging.queue import weights
from counterclaim.linking import Linker, load_linker
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judgements import Judgement
from counterclaim.store.listing import Change, Listing
from counterclaim.web.kept import Kept, kept

Watch = Callable[[str, int, int], None]
# Claims from which on a process of its own pays; seconds between two looks at how far it is.
_LARGE, _LOOK = 30_000, 0.2
# So many camps have a colour and a shape of their own.
_CAMPS = 6
_FROM_VALUE = ("qualifier", "statistic", "unit", "low", "high")
_FROM_ROW = ("party", "actor", "object", "outcome", "voice", "stance", "segment")


@dataclass(frozen=True, slots=True)
class Ready:
    """All of it; put in the place of the last one as a whole.

    Attributes:
        kinds: a number for each camp, by which it is drawn: 1 is the one that speaks most.
        again: claims that the machine has read anew since they were judged, by the id they have now.
        lost: judged claims that it no longer finds.
        newest: the last judgement that is taken in.
        judgements: outside of rounds, by what they are of.
    """

    listing: Listing
    kept: Kept
    kinds: Mapping[str, int]
    again: Mapping[str, Found]
    lost: tuple[Lost, ...] = ()
    newest: int = 0
    judgements: Mapping[str, tuple[Judgement, ...]] | None = None

    def of(self, subject: str) -> tuple[Judgement, ...]:
        """What people said of a claim or relation; of a claim that the machine found anew at the place of another,
        what they said of that one."""
        own = (self.judgements or {}).get(subject, ())
        before = None if own else self.again.get(subject)
        return before.judgements if before else own

    def laid(self, claim: Row) -> Laid:
        """A claim with what people said of it laid over it."""
        return laid(claim, self.of(claim["id"]))


def made(path: Path, linker: Linker, watch: Watch) -> Ready:
    """Makes a ledger ready, or takes what was kept in it when that was done before.

    Raises:
        LedgerError: there is no ledger, or its claims are not linked.
    """
    with Ledger(path) as ledger:
        ledger.links.check()
        listing = _listing(ledger)
        if listing is None and _large(ledger):
            _prepare_apart(path, watch)
            listing = _listing(ledger)
        if listing is None:
            listing = prepare(path, watch)
        surveyed = tuple(survey(ledger))
        again = {one.claim["id"]: one for held in surveyed for one in (*held.conflicts, *held.carried)}
        lost = tuple(one for held in surveyed for one in held.lost)
        with _writing(path) as writing:
            found = kept(writing, linker, watch)
        camps = [one.value for one in listing.values("camp", limit=_CAMPS + 1) if one.value is not None]
        kinds = {camp: nth for nth, camp in enumerate(camps[:_CAMPS], 1)}
        return taken_in(ledger, Ready(listing, found, kinds, again, lost))


def prepare(path: Path, watch: Watch) -> Listing:
    """Makes the listing, in the order of review, and keeps it in the ledger where it can be written."""
    with _writing(path) as writing:
        watch("order of review", 0, 1)
        return Listing.prepare(writing, weights(writing), watch)


def _large(ledger: Ledger) -> bool:
    return ledger.desk.count() > _LARGE


def _listing(ledger: Ledger) -> Listing | None:
    """The one that is kept, if it is of this state of the ledger."""
    found = Listing.load(ledger)
    return None if found is None or found.stale(ledger) else found


def _prepare_apart(path: Path, watch: Watch) -> None:
    """Prepares in a process of its own, which takes its memory with it and keeps no reader waiting."""
    manager = multiprocessing.get_context("spawn")
    told = manager.SimpleQueue()
    process = manager.Process(target=_tell, args=(path, told), daemon=True)
    process.start()
    while process.is_alive():
        while not told.empty():
            watch(*told.get())
        process.join(_LOOK)


def _tell(path: Path, told: SimpleQueue[tuple[str, int, int]]) -> None:
    linker = load_linker()
    prepare(path, lambda *done: told.put(done))
    with _writing(path) as writing:
        kept(writing, linker, lambda *done: told.put(done))


def taken_in(ledger: Ledger, before: Ready) -> Ready:
    """The same with the judgements that came since; the listing is changed."""
    newest = ledger.judgements.newest()
    if newest == before.newest and before.judgements is not None:
        return before
    new = [one for one in ledger.judgements.all(before.newest) if one.round is None and one.id <= newest]
    held = defaultdict(list, {subject: [*said] for subject, said in (before.judgements or {}).items()})
    for one in new:
        held[one.subject].append(one)
    after = replace(
        before, newest=newest, judgements={subject: tuple(said) for subject, said in held.items()}
    )
    changed = {one.subject for one in new} | (set() if before.judgements is not None else before.again.keys())
    after.listing.patch_all(_changes(ledger, after, changed))
    return after


def _changes(ledger: Ledger, ready: Ready, claims: Iterable[str]) -> Iterator[Change]:
    for row in ledger.lookup.claims(sorted(claims)).values():
        rowid = ready.listing.rowid_of(ledger, row["id"])
        if rowid is not None:
            yield _change(rowid, ready.laid(row))


def _change(rowid: int, found: Laid) -> Change:
    """What the listing has of a claim, as it stands."""
    row = found.row
    who, place, window, value = row["claimant"], row["place"], row["window"], row["value"] or {}
    day = window["end"] or window["start"] or row["published"]
    fields: dict[str, object] = {name: row[name] for name in _FROM_ROW}
    fields |= {name: value.get(name) for name in _FROM_VALUE}
    fields |= {
        "state": found.state,
        "claimant": who["id"],
        "camp": who["camp"],
        "place": place and place["id"],
        "window_kind": window["kind"],
        "day": date.fromisoformat(day) if day else None,
    }
    return Change(rowid, fields, {"claimant": who["name"]} | ({"place": place["name"]} if place else {}))


@contextmanager
def _writing(path: Path) -> Iterator[Ledger]:
    """The ledger opened to be written; to be read, where it cannot be."""
    try:
        ledger = Ledger(path, writing=True)
    except LedgerError:
        ledger = Ledger(path)
    with ledger:
        yield ledger
