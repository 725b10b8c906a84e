"""From claims to an estimate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from counterclaim.account.estimated import Estimate, Method
from counterclaim.account.estimation.density import (
    Density,
    better_centred,
    density,
    first_guess,
    highest,
    recentred,
)
from counterclaim.account.estimation.design import Design, design
from counterclaim.account.estimation.sampling import _PILOT_DRAWS, Draws, Run, approximated, pilot, sampled
from counterclaim.account.estimation.summary import biases, diagnosed, losses, posterior, predictions
from counterclaim.account.estimation.taken import Limits, Taken, enough, limits
from counterclaim.errors import CounterclaimError

Watch = Callable[[str, int, int], None]

_NEEDS = "estimates need JAX, nutpie, SciPy and ArviZ: pip install 'counterclaim[estimate]'"
_PREVIEW_DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Settings:
    """How to estimate.

    Attributes:
        bias_scale: scale of the prior of biases on the log scale: 1 has most of them within threefold either way.
        draws, tune: of each of two chains.
        accept: the acceptance rate that the steps are fitted to.
        preview: a normal approximation alone, within a minute, with intervals that are too narrow.
    """

    bias_scale: float = 1.0
    draws: int = 1000
    tune: int = 300
    accept: float = 0.9
    preview: bool = False
    seed: int = 1


class DeclinedError(CounterclaimError):
    """There are too few claims to estimate from; ranges and bounds are what there is."""


def estimate(
    taken: Taken,
    settings: Settings | None = None,
    watch: Watch = lambda _what, _done, _of: None,
    rule: Limits | None = None,
    *,
    dated: bool = True,
) -> Estimate:
    """Losses and the bias of each source, estimated together.

    Args:
        taken: claims, from a ledger or a table; their order does not matter.
        watch: told what is done, how much of how much.
        rule: of how few claims are too few; the shipped one if not given.
        dated: whether the days are dates, and no numbers of days since a beginning that is not known.

    Raises:
        DeclinedError: there are too few claims.
        CounterclaimError: what the extra ``estimate`` brings is not installed.
    """
    how = settings or Settings()
    kept, why = enough(taken, rule or limits())
    if why:
        raise DeclinedError(f"no estimate: {why}; ranges and bounds are what there is")
    _ready()
    began = perf_counter()
    of = design(kept.observations, kept.first.toordinal() if kept.first else None)
    drawn_from, draws = _drawn(of, how, watch)
    method: Method = "preview" if how.preview else "sampled"
    watch("summing up", 0, 1)
    told = posterior(of, drawn_from, draws, how.seed)
    return Estimate(
        losses(of, told),
        biases(of, told),
        predictions(of, told, how.seed),
        diagnosed(told, draws, method, perf_counter() - began),
        kept.observations,
        kept.left_out,
        how.bias_scale,
        how.seed,
        dated,
    )


def _drawn(of: Design, how: Settings, watch: Watch) -> tuple[Density, Draws]:
    """Draws, and the density they are of."""
    watch("looking around", 0, 1)
    centred, near = first_guess(of)
    first = density(of, centred, how.bias_scale, near)
    around = approximated(first, highest(first), _PREVIEW_DRAWS, how.seed)
    if how.preview:
        return first, around[0]
    found = _whole(pilot(first, *around, how.seed, watch), _PILOT_DRAWS)
    points = found.points.reshape(-1, first.size)
    now = better_centred(first, points)
    better = density(of, now, how.bias_scale)
    run = Run(how.tune, how.draws, how.accept, how.seed)
    points = recentred(first, centred, better, now, points)
    return better, _whole(sampled(better, points, run, watch), how.draws)


def _whole(draws: Draws, many: int) -> Draws:
    """The draws, if there are so many: one who interrupts the sampler is given what there is, and asked for none."""
    if draws.points.shape[1] < many:
        raise KeyboardInterrupt
    return draws


def _ready() -> None:
    """Sees that the libraries are there, and has them calculate in double precision."""
    try:
        import arviz  # noqa: F401 (whether it is there)
        import jax
        import nutpie  # noqa: F401
        import scipy  # noqa: F401
    except ImportError as error:
        raise CounterclaimError(_NEEDS) from error
    jax.config.update("jax_enable_x64", True)  # type: ignore[no-untyped-call]
