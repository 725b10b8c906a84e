"""How far the coders of a round agree, field by field, and where they do not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from counterclaim.judging.alpha import agreeing, alpha, nominal, ratio
from counterclaim.judging.overlay import Laid, State, by_subject, laid
from counterclaim.store.judgements import Judgement, Round

VERDICT, RELATION = "verdict", "relation"
# What a verdict says of whether this is a claim.
_IS_A_CLAIM: dict[State, str] = {
    "accepted": "claim",
    "corrected": "claim",
    "merged": "merged",
    "rejected": "rejected",
}
_FIGURES = ("low", "high")
_FIELDS: dict[str, Callable[[Mapping[str, Any]], Any]] = {
    "number": lambda row: row["number"] and (row["number"]["start"], row["number"]["end"]),
    "low": lambda row: row["value"] and row["value"]["low"],
    "high": lambda row: row["value"] and row["value"]["high"],
    "object": lambda row: row["object"],
    "outcome": lambda row: row["outcome"],
    "party": lambda row: row["party"],
    "place": lambda row: row["place"] and row["place"]["id"],
    "window_kind": lambda row: row["window"]["kind"],
    "window_start": lambda row: row["window"]["start"],
    "window_end": lambda row: row["window"]["end"],
    "claimant": lambda row: row["claimant"]["id"],
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree on one field.

    Attributes:
        field: ``verdict`` is whether something is a claim at all, ``relation`` whether a relation holds; the others
            are of what is taken for a claim, and blanks are values like others.
        units: how many claims or relations two or more of them judged.
        share: of pairs of judgements of one unit that are alike; None where there are none.
        alpha: Krippendorff's; of ``low`` and ``high`` by ratio, among those that two or more give a number; of the
            others nominal. None where it is not defined: fewer than two units, or no variation.
    """

    field: str
    units: int
    share: float | None
    alpha: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim or relation that coders judge differently.

    Attributes:
        fields: in which, named as those of ``Agreement``.
        coded: what each of those who judged it made of it, by name, in the order of the round's coders.
        settled: the judgement outside the round that came after theirs and decides; None where there is none yet.
    """

    subject: str
    document: str | None
    fields: tuple[str, ...]
    coded: tuple[tuple[str, Laid], ...]
    settled: Judgement | None


def agreements(judgements: Iterable[Judgement], of: Round) -> tuple[Agreement, ...]:
    """The agreement of a round's coders in each field: the verdict first, relations last.

    Args:
        judgements: those of the round; others do not count.
    """
    units: dict[str, list[list[Any]]] = {name: [] for name in (VERDICT, *_FIELDS, RELATION)}
    for _, held in _coded(judgements, of):
        for name, values in _values(held).items():
            if len(values) > 1:
                units[name].append([*values.values()])
    return tuple(_agreement(name, found) for name, found in units.items())


def differences(judgements: Iterable[Judgement], of: Round) -> list[Difference]:
    """What the coders of a round judge differently, in the order of documents and of subjects in them.

    Args:
        judgements: those of the round, and those outside of it by which it is settled.
    """
    given = list(judgements)
    decided = by_subject(one for one in given if one.round is None)
    found = []
    for subject, held in _coded(given, of):
        fields = tuple(name for name, values in _values(held).items() if len({*values.values()}) > 1)
        if fields:
            last = max(one.judgement.id for one in held.values() if one.judgement)
            first = next(iter(held.values()))
            outside = laid(first.machine, decided.get(subject, ())).judgement
            settled = outside if outside and outside.id > last else None
            document = first.judgement.document if first.judgement else None
            found.append(Difference(subject, document, fields, tuple(held.items()), settled))
    return sorted(found, key=lambda one: (one.document or "", _at(one), one.subject))


def _coded(judgements: Iterable[Judgement], of: Round) -> Iterator[tuple[str, dict[str, Laid]]]:
    """What each coder made of each subject: over the row that each of them saw."""
    for subject, held in by_subject(one for one in judgements if one.round == of.id).items():
        found = {}
        for coder in of.coders:
            own = [one for one in held if one.judge == coder]
            if own and (last := laid({}, own, round=of.id, judge=coder).judgement):
                found[coder] = laid(last.seen, own, round=of.id, judge=coder)
        if found:
            yield subject, found


def _values(held: Mapping[str, Laid]) -> dict[str, dict[str, Any]]:
    """What each coder says, by field; of what is rejected or merged the verdict alone."""
    first = next(iter(held.values()))
    if "evidence" not in first.machine:
        return {RELATION: {coder: of.state == "rejected" for coder, of in held.items()}}
    found: dict[str, dict[str, Any]] = {VERDICT: {c: _IS_A_CLAIM[of.state] for c, of in held.items()}}
    claims = {coder: of.row for coder, of in held.items() if _IS_A_CLAIM[of.state] == "claim"}
    return found | {name: {c: said(row) for c, row in claims.items()} for name, said in _FIELDS.items()}


def _agreement(name: str, units: list[list[Any]]) -> Agreement:
    if name in _FIGURES:
        told = [[value for value in unit if value is not None] for unit in units]
        return Agreement(name, len(units), agreeing(units), alpha(told, ratio))
    return Agreement(name, len(units), agreeing(units), alpha(units, nominal))


def _at(one: Difference) -> int:
    row = one.coded[0][1].machine
    return int((row.get("number") or row.get("evidence") or {"start": 0})["start"])
