"""A report as read, with what was found out about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from counterclaim.model.claim import Agent, SegmentKind

PublishedBasis = Literal["stated", "address", "inferred", "unknown"]


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as it came in, before anything is understood of it.

    Attributes:
        source: the path, or the record's id.
        text: the text as read; every offset counts in it, in Unicode code points.
        data: the bytes as they came.
        media: ``text/plain``, ``text/html`` or ``application/json``.
        url, outlet, title, published, language: what the record or page states of itself, as stated.
    """

    source: str
    text: str
    data: bytes
    media: str = "text/plain"
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None


# What the reason begins with where a document was given up.
SET_ASIDE = "set aside"


@dataclass(frozen=True, slots=True)
class Segment:
    """A block of the text: what it is and where it stands, without surrounding white space."""

    kind: SegmentKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Published:
    """When a report was published, with how sure that is.

    Attributes:
        day: best single day, None if unknown.
        earliest, latest: the range of days it may have been; equal to ``day`` where it is stated.
        basis: ``stated`` by text or record, in the ``address``, ``inferred`` from within, ``unknown``.
        reason: in words, for the reader.
    """

    day: date | None
    earliest: date | None
    latest: date | None
    basis: PublishedBasis
    reason: str


@dataclass(frozen=True, slots=True)
class DossierChoice:
    """Which dossier a document is read with, and why; ``name`` is None where none is used."""

    name: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A report, ready for extraction.

    Attributes:
        id: function of source name, address and text; the same on every machine.
        source: the path, or the record's id.
        text: the text as read.
        segments: in order, not overlapping; white space between them belongs to none.
        outlet: who published it, None if unknown.
        taken_from: the outlet it was taken from ("courtesy of").
        declined: why no claims are extracted (an unsupported language), None where they are.
        language: ISO 639-1 code, None if unknown.
    """

    id: str
    source: str
    text: str
    segments: tuple[Segment, ...]
    published: Published
    dossier: DossierChoice
    language: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: Agent | None = None
    taken_from: Agent | None = None
    declined: str | None = None
