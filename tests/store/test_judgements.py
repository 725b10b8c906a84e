"""Judgements are kept as they were given, by many at once, and refused where they cannot be."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import JudgementError, LedgerError
from counterclaim.store import Judgements, Ledger
from counterclaim.store import connect as connecting
from tests.samples import a_reading

SEEN = {"id": "c1", "party": "sylvania"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+abc", {})
        ledger.add(*a_reading())
    return path


def test_what_is_judged_comes_back(path: Path) -> None:
    with Ledger.judging(path) as judgements:
        first = judgements.add("c1", "accepted", SEEN, "ada", document="d1")
        right = {"party": "freedonia", "place": None}
        second = judgements.add(
            "c1", "corrected", SEEN, "bob", document="d1", correction=right, reason="§ 2 🚜"
        )
        third = judgements.add("r1", "rejected", {"id": "r1"}, "ada")
        assert (first, second, third) == (1, 2, 3)
    with Ledger(path) as ledger:
        held = ledger.judgements
        assert held.newest() == 3
        assert [one.id for one in held.all()] == [1, 2, 3]
        assert [one.id for one in held.all(since=2)] == [3]
        assert [one.id for one in held.of("c1")] == [one.id for one in held.of_document("d1")] == [1, 2]
        corrected = list(held.of("c1"))[1]
        assert (corrected.correction, corrected.seen, corrected.reason) == (right, SEEN, "§ 2 🚜")
        assert (corrected.judge, corrected.round, corrected.at[-6:]) == ("bob", None, "+00:00")


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("verdict: 'liked' is none of accepted", {"verdict": "liked"}),
    ("subject: is missing", {"subject": " "}),
    ("judge: is missing", {"judge": ""}),
    ("judge: is 201 characters", {"judge": "a" * 201}),
    ("reason: is 10,001 characters; at most 10,000", {"reason": "a" * 10_001}),
    ("reason: has half characters", {"reason": "\ud83d"}),
    ("reason: is missing", {"verdict": "noted"}),
    ("document: has half characters", {"document": "\udfff"}),
    ("correction: has to say", {"verdict": "corrected"}),
    ("correction: has to say", {"verdict": "corrected", "correction": {}}),
    ("correction: is for", {"correction": {"party": "freedonia"}}),
    ("correction: is 20,", {"verdict": "corrected", "correction": {"party": "a" * 20_000}}),
    ("correction: has half", {"verdict": "corrected", "correction": {"party": ["\ud83d"]}}),
    ("correction: cannot be kept", {"verdict": "corrected", "correction": {"party": float("nan")}}),
    ("correction: cannot be kept", {"verdict": "corrected", "correction": {"party": {1}}}),
    ("seen: has half", {"seen": {"party": "\ud83d"}}),
    ("of merged it is the claim", {"verdict": "merged"}),
    ("of merged it is the claim", {"verdict": "merged", "correction": {"judgement": 1}}),
    ("of undone it is the judgement", {"verdict": "undone", "correction": {"claim": "c2"}}),
    ("by its number", {"verdict": "undone", "correction": {"judgement": "1"}}),
    ("there is no 7 of c1", {"verdict": "undone", "correction": {"judgement": 7}}),
    ("there is no 1 of c2", {"subject": "c2", "verdict": "undone", "correction": {"judgement": 1}}),
    ("2 is taken back already", {"verdict": "undone", "correction": {"judgement": 2}}),
]


@pytest.mark.parametrize(("problem", "given"), REFUSED)
def test_what_cannot_be_kept_is_refused(path: Path, problem: str, given: dict[str, Any]) -> None:
    with Ledger.judging(path) as judgements:
        judgements.add("c1", "accepted", SEEN, "ada")
        judgements.add("c1", "rejected", SEEN, "ada")
        judgements.add("c1", "undone", SEEN, "bob", correction={"judgement": 2})
        plain = {"subject": "c1", "verdict": "accepted", "seen": SEEN, "judge": "ada"}
        asked: dict[str, Any] = {**plain, **given}
        with pytest.raises(JudgementError, match=problem):
            judgements.add(**asked)
        assert judgements.newest() == 3


def test_rounds(path: Path) -> None:
    with Ledger.judging(path) as judgements:
        number = judgements.open_round("first", ["d1", "d2", "d1"], ["ada", "bob"], "cleo")
        (opened,) = judgements.rounds()
        assert opened == judgements.round(number)
        assert (opened.documents, opened.coders, opened.opened_by) == (("d1", "d2"), ("ada", "bob"), "cleo")
        assert (opened.finished, opened.ended) == ((), False)
        judgements.add("c1", "accepted", SEEN, "ada", document="d1", round=number)
        judgements.end_round(number, "ada", "ada")
        assert (judgements.round(number).finished, judgements.round(number).ended) == (("ada",), False)
        other = judgements.open_round("second", ["d1"], ["ada", "bob"], "cleo")
        judgements.end_round(other, None, "cleo")
        assert (judgements.round(other).finished, judgements.round(other).ended) == ((), True)
        judgements.end_round(number, "bob", "cleo")
        assert judgements.round(number).ended
        assert [one.subject for one in judgements.of_round(number)] == ["c1"]


def _other(judgements: Judgements, **given: Any) -> None:
    plain = {"subject": "c1", "verdict": "rejected", "seen": SEEN, "judge": "bob", "round": 1}
    asked: dict[str, Any] = {**plain, **given}
    judgements.add(**asked)


def _undone(judgements: Judgements, **given: Any) -> None:
    _other(judgements, verdict="undone", correction={"judgement": 1}, **given)


OVER = [
    ("one document and two coders", lambda j: j.open_round("x", [], ["ada", "bob"], "cleo")),
    ("one document and two coders", lambda j: j.open_round("x", ["d1"], ["ada", "ada"], "cleo")),
    ("name: is missing", lambda j: j.open_round("", ["d1"], ["ada", "bob"], "cleo")),
    ("coder: has half", lambda j: j.open_round("x", ["d1"], ["ada", "\ud83d"], "cleo")),
    ("dora is no coder of round 1", lambda j: j.end_round(1, "dora", "cleo")),
    ("over for ada", lambda j: j.end_round(1, "ada", "cleo")),
    ("over for ada", lambda j: _other(j, judge="ada")),
    ("dora is no coder", lambda j: _other(j, judge="dora")),
    ("d2 is none of round 1", lambda j: _other(j, document="d2")),
    ("there is no 1 of c1", lambda j: _undone(j, round=None)),
    ("what is their own", lambda j: _undone(j)),
    ("holds no round 9", lambda j: _other(j, round=9)),
    ("holds no round 9", lambda j: j.end_round(9, None, "cleo")),
    (r"round 2 \(over\) is over", lambda j: j.end_round(2, None, "cleo")),
]


@pytest.mark.parametrize(("problem", "act"), OVER)
def test_what_a_round_refuses(path: Path, problem: str, act: Any) -> None:
    with Ledger.judging(path) as judgements:
        judgements.open_round("first", ["d1"], ["ada", "bob"], "cleo")
        judgements.add("c1", "accepted", SEEN, "ada", round=1)
        judgements.end_round(1, "ada", "ada")
        judgements.open_round("over", ["d1"], ["ada", "bob"], "cleo")
        judgements.end_round(2, None, "cleo")
        before = judgements.newest(), judgements.rounds()
        with pytest.raises((JudgementError, LedgerError), match=problem):
            act(judgements)
        assert (judgements.newest(), judgements.rounds()) == before


def test_three_write_at_once_and_none_is_lost(path: Path) -> None:
    def write(judge: str) -> list[int]:
        with Ledger.judging(path) as judgements:
            return [judgements.add(f"c{n}", "accepted", SEEN, judge) for n in range(50)]

    with ThreadPoolExecutor(3) as pool:
        ids = [one for found in pool.map(write, ["ada", "bob", "cleo"]) for one in found]
    with Ledger(path) as ledger:
        held = list(ledger.judgements.all())
    assert sorted(ids) == [one.id for one in held] == [*range(1, 151)]
    assert {(one.judge, one.subject) for one in held} == {
        (judge, f"c{n}") for judge in ("ada", "bob", "cleo") for n in range(50)
    }


def test_while_another_writes_it_says_so_and_loses_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "_BUSY_SECONDS", 0.05)
    with Ledger.judging(path) as judgements:
        told = pytest.raises(LedgerError, match="by another program; nothing was lost, try again")
        with Ledger(path, writing=True) as ledger, ledger.linking(), told:
            judgements.add("c1", "accepted", SEEN, "ada")
        assert judgements.add("c1", "accepted", SEEN, "ada") == 1


def test_where_there_is_no_ledger_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no such ledger"), Ledger.judging(tmp_path / "none.db"):
        pass
    assert not (tmp_path / "none.db").exists()


def test_a_ledger_of_an_older_format_has_none_until_it_is_judged(path: Path) -> None:
    with sqlite3.connect(path) as db:
        for table in ("round_ends", "judgements", "rounds", "desk", "sentences"):
            db.execute(f"DROP TABLE {table}")
        db.execute("CREATE TABLE judgements (id INTEGER PRIMARY KEY, subject TEXT NOT NULL) STRICT")
        db.execute("ALTER TABLE linkings DROP COLUMN judgement")
        db.execute("PRAGMA user_version = 3")
    with Ledger(path) as ledger:
        assert (ledger.judgements.newest(), list(ledger.judgements.all()), ledger.judgements.rounds()) == (
            0,
            [],
            [],
        )
    with Ledger.judging(path) as judgements:
        assert judgements.add("c1", "accepted", SEEN, "ada") == 1
