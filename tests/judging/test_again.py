"""Judgements survive a new run of the machine, or it is said that they do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from counterclaim.judging.again import Again, again, of_document, survey
from counterclaim.judging.overlay import laid
from counterclaim.model import UNKNOWN_WINDOW, Agent, Claim, Span
from counterclaim.model.codec import Row, claim_to_row
from counterclaim.store import Judgement, Ledger
from counterclaim.store.judgements import Verdict
from tests.samples import TEXT, a_claim, a_document, a_raw

DOCUMENT = a_document(a_raw())
TANKS, LORRIES = a_claim(DOCUMENT, "12"), a_claim(DOCUMENT, "30", object="vehicle")
TWICE = "Losses\n\nSylvania lost 12 tanks near Vell, then 12 more."


def judged(
    claim: Claim, verdict: Verdict = "accepted", correction: Row | None = None, number: int = 1
) -> Judgement:
    row = claim_to_row(claim)
    return Judgement(number, claim.id, claim.document, verdict, correction, row, "ada", "2031-05-03", "")


def rows(*claims: Claim) -> list[Row]:
    return [claim_to_row(claim) for claim in claims]


def told(found: Again) -> dict[str, list[Any]]:
    """What became of each, in short."""
    return {
        "stands": [one.subject for one in found.stands],
        "conflicts": [(one.subject, _changes(one.changes)) for one in found.conflicts],
        "carried": [(one.claim["id"], one.how, _changes(one.changes)) for one in found.carried],
        "lost": [one.subject for one in found.lost],
    }


def _changes(changes: Any) -> list[tuple[str, Any, Any, bool]]:
    return [(one.field, one.then, one.now, one.settled) for one in changes]


NOTHING: dict[str, list[Any]] = {"stands": [], "conflicts": [], "carried": [], "lost": []}
UNNAMED = Agent("unnamed", "unnamed")
OTHER_SPEAKER = a_claim(DOCUMENT, "12", claimant=UNNAMED, doubts=("a new doubt",))
OTHER_PARTY = a_claim(DOCUMENT, "12", party="freedonia")
OTHER_OUTCOME = a_claim(DOCUMENT, "12", party="freedonia", outcome="damaged")
SPEAKERS = ("claimant", claim_to_row(TANKS)["claimant"], claim_to_row(OTHER_SPEAKER)["claimant"])
NEAR = (TANKS.evidence.start, TANKS.evidence.end - 1)
SHORTER = a_claim(DOCUMENT, "12", evidence=Span(*NEAR, TEXT[slice(*NEAR)]))

CASES: list[tuple[str, list[Judgement], list[Claim], dict[str, list[Any]]]] = [
    ("as it was", [judged(TANKS)], [TANKS, LORRIES], {"stands": [TANKS.id]}),
    (
        "doubts are not judged",
        [judged(TANKS)],
        [a_claim(DOCUMENT, "12", doubts=("?",))],
        {"stands": [TANKS.id]},
    ),
    ("a note is not lost", [judged(TANKS, "noted")], [LORRIES], {"lost": [TANKS.id]}),
    (
        "taken back",
        [judged(TANKS), judged(TANKS, "undone", {"judgement": 1}, 2)],
        [LORRIES],
        {},
    ),
    (
        "another speaker",
        [judged(TANKS)],
        [OTHER_SPEAKER],
        {"conflicts": [(TANKS.id, [(*SPEAKERS, False)])]},
    ),
    (
        "the machine has come round",
        [judged(TANKS, "corrected", {"claimant": SPEAKERS[2]})],
        [OTHER_SPEAKER],
        {"stands": [TANKS.id]},
    ),
    (
        "judged again since",
        [judged(TANKS), judged(OTHER_SPEAKER, number=2)],
        [OTHER_SPEAKER],
        {"stands": [TANKS.id]},
    ),
    (
        "a shorter sentence",
        [judged(TANKS)],
        [SHORTER],
        {"conflicts": [(TANKS.id, [("evidence", TANKS.evidence.text, SHORTER.evidence.text, False)])]},
    ),
    (
        "another party at its place",
        [judged(TANKS)],
        [OTHER_PARTY, LORRIES],
        {"carried": [(OTHER_PARTY.id, "same place", [("party", "sylvania", "freedonia", False)])]},
    ),
    (
        "the party that was put right",
        [judged(TANKS, "corrected", {"party": "freedonia"})],
        [OTHER_PARTY],
        {"carried": [(OTHER_PARTY.id, "same place", [("party", "sylvania", "freedonia", True)])]},
    ),
    (
        "of two at its place the more alike",
        [judged(TANKS)],
        [OTHER_OUTCOME, OTHER_PARTY],
        {"carried": [(OTHER_PARTY.id, "same place", [("party", "sylvania", "freedonia", False)])]},
    ),
    (
        "what is judged itself takes no other's",
        [judged(TANKS), judged(OTHER_PARTY, number=2)],
        [OTHER_PARTY],
        {"stands": [OTHER_PARTY.id], "lost": [TANKS.id]},
    ),
    ("gone", [judged(TANKS)], [LORRIES], {"lost": [TANKS.id]}),
    ("all gone", [judged(TANKS), judged(LORRIES, number=2)], [], {"lost": [TANKS.id, LORRIES.id]}),
]


@pytest.mark.parametrize(
    ("judgements", "claims", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_again(judgements: list[Judgement], claims: list[Claim], expected: dict[str, list[Any]]) -> None:
    assert told(again(DOCUMENT.id, judgements, rows(*claims))) == NOTHING | expected


def test_a_number_that_was_put_right_is_found_there() -> None:
    number = (
        {"start": LORRIES.number.start, "end": LORRIES.number.end, "text": "30"} if LORRIES.number else {}
    )
    found = again(DOCUMENT.id, [judged(TANKS, "corrected", {"number": number})], rows(LORRIES))
    ((claim, how, changes),) = told(found)["carried"]
    assert (claim, how) == (LORRIES.id, "same place")
    assert ("number", "12", "30", True) in changes


def test_what_has_no_number_is_found_by_its_sentence() -> None:
    plain: dict[str, Any] = {"kind": "status", "number": None, "value": None}
    status = claim_to_row(a_claim(DOCUMENT)) | plain | {"id": "c1"}
    one = Judgement(1, "c0", DOCUMENT.id, "accepted", None, status | {"id": "c0"}, "ada", "2031-05-03", "")
    assert told(again(DOCUMENT.id, [one], [*rows(TANKS), status]))["carried"] == [("c1", "same place", [])]


def test_in_a_moved_text_it_is_found_in_the_same_sentence() -> None:
    before, after = (a_document(a_raw("a.txt", text)) for text in (TWICE, f"New: {TWICE}\n\nMore."))
    second = TWICE.rindex("12")
    early, late = a_claim(before), _at(before, second)
    early_now, late_now = a_claim(after), _at(after, second + 5)
    moved = [judged(late, "rejected"), judged(early, number=2)]
    found = again(after.id, [], rows(early_now, late_now), moved=moved)
    assert told(found)["carried"] == [
        (late_now.id, "same sentence", []),
        (early_now.id, "same sentence", []),
    ]
    assert laid(found.carried[0].claim, found.carried[0].judgements).state == "rejected"
    assert told(again(after.id, [], rows(early_now)[:0], moved=moved))["lost"] == [late.id, early.id]


def _at(document: Any, start: int) -> Claim:
    return a_claim(document, "12", number=Span(start, start + 2, "12"), party=None, window=UNKNOWN_WINDOW)


def test_a_ledger_tells_of_its_current_documents(tmp_path: Path) -> None:
    """A page that was fetched again has another text: its judgements are looked for in the new one."""
    path = tmp_path / "case.db"
    old, new = (a_document(a_raw("a.txt", text)) for text in (TEXT, TEXT.replace("🚜", "")))
    other = a_document(a_raw("b.txt", TEXT.replace("12", "14")))
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+abc", {})
        claims = {
            document.id: a_claim(document, "14" if document is other else "12")
            for document in (old, new, other)
        }
        for document in (old, other):
            ledger.add(a_raw(document.source, document.text), document, [claims[document.id]])
        for claim in (claims[old.id], claims[other.id]):
            row = claim_to_row(claim)
            ledger.judgements.add(claim.id, "accepted", row, "ada", document=claim.document)
        assert {one.document: len(one.stands) for one in survey(ledger)} == {old.id: 1, other.id: 1}
        ledger.add(a_raw("a.txt", new.text), new, [claims[new.id]])
        found = {one.document: one for one in survey(ledger)}
        assert [*found] == sorted([new.id, other.id])
        assert told(found[new.id])["lost"] == [claims[old.id].id]  # its sentence is another one
        assert told(found[other.id])["stands"] == [claims[other.id].id]
        ledger.begin("0.2.0+def", {})
        ledger.add(a_raw("b.txt", other.text), other, [])
        assert told(of_document(ledger, other.id))["lost"] == [claims[other.id].id]
        ledger.sight("c.txt", old.id)  # and the old page is still to be seen elsewhere
        assert told(of_document(ledger, old.id))["stands"] == [claims[old.id].id]
        assert told(of_document(ledger, new.id)) == NOTHING
