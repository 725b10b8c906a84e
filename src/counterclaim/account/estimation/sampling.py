"""Draws from a density: by Hamiltonian Monte Carlo, or, for a look in advance, from a normal approximation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from counterclaim.account.estimation.density import Density, Frame, frame, into, out_of, slope_in
from counterclaim.account.estimation.design import Array
from counterclaim.account.estimation.settings import Watch

# Steps of the approximation, and draws and their tuning for the run that finds the shape of the density.
_STEPS, _RATE, _SLOWER = 1500, 0.03, 400.0
_PILOT_TUNE, _PILOT_DRAWS = 150, 100
_PILOT_ACCEPT = 0.8
# Points at which curvatures are taken.
_POINTS = 12

# What is done, in the words in which it is told.
STAGES = ("looking around", "finding its shape", "sampling")


@dataclass(frozen=True, eq=False)
class Draws:
    """Draws of the unbounded numbers.

    Attributes:
        points: draws by numbers.
        divergences: how many draws diverged.
    """

    points: Array
    divergences: int


def approximated(of: Density, top: Array, many: int, seed: int) -> tuple[Draws, Frame]:
    """Draws from the nearest normal distribution without correlations, in coordinates round at the top.

    Kucukelbir and others (2017), Automatic differentiation variational inference. It finds the middle; its spread is
    too narrow, because what goes together is taken apart.
    """
    import jax
    import jax.numpy as jnp
    import numpy as np
    from jax.example_libraries.optimizers import adam

    around = frame(of, top, top[None])
    begin, change, get = adam(lambda step: _RATE / (1 + step / _SLOWER))
    places, stretch, start_at = (jnp.asarray(part) for part in (around.places, around.stretch, around.middle))

    def out(z: Any) -> Any:
        filled = jnp.append(z, 0.0)
        return start_at + filled.at[places].set(jnp.einsum("qij,qj->qi", stretch, filled[places]))[:-1]

    def loss(given: Any, key: Any) -> Any:
        middle, log_spread = given
        noise = jnp.exp(log_spread) * jax.random.normal(key, (of.size,))
        both = [of.log(out(middle + way * noise), of.centred) for way in (1, -1)]
        return -(0.5 * (both[0] + both[1]) + log_spread.sum())

    def step(state: Any, at: Any) -> tuple[Any, None]:
        number, key = at
        slope = jax.grad(loss)(get(state), key)
        slope = jax.tree_util.tree_map(lambda s: jnp.clip(jnp.nan_to_num(s), -100, 100), slope)
        return change(number, slope, state), None

    keys = jax.random.split(jax.random.PRNGKey(seed), _STEPS)
    start = begin((jnp.zeros(of.size), jnp.full(of.size, -1.0)))
    end, _ = jax.jit(lambda state, at: jax.lax.scan(step, state, at))(start, (jnp.arange(_STEPS), keys))
    middle, log_spread = (np.asarray(part) for part in get(end))
    noise = np.random.default_rng(seed).normal(size=(many, of.size))
    points = out_of(around, middle + np.exp(log_spread) * noise)
    return Draws(points, 0), frame(of, out_of(around, middle), points[:_POINTS])


def pilot(of: Density, start: Array, around: Frame, seed: int, watch: Watch) -> Draws:
    """A short run that finds where the mass of the density is, and how it lies.

    Args:
        start: the point to begin at.
        watch: told what is done, how many draws of how many.
    """
    run = Run(_PILOT_TUNE, _PILOT_DRAWS, _PILOT_ACCEPT, seed)
    return _run(of, around, start, run, watch, STAGES[1])


def sampled(of: Density, points: Array, run: Run, watch: Watch) -> Draws:
    """Draws by the no-U-turn sampler.

    Args:
        points: draws by numbers, of a pilot run.
    """
    some = points[:: -(-len(points) // _POINTS)]
    around = frame(of, points.mean(axis=0), some, points)
    return _run(of, around, points[-1], run, watch, STAGES[2])


@dataclass(frozen=True)
class Run:
    """How to sample one chain: draws to tune by and to keep, the rate of acceptance, the seed."""

    tune: int
    draws: int
    accept: float
    seed: int


def _run(of: Density, around: Frame, start: Array, run: Run, watch: Watch, what: str) -> Draws:
    import numpy as np
    import nutpie
    from nutpie.compiled_pyfunc import from_pyfunc

    done = 0

    def make_density() -> Callable[..., tuple[float, Array]]:
        def density(z: Array, **_: Any) -> tuple[float, Array]:
            value, slope = of.both(out_of(around, z))
            return value, slope_in(around, slope)

        return density

    def make_expand(*_: Any, **__: Any) -> Callable[..., dict[str, Array]]:
        def expand(z: Array, **_: Any) -> dict[str, Array]:
            nonlocal done
            done += 1
            watch(what, done, run.tune + run.draws)
            return {"z": z}

        return expand

    begin = into(around, start)
    made = from_pyfunc(
        of.size,
        make_density,
        make_expand,
        [np.dtype("float64")],
        [(of.size,)],
        ["z"],
        make_initial_point_fn=lambda _: begin,
    )
    trace = nutpie.sample(
        made,
        draws=run.draws,
        tune=run.tune,
        chains=1,
        cores=1,
        seed=run.seed,
        progress_bar=False,
        target_accept=run.accept,
    )
    points = out_of(around, trace.posterior["z"].values[0])
    if len(points) < run.draws:
        raise KeyboardInterrupt  # which the sampler answers by returning what it has
    return Draws(points, int(trace.sample_stats["diverging"].sum()))
