"""The model's density over plain numbers, and coordinates in which it is as round as may be."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
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
        centred: of each quantity, whether its trend is centred, as of ``model``.
        size: how many numbers.
        log: the density, but for a constant, of the numbers and ``centred``; to be traced by JAX.
        with_slope: the density and its slope, of the same, compiled.
        unpack: the model's parameters, and what follows from them, of the same; to be traced by JAX.
        names: where each of the parameters stands in the numbers, with its shape.
        blocks: the places of what belongs to each quantity.
    """

    centred: Array
    size: int
    log: Callable[[Any, Any], Any]
    with_slope: Callable[[Any, Any], tuple[Any, Any]]
    unpack: Callable[[Any, Any], dict[str, Any]]
    names: dict[str, Array]
    blocks: tuple[Array, ...]

    def both(self, x: Array) -> tuple[float, Array]:
        """The density and its slope at a point."""
        import numpy as np

        value, slope = self.with_slope(x, self.centred)
        return float(value), np.asarray(slope)


def density(of: Design, bias_scale: float) -> Density:
    """The density of ``model`` over unbounded numbers, centred by a first guess: where there are many claims."""
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

    def log(x: Any, centred: Any) -> Any:
        found, change = bounded(x)
        return model(of, centred, bias_scale, found)[0] + change

    def unpack(x: Any, centred: Any) -> dict[str, Any]:
        found, _ = bounded(x)
        return found | model(of, centred, bias_scale, found)[1]

    own = [
        np.concatenate(
            [np.ravel(names[name][quantity]) for name in _OF_QUANTITY]
            + [names["told"][of.cell_quantity == quantity]]
        )
        for quantity in range(len(of.quantities))
    ]
    claims = np.bincount(of.quantity, minlength=len(of.quantities))
    centred = (claims >= _MANY_CLAIMS).astype(float)
    return Density(centred, size, log, jax.jit(jax.value_and_grad(log)), unpack, names, tuple(own))


def uphill(of: Density, design: Design) -> Array:
    """A point on the way to the top, from what the claims tell at first sight."""
    import numpy as np
    from scipy.optimize import minimize

    start = np.zeros(of.size)
    start[of.names["told"]] = [
        np.log1p(np.median(design.count[design.cell == cell])) for cell in range(len(design.cells))
    ]
    start[of.names["log_precision"]] = 2.0

    def down(x: Array) -> tuple[float, Array]:
        value, slope = of.both(x)
        return -value, -slope

    ways = {"maxiter": _STEPS_UPHILL, "maxcor": 30}
    return minimize(down, start, jac=True, method="L-BFGS-B", options=ways).x


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
            ahead, behind = (of.both(point + way)[1] for way in (move, -move))
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


def out_of(of: Frame, z: Array) -> Array:
    """The numbers at some coordinates: of one point, or of points by numbers."""
    import numpy as np

    filled = np.concatenate([z, np.zeros((*z.shape[:-1], 1))], axis=-1)
    turned = np.einsum("qij,...qj->...qi", of.stretch, filled[..., of.places])
    filled[..., of.places] = turned
    return of.middle + filled[..., :-1]


def slope_in(of: Frame, slope: Array) -> Array:
    """The slope along the coordinates, from that along the numbers."""
    import numpy as np

    filled = np.append(slope, 0.0)
    filled[of.places] = np.einsum("qij,qi->qj", of.stretch, filled[of.places])
    return filled[:-1]


def into(of: Frame, x: Array) -> Array:
    """The coordinates of some numbers."""
    import numpy as np

    z = np.append(np.asarray(x) - of.middle, 0.0)
    found = z.copy()
    for places, stretch in zip(of.places, of.stretch, strict=True):
        there = places < len(z) - 1
        found[places[there]] = np.linalg.solve(stretch[np.ix_(there, there)], z[places[there]])
    return found[:-1]


def recentred(of: Density, points: Array) -> tuple[Density, Array]:
    """The density with those trends centred whose scale is known so well that no funnel opens where it is small.

    Args:
        points: draws by numbers, which tell how well.

    Returns:
        The density, and the points as they are there.
    """
    import numpy as np

    log_scale = points[:, of.names["roughness"]]
    centred = (log_scale.std(axis=0) < _WELL_KNOWN).astype(float)
    places = of.names["trend"]
    trend = points[:, places] * np.exp((centred - of.centred)[:, None] * log_scale[:, :, None])
    found = points.copy()
    found[:, places] = trend
    return replace(of, centred=centred), found
