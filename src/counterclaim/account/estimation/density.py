"""The model's density over plain numbers, and coordinates in which it is as round as may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from counterclaim.account.estimation.design import Array, Design
from counterclaim.account.estimation.model import model, parameters

# Curvatures below this, per unit of the sampled scale, are taken for it: of where the prior alone tells.
_LEAST_CURVATURE = 0.05
# Not to the top: there, scales that are nothing and precisions without end make a point like no other.
_STEPS_UPHILL = 60
# A trend is centred where there are so many claims, or, once it has been seen, where its log scale is known so well.
_MANY_CLAIMS, _WELL_KNOWN = 150, 0.4
# What belongs to one quantity, by the names of the model; the first has a row for each, the others one number.
_OF_QUANTITY = ("trend", "roughness", "shared", "log_precision")
_NUDGE = 1e-5


@dataclass(frozen=True, eq=False)
class Density:
    """The log density of unbounded numbers.

    Attributes:
        size: how many numbers.
        start: from where to look for the highest point.
        log: the density, but for a constant; to be traced by JAX.
        both: the density and its slope, compiled.
        unpack: the model's parameters, and what follows from them, from the numbers; to be traced by JAX.
        names: where each of the parameters stands in the numbers, with its shape.
        blocks: the places of what belongs to each quantity.
    """

    size: int
    start: Array
    log: Callable[[Any], Any]
    both: Callable[[Any], tuple[Any, Any]]
    unpack: Callable[[Any], dict[str, Any]]
    names: dict[str, Array]
    blocks: tuple[Array, ...]


def density(of: Design, centred: Array, bias_scale: float, near: Mapping[str, Any] | None = None) -> Density:
    """The density of ``model`` over unbounded numbers; arguments as for that.

    Args:
        near: where to start, by the names of parameters, unbounded; nothing of what is not given.
    """
    import jax
    import jax.numpy as jnp
    import numpy as np

    wanted = parameters(of)
    names: dict[str, Array] = {}
    size = 0
    for name, (_, shape) in wanted.items():
        many = math.prod(shape)
        names[name] = np.arange(size, size + many).reshape(shape)
        size += many
    start = np.zeros(size)
    for name, places in names.items():
        start[places] = np.asarray((near or {}).get(name, 0.0))

    def bounded(x: Any) -> tuple[dict[str, Any], Any]:
        found: dict[str, Any] = {}
        change: Any = 0.0
        for name, (kind, _) in wanted.items():
            value = x[names[name]]
            if kind == "positive":
                found[name], change = jnp.exp(value), change + value.sum()
            elif kind == "share":
                found[name] = jax.nn.sigmoid(value)
                change += (jax.nn.log_sigmoid(value) + jax.nn.log_sigmoid(-value)).sum()
            else:
                found[name] = value
        return found, change

    def log(x: Any) -> Any:
        found, change = bounded(x)
        return model(of, centred, bias_scale, found)[0] + change

    def unpack(x: Any) -> dict[str, Any]:
        found, _ = bounded(x)
        return found | model(of, centred, bias_scale, found)[1]

    own = [
        np.concatenate(
            [np.ravel(names[name][quantity]) for name in _OF_QUANTITY if name in names]
            + [names["told"][of.cell_quantity == quantity]]
        )
        for quantity in range(len(of.quantities))
    ]
    return Density(size, start, log, jax.jit(jax.value_and_grad(log)), unpack, names, tuple(own))


def highest(of: Density) -> Array:
    """A point near the top, from the start uphill."""
    import numpy as np
    from scipy.optimize import minimize

    def down(x: Array) -> tuple[float, Array]:
        value, slope = of.both(x)
        return -float(value), -np.asarray(slope)

    ways = {"maxiter": _STEPS_UPHILL, "maxcor": 30}
    return minimize(down, of.start, jac=True, method="L-BFGS-B", options=ways).x


def curvatures(of: Density, points: Array) -> list[Array]:
    """Of what belongs to each quantity, the negative second derivatives, in the mean over some points.

    The first of each quantity's numbers are moved together, then the second, and so on: quantities hardly touch.
    """
    import numpy as np

    largest = max(len(block) for block in of.blocks)
    slopes = np.zeros((largest, of.size))
    for at in range(largest):
        move = np.zeros(of.size)
        move[[block[at] for block in of.blocks if at < len(block)]] = _NUDGE
        for point in points:
            ahead, behind = (np.asarray(of.both(point + way)[1]) for way in (move, -move))
            slopes[at] += (ahead - behind) / (2 * _NUDGE * len(points))
    squares = (-slopes[: len(block), block] for block in of.blocks)
    return [(square + square.T) / 2 for square in squares]


@dataclass(frozen=True, eq=False)
class Frame:
    """Coordinates around a point, each quantity's numbers turned and stretched to be round.

    Attributes:
        middle: the point.
        places: quantities by numbers: the places of each quantity's, filled up with the size.
        stretch: quantities by numbers by coordinates.
    """

    middle: Array
    places: Array
    stretch: Array


def frame(of: Density, middle: Array, points: Array, draws: Array | None = None) -> Frame:
    """Coordinates by the curvature at some points and, where there are some, by how far draws spread.

    Each alone can be far off: the one where the density is not round, the other where draws are few.

    Args:
        points, draws: points by numbers.
    """
    import numpy as np

    largest = max(len(block) for block in of.blocks)
    places = np.full((len(of.blocks), largest), of.size)
    stretch = np.zeros((len(of.blocks), largest, largest))
    for at, (block, square) in enumerate(zip(of.blocks, curvatures(of, points), strict=True)):
        values, vectors = np.linalg.eigh(np.nan_to_num(square))
        spread = (vectors / np.clip(values, _LEAST_CURVATURE, None)) @ vectors.T
        if draws is not None:
            spread = 0.5 * spread + 0.5 * np.cov(draws[:, block], rowvar=False)
        places[at, : len(block)] = block
        stretch[at, : len(block), : len(block)] = np.linalg.cholesky(spread)
    return Frame(np.asarray(middle), places, stretch)


def out_of(of: Frame, z: Any) -> Any:
    """The numbers at some coordinates; to be traced by JAX."""
    import jax.numpy as jnp

    filled = jnp.concatenate([z, jnp.zeros(1)])
    turned = jnp.einsum("qij,qj->qi", jnp.asarray(of.stretch), filled[of.places])
    return jnp.asarray(of.middle) + filled.at[of.places].set(turned)[:-1]


def into(of: Frame, x: Array) -> Array:
    """The coordinates of some numbers."""
    import numpy as np

    z = np.append(np.asarray(x) - of.middle, 0.0)
    found = z.copy()
    for places, stretch in zip(of.places, of.stretch, strict=True):
        there = places < len(z) - 1
        found[places[there]] = np.linalg.solve(stretch[np.ix_(there, there)], z[places[there]])
    return found[:-1]


def first_guess(of: Design) -> tuple[Array, dict[str, Any]]:
    """Which trends to centre before anything is known, and where to start."""
    import numpy as np

    told = [np.log1p(np.median(of.count[of.cell == cell])) for cell in range(len(of.cells))]
    claims = np.bincount(of.quantity, minlength=len(of.quantities))
    return (claims >= _MANY_CLAIMS).astype(float), {"told": told, "log_precision": 2.0}


def better_centred(of: Density, draws: Array) -> Array:
    """Which trends to centre, by draws: those whose scale is known so well that no funnel opens where it is small."""
    known = draws[:, of.names["roughness"]].std(axis=0) < _WELL_KNOWN
    return known.astype(float)


def recentred(before: Density, centred: Array, after: Density, now: Array, points: Array) -> Array:
    """Points of one density as those of another that centres other trends.

    Args:
        centred, now: of each quantity, before and after.
        points: points by numbers.
    """
    import numpy as np

    found = points.copy()
    log_scale = points[:, before.names["roughness"]]
    trend = points[:, before.names["trend"].ravel()].reshape(len(points), *before.names["trend"].shape)
    trend = trend * np.exp((now - centred)[None, :, None] * log_scale[:, :, None])
    found[:, after.names["trend"].ravel()] = trend.reshape(len(points), -1)
    return found
