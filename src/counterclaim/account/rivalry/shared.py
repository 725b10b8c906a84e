"""What all events share in the model of one-off counts, drawn anew given their counts: biases, scales, usual ratios."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counterclaim.account.rivalry.sampling import (
    Array,
    Figures,
    State,
    by_return_scale,
    by_scale,
    draw_counts,
    draw_kinds,
    draw_returns,
    levels,
    offset,
    told,
    wide,
)

# What is drawn by steps of its own length each, fitted during the warm-up.
_STEPPED = ("scales", "return_scales", "by_category", "by_party", "rounding", "small")


def start(of: Figures) -> State:
    """Where chains begin: each group at what its figures say, of each elementary category at most."""
    import numpy as np

    groups, (categories, elements) = len(of.party), of.made_of.shape
    usual = np.full((of.parties, elements), of.log.mean() - 1)
    counts = np.repeat(usual[:1], groups, axis=0)
    alone = of.made_of.sum(axis=1) == 1
    for category in np.flatnonzero(alone):
        here = of.category == category
        many = np.bincount(of.group[here], minlength=groups)
        total = np.bincount(of.group[here], weights=of.log[here], minlength=groups)
        at = int(of.made_of[category].argmax())
        if here.any():
            counts[:, at] = of.log[here].mean()
        counts[many > 0, at] = total[many > 0] / many[many > 0]
    return State(
        counts=counts,
        kind=np.ones(groups, dtype=int),
        returns=np.zeros(len(of.return_group)),
        usual=np.repeat(counts.mean(axis=0, keepdims=True), of.parties, axis=0),
        spread=np.eye(elements) * 2.0,
        biases=(
            np.zeros(of.sources),
            np.zeros((of.sources, categories)),
            np.zeros((of.sources, of.parties)),
        ),
        bias_scales=np.full(3, 0.1),
        scales=np.array(_USUAL_SCALES),
        by_category=np.zeros(categories),
        by_party=np.zeros(of.parties),
        rounding=np.array(1.0),
        small=np.array(-1.0),
        shares=np.array(_SHARES) / 10,
        kinds=np.array([0.4, 0.35, 0.25]),
        return_scales=np.array(_USUAL_SCALES),
        return_shares=np.array(_SHARES) / 10,
    )


def sample(
    of: Figures, begin: State, warm: int, draws: int, seed: int, *, shared: bool = True
) -> list[State]:
    """Draws after a warm-up, one of every two.

    Args:
        shared: whether what events share is drawn too; otherwise it is left as it begins.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    of = _counting(of)
    steps = {name: np.full(np.shape(getattr(begin, name)), 0.1) for name in _STEPPED}
    state, kept = begin, []
    for turn in range(warm + 2 * draws):
        state = draw_kinds(of, draw_returns(of, draw_counts(of, state, rng), rng), rng)
        if shared:
            state = _draw_noise(of, _draw_biases(of, state, rng), steps, turn < warm, rng)
            state = _draw_usual(of, state, rng)
        if turn >= warm and (turn - warm) % 2:
            kept.append(state)
    return kept


def _counting(of: Figures) -> Figures:
    """Without the figures that do not count."""
    keep = of.weight > 0
    each = {
        name: getattr(of, name)[keep]
        for name in ("log", "group", "category", "source", "weight", "round", "given")
    }
    return replace(of, **each)


def _draw_biases(of: Figures, state: State, rng: Any) -> State:
    import numpy as np

    level = levels(of, state.counts)[of.group, of.category]
    categories, variance = of.made_of.shape[0], wide(of, state)
    of_bias = (
        of.source,
        of.source * categories + of.category,
        of.source * of.parties + of.party[of.group],
    )
    biases = list(state.biases)
    for which, cell in enumerate(of_bias):
        for width in (0.03, 0.3 * state.bias_scales[which], state.bias_scales[which]):
            old = biases[which]
            new = old + rng.normal(size=old.shape) * width
            before = told(of, state, level, of.log - level - offset(of, state), variance)
            moved = replace(state, biases=_with(biases, which, new))
            change = told(of, moved, level, of.log - level - offset(of, moved), variance) - before
            gain = np.bincount(cell, weights=change, minlength=old.size).reshape(old.shape)
            gain += (old**2 - new**2) / (2 * state.bias_scales[which] ** 2)
            biases[which] = np.where(np.log(rng.random(old.shape)) < gain, new, old)
            state = replace(state, biases=_with(biases, which, biases[which]))
    return _draw_bias_scales(of, state, level, variance, rng)


def _draw_bias_scales(of: Figures, state: State, level: Array, variance: Array, rng: Any) -> State:
    """Each scale anew given the biases, and again together with them: without the second it stays small once it is."""
    import numpy as np

    for which in range(3):
        each, scales = state.biases[which], state.bias_scales.copy()
        for _ in range(3):
            tried = scales[which] * np.exp(0.5 * rng.normal())
            more = _of_scale(each, tried) - _of_scale(each, scales[which])
            if np.log(rng.random()) < more:
                scales[which] = tried
        state = replace(state, bias_scales=scales)
        now = told(of, state, level, of.log - level - offset(of, state), variance).sum()
        for width in (0.3, 1.5):
            by = float(np.exp(width * rng.normal()))
            moved = replace(
                state,
                biases=_with(list(state.biases), which, state.biases[which] * by),
                bias_scales=np.where(np.arange(3) == which, state.bias_scales * by, state.bias_scales),
            )
            then = told(of, moved, level, of.log - level - offset(of, moved), variance).sum()
            prior = _scale_prior(moved.bias_scales[which]) - _scale_prior(state.bias_scales[which])
            if np.log(rng.random()) < then - now + prior:
                state, now = moved, then
    return state


def _with(biases: list[Array], which: int, new: Array) -> tuple[Array, Array, Array]:
    made = [new if at == which else one for at, one in enumerate(biases)]
    return made[0], made[1], made[2]


def _of_scale(each: Array, scale: float) -> float:
    """Log density of a scale given what it is the scale of, on the log scale."""
    import numpy as np

    return float(-each.size * np.log(scale) - 0.5 * (each**2).sum() / scale**2) + _scale_prior(scale)


def _scale_prior(scale: float) -> float:
    """Half-normal of 0.3, on the log scale."""
    import numpy as np

    return float(-0.5 * (scale / 0.3) ** 2 + np.log(scale))


def _draw_noise(of: Figures, state: State, steps: dict[str, Array], warming: bool, rng: Any) -> State:
    import numpy as np

    level = levels(of, state.counts)[of.group, of.category]
    off = of.log - level - offset(of, state)
    kind = state.kind[of.group]
    shares = _draw_shares(by_scale(state, off, level, wide(of, state), kind), kind, of.weight, rng)
    kind = state.kind[of.return_group]
    each = by_return_scale(of, state, state.returns, kind)
    return_shares = _draw_shares(each, kind, np.ones(len(kind)), rng)
    kinds = rng.dirichlet(np.bincount(state.kind, minlength=len(state.kinds)) + 3.0)
    state = replace(state, shares=shares, return_shares=return_shares, kinds=kinds)

    def likely(one: State) -> float:
        returns = by_return_scale(of, one, one.returns, kind).sum(axis=0)
        return float(
            told(of, one, level, off, wide(of, one)).sum() + np.log(returns + 1e-300).sum()
        ) + _of_noise(one)

    now = likely(state)
    for name in _STEPPED:
        for at in range(np.size(getattr(state, name))):
            new: Array = np.array(getattr(state, name), dtype=float)
            step = steps[name].reshape(-1)
            new.reshape(-1)[at] += step[at] * rng.normal()
            tried = _stepped(state, name, new)
            then = likely(tried)
            taken = np.log(rng.random()) < then - now
            if taken:
                state, now = tried, then
            if warming:
                step[at] *= np.exp(0.1 * (float(taken) - 0.4))
    return state


def _stepped(state: State, name: str, new: Array) -> State:
    return replace(state, **{name: new})


def _draw_shares(each: Array, kind: Array, weight: Array, rng: Any) -> Array:
    """Shares of scales by class, given the densities with each scale."""
    import numpy as np

    which = (np.log(each + 1e-300) + rng.gumbel(size=each.shape)).argmax(axis=0)
    drawn = []
    for at, expected in enumerate(_SHARES):
        here = kind == at
        many = np.bincount(which[here], weights=weight[here], minlength=len(expected))
        drawn.append(rng.dirichlet(many + np.array(expected)))
    return np.array(drawn)


# Which scales are common in which class, worth ten figures: keeps the classes apart.
_SHARES = ((8.0, 1.7, 0.3), (4.0, 4.5, 1.5), (1.5, 4.5, 4.0))
_USUAL_SCALES = (-4.0, -1.6, -0.2)


def _of_noise(state: State) -> float:
    import numpy as np

    apart = (np.diff(state.scales) > 0.3).all() and (np.diff(state.return_scales) > 0.3).all()
    ordered = 0.0 if apart else -np.inf
    return float(
        ordered
        - 0.5 * ((state.scales - np.array(_USUAL_SCALES)) ** 2).sum()
        - 0.5 * ((state.return_scales - np.array(_USUAL_SCALES)) ** 2).sum()
        - 0.5 * (state.by_party**2).sum() / 0.3**2
        - 0.5 * state.rounding**2
        - 0.5 * (state.by_category**2).sum() / 0.3**2
        - 0.5 * state.small**2
    )


def _draw_usual(of: Figures, state: State, rng: Any) -> State:
    """Means by party around one of all, and the covariance within parties: conjugate."""
    import numpy as np

    elements = state.counts.shape[1]
    precision = np.linalg.inv(state.spread)
    around = np.eye(elements) / 0.5**2
    middle = rng.multivariate_normal(state.usual.mean(axis=0), np.eye(elements) * 0.5**2 / of.parties)
    usual = np.empty_like(state.usual)
    for party in range(of.parties):
        here = state.counts[of.party == party]
        var = np.linalg.inv(around + len(here) * precision)
        usual[party] = rng.multivariate_normal(
            var @ (around @ middle + precision @ here.sum(axis=0)), (var + var.T) / 2
        )
    away = state.counts - usual[of.party]
    root = np.linalg.cholesky(np.linalg.inv(np.eye(elements) + away.T @ away))
    normal = root @ rng.normal(size=(elements, len(away) + elements + 1))
    return replace(state, usual=usual, spread=np.linalg.inv(normal @ normal.T))
