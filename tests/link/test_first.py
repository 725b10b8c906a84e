"""Which claims do not fit together, and which only look so."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from counterclaim.link.first import Finding, find, matrix
from counterclaim.model import Agent, Claim, Place, Value, Window
from tests.samples import a_claim, a_document, a_raw

FREEDONIA = Agent("freedonian_mod", "Freedonian ministry", "freedonia")
SYLVANIA = Agent("sylvanian_mod", "Sylvanian ministry", "sylvania")
MONITOR = Agent("tally", "Tally", None)
_SERIAL = iter(range(10_000))


def said(low: float | None, high: float | None = None, qualifier: Any = "exact", **other: Any) -> Claim:
    """A claim in a report of its own; by default that 500 Sylvanian soldiers were lost, up to 10 May."""
    figure = low if low is not None else high
    document = a_document(
        a_raw(f"{next(_SERIAL)}.txt", f"Report {next(_SERIAL)}\n\nIt said {figure} of them.")
    )
    fields: dict[str, Any] = {
        "object": "personnel",
        "outcome": "losses",
        "party": "sylvania",
        "claimant": FREEDONIA,
        "value": Value(low, low if qualifier == "exact" else high, qualifier, f"~{figure}~"),
        "window": total_to(10),
    }
    return a_claim(document, str(figure), **fields | other)


def total_to(day: int, start: date | None = None) -> Window:
    return Window("cumulative", start, date(2031, 5, day), "day", "explicit")


def only(claims: list[Claim], kind: str) -> list[Finding]:
    return [finding for finding in find(claims) if finding.kind == kind]


def test_a_relabelled_figure() -> None:
    killed, lost = said(500, outcome="killed", claimant=MONITOR), said(500)
    (finding,) = only([killed, lost], "relabelled")
    assert finding.claims == (lost.id, killed.id)
    assert finding.why == (
        "Freedonian ministry has “~500~” (personnel, losses) and Tally has “~500~” (personnel, killed): "
        "the figure is the same, but losses and killed are not."
    )


def test_a_relabelled_figure_is_told_once() -> None:
    claims = [said(500), said(500, outcome="killed"), said(500, outcome="killed"), said(500)]
    assert len(only(claims, "relabelled")) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"outcome": "losses"},
        {"outcome": "killed", "party": "freedonia"},
        {"outcome": "killed", "party": None},
        {"outcome": "killed", "object": "civilian"},
        {"outcome": "killed", "place": Place("elsewhere", "Elsewhere")},
        {"outcome": "killed", "window": total_to(30)},
        {"outcome": "killed", "stance": "denied"},
        {"outcome": "deployed"},
        {"outcome": None},
    ],
)
def test_what_is_not_relabelled(other: dict[str, Any]) -> None:
    assert only([said(500), said(500, **other)], "relabelled") == []


def test_small_and_vague_figures_coincide() -> None:
    assert only([said(27), said(27, outcome="killed")], "relabelled") == []
    vague = said(None, 1000, "vague", outcome="killed")
    assert only([said(1000), vague], "relabelled") == []


def test_two_outcomes_in_one_sentence_are_two_counts() -> None:
    document = a_document(a_raw("a.txt", "Toll\n\nSome 200 died and 200 went missing."))
    value = Value(200, 200, "exact", "200")
    killed = a_claim(document, "200", object="personnel", outcome="killed", value=value)
    missing = a_claim(document, "200", object="personnel", outcome="missing", value=value)
    assert find([killed, missing])[0].kind == "one_sided"
    assert len(find([killed, missing])) == 1


RIVALS = [
    # earlier, later, cannot both hold?
    ((500, None, "exact"), (400, None, "exact"), True),
    ((500, None, "exact"), (500, None, "exact"), False),
    ((400, None, "exact"), (500, None, "exact"), False),
    ((500, None, "at_least"), (400, None, "exact"), True),
    ((500, None, "at_least"), (400, None, "at_least"), False),
    ((None, 500, "at_most"), (400, None, "exact"), False),
    ((500, 500, "about"), (430, 430, "exact"), False),
    ((500, 500, "about"), (420, 420, "exact"), True),
    ((None, 500, "nearly"), (430, 430, "exact"), False),
    ((None, 500, "nearly"), (420, 420, "exact"), True),
    ((500, 600, "between"), (None, 450, "at_most"), True),
]


@pytest.mark.parametrize(("one", "other", "expected"), RIVALS)
def test_totals_that_cannot_both_hold(one: Any, other: Any, expected: bool) -> None:
    earlier = said(*one, claimant=FREEDONIA)
    later = said(*other, claimant=MONITOR, window=total_to(20))
    for order in ([earlier, later], [later, earlier]):
        found = only(order, "cannot_both_hold")
        assert [finding.claims for finding in found] == ([(earlier.id, later.id)] if expected else [])


def test_a_part_cannot_outgrow_its_whole() -> None:
    part, whole = said(500, outcome="killed", claimant=MONITOR), said(400, window=total_to(20))
    assert [finding.claims for finding in only([part, whole], "cannot_both_hold")] == [(part.id, whole.id)]
    lost_before, killed_after = said(500), said(400, outcome="killed", claimant=MONITOR, window=total_to(20))
    assert only([lost_before, killed_after], "cannot_both_hold") == []


@pytest.mark.parametrize(
    "other",
    [
        {"claimant": FREEDONIA},
        {"place": None},
        {"party": "freedonia"},
        {"object": "tank"},
        {"outcome": "deployed"},
        {"window": total_to(20, date(2031, 3, 1))},
        {"window": Window("cumulative", None, None, None, "unknown")},
        {"window": Window("period", None, date(2031, 5, 20), "day", "explicit")},
        {"value": Value(400, 400, "exact", "400", unit="percent")},
        {"stance": "questioned"},
    ],
)
def test_totals_of_different_things_can_both_hold(other: dict[str, Any]) -> None:
    one = said(500, window=total_to(10, date(2031, 1, 1)))
    fields: dict[str, Any] = {"claimant": MONITOR, "window": total_to(20)} | other
    assert only([one, said(400, **fields)], "cannot_both_hold") == []


def test_each_side_counts_only_the_other() -> None:
    claims = [
        said(500),
        said(600, object="tank", outcome="destroyed"),
        said(300, claimant=SYLVANIA, party="freedonia"),
        said(800, claimant=MONITOR, party="freedonia"),
        said(900, claimant=SYLVANIA, outcome="deployed"),
    ]
    assert matrix(claims) == {("freedonia", "sylvania"): 2, ("sylvania", "freedonia"): 1}
    first, second = only(claims, "one_sided")
    assert first.claims == (claims[0].id, claims[1].id)
    assert first.why == (
        "Of the figures from those who speak for freedonia, 2 on what sylvania lost; "
        "none on what it lost itself."
    )
    assert second.claims == (claims[2].id,)


def test_one_own_figure_is_enough_to_be_even_handed() -> None:
    assert only([said(500), said(20, party="freedonia")], "one_sided") == []


def test_no_claims_no_findings() -> None:
    assert find([]) == []
