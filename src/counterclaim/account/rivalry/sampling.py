"""How figures of one-off counts come about, and draws from it: read with docs/rivals.md beside it.

Of each event and party the log counts of the elementary categories are jointly normal (this learns usual ratios); a
whole is the sum of its parts. A figure is its category's count, times the bias of its source, times the error of the
return it is taken from, times one of its own; each error is of one of three scales (near, off, far). How often which,
is a matter of the class of the event and party: some are well known, some contested. Random-walk Metropolis for all
events at once, as they are independent given the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Array = Any  # a NumPy array: NumPy comes with the extra

CLASSES = 3
# Added to counts before taking logs, so that none at all can be told: half a unit, as for rounded figures.
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures as arrays; J of them, G groups (event and party), C categories, A elementary, S sources, P parties.

    Attributes:
        log: J, log of count + ½.
        group, category, source: J, by index.
        weight: J; how far a figure counts: copies of one another count together as one, a whole beside its parts
            from one source not at all.
        round: J, the share of a figure's digits that are zeros at its end.
        given: J, by index, the return that a figure is taken from: what a source, with others that repeat it, gives
            of one group in categories that are parts of one another.
        return_group: of each return, by index.
        party: G, by index.
        made_of: C by A, whether an elementary category is a part of a category.
        below: pairs of categories of which the first is no more than the second.
    """

    log: Array
    group: Array
    category: Array
    source: Array
    weight: Array
    round: Array
    given: Array
    return_group: Array
    party: Array
    made_of: Array
    below: tuple[tuple[int, int], ...]
    sources: int
    parties: int


@dataclass(frozen=True, eq=False)
class State:
    """One draw of everything.

    Attributes:
        counts: G by A, logs of the elementary counts.
        kind: G, the class.
        returns: log errors of the returns.
        usual: P by A, means of the logs; ``spread`` A by A, their covariance within a party.
        biases: logs, by source (S), by source and category (S by C), by source and party (S by P).
        bias_scales: 3, of these.
        scales: log of the scale of near, off and far; ``by_category`` C, ``by_party`` P, log factors of that;
            ``rounding`` another for a figure that is round throughout.
        small: log of the scale for a count of one, falling with its root.
        shares: classes by scales; ``kinds`` share of each class.
        return_scales, return_shares: the same for returns.
    """

    counts: Array
    kind: Array
    returns: Array
    usual: Array
    spread: Array
    biases: tuple[Array, Array, Array]
    bias_scales: Array
    scales: Array
    by_category: Array
    by_party: Array
    rounding: Array
    small: Array
    shares: Array
    kinds: Array
    return_scales: Array
    return_shares: Array


def levels(of: Figures, counts: Array) -> Array:
    """Logs of the counts of all categories, with a half added: … by C, from … by A."""
    import numpy as np

    return np.log(np.exp(counts) @ of.made_of.T + HALF)


def bias(of: Figures, state: State) -> Array:
    """Log bias of each figure: J."""
    party = of.party[of.group]
    by_source, by_category, by_party = state.biases
    return by_source[of.source] + by_category[of.source, of.category] + by_party[of.source, party]


def scale_of(of: Figures, state: State) -> Array:
    """Log factor of the scales of each figure: J."""
    return state.by_category[of.category] + state.by_party[of.party[of.group]] + state.rounding * of.round


def wide(of: Figures, state: State) -> Array:
    """Variances of the scales of each figure, but for what its count adds: 3 by J."""
    import numpy as np

    return np.exp(2 * (state.scales[:, None] + scale_of(of, state)))


def by_scale(state: State, off: Array, level: Array, variance: Array, kind: Array) -> Array:
    """Density of being off by so much, with each scale: 3 by J, to be summed."""
    import numpy as np

    precision = 1 / (variance + np.exp(2 * state.small - level))
    return state.shares.T[:, kind] * np.exp(-0.5 * off**2 * precision) * np.sqrt(precision / (2 * np.pi))


def by_return_scale(of: Figures, state: State, returns: Array, kind: Array) -> Array:
    """Density of each return's error, with each scale: 3 by returns, to be summed."""
    import numpy as np

    factor = state.by_party[of.party[of.return_group]]
    scale = np.exp(state.return_scales[:, None] + factor)
    return state.return_shares.T[:, kind] * np.exp(-0.5 * (returns / scale) ** 2) / scale


def told(of: Figures, state: State, level: Array, off: Array, variance: Array) -> Array:
    """Log density of each figure, as far as it counts."""
    import numpy as np

    each = by_scale(state, off, level, variance, state.kind[of.group]).sum(axis=0)
    return of.weight * np.log(each + 1e-300)


def offset(of: Figures, state: State) -> Array:
    """What lies between each figure and its level but for its own error: bias, and the error of its return."""
    return bias(of, state) + state.returns[of.given]


def _by_group(
    of: Figures, state: State, counts: Array, given: Array, precision: Array, variance: Array
) -> Array:
    """Log density of each group's counts, but for a constant."""
    import numpy as np

    at = levels(of, counts)
    level = at[of.group, of.category]
    groups = len(of.party)
    likely = np.bincount(
        of.group, weights=told(of, state, level, of.log - level - given, variance), minlength=groups
    )
    away = counts - state.usual[of.party]
    prior = -0.5 * np.einsum("ga,ab,gb->g", away, precision, away)
    for less, more in of.below:
        # Steep, not sheer: so that a chain can begin anywhere.
        prior -= 0.5 * (np.maximum(at[:, less] - at[:, more], 0) / 0.05) ** 2
    return likely + prior


def draw_counts(of: Figures, state: State, rng: Any) -> State:
    """Each group's counts anew: each elementary one alone, each whole, and each part with its whole held fast."""
    import numpy as np

    precision, given = np.linalg.inv(state.spread), offset(of, state)
    counts, variance = state.counts, wide(of, state)
    now = _by_group(of, state, counts, given, precision, variance)
    wholes = np.unique(of.made_of[of.made_of.sum(axis=1) > 1], axis=0)
    moves: list[tuple[Array, int | None]] = [(one, None) for one in np.eye(counts.shape[1], dtype=bool)]
    moves += [(whole, None) for whole in wholes]
    moves += [(whole, int(part)) for whole in wholes for part in np.flatnonzero(whole)]
    for which, part in moves:
        step = rng.choice((0.02, 0.1, 0.4, 1.2), size=len(now)) * rng.normal(size=len(now))
        tried = counts.copy()
        if part is None:
            tried[:, which] += step[:, None]
        else:
            tried[:, part] += step
            before = np.log(np.exp(counts[:, which]).sum(axis=1))
            after = np.log(np.exp(tried[:, which]).sum(axis=1))
            tried[:, which] += (before - after)[:, None]
        then = _by_group(of, state, tried, given, precision, variance)
        take = np.log(rng.random(len(now))) < then - now
        counts = np.where(take[:, None], tried, counts)
        now = np.where(take, then, now)
    return replace(state, counts=counts)


def draw_returns(of: Figures, state: State, rng: Any) -> State:
    """The error of each return anew, alone and with all counts of its group against it."""
    import numpy as np

    level = levels(of, state.counts)[of.group, of.category]
    beside, variance = of.log - level - bias(of, state), wide(of, state)
    kind, many = state.kind[of.return_group], len(state.returns)

    def likely(returns: Array) -> Array:
        each = told(of, state, level, beside - returns[of.given], variance)
        prior = np.log(by_return_scale(of, state, returns, kind).sum(axis=0) + 1e-300)
        return np.bincount(of.given, weights=each, minlength=many) + prior

    returns = state.returns
    now = likely(returns)
    for _ in range(3):
        tried = returns + rng.choice((0.01, 0.05, 0.25, 1.0), size=many) * rng.normal(size=many)
        then = likely(tried)
        take = np.log(rng.random(many)) < then - now
        returns, now = np.where(take, tried, returns), np.where(take, then, now)
    return _shift(of, replace(state, returns=returns), rng)


def _shift(of: Figures, state: State, rng: Any) -> State:
    """All counts of a group up, all its returns down: what its figures leave undecided."""
    import numpy as np

    precision, variance, groups = np.linalg.inv(state.spread), wide(of, state), len(of.party)

    def likely(one: State) -> Array:
        found = _by_group(of, one, one.counts, offset(of, one), precision, variance)
        prior = np.log(by_return_scale(of, one, one.returns, one.kind[of.return_group]).sum(axis=0) + 1e-300)
        return found + np.bincount(of.return_group, weights=prior, minlength=groups)

    step = rng.choice((0.02, 0.1, 0.4), size=groups) * rng.normal(size=groups)
    tried = replace(state, counts=state.counts + step[:, None], returns=state.returns - step[of.return_group])
    take = np.log(rng.random(groups)) < likely(tried) - likely(state)
    return replace(
        state,
        counts=np.where(take[:, None], tried.counts, state.counts),
        returns=np.where(take[of.return_group], tried.returns, state.returns),
    )


def draw_kinds(of: Figures, state: State, rng: Any) -> State:
    """Each group's class anew, on which the shares of scales depend."""
    import numpy as np

    groups, variance = len(of.party), wide(of, state)
    level = levels(of, state.counts)[of.group, of.category]
    off = of.log - level - offset(of, state)
    likely = np.empty((groups, CLASSES))
    for kind in range(CLASSES):
        supposed = replace(state, kind=np.full(groups, kind))
        likely[:, kind] = np.bincount(
            of.group, weights=told(of, supposed, level, off, variance), minlength=groups
        )
        of_return = np.full(len(state.returns), kind)
        prior = np.log(by_return_scale(of, state, state.returns, of_return).sum(axis=0) + 1e-300)
        likely[:, kind] += np.bincount(of.return_group, weights=prior, minlength=groups)
    likely += np.log(state.kinds)
    return replace(state, kind=(likely + rng.gumbel(size=likely.shape)).argmax(axis=1))
