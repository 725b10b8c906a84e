"""Claims as an extractor reports them, as far as they are scored."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from counterclaim.errors import DataError
from counterclaim.model import Claim, Number, Span
from counterclaim.model.codec import claim_to_row


class Named(msgspec.Struct, frozen=True):
    """Somebody or some place, by its id."""

    id: str | None = None


Who = Named | str | None


class FoundValue(msgspec.Struct, frozen=True):
    """As ``model.Value``."""

    low: Number | None = None
    high: Number | None = None
    qualifier: str | None = None
    statistic: str | None = None
    unit: str | None = None


class FoundWindow(msgspec.Struct, frozen=True):
    """As ``model.Window``, days in ISO form."""

    kind: str | None = None
    start: str | None = None
    end: str | None = None


class Place(msgspec.Struct, frozen=True):
    """A place in the text."""

    start: int
    end: int
    text: str = ""


class Found(msgspec.Struct, frozen=True):
    """One reported claim. Only where it stands, its value and its object are needed; other extractors than
    this one may leave out the rest, which then counts as blank."""

    source: str
    number: Place | None
    value: FoundValue | None
    object: str | None
    kind: str | None = "quantity"
    evidence: Place | None = None
    outcome: str | None = None
    party: Who = None
    actor: Who = None
    claimant: Who = None
    relays: tuple[Who, ...] = ()
    voice: str | None = None
    stance: str | None = None
    segment: str | None = None
    window: FoundWindow | None = None
    place: Who = None


def found_in(claim: Claim) -> Found:
    """A claim of this extractor."""
    return msgspec.convert(claim_to_row(claim), Found)


def read_claims(path: str | Path) -> list[Found]:
    """Claims from JSON lines in the interchange format, of this extractor or another.

    Raises:
        DataError: the file cannot be read, or a line is no claim; names the line.
    """
    try:
        lines = Path(path).read_bytes().split(b"\n")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error})") from error
    claims = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                claims.append(msgspec.json.decode(line, type=Found))
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise DataError(f"{path}:{number}: no claim: {error}") from error
    return claims


def ident(value: Any) -> str | None:
    """An id in one spelling: lower case, words joined by ``_``; None for none."""
    if isinstance(value, Named):
        value = value.id
    elif isinstance(value, Mapping):
        value = value.get("id")
    return None if value is None else str(value).strip().lower().replace(" ", "_").replace("-", "_")


def span(place: Place | None) -> Span | None:
    """The place as a ``Span``."""
    return None if place is None else Span(place.start, place.end, place.text)
