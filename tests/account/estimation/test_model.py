"""The density against distributions of SciPy, put together the long way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

pytest.importorskip("jax", reason="JAX is not installed")

from scipy.stats import multivariate_normal, nbinom, norm, poisson

from counterclaim.account.estimation.chains import ready
from counterclaim.account.estimation.density import density, recentred
from counterclaim.account.estimation.design import Design, design
from counterclaim.account.estimation.model import levels, model, parameters
from tests.account.estimation.samples import a_war


@pytest.fixture(scope="module")
def war() -> Design:
    ready()
    return design(a_war(days=30, every=9))


def some_parameters(of: Design, seed: int = 0) -> dict[str, Any]:
    chance = np.random.default_rng(seed)
    found: dict[str, Any] = {}
    for name, (kind, shape) in parameters(of).items():
        value = 0.5 * chance.normal(size=shape)
        found[name] = (
            np.exp(value) if kind == "positive" else 1 / (1 + np.exp(-value)) if kind == "share" else value
        )
    return found


def the_long_way(of: Design, given: dict[str, Any], bias_scale: float) -> float:
    """The log density, but for the constants of the scales' own priors."""
    quantities, coefficients = len(of.quantities), of.basis.shape[1]
    scale, shared = given["roughness"], given["shared"]
    correlated = np.outer(shared, shared) + np.diag(1 - shared**2)
    rest = np.outer(scale, scale) * correlated
    coefficient = given["trend"]
    found = 0.0
    for at in range(1, coefficients):
        found += multivariate_normal(cov=rest).logpdf(coefficient[:, at])
    steep = of.steepness**2
    slopes = rest + steep * (np.eye(quantities) * given["slope_spread"] ** 2 + 1)
    found += multivariate_normal(cov=slopes).logpdf(coefficient[:, 0])

    rate = coefficient @ of.basis.T
    total = np.log(np.cumsum(np.exp(rate), axis=1))
    level = given["told"] - total[of.cell_quantity, of.cell_day]
    made_of = np.zeros((len(of.cells), quantities + len(of.groups)))
    for cell in range(len(of.cells)):
        made_of[cell, of.cell_quantity[cell]] = given["level_spread"]
        made_of[cell, quantities + of.cell_group[cell]] = given["group_spread"]
    own = np.diag(given["bias_spread"][of.cell_group] ** 2)
    found += multivariate_normal(cov=1 + made_of @ made_of.T + own).logpdf(level)

    for at, count in enumerate(of.count):
        mean = level[of.cell[at]]
        for name, is_one in (("least", of.least[at]), ("most", of.most[at])):
            if is_one:
                mean += (
                    given[f"{name}_usual"] + given[f"{name}_spread"] * given[f"{name}_each"][of.source[at]]
                )
        quantity, day = of.quantity[at], of.day[at]
        if of.running[at]:
            size, expected = np.exp(given["log_precision"][quantity]), np.exp(mean + total[quantity, day])
            found += nbinom(size, size / (size + expected)).logpmf(count)
        else:
            found += poisson(np.exp(mean + rate[quantity, day])).logpmf(count)
    found += norm(given["precision_usual"], given["precision_spread"]).logpdf(given["log_precision"]).sum()
    for name in ("precision_usual", "least_usual", "least_each"):
        found += norm.logpdf(given[name]).sum()
    for name in ("roughness", "slope_spread", "level_spread", "precision_spread", "least_spread"):
        found += norm.logpdf(given[name]).sum()
    for name in ("bias_spread", "group_spread"):
        found += norm(0, bias_scale).logpdf(given[name]).sum()
    return float(found + np.log(1 - shared).sum())


@pytest.mark.parametrize("bias_scale", [0.5, 2.0])
def test_the_density_is_that_of_its_parts(war: Design, bias_scale: float) -> None:
    centred = np.ones(len(war.quantities))
    points = [some_parameters(war, seed) for seed in range(4)]
    quick = [float(model(war, centred, bias_scale, given)[0]) for given in points]
    slow = [the_long_way(war, given, bias_scale) for given in points]
    assert np.diff(quick) == pytest.approx(np.diff(slow), rel=1e-6)


def test_centring_changes_what_is_sampled_and_not_the_density(war: Design) -> None:
    of = density(war, 1.0)
    chance = np.random.default_rng(3)
    points = 0.3 * chance.normal(size=(5, of.size))
    points[:, of.names["roughness"]] *= 0.1
    other, moved = recentred(of, points)
    assert (other.centred != of.centred).any()
    coefficients = war.basis.shape[1]
    log_scale = points[:, of.names["roughness"]] @ (other.centred - of.centred)
    before = [of.both(point)[0] for point in points]
    after = [other.both(point)[0] for point in moved]
    assert np.array(after) + coefficients * log_scale == pytest.approx(np.array(before), rel=1e-9)


def test_slopes_are_those_of_the_density(war: Design) -> None:
    of = density(war, 1.0)
    point = 0.3 * np.random.default_rng(4).normal(size=of.size)
    _, slope = of.both(point)
    for at in range(0, of.size, 7):
        nudge = np.zeros(of.size)
        nudge[at] = 1e-5
        apart = (of.both(point + nudge)[0] - of.both(point - nudge)[0]) / 2e-5
        assert slope[at] == pytest.approx(apart, rel=1e-4, abs=1e-4)


def test_levels_and_biases_are_drawn_as_they_are_distributed(war: Design) -> None:
    """Drawn given what they add up to, and that drawn from its prior, they are as their priors say."""
    chance = np.random.default_rng(5)
    many = 20000
    quantities, groups = len(war.quantities), len(war.groups)
    usual = chance.normal(size=(many, 1))
    constant = usual + 0.8 * chance.normal(size=(many, quantities))
    across = 1.2 * chance.normal(size=(many, groups))
    bias = across[:, war.cell_group] + 0.6 * chance.normal(size=(many, len(war.cells)))
    drawn_constant, drawn_bias = levels(
        war,
        {
            "level": constant[:, war.cell_quantity] + bias,
            "level_spread": np.full(many, 0.8),
            "group_spread": np.full(many, 1.2),
            "bias_spread": np.full((many, groups), 0.6),
        },
        seed=6,
    )
    assert np.cov(drawn_constant.T) == pytest.approx(np.cov(constant.T), abs=0.08)
    assert np.cov(drawn_bias.T) == pytest.approx(np.cov(bias.T), abs=0.12)
    assert drawn_constant[:, war.cell_quantity] + drawn_bias == pytest.approx(
        constant[:, war.cell_quantity] + bias
    )
