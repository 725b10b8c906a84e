"""Small documents and claims to put into ledgers, tables and pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from counterclaim.model import (
    UNKNOWN_WINDOW,
    Agent,
    Claim,
    Document,
    DossierChoice,
    Ground,
    Place,
    Published,
    Raw,
    Segment,
    Span,
    Value,
    Window,
)
from counterclaim.model.codec import claim_id, document_id

TEXT = "Army loses tanks\n\nThe ministry said 🚜 the enemy lost 12 tanks and 30 lorries near Vell."


def a_raw(name: str = "a.txt", text: str = TEXT, **stated: Any) -> Raw:
    """A report, as read."""
    return Raw(name, text, text.encode("utf-8", "surrogatepass"), **stated)


def a_document(raw: Raw, **other: Any) -> Document:
    """A report, as understood: the first line a headline, the rest body."""
    end = raw.text.index("\n") if "\n" in raw.text else len(raw.text)
    segments = [Segment("headline", 0, end)]
    if end < len(raw.text):
        segments.append(Segment("body", end + 2, len(raw.text)))
    fields: dict[str, Any] = {
        "outlet": Agent("daily_field", "Daily Field", "freedonia"),
        "language": "en",
        "title": raw.text[:end],
        "published": Published(
            date(2031, 5, 2), date(2031, 5, 2), date(2031, 5, 2), "stated", "the first line says so"
        ),
        "dossier": DossierChoice(None, "no dossier is about this"),
    }
    return Document(document_id(raw), raw.source, raw.text, tuple(segments), **fields | other)


def a_claim(document: Document, figure: str = "12", **other: Any) -> Claim:
    """A claim on the first occurrence of ``figure`` in the document's text; its fields may be given."""
    text = document.text
    start = text.index(figure)
    number = Span(start, start + len(figure), figure)
    first = text.rfind("\n", 0, start) + 1
    last = text.find(".", start) + 1 or len(text)
    fields: dict[str, Any] = {
        "kind": "quantity",
        "source": document.source,
        "number": number,
        "evidence": Span(first, last, text[first:last]),
        "value": Value(float(figure), float(figure), "exact", figure) if figure.isdigit() else None,
        "object": "tank",
        "outcome": "lost",
        "party": "sylvania",
        "actor": None,
        "event": None,
        "place": Place("vell", "Vell"),
        "window": Window("cumulative", None, date(2031, 5, 2), "day", "relative"),
        "stated": None,
        "claimant": Agent("freedonian_mod", "Freedonian Ministry of War", "freedonia"),
        "relays": (Agent("daily_field", "Daily Field", "freedonia"),),
        "voice": "indirect",
        "stance": "asserted",
        "segment": "body",
        "grounds": (
            Ground("outcome", "the verb before the figure", Span(first, first + 3, text[first : first + 3])),
        ),
    } | other
    made = claim_id(
        document.id,
        fields["kind"],
        number.start,
        number.end,
        fields["object"],
        fields["outcome"],
        fields["party"],
    )
    return Claim(id=made, document=document.id, **fields)


def a_reading(name: str = "a.txt", figure: str = "12") -> tuple[Raw, Document, list[Claim]]:
    """A report with two claims: tanks lost at Vell, and 30 vehicles of which no more is known."""
    raw = a_raw(name, TEXT.replace("12", figure))
    document = a_document(raw)
    second = a_claim(document, "30", object="vehicle", place=None, window=UNKNOWN_WINDOW, outcome=None)
    return raw, document, [a_claim(document, figure), second]
