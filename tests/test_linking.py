"""A ledger is linked alike in whatever order its reports came, and however often it was linked on the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterclaim.case import Case
from counterclaim.errors import LedgerError
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judgements import Verdict
from tests import kursk

_PLACES = ("Vell", "Marn", "Orla")
_SPEAKERS = ("police", "residents", "the health ministry", "the rebels")
_WORDS = ("12", "at least 12", "31", "about 30", "more than 40", "43", "558", "more than 500")


def report(place: str, day: int, told: Sequence[tuple[str, str]]) -> str:
    """A short report of one attack, with the figures of some speakers."""
    lines = [f"{words.capitalize()} people were killed in the attack, {who} said." for who, words in told]
    return f"Attack on {place}\n\n{place}, {day} June 2024. Gunmen attacked {place} on Tuesday. {' '.join(lines)}\n"


REPORTS = st.lists(
    st.builds(
        report,
        st.sampled_from(_PLACES),
        st.integers(11, 14),
        st.lists(st.tuples(st.sampled_from(_SPEAKERS), st.sampled_from(_WORDS)), min_size=1, max_size=4),
    ),
    min_size=2,
    max_size=7,
    unique=True,
)


def write(folder: Path, texts: Sequence[str]) -> Path:
    folder.mkdir()
    for text in texts:
        (folder / f"{sha256(text.encode()).hexdigest()[:12]}.txt").write_text(text, encoding="utf-8")
    return folder


def derived(case: Case) -> dict[str, list[tuple[object, ...]]]:
    """All that linking found, as rows."""
    db = sqlite3.connect(case.path)
    tables = ("relations", "clusters", "copies", "statements", "sketches")
    found = {table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in tables}
    db.close()
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=REPORTS, seed=st.randoms(use_true_random=False))
def test_order_and_steps_do_not_matter(
    texts: list[str], seed: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("case")
    at_once, in_steps = Case(folder / "once.db"), Case(folder / "steps.db")
    reports = write(folder / "reports", texts)
    paths = sorted(reports.iterdir())
    at_once.build(paths)
    at_once.link()
    shuffled = list(paths)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    for path in shuffled:
        in_steps.build([path])
        in_steps.link()
    assert derived(at_once) == derived(in_steps)
    assert at_once.findings() == in_steps.findings()


def test_what_is_no_longer_current_is_forgotten(tmp_path: Path) -> None:
    case, other = Case(tmp_path / "case.db"), Case(tmp_path / "other.db")
    kept, changed = tmp_path / "kept.txt", tmp_path / "changed.txt"
    kept.write_text(report("Vell", 12, [("police", "35")]), "utf-8")
    changed.write_text(report("Vell", 12, [("residents", "43")]), "utf-8")
    case.build([kept, changed])
    case.link()
    assert [row["type"] for row in case.relations()] == ["disagrees"]
    changed.write_text(report("Vell", 12, [("residents", "at least 30")]), "utf-8")
    case.build([kept, changed])
    with pytest.raises(LedgerError, match="counterclaim link"):
        case.relations()
    assert case.link().documents == 1
    other.build([kept, changed])
    other.link()
    assert derived(case) == derived(other)
    assert [row["type"] for row in case.relations()] == ["agrees"]


def test_nothing_new_costs_nothing(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35")])])])
    assert case.link().documents == 1
    before = derived(case)
    assert (done := case.link()).documents == done.groups == done.relations == 0
    assert derived(case) == before


def test_other_rules_link_all_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35"), ("residents", "43")])])])
    case.link()
    before = derived(case)
    monkeypatch.setattr("counterclaim.linking.linker", lambda: "0.0.0+another")
    assert case.link().documents == 1
    assert derived(case) == before


def test_two_processes_find_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [report(place, 12, [("police", "35"), ("residents", "43")]) for place in _PLACES]
    reports = write(tmp_path / "reports", texts)
    one, two = Case(tmp_path / "one.db"), Case(tmp_path / "two.db")
    for case, jobs in ((one, 1), (two, 2)):
        case.build(reports)
        monkeypatch.setattr("counterclaim.linking._WORTH_PROCESSES", 0)
        case.link(jobs=jobs)
    assert derived(one) == derived(two)


def test_a_copy_is_no_second_voice(tmp_path: Path) -> None:
    story = (
        "The road to the town was blocked by fallen trees, and it took the first ambulances until the evening to "
        "reach the square. Shops were shut and the market did not open. An old man who sold bread at the corner "
        "told how the windows of the school broke and how everyone ran towards the river. "
    )
    first = report("Vell", 12, []) + story + "The attack killed 37 people.\n"
    second = "Late edition\n\n" + first
    other = report("Vell", 13, []) + "Nobody counts well in such a night. The attack killed 37 people.\n"
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [first, second, other])])
    case.link()
    (cluster,) = case.clusters()
    assert (cluster["outlets"], cluster["voices"]) == (3, 2)
    db = sqlite3.connect(case.path)
    assert db.execute("SELECT count(*) FROM copies").fetchone() == (1,)
    db.close()


def test_an_older_ledger_is_given_room_for_links(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35"), ("residents", "43")])])])
    db = sqlite3.connect(case.path)
    newer = ("judgements", "round_ends", "rounds", "desk", "sentences")
    for table in ("linkings", "statements", "relations", "clusters", "copies", "sketches", *newer):
        db.execute(f"DROP TABLE {table}")
    db.execute("CREATE TABLE relations (id TEXT, run INTEGER)")
    db.execute("CREATE TABLE judgements (id INTEGER PRIMARY KEY, subject TEXT)")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    with pytest.raises(LedgerError, match="counterclaim link"):
        case.findings()
    assert len(case.claims()) == 2
    case.link()
    assert [row["type"] for row in case.relations()] == ["disagrees"]


def test_claims_count_as_people_left_them(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35"), ("residents", "43")])])])
    case.link()
    untouched = derived(case)
    one, other = (next(c for c in case.claims() if c["number"]["text"] == text) for text in ("35", "43"))

    def judge(claim: Row, verdict: Verdict, correction: Row | None = None) -> int:
        with Ledger.judging(case.path) as judgements:
            return judgements.add(
                claim["id"], verdict, claim, "ada", document=claim["document"], correction=correction
            )

    def types() -> list[str]:
        assert case.link().documents == 1
        return [row["type"] for row in case.relations()]

    rejected = judge(other, "rejected")
    assert types() == []
    judge(other, "undone", {"judgement": rejected})
    assert types() == ["disagrees"]
    assert derived(case) == untouched
    judge(other, "corrected", {"value": other["value"] | {"low": 35, "high": 35, "words": "35"}})
    assert "disagrees" not in types()
    judge(other, "merged", {"claim": one["id"]})
    assert types() == []


def test_a_relation_that_is_rejected_gives_no_finding(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35"), ("residents", "43")])])])
    case.link()
    (relation,) = case.relations()
    assert "disagrees" in {found.kind for found in case.findings()}
    with Ledger.judging(case.path) as judgements:
        rejected = judgements.add(relation["id"], "rejected", relation, "ada")
    assert "disagrees" not in {found.kind for found in case.findings()}
    assert [row["judged"]["verdict"] for row in case.relations()] == ["rejected"]
    with Ledger(case.path) as ledger:
        assert ledger.links.waiting() == (0, 1)
    assert case.link().documents == 0
    with Ledger(case.path) as ledger:
        assert ledger.links.waiting() == (0, 0)
    with Ledger.judging(case.path) as judgements:
        judgements.add(relation["id"], "undone", relation, "ada", correction={"judgement": rejected})
    assert "disagrees" in {found.kind for found in case.findings()}
    assert case.relations() == [relation]


def test_a_judgement_within_a_round_changes_no_link(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35"), ("residents", "43")])])])
    case.link()
    claim = case.claims()[0]
    with Ledger.judging(case.path) as judgements:
        round_ = judgements.open_round("first", [claim["document"]], ["ada", "ben"], "eva")
        judgements.add(claim["id"], "rejected", claim, "ada", document=claim["document"], round=round_)
    assert case.link().documents == 0
    assert [row["type"] for row in case.relations()] == ["disagrees"]


def test_linking_makes_no_ledger(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    with pytest.raises(LedgerError, match="no such ledger"):
        case.link()
    assert not case.path.exists()


def test_a_killed_linking_leaves_what_was_there(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([write(tmp_path / "reports", [report("Vell", 12, [("police", "35"), ("residents", "43")])])])

    def stop(_what: str, _done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        case.link(watch=stop)
    with Ledger(case.path) as ledger:
        assert ledger.links.progress() is None
    assert case.link().documents == 1


needs_series = pytest.mark.skipif(not kursk.SERIES.exists(), reason=f"{kursk.SERIES} is not there")


@needs_series
@pytest.mark.parametrize(
    ("claimant", "thing", "window"),
    [
        ("russian_mod", "personnel", "cumulative"),
        ("russian_mod", "tank", "cumulative"),
        ("ukrainian_general_staff", "personnel", "cumulative, whole war"),
    ],
)
def test_short_reports_come_out_as_the_series_they_were_made_of(
    tmp_path: Path, claimant: str, thing: str, window: str
) -> None:
    (tmp_path / "reports").mkdir()
    kursk.write_reports(tmp_path / "reports", claimant)
    case = Case(tmp_path / "case.db")
    case.build(tmp_path / "reports")
    case.link()
    (found,) = case.series(lambda claim: claim.object == thing)
    rows = [s for s in kursk.stands() if (s.claimant, s.thing, s.window) == (claimant, thing, window)]
    assert {(p.day, p.figure) for p in found.points} == {(s.day, s.figure) for s in rows}
    assert found.key.claimant == claimant
    assert [p.day for p in found.points] == sorted(p.day for p in found.points)
