"""The listing once more, as plain loops over the rows of a ledger; and ledgers with odd claims to try both on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from counterclaim.model import UNKNOWN_WINDOW, Agent, Claim, Document, Place, Published, Raw, Value, Window
from counterclaim.store import Ledger
from counterclaim.store.listing import FACETS, SORTS, STATES, Change, Wanted
from tests.samples import a_claim, a_document, a_raw

DAYS = (date(1, 1, 1), date(2031, 4, 30), date(2031, 5, 1), date(2031, 5, 2), date(9999, 12, 31))
FIGURES = (0.0, 2.0, 7.5, 7.0, 12.0, 1e300, -3.0)
WORDS = ("army", "Army", "lost", "élan", "tanks", "tank", "near", "vell", "don't")
AGENTS = (
    Agent("mod", "Ministry"),
    Agent("mod", "a ministry", "freedonia"),
    Agent("narrator", ""),
    Agent("zed", "Änne"),
    Agent("anne", "Zed", "sylvania"),
)
OUTLETS = (None, Agent("gazette", "Vell Gazette"), Agent("daily", "the Daily"))
SEARCHES = (
    "army",
    "lost tanks",
    '"lost tanks"',
    "tan*",
    '"army lo"*',
    "elan",
    "ARMY",
    "don't",
    "absent",
    " ",
)

_windows = st.builds(
    Window,
    st.sampled_from(["period", "cumulative", "instant"]),
    st.sampled_from([None, *DAYS]),
    st.sampled_from([None, *DAYS]),
    st.just("day"),
    st.just("relative"),
)
_figures = st.sampled_from([None, *FIGURES])
_values = st.builds(
    Value,
    _figures,
    _figures,
    st.sampled_from(["exact", "vague"]),
    st.just("some"),
    st.sampled_from(["total", "share"]),
    st.sampled_from([None, "percent"]),
)
_coded = st.sampled_from([None, "tank", "Tank", "none", "z"])
_claims = st.fixed_dictionaries(
    {
        "value": _values | st.none(),
        "object": _coded,
        "outcome": _coded,
        "party": _coded,
        "actor": _coded,
        "place": st.sampled_from([None, Place("vell", "Vell"), Place("orm", "the Orm")]),
        "window": _windows | st.just(UNKNOWN_WINDOW),
        "claimant": st.sampled_from(AGENTS),
        "voice": st.sampled_from(["quote", "narrator"]),
        "stance": st.sampled_from(["asserted", "denied"]),
        "segment": st.sampled_from(["headline", "body"]),
        "doubts": st.sampled_from([(), ("look",), ('"doubts": []',)]),
    }
)
_sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
_documents = st.tuples(
    st.sampled_from(["a.txt", "b.txt", "c/a.txt", "d.txt"]),
    st.sampled_from(OUTLETS),
    st.sampled_from([None, *DAYS]),
    st.lists(st.tuples(_sentences, _claims, st.booleans()), max_size=5),
)
LEDGERS = st.lists(st.tuples(_documents, st.booleans()), max_size=5)
"""Documents in the order in which they come; each is afterwards read by a newer extractor that finds less, or not."""


def filled(path: Path, documents: Iterable[tuple[Any, bool]]) -> None:
    """A ledger of them, new or added to."""
    numbers = count()
    with Ledger(path, writing=True) as ledger:
        for (name, outlet, day, said), again in documents:
            raw, document, claims = _read(name, outlet, day, said, next(numbers))
            ledger.begin("0.1.0+a", {})
            ledger.add(raw, document, claims)
            if again:
                ledger.begin("0.2.0+b", {})
                ledger.add(raw, document, claims[1:])


def _read(
    name: str, outlet: Agent | None, day: date | None, said: Any, number: int
) -> tuple[Raw, Document, list[Claim]]:
    lines = [f"{sentence} {1000 + number * 10 + nth}." for nth, (sentence, _, _) in enumerate(said)]
    raw = a_raw(name, f"Heading {number}\n\n" + "\n".join(lines))
    published = Published(day, day, day, "stated" if day else "unknown", "says so")
    document = a_document(raw, outlet=outlet, published=published)
    claims = []
    for nth, (_, fields, counts) in enumerate(said):
        claim = a_claim(document, str(1000 + number * 10 + nth), **fields)
        claims.append(claim if counts else replace(claim, kind="status", number=None, value=None))
    return raw, document, claims


def facts_of(ledger: Ledger) -> list[dict[str, Any]]:
    """What is known of each claim, in the order of the text."""
    documents = {row["id"]: row for row in ledger.documents()}
    found = []
    for row in ledger.claims():
        of, value = documents[row["document"]], row["value"] or {}
        published = of["published"]["day"]
        low, high = value.get("low"), value.get("high")
        day = row["window"]["end"] or row["window"]["start"] or published
        found.append(
            {name: row[name] for name in ("id", "document", "kind", "party", "actor", "object", "outcome")}
            | {name: row[name] for name in ("voice", "stance", "segment")}
            | {name: value.get(name) for name in ("qualifier", "statistic", "unit")}
            | {
                "row": row,
                "outlet": of["outlet"] and of["outlet"]["id"],
                "claimant": row["claimant"]["id"],
                "camp": row["claimant"]["camp"],
                "place": row["place"] and row["place"]["id"],
                "window_kind": row["window"]["kind"],
                "doubts": "yes" if row["doubts"] else "no",
                "state": "unjudged",
                "low": low,
                "high": high,
                "day": day and date.fromisoformat(day),
                "published": published and date.fromisoformat(published),
                "weight": 0.0,
                "words": re.findall(r"\w+", row["evidence"]["text"].lower().replace("é", "e")),
            }
        )
    return found


def orders_of(facts: Sequence[dict[str, Any]]) -> dict[str, list[str | None]]:
    """The values of each facet as equals follow one another: by alphabet, the blank last."""
    orders: dict[str, list[str | None]] = {
        name: sorted({one[name] for one in facts}, key=lambda value: (value is None, value or ""))
        for name in FACETS
    }
    return orders | {"state": list(STATES)}


def names_of(facts: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The names of claimants: the most frequent, of equals the first in the alphabet."""
    said = Counter((one["claimant"], one["row"]["claimant"]["name"]) for one in facts)
    best = sorted(said, key=lambda pair: (said[pair], [-ord(letter) for letter in pair[1]]))
    return {one: name for one, name in best if name} | {"gazette": "Vell Gazette", "daily": "the Daily"}


def meets(one: dict[str, Any], wanted: Wanted, without: str | None = None) -> bool:
    """Whether a claim is wanted, whatever is asked of one facet."""
    if any(
        (chosen := getattr(wanted, name)) and one[name] not in chosen for name in FACETS if name != without
    ):
        return False
    ends = [end for end in (one["low"], one["high"]) if end is not None]
    day = one["day"]
    return (
        (wanted.since is None or (day is not None and day >= wanted.since))
        and (wanted.until is None or (day is not None and day <= wanted.until))
        and (wanted.least is None or any(end >= wanted.least for end in ends))
        and (wanted.most is None or any(end <= wanted.most for end in ends))
        and _has(one["words"], wanted.search)
    )


def _has(words: list[str], search: str) -> bool:
    for phrase, star, word in re.findall(r'"([^"]*)"(\*?)|(\S+)', search):
        begins = bool(star) or word.endswith("*")
        sought = re.findall(r"\w+", (phrase or word).lower())
        runs = (words[at : at + len(sought)] for at in range(len(words) - len(sought) + 1))
        if not any(
            run[:-1] == sought[:-1] and (run[-1].startswith(sought[-1]) if begins else run[-1] == sought[-1])
            for run in runs
        ):
            return False
    return True


def in_order(
    facts: Sequence[dict[str, Any]], sort: str, descending: bool, names: dict[str, str]
) -> list[str]:
    """The ids of claims in order."""

    def key(one: dict[str, Any]) -> Any:
        match sort:
            case "text" | "weight":
                return 0 if sort == "text" else one["weight"]
            case "day" | "published":
                return one[sort]
            case "figure":
                low, high = one["low"], one["high"]
                ends = (high if low is None else low, low if high is None else high)
                return None if None in ends else ends
            case _:
                value = one[sort]
                return value and (names.get(value, value).casefold(), value)

    some = sorted((one for one in facts if key(one) is not None), key=key)
    blank = [one for one in facts if key(one) is None]
    return [one["id"] for one in [*(reversed(some) if descending else some), *blank]]


def counts_of(
    facts: Sequence[dict[str, Any]], wanted: Wanted, orders: dict[str, list[str | None]]
) -> dict[str, tuple[list[tuple[str | None, int]], int]]:
    """To each facet the twelve most frequent values, those chosen, and how many values there are."""
    found = {}
    for name in FACETS:
        counts = Counter(one[name] for one in facts if meets(one, wanted, name))
        order = [*orders[name], *dict.fromkeys(v for v in getattr(wanted, name) if v not in orders[name])]
        most = sorted(counts, key=lambda value: (-counts[value], order.index(value)))[:12]
        chosen = dict.fromkeys(v for v in getattr(wanted, name) if v not in most)
        also = sorted(chosen, key=lambda value: value not in orders[name])
        found[name] = ([(value, counts[value]) for value in [*most, *also]], len(counts))
    return found


def questions(facts: Sequence[dict[str, Any]]) -> st.SearchStrategy[Wanted]:
    """Questions about some claims, most of which some claim meets."""

    def chosen(name: str) -> st.SearchStrategy[tuple[str | None, ...]]:
        values = [*{one[name] for one in facts}, None, "nowhere", *(STATES if name == "state" else ())]
        picked = st.lists(st.sampled_from(sorted(values, key=str)), min_size=1, max_size=9).map(tuple)
        # Rarely, or with so many fields nothing would be found.
        return st.sampled_from(range(6)).flatmap(lambda die: picked if die == 0 else st.just(()))

    rarely = {
        "since": st.sampled_from([None, None, None, *DAYS]),
        "until": st.sampled_from([None, None, None, *DAYS]),
        "least": st.sampled_from([None] * 6 + [*FIGURES]),
        "most": st.sampled_from([None] * 6 + [*FIGURES]),
        "search": st.sampled_from([""] * 8 + [*SEARCHES]),
    }
    return st.builds(Wanted, **{name: chosen(name) for name in FACETS}, **rarely)


def changes(facts: Sequence[dict[str, Any]], rowids: dict[str, int]) -> st.SearchStrategy[list[Change]]:
    """Judgements of some claims."""
    names = [name for name in FACETS if name not in ("document", "state")]
    # Values that are new begin with a letter after all others, as they stand after all others.
    facet = st.dictionaries(st.sampled_from(names), st.sampled_from([None, "tank", "mod", "new"]), max_size=3)
    figures = st.fixed_dictionaries({"low": _figures, "high": _figures})
    day = st.fixed_dictionaries({"day": st.sampled_from([None, *DAYS])})
    state = st.fixed_dictionaries({"state": st.sampled_from(STATES)})
    fields = st.tuples(facet, st.just({}) | figures, st.just({}) | day, st.just({}) | state).map(
        lambda parts: {name: value for part in parts for name, value in part.items()}
    )
    one = st.builds(
        Change,
        st.sampled_from(sorted(rowids.values()) or [1]),
        fields,
        st.just({}) | st.just({"claimant": "A new one"}),
    )
    return st.lists(one, max_size=6 if facts else 0)


sorts = st.sampled_from(SORTS)
