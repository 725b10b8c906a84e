"""What draws come to: running totals with their intervals, biases, checks, and whether the draws can be trusted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from counterclaim.account.estimated import Bias, Diagnosis, Losses, Method, Predicted, Spread
from counterclaim.account.estimation.chains import Chain
from counterclaim.account.estimation.design import Array, Design

# Convergence, as Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021) advise, doi:10.1214/20-BA1221.
_RHAT, _ESS, _DIVERGENCES = 1.01, 400, 0.005


def diagnosed(of: Design, found: Sequence[Chain], method: Method, seconds: float) -> Diagnosis:
    """Whether draws can be trusted, by all that is reported: running totals over time, and biases."""
    many = len(found[0].biases)
    if method == "preview":
        why = "a preview: its intervals are too narrow"
        return Diagnosis(method, len(found), many, None, None, 0.0, False, why, seconds)
    import arviz
    import numpy as np

    # Of each quantity, days from its first claim to the last of all: chains by draws by quantities by days.
    some = np.linspace(_first_claims(of), of.last, 5).round().astype(int).T
    reported = {
        "totals": np.stack([chain.totals[:, np.arange(len(some))[:, None], some] for chain in found]),
        "biases": np.stack([chain.biases for chain in found]),
    }
    data = arviz.convert_to_dataset(reported)  # type: ignore[no-untyped-call]
    rhat = max(float(np.nanmax(part)) for part in arviz.rhat(data).data_vars.values())  # type: ignore[no-untyped-call]
    ess = min(
        float(np.nanmin(part))
        for kind in ("bulk", "tail")
        for part in arviz.ess(data, method=kind).data_vars.values()  # type: ignore[no-untyped-call]
    )
    diverged = sum(chain.divergences for chain in found) / (len(found) * many)
    short = [
        told
        for bad, told in (
            (rhat > _RHAT, f"the chains do not agree (R-hat {rhat:.3f}, where {_RHAT} is the most)"),
            (ess < _ESS, f"too few independent draws ({ess:.0f}, where {_ESS} are needed)"),
            (diverged >= _DIVERGENCES, f"{diverged:.1%} of the draws diverged"),
        )
        if bad
    ]
    return Diagnosis(method, len(found), many, rhat, ess, diverged, not short, "; ".join(short), seconds)


def losses(of: Design, found: Sequence[Chain]) -> tuple[Losses, ...]:
    """Running totals by party and category, from the first claim of each to the last of all."""
    import numpy as np

    totals = np.exp(np.concatenate([chain.totals for chain in found]))
    days = tuple(date.fromordinal(of.first + day) for day in range(of.last + 1))
    claims = Counter(of.quantity.tolist())
    first = _first_claims(of)
    sources: defaultdict[int, set[int]] = defaultdict(set)
    for source, quantity in of.cells:
        sources[quantity].add(source)
    return tuple(
        Losses(
            party,
            category,
            days[first[at] :],
            _spreads(totals[:, at, first[at] :]),
            claims[at],
            len(sources[at]),
            len(sources[at]) == 1,
        )
        for at, (party, category) in enumerate(of.quantities)
    )


def _first_claims(of: Design) -> Array:
    """Of each quantity, the column of the day of its first claim."""
    import numpy as np

    return np.array([of.day[of.quantity == at].min() for at in range(len(of.quantities))])


def biases(of: Design, found: Sequence[Chain]) -> tuple[Bias, ...]:
    """The bias of each source in counting each quantity that it has claims of."""
    import numpy as np

    factors = _spreads(np.exp(np.concatenate([chain.biases for chain in found])))
    claims = Counter(of.cell.tolist())
    return tuple(
        Bias(of.sources[source], *of.quantities[quantity], factors[at], claims[at])
        for at, (source, quantity) in enumerate(of.cells)
    )


def predictions(of: Design, found: Sequence[Chain], seed: int) -> tuple[Predicted, ...]:
    """How the claims of each source lie in what the fit foretells for them: posterior predictive checks."""
    import numpy as np

    chance = np.random.default_rng(seed)
    mean = np.exp(np.concatenate([chain.expected for chain in found]))
    size = np.concatenate([chain.sizes for chain in found])[:, of.quantity]
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
