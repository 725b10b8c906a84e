"""All values of one field, to choose from: a list of claims has room for the most frequent only."""

from __future__ import annotations

from urllib.parse import urlencode

from counterclaim.store.listing import FACETS
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, NotThereError, Page, Question, View
from counterclaim.web.pages.claims import FILTERS, NONE, named

_PAGE, _MOST = 100, 100_000


def values(desk: Desk, question: Question) -> View:
    """The values of a field with how many claims have each, and an address that filters by it."""
    field = question.path["field"]
    if field not in FACETS or field == "document":
        raise NotThereError(f"claims are not listed by {field[:40]}; they are by {', '.join(FACETS[:-2])}")
    search, offset = question.given["beginning"] or "", min(question.given["offset"] or 0, _MOST)
    held = desk.listing.values(field, search, limit=_MOST)
    filters = {one.name for one in FILTERS}
    query = [(k, v) for k, v in question.query if k in filters and v]
    rest = [*query, ("beginning", search)]
    return {
        "field": field,
        "beginning": search,
        "total": len(held),
        "offset": offset,
        "query": [[k, v] for k, v in query],
        "values": [
            {
                "value": one.value,
                "name": named(desk, field, one.value),
                "claims": one.count,
                "address": f"/claims?{urlencode([*query, (field, NONE if one.value is None else one.value)])}",
            }
            for one in held[offset : offset + _PAGE]
        ],
        "previous": _at(field, rest, max(0, offset - _PAGE)) if offset else None,
        "next": _at(field, rest, offset + _PAGE) if offset + _PAGE < len(held) else None,
    }


def _at(field: str, query: list[tuple[str, str]], offset: int) -> str:
    return f"/values/{field}?{urlencode([*query, ('offset', str(offset))])}"


PAGE = Page(
    "/values/{field}",
    "values",
    "All values of one field of claims, with how many claims have each.",
    values,
    (
        Asked("beginning", "how a word of the value begins"),
        Asked("offset", "how many to pass over", "whole"),
        *FILTERS,
    ),
)
