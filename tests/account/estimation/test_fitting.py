"""From claims to an estimate: what is known is found again, and what cannot be known is declined."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("jax", reason="JAX is not installed")
pytest.importorskip("nutpie", reason="nutpie is not installed")

from counterclaim.account.estimated import Estimate
from counterclaim.account.estimation.fitting import DeclinedError, estimate
from counterclaim.account.estimation.kept import load, save
from counterclaim.account.estimation.settings import Settings
from counterclaim.account.estimation.taken import Taken, limits
from counterclaim.errors import CounterclaimError
from tests.account.estimation.samples import A_DAY, BIASES, FIRST, PARTIES, a_claim, a_war


@pytest.fixture(scope="module")
def sampled() -> Estimate:
    return estimate(Taken(tuple(a_war()), ()), Settings(draws=300, tune=200))


@pytest.fixture(scope="module")
def preview() -> Estimate:
    return estimate(Taken(tuple(a_war()), ()), Settings(preview=True))


def test_what_is_true_lies_in_the_intervals(sampled: Estimate) -> None:
    for one in sampled.losses:
        true = A_DAY[one.party] * ((one.days[-1] - FIRST).days + 1)
        low, high = one.totals[-1].of95
        assert low <= true <= high
    for bias in sampled.biases:
        low, high = bias.factor.of95
        assert low <= BIASES[bias.source][PARTIES.index(bias.party)] <= high


def test_sources_stand_to_one_another_as_they_report(sampled: Estimate) -> None:
    factor = {(bias.source, bias.party): bias.factor.median for bias in sampled.biases}
    told = factor["freedonia", "sylvania"] / factor["sylvania", "sylvania"]
    assert told == pytest.approx(BIASES["freedonia"][0] / BIASES["sylvania"][0], rel=0.15)


def test_nothing_is_estimated_before_a_quantity_is_first_counted() -> None:
    claims = a_war()
    late = [one for one in claims if one.party != "freedonia" or (one.day - FIRST).days > 30]
    found = estimate(Taken(tuple(late), ()), Settings(preview=True))
    for one in found.losses:
        assert one.days[0] == min(claim.day for claim in late if claim.party == one.party)
        assert one.days[-1] == max(claim.day for claim in late)
        assert len(one.totals) == len(one.days)


def test_running_totals_never_fall(sampled: Estimate) -> None:
    for one in sampled.losses:
        medians = [spread.median for spread in one.totals]
        assert medians == sorted(medians)
        for spread in one.totals:
            assert spread.of95[0] <= spread.of90[0] <= spread.of50[0] <= spread.median
            assert spread.median <= spread.of50[1] <= spread.of90[1] <= spread.of95[1]


def test_sampling_is_judged(sampled: Estimate) -> None:
    told = sampled.diagnosis
    assert told.method == "sampled"
    assert told.rhat is not None
    assert told.ess is not None
    assert told.converged == (not told.why)
    assert told.converged == (told.rhat <= 1.01 and told.ess >= 400 and told.divergences < 0.005)


def test_claims_are_foretold_by_source(sampled: Estimate) -> None:
    assert {check.source for check in sampled.checks} == set(BIASES)
    assert sum(check.claims for check in sampled.checks) == len(sampled.observations)
    assert all(check.within90 >= 0.7 for check in sampled.checks)


def test_a_preview_says_that_it_is_one(preview: Estimate, sampled: Estimate) -> None:
    assert not preview.diagnosis.converged
    assert "too narrow" in preview.diagnosis.why
    for quick, slow in zip(preview.losses, sampled.losses, strict=True):
        assert quick.totals[-1].median == pytest.approx(slow.totals[-1].median, rel=0.5)


def test_the_order_of_claims_does_not_matter(preview: Estimate) -> None:
    claims = a_war()
    random.Random(2).shuffle(claims)
    again = estimate(Taken(tuple(claims), ()), Settings(preview=True))
    assert again.losses == preview.losses
    assert again.biases == preview.biases


def test_an_estimate_is_kept_whole(preview: Estimate, tmp_path: Path) -> None:
    path = tmp_path / "fit.nc"
    save(preview, path)
    assert load(path) == preview


def test_other_programs_read_it(preview: Estimate, tmp_path: Path) -> None:
    xarray = pytest.importorskip("xarray")
    path = tmp_path / "fit.nc"
    save(preview, path)
    with xarray.open_dataset(path, engine="h5netcdf") as table:
        last = table["running_total"].sel(figure="mean").isel(day=-1).values
        assert last == pytest.approx([one.totals[-1].mean for one in preview.losses])
        assert table["bias_factor"].shape == (len(preview.biases), 8)


@pytest.mark.parametrize("content", [b"", b"no estimate", b"\x89HDF\r\n\x1a\n broken"])
def test_what_is_no_estimate_is_not_loaded(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fit.nc"
    path.write_bytes(content)
    with pytest.raises(CounterclaimError, match=r"fit\.nc"):
        load(path)


def test_too_few_claims_are_declined_by_rule() -> None:
    claims = [a_claim(id=str(at), count=100.0 + at) for at in range(5)]
    with pytest.raises(DeclinedError, match=r"5 claims where 20 are needed.*1 sources where 2"):
        estimate(Taken(tuple(claims), ()))


def test_quantities_of_few_claims_are_left_out_and_named(preview: Estimate) -> None:
    lone = a_claim(id="lone", party="", category="drones shot down")
    found = estimate(Taken((*a_war(), lone), ()), Settings(preview=True))
    assert ("drones shot down", f"fewer than {limits().of_quantity} claims count it") in found.left_out
    assert found.losses == preview.losses
