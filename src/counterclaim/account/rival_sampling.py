"""How figures of one-off counts come about, and draws from it: read with docs/rivals.md beside it.

Of each event and party the log counts of the elementary categories are jointly normal (this learns usual ratios); a
whole is the sum of its parts. A figure is its category's count, times the bias of its source, times noise of one of
three scales (near, off, far). How often which, is a matter of the class of the event and party: some are well known,
some contested. Random-walk Metropolis for all events at once, as they are independent given the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Array = Any  # a NumPy array: NumPy comes with the extra

_SCALES, _CLASSES = 3, 3
# Added to counts before taking logs, so that none at all can be told: half a unit, as for rounded figures.
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Figures:
    """Figures as arrays; J figures of G groups (event and party), C categories, A elementary ones, S sources, P parties.

    Attributes:
        log: J, log of count + ½.
        group, category, source: J, by index.
        weight: J; how far a figure counts: copies of one another count together as one, a whole beside its parts
            from one source not at all.
        party: G, by index.
        made_of: C by A, whether an elementary category is a part of a category.
        below: pairs of categories of which the first is no more than the second.
    """

    log: Array
    group: Array
    category: Array
    source: Array
    weight: Array
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
        usual: P by A, means of the logs; ``spread`` A by A, their covariance within a party.
        biases: logs, by source (S), by source and category (S by C), by source and party (S by P).
        bias_scales: 3, of these.
        scales: log of the scale of near, off and far; ``by_category`` C, log factors of that.
        small: log of the scale for a count of one, falling with its root.
        shares: classes by scales; ``kinds`` share of each class.
    """

    counts: Array
    kind: Array
    usual: Array
    spread: Array
    biases: tuple[Array, Array, Array]
    bias_scales: Array
    scales: Array
    by_category: Array
    small: float
    shares: Array
    kinds: Array


def levels(of: Figures, counts: Array) -> Array:
    """Logs of the counts of all categories, with a half added: … by C, from … by A."""
    import numpy as np

    return np.log(np.exp(counts) @ of.made_of.T + HALF)


def bias(of: Figures, state: State) -> Array:
    """Log bias of each figure: J."""
    party = of.party[of.group]
    by_source, by_category, by_party = state.biases
    return by_source[of.source] + by_category[of.source, of.category] + by_party[of.source, party]


def variances(state: State, level: Array, category: Array) -> Array:
    """Of the three scales around a level: … by 3."""
    import numpy as np

    wide = np.exp(2 * (state.scales + state.by_category[category][..., None]))
    return wide + np.exp(2 * state.small - level)[..., None]


def by_scale(state: State, off: Array, level: Array, category: Array, kind: Array) -> Array:
    """Density of being off by so much, with each scale: … by 3, to be summed."""
    import numpy as np

    var = variances(state, level, category)
    return state.shares[kind] * np.exp(-0.5 * off[..., None] ** 2 / var) / np.sqrt(2 * np.pi * var)


def _told(of: Figures, state: State, level: Array, off: Array) -> Array:
    import numpy as np

    each = by_scale(state, off, level, of.category, state.kind[of.group]).sum(axis=1)
    return of.weight * np.log(each + 1e-300)


def _by_group(of: Figures, state: State, counts: Array, given: Array, precision: Array) -> Array:
    """Log density of each group's counts, but for a constant."""
    import numpy as np

    at = levels(of, counts)
    level = at[of.group, of.category]
    groups = len(of.party)
    told = np.bincount(of.group, weights=_told(of, state, level, of.log - level - given), minlength=groups)
    away = counts - state.usual[of.party]
    prior = -0.5 * np.einsum("ga,ab,gb->g", away, precision, away)
    for less, more in of.below:
        # Steep, not sheer: so that a chain can begin anywhere.
        prior -= 0.5 * (np.maximum(at[:, less] - at[:, more], 0) / 0.05) ** 2
    return told + prior


def draw_counts(of: Figures, state: State, rng: Any) -> State:
    """Each group's counts anew: each elementary one alone, each whole, and each part with its whole held fast."""
    import numpy as np

    precision, given = np.linalg.inv(state.spread), bias(of, state)
    counts = state.counts
    now = _by_group(of, state, counts, given, precision)
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
        then = _by_group(of, state, tried, given, precision)
        take = np.log(rng.random(len(now))) < then - now
        counts = np.where(take[:, None], tried, counts)
        now = np.where(take, then, now)
    return replace(state, counts=counts)


def draw_kinds(of: Figures, state: State, rng: Any) -> State:
    """Each group's class anew, of which the shares of scales depend."""
    import numpy as np

    level = levels(of, state.counts)[of.group, of.category]
    off = of.log - level - bias(of, state)
    told = np.empty((len(of.party), _CLASSES))
    for kind in range(_CLASSES):
        supposed = replace(state, kind=np.full(len(of.party), kind))
        told[:, kind] = np.bincount(
            of.group, weights=_told(of, supposed, level, off), minlength=len(of.party)
        )
    told += np.log(state.kinds)
    return replace(state, kind=(told + rng.gumbel(size=told.shape)).argmax(axis=1))
