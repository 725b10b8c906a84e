"""What the pages of one ledger are made from: the ledger, its listing, what was worked out beforehand, the words."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterclaim.config import linker
from counterclaim.errors import JudgementError, LedgerError
from counterclaim.export.words import NOTHING
from counterclaim.judging.again import Found, Lost
from counterclaim.judging.overlay import Laid, laid
from counterclaim.linking import link, load_linker
from counterclaim.model.codec import Row, is_document
from counterclaim.store import Ledger
from counterclaim.store.judgements import Judgement
from counterclaim.store.listing import Listing
from counterclaim.web.brief import brief
from counterclaim.web.kept import Kept
from counterclaim.web.page import NotThereError
from counterclaim.web.ready import Watch, made, taken_in

if TYPE_CHECKING:
    from counterclaim.account.estimated import Estimate

# What tells the most of a field that has parts.
_TOLD_BY = ("name", "text", "words", "end", "kind")
# A ledger of so many claims is made ready while a reader waits; a larger one in the background.
_AT_ONCE = 30_000
# Seconds that a reader waits for it: another program may be writing.
_PATIENCE = 3.0
# Seconds between two looks at what others did to the ledger.
_OFTEN = 0.5
# So many new reports are set beside the others while somebody waits.
_MOST_REPORTS = 500


class Desk:
    """The pages' way to one ledger; safe to use from many threads.

    Args:
        path: the ledger.
        estimate: a fit, for what it says of quantities.
        watch: told of progress while the ledger is made ready.

    Attributes:
        behind: why what came into the ledger of late is not shown yet; empty where all of it is.

    Raises:
        LedgerError: there is no ledger, or its claims are not linked.
    """

    def __init__(
        self, path: Path, estimate: Estimate | None = None, watch: Watch = lambda _what, _done, _of: None
    ) -> None:
        self.path, self.estimate, self.linker = path, estimate, load_linker()
        self._renewing, self._judging, self._asked = threading.Lock(), threading.Lock(), 0.0
        self._ready, self.behind = made(path, self.linker, watch), ""
        self._waiting = (0, 0)

    def told(self, error: Exception) -> str:
        """What an error says, for readers: where the ledger lies on the machine is none of theirs."""
        return str(error).replace(str(self.path), self.path.name)

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

    @property
    def waiting(self) -> tuple[int, int]:
        """How many reports and judgements are not yet set beside the others."""
        return self._waiting

    def link(self) -> None:
        """Sets beside the others what came and what was judged since the last time.

        Raises:
            JudgementError: that is more than should be done while somebody waits; says what to do.
            LedgerError: as ``linking.link``.
        """
        with self.reading() as ledger:
            done, (reports, _) = ledger.links.progress(), ledger.links.waiting()
        if done is None or done.linker != linker() or reports > _MOST_REPORTS:
            raise JudgementError(
                f"this takes longer than a page can wait; run: counterclaim link {self.path.name}"
            )
        with Ledger(self.path, writing=True) as ledger:
            link(ledger)
        self.catch_up(at_once=True)

    def name(self, known: str | None) -> str:
        """How somebody or somewhere is called."""
        if known is None or is_document(known):
            return NOTHING
        return self.listing.name(known) or self.linker.wording.name(known)

    def brief(self, claim: Row, found: Laid | None = None) -> dict[str, Any]:
        """A claim in words; for rows that ``Lookup.claims`` gives.

        Args:
            found: the claim as it is to be told; as it stands after what people said of it where it is left out.
        """
        found, outlet = found or self.laid(claim), claim["outlet"]
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
        """A document with its text, and ``source`` where it was met last; raises ``NotThereError`` where it is not."""
        try:
            row = ledger.lookup.document(document)
        except LedgerError as error:
            raise NotThereError(f"the ledger holds no document {document[:40]}") from error
        return row | {"source": ledger.lookup.source(document) or row["source"]}

    def laid(self, claim: Row) -> Laid:
        """A claim with what people said of it laid over it."""
        return self._ready.laid(claim)

    def judgements(self, subject: str) -> tuple[Judgement, ...]:
        """What people said of a claim or relation, outside of rounds."""
        return self._ready.of(subject)

    def conflict(self, claim: str) -> str:
        """In words, what a new run of the machine changed of a claim after it was judged; empty where nothing."""
        found = self._ready.again.get(claim)
        if found is None or self._settled(claim, found):
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

    def read_anew(self) -> tuple[list[str], tuple[Lost, ...]]:
        """Ids of claims that were read anew since they were judged and are not settled, and judged claims that the
        machine no longer finds."""
        return [claim for claim in self._ready.again if self.conflict(claim)], self._ready.lost

    def _settled(self, claim: str, found: Found) -> bool:
        """Whether somebody judged a claim since it was found to have changed."""
        decided = laid({}, self._ready.of(claim)).judgement
        return decided is not None and decided.id > found.judgements[-1].id

    def catch_up(self, *, at_once: bool = False) -> None:
        """Takes in what was judged, and what came into the ledger, since the last time.

        Args:
            at_once: even where that was asked a moment ago.
        """
        now = time.monotonic()
        if not at_once and now - self._asked < _OFTEN:
            return
        self._asked = now
        with self.reading() as ledger:
            with self._judging:
                self._ready = taken_in(ledger, self._ready)
            stale, self._waiting = self.listing.stale(ledger), ledger.links.waiting()
        if stale and self._renewing.acquire(blocking=False):
            renewing = threading.Thread(target=self._renew, daemon=True)
            renewing.start()
            if self.listing.size <= _AT_ONCE:
                renewing.join(_PATIENCE)

    def _renew(self) -> None:
        try:
            found = made(self.path, self.linker, lambda _what, _done, _of: None)
            with self._judging, self.reading() as ledger:
                self._ready, self.behind = taken_in(ledger, found), ""
        except LedgerError as error:  # not linked yet: what was made before stays until it is
            self.behind = f"What came into the ledger of late is not shown yet. {self.told(error)}"
        finally:
            self._renewing.release()


def _plain(value: Any) -> str:
    """A field in a few words."""
    if isinstance(value, dict):
        value = next((value[name] for name in _TOLD_BY if value.get(name)), None)
    return "–" if value is None else str(value).replace("_", " ")
