"""A report as it was published, with its claims marked; and beside a report that it shares text with."""

from __future__ import annotations

import difflib
from typing import Any

from counterclaim.export.report import blocks
from counterclaim.link.copies import align
from counterclaim.model.codec import Row
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, NotThereError, Page, Question, View
from counterclaim.web.pages.claim import about, fields_of, relations_of

_PAGE = 50
# Words of one passage, at most, that are set beside one another word by word.
_WORDS = 4000


def document(desk: Desk, question: Question) -> View:
    """The text, with every claim marked."""
    with desk.reading() as ledger:
        row = desk.document(ledger, question.path["document"])
        held = [one | {"outlet": row["outlet"] and row["outlet"]["id"], "published": row["published"]["day"]}
                for one in ledger.lookup.claims_of(row["id"])]  # fmt: skip
        found = [(one, desk.laid(one)) for one in held]
        copies = [_copy(one, row["id"]) for one in ledger.links.copies(row["id"])]
        others = ledger.lookup.documents([one["document"] for one in copies])
        claims = [
            {
                "brief": desk.brief(one, laid),
                "kind": desk.kinds.get(laid.row["claimant"]["camp"] or "", 0),
                "fields": fields_of(desk, laid.row),
                "relations": relations_of(desk, ledger, one["id"]),
            }
            for one, laid in found
        ]
    return {
        "document": about(row),
        "language": row["language"],
        "blocks": _blocks(row, [laid.row for _, laid in found]),
        "claims": claims,
        "copies": [
            one | {"source": others[one["document"]]["source"]} for one in copies if one["document"] in others
        ],
        "camps": [{"name": desk.name(camp), "kind": kind} for camp, kind in desk.kinds.items()],
    }


def _copy(pair: Row, document: str) -> dict[str, Any]:
    """The other of two reports that have text in common, and how much of the one that is."""
    if pair["first"] == document:
        return {"document": pair["second"], "share": pair["of_first"]}
    return {"document": pair["first"], "share": pair["of_second"]}


def _blocks(row: Row, claims: list[Row]) -> list[dict[str, Any]]:
    """Segments in pieces, each with where it begins in the text."""
    found = []
    for segment, block in zip(row["segments"], blocks(row, claims), strict=True):
        at, pieces = segment["start"], []
        for piece in block.pieces:
            if piece.text:
                pieces.append(
                    {"at": at, "text": piece.text, "claims": [claim["id"] for claim in piece.claims]}
                )
            at += len(piece.text)
        found.append({"kind": block.kind, "pieces": pieces})
    return found


def documents(desk: Desk, question: Question) -> View:
    """The reports, a page at a time."""
    offset, search = min(question.given["offset"] or 0, 10**9), question.given["search"] or ""
    with desk.reading() as ledger:
        ids, total = ledger.lookup.sources(search, offset, _PAGE)
        rows = ledger.lookup.documents(ids)
    return {
        "search": search,
        "total": total,
        "offset": offset,
        "limit": _PAGE,
        "documents": [about(row) | {"claims": row["claims"]} for row in rows.values()],
    }


def beside(desk: Desk, question: Question) -> View:
    """Two reports that have text in common, with what differs in it marked."""
    with desk.reading() as ledger:
        one, other = (desk.document(ledger, question.path[name]) for name in ("document", "other"))
        if one["id"] == other["id"]:
            raise NotThereError("a report has all of its text in common with itself")
        (text, spans), (other_text, other_spans) = (ledger.links.prose(d["id"]) for d in (one, other))
    found = []
    for passage in align(text, other_text, spans, other_spans):
        left, right = text[passage.start : passage.end], other_text[passage.other_start : passage.other_end]
        found.append(
            {"words": passage.words, "changed": round(passage.changed, 3), "one": None, "other": None}
            | dict(zip(("one", "other"), _marked(left, right), strict=True))
        )
    return {"one": about(one), "other": about(other), "passages": found}


def _marked(left: str, right: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Both texts in pieces, word by word, each the same in the other or not."""
    words, others = (text.split()[:_WORDS] for text in (left, right))
    one: list[dict[str, Any]] = []
    other: list[dict[str, Any]] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        same = tag == "equal"
        if a < b:
            one.append({"text": " ".join(words[a:b]), "same": same})
        if c < d:
            other.append({"text": " ".join(others[c:d]), "same": same})
    return one, other


PAGE = Page(
    "/documents/{document}",
    "document",
    "A report as published, with each claim marked and its fields.",
    document,
)
LIST = Page(
    "/documents",
    "documents",
    "The reports, by the place they were met at.",
    documents,
    (Asked("search", "a part of the path or address"), Asked("offset", "how many to pass over", "whole")),
)
BESIDE = Page(
    "/documents/{document}/beside/{other}",
    "beside",
    "Two reports that have text in common, with the differences marked.",
    beside,
)
