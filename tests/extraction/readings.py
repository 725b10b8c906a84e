"""Sentences as read, and the claims of texts given without a headline, a date or an outlet."""

from __future__ import annotations

from functools import cache

from counterclaim.extraction import extract_claims
from counterclaim.extraction.reading import Reading, read_sentences
from counterclaim.model import Claim, Document, DossierChoice, Published, Segment, SegmentKind
from counterclaim.world import World, load_world

UNDATED = Published(None, None, None, "unknown", "not told")


@cache
def world() -> World:
    """Built-in knowledge, loaded once."""
    return load_world()


def document(text: str, kind: SegmentKind = "body") -> Document:
    """The whole text as one block, whatever it holds."""
    return Document("d", "text", text, (Segment(kind, 0, len(text)),), UNDATED, DossierChoice(None, "none"))


def reading(text: str) -> Reading:
    """The only sentence of a text."""
    (only,) = read_sentences(document(text), world())
    return only


def claims(text: str) -> tuple[Claim, ...]:
    """The claims of a text that is read whatever its language."""
    return extract_claims(document(text), world(), None)
