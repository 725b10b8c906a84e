"""The way in from Python: reading reports, and keeping what they claim in a ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from counterclaim.account.account import Account, Added, Held
from counterclaim.account.quantity import Quantity
from counterclaim.accounting import Accounting
from counterclaim.asking import Asking
from counterclaim.columns import arrow_schema, typed
from counterclaim.config import extractor
from counterclaim.engine import LIMIT, map_documents, reports_only
from counterclaim.errors import CounterclaimError, DocumentError, SetAsideError
from counterclaim.ingest import read, set_aside
from counterclaim.judging import overlay
from counterclaim.link.copies import Passage, align
from counterclaim.link.explain import Explained
from counterclaim.link.findings import Finding, Matrix
from counterclaim.link.series import By, Check, Series
from counterclaim.link.statement import Statement
from counterclaim.linking import Linked, link, load_linker
from counterclaim.model import Raw
from counterclaim.model.codec import Row, document_id
from counterclaim.model.flat import COLUMNS, flat_row
from counterclaim.reader import Paths, RowReader, Seen, as_paths, checked_reader
from counterclaim.store import Filter, Kept, Ledger, rows_of
from counterclaim.world import bundled_dossiers, load_dossier, load_world
from counterclaim.world.profile import load_profile

if TYPE_CHECKING:
    import pandas
    import pyarrow

    from counterclaim.account.estimated import Estimate
    from counterclaim.account.estimation.settings import Settings, Watch
    from counterclaim.account.estimation.taken import Taken


T = TypeVar("T")


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
        limit: float = LIMIT,
        retry: bool = False,
        stdin: BinaryIO | None = None,
        watch: Callable[[Seen | DocumentError], None] = lambda _: None,
        note: Callable[[str], None] = lambda _: None,
    ) -> Built:
        """Reads reports and keeps what is new; arguments as for ``read_reports``.

        Nothing is read again that this version, with this dossier, has read before.

        A document that takes too long or ends its process is kept without claims, and with the reason.

        Args:
            retry: read again what was set aside.
            watch: called after each document that was kept, could not be, or was there already.
            note: told in one line of each file that is left out, as by ``read_reports``.

        Raises:
            LedgerError: the file is no ledger, or cannot be written.
            DataError: there is no such dossier, or it is broken.
        """
        reader = checked_reader(dossier)
        added = claims = 0
        problems: list[DocumentError] = []
        with Ledger(self.path, writing=True) as ledger:
            ledger.begin(extractor(), reader.settings(), again=retry)
            new = _New(ledger, reports_only(read(as_paths(paths), stdin), note=note), watch)
            for result in map_documents(RowReader(reader), new, jobs, limit=limit):
                raw = new.drawn.popleft()
                try:
                    told = _keep(ledger, raw, result)
                except DocumentError as error:
                    told = error
                if isinstance(told, DocumentError):
                    problems.append(told)
                elif told.claims is not None:
                    added += 1
                    claims += told.claims
                watch(told)
        return Built(added, new.unchanged, claims, tuple(problems))

    def claims(self, where: Filter | None = None, **filters: Any) -> list[Row]:
        """Claims as rows of the interchange format; ``filters`` are the fields of ``Filter``.

        Those that somebody judged have their corrections, and ``judged``: verdict, judge, time, reason, and as
        ``machine`` what was read where that was put right. What was rejected is among them, and says so.

        Raises:
            LedgerError: there is no ledger at the path.
        """
        with Ledger(self.path) as ledger:
            return list(overlay.standing(ledger, where or Filter(**filters)))

    def claim(self, beginning: str) -> Row:
        """The claim whose id begins so, as ``claims`` gives it.

        Raises:
            LedgerError: there is no ledger at the path, or none or more than one claim.
        """
        with Ledger(self.path) as ledger:
            row = ledger.claim(beginning)
            return overlay.told(overlay.laid(row, ledger.judgements.of(row["id"])))

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

    def link(
        self,
        *,
        dossiers: Sequence[str] = (),
        jobs: int = 1,
        watch: Callable[[str, int, int], None] = lambda _what, _done, _of: None,
    ) -> Linked:
        """Sets claims beside one another: those that came since the last time; arguments as for ``linking.link``.

        Raises:
            LedgerError: there is no ledger at the path, or it cannot be written.
        """
        with Ledger(self.path):
            pass  # where there is none, none is made
        with Ledger(self.path, writing=True) as ledger:
            return link(ledger, dossiers=dossiers, jobs=jobs, watch=watch)

    def relations(self, types: Sequence[str] = (), claim: str | None = None) -> list[Row]:
        """Relations as rows of the interchange format, with their basis; of some types, of one claim. One that
        somebody judged says so as ``judged``, as claims do.

        Raises:
            LedgerError: there is no ledger at the path, or it is not linked.
        """
        with Ledger(self.path) as ledger:
            ledger.links.check()
            said = overlay.of_relations(ledger)
            found = ledger.links.relations(types, claim)
            return [overlay.told(overlay.laid(row, said.get(row["id"], ()))) for row in found]

    def clusters(self, least: int = 2) -> list[Row]:
        """Figures that so many outlets or more give, with how many stand behind them. Raises as ``relations``."""
        with Ledger(self.path) as ledger:
            ledger.links.check()
            return list(ledger.links.clusters(least))

    def copies(self, document: str | None = None) -> list[Row]:
        """Documents that have text in common where they give one figure: ids, and the share of each.

        Args:
            document: an id; only its own.

        Raises:
            LedgerError: there is no ledger at the path, or it is not linked.
        """
        with Ledger(self.path) as ledger:
            ledger.links.check()
            return list(ledger.links.copies(document))

    def text(self, document: str) -> str:
        """The text of a document, in which all offsets count.

        Raises:
            LedgerError: there is no ledger at the path, or no such document.
        """
        with Ledger(self.path) as ledger:
            return str(ledger.document(document)["text"])

    def passages(self, first: str, second: str) -> tuple[Passage, ...]:
        """The text that two documents have in common, word by word; by their ids. Raises as ``copies``."""
        with Ledger(self.path) as ledger:
            (one, spans), (other, other_spans) = ledger.links.prose(first), ledger.links.prose(second)
            return align(one, other, spans, other_spans)

    def findings(self) -> list[Finding]:
        """What no single report says, what matters most first. Raises as ``relations``."""
        return self._ask(Asking.findings)

    def series(
        self, wanted: Callable[[Statement], bool] = lambda _: True, by: By = "claimant"
    ) -> list[Series]:
        """Counts over time among some claims, the longest first. Raises as ``relations``."""
        return self._ask(lambda asking: asking.series(wanted, by))

    def checks(self, wanted: Callable[[Statement], bool] = lambda _: True) -> list[Check]:
        """Claims against the series that their claimants publish. Raises as ``relations``."""
        return self._ask(lambda asking: [found for found, _ in asking.checks(wanted)])

    def matrix(self) -> Matrix:
        """How many figures each camp gives of each party: camp, party, object, outcome. Raises as ``relations``."""
        return self._ask(Asking.matrix)

    def compare(self, one: str, other: str) -> Explained:
        """Why two claims can be compared, or cannot. Raises as ``relations``, and where there is no such claim."""
        return self._ask(lambda asking: asking.compare(one, other))

    def quantities(self, **wanted: str | None) -> list[Held]:
        """What is counted, with how many claims; arguments as of ``Accounting.quantities``.

        Raises:
            LedgerError: there is no ledger at the path, it is not linked, or there are none; names near ones.
        """
        return self._account(lambda accounting: accounting.quantities(**wanted))

    def account(
        self,
        of: Quantity | None = None,
        *,
        as_of: date | None = None,
        profile: str | Path = "plain",
        versus: str | Path | None = None,
        fit: Estimate | None = None,
        **wanted: str | None,
    ) -> Account:
        """What the ledger says of one quantity.

        Args:
            of: the quantity; where it is not given, of those that fit the first of ``quantities``.
            as_of: the day to which running totals count at the latest.
            profile: the coding profile by which a range is made of rival figures, by name or file.
            versus: another, for what changes.
            fit: an estimate (``estimate``), for what it says of the quantity.
            wanted: party, object, outcome and place, by id or name; what is not given is open.

        Raises:
            LedgerError: as ``quantities``.
            DataError: there is no such profile, or it is broken.
        """
        under, other = load_profile(profile), load_profile(versus) if versus else None

        def asked(accounting: Accounting) -> Account:
            one = of or accounting.quantities(**wanted)[0].quantity
            return accounting.account(one, as_of=as_of, profile=under, other=other, fit=fit)

        return self._account(asked)

    def added(
        self, *, as_of: date | None = None, profile: str | Path = "plain", **wanted: str | None
    ) -> Added:
        """The sum over the places of one count; arguments as of ``account``.

        Raises:
            LedgerError: as ``quantities``; or what fits differs in more than its place, or none of it counts.
            DataError: there is no such profile, or it is broken.
        """
        under = load_profile(profile)
        return self._account(lambda a: a.added(a.quantities(**wanted), as_of=as_of, profile=under))

    def taken(self, *, by: By = "camp", since: date | None = None) -> Taken:
        """The counts that an estimate can be made from, and what it leaves out.

        Args:
            by: whether those who speak for one side are one source, or each claimant is one.
            since: the day from which running totals count; the earliest that a claim tells unless given.

        Raises:
            LedgerError: there is no ledger at the path, or it is not linked.
        """
        from counterclaim.account.estimation.taken import take

        name = load_linker().wording.name
        found = self._ask(lambda asking: take(asking.statements(), name, by_camp=by == "camp"))
        return replace(found, first=since) if since else found

    def estimate(
        self,
        settings: Settings | None = None,
        *,
        by: By = "camp",
        since: date | None = None,
        watch: Watch = lambda _what, _done, _of: None,
    ) -> Estimate:
        """Losses over time and the bias of each source, estimated together from all that is counted.

        Args:
            settings: how to sample; for a first look ``Settings(preview=True)``.
            by, since: as of ``taken``.
            watch: told what is done, how much of how much.

        Raises:
            DeclinedError: there are too few claims.
            LedgerError: as ``taken``.
            CounterclaimError: what the extra ``estimate`` brings is not installed.
        """
        from counterclaim.account.estimation.fitting import estimate

        return estimate(self.taken(by=by, since=since), settings, watch)

    def _account(self, question: Callable[[Accounting], T]) -> T:
        with Ledger(self.path) as ledger:
            return question(Accounting(ledger, load_linker()))

    def _ask(self, question: Callable[[Asking], T]) -> T:
        with Ledger(self.path) as ledger:
            return question(Asking(ledger, load_linker()))

    def flat(self, where: Filter | None = None, **filters: Any) -> Iterator[Row]:
        """Claims with one value per column of ``COLUMNS``, the document's own among them."""
        with Ledger(self.path) as ledger:
            documents = {row["id"]: row for row in ledger.documents()}
            for claim in overlay.standing(ledger, where or Filter(**filters)):
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
        columns: dict[str, list[Any]] = {name: [] for name in COLUMNS}
        for row in self.flat(**filters):
            for name, value in row.items():
                columns[name].append(typed(name, value))
        return pyarrow.table(columns, schema=arrow_schema(pyarrow))

    def to_pandas(self, **filters: Any) -> pandas.DataFrame:
        """The table of ``to_arrow`` as a pandas frame. Raises as that does, and where pandas is missing."""
        table = self.to_arrow(**filters)
        try:
            return table.to_pandas()
        except ImportError as error:
            raise CounterclaimError(_NEEDS_TABLES) from error


_NEEDS_TABLES = "tables need pandas and pyarrow: pip install 'counterclaim[tables]'"


def _keep(
    ledger: Ledger, raw: Raw | DocumentError, result: tuple[Seen, Kept] | DocumentError
) -> Seen | DocumentError:
    """Keeps what was read; of what was set aside, that it was."""
    if isinstance(raw, DocumentError):
        return raw
    if isinstance(result, DocumentError):
        if isinstance(result, SetAsideError):
            ledger.keep(raw, rows_of(set_aside(raw, result), ()))
        return result
    told, kept = result
    return told if ledger.keep(raw, kept) else replace(told, claims=None)


class _New:
    """The documents a ledger has not read yet; others are only noted at where they were met.

    Attributes:
        drawn: what was passed on and has no result yet, in order.
        unchanged: how many were held already.
    """

    def __init__(
        self,
        ledger: Ledger,
        raws: Iterator[Raw | DocumentError],
        watch: Callable[[Seen | DocumentError], None],
    ) -> None:
        self._ledger, self._raws, self._watch = ledger, raws, watch
        self.drawn: deque[Raw | DocumentError] = deque()
        self.unchanged = 0

    def __iter__(self) -> Iterator[Raw | DocumentError]:
        for raw in self._raws:
            if isinstance(raw, Raw) and self._ledger.has(document := document_id(raw)):
                self._ledger.sight(raw.source, document)
                self.unchanged += 1
                self._watch(Seen(raw.source, len(raw.data), None))
            else:
                self.drawn.append(raw)
                yield raw
