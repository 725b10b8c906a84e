"""Judgements laid over what the machine found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, cast

from counterclaim.model.codec import Row
from counterclaim.store import Filter, Ledger
from counterclaim.store.judgements import Judgement, taken_back

State = Literal["unjudged", "accepted", "corrected", "rejected", "merged"]

_SAYS_NOTHING = ("noted", "undone")


@dataclass(frozen=True, slots=True)
class Laid:
    """A claim or relation as it stands.

    Attributes:
        row: with all corrections; those of a rejected claim too.
        judgement: the one that decides the state; None where it is unjudged.
        machine: the row as the machine has it.
        fields: those that differ between the two, in the order of the row.
    """

    row: Row
    state: State
    judgement: Judgement | None
    machine: Row
    fields: tuple[str, ...]


def laid(
    row: Row,
    judgements: Iterable[Judgement],
    *,
    round: int | None = None,  # noqa: A002 (what it is)
    judge: str | None = None,
) -> Laid:
    """A machine's row with the judgements of it, in whatever order they come.

    The last one that says something decides; corrections add up. What was coded in a round counts for nothing here
    until it is adjudicated, by a judgement outside of it.

    Args:
        judgements: of this row alone.
        round, judge: what one coder of a round sees: their own judgements in it, and no others.
    """
    held = [one for one in judgements if one.round == round and (round is None or one.judge == judge)]
    gone = taken_back(held)
    corrections: Row = {}
    last: Judgement | None = None
    for one in sorted(held, key=lambda one: one.id):
        if one.id in gone or one.verdict in _SAYS_NOTHING:
            continue
        last = one
        if one.verdict == "corrected":
            corrections |= one.correction or {}
    stands = row | corrections
    state = cast(State, last.verdict) if last else "unjudged"
    differing = tuple(field for field in stands if field not in row or stands[field] != row[field])
    return Laid(stands, state, last, row, differing)


def by_subject(judgements: Iterable[Judgement]) -> dict[str, list[Judgement]]:
    """Judgements by the claim or relation that they are of."""
    found: dict[str, list[Judgement]] = {}
    for one in judgements:
        found.setdefault(one.subject, []).append(one)
    return found


def of_relations(ledger: Ledger) -> dict[str, list[Judgement]]:
    """What people say of relations, by their ids."""
    return by_subject(one for one in ledger.judgements.all() if one.document is None and one.round is None)


def rejected_relations(ledger: Ledger) -> set[str]:
    """Ids of the relations that people say do not hold."""
    return {one for one, said in of_relations(ledger).items() if laid({}, said).state == "rejected"}


def told(of: Laid) -> Row:
    """The row as it stands, with who judged it, and how, as ``judged``, where somebody did."""
    if of.judgement is None:
        return of.row
    judged = {
        "verdict": of.state,
        "judge": of.judgement.judge,
        "at": of.judgement.at,
        "reason": of.judgement.reason,
        "machine": {field: of.machine.get(field) for field in of.fields},
    }
    return of.row | {"judged": judged | (of.judgement.correction or {} if of.state == "merged" else {})}


def standing(ledger: Ledger, where: Filter | None = None) -> Iterator[Row]:
    """Claims as ``Ledger.claims`` gives them, as they stand: ``where`` is asked of them with their corrections."""
    judged = by_subject(one for one in ledger.judgements.all() if one.round is None)
    corrected = {
        subject for subject, held in judged.items() if any(one.verdict == "corrected" for one in held)
    }
    for row in ledger.claims(where, also=corrected):
        held = judged.get(row["id"])
        if held is None:
            yield row
            continue
        of = laid(row, held)
        if row["id"] not in corrected or ledger.fits(of.row, where):
            yield told(of)
