"""Review: one claim at a time, those first of which a decision would change most."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from counterclaim.judging.correction import objects, outcomes
from counterclaim.judging.queue import Signs, reasons, signs
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.web.desk import Desk
from counterclaim.web.judged import FIELDS, edited
from counterclaim.web.page import DONE, Asked, Page, Question, View
from counterclaim.web.pages.claim import claim_view
from counterclaim.web.pages.claims import FILTERS, wanted
from counterclaim.web.pages.judge import coded

_SUGGESTED = 300


def review(desk: Desk, question: Question) -> View:
    """The claim that awaits a decision most, or the next ones after those passed over."""
    given = dict(question.given)
    skip = min(given.pop("skip") or 0, 10**9)
    if not given.get("state"):
        given["state"] = ("unjudged",)
    query = [(k, v) for k, v in question.query if k not in ("skip", "done")]
    with desk.reading() as ledger:
        found = desk.listing.find(ledger, wanted(given), sort="weight", descending=True, offset=skip, limit=1)
        rows = desk.listing.rows(ledger, found.rowids)
        one = reviewed(desk, ledger, rows[0], question) if rows else None
    return {
        "heading": "Review",
        "round": None,
        "waiting": found.total,
        "skip": skip,
        "review": one,
        "here": _at(query, skip),
        "previous": _at(query, skip - 1) if skip else None,
        "next": _at(query, skip + 1) if skip + 1 < found.total else None,
        "chosen": [[k, v] for k, v in query],
    }


def one(desk: Desk, question: Question) -> View:
    """One claim with its form, whatever was said of it."""
    with desk.reading() as ledger:
        row = desk.claim(ledger, question.path["claim"])
        return {
            "heading": "One claim",
            "round": None,
            "chosen": [],
            "waiting": 1,
            "skip": 0,
            "review": reviewed(desk, ledger, row, question),
            "here": f"/claims/{row['id']}",
            "previous": None,
            "next": None,
        }


def reviewed(
    desk: Desk, ledger: Ledger, row: Row, question: Question, round_: int | None = None
) -> dict[str, Any]:
    """A claim with all that its form needs; within a round of coding as its own coder has it."""
    found = coded(ledger, row, question.user, round_)
    said = [one.id for one in desk.judgements(row["id"])]
    return claim_view(desk, ledger, row, found) | {
        "seen": max(said, default=0) if round_ is None else None,
        "edited": edited(desk, (found or desk.laid(row)).row),
        "why": "; ".join(reasons(signs(ledger, [row["id"]]).get(row["id"], Signs())))
        if round_ is None
        else "",
        "choices": choices(desk),
    }


def choices(desk: Desk) -> dict[str, Any]:
    """What fields may hold: those of the codebook, and who occurs in the ledger."""
    named = {
        field: sorted(
            {desk.name(one.value) for one in desk.listing.values(field, limit=_SUGGESTED) if one.value}
        )
        for field in ("party", "claimant", "camp", "place")
    }
    fixed = {one.name: list(one.choices) for one in FIELDS if one.choices}
    return named | fixed | {"object": objects(), "outcome": outcomes()}


def _at(query: list[tuple[str, str]], skip: int) -> str:
    return f"/review?{urlencode([*query, ('skip', str(skip))])}"


PAGE = Page(
    "/review",
    "review",
    "The claim that awaits a decision most, with its form.",
    review,
    (*FILTERS, Asked("skip", "how many to pass over", "whole"), DONE),
)
ONE = Page(
    "/review/{claim}", "one", "One claim with its form, whatever was said of it.", one, (DONE,), role="coder"
)
