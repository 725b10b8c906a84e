"""Sources: outlets and claimants, what they count and of whom, whom they rely on, how their figures stand to others."""

from __future__ import annotations

from typing import Any

from counterclaim.export.words import NOTHING
from counterclaim.store.listing import Wanted
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, NotThereError, Page, Question, View
from counterclaim.web.pages.claims import named

_PAGE, _VALUES, _RECENT, _MOST = 60, 12, 10, 100_000


def sources(desk: Desk, question: Question) -> View:
    """Outlets and claimants, those with most claims first."""
    search, offset = question.given["search"] or "", min(question.given["offset"] or 0, 10**9)
    found = {}
    for field in ("claimant", "outlet"):
        held = [one for one in desk.listing.values(field, search, limit=_MOST) if _named(desk, one.value)]
        rows = [
            {
                "id": one.value,
                "name": desk.name(one.value),
                "claims": one.count,
                "standing": _standing(desk, one.value or ""),
            }
            for one in held[offset : offset + _PAGE]
        ]
        found[field] = {"total": len(held), "rows": rows}
    return {"search": search, "offset": offset, "limit": _PAGE, **found}


def source(desk: Desk, question: Question) -> View:
    """One of them."""
    who, listing = question.path["source"], desk.listing
    parts = {}
    with desk.reading() as ledger:
        for field, wanted in (("claimant", Wanted(claimant=(who,))), ("outlet", Wanted(outlet=(who,)))):
            found = listing.find(ledger, wanted, sort="day", descending=True, limit=_RECENT)
            if found.total:
                parts[field] = found
        if not parts:
            raise NotThereError(f"nobody in the ledger has the id {who[:60]}")
        shown = [
            {
                "as": field,
                "total": found.total,
                "counts": {
                    name: [
                        {"value": one.value, "name": named(desk, name, one.value), "claims": one.count}
                        for one in found.counts[name].values[:_VALUES]
                    ]
                    for name in ("party", "outcome", "object", "claimant" if field == "outlet" else "outlet")
                },
                "recent": [desk.brief(row) for row in listing.rows(ledger, found.rowids)],
            }
            for field, found in parts.items()
        ]
    return {"id": who, "name": desk.name(who), "parts": shown, "standing": _standing(desk, who)}


def _named(desk: Desk, who: str | None) -> bool:
    """Whether somebody has a name: not a report of no known outlet, nor nobody."""
    return bool(who) and desk.name(who) != NOTHING


def _standing(desk: Desk, who: str) -> dict[str, Any] | None:
    found = desk.kept.standing.get(who)
    if found is None:
        return None
    return {
        "relations": dict(sorted(found.relations.items())),
        "ratio": found.ratio and round(found.ratio, 3),
        "compared": found.compared,
    }


PAGE = Page(
    "/sources/{source}",
    "source",
    "An outlet or claimant: what it counts, of whom, on whose word, how its figures stand to others.",
    source,
)
LIST = Page(
    "/sources",
    "sources",
    "Outlets and claimants with how many claims they make.",
    sources,
    (Asked("search", "a part of a name"), Asked("offset", "how many to pass over", "whole")),
)
