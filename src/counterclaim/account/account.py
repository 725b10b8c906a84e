"""What a ledger says of one quantity, whole: rival figures over one time, what follows, and what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from counterclaim.account.beside import Difference, Side, Total
from counterclaim.account.estimated import Bias, Diagnosis, Losses
from counterclaim.account.quantity import Quantity
from counterclaim.account.ranges import Range
from counterclaim.link.statement import Statement

Kind = Literal["running", "stretch", "state", "undated"]


@dataclass(frozen=True, slots=True)
class Held:
    """A quantity that a ledger has claims of.

    Attributes:
        claims: how many stand for their repeats.
        camps: for how many sides those who make them speak; those of no known side are one more.
    """

    quantity: Quantity
    claims: int
    camps: int


@dataclass(frozen=True, slots=True, order=True)
class Time:
    """The time that claims count.

    Attributes:
        kind: ``running``, a total from a beginning to an as-of day; ``stretch``, the days from ``start`` to ``end``;
            ``state``, what was so on a day; ``undated``, where the days are not told.
        start: the first day; of running totals the earliest that one of them tells, None where none does.
        end: the last day; of running totals the as-of day of the latest.
    """

    kind: Kind
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """Rival claims of one quantity over one time.

    Attributes:
        claims: those set beside one another, the first published first; of running totals the latest of each
            speaker that is not later than the as-of day.
        older: of running totals the latest of speakers who have none near that day; in no figure here.
        earlier: how many stands of the same speakers came before.
        later: how many are of days after the as-of day that was asked for.
        loose: how many of ``claims`` are running totals that do not tell their beginning.
        sides: the figures of each camp as it gives them, read by the plain profile.
        range: under the first profile; ``difference`` to the second, None where none was asked for.
        repeats: ids of claims that repeat one of these and add no evidence, some of ``claims`` among them.
    """

    time: Time
    claims: tuple[Statement, ...]
    older: tuple[Statement, ...]
    earlier: int
    later: int
    loose: int
    sides: tuple[Side, ...]
    range: Range
    difference: Difference | None
    repeats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """A claim that is in no range here, with a sentence of why."""

    claim: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Point:
    """What each camp gives for one day: running totals as of it, or the counts of that day alone."""

    day: date
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Follows:
    """What follows for the quantity from claims of it and of what it is part of, or holds.

    Attributes:
        side: whose claims alone it follows from: a camp's id, else a speaker's; None for all claims together.
        name: of the side, to be read; empty for all.
        low, high: units of what is counted; None where nothing sets the end.
        why: a sentence for each end that is set.
        claims: ids that the ends rest on.
        further: whether that is more than the claims of the quantity over that time themselves say.
    """

    side: str | None
    name: str
    low: float | None
    high: float | None
    why: tuple[str, ...]
    claims: tuple[str, ...]
    further: bool


@dataclass(frozen=True, slots=True)
class Cannot:
    """Claims that cannot all be true, or one that would have to give way: a sentence, and ids."""

    why: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What arithmetic says of a quantity.

    Attributes:
        follows: from all claims first, then from each side's alone.
        clashes: the smallest sets that cannot stand together and that touch the claims of this quantity; ``further``
            of them are not listed.
        elsewhere: how many clashes there are among the further claims that were taken in.
        price: the claims that would have to give way, and by how much, for all to hold at the least price, as far as
            they are of this quantity; None where it was not worked out, ``price_why`` then says why.
        taken, left: how many claims were taken in, and how many that may bear on it were too many.
    """

    follows: tuple[Follows, ...] = ()
    clashes: tuple[Cannot, ...] = ()
    further: int = 0
    elsewhere: int = 0
    price: tuple[Cannot, ...] | None = None
    price_why: str = ""
    taken: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Said:
    """A few words, and ids of the claims that they rest on."""

    text: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in pieces, each with its claims."""

    pieces: tuple[Said, ...]

    @property
    def text(self) -> str:
        """The sentence as it is read."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of all its claims, each once, in the order of the words."""
        return tuple(dict.fromkeys(claim for piece in self.pieces for claim in piece.claims))


@dataclass(frozen=True, slots=True)
class Account:
    """What a ledger says of one quantity.

    Attributes:
        held: the quantity, with how many claims there are of it in all.
        as_of: the day that was asked for; None for the latest.
        stand: what it is mainly of: the time for which most camps give figures; None where no claim is left.
        beside: other times, never mixed with it, those with most camps first; ``more`` are not listed.
        aside: claims of the quantity that are in no range.
        points: figures over time, to be drawn; those of ``stand`` where that is a running total.
        estimate, biases, diagnosis: where one was made; biases of sources with most claims first.
        not_estimated: why an estimate that was made tells nothing of it.
        told: the account in words.
    """

    held: Held
    as_of: date | None
    stand: Stand | None
    beside: tuple[Stand, ...]
    more: int
    aside: tuple[Aside, ...]
    points: tuple[Point, ...]
    reckoned: Reckoned = Reckoned()
    estimate: Losses | None = None
    biases: tuple[Bias, ...] = ()
    diagnosis: Diagnosis | None = None
    not_estimated: str = ""
    told: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """A sum over quantities that differ in place alone.

    Attributes:
        total: of the ranges of ``parts``.
        over, ranges: to each part the time that it counts, and its range.
        left_out: quantities that lie within a part or around it, give no place, or have no claim that counts, with
            a sentence of why.
    """

    total: Total
    parts: tuple[Quantity, ...]
    over: tuple[Time, ...]
    ranges: tuple[Range, ...]
    left_out: tuple[tuple[Quantity, str], ...]
