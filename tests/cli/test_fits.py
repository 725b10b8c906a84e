"""Accounts and the report with an estimate, as a user runs them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from counterclaim.account.estimated import Bias, Estimate, Losses, Observation
from counterclaim.case import Case
from tests.cli.conftest import Run
from tests.cli.test_estimating import drawing, estimating, flat
from tests.export.samples import SAMPLED, a_spread
from tests.export.test_report import Page
from tests.simulated import simulated

WHAT = "personnel killed, Kursk region"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated(tmp_path_factory.mktemp("fits")).path


@pytest.fixture(scope="module")
def fit(ledger: Path) -> Path:
    """An estimate as if it were made from the ledger: the claims are its own."""
    from counterclaim.account.estimation.kept import save

    path = ledger.with_name("fit.nc")
    save(an_estimate(Case(ledger).taken().observations), path)
    return path


def an_estimate(claims: tuple[Observation, ...]) -> Estimate:
    first = date(2024, 8, 6)
    days = tuple(first + timedelta(at) for at in range(57))
    totals = tuple(a_spread(60.0 * (at + 1), 1.4) for at in range(57))
    losses = Losses("ukraine", WHAT, days, totals, len(claims), 2, False)
    biases = tuple(
        Bias(source, "ukraine", WHAT, a_spread(factor, 1.5), len(claims) // 2)
        for source, factor in (("russia", 2.0), ("ukraine", 0.5))
    )
    return Estimate((losses,), biases, (), SAMPLED, claims, (), 1.0, 7)


def test_a_ledger_as_observations(ledger: Path) -> None:
    taken = Case(ledger).taken()
    assert {(one.source, one.party, one.category) for one in taken.observations} == {
        ("russia", "ukraine", WHAT),
        ("ukraine", "ukraine", WHAT),
    }
    assert (len(taken.observations), taken.first) == (28, date(2024, 8, 6))
    assert {one.source for one in Case(ledger).taken(by="claimant").observations} == {
        "russian_mod",
        "ukrainian_general_staff",
    }
    assert Case(ledger).taken(since=date(2024, 8, 1)).first == date(2024, 8, 1)


@estimating
def test_an_account_tells_what_the_estimate_says_of_it(ledger: Path, fit: Path, run: Run) -> None:
    done = run("account", ledger, "--fit", fit)
    text = flat(done.out)
    assert (
        "An estimate by a model of each source's bias, sampled, from 28 claims of 2 sources, puts it at 2,443 to 4,788 "
        "(95 % interval; median 3,420) as of 1 October 2024; by it Russia reports 2 for each one estimated (1.3 to 3, "
        "95 % interval)"
    ) in text
    assert "Biases by the estimate. Converged: sampled, 2 chains" in text
    earlier = flat(run("account", ledger, "--fit", fit, "--as-of", "2024-08-20").out)
    assert "median 840) as of 19 August 2024" in earlier or "as of 18 August 2024" in earlier
    row = json.loads(run("account", ledger, "--fit", fit, "--json").out)
    assert row["estimate"]["days"] == ["2024-10-01"]
    assert round(row["estimate"]["totals"][0]["median"]) == 3420


@estimating
def test_an_account_says_where_the_estimate_has_nothing(ledger: Path, fit: Path, run: Run) -> None:
    from counterclaim.account.estimation.kept import load, save

    other = fit.with_name("other.nc")
    whole = load(fit)
    save(replace(whole, losses=(replace(whole.losses[0], category="tank lost"),)), other)
    assert "The estimate that was given does not tell of it: it has no such count." in flat(
        run("account", ledger, "--fit", other).out
    )
    save(replace(whole, dated=False), other)
    assert "its days are numbers from an unknown beginning" in flat(
        run("account", ledger, "--fit", other).out
    )
    assert "--total goes with" in flat(run("account", ledger, "--fit", fit, "--total").err)


@estimating
@drawing
def test_ranges_as_a_picture(ledger: Path, fit: Path, run: Run) -> None:
    path = ledger.with_name("ranges.svg")
    assert run("account", ledger, "--fit", fit, "--chart", path).status == 0
    picture = path.read_text("utf-8")
    for words in ("Personnel of Ukraine killed in Kursk region", "Plain 1", "Estimate", "what it claims"):
        assert words in picture


@drawing
def test_the_report_has_accounts_with_pictures(ledger: Path, run: Run) -> None:
    path = ledger.with_name("report.html")
    assert run("report", ledger, "-o", path).status == 0
    page = path.read_text("utf-8")
    found = Page(page)
    assert 'id="accounts"' in page
    assert "Personnel of Ukraine killed in Kursk region" in found.text
    assert "They cannot all be true" in found.text
    assert "svg" in found.tags
    assert all(link[1:] in found.ids for link in found.links if link.startswith("#"))
    assert run("report", ledger, "-o", path, "--accounts", 0).status == 0
    assert 'id="accounts"' not in path.read_text("utf-8")


@estimating
def test_the_report_with_an_estimate_and_nothing_to_draw_with(
    ledger: Path, fit: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("counterclaim.cli.pictured", "counterclaim.export.drawing"):
        monkeypatch.setattr(f"{module}.can_draw", lambda: False)
    monkeypatch.setitem(__import__("sys").modules, "vl_convert", None)
    path = ledger.with_name("bare.html")
    assert run("report", ledger, "-o", path, "--fit", fit).status == 0
    found = Page(path.read_text("utf-8"))
    assert "svg" not in found.tags
    assert (
        "No pictures are drawn here: charts need vl-convert: pip install 'counterclaim[charts]'."
        in found.text
    )
    assert "Chart of the estimated running total of Ukraine: personnel killed, Kursk region" in found.text
    assert "Converged: sampled, 2 chains" in found.text
    assert "Reported for each one estimated, by source and what it counts" in found.text
