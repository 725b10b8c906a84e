"""A claim as it is set beside others: what comparing needs of it and of its report, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

import msgspec

from counterclaim.extraction.happening import AMONG, AT_HEAD, PART
from counterclaim.link.copies import shingles
from counterclaim.link.scene import Scene, scene
from counterclaim.link.sentence import degree, is_fresh, is_superseded, state_counted
from counterclaim.model import Agent, Claim

_HURT = ("wounded", "hospitalised")
NARRATOR, UNNAMED = "narrator", "unnamed"
# What tells that a figure goes with the one before it, by the extractor's reasons.
_TOLD_AS_PART = {AMONG: "among", AT_HEAD: "beside", PART: "part"}


class Statement(msgspec.Struct, frozen=True, array_like=True):
    """A claim to be compared. Days are ordinals of the proleptic Gregorian calendar, as ``date.toordinal``.

    Attributes:
        outlet: who published it; the document's id where that is not known.
        at: offset of the number in its text; ``sentence`` of the evidence.
        figure: the number that the words name, whatever the hedge; None for a vague word.
        said: the last day on which it may have been said, where the text tells.
        told_as: ``part`` of the figure before, ``among`` those that follow, ``beside`` in one list, or empty.
        of_state: the state whose people are counted, where the words right after the figure say so.
        degree: how badly those who are counted were hurt, where that is said.
        fresh: the sentence counts within what has just happened ("in new attacks").
        superseded: the sentence tells of the figure as one that another has taken the place of.
        scene: where and when the report's own event was, so far as its claims tell.
        own_place: the claim gives its place itself; it is not its report's.
        wording: fingerprints of its sentence, by which a copied one is known.
        echoes: ids of the claims of the same report that repeat it.
    """

    id: str
    document: str
    outlet: str
    outlet_name: str
    outlet_camp: str | None
    published: int | None
    at: int
    sentence: int
    segment: str
    voice: str
    stance: str
    claimant: str
    name: str
    camp: str | None
    words: str
    low: float | None
    high: float | None
    figure: float | None
    qualifier: str
    statistic: str
    unit: str | None
    object: str | None
    outcome: str | None
    party: str | None
    place: str | None
    kind: str
    start: int | None
    end: int | None
    said: int | None = None
    told_as: str = ""
    of_state: str | None = None
    degree: str = ""
    fresh: bool = False
    superseded: bool = False
    scene: Scene = Scene()
    own_place: bool = True
    wording: tuple[int, ...] = ()
    echoes: tuple[str, ...] = ()


class Published(msgspec.Struct, frozen=True):
    """When a report was published; None if unknown."""

    day: date | None = None


class Report(msgspec.Struct, frozen=True):
    """What comparing needs to know of a document; the JSON of one can be read as this."""

    id: str
    outlet: Agent | None
    published: Published


class Comparable(Protocol):
    """A ``Document`` or a ``Report``."""

    @property
    def id(self) -> str: ...
    @property
    def outlet(self) -> Agent | None: ...
    @property
    def published(self) -> Dated: ...


class Dated(Protocol):
    """With a day, None if unknown."""

    @property
    def day(self) -> date | None: ...


def statements(document: Comparable, claims: Sequence[Claim]) -> list[Statement]:
    """The quantities of one document in the order of its text; other kinds of claim have no figure."""
    held = sorted((c for c in claims if c.value and c.number), key=lambda c: (_at(c), c.id))
    around = scene(document.published.day, held)
    return [_statement(claim, document, around) for claim in held]


def _statement(claim: Claim, document: Comparable, around: Scene) -> Statement:
    value, window, number = claim.value, claim.window, claim.number
    assert value  # noqa: S101 (chosen by the caller)
    assert number  # noqa: S101
    reason = next((g.reason for g in claim.grounds if g.field == "outcome"), "")
    told = claim.evidence.text
    start, end = number.start - claim.evidence.start, number.end - claim.evidence.start
    return Statement(
        id=claim.id,
        document=claim.document,
        outlet=document.outlet.id if document.outlet else document.id,
        outlet_name=document.outlet.name if document.outlet else "",
        outlet_camp=document.outlet.camp if document.outlet else None,
        published=_ordinal(document.published.day),
        at=number.start,
        sentence=claim.evidence.start,
        segment=claim.segment,
        voice=claim.voice,
        stance=claim.stance,
        claimant=claim.claimant.id,
        name=claim.claimant.name,
        camp=claim.claimant.camp,
        words=" ".join(value.words.split()),
        low=value.low,
        high=value.high,
        figure=value.low if value.low is not None else value.high,
        qualifier=value.qualifier,
        statistic=value.statistic,
        unit=value.unit,
        object=claim.object,
        outcome=claim.outcome,
        party=claim.party,
        place=claim.place.id if claim.place else None,
        kind=window.kind,
        start=_ordinal(window.start),
        end=_ordinal(window.end),
        said=_ordinal(claim.stated[1]) if claim.stated else None,
        told_as=_TOLD_AS_PART.get(reason, ""),
        of_state=state_counted(told, end),
        degree=degree(told, start, end) if claim.outcome in _HURT else "",
        fresh=is_fresh(told),
        superseded=is_superseded(told, start, end),
        scene=around,
        wording=shingles(told),
    )


def _at(claim: Claim) -> int:
    return claim.number.start if claim.number else claim.evidence.start


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
