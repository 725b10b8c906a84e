"""The model: how claims come about from losses and biases. Read with docs/estimate.md beside it.

Losses. Of each quantity (a category of one party) a log daily rate: a constant, a slope and a cubic spline, whose
coefficients follow a course that all quantities share, each more or less. Claims. A running total is negative
binomial around the running sum of the rate, a day's count Poisson around the rate; both are multiplied by the bias of
their source in counting that quantity, and by the source's own shift for figures given as a least or a most.

What is sampled is not what is reported, because claims tell little of either level or bias, and much of their sum.
Of each cell (a source in counting a quantity) the logarithm of the running total it would give is sampled; given
these and the scales of the priors, losses and biases are jointly normal. They are integrated out here, and drawn
exactly in ``levels``. That does away with the narrow ridges and funnels between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from counterclaim.account.estimation.design import Array, Design

# Keeps matrices from being singular where a scale is nearly nothing; on the log scale, so far below any bias.
_JITTER = 1e-9


Kind = Literal["any", "positive", "share"]


def parameters(of: Design) -> dict[str, tuple[Kind, tuple[int, ...]]]:
    """What is sampled: whether it may be any number, a positive one, or one between 0 and 1; and its shape."""
    quantities, sources = len(of.quantities), len(of.sources)
    found: dict[str, tuple[Kind, tuple[int, ...]]] = {
        "trend": ("any", (quantities, of.basis.shape[1])),
        "roughness": ("positive", (quantities,)),
        "shared": ("share", (quantities,)),
        "slope_spread": ("positive", ()),
        "told": ("any", (len(of.cells),)),
        "bias_spread": ("positive", (len(of.groups),)),
        "group_spread": ("positive", ()),
        "level_spread": ("positive", ()),
        "log_precision": ("any", (quantities,)),
        "precision_usual": ("any", ()),
        "precision_spread": ("positive", ()),
    }
    for name, given in (("least", of.least), ("most", of.most)):
        if given.any():
            found |= {f"{name}_usual": ("any", ()), f"{name}_spread": ("positive", ())}
            found[f"{name}_each"] = ("any", (sources,))
    return found


def model(
    of: Design, centred: Array, bias_scale: float, given: Mapping[str, Any]
) -> tuple[Any, dict[str, Any]]:
    """The log density of some parameters, but for a constant, and what follows from them; to be traced by JAX.

    Args:
        centred: of each quantity, 1 where the coefficients of its trend are given as they are, and 0 where in units of
            their prior's scale: the one samples well where claims tell much of them, the other where little.
        bias_scale: scale of the half-normal priors of how far biases spread, on the log scale.
        given: by the names of ``parameters``.

    Returns:
        The density; and ``total``, the log of the trend's running sum (quantities by days), ``rate`` (the same of one
        day), ``level`` (of each cell, bias and constant together) and ``expected`` (of each claim, its log mean).
    """
    import jax.numpy as jnp
    from jax.scipy.special import gammaln

    trends, rate = _trends(of, centred, given)
    top = jnp.max(rate, axis=1, keepdims=True)
    total = jnp.log(jnp.cumsum(jnp.exp(rate - top), axis=1)) + top
    level = given["told"] - total[of.cell_quantity, of.cell_day]
    cells = _cells(of, bias_scale, given, level)
    shifts, shift = _shifts(of, given)
    tells = jnp.where(of.running, total[of.quantity, of.day], rate[of.quantity, of.day])
    expected = level[of.cell] + shift + tells

    runs, alone = of.running, ~of.running
    mean, count, size = expected[runs], of.count[runs], given["log_precision"]
    each, phi = size[of.quantity[runs]], jnp.exp(size)
    many = _how_many(of.quantity[runs], len(of.quantities))
    running = gammaln(count + phi[of.quantity[runs]]) + count * mean
    running -= (count + phi[of.quantity[runs]]) * jnp.logaddexp(mean, each)
    of_size = many * (phi * size - gammaln(phi))
    daily = of.count[alone] * expected[alone] - jnp.exp(expected[alone])
    # A constant, without which the density is so large that small changes of it are lost.
    constant = gammaln(of.count + 1).sum()
    claims = running.sum() + of_size.sum() + daily.sum() - constant
    precisions = _precisions(given)
    follows = {"total": total, "rate": rate, "level": level, "expected": expected}
    return claims + trends + cells + shifts + precisions, follows


def _trends(of: Design, centred: Array, given: Mapping[str, Any]) -> tuple[Any, Any]:
    """The density of the trends, and the log daily rates without their constants: quantities by days."""
    import jax.numpy as jnp

    coefficients = of.basis.shape[1]
    scale, shared = given["roughness"], given["shared"]
    spread = given["slope_spread"] * of.steepness
    log_scale = jnp.log(scale)[:, None]
    unit = (1 - centred)[:, None] * log_scale
    coefficient = given["trend"] * jnp.exp(unit)
    slope, rest = coefficient[:, 0], coefficient[:, 1:] / scale[:, None]

    # Of each coefficient, over the quantities: correlated by what they share of one course.
    own = 1 - shared**2
    weight = shared / own
    common = 1 + (shared * weight).sum()
    square = (rest**2 / own[:, None]).sum() - ((weight @ rest) ** 2).sum() / common
    half_log_det = 0.5 * (jnp.log(own).sum() + jnp.log(common))
    # Of the slopes: the same, with a slope of each quantity's own, and one of all.
    loading = scale * shared
    alone = jnp.diag(scale**2 * own + spread**2 + _JITTER)
    covariance = jnp.outer(loading, loading) + alone + of.steepness**2
    density = (
        _normal(slope, covariance)
        - 0.5 * square
        - (coefficients - 1) * (half_log_det + log_scale.sum())
        + coefficients * unit.sum()
        + jnp.log1p(-shared).sum()  # a beta distribution of 1 and 2
        + _half_normal(given["slope_spread"])
        + _half_normal(scale)
    )
    return density, coefficient @ of.basis.T


def _cells(of: Design, bias_scale: float, given: Mapping[str, Any], level: Any) -> Any:
    """The density of each cell's bias and constant together, and of the scales of both."""
    import jax.numpy as jnp

    within, across, levels = (given[name] for name in ("bias_spread", "group_spread", "level_spread"))
    quantity, group = of.cell_quantity, of.cell_group
    covariance = (
        1.0
        + levels**2 * (quantity[:, None] == quantity[None, :])
        + across**2 * (group[:, None] == group[None, :])
        + jnp.diag(within[group] ** 2 + _JITTER)
    )
    scales = _half_normal(within / bias_scale) + _half_normal(across / bias_scale) + _half_normal(levels)
    return _normal(level, covariance) + scales


def _shifts(of: Design, given: Mapping[str, Any]) -> tuple[Any, Any]:
    """The density of the shifts for figures that are a least or a most, and of each claim its shift."""
    density, shift = 0.0, 0.0
    for name, is_one in (("least", of.least), ("most", of.most)):
        if f"{name}_usual" not in given:
            continue
        usual, spread, each = (given[f"{name}_{part}"] for part in ("usual", "spread", "each"))
        density += -0.5 * usual**2 + _half_normal(spread) - 0.5 * (each**2).sum()
        shift += (usual + spread * each)[of.source] * is_one
    return density, shift


def _precisions(given: Mapping[str, Any]) -> Any:
    """The density of how closely running totals keep to their mean: the size of the negative binomial."""
    import jax.numpy as jnp

    usual, spread, each = (given[name] for name in ("precision_usual", "precision_spread", "log_precision"))
    around = -0.5 * (((each - usual) / spread) ** 2).sum() - each.size * jnp.log(spread)
    return around - 0.5 * usual**2 + _half_normal(spread)


def _half_normal(value: Any) -> Any:
    return -0.5 * (value**2).sum()


def _how_many(of: Array, kinds: int) -> Array:
    import numpy as np

    return np.bincount(of, minlength=kinds)


def _normal(value: Any, covariance: Any) -> Any:
    """The log density of a normal distribution around nothing, but for what does not depend on anything."""
    import jax.numpy as jnp
    from jax.scipy.linalg import solve_triangular

    root = jnp.linalg.cholesky(covariance)
    unit = solve_triangular(root, value, lower=True)
    return -0.5 * (unit**2).sum() - jnp.log(jnp.diag(root)).sum()


def levels(of: Design, draws: dict[str, Array], seed: int) -> tuple[Array, Array]:
    """Draws of the constants of the log rates and of the log biases: draws by quantities, draws by cells.

    Given what the cells tell and the scales, they are normal, as in a linear model with known variances.

    Args:
        draws: of ``level``, ``bias_spread``, ``group_spread``, ``level_spread``, with the draws first.
    """
    import numpy as np

    cells, quantities, groups = len(of.cells), len(of.quantities), len(of.groups)
    many = len(draws["level"])
    made_of = np.zeros((cells, 1 + quantities + groups))
    made_of[:, 0] = 1
    made_of[np.arange(cells), 1 + of.cell_quantity] = 1
    made_of[np.arange(cells), 1 + quantities + of.cell_group] = 1
    prior = np.ones((many, made_of.shape[1]))
    prior[:, 1 : 1 + quantities] = 1 / (draws["level_spread"][:, None] ** 2 + _JITTER)
    prior[:, 1 + quantities :] = 1 / (draws["group_spread"][:, None] ** 2 + _JITTER)
    sure = 1 / (draws["bias_spread"][:, of.cell_group] ** 2 + _JITTER)
    precision = np.einsum("ji,nj,jk->nik", made_of, sure, made_of, optimize=True)
    at = np.arange(made_of.shape[1])
    precision[:, at, at] += prior
    root = np.linalg.inv(np.linalg.cholesky(precision))
    weighed = np.einsum("nij,nj->ni", root, (sure * draws["level"]) @ made_of)
    noise = np.random.default_rng(seed).normal(size=weighed.shape)
    found = np.einsum("nji,nj->ni", root, weighed + noise)
    constant = found[:, :1] + found[:, 1 : 1 + quantities]
    return constant, draws["level"] - constant[:, of.cell_quantity]
