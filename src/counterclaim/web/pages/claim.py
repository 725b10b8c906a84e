"""One claim: its sentence, the chain it came by, every field with its ground, relations, what people said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from counterclaim.account.quantity import Quantity
from counterclaim.export import words
from counterclaim.judging.overlay import Laid
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judgements import Judgement, taken_back
from counterclaim.web.desk import Desk
from counterclaim.web.drawing import window_line
from counterclaim.web.page import DONE, Page, Question, View
from counterclaim.web.pages.quantity import address

_AROUND = 400
_FIELDS = (
    "claimant", "relays", "party", "actor", "value", "object", "outcome", "place", "window", "stated", "event", "voice",
    "stance", "segment", "answers", "doubts",
)  # fmt: skip


def claim(desk: Desk, question: Question) -> View:
    """The page of one claim."""
    with desk.reading() as ledger:
        row = desk.claim(ledger, question.path["claim"])
        return claim_view(desk, ledger, row)


def claim_view(desk: Desk, ledger: Ledger, row: Row, blind: Laid | None = None) -> dict[str, Any]:
    """Everything that is known of a claim, for its page and for review.

    Args:
        blind: the claim as one coder of a round has it; then nothing is shown that anybody else said.
    """
    document = desk.document(ledger, row["document"])
    found = blind or desk.laid(row)
    return {
        "claim": {k: v for k, v in found.row.items() if k not in ("outlet", "published")},
        "brief": desk.brief(row, found),
        "machine": {name: row[name] for name in found.fields},
        "sentence": sentence(found.row, document["text"]),
        "chain": words.chain(found.row, document),
        "document": about(document),
        "fields": fields_of(desk, found.row),
        "relations": [] if blind else relations_of(desk, ledger, row["id"]),
        "judgements": [] if blind else history(desk.judgements(row["id"])),
        "quantity": _quantity(found.row),
        "line": asdict(line) if (line := window_line(found.row["window"], row["published"])) else None,
        "conflict": "" if blind else desk.conflict(row["id"]),
    }


def _quantity(row: Row) -> str:
    place = row["place"]["id"] if row["place"] else None
    of = Quantity(*(value or "" for value in (row["party"], row["object"], row["outcome"], place)))
    return address(of)


def about(document: Row) -> dict[str, Any]:
    """A document in words."""
    return {
        "id": document["id"],
        "source": document["source"],
        "name": words.file_name(document["source"]),
        "title": document["title"],
        "url": document["url"],
        "outlet": document["outlet"] and document["outlet"]["id"],
        "outlet_name": words.agent(document["outlet"]),
        "published": words.published(document),
        "published_why": document["published"]["reason"],
        "language": document["language"],
        "declined": document["declined"],
        "dossier": document["dossier"]["name"],
    }


def sentence(row: Row, text: str) -> dict[str, Any]:
    """The evidence in its surroundings, cut at the figure; offsets count in code points of the text."""
    start, end = row["evidence"]["start"], row["evidence"]["end"]
    number = row["number"]
    first, last = (number["start"], number["end"]) if number else (end, end)
    begin, stop = max(0, start - _AROUND), min(len(text), end + _AROUND)
    cut = {
        "before": (begin, start),
        "lead": (start, first),
        "figure": (first, last),
        "rest": (last, end),
        "after": (end, stop),
    }
    return {name: {"start": a, "end": b, "text": text[a:b]} for name, (a, b) in cut.items()}


def fields_of(desk: Desk, row: Row) -> list[dict[str, Any]]:
    """Each field in words, with the grounds it stands on."""
    place, value, event = row["place"], row["value"], row["event"]
    shown = {
        "claimant": words.agent(row["claimant"])
        + (f", for {desk.name(row['claimant']['camp'])}" if row["claimant"]["camp"] else ""),
        "relays": " → ".join(map(words.agent, row["relays"])),
        "party": desk.name(row["party"]),
        "actor": desk.name(row["actor"]),
        "value": value_words(value),
        "object": words.spaced(row["object"]),
        "outcome": words.spaced(row["outcome"]),
        "place": place["name"] if place else "",
        "window": words.window(row) if row["window"]["kind"] != "unknown" else "",
        "stated": " … ".join(dict.fromkeys(row["stated"])) if row["stated"] else "",
        "event": ", ".join(filter(None, event.values())) if event else "",
        "voice": row["voice"],
        "stance": row["stance"],
        "segment": row["segment"],
        "answers": row["answers"] or "",
        "doubts": "; ".join(row["doubts"]),
    }
    grounds = row["grounds"]
    found = []
    for name in _FIELDS:
        reasons = [
            {"reason": one["reason"], "at": one["at"]}
            for one in grounds
            if one["field"].partition(".")[0] == name
        ]
        text = shown[name]
        if text not in ("", words.NOTHING) or reasons:
            found.append({"field": name, "text": text or words.NOTHING, "grounds": reasons})
    return found


def value_words(value: Row | None) -> str:
    """The words of a figure, and what they are read as."""
    if value is None:
        return ""
    ends = [f"{value[name]:,}" if value[name] is not None else None for name in ("low", "high")]
    bounds = f"{ends[0] or 'any'} to {ends[1] or 'any'}" if ends[0] != ends[1] else ends[0] or "no number"
    more = [
        one for one in (value["unit"], None if value["statistic"] == "total" else value["statistic"]) if one
    ]
    return f"“{value['words']}”: {words.spaced(value['qualifier'])}, {bounds}{' '.join(['', *more])}"


def relations_of(desk: Desk, ledger: Ledger, claim: str) -> list[dict[str, Any]]:
    """How a claim stands to others, each with its reason and the other claim."""
    rows = list(ledger.links.relations(claim=claim))
    others = ledger.lookup.claims([r["target"] if r["source"] == claim else r["source"] for r in rows])
    found = []
    for row in rows:
        other = others.get(row["target"] if row["source"] == claim else row["source"])
        if other is not None:
            verdicts = history(desk.judgements(row["id"]))
            found.append(
                {key: row[key] for key in ("id", "type", "why", "basis")}
                | {"from_here": row["source"] == claim, "other": desk.brief(other), "judgements": verdicts}
            )
    return found


def history(judgements: Sequence[Judgement]) -> list[dict[str, Any]]:
    """What people said, in order; with what of it was taken back since."""
    gone = taken_back(judgements)
    return [
        {
            "id": one.id,
            "verdict": one.verdict,
            "judge": one.judge,
            "at": one.at,
            "reason": one.reason,
            "correction": one.correction,
            "taken_back": one.id in gone,
        }
        for one in judgements
    ]


PAGE = Page(
    "/claims/{claim}",
    "claim",
    "One claim with its sentence, chain, fields, relations and judgements.",
    claim,
    (DONE,),
)
