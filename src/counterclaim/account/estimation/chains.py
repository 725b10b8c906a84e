"""Chains, each in a process of its own: two at once are then twice as fast, and neither waits for the other."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from queue import Empty
from signal import SIG_IGN, SIGINT, signal
from typing import Any

from counterclaim.account.estimation.density import Density, density, recentred, uphill
from counterclaim.account.estimation.design import Array, Design
from counterclaim.account.estimation.model import levels
from counterclaim.account.estimation.sampling import STAGES, Draws, Run, approximated, pilot, sampled
from counterclaim.account.estimation.settings import Settings, Watch
from counterclaim.errors import CounterclaimError

_PREVIEW_DRAWS = 1000
# Seconds between looks at whether the processes are still there; draws between notes of how far a chain has come.
_LOOK, _NOTE = 2.0, 10
_NEEDS = "estimates need JAX, nutpie, SciPy and ArviZ: pip install 'counterclaim[estimate]'"


@dataclass(frozen=True, eq=False)
class Chain:
    """Draws of what is reported; draws first.

    Attributes:
        totals: logs of the running totals: then quantities by days.
        biases: logs: then cells.
        expected: logs of what each claim is expected to say: then claims.
        sizes: of the negative binomial: then quantities.
        divergences: how many draws diverged.
    """

    totals: Array
    biases: Array
    expected: Array
    sizes: Array
    divergences: int


def ready() -> None:
    """Sees that the libraries are there, and has them calculate in double precision.

    Raises:
        CounterclaimError: one of them is not installed.
    """
    try:
        import arviz  # noqa: F401 (whether it is there)
        import jax
        import nutpie  # noqa: F401
        import scipy  # noqa: F401
    except ImportError as error:
        raise CounterclaimError(_NEEDS) from error
    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]


def chain(of: Design, how: Settings, seed: int, watch: Watch) -> Chain:
    """One chain, or the draws of a preview.

    Args:
        watch: told what is done, how many draws of how many.
    """
    ready()
    watch(STAGES[0], 0, 1)
    first = density(of, how.bias_scale)
    near, around = approximated(first, uphill(first, of), _PREVIEW_DRAWS, seed)
    if how.preview:
        return _told(of, first, near, seed)
    found = pilot(first, near.points[0], around, seed, watch)
    better, points = recentred(first, found.points)
    run = Run(how.tune, how.draws, how.accept, seed)
    return _told(of, better, sampled(better, points, run, watch), seed)


def _told(of: Design, density_: Density, draws: Draws, seed: int) -> Chain:
    """What follows from draws of the unbounded numbers."""
    import jax
    import numpy as np

    wanted = ("total", "level", "expected", "log_precision", "bias_spread", "group_spread", "level_spread")

    def reported(x: Any) -> dict[str, Any]:
        made = density_.unpack(x, density_.centred)
        return {name: made[name] for name in wanted}

    unpack = jax.jit(reported)
    each = [unpack(point) for point in draws.points]
    found = {name: np.stack([np.asarray(one[name]) for one in each]) for name in wanted}
    constants, biases = levels(of, found, seed)
    totals = constants[:, :, None] + found["total"][:, :, : of.last + 1]
    return Chain(totals, biases, found["expected"], np.exp(found["log_precision"]), draws.divergences)


def chains(of: Design, how: Settings, seeds: list[int], watch: Watch) -> list[Chain]:
    """Chains side by side, one for each seed, each in a process of its own.

    A script that calls this needs the guard ``if __name__ == "__main__":``, as all that start processes do.

    Raises:
        CounterclaimError: a process ended before its chain.
    """
    context = get_context("spawn")
    told: Any = context.Queue()
    running = [
        context.Process(target=_work, args=(number, of, how, seed, told), daemon=True)
        for number, seed in enumerate(seeds)
    ]
    try:
        for process in running:
            process.start()
        return _gathered(running, seeds, told, watch)
    finally:
        for process in running:
            process.terminate()


def _gathered(running: Sequence[BaseProcess], seeds: list[int], told: Any, watch: Watch) -> list[Chain]:
    found: dict[int, Chain] = {}
    done: dict[int, tuple[str, int, int]] = {}
    while len(found) < len(seeds):
        try:
            seed, message = told.get(timeout=_LOOK)
        except Empty:
            gone = [
                p for p, seed in zip(running, seeds, strict=True) if seed not in found and not p.is_alive()
            ]
            if gone:
                why = f"a chain ended by itself (status {gone[0].exitcode}); is there enough memory?"
                raise CounterclaimError(why) from None
            continue
        if isinstance(message, Chain):
            found[seed] = message
        elif isinstance(message, Exception):
            raise message
        else:
            done[seed] = message
            watch(*_slowest(done))
    return [found[seed] for seed in seeds]


def _slowest(done: dict[int, tuple[str, int, int]]) -> tuple[str, int, int]:
    """How far the chain has come that will be ready last."""
    return min(done.values(), key=lambda one: (STAGES.index(one[0]), one[1]))


def keep_to_one_core(number: int) -> None:
    """Keeps this process to one of its cores, before it uses JAX, where the system can do that.

    JAX divides even small work among as many threads as there are cores. With a process on each core they wait for
    one another: a step of a thousandth of a second then takes twelve.
    """
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {cores[number % len(cores)]})


def _work(number: int, of: Design, how: Settings, seed: int, told: Any) -> None:
    keep_to_one_core(number)

    def watch(what: str, done: int, of_how_many: int) -> None:
        if done % _NOTE == 0:
            told.put((seed, (what, done, of_how_many)))

    signal(SIGINT, SIG_IGN)  # the process that waits for this one is told as well, and ends it
    try:
        told.put((seed, chain(of, how, seed, watch)))
    except CounterclaimError as error:
        told.put((seed, error))
