"""Judgements over a machine's row: the last word decides, and what is taken back leaves no trace."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.judging.overlay import by_subject, laid, standing, told
from counterclaim.model.codec import claim_to_row
from counterclaim.store import Filter, Judgement, Ledger, Verdict
from tests.samples import a_reading

ROW: dict[str, Any] = {"id": "c1", "party": "sylvania", "object": "tank", "outcome": "lost", "place": None}


def a_judgement(
    number: int, verdict: Verdict, correction: dict[str, Any] | None = None, **other: Any
) -> Judgement:
    given: dict[str, Any] = {"judge": "ada", "at": "2031-05-02T10:00:00+00:00", "reason": "", "round": None}
    return Judgement(number, "c1", "d1", verdict, correction, ROW, **given | other)


def said(*words: str, **other: Any) -> list[Judgement]:
    """ "a" accepted, "r" rejected, "m" merged, "n" noted, "u3" the third undone, "party=x" corrected."""
    plain: dict[str, Verdict] = {"a": "accepted", "r": "rejected", "n": "noted"}
    made = []
    for number, word in enumerate(words, 1):
        field, _, value = word.partition("=")
        if value:
            made.append(a_judgement(number, "corrected", {field: value}, **other))
        elif word.startswith("u"):
            made.append(a_judgement(number, "undone", {"judgement": int(word[1:])}, **other))
        elif word == "m":
            made.append(a_judgement(number, "merged", {"claim": "c2"}, **other))
        else:
            made.append(a_judgement(number, plain[word], **other))
    return made


LAID = [
    ("", "unjudged", None, {}),
    ("a", "accepted", 1, {}),
    ("n", "unjudged", None, {}),
    ("a n", "accepted", 1, {}),
    ("a r", "rejected", 2, {}),
    ("r a", "accepted", 2, {}),
    ("m", "merged", 1, {}),
    ("party=x", "corrected", 1, {"party": "x"}),
    ("party=x object=drone", "corrected", 2, {"party": "x", "object": "drone"}),
    ("party=x party=y", "corrected", 2, {"party": "y"}),
    ("party=x party=sylvania", "corrected", 2, {}),
    ("party=x a", "accepted", 2, {"party": "x"}),
    ("party=x r", "rejected", 2, {"party": "x"}),
    ("a u1", "unjudged", None, {}),
    ("a r u2", "accepted", 1, {}),
    ("a r u1", "rejected", 2, {}),
    ("party=x object=drone u1", "corrected", 2, {"object": "drone"}),
    ("party=x u1 u2", "corrected", 1, {"party": "x"}),
    ("party=x u1 u2 u3", "unjudged", None, {}),
    ("place=vell a u1", "accepted", 2, {}),
]


@pytest.mark.parametrize(("words", "state", "decides", "differs"), LAID)
def test_laid(words: str, state: str, decides: int | None, differs: dict[str, str]) -> None:
    of = laid(ROW, said(*words.split()))
    assert (of.state, of.judgement and of.judgement.id) == (state, decides)
    assert of.row == ROW | differs
    assert of.fields == tuple(differs)
    assert of.machine == ROW


def test_a_round_is_seen_by_its_coder_alone() -> None:
    mine = said("party=x", judge="ada", round=1)
    theirs = [a_judgement(2, "rejected", judge="bob", round=1), a_judgement(3, "accepted", judge="cleo")]
    held = mine + theirs
    assert (laid(ROW, held).state, laid(ROW, held).row) == ("accepted", ROW)
    assert laid(ROW, held, round=1, judge="ada").row["party"] == "x"
    assert laid(ROW, held, round=1, judge="bob").state == "rejected"
    assert laid(ROW, held, round=1, judge="cleo").state == "unjudged"
    assert laid(ROW, held, round=2, judge="ada").state == "unjudged"


def test_told() -> None:
    assert told(laid(ROW, said("n"))) == ROW
    row = told(laid(ROW, said("party=x", reason="the table says so")))
    assert {name: row[name] for name in ROW} == ROW | {"party": "x"}
    assert row["judged"] == {
        "verdict": "corrected",
        "judge": "ada",
        "at": "2031-05-02T10:00:00+00:00",
        "reason": "the table says so",
        "machine": {"party": "sylvania"},
    }
    assert told(laid(ROW, said("m")))["judged"]["claim"] == "c2"


WORDS = st.sampled_from(["a", "r", "m", "n", "party=x", "party=y", "object=drone", "place=vell"])


@st.composite
def histories(draw: st.DrawFn) -> list[Judgement]:
    """Judgements as a ledger can hold them: what is undone was said before and is not undone yet."""
    words: list[str] = []
    for _ in range(draw(st.integers(0, 8))):
        gone = _gone(words)
        left = [n for n in range(1, len(words) + 1) if n not in gone]
        undo = st.sampled_from(left).map(lambda n: f"u{n}") if left else st.nothing()
        words.append(draw(WORDS | undo))
    return said(*words)


def _gone(words: Sequence[str]) -> set[int]:
    gone: set[int] = set()
    for n, word in reversed([*enumerate(words, 1)]):
        if word.startswith("u") and n not in gone:
            gone.add(int(word[1:]))
    return gone


@given(histories())
def test_laying_again_changes_nothing(history: list[Judgement]) -> None:
    once = laid(ROW, history)
    again = laid(once.row, history)
    assert (again.row, again.state, again.judgement) == (once.row, once.state, once.judgement)
    assert again.fields == ()


@given(histories(), WORDS)
def test_undoing_takes_back_exactly(history: list[Judgement], word: str) -> None:
    (said_next,) = said(word)
    n = len(history)
    one = a_judgement(n + 1, said_next.verdict, said_next.correction)
    undo = a_judgement(n + 2, "undone", {"judgement": n + 1})
    redo = a_judgement(n + 3, "undone", {"judgement": n + 2})
    assert laid(ROW, [*history, one, undo]) == laid(ROW, history)
    assert laid(ROW, [*history, one, undo, redo]) == laid(ROW, [*history, one])


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_are_read_does_not_matter(
    history: list[Judgement], any_order: random.Random
) -> None:
    mixed = list(history)
    any_order.shuffle(mixed)
    assert laid(ROW, mixed) == laid(ROW, history)


@given(st.lists(WORDS, max_size=5), st.lists(WORDS, max_size=5), st.randoms(use_true_random=False))
def test_two_coders_may_write_in_any_order(
    mine: list[str], theirs: list[str], any_order: random.Random
) -> None:
    """What each of two coders of a round said does not depend on when the other said something."""

    def written(turns: list[str]) -> dict[str, tuple[Any, ...]]:
        queues = {"ada": [*said(*mine)], "bob": [*said(*theirs)]}
        held = []
        for number, judge in enumerate(turns, 1):
            one = queues[judge].pop(0)
            held.append(a_judgement(number, one.verdict, one.correction, judge=judge, round=1))
        seen = {judge: laid(ROW, held, round=1, judge=judge) for judge in queues}
        assert laid(ROW, held).state == "unjudged"
        return {judge: (of.row, of.state, of.fields) for judge, of in seen.items()}

    turns = ["ada"] * len(mine) + ["bob"] * len(theirs)
    mixed = list(turns)
    any_order.shuffle(mixed)
    assert written(mixed) == written(turns)


def test_by_subject() -> None:
    assert by_subject([]) == {}
    assert [one.id for one in by_subject(said("a", "r"))["c1"]] == [1, 2]


FITTING = [
    ({}, "12 30"),
    ({"party": "sylvania"}, "30"),
    ({"party": "freedonia"}, "12"),
    ({"party": "freedonia", "outcome": "lost"}, "12"),
    ({"outcome": "none"}, "30"),
    ({"claimant": "Residents"}, "12"),
    ({"claimant": "freedonian_mod"}, "30"),
    ({"since": date(2031, 6, 1)}, "12"),
    ({"until": date(2031, 5, 31)}, "30"),
    ({"document": "a.txt"}, "12 30"),
]


@pytest.mark.parametrize(("where", "figures"), FITTING)
def test_what_is_asked_for_is_asked_of_the_corrected_claim(
    tmp_path: Path, where: dict[str, Any], figures: str
) -> None:
    raw, document, (claim, other) = a_reading()
    right = {
        "party": "freedonia",
        "claimant": {"id": "residents", "name": "Residents", "camp": None},
        "window": {
            "kind": "instant",
            "start": None,
            "end": "2031-06-02",
            "precision": "day",
            "basis": "explicit",
        },
    }
    with Ledger(tmp_path / "case.db", writing=True) as ledger:
        ledger.begin("0.1.0+abc", {})
        ledger.add(raw, document, [claim, other])
        row = claim_to_row(claim)
        ledger.judgements.add(claim.id, "corrected", row, "ada", document=document.id, correction=right)
        found = list(standing(ledger, Filter(**where)))
        assert " ".join(one["number"]["text"] for one in found) == figures
        assert [one["number"]["text"] for one in found if "judged" in one] == ["12"] * ("12" in figures)
        undone = {"judgement": 1}
        ledger.judgements.add(claim.id, "undone", row, "ada", document=document.id, correction=undone)
        assert list(standing(ledger, Filter(**where))) == list(ledger.claims(Filter(**where)))
