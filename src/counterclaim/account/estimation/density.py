"""The model's density over plain numbers, and coordinates in which it is as round as may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.account.estimation.design import Array, Design
from counterclaim.account.estimation.model import Centring, model, parameters, plain_centring

# Curvatures below this, per unit of the sampled scale, are taken for it: of where the prior alone tells.
_LEAST_CURVATURE = 0.05
_STEPS_UPHILL = 300
# The spline's scale at which it is asked how much the claims tell of each coefficient: about the prior's middle.
_USUAL_ROUGHNESS = 0.7
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


def density(
    of: Design, centring: Centring, bias_scale: float, roughness: float | None = None, near: Any = None
) -> Density:
    """The density of ``model`` over unbounded numbers; arguments as for that.

    Args:
        near: where to start, by the names of parameters, unbounded; nothing of what is not given.
    """
    import jax
    import jax.numpy as jnp
    import numpy as np

    wanted = parameters(of, roughness)
    names: dict[str, Array] = {}
    size = 0
    for name, (_, shape) in wanted.items():
        many = math.prod(shape)
        names[name] = np.arange(size, size + many).reshape(shape)
        size += many
    start = np.zeros(size)
    for name, places in names.items():
        start[places] = (near or {}).get(name, 0.0)

    def bounded(x: Any) -> tuple[dict[str, Any], Any]:
        found, change = {}, 0.0
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
        return model(of, centring, bias_scale, found, roughness)[0] + change

    def unpack(x: Any) -> dict[str, Any]:
        found, _ = bounded(x)
        return found | model(of, centring, bias_scale, found, roughness)[1]

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


def curvatures(of: Density, points: Sequence[Array]) -> list[Array]:
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
    found = []
    for block in of.blocks:
        square = -slopes[: len(block), block]
        found.append((square + square.T) / 2)
    return found


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


def frame(of: Density, middle: Array, points: Sequence[Array]) -> Frame:
    """Coordinates by the curvatures at some points."""
    import numpy as np

    largest = max(len(block) for block in of.blocks)
    places = np.full((len(of.blocks), largest), of.size)
    stretch = np.zeros((len(of.blocks), largest, largest))
    for at, (block, square) in enumerate(zip(of.blocks, curvatures(of, points), strict=True)):
        values, vectors = np.linalg.eigh(np.nan_to_num(square))
        places[at, : len(block)] = block
        stretch[at, : len(block), : len(block)] = vectors / np.sqrt(np.clip(values, _LEAST_CURVATURE, None))
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


def centred(of: Design, bias_scale: float) -> tuple[Density, Array]:
    """The density with each trend centred as far as the claims tell of it, and a point near its top.

    How far they do is asked at one plain scale of the spline: in which directions the claims narrow the coefficients,
    and what share of the prior's variance they take away.
    """
    import numpy as np

    told = [np.log1p(np.median(of.count[of.cell == cell])) for cell in range(len(of.cells))]
    plain = density(of, plain_centring(of), bias_scale, _USUAL_ROUGHNESS, {"told": told, "log_precision": 2.0})
    top = highest(plain)
    quantities, coefficients = len(of.quantities), of.basis.shape[1]
    directions = np.zeros((quantities, coefficients, coefficients))
    share = np.zeros((quantities, coefficients))
    trend = np.zeros((quantities, coefficients))
    for at, square in enumerate(curvatures(plain, [top])):
        values, vectors = np.linalg.eigh(square)
        spread = (vectors / np.clip(values, 0.2, None)) @ vectors.T
        left, turned = np.linalg.eigh(spread[:coefficients, :coefficients])
        directions[at], share[at] = turned, np.clip(1 - left, 0.0, 1.0)
        along = turned.T @ top[plain.names["trend"][at]]
        trend[at] = along * _USUAL_ROUGHNESS ** share[at]
    near = {name: top[places] for name, places in plain.names.items()} | {"trend": trend}
    found = density(of, Centring(directions, share), bias_scale, near=near)
    return found, highest(found)
