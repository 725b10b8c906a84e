"""The ledger: all claims, by every field."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from counterclaim.store.listing import FACETS, SORTS, Tally, Wanted
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, Page, Question, View

_ROWS, _MOST_ROWS = 50, 500
NONE = "none"
FILTERS = (
    Asked(
        "search",
        "words in the sentence of a claim; “in quotation marks” as they stand, begin* for beginnings",
    ),
    Asked("since", "the first day that a claim may be about", "day"),
    Asked("until", "the last day that a claim may be about", "day"),
    Asked("least", "the smallest figure", "number"),
    Asked("most", "the largest figure", "number"),
    *(
        Asked(one, f"{one.replace('_', ' ')}, by its id; none for claims that leave it open", many=True)
        for one in FACETS
    ),
)
_SHOWN = ("state", "camp", "claimant", "party", "object", "outcome", "place", "outlet", "qualifier", "window_kind",
          "stance", "voice", "segment", "statistic", "unit", "actor", "doubts")  # fmt: skip


def wanted(given: dict[str, Any] | Any) -> Wanted:
    """Which claims an address asks for; ``none`` is a blank."""
    asked = {one.name: given[one.name] for one in fields(Wanted) if given.get(one.name)}
    for name in FACETS:
        if name in asked:
            asked[name] = tuple(None if value == NONE else value for value in asked[name])
    return Wanted(**asked)


def claims(desk: Desk, question: Question) -> View:
    """A page of the list, with counts by facet."""
    given = question.given
    sort = given["sort"] or "text"
    descending = given["order"] == "down" if given["order"] else sort == "weight"
    limit = min(given["limit"] or _ROWS, _MOST_ROWS)
    listing, offset = desk.listing, min(given["offset"] or 0, 10**9)
    with desk.reading() as ledger:
        found = listing.find(
            ledger, wanted(given), sort=sort, descending=descending, offset=offset, limit=limit
        )
        rows = [desk.brief(row) for row in listing.rows(ledger, found.rowids)]
    query = [(k, v) for k, v in question.query if k != "offset"]
    return {
        "total": found.total,
        "of": listing.size,
        "offset": offset,
        "limit": limit,
        "sort": sort,
        "order": "down" if descending else "up",
        "claims": rows,
        "facets": [_facet(desk, name, found.counts[name], query) for name in _SHOWN],
        "chosen": [
            {
                "field": name,
                "value": value,
                "name": named(desk, name, value),
                "without": _without(query, name, value),
            }
            for name, value in query
            if name in {one.name for one in FILTERS} and value
        ],
        "previous": _at(query, max(0, offset - limit)) if offset else None,
        "next": _at(query, offset + limit) if offset + limit < found.total else None,
        "sorts": {name: _sorted(query, name, sort, descending) for name in SORTS},
        "downloads": {kind: f"/claims/as/{kind}?{urlencode(query)}" for kind in ("csv", "jsonl", "parquet")},
        "query": [[k, v] for k, v in query if k not in ("search", "since", "until", "least", "most")],
        "asked": {
            name: given[name] and str(given[name]) for name in ("search", "since", "until", "least", "most")
        },
    }


def _facet(desk: Desk, name: str, counts: Tally, query: list[tuple[str, str]]) -> dict[str, Any]:
    chosen = {value for key, value in query if key == name}
    values = []
    for one in counts.values:
        word = NONE if one.value is None else one.value
        here = word in chosen
        values.append(
            {
                "value": one.value,
                "name": named(desk, name, word),
                "claims": one.count,
                "chosen": here,
                "address": _without(query, name, word)
                if here
                else f"/claims?{urlencode([*query, (name, word)])}",
            }
        )
    others = [(k, v) for k, v in query if k not in (name, "sort", "order", "limit")]
    return {
        "field": name,
        "values": values,
        "further": max(0, counts.of - len(values)),
        "open": bool(chosen),
        "all": f"/values/{name}?{urlencode(others)}",
    }


_NAMED = ("claimant", "camp", "party", "actor", "outlet", "place")


def named(desk: Desk, field: str, value: str | None) -> str:
    """A value of a field in words; a blank may be written as ``none``."""
    if value in (None, NONE):
        return "not told"
    if field == "document":
        return "one report"
    return desk.name(value) if field in _NAMED else value.removeprefix("other:").replace("_", " ")


def _without(query: list[tuple[str, str]], name: str, value: str) -> str:
    return f"/claims?{urlencode([pair for pair in query if pair != (name, value)])}"


def _at(query: list[tuple[str, str]], offset: int) -> str:
    return f"/claims?{urlencode([*query, ('offset', str(offset))])}"


def _sorted(query: list[tuple[str, str]], name: str, sort: str, descending: bool) -> str:
    rest = [(k, v) for k, v in query if k not in ("sort", "order")]
    down = not descending if name == sort else name in ("weight", "figure", "day", "published")
    return f"/claims?{urlencode([*rest, ('sort', name), ('order', 'down' if down else 'up')])}"


PAGE = Page(
    "/claims",
    "claims",
    "All claims: filtered by field, searched, sorted, counted by facet, a page at a time.",
    claims,
    (
        *FILTERS,
        Asked("sort", "by what they are sorted", choices=SORTS),
        Asked("order", "up or down", choices=("up", "down")),
        Asked("offset", "how many to pass over", "whole"),
        Asked("limit", f"how many to show: {_ROWS} unless told, {_MOST_ROWS} at most", "whole"),
    ),
)
