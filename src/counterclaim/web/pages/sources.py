"""Sources: outlets and claimants, what they count and of whom, whom they rely on, how their figures stand to others."""

from __future__ import annotations

from typing import Any

from counterclaim.store.listing import Wanted
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, NotThereError, Page, Question, View

_PAGE, _VALUES, _RECENT = 60, 12, 10


def sources(desk: Desk, question: Question) -> View:
    """Outlets and claimants, those with most claims first."""
    search, offset = (question.given["search"] or "").lower(), question.given["offset"] or 0
    found = {}
    for field in ("claimant", "outlet"):
        held = [
            {"id": value, "name": desk.name(value), "claims": number, "standing": _standing(desk, value)}
            for value, number in desk.listing.most(field, 100_000)
            if value and (not search or search in desk.name(value).lower() or search in value)
            and not (field == "outlet" and desk.name(value) == "–")
        ]  # fmt: skip
        found[field] = {"total": len(held), "rows": held[offset : offset + _PAGE]}
    return {"search": search, "offset": offset, "limit": _PAGE, **found}


def source(desk: Desk, question: Question) -> View:
    """One of them."""
    who, listing = question.path["source"], desk.listing
    parts = {}
    for field in ("claimant", "outlet"):
        found = listing.find(Wanted(**{field: (who,)}), sort="day", descending=True, limit=_RECENT)
        if found.total:
            parts[field] = found
    if not parts:
        raise NotThereError(f"nobody in the ledger has the id {who[:60]}")
    with desk.reading() as ledger:
        shown = [
            {
                "as": field,
                "total": found.total,
                "counts": {
                    name: [
                        {"value": v, "name": desk.name(v) if name != "outcome" else (v or "not told").replace("_", " "), "claims": n}
                        for v, n in found.facets[name].values[:_VALUES]
                    ]
                    for name in ("party", "outcome", "object", "claimant" if field == "outlet" else "outlet")
                },
                "recent": [desk.brief(row) for row in listing.rows(ledger, found.rowids)],
            }
            for field, found in parts.items()
        ]
    return {"id": who, "name": desk.name(who), "parts": shown, "standing": _standing(desk, who)}


def _standing(desk: Desk, who: str) -> dict[str, Any] | None:
    found = desk.kept.standing.get(who)
    return found and {
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
