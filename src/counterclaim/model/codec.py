"""Ids and rows: what the ledger, exports and interchange files are written with (codebook, section 6).

Ids are functions of content, so the same report gives the same ids on every machine and in every run. Rows
are JSON-ready dicts with a fixed order of keys; ``claim_from_row(claim_to_row(c)) == c`` for every claim.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from counterclaim.model.claim import Agent, Claim, ClaimKind, Event, Ground, Place
from counterclaim.model.document import Document, DossierChoice, Published, Raw, Segment
from counterclaim.model.quantity import Number, Value, Window
from counterclaim.model.relation import Relation, RelationType
from counterclaim.model.span import Span

Row = dict[str, Any]

# Line separators that many readers of JSON lines split at, and surrogates that no encoding can write.
_ESCAPED = re.compile("[\x85\u2028\u2029\ud800-\udfff]")
_DOCUMENT = re.compile("d[0-9a-f]{16}")


def document_id(raw: Raw) -> str:
    """``d`` and 16 hex digits: a function of the file's name (or record's id), the address and the text.

    Folders do not count, so the same pile of files has the same ids wherever it lies.
    """
    name = unicodedata.normalize("NFC", re.split(r"[/\\]", raw.source)[-1])
    return _id("d", name, raw.url, raw.text)


def is_document(id: str) -> bool:  # noqa: A002 (what it is)
    """Whether an id is a document's."""
    return bool(_DOCUMENT.fullmatch(id))


def document_number(raw: Raw) -> int:
    """The id as a number: a third of the space, where many are held."""
    return int(document_id(raw)[1:], 16)


def claim_id(
    document: str,
    kind: ClaimKind,
    start: int,
    end: int,
    object: str | None,  # noqa: A002 (the codebook's name)
    outcome: str | None,
    party: str | None,
) -> str:
    """``c`` and 16 hex digits: one id for each thing that one figure of one document is said of.

    Args:
        document: the document's id.
        start, end: offsets of the number, or of the evidence where a claim has no number.
    """
    return _id("c", document, kind, str(start), str(end), object, outcome, party)


def relation_id(
    type: RelationType,  # noqa: A002 (the codebook's name)
    source: str,
    target: str,
) -> str:
    """``r`` and 16 hex digits, from the type and the ids of the two claims."""
    return _id("r", type, source, target)


def to_line(row: Mapping[str, Any]) -> str:
    """One line of JSON without its line feed: keys in the row's order, letters as they are.

    Raises:
        ValueError: the row holds a number that JSON cannot write (infinity).
    """
    line = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(", ", ": "))
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", line)


def claim_to_row(claim: Claim) -> Row:
    """A claim in the field order of the codebook, dates in ISO form, whole numbers without a fraction."""
    return {
        "id": claim.id,
        "kind": claim.kind,
        "document": claim.document,
        "source": claim.source,
        "number": _span(claim.number),
        "evidence": _span(claim.evidence),
        "value": _value(claim.value),
        "object": claim.object,
        "outcome": claim.outcome,
        "party": claim.party,
        "actor": claim.actor,
        "event": _event(claim.event),
        "place": None if claim.place is None else {"id": claim.place.id, "name": claim.place.name},
        "window": {
            "kind": claim.window.kind,
            "start": _iso(claim.window.start),
            "end": _iso(claim.window.end),
            "precision": claim.window.precision,
            "basis": claim.window.basis,
        },
        "stated": None if claim.stated is None else [day.isoformat() for day in claim.stated],
        "claimant": _agent(claim.claimant),
        "relays": [_agent(relay) for relay in claim.relays],
        "voice": claim.voice,
        "stance": claim.stance,
        "segment": claim.segment,
        "answers": claim.answers,
        "doubts": list(claim.doubts),
        "grounds": [{"field": g.field, "reason": g.reason, "at": _span(g.at)} for g in claim.grounds],
    }


def claim_from_row(row: Mapping[str, Any]) -> Claim:
    """The claim that ``claim_to_row`` wrote.

    Raises:
        KeyError: the row lacks a field.
        ValueError: a date is not in ISO form.
    """
    value, event, place, window = row["value"], row["event"], row["place"], row["window"]
    return Claim(
        id=row["id"],
        kind=row["kind"],
        document=row["document"],
        source=row["source"],
        number=_span_from(row["number"]) if row["number"] is not None else None,
        evidence=_span_from(row["evidence"]),
        value=None if value is None else Value(**value),
        object=row["object"],
        outcome=row["outcome"],
        party=row["party"],
        actor=row["actor"],
        event=None if event is None else Event(**event | {"date": _day(event["date"])}),
        place=None if place is None else Place(**place),
        window=Window(**window | {"start": _day(window["start"]), "end": _day(window["end"])}),
        stated=None if row["stated"] is None else _both(row["stated"]),
        claimant=Agent(**row["claimant"]),
        relays=tuple(Agent(**relay) for relay in row["relays"]),
        voice=row["voice"],
        stance=row["stance"],
        segment=row["segment"],
        answers=row["answers"],
        doubts=tuple(row["doubts"]),
        grounds=tuple(
            Ground(g["field"], g["reason"], None if g["at"] is None else _span_from(g["at"]))
            for g in row["grounds"]
        ),
    )


def document_to_row(document: Document) -> Row:
    """What was found out about a document, its text last."""
    published = document.published
    return {
        "id": document.id,
        "source": document.source,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "declined": document.declined,
        "outlet": _agent(document.outlet),
        "taken_from": _agent(document.taken_from),
        "published": {
            "day": _iso(published.day),
            "earliest": _iso(published.earliest),
            "latest": _iso(published.latest),
            "basis": published.basis,
            "reason": published.reason,
        },
        "dossier": {"name": document.dossier.name, "reason": document.dossier.reason},
        "segments": [{"kind": s.kind, "start": s.start, "end": s.end} for s in document.segments],
        "text": document.text,
    }


def document_from_row(row: Mapping[str, Any]) -> Document:
    """The document that ``document_to_row`` wrote. Raises as ``claim_from_row``."""
    published = row["published"]
    days = {key: _day(published[key]) for key in ("day", "earliest", "latest")}
    return Document(
        id=row["id"],
        source=row["source"],
        text=row["text"],
        segments=tuple(Segment(**segment) for segment in row["segments"]),
        published=Published(**published | days),
        dossier=DossierChoice(**row["dossier"]),
        language=row["language"],
        url=row["url"],
        title=row["title"],
        outlet=None if row["outlet"] is None else Agent(**row["outlet"]),
        taken_from=None if row["taken_from"] is None else Agent(**row["taken_from"]),
        declined=row["declined"],
    )


def relation_to_row(relation: Relation) -> Row:
    """A relation in the field order of the codebook."""
    return {
        "id": relation.id,
        "type": relation.type,
        "source": relation.source,
        "target": relation.target,
        "why": relation.why,
    }


def relation_from_row(row: Mapping[str, Any]) -> Relation:
    """The relation that ``relation_to_row`` wrote. Raises ``KeyError`` where a field is missing."""
    return Relation(**{key: row[key] for key in ("id", "type", "source", "target", "why")})


def _id(prefix: str, *parts: str | None) -> str:
    # Each part is led by its length, so that no two lists of parts run together into the same bytes.
    encoded = (None if part is None else part.encode("utf-8", "surrogatepass") for part in parts)
    led = b"".join([b"-" if data is None else b"%d:%b" % (len(data), data) for data in encoded])
    return prefix + sha256(led).hexdigest()[:16]


def _span(span: Span | None) -> Row | None:
    return None if span is None else {"text": span.text, "start": span.start, "end": span.end}


def _span_from(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"], row["text"])


def _value(value: Value | None) -> Row | None:
    if value is None:
        return None
    return {
        "low": _number(value.low),
        "high": _number(value.high),
        "qualifier": value.qualifier,
        "statistic": value.statistic,
        "unit": value.unit,
        "words": value.words,
    }


def _number(number: Number | None) -> Number | None:
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _event(event: Event | None) -> Row | None:
    if event is None:
        return None
    return {"id": event.id, "type": event.type, "date": _iso(event.date), "place": event.place}


def _agent(agent: Agent | None) -> Row | None:
    return None if agent is None else {"id": agent.id, "name": agent.name, "camp": agent.camp}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _both(days: list[str]) -> tuple[date, date]:
    first, last = days
    return date.fromisoformat(first), date.fromisoformat(last)
