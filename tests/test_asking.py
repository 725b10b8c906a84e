"""What a linked ledger tells: series, who counts whom, checks, comparisons, findings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterclaim.case import Case
from counterclaim.errors import LedgerError
from counterclaim.link.findings import Finding
from counterclaim.link.series import Check, Key
from counterclaim.model import UNKNOWN_WINDOW, Agent, Claim, Document, Place, Published, Raw, Value, Window
from counterclaim.store import Ledger
from counterclaim.store.judgements import Verdict
from counterclaim.world import load_dossier
from tests.samples import a_claim, a_document, a_raw

Reading = tuple[Raw, Document, list[Claim]]
FIELD, POST = Agent("daily_field", "Daily Field", "freedonia"), Agent("evening_post", "Evening Post")
MINISTRY = Agent("freedonian_mod", "Freedonian Ministry of War", "freedonia")
OTHERS = Agent("sylvanian_mod", "Sylvanian Ministry of War", "sylvania")
GENERAL = Agent("general_brauss", "General Brauss", "freedonia")
STAFF = Agent("ukrainian_general_staff", "General Staff", "ukraine")


def may(day: int) -> date:
    return date(2031, 5, day)


def up_to(day: int) -> Window:
    return Window("cumulative", None, may(day), "day", "explicit")


def on(day: int) -> Window:
    return Window("period", may(day), may(day), "day", "explicit")


def stated(day: int) -> Published:
    return Published(may(day), may(day), may(day), "stated", "the first line says so")


def a_report(name: str, day: int, *counts: tuple[int, dict[str, Any]], **other: Any) -> Reading:
    """A report of some day with so many counts, each in a sentence of its own."""
    sentences = " ".join(f"The count was {figure} of them." for figure, _ in counts)
    raw = a_raw(name, f"Counts from the valley\n\n{sentences}")
    document = a_document(raw, **({"published": stated(day)} | other))
    return raw, document, [a_claim(document, str(figure), **fields) for figure, fields in counts]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "case.db")


def fill(case: Case, *readings: Reading) -> None:
    with Ledger(case.path, writing=True) as ledger:
        ledger.begin("0.1.0+abc", {"dossier": "auto"})
        for reading in readings:
            assert ledger.add(*reading)


def linked(case: Case, *readings: Reading) -> Case:
    fill(case, *readings)
    case.link()
    return case


TOTALS = (
    a_report("a.txt", 2, (100, {"window": up_to(2)})),
    a_report("b.txt", 5, (160, {"window": up_to(5)}), (17, {"window": on(5)})),
    a_report("c.txt", 9, (240, {"window": up_to(9), "claimant": GENERAL})),
    a_report(
        "d.txt",
        9,
        (35, {"window": up_to(8), "claimant": OTHERS, "party": "freedonia"}),
        (8, {"window": up_to(8), "claimant": OTHERS, "object": "ship"}),
    ),
)
ASKED: dict[str, Callable[[Case], object]] = {
    "findings": Case.findings,
    "series": Case.series,
    "checks": Case.checks,
    "matrix": Case.matrix,
    "relations": Case.relations,
    "clusters": Case.clusters,
    "compare": lambda case: case.compare("c1", "c2"),
}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_ledger_that_is_not_linked_is_told_so(case: Case, ask: Callable[[Case], object]) -> None:
    fill(case, TOTALS[0])
    with pytest.raises(LedgerError, match="has claims that are not linked; run: counterclaim link"):
        ask(case)


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED)
def test_a_ledger_that_has_grown_is_to_be_linked_again(case: Case, ask: Callable[[Case], object]) -> None:
    linked(case, TOTALS[0])
    fill(case, TOTALS[1])
    with pytest.raises(LedgerError, match="not linked"):
        ask(case)
    case.link()
    assert len(case.series()[0].points) == 2


def test_series_by_claimant_and_by_camp(case: Case) -> None:
    linked(case, *TOTALS)
    (own,) = case.series()
    assert own.key == Key("freedonian_mod", "sylvania", "tank", "lost", "vell")
    assert [(p.day, p.figure, p.rate, p.daily) for p in own.points] == [
        (may(2), 100, None, ""),
        (may(5), 160, 20, "17"),
    ]
    (camp,) = case.series(by="camp")
    assert camp.key == Key("freedonia", "sylvania", "tank", "lost", "vell")
    assert [(p.day, p.words, p.rate) for p in camp.points] == [
        (may(2), "100", None),
        (may(5), "160", 20),
        (may(9), "240", 20),
    ]


def test_series_among_some_claims(case: Case) -> None:
    linked(case, *TOTALS)
    assert case.series(lambda one: one.object == "ship") == []
    (found,) = case.series(lambda one: one.figure != 100, by="camp")
    assert [p.figure for p in found.points] == [160, 240]


def test_who_counts_whom(case: Case) -> None:
    linked(
        case, *TOTALS, a_report("e.txt", 9, (77, {"party": None}), (78, {"claimant": Agent("a_monitor", "")}))
    )
    assert case.matrix() == {
        ("freedonia", "sylvania", "tank", "lost"): 4,
        ("sylvania", "freedonia", "tank", "lost"): 1,
        ("sylvania", "sylvania", "ship", "lost"): 1,
    }


def test_who_counts_whom_goes_by_what_people_left(case: Case) -> None:
    linked(case, *TOTALS)
    rows = {row["number"]["text"]: row for row in case.claims()}
    said: tuple[tuple[str, Verdict, dict[str, str] | None], ...] = (
        ("100", "rejected", None),
        ("160", "corrected", {"party": "freedonia"}),
        ("240", "accepted", None),
    )
    with Ledger.judging(case.path) as judgements:
        for figure, verdict, correction in said:
            row = rows[figure]
            judgements.add(row["id"], verdict, row, "ada", document=row["document"], correction=correction)
    assert case.matrix() == {
        ("freedonia", "sylvania", "tank", "lost"): 2,
        ("freedonia", "freedonia", "tank", "lost"): 1,
        ("sylvania", "freedonia", "tank", "lost"): 1,
        ("sylvania", "sylvania", "ship", "lost"): 1,
    }


def test_why_two_claims_can_be_compared(case: Case) -> None:
    linked(case, *TOTALS)
    one, other = (row["id"] for row in case.claims()[:2])
    found = case.compare(one[:8], other)
    fields = {field.name: field for field in found.fields}
    assert (fields["value"].one, fields["value"].other, fields["value"].standing) == (
        "“100”",
        "“160”",
        "below",
    )
    assert (fields["window"].standing, fields["claimant"].standing) == ("earlier", "same")
    assert case.compare(one, one).comparable


def test_what_cannot_be_compared_is_told(case: Case) -> None:
    raw, document, (claim,) = TOTALS[0]
    status = a_claim(document, "100", kind="status", number=None, value=None)
    linked(case, (raw, document, [claim, status]))
    with pytest.raises(LedgerError, match="has no figure that could be compared"):
        case.compare(claim.id, status.id)
    with pytest.raises(LedgerError, match="holds no claim c0ffee"):
        case.compare(claim.id, "c0ffee")


def test_a_running_total_is_told_with_its_growth(case: Case) -> None:
    linked(case, *TOTALS)
    (found,) = (one for one in case.findings() if one.kind == "running")
    ids = {row["number"]["text"]: row["id"] for row in case.claims()}
    assert found == Finding(
        "running",
        (ids["100"], ids["240"], ids["17"]),
        "freedonia, on sylvania: tank lost in vell grew from “100” by 2031-05-02 to “240” by 2031-05-09, some 20 a day"
        ", beside “17” that it gives for one day.",
        240,
    )


def test_the_growth_of_ones_own_losses_is_not_told(case: Case) -> None:
    own = {"party": "freedonia"}
    linked(case, *(a_report(f"{n}.txt", n, (100 + n, {"window": up_to(n), **own})) for n in (2, 5)))
    assert len(case.series()) == 1
    assert [one.kind for one in case.findings() if one.kind == "running"] == []


def test_who_is_silent_of_its_own_losses(case: Case) -> None:
    linked(case, *TOTALS)
    (found,) = (one for one in case.findings() if one.kind == "silent")
    ids = {row["number"]["text"]: row["id"] for row in case.claims()}
    assert found.claims == tuple(sorted(ids[figure] for figure in ("100", "160", "17", "240")))
    assert found.size == 4
    assert found.why == (
        "Of the figures given by those who speak for freedonia, 4 are of what sylvania lost; none is of what freedonia "
        "lost itself, in these reports."
    )


@pytest.mark.parametrize(
    ("name", "published", "told"),
    [
        (
            "pile/flood.txt",
            Published(None, None, None, "unknown", "no date is near"),
            "flood.txt does not say when it was published (nothing in it tells); ",
        ),
        (
            "https://field.example/flood",
            Published(may(3), may(1), may(4), "inferred", "the newest day in it is 3 May"),
            "https://field.example/flood does not say when it was published (the newest day in it is 3 May); ",
        ),
        ("flood.txt", stated(3), None),
        ("flood.txt", Published(may(3), may(3), may(3), "address", "its address"), None),
    ],
)
def test_reports_without_a_date(case: Case, name: str, published: Published, told: str | None) -> None:
    reading = a_report(name, 3, (41, {"window": UNKNOWN_WINDOW}), published=published)
    linked(case, reading)
    found = [one for one in case.findings() if one.kind == "undated"]
    assert [(one.documents, one.claims, one.size) for one in found] == [((reading[1].id,), (), 1)] * bool(
        told
    )
    assert all(told and one.why.startswith(told) for one in found)


def test_a_report_without_claims_needs_no_date(case: Case) -> None:
    unknown = Published(None, None, None, "unknown", "no date is near")
    linked(case, TOTALS[0], a_report("empty.txt", 3, published=unknown))
    assert [one.kind for one in case.findings() if one.kind == "undated"] == []


def test_a_figure_in_many_outlets_on_one_word(case: Case) -> None:
    outlets = (FIELD, POST, Agent("vell_courier", "Vell Courier"))
    same = {"window": up_to(2), "value": Value(4321, 4321, "exact", "4321")}
    linked(case, *(a_report(f"{n}.txt", 3, (4321, same), outlet=outlet) for n, outlet in enumerate(outlets)))
    (cluster,) = case.clusters()
    assert (cluster["figure"], cluster["outlets"], cluster["voices"], cluster["camps"]) == ("4321", 3, 1, 1)
    assert sorted(cluster["claims"]) == sorted(row["id"] for row in case.claims())
    assert case.clusters(4) == []
    (found,) = (one for one in case.findings() if one.kind == "one_source")
    assert found.claims == tuple(cluster["claims"])
    assert found.why == (
        "“4321” (tank of sylvania, lost) is given by 3 outlets, and one claimant stands behind it: "
        "Freedonian Ministry of War."
    )


def losses(day: date, **other: Any) -> dict[str, Any]:
    told = {"claimant": STAFF, "party": "russia", "object": "personnel", "outcome": "losses", "place": None}
    return told | {"window": Window("cumulative", None, day, "day", "explicit")} | other


def test_claims_beside_what_their_claimants_publish(case: Case) -> None:
    issued = load_dossier("russo_ukrainian_war").series
    points = next(one.points for one in issued if one.object == "personnel")
    (before, earlier), (day, total) = points[400:402]
    assert (day - before).days == 1
    wrong = total + 11
    on_the_day = losses(day, window=Window("period", day, day, "day", "explicit"))
    published = Published(day, day, day, "stated", "its first line")
    reading = a_report(
        "a.txt",
        1,
        *((total - earlier, on_the_day), (total, losses(day)), (wrong, losses(day))),
        (total + 12, losses(day, claimant=MINISTRY)),
        published=published,
    )
    linked(case, reading)
    ids = {row["number"]["text"]: row["id"] for row in case.claims()}
    expected = [
        Check(ids[str(total)], "found", day, total),
        Check(ids[str(wrong)], "not in it", None, total),
        Check(ids[str(total - earlier)], "found", day, total - earlier, True),
    ]
    assert case.checks() == sorted(expected, key=lambda one: one.claim)
    assert case.checks(lambda one: one.figure == wrong) == [expected[1]]
    told = {one.claims[0]: one.kind for one in case.findings() if "published" in one.kind}
    assert told == {
        ids[str(total)]: "published",
        ids[str(wrong)]: "not_published",
        ids[str(total - earlier)]: "published",
    }


def test_findings_do_not_depend_on_the_order_of_reports(tmp_path: Path) -> None:
    one, other = Case(tmp_path / "one.db"), Case(tmp_path / "other.db")
    linked(one, *TOTALS)
    linked(other, *TOTALS[2:])
    linked(other, *TOTALS[1::-1])
    assert other.findings() == one.findings()
    assert other.series(by="camp") == one.series(by="camp")
    assert other.checks() == one.checks()
    assert other.matrix() == one.matrix()


def test_an_empty_ledger_tells_nothing(case: Case) -> None:
    linked(case)
    assert (case.findings(), case.series(), case.checks(), case.matrix()) == ([], [], [], {})


def test_names_of_places_of_the_world_are_told(case: Case) -> None:
    there = {"place": Place("sarajevo", "Sarajevo"), "window": up_to(2)}
    linked(
        case, a_report("a.txt", 2, (100, there)), a_report("b.txt", 5, (160, there | {"window": up_to(5)}))
    )
    (found,) = (one for one in case.findings() if one.kind == "running")
    assert "tank lost in Sarajevo grew from “100”" in found.why
