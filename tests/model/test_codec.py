"""Rows give back exactly what they were made from; ids are functions of content."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.model import (
    Agent,
    Claim,
    Document,
    DossierChoice,
    Event,
    Ground,
    Place,
    Published,
    Raw,
    Relation,
    Segment,
    Span,
    Value,
    Window,
)
from counterclaim.model.codec import (
    claim_from_row,
    claim_id,
    claim_to_row,
    document_from_row,
    document_id,
    document_to_row,
    relation_from_row,
    relation_id,
    relation_to_row,
    to_line,
)

WORDS = st.text(max_size=12)
# Lone surrogates too: a JSON record can hold one, and a line that says so must still be written.
ANY_WORDS = st.text(st.characters(), max_size=12)
DAYS = st.dates()
SPANS = st.builds(Span, st.integers(0), st.integers(0), ANY_WORDS)
AGENTS = st.builds(Agent, WORDS, WORDS, st.none() | WORDS)
NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)


def _maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


VALUES = st.builds(
    Value,
    low=_maybe(NUMBERS),
    high=_maybe(NUMBERS),
    qualifier=st.sampled_from(["exact", "about", "at_least"]),
    words=ANY_WORDS,
    statistic=st.sampled_from(["total", "share"]),
    unit=_maybe(WORDS),
)
WINDOWS = st.builds(
    Window,
    kind=st.sampled_from(["period", "cumulative", "instant", "unknown"]),
    start=_maybe(DAYS),
    end=_maybe(DAYS),
    precision=_maybe(st.sampled_from(["day", "month"])),
    basis=st.sampled_from(["explicit", "unknown"]),
)
CLAIMS = st.builds(
    Claim,
    id=WORDS,
    kind=st.sampled_from(["quantity", "status", "response"]),
    document=WORDS,
    source=ANY_WORDS,
    number=_maybe(SPANS),
    evidence=SPANS,
    value=_maybe(VALUES),
    object=_maybe(WORDS),
    outcome=_maybe(WORDS),
    party=_maybe(WORDS),
    actor=_maybe(WORDS),
    event=_maybe(st.builds(Event, _maybe(WORDS), _maybe(WORDS), _maybe(DAYS), _maybe(WORDS))),
    place=_maybe(st.builds(Place, WORDS, WORDS)),
    window=WINDOWS,
    stated=_maybe(st.tuples(DAYS, DAYS)),
    claimant=AGENTS,
    relays=st.lists(AGENTS, max_size=3).map(tuple),
    voice=st.sampled_from(["quote", "indirect", "narrator"]),
    stance=st.sampled_from(["asserted", "denied"]),
    segment=st.sampled_from(["headline", "body"]),
    answers=_maybe(WORDS),
    doubts=st.lists(WORDS, max_size=2).map(tuple),
    grounds=st.lists(st.builds(Ground, WORDS, WORDS, _maybe(SPANS)), max_size=3).map(tuple),
)
DOCUMENTS = st.builds(
    Document,
    id=WORDS,
    source=ANY_WORDS,
    text=ANY_WORDS,
    segments=st.lists(
        st.builds(Segment, st.sampled_from(["headline", "body"]), st.integers(0), st.integers(0)), max_size=3
    ).map(tuple),
    published=st.builds(
        Published, _maybe(DAYS), _maybe(DAYS), _maybe(DAYS), st.sampled_from(["stated", "unknown"]), WORDS
    ),
    dossier=st.builds(DossierChoice, _maybe(WORDS), WORDS),
    language=_maybe(WORDS),
    url=_maybe(WORDS),
    title=_maybe(WORDS),
    outlet=_maybe(AGENTS),
    taken_from=_maybe(AGENTS),
    declined=_maybe(WORDS),
)
FIELDS = (
    "id kind document source number evidence value object outcome party actor event place window stated "
    "claimant relays voice stance segment answers doubts grounds"
)


@given(CLAIMS)
def test_claim_round_trip(claim: Claim) -> None:
    row = claim_to_row(claim)
    assert claim_from_row(row) == claim
    assert claim_from_row(json.loads(to_line(row))) == claim
    assert " ".join(row) == FIELDS


@given(DOCUMENTS)
def test_document_round_trip(document: Document) -> None:
    row = document_to_row(document)
    assert document_from_row(json.loads(to_line(row))) == document
    assert {field.name for field in dataclasses.fields(Document)} == set(row)


@given(WORDS, WORDS, ANY_WORDS)
def test_relation_round_trip(source: str, target: str, why: str) -> None:
    relation = Relation(relation_id("agrees", source, target), "agrees", source, target, why)
    assert relation_from_row(json.loads(to_line(relation_to_row(relation)))) == relation


@given(CLAIMS)
def test_a_line_is_one_line_that_can_be_written(claim: Claim) -> None:
    line = to_line(claim_to_row(claim))
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode()) == claim_to_row(claim)


@pytest.mark.parametrize(
    ("number", "written"),
    [(15000.0, "15000"), (2.5, "2.5"), (38000, "38000"), (2.7e9, "2700000000"), (None, "null"), (0.0, "0")],
)
def test_whole_numbers_have_no_fraction(number: float | None, written: str) -> None:
    claim = dataclasses.replace(_plain_claim(), value=Value(number, number, "exact", "so many"))
    assert f'"value": {{"low": {written}, "high": {written}, "qualifier"' in to_line(claim_to_row(claim))


def test_letters_stay_letters() -> None:
    line = to_line({"text": "Суджа — 12 😀", "next": "a\u2028b"})
    assert line == '{"text": "Суджа — 12 😀", "next": "a\\u2028b"}'


def test_infinity_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_line({"low": float("inf")})


def test_ids_keep_their_values() -> None:
    """Written down: an id that changes between versions breaks every link into a ledger."""
    raw = Raw("reports/a.txt", "Ten tanks were lost.", b"")
    assert document_id(raw) == "d0d7ee5a63a0ec41b"
    assert claim_id("d0", "quantity", 0, 3, "tank", "lost", None) == "c55e2d548f37769ba"
    assert relation_id("agrees", "c1", "c2") == "r489b6fa0e06e2651"


@pytest.mark.parametrize("source", ["a.txt", "/data/pile/a.txt", "C:\\pile\\a.txt", "./a.txt"])
def test_folders_do_not_count(source: str) -> None:
    assert document_id(Raw(source, "text", b"")) == document_id(Raw("other/a.txt", "text", b"else"))


def test_names_in_either_normal_form_are_one() -> None:
    assert document_id(Raw("Kö.txt", "t", b"")) == document_id(Raw("Ko\u0308.txt", "t", b""))


@pytest.mark.parametrize(
    "other",
    [
        Raw("b.txt", "text", b"", url="u"),
        Raw("a.txt", "texts", b"", url="u"),
        Raw("a.txt", "text", b""),
        Raw("a.txt", "utext", b"", url=""),
        Raw("a.txtu", "text", b"", url=""),
    ],
)
def test_name_address_and_text_count(other: Raw) -> None:
    assert document_id(Raw("a.txt", "text", b"", url="u")) != document_id(other)


@given(st.lists(st.none() | st.sampled_from(["", "-", "0:", "a", "1:a"]), min_size=3, max_size=3))
def test_no_two_claims_run_together(parts: list[str | None]) -> None:
    ids = {claim_id("d", "quantity", 0, 1, *order) for order in ((*parts,), (*parts[::-1],))}
    assert (len(ids) == 1) == (parts == parts[::-1])


def _plain_claim() -> Claim:
    return Claim(
        id="c",
        kind="quantity",
        document="d",
        source="s",
        number=Span(0, 1, "1"),
        evidence=Span(0, 1, "1"),
        value=None,
        object=None,
        outcome=None,
        party=None,
        actor=None,
        event=None,
        place=None,
        window=Window("period", date(2024, 8, 6), None, "day", "explicit"),
        stated=None,
        claimant=Agent("narrator", "narrator"),
        relays=(),
        voice="narrator",
        stance="asserted",
        segment="body",
    )
