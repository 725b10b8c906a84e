"""Two or more claims side by side: what is the same, what differs, and whether both can hold."""

from __future__ import annotations

from itertools import combinations

from counterclaim.asking import Asking
from counterclaim.errors import LedgerError
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, BadQuestionError, Page, Question, View
from counterclaim.web.pages.claim import fields_of, sentence

_MOST = 6


def compare(desk: Desk, question: Question) -> View:
    """The page of some claims."""
    asked = tuple(dict.fromkeys(question.given["claim"]))
    if not 2 <= len(asked) <= _MOST:
        raise BadQuestionError(f"two to {_MOST} claims can be set side by side: /compare?claim=…&claim=…")
    with desk.reading() as ledger:
        rows = [desk.claim(ledger, one) for one in asked]
        ids = list(dict.fromkeys(row["id"] for row in rows))
        if len(ids) < 2:
            raise BadQuestionError("these are one and the same claim")
        shown = []
        for row in {row["id"]: row for row in rows}.values():
            text = desk.document(ledger, row["document"])["text"]
            found = desk.laid(row).row
            shown.append({"brief": desk.brief(row), "sentence": sentence(found, text), "fields": fields_of(desk, found)})
        asking, pairs = Asking(ledger, desk.linker), []
        for one, other in combinations(ids, 2):
            related = [
                {"type": r["type"], "why": r["why"], "id": r["id"]}
                for r in ledger.links.relations(claim=one)
                if other in (r["source"], r["target"])
            ]
            try:
                explained = asking.compare(one, other)
            except LedgerError as error:
                pairs.append({"one": one, "other": other, "verdict": str(error), "comparable": False, "fields": [], "relations": related})
                continue
            fields = [
                {"name": f.name, "standing": f.standing, "one": f.one, "other": f.other, "reason": f.reason}
                for f in explained.fields
            ]
            pairs.append(
                {
                    "one": one,
                    "other": other,
                    "verdict": explained.verdict,
                    "comparable": explained.comparable,
                    "fields": fields,
                    "relations": related,
                }
            )
    names = [field["field"] for field in shown[0]["fields"]]
    for one in shown[1:]:
        names += [field["field"] for field in one["fields"] if field["field"] not in names]
    table = []
    for name in names:
        cells = [next((f["text"] for f in one["fields"] if f["field"] == name), "–") for one in shown]
        table.append({"field": name, "cells": cells, "same": len(set(cells)) == 1})
    return {"claims": shown, "fields": table, "pairs": pairs}


PAGE = Page(
    "/compare",
    "compare",
    "Two or more claims side by side, field by field, with why they can be compared or cannot.",
    compare,
    (Asked("claim", "a claim's id or the beginning of it", many=True),),
)
