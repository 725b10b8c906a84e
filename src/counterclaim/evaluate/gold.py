"""Claims as a person coded them, and what is accepted for each field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from counterclaim.errors import DataError
from counterclaim.model import Number, Span

# What a field may be: any of these. None among them: it may be left blank.
Accepted = tuple[str | None, ...]
ANY = "*"
OPEN: Accepted = (ANY,)
BLANK: Accepted = (None,)


@dataclass(frozen=True, slots=True)
class WantedValue:
    """A figure as coded; with ``qualifier`` open, only the figure itself counts and not its bound."""

    low: Number | None
    high: Number | None
    qualifier: Accepted
    statistic: Accepted = ("total",)
    unit: Accepted = BLANK


@dataclass(frozen=True, slots=True)
class WantedWindow:
    """The time counted, as coded: a day in ISO form, or None where it is not scored."""

    kind: Accepted
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """One claim as coded. A field that is ``OPEN`` is not scored, one that is ``BLANK`` must be left blank.

    Attributes:
        document: the coded document's id.
        optional: nothing is lost where it is not found.
        evidence: the words around the number, where the coder kept them.
    """

    id: str
    document: str
    number: Span
    value: WantedValue
    object: Accepted
    outcome: Accepted
    party: Accepted
    claimant: Accepted
    actor: Accepted = OPEN
    place: Accepted = OPEN
    window: WantedWindow = WantedWindow(OPEN)
    relays: tuple[str, ...] = ()
    voice: Accepted = OPEN
    stance: Accepted = OPEN
    segment: Accepted = OPEN
    optional: bool = False
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A coded document.

    Attributes:
        outlet: the publication; as a claimant it is the same as ``narrator``.
        tolerance: days by which a window's end may be off, where the day of publication is not sure.
        tolerated: stretches of text where a claim that nobody coded is no error.
    """

    id: str
    outlet: str | None = None
    tolerance: int = 2
    tolerated: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Gold:
    """Documents and claims as coded."""

    documents: tuple[Coded, ...]
    claims: tuple[Wanted, ...]


_Options = str | None | list[str | None]


class _Span(msgspec.Struct):
    start: int
    end: int
    text: str = ""


class _Value(msgspec.Struct):
    qualifier: _Options
    low: int | float | None = None
    high: int | float | None = None
    statistic: _Options = "total"
    unit: _Options = None


class _Window(msgspec.Struct):
    kind: _Options = "unknown"
    start: str | None = None
    end: str | None = None


class _Claim(msgspec.Struct):
    id: str
    document: str
    number: _Span
    value: _Value
    object: _Options
    outcome: _Options
    party: _Options
    claimant: _Options
    window: _Window = msgspec.field(default_factory=_Window)
    actor: _Options = None
    place: _Options = None
    relays: list[str] | None = None
    voice: _Options = ANY
    stance: _Options = ANY
    segment: _Options = "body"
    optional: bool = False
    evidence: _Span | None = None


class _Document(msgspec.Struct):
    id: str
    outlet: str | None = None
    published_tolerance_days: int = 2


class _NoClaim(msgspec.Struct):
    document: str
    text: str
    start: int
    tolerated: bool = False


class _Gold(msgspec.Struct):
    documents: list[_Document]
    claims: list[_Claim]
    not_claims: list[_NoClaim] = []


def read_gold(path: str | Path) -> Gold:
    """Labels in JSON: ``documents``, ``claims``, ``not_claims``, with the fields of the codebook.

    A list means any of these, ``"*"`` not scored. A blank outcome, actor or relay is not scored; a blank
    party, place or unknown window must be left blank.

    Raises:
        DataError: the file is not there or not of this form; names the entry.
    """
    try:
        held = msgspec.json.decode(Path(path).read_bytes(), type=_Gold)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: no labels: {error}") from error
    known = {one.id for one in held.documents}
    for claim in held.claims:
        if claim.document not in known:
            raise DataError(f"{path}: claim {claim.id}: document {claim.document} is not among the documents")
    documents = (_coded(document, held.not_claims) for document in held.documents)
    return Gold(tuple(documents), tuple(map(_wanted, held.claims)))


def _coded(document: _Document, others: Iterable[_NoClaim]) -> Coded:
    tolerated = (o for o in others if o.tolerated and o.document == document.id)
    return Coded(
        id=document.id,
        outlet=document.outlet,
        tolerance=max(document.published_tolerance_days, 1),
        tolerated=tuple((o.start, o.start + len(o.text)) for o in tolerated),
    )


def _wanted(claim: _Claim) -> Wanted:
    value, window, party, evidence = claim.value, claim.window, accepted(claim.party), claim.evidence
    return Wanted(
        id=claim.id,
        document=claim.document,
        number=Span(claim.number.start, claim.number.end, claim.number.text),
        value=WantedValue(
            value.low, value.high, accepted(value.qualifier), accepted(value.statistic), accepted(value.unit)
        ),
        object=accepted(claim.object),
        outcome=_unless_blank(claim.outcome),
        party=OPEN if None in party and party != BLANK else party,
        claimant=accepted(claim.claimant),
        actor=_unless_blank(claim.actor),
        place=accepted(claim.place),
        window=WantedWindow(accepted(window.kind), _day(window.start), _day(window.end)),
        relays=tuple(claim.relays or ()),
        voice=accepted(claim.voice),
        stance=accepted(claim.stance),
        segment=accepted(claim.segment),
        optional=claim.optional,
        evidence=None if evidence is None else Span(evidence.start, evidence.end, evidence.text),
    )


def accepted(options: Any) -> Accepted:
    """One value, or a list of them, as what is accepted."""
    return tuple(options) if isinstance(options, list) else (options,)


def _unless_blank(options: _Options) -> Accepted:
    return OPEN if options is None else accepted(options)


def _day(text: str | None) -> str | None:
    return None if text == ANY else text
