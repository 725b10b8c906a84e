"""Two or more claims side by side: what is the same, what differs, and whether both can hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from counterclaim.asking import Asking
from counterclaim.errors import LedgerError
from counterclaim.export.words import NOTHING
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
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
        rows = {row["id"]: row for row in (desk.claim(ledger, one) for one in asked)}
        if len(rows) < 2:
            raise BadQuestionError("these are one and the same claim")
        shown = [_shown(desk, ledger, row) for row in rows.values()]
        asking = Asking(ledger, desk.linker, grown=True)
        pairs = [_pair(desk, ledger, asking, one, other) for one, other in combinations(rows, 2)]
    reasons = {field["name"]: field for field in pairs[0]["fields"]} if len(pairs) == 1 else {}
    return {"claims": shown, "fields": _table([one["fields"] for one in shown], reasons), "pairs": pairs}


def _shown(desk: Desk, ledger: Ledger, row: Row) -> dict[str, Any]:
    found, text = desk.laid(row), desk.document(ledger, row["document"])["text"]
    return {
        "brief": desk.brief(row, found),
        "sentence": sentence(found.row, text),
        "fields": fields_of(desk, found.row),
    }


def _pair(desk: Desk, ledger: Ledger, asking: Asking, one: str, other: str) -> dict[str, Any]:
    """Two claims: the verdict, the reasons field by field, and the relations that were found between them."""
    related = [
        {"type": row["type"], "why": row["why"], "id": row["id"]}
        for row in ledger.links.relations(claim=one)
        if other in (row["source"], row["target"])
    ]
    pair: dict[str, Any] = {"one": one, "other": other, "relations": related}
    try:
        found = asking.compare(one, other)
    except LedgerError as error:  # one of them has no figure
        return pair | {"verdict": desk.told(error), "comparable": False, "fields": []}
    fields = [
        {"name": f.name, "standing": f.standing, "one": f.one, "other": f.other, "reason": f.reason}
        for f in found.fields
    ]
    return pair | {"verdict": found.verdict, "comparable": found.comparable, "fields": fields}


def _table(held: Sequence[Sequence[Row]], reasons: Mapping[str, Row]) -> list[Row]:
    """All fields that one of the claims has, with what each has there, and how that stands to one another.

    Args:
        reasons: of two claims, why each field that is compared is the same or not.
    """
    names = dict.fromkeys(field["field"] for fields in held for field in fields)
    told = [{field["field"]: field["text"] for field in fields} for fields in held]
    table = []
    for name in names:
        cells = [one.get(name, NOTHING) for one in told]
        if name in reasons:
            standing = _STANDING.get(reasons[name]["standing"], "differs")
            why = reasons[name]["reason"]
        else:
            standing, why = ("same", "the same") if len(set(cells)) == 1 else ("differs", "not the same")
        table.append({"field": name, "cells": cells, "standing": standing, "why": why})
    return table


# What the comparison of two fields finds, as it is shown; all else differs.
_STANDING = {
    "same": "same", "passed": "same", "camp": "same", "compatible": "same", "open": "open", "unknown": "open",
}  # fmt: skip


PAGE = Page(
    "/compare",
    "compare",
    "Two or more claims side by side, field by field, with why they can be compared or cannot.",
    compare,
    (Asked("claim", "a claim's id or the beginning of it", many=True),),
)
