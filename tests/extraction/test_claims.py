"""What holds of every claim, whatever the text."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from counterclaim import extract
from counterclaim.extraction import extract_claims
from counterclaim.model import Claim, SegmentKind, Span
from counterclaim.model.codec import claim_from_row, claim_to_row
from tests.extraction.readings import claims, document, world
from tests.hostile import TEXTS

REPORT = (
    "🚢 The harbour office said on Monday that at least 45 Turkish sailors were killed near İzmir, "
    "12 of them cadets.\n\n"
    "“We lost 3 boats,” Київ Mayor Tomas Vale said. According to the coast guard, 1,204 houses were destroyed."
)
SENTENCE = "The coast guard said {figure} Turkish sailors were killed in Idlib on Monday. "
# What the pieces of a text may come after: the middle of a report that has claims.
IN_A_REPORT = TEXTS.map(
    lambda text: f"The ministry said 12 soldiers were killed. {text} 7 tanks were destroyed."
)


def _spans(claim: Claim) -> Iterator[Span]:
    yield claim.evidence
    if claim.number:
        yield claim.number
    yield from (ground.at for ground in claim.grounds if ground.at)


def _check(text: str, found: Sequence[Claim]) -> None:
    for claim in found:
        assert all(text[s.start : s.end] == s.text != "" for s in _spans(claim))
        assert claim.number is not None
        assert claim.evidence.start <= claim.number.start < claim.number.end <= claim.evidence.end
        assert claim.value is not None
        if claim.value.low is not None and claim.value.high is not None:
            assert claim.value.low <= claim.value.high
        assert claim_from_row(claim_to_row(claim)) == claim
    starts = [claim.number.start for claim in found if claim.number]
    assert starts == sorted(starts)
    assert len({claim.id for claim in found}) == len(found)


@given(TEXTS.filter(lambda text: "\ud800" not in text))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read(text: str) -> None:
    _check(text, extract(text))


@given(TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_whatever_its_language(text: str) -> None:
    _check(text, claims(text))


@given(IN_A_REPORT)
@settings(max_examples=150, deadline=None)
def test_any_text_within_a_report_is_read(text: str) -> None:
    _check(text, claims(text))


def test_spans_are_exact_beside_odd_letters() -> None:
    found = extract(REPORT, dossier=None)
    _check(REPORT, found)
    assert [claim.number.text for claim in found if claim.number] == ["45", "12", "3", "1,204"]


def test_every_field_that_is_filled_says_why() -> None:
    (claim,) = extract(SENTENCE.format(figure="about 45"), published="2024-05-09", dossier=None)
    assert {g.field: g.at.text if g.at else "" for g in claim.grounds} == {
        "claimant": "The coast guard said",
        "object": "sailors",
        "outcome": "killed",
        "party": "Turkish",
        "place": "Idlib",
        "value": "about",
        "window": "on Monday",
    }
    assert all(ground.reason for ground in claim.grounds)


def test_the_day_of_the_saying_is_kept() -> None:
    (claim,) = extract(
        "In March, the mayor said that 45 people were killed.", published="2024-05-09", dossier=None
    )
    assert claim.stated == (date(2024, 3, 1), date(2024, 3, 31))
    assert claim.window.kind == "unknown"


def test_a_declined_document_claims_nothing() -> None:
    asked = document(SENTENCE.format(figure="45"))
    assert len(extract_claims(asked, world(), None)) == 1
    assert extract_claims(replace(asked, declined="the language is not supported"), world(), None) == ()


@pytest.mark.parametrize(
    ("kind", "count"), [("headline", 1), ("caption", 1), ("metadata", 0), ("boilerplate", 0)]
)
def test_only_the_report_itself_is_read(kind: SegmentKind, count: int) -> None:
    found = extract_claims(document(SENTENCE.format(figure="45"), kind), world(), None)
    assert [claim.segment for claim in found] == [kind] * count


def test_nothing_is_decided_by_chance() -> None:
    first, second = extract(REPORT, dossier=None), extract(REPORT, dossier=None)
    assert first == second
    assert len(first) == 4


def test_ids_tell_claims_of_one_figure_in_two_places_apart() -> None:
    text = SENTENCE.format(figure="45") + SENTENCE.format(figure="45")
    one, two = extract(text, dossier=None)
    assert one.id != two.id
    assert (one.object, one.outcome, one.party) == (two.object, two.outcome, two.party)


def test_ids_depend_on_the_document() -> None:
    one, two = (extract(SENTENCE.format(figure=n), dossier=None)[0] for n in ("45", "46"))
    assert one.id != two.id


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "12", "killed", "12 killed", '"'])
def test_next_to_nothing(text: str) -> None:
    _check(text, extract(text))
    _check(text, claims(text))


# Each of these has a figure or a name to be looked at.
SLOW = (
    "1, ", "1 000 ", "1-", "no ", "a million ", "killed 5, ", "the toll reached 1,500 deaths. ",
    "20 men, nine of them ", "he said 5 died. ", "Ministry of ", "2024-", "according to ", "half of ",
)  # fmt: skip
HOSTILE = (
    *SLOW, "1,", "1.", "7" * 9, '"', '" x ', "“", "said ", "who said, ", "a.a.", "A.", "A. ", "AB ", "Ab Cd ", "x",
    "a-", "a@", "(", "-", "\n\n", "of ", "five hundred ", "number of ", "Russian ", "a's ", "at least ", "since ",
    "http://a ", "İ", "🚢", "三", "!", "?!)", "...", "[1]", "é\n", "“\n", "12 to ", "in 2021 ", "$",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_the_length(piece: str) -> None:
    """Four times the text takes about four times the time; where it grew with the square it would take sixteen."""
    size = 200 if piece in SLOW else 1000
    short, long = piece * size, piece * (4 * size)
    _check(short, claims(short))  # this also loads the vocabulary
    assert _seconds(long) < 9 * _seconds(short) + 0.05


def _seconds(text: str) -> float:
    best = float("inf")
    for _ in range(2):
        begin = time.process_time()
        claims(text)
        best = min(best, time.process_time() - begin)
    return best
