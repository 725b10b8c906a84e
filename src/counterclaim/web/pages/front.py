"""The front page: what the ledger shows, who counts whom, the main quantities over time, what awaits review."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from counterclaim.accounting import Accounting
from counterclaim.export.links import cell_of, cell_text
from counterclaim.link.findings import Finding, Matrix
from counterclaim.store import Ledger
from counterclaim.store.listing import Wanted
from counterclaim.web.desk import Desk
from counterclaim.web.page import Page, Question, View
from counterclaim.web.pages.quantity import drawn, listed

_FINDINGS, _CHARTS, _REVIEW = 20, 2, 8


def front(desk: Desk, _: Question) -> View:
    """What everybody sees first."""
    kept, listing = desk.kept, desk.listing
    with desk.reading() as ledger:
        waiting = listing.find(
            ledger, Wanted(state=("unjudged",)), sort="weight", descending=True, limit=_REVIEW
        )
        anew, lost = desk.read_anew()
        accounting = Accounting(ledger, desk.linker, grown=True)
        return {
            "anew": len(anew) + len(lost),
            "claims": listing.size,
            "documents": ledger.lookup.sources("", 0, 0)[1],
            "findings": [_finding(desk, ledger, one) for one in kept.findings[:_FINDINGS]],
            "further": len(kept.findings[_FINDINGS:]) + kept.further,
            "matrix": matrix(desk, Counter({(c, p, o, u): n for c, p, o, u, n in kept.matrix})),
            "quantities": [listed(desk, one) for one in kept.quantities],
            "charts": [
                asdict(chart)
                for one in kept.quantities[:_CHARTS]
                if (chart := drawn(desk, one.quantity, accounting.claims(one.quantity)))
            ],
            "waiting": waiting.total,
            "review": [desk.brief(row) for row in listing.rows(ledger, waiting.rowids)],
        }


def matrix(desk: Desk, of: Matrix) -> dict[str, Any]:
    """Who counts whom, with addresses that list the claims of each cell."""
    parties = sorted({party for _, party, *_ in of})
    rows = []
    for camp in sorted({camp for camp, *_ in of}):
        cells = []
        for party in parties:
            held = cell_of(of, camp, party)
            cells.append({"party": party, "told": cell_text(held), "claims": sum(held.values())})
        rows.append({"camp": camp, "name": desk.name(camp), "cells": cells})
    return {"parties": [{"id": one, "name": desk.name(one)} for one in parties], "rows": rows}


def _finding(desk: Desk, ledger: Ledger, one: Finding) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "why": one.why,
        "claims": desk.briefs(ledger, one.claims[:4]),
        "further": max(0, len(one.claims) - 4),
        "compare": "/compare?" + "&".join(f"claim={c}" for c in one.claims[:6])
        if len(one.claims) > 1
        else None,
        "documents": list(one.documents),
    }


PAGE = Page(
    "/", "front", "What the ledger shows, who counts whom, the main quantities, what awaits review.", front
)
