"""Accounts of what a linked ledger holds: of each quantity who claims what, what follows, what is not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import msgspec

from counterclaim.account.account import Account, Added, Held, Time
from counterclaim.account.arithmetic import load_arithmetic
from counterclaim.account.beside import total
from counterclaim.account.estimated import Estimate
from counterclaim.account.family import apart, family, reach
from counterclaim.account.make import Around, By, make
from counterclaim.account.naming import FIELDS, NONE, fields, meant, near, nearest, options
from counterclaim.account.quantity import Quantity
from counterclaim.account.ranges import Range, recount
from counterclaim.account.stands import Gathered, gather
from counterclaim.errors import LedgerError
from counterclaim.link.statement import Statement
from counterclaim.linking import Linker
from counterclaim.store import Ledger
from counterclaim.world.profile import Profile, load_profile

_STATEMENT = msgspec.msgpack.Decoder(Statement)
# Claims that arithmetic takes in, at most.
_TAKEN = 1500


class Accounting:
    """Accounts of a ledger that is linked.

    Args:
        ledger: open.
        linker: for the rules and the words.
        grown: answer from what was linked where the ledger has grown since.

    Raises:
        LedgerError: it is not linked, has grown since, or was linked by an older version.
    """

    def __init__(self, ledger: Ledger, linker: Linker, *, grown: bool = False) -> None:
        self._ledger, self._linker = ledger, linker
        self._links = ledger.links
        self._links.check(grown=grown)

    def quantities(
        self,
        party: str | None = None,
        object: str | None = None,  # noqa: A002 (the field's name)
        outcome: str | None = None,
        place: str | None = None,
    ) -> list[Held]:
        """The quantities that have the fields given, by id or name; None leaves one open, ``none`` takes a blank.

        Of a question that is open in all fields those on which most camps speak come first, and none that does not
        tell what is counted; else those with most claims.

        Raises:
            LedgerError: there are none; names near ones.
        """
        given = dict(zip(FIELDS, (party, object, outcome, place), strict=True))
        wanted = {name: self._meant(name, text) for name, text in given.items() if text is not None}
        found = self._held(**wanted)
        if wanted:
            found.sort(key=lambda one: (-one.claims, one.quantity))
        else:
            found = [one for one in found if one.quantity.object and one.quantity.outcome]
            found.sort(key=lambda one: (-one.camps, -one.claims, one.quantity))
        if not found:
            hints = "; ".join(options(one.quantity) for one in nearest(wanted, self._held()))
            asked = ", ".join(f"{name} {value or NONE}" for name, value in wanted.items()) or "any quantity"
            raise LedgerError(
                f"{self._ledger.path}: holds no claim of {asked}{f'; there are {hints}' if hints else ''}"
            )
        return found

    def _held(self, places: Collection[str] | None = None, **wanted: str) -> list[Held]:
        return [Held(Quantity(*row[:4]), *row[4:]) for row in self._links.quantities.all(places, **wanted)]

    def _meant(self, field: str, text: str) -> str:
        values, wording = self._links.quantities.values(field), self._linker.wording
        found = meant(text, values, wording)
        if found is None:
            hints = ", ".join(near(text, values, wording)) or "none at all"
            raise LedgerError(f"{self._ledger.path}: no claim has the {field} {text}; near it are: {hints}")
        return found

    def account(
        self,
        of: Quantity,
        *,
        as_of: date | None = None,
        profile: Profile | None = None,
        other: Profile | None = None,
        sides: Collection[str] | None = None,
        fit: Estimate | None = None,
        claims: Sequence[Statement] | None = None,
    ) -> Account:
        """The account of one quantity.

        Args:
            as_of: the day to which running totals count at the latest; the latest there is where it is not given.
            profile: by which a range is made of rival figures; ``plain`` where it is not given.
            other: a second one, for what changes.
            sides: ids of the parties to the event; without them every camp is taken for one.
            fit: an estimate, for what it says of the quantity.
            claims: all that ``claims`` gives, where they were read already.

        Raises:
            LedgerError: there is no claim of it.
        """
        held = next(iter(self._held(**dict(zip(FIELDS, fields(of), strict=True)))), None)
        if held is None:
            raise LedgerError(f"{self._ledger.path}: holds no claim of {options(of)}")
        claims = self.claims(of) if claims is None else claims
        around = Around(lambda main: self._kin(of, main, claims), self._links.repeating)
        by = By(profile or load_profile(), other, as_of, sides, fit)
        return make(held, claims, around, by, self._linker.rules, self._linker.wording)

    def added(
        self, parts: Sequence[Held], *, as_of: date | None = None, profile: Profile | None = None
    ) -> Added:
        """The sum of quantities that differ in place alone, each over the time that its account is mainly of.

        A place that lies within another or around it is left out: the wider one counts, or else the one with more
        claims. Whether the others share something is not known of all places, and is for the reader to judge.

        Raises:
            LedgerError: they differ in more than place, or nothing of them counts.
        """
        if len({(one.quantity.party, one.quantity.object, one.quantity.outcome) for one in parts}) != 1:
            raise LedgerError(
                "only what differs in place alone can be added; give the party, the object and the outcome"
            )
        under, rules = profile or load_profile(), self._linker.rules
        kept, out = apart(parts, rules.kinds, self._linker.wording)
        ranges: dict[Quantity, Range] = {}
        over: dict[Quantity, Time] = {}
        for of in kept:
            found, _ = gather(self.claims(of), as_of)
            one = recount(found[0].claims, under, rules) if found else None
            if one is None or not one.counted:
                out.append((of, "No claim of it counts."))
            else:
                ranges[of], over[of] = one, found[0].time
        if not ranges:
            raise LedgerError(f"{self._ledger.path}: nothing of this counts under {under.title}")
        made = list(ranges.values())
        return Added(total(made), tuple(ranges), tuple(over.values()), tuple(made), tuple(sorted(out)))

    def claims(self, of: Quantity) -> list[Statement]:
        """The claims of a quantity that stand for their repeats."""
        return [_STATEMENT.decode(body) for body in self._links.quantities.statements(*fields(of))]

    def _kin(
        self, of: Quantity, main: Gathered, claims: Sequence[Statement]
    ) -> tuple[Sequence[Statement], int]:
        """The claims that can bear on a quantity, those that do so most directly first, up to a limit."""
        kinds = self._linker.rules.kinds
        known = {one.quantity: one.claims for one in self._held(reach(of, kinds), party=of.party)}
        near = _Near(main)
        taken = near.of(claims, _TAKEN)
        left = len(claims) - len(taken)
        for one in family(of, known.keys(), kinds, load_arithmetic(kinds))[1:]:
            # Read only where there is room: a wide quantity may have very many claims.
            room = _TAKEN - len(taken)
            further = near.of(self.claims(one), room) if room > 0 else []
            taken += further
            left += known[one] - len(further)
        return taken, left


class _Near:
    """Chooses the claims that are nearest in time to those that an account is mainly of."""

    def __init__(self, main: Gathered) -> None:
        self._own = {claim.id for claim in main.claims}
        self._end = main.time.end.toordinal() if main.time.end else None

    def of(self, claims: Sequence[Statement], most: int) -> list[Statement]:
        """So many of some claims."""
        if len(claims) <= most:
            return list(claims)
        return sorted(claims, key=self._distance)[:most]

    def _distance(self, claim: Statement) -> tuple[bool, int, str]:
        day = claim.end if claim.end is not None else claim.start
        apart = abs(day - self._end) if day is not None and self._end is not None else 10**9
        return claim.id not in self._own, apart, claim.id
