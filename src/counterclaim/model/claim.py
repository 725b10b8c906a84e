"""Somebody says that so many of something suffered or did something (codebook, section 1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from counterclaim.model.quantity import Value, Window
from counterclaim.model.span import Span

ClaimKind = Literal["quantity", "status", "response"]
Voice = Literal["quote", "indirect", "narrator"]
Stance = Literal["asserted", "estimated", "reported", "denied", "questioned", "predicted"]
SegmentKind = Literal["metadata", "headline", "standfirst", "body", "caption", "boilerplate"]


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who speaks: a person, body, outlet, or an anonymous source as the text names it.

    Attributes:
        id: lower-case words joined by ``_``.
        name: as the text, the world data or the dossier names it.
        camp: the party it speaks for, where that is known.
    """

    id: str
    name: str
    camp: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A named place."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Event:
    """The strike, battle, quake or march a count is about; any field may be unknown."""

    id: str | None = None
    type: str | None = None
    date: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a field has its value.

    Attributes:
        field: the claim's field.
        reason: in words ("the verb 'lost' before the figure").
        at: where in the text the cue stands, None where it stands in no text (a dossier, a default).
    """

    field: str
    reason: str
    at: Span | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of the ledger. Fields are those of the codebook, section 1; None means the text is silent.

    Attributes:
        id: function of the document and of what is claimed, the same in every run.
        kind: ``quantity``; ``status`` and ``response`` have no ``number`` and no ``value``.
        document: the document's id.
        source: the path read, or the record's id.
        number: the exact characters of the figure.
        evidence: the sentence or clause that carries the claim, around the number.
        answers: for a ``response``, the id of the claim it answers.
        doubts: what a reviewer should look at ("broken separator in the figure").
        grounds: how each field was found.
    """

    id: str
    kind: ClaimKind
    document: str
    source: str
    number: Span | None
    evidence: Span
    value: Value | None
    object: str | None
    outcome: str | None
    party: str | None
    actor: str | None
    event: Event | None
    place: Place | None
    window: Window
    stated: tuple[date, date] | None
    claimant: Agent
    relays: tuple[Agent, ...]
    voice: Voice
    stance: Stance
    segment: SegmentKind
    answers: str | None = None
    doubts: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
