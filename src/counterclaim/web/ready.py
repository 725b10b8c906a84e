"""What is made from one state of a ledger before pages can be: once, and again when the ledger has grown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from counterclaim.errors import LedgerError
from counterclaim.judging.again import Found, survey
from counterclaim.judging.overlay import Laid, laid
from counterclaim.judging.queue import weights
from counterclaim.linking import Linker
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judgements import Judgement
from counterclaim.store.listing import Change, Listing
from counterclaim.web.kept import Kept, kept

Watch = Callable[[str, int, int], None]
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
        newest: the last judgement that is taken in.
        judgements: outside of rounds, by what they are of.
    """

    listing: Listing
    kept: Kept
    kinds: Mapping[str, int]
    again: Mapping[str, Found]
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
    """Makes a ledger ready, and keeps what takes long in it, where it can be written.

    Raises:
        LedgerError: there is no ledger, or its claims are not linked.
    """
    with Ledger(path) as ledger:
        ledger.links.check()
        listing = Listing.load(ledger)
        again = {
            found.claim["id"]: found for held in survey(ledger) for found in (*held.conflicts, *held.carried)
        }
        if listing is None or listing.stale(ledger):
            with _writing(path) as writing:
                listing = Listing.prepare(writing, weights(ledger), watch)
        with _writing(path) as writing:
            found = kept(writing, linker, watch)
        camps = [one.value for one in listing.values("camp", limit=_CAMPS + 1) if one.value is not None]
        kinds = {camp: nth for nth, camp in enumerate(camps[:_CAMPS], 1)}
        return taken_in(ledger, Ready(listing, found, kinds, again))


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
