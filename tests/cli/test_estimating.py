"""The commands that estimate, and show biases, as a user runs them."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.account.estimated import Diagnosis
from tests.cli.conftest import Run
from tests.export.samples import PREVIEW, SAMPLED, STUCK, an_estimate
from tests.simulated import a_table

MODULES = ("jax", "nutpie", "arviz", "h5netcdf", "xarray", "scipy")
estimating = pytest.mark.skipif(
    not all(map(importlib.util.find_spec, MODULES)),
    reason="JAX and what goes with it are not installed: nothing is estimated",
)
drawing = pytest.mark.skipif(
    importlib.util.find_spec("vl_convert") is None,
    reason="vl-convert is not installed: no pictures are drawn",
)
REPORTS = Path(__file__).parents[2] / "examples" / "reports"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def _a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines are filled to the terminal's width, which differs."""
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("estimate")


def kept(folder: Path, diagnosis: Diagnosis = SAMPLED, *, alone: bool = False, dated: bool = True) -> Path:
    from counterclaim.account.estimation.kept import save

    path = folder / "kept.nc"
    save(replace(an_estimate(diagnosis, days=20, alone=alone), dated=dated), path)
    return path


@estimating
def test_a_table_from_claims_to_biases(folder: Path, run: Run) -> None:
    """One fit, with all that is told of it; about ten seconds."""
    fit = folder / "fit.nc"
    done = run("estimate", a_table(folder / "claims.csv"), "--preview", "-o", fit)
    assert done.status == 0
    first, second, *_ = done.out.splitlines()
    assert first == "PREVIEW, not for citing: a mean-field approximation, whose intervals are too narrow."
    assert second == "Running totals to 29 April 2031, from 71 claims"
    (row,) = [line.split() for line in done.out.splitlines() if "sylvania personnel" in flat(line)]
    assert row[:5] == ["sylvania", "personnel", "killed", "18", "3"]
    mean, low, _, high = (float(one.replace(",", "")) if one != "to" else 0.0 for one in row[5:9])
    assert low < mean < high
    assert low < 1.0 * 20 * 60 < high
    assert "within its 90 %" in done.out
    told = flat(done.err)
    assert "left out: row 73: “many” is no figure" in told
    assert "left out: ships lost of freedonia: fewer than 3 claims count it" in told
    assert f"go on with: counterclaim biases {fit}" in told

    done = run("biases", fit, "--json")
    factors = {
        (one["source"], one["party"], one["category"]): one["factor"]["median"]
        for one in json.loads(done.out)["biases"]
    }
    assert len(factors) == 12
    for category in ("personnel killed", "tanks lost"):
        own, other = (factors[source, "sylvania", category] for source in ("sylvania", "freedonia"))
        assert own < other
    assert run("estimate", fit).out.splitlines()[:2] == [first, second]


@estimating
def test_days_that_are_numbers_and_priors_beside_one_another(folder: Path, run: Run) -> None:
    table = a_table(folder / "numbered.csv", numbered=True)
    done = run("estimate", table, "--preview", "--priors", "--category", "tanks")
    text = flat(done.out)
    assert done.status == 0
    assert text.startswith("Scale 0.5: PREVIEW, not for citing")
    assert "Running totals to day 60, under three priors of the biases" in text
    assert "scale 0.5: mean (95 %) scale 1: mean (95 %) scale 2: mean (95 %)" in text
    assert "told apart from the bias of the sources by this prior alone" in text
    assert "personnel" not in text


@estimating
@pytest.mark.parametrize(
    ("diagnosis", "says"),
    [
        (SAMPLED, "Converged: sampled, 2 chains, R-hat 1.00, ESS 612."),
        (
            STUCK,
            "DID NOT CONVERGE, and is not to be relied on: R-hat is 1.21 and the ESS 38 "
            "(sampled, 2 chains, R-hat 1.21, ESS 38, 3.0% of draws divergent).",
        ),
        (
            PREVIEW,
            "PREVIEW, not for citing: a mean-field approximation, whose intervals are too narrow.",
        ),
    ],
)
def test_the_first_line_tells_how_far_it_is_to_be_trusted(
    tmp_path: Path, run: Run, diagnosis: Diagnosis, says: str
) -> None:
    fit = kept(tmp_path, diagnosis)
    for command in ("estimate", "biases"):
        assert run(command, fit).out.splitlines()[0] == says
        row = json.loads(run(command, fit, "--json").out)
        assert (row["status"], row["diagnosis"]["method"]) == (says, diagnosis.method)


@estimating
def test_one_source_alone(tmp_path: Path, run: Run) -> None:
    fit = kept(tmp_path, alone=True)
    assert "rests on one source’s word" in run("estimate", fit).out
    done = run("biases", fit, "--source", "Monitor group", "--party", "sylvania")
    assert done.out.count("rests on one source’s word") == 1
    assert "How many each source reports for each one estimated" in flat(done.out)
    assert "freedonia" not in done.out


@estimating
@drawing
def test_pictures(tmp_path: Path, run: Run) -> None:
    fit = kept(tmp_path, dated=False)
    losses, page, biases = (tmp_path / name for name in ("losses.svg", "page.svg", "biases.svg"))
    assert run("estimate", fit, "--party", "sylvania", "--chart", losses).status == 0
    assert "3 running totals → " in run("estimate", fit, "--chart", page).err
    assert run("biases", fit, "--chart", biases).status == 0
    told = losses.read_text("utf-8")
    assert "estimated running total to day 741,521" in told
    assert "2031" not in told
    assert all(path.read_text("utf-8").startswith("<svg") for path in (losses, page, biases))


def test_too_few_claims_are_declined(tmp_path: Path, run: Run) -> None:
    """Whether or not anything is installed to estimate with."""
    few = tmp_path / "few.csv"
    few.write_text("source,count,day\nmonitor,12,2031-03-01\n", "utf-8")
    done = run("estimate", few)
    assert (done.status, done.out) == (1, "")
    assert "no estimate: there are 0 claims where 20 are needed" in flat(done.err)
    path = tmp_path / "case.db"
    run("build", REPORTS, "--ledger", path)
    done = run("estimate", path, "--preview")
    assert (done.status, done.out) == (1, "")
    assert flat(done.err).endswith(f"ranges and bounds are what there is: counterclaim account {path}")
    assert "left out: 9 claims: their day is not known" in flat(done.err)


@estimating
@pytest.mark.parametrize(
    ("command", "options", "says"),
    [
        ("estimate", ["--party", "nobody"], "has no such losses; there are freedonia: personnel killed"),
        ("biases", ["--source", "nobody"], "has no such bias; there are those of freedonia; monitor group"),
        ("estimate", ["--chart", "x.jpg"], "x.jpg: a chart is a .svg or a .png file"),
        ("estimate", ["--priors"], "--priors goes with a ledger or a table"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(
    tmp_path: Path, run: Run, command: str, options: list[str], says: str
) -> None:
    done = run(command, kept(tmp_path), *options)
    assert (done.status, done.out) == (1, "")
    assert says in flat(done.err)


def test_files_that_are_none(tmp_path: Path, run: Run) -> None:
    missing, table = tmp_path / "no.csv", tmp_path / "t.csv"
    assert "No such file" in run("estimate", missing).err
    table.write_text("a,b\n1,2\n", "utf-8")
    assert "has no column for source" in flat(run("estimate", table).err)
    assert run("biases", table).status == 1
