"""What draws come to: running totals with their intervals, biases, checks, and whether the draws can be trusted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterclaim.account.estimated import Bias, Diagnosis, Losses, Method, Predicted, Spread
from counterclaim.account.estimation.density import Density
from counterclaim.account.estimation.design import Array, Design
from counterclaim.account.estimation.model import levels
from counterclaim.account.estimation.sampling import Draws

# Convergence, as Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021) advise, doi:10.1214/20-BA1221.
_RHAT, _ESS, _DIVERGENCES = 1.01, 400, 0.005
_AT_ONCE = 64


@dataclass(frozen=True, eq=False)
class Posterior:
    """Draws of what is reported; chains by draws first.

    Attributes:
        totals: logs of the running totals: then quantities by days.
        biases: logs: then cells.
        expected: logs of what each claim is expected to say: then claims.
        sizes: of the negative binomial: then quantities.
    """

    totals: Array
    biases: Array
    expected: Array
    sizes: Array


def posterior(of: Design, density: Density, draws: Draws, seed: int) -> Posterior:
    """What follows from draws of the unbounded numbers."""
    import jax
    import numpy as np

    chains, many, _ = draws.points.shape
    wanted = ("total", "level", "expected", "log_precision", "bias_spread", "group_spread", "level_spread")
    unpack = jax.jit(lambda x: {name: density.unpack(x, density.centred)[name] for name in wanted})
    each = [unpack(point) for point in draws.points.reshape(-1, density.size)]
    found = {name: np.stack([np.asarray(one[name]) for one in each]) for name in wanted}
    constants, biases = levels(of, found, seed)

    def by_chain(values: Array) -> Array:
        return values.reshape(chains, many, *values.shape[1:])

    return Posterior(
        by_chain(constants[:, :, None] + found["total"][:, :, : of.last + 1]),
        by_chain(biases),
        by_chain(found["expected"]),
        by_chain(np.exp(found["log_precision"])),
    )


def diagnosed(found: Posterior, draws: Draws, method: Method, seconds: float) -> Diagnosis:
    """Whether draws can be trusted, by all that is reported: running totals over time, and biases."""
    chains, many = found.biases.shape[:2]
    if method == "preview":
        why = "a preview: its intervals are too narrow"
        return Diagnosis(method, chains, many, None, None, 0.0, False, why, seconds)
    import arviz
    import numpy as np

    days = found.totals.shape[-1]
    some = sorted({0, days // 4, days // 2, 3 * days // 4, days - 1})
    data = arviz.convert_to_dataset(  # type: ignore[no-untyped-call]
        {"totals": found.totals[..., some], "biases": found.biases}
    )
    rhat = max(float(np.nanmax(part)) for part in arviz.rhat(data).data_vars.values())  # type: ignore[no-untyped-call]
    ess = min(
        float(np.nanmin(part))
        for kind in ("bulk", "tail")
        for part in arviz.ess(data, method=kind).data_vars.values()  # type: ignore[no-untyped-call]
    )
    diverged = draws.divergences / (chains * many)
    short = [
        told
        for bad, told in (
            (rhat > _RHAT, f"the chains do not agree (R-hat {rhat:.3f}, where {_RHAT} is the most)"),
            (ess < _ESS, f"too few independent draws ({ess:.0f}, where {_ESS} are needed)"),
            (diverged >= _DIVERGENCES, f"{diverged:.1%} of the draws diverged"),
        )
        if bad
    ]
    return Diagnosis(method, chains, many, rhat, ess, diverged, not short, "; ".join(short), seconds)


def losses(of: Design, found: Posterior) -> tuple[Losses, ...]:
    """Running totals by party and category, for each day up to the last claim."""
    import numpy as np

    totals = np.exp(found.totals.reshape(-1, *found.totals.shape[2:]))
    days = tuple(date.fromordinal(of.first + day) for day in range(of.last + 1))
    claims = Counter(of.quantity.tolist())
    sources: defaultdict[int, set[int]] = defaultdict(set)
    for source, quantity in of.cells:
        sources[quantity].add(source)
    return tuple(
        Losses(
            party,
            category,
            days,
            _spreads(totals[:, at, :]),
            claims[at],
            len(sources[at]),
            len(sources[at]) == 1,
        )
        for at, (party, category) in enumerate(of.quantities)
    )


def biases(of: Design, found: Posterior) -> tuple[Bias, ...]:
    """The bias of each source in counting each quantity that it has claims of."""
    import numpy as np

    factors = _spreads(np.exp(found.biases.reshape(-1, len(of.cells))))
    claims = Counter(of.cell.tolist())
    return tuple(
        Bias(of.sources[source], *of.quantities[quantity], factors[at], claims[at])
        for at, (source, quantity) in enumerate(of.cells)
    )


def predictions(of: Design, found: Posterior, seed: int) -> tuple[Predicted, ...]:
    """How the claims of each source lie in what the fit foretells for them: posterior predictive checks."""
    import numpy as np

    chance = np.random.default_rng(seed)
    mean = np.exp(found.expected.reshape(-1, len(of.count)))
    size = found.sizes.reshape(-1, len(of.quantities))[:, of.quantity]
    # A negative binomial is a Poisson distribution whose mean is spread by a gamma distribution.
    around = np.where(of.running, mean * chance.gamma(size) / size, mean)
    drawn = chance.poisson(np.clip(around, 0.0, 1e15))
    lows = np.quantile(drawn, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0)
    within90 = (lows[0] <= of.count) & (of.count <= lows[4])
    within50 = (lows[1] <= of.count) & (of.count <= lows[3])
    above = of.count > lows[2]
    return tuple(
        Predicted(
            name,
            int((own := of.source == at).sum()),
            float(within50[own].mean()),
            float(within90[own].mean()),
            float(above[own].mean()),
        )
        for at, name in enumerate(of.sources)
    )


def _spreads(values: Array) -> tuple[Spread, ...]:
    """Of draws by anything, the distribution of each."""
    import numpy as np

    at = (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975)
    columns = zip(values.mean(axis=0), *np.quantile(values, at, axis=0), strict=True)
    return tuple(_spread([float(value) for value in column]) for column in columns)


def _spread(of: Sequence[float]) -> Spread:
    mean, low95, low90, low50, median, high50, high90, high95 = of
    return Spread(mean, median, (low50, high50), (low90, high90), (low95, high95))
