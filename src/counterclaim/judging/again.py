"""Judgements after a new run of the machine: which stand, which moved, and what is no longer found.

Nothing of this is kept: it follows from the judgements and the claims, and is found anew on reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from counterclaim.judging.correction import FIELDS
from counterclaim.judging.overlay import Laid, by_subject, laid
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judgements import Judgement, taken_back

How = Literal["same claim", "same place", "same sentence"]

_SPANS = ("number", "evidence")


@dataclass(frozen=True, slots=True)
class Change:
    """A field that the machine now fills otherwise.

    Attributes:
        then, now: what it said when the claim was judged, and what it says.
        judged: what the person made of it.
        settled: the machine now says what the person said.
    """

    field: str
    then: Any
    now: Any
    judged: Any
    settled: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A judged claim that the machine still finds.

    Attributes:
        subject: id of the claim that was judged.
        claim: the row that the machine has now.
        how: the same claim; another at the same place of the text; or the same figure in the same sentence.
        changes: in the order of the codebook; where any is not settled, that is a conflict to be shown.
        laid: the claim that was judged, over what the last judge saw.
        judgements: of the subject, in order; to be laid over ``claim`` where they are carried over.
    """

    subject: str
    claim: Row
    how: How
    changes: tuple[Change, ...]
    laid: Laid
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """A judged claim that the machine no longer finds; attributes as of ``Found``."""

    subject: str
    laid: Laid
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """What became of the judgements of one document.

    Attributes:
        stands: of claims that are there as they were judged.
        conflicts: of claims that are there and have changed.
        carried: whose claim is gone, and is taken to be another one.
        lost: whose claim is gone.
    """

    document: str
    stands: tuple[Found, ...] = ()
    conflicts: tuple[Found, ...] = ()
    carried: tuple[Found, ...] = ()
    lost: tuple[Lost, ...] = ()


def again(
    document: str, judgements: Iterable[Judgement], claims: Sequence[Row], *, moved: Iterable[Judgement] = ()
) -> Again:
    """Finds the judged claims among those of the newest reading of a document.

    Args:
        judgements: of the document's claims.
        claims: of its newest reading.
        moved: judgements of claims of earlier documents at the same source, whose offsets no longer hold.
    """
    there = {row["id"]: row for row in claims}
    stands: list[Found] = []
    changed: list[Found] = []
    here = _standing(judgements)
    for subject, (of, held) in here.items():
        if row := there.get(subject):
            found = _found(subject, row, "same claim", of, held)
            (changed if any(not one.settled for one in found.changes) else stands).append(found)
    # A claim with judgements of its own is not given those of another.
    free = {claim: row for claim, row in there.items() if claim not in here}
    gone = [(True, *one) for one in here.items() if one[0] not in there]
    gone += [(False, *one) for one in _standing(moved).items()]
    carried: list[Found] = []
    lost: list[Lost] = []
    for same_text, subject, (of, held) in gone:
        match = _match(of, free.values(), same_text)
        if match is None:
            lost.append(Lost(subject, of, held))
        else:
            how, row = match
            del free[row["id"]]
            carried.append(_found(subject, row, how, of, held))
    return Again(document, tuple(stands), tuple(changed), tuple(carried), tuple(lost))


def survey(ledger: Ledger) -> Iterator[Again]:
    """What became of the judgements of each current document that has any, in the order of ids."""
    for document in ledger.judgements.documents():
        found = of_document(ledger, document)
        if found.stands or found.conflicts or found.carried or found.lost:
            yield found


def of_document(ledger: Ledger, document: str) -> Again:
    """What became of the judgements of one current document and of those that it took the place of."""
    return _of(ledger, document, _claims(ledger, document))


def counting(ledger: Ledger, document: str) -> list[Row]:
    """The claims of a current document as they count: with what people put right, without what they rejected or
    merged into another."""
    rows = _claims(ledger, document)
    found = _of(ledger, document, rows)
    said = {one.claim["id"]: one.judgements for one in (*found.stands, *found.conflicts, *found.carried)}
    held = [laid(row, said.get(row["id"], ())) for row in rows]
    return [one.row for one in held if one.state not in ("rejected", "merged")]


def _claims(ledger: Ledger, document: str) -> list[Row]:
    return [json.loads(row) for _, _, rows in ledger.links.readings([document]) for row in rows]


def _of(ledger: Ledger, document: str, claims: Sequence[Row]) -> Again:
    held = ledger.judgements
    moved = [one for before in held.replaced(document) for one in held.of_document(before)]
    return again(document, held.of_document(document), claims, moved=moved)


def _standing(judgements: Iterable[Judgement]) -> dict[str, tuple[Laid, tuple[Judgement, ...]]]:
    """What people made of each claim, laid over the row that the last of them saw, by subject."""
    found = {}
    for subject, held in by_subject(one for one in judgements if one.round is None).items():
        gone = taken_back(held)
        if any(one.verdict != "undone" and one.id not in gone for one in held):
            last = laid(held[-1].seen, held).judgement or held[-1]
            found[subject] = laid(last.seen, held), tuple(held)
    return found


def _found(subject: str, row: Row, how: How, of: Laid, held: tuple[Judgement, ...]) -> Found:
    return Found(subject, row, how, tuple(_changes(of, row)), of, held)


def _changes(of: Laid, row: Row) -> Iterator[Change]:
    for field in FIELDS:
        then, now, judged = (_said(field, one.get(field)) for one in (of.machine, row, of.row))
        if now != then:
            yield Change(field, then, now, judged, now == judged)


def _said(field: str, value: Any) -> Any:
    # Where in the text a span stands is no part of what is said.
    return value["text"] if field in _SPANS and value else value


def _match(of: Laid, rows: Iterable[Row], same_text: bool) -> tuple[How, Row] | None:
    """The claim that is most like a judged one, among those at its place, else among those of its sentence."""
    held = sorted(rows, key=lambda row: (-_likeness(of, row), row["id"]))
    if same_text:
        places = [_place(of.machine), _place(of.row)]
        for row in held:
            if _place(row) in places:
                return "same place", row
    told = [row for row in held if _sentence(row) == _sentence(of.machine)]
    # A sentence may give the same figure twice.
    told.sort(key=lambda row: _offset(row) != _offset(of.machine))
    return ("same sentence", told[0]) if told else None


def _likeness(of: Laid, row: Row) -> int:
    return sum(row.get(field) in (of.machine.get(field), of.row.get(field)) for field in FIELDS)


def _place(row: Mapping[str, Any]) -> tuple[Any, ...]:
    at = row["number"] or row["evidence"]
    return row["kind"], at["start"], at["end"]


def _sentence(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return row["kind"], row["number"] and row["number"]["text"], " ".join(row["evidence"]["text"].split())


def _offset(row: Mapping[str, Any]) -> int:
    return int(row["number"]["start"] - row["evidence"]["start"]) if row["number"] else 0
