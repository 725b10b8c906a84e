"""What the pages of one ledger are made from: the ledger, its listing, what was worked out beforehand, the words."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.errors import LedgerError
from counterclaim.export.words import NOTHING
from counterclaim.judging.again import Found, survey
from counterclaim.judging.overlay import Laid, laid
from counterclaim.judging.queue import weights
from counterclaim.linking import load_linker
from counterclaim.model.codec import Row, is_document
from counterclaim.store import Ledger
from counterclaim.store.judgements import Judgement
from counterclaim.store.listing import Change, Listing
from counterclaim.web.brief import brief
from counterclaim.web.kept import Kept, kept
from counterclaim.web.page import NotThereError

if TYPE_CHECKING:
    from counterclaim.account.estimated import Estimate

Watch = Callable[[str, int, int], None]
# A ledger of so many claims is made ready while a reader waits; a larger one in the background.
_AT_ONCE = 30_000
# Seconds between two looks at what others did to the ledger.
_OFTEN = 0.5


@dataclass(frozen=True, slots=True)
class _Ready:
    """What was made from one state of the ledger; put in the place of the last one as a whole."""

    listing: Listing
    kept: Kept
    kinds: Mapping[str, int]
    again: Mapping[str, Found]


class Desk:
    """The pages' way to one ledger; safe to use from many threads.

    Args:
        path: the ledger.
        estimate: a fit, for what it says of quantities.
        watch: told of progress while the ledger is made ready.

    Raises:
        LedgerError: there is no ledger, or its claims are not linked.
    """

    def __init__(
        self, path: Path, estimate: Estimate | None = None, watch: Watch = lambda _what, _done, _of: None
    ) -> None:
        self.path, self.estimate, self.linker = path, estimate, load_linker()
        self._lock, self._judging = threading.Lock(), threading.Lock()
        self._judged: tuple[int, dict[str, tuple[Judgement, ...]]] = (0, {})
        self._asked = 0.0
        self._ready = self._made(watch)
        self._catch_up()

    def reading(self) -> Ledger:
        """The ledger, opened to be read; to be used as a context."""
        return Ledger(self.path)

    @property
    def listing(self) -> Listing:
        """All claims by field."""
        return self._ready.listing

    @property
    def kept(self) -> Kept:
        """What takes long to find out, and was found out beforehand."""
        return self._ready.kept

    @property
    def kinds(self) -> Mapping[str, int]:
        """A number for each camp, by which it is drawn: 1 is the one that speaks most."""
        return self._ready.kinds

    def name(self, known: str | None) -> str:
        """How somebody or somewhere is called."""
        if known is None or is_document(known):
            return NOTHING
        return self.listing.name(known) or self.linker.wording.name(known)

    def brief(self, claim: Row) -> dict[str, Any]:
        """A claim as it stands after what people said of it, in words; for rows that ``Lookup.claims`` gives."""
        found, outlet = self.laid(claim), claim["outlet"]
        about = {
            "outlet": outlet["id"] if isinstance(outlet, dict) else outlet,
            "published": claim["published"],
        }
        return brief(found.row, about, self.name, found.state)

    def briefs(self, ledger: Ledger, ids: Sequence[str]) -> list[dict[str, Any]]:
        """Some claims in words, in their order; unknown ones are left out."""
        return [self.brief(row) for row in ledger.lookup.claims(ids).values()]

    def claim(self, ledger: Ledger, claim: str) -> Row:
        """The newest row of a claim, by its id or the beginning of it.

        Raises:
            NotThereError: there is none, or more than one.
        """
        ids = ledger.lookup.beginning(claim) if claim.isalnum() else []
        if len(ids) != 1:
            raise NotThereError(
                f"the ledger holds {len(ids) or 'no'} claims whose id begins with {claim[:40]}"
            )
        return ledger.lookup.claims(ids)[ids[0]]

    def document(self, ledger: Ledger, document: str) -> Row:
        """A document with its text. Raises ``NotThereError`` where there is none."""
        try:
            return ledger.lookup.document(document)
        except LedgerError as error:
            raise NotThereError(f"the ledger holds no document {document[:40]}") from error

    def laid(self, claim: Row) -> Laid:
        """A claim with what people said of it laid over it."""
        return laid(claim, self.judgements(claim["id"]))

    def judgements(self, subject: str) -> tuple[Judgement, ...]:
        """What people said of a claim or relation, outside of rounds; of a claim that the machine found anew at the
        place of another, what they said of that one."""
        own = self._judged[1].get(subject, ())
        before = None if own else self._ready.again.get(subject)
        return before.judgements if before else own

    def conflict(self, claim: str) -> str:
        """In words, what a new run of the machine changed of a claim after it was judged; empty where nothing."""
        found = self._ready.again.get(claim)
        if found is None:
            return ""
        changed = [one for one in found.changes if not one.settled]
        told = [f"{c.field} was {_plain(c.then)}, is {_plain(c.now)}" for c in changed]
        if found.how != "same claim":
            told.append(
                f"it was judged as {found.subject[:9]}, and is found here by its {found.how.split()[1]}"
            )
        return (
            f"Read anew since it was judged: {'; '.join(told)}. Judge it again to settle it." if told else ""
        )

    def catch_up(self, *, at_once: bool = False) -> None:
        """Takes in what was judged, and what came into the ledger, since the last time.

        Args:
            at_once: even where that was asked a moment ago.
        """
        now = time.monotonic()
        if not at_once and now - self._asked < _OFTEN:
            return
        self._asked = now
        self._catch_up()
        with self.reading() as ledger:
            stale = self.listing.stale(ledger)
        if stale and self._lock.acquire(blocking=False):
            if len(self.listing) <= _AT_ONCE:
                self._renew()
            else:
                threading.Thread(target=self._renew, daemon=True).start()

    @contextmanager
    def _writing(self) -> Iterator[Ledger]:
        """The ledger opened to be written; to be read, where it cannot be."""
        try:
            ledger = Ledger(self.path, writing=True)
        except LedgerError:
            ledger = self.reading()
        with ledger:
            yield ledger

    def _renew(self) -> None:
        try:
            self._ready = self._made()
            self._judged = (0, {})
            self._catch_up()
        except LedgerError:
            pass  # not linked yet: what was made before stays until it is
        finally:
            self._lock.release()

    def _made(self, watch: Watch = lambda _what, _done, _of: None) -> _Ready:
        with self.reading() as ledger:
            ledger.links.check()
            listing = Listing.load(ledger)
            if listing is None or listing.stale(ledger):
                with self._writing() as writing:
                    listing = Listing.prepare(writing, weights(ledger), watch)
            with self._writing() as writing:
                found = kept(writing, self.linker, watch)
        camps = [one.value for one in listing.values("camp", limit=7) if one.value is not None][:6]
        with self.reading() as ledger:
            again = {
                one.claim["id"]: one for held in survey(ledger) for one in (*held.conflicts, *held.carried)
            }
        return _Ready(listing, found, {camp: nth for nth, camp in enumerate(camps, 1)}, again)

    def _catch_up(self) -> None:
        with self.reading() as ledger:
            newest, known = ledger.judgements.newest(), self._judged[0]
            if newest == known:
                return
            with self._judging:
                new = ledger.judgements.all(self._judged[0])
                by_subject = defaultdict(list, {s: list(js) for s, js in self._judged[1].items()})
                for one in new:
                    if one.round is None:
                        by_subject[one.subject].append(one)
                self._judged = (newest, {s: tuple(js) for s, js in by_subject.items()})
                changed = {one.subject for one in new if one.round is None}
                if not known:
                    changed |= self._ready.again.keys()
                self._patch(ledger, changed)

    def _patch(self, ledger: Ledger, subjects: Iterable[str]) -> None:
        """What was judged, in the listing."""
        changes = []
        for row in ledger.lookup.claims(sorted(subjects)).values():
            rowid = self.listing.rowid_of(ledger, row["id"])
            if rowid is not None:
                changes.append(_change(rowid, self.laid(row)))
        self.listing.patch_all(changes)


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = (
            value.get("name")
            or value.get("text")
            or value.get("words")
            or value.get("end")
            or value.get("kind")
        )
    return "–" if value is None else str(value).replace("_", " ")


def _change(rowid: int, found: Laid) -> Change:
    """What the listing has of a claim, as it stands."""
    row = found.row
    who, place, window, value = row["claimant"], row["place"], row["window"], row["value"] or {}
    day = window["end"] or window["start"] or row["published"]
    fields: dict[str, object] = {
        name: row[name] for name in ("party", "actor", "object", "outcome", "voice", "stance", "segment")
    }
    fields |= {name: value.get(name) for name in ("qualifier", "statistic", "unit", "low", "high")}
    fields |= {
        "state": found.state,
        "claimant": who["id"],
        "camp": who["camp"],
        "place": place and place["id"],
        "window_kind": window["kind"],
        "day": date.fromisoformat(day) if day else None,
    }
    names = {"claimant": who["name"]} | ({"place": place["name"]} if place else {})
    return Change(rowid, fields, names)
