"""Counts of events that several sources give once each: how many there were, and what another source would say.

Of each quantity (an event, a party, a category) sources give rival figures. ``fit`` estimates the counts, the biases
of the sources and how figures scatter; ``predict`` says within what a further figure is to be expected, whether of a
source that is known or of one that is not. Needs NumPy (the extra ``estimate``). The model: docs/rivals.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from counterclaim.account.estimated import Bias, Spread
from counterclaim.account.rival_sampling import HALF, Array, Figures, State, levels
from counterclaim.account.rival_scales import sample, start
from counterclaim.errors import CounterclaimError


class Quantity(NamedTuple):
    """What is counted once: in which event, of which party, in which category."""

    event: str
    party: str
    category: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A figure that a source gives for a quantity.

    Attributes:
        id: of the claim, or the row of a table.
        count: how many, 0 or more.
    """

    id: str
    quantity: Quantity
    source: str
    count: float


@dataclass(frozen=True, slots=True)
class Sums:
    """What is certain of categories.

    Attributes:
        parts: to a whole the parts that it is the sum of, all of them; a part may be a whole itself. Where parts
            that sources name leave something over, the rest is a part with a name of its own.
        within: pairs of which the first is never more than the second.
    """

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: tuple[tuple[str, str], ...] = ()

    def elements(self, category: str) -> frozenset[str]:
        """The elementary categories that a category is the sum of.

        Raises:
            CounterclaimError: a category is a part of itself.
        """
        return self._elements(category, ())

    def _elements(self, category: str, above: tuple[str, ...]) -> frozenset[str]:
        if category in above:
            raise CounterclaimError(f"{category} is a part of itself")
        parts = self.parts.get(category, ())
        found = [self._elements(part, (*above, category)) for part in parts]
        return frozenset().union(*found) if found else frozenset([category])


@dataclass(frozen=True, eq=False)
class Fitted:
    """What ``fit`` makes.

    Attributes:
        groups: (event, party); ``categories``, ``sources``, ``parties``: names in the order of arrays.
        rivals: what it was made from, sorted.
        draws: of the posterior distribution.
        copying: (discount, strength): how readily a source repeats a figure that is there.
    """

    groups: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    sources: tuple[str, ...]
    parties: tuple[str, ...]
    rivals: tuple[Rival, ...]
    figures: Figures
    draws: tuple[State, ...]
    copying: tuple[float, float]
    seed: int


def fit(
    rivals: Sequence[Rival], sums: Sums | None = None, *, warm: int = 400, draws: int = 300, seed: int = 0
) -> Fitted:
    """The model, fitted; seconds for thousands of figures, whose order does not matter.

    Args:
        rivals: at least one.
        warm, draws: lengths of the chain: before draws are kept, and how many are.

    Raises:
        CounterclaimError: there is no figure, one is negative or not a number, or a category is a part of itself.
    """
    ordered = tuple(sorted(rivals, key=lambda one: (one.quantity, one.source, one.count, one.id)))
    if not ordered:
        raise CounterclaimError("no figures to estimate from")
    for one in ordered:
        if not 0 <= one.count < float("inf"):
            raise CounterclaimError(f"{one.id}: {one.count} is not a count")
    sums = sums or Sums()
    groups = tuple(sorted({one.quantity[:2] for one in ordered}))
    categories = tuple(sorted({one.quantity.category for one in ordered} | set(sums.parts)))
    sources = tuple(sorted({one.source for one in ordered}))
    parties = tuple(sorted({party for _, party in groups}))
    figures = _figures(ordered, sums, groups, categories, sources, parties)
    kept = sample(figures, start(figures), warm, draws, seed)
    return Fitted(
        groups, categories, sources, parties, ordered, figures, tuple(kept), copying_of(ordered), seed
    )


def _figures(
    rivals: Sequence[Rival],
    sums: Sums,
    groups: Sequence[tuple[str, str]],
    categories: Sequence[str],
    sources: Sequence[str],
    parties: Sequence[str],
) -> Figures:
    import numpy as np

    made_of = {category: sums.elements(category) for category in categories}
    elements = sorted(frozenset().union(*made_of.values()))
    of_group, of_category, of_source, of_party = (
        {name: at for at, name in enumerate(names)} for names in (groups, categories, sources, parties)
    )
    given, names = _returns(rivals, sums)
    return_group = [of_group[name] for name in names]
    return Figures(
        log=np.log(np.array([one.count for one in rivals]) + HALF),
        group=np.array([of_group[one.quantity[:2]] for one in rivals]),
        category=np.array([of_category[one.quantity.category] for one in rivals]),
        source=np.array([of_source[one.source] for one in rivals]),
        weight=np.array(_weights(rivals, sums)),
        round=np.array([_roundness(one.count) for one in rivals]),
        given=np.array(given),
        return_group=np.array(return_group),
        party=np.array([of_party[party] for _, party in groups]),
        made_of=np.array([[one in made_of[category] for one in elements] for category in categories]),
        below=tuple(
            (of_category[less], of_category[more])
            for less, more in sums.within
            if less in of_category and more in of_category
        ),
        sources=len(sources),
        parties=len(parties),
    )


def _weights(rivals: Sequence[Rival], sums: Sums) -> list[float]:
    """Copies count together as one; a whole that a source has summed up from its parts, with its copies, not at all."""
    given: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for one in rivals:
        given[one.quantity.event, one.quantity.party, one.source][one.quantity.category] = one.count
    summed = set()
    for one in rivals:
        beside = given[one.quantity.event, one.quantity.party, one.source]
        if _adds_up(one, beside, sums):
            summed.add((one.quantity, one.count))
    copies = Counter((one.quantity, one.count) for one in rivals)
    keys = [(one.quantity, one.count) for one in rivals]
    return [0.0 if key in summed else 1 / copies[key] for key in keys]


def _roundness(count: float) -> float:
    digits = f"{count:.0f}"
    return (len(digits) - len(digits.rstrip("0"))) / len(digits)


def _returns(rivals: Sequence[Rival], sums: Sums) -> tuple[list[int], list[tuple[str, str]]]:
    """The return of each figure, by index; and of each return its event and party.

    Sources that agree exactly in half of the categories that both count, or more, have taken it from one.
    """
    related = _related({one.quantity.category for one in rivals}, sums)
    told: dict[tuple[str, str, str], dict[str, dict[str, set[float]]]] = defaultdict(lambda: defaultdict(dict))
    for one in rivals:
        event, party, category = one.quantity
        told[event, party, related[category]][one.source].setdefault(category, set()).add(one.count)
    index: dict[tuple[tuple[str, str, str], str], int] = {}
    groups = []
    for group, by_source in told.items():
        firsts: list[str] = []
        for source, figures in by_source.items():
            same = next((one for one in firsts if _repeats(figures, by_source[one])), None)
            if same is None:
                firsts.append(source)
                groups.append(group[:2])
                index[group, source] = len(groups) - 1
            else:
                index[group, source] = index[group, same]
    keys = [((*one.quantity[:2], related[one.quantity.category]), one.source) for one in rivals]
    return [index[key] for key in keys], groups


def _repeats(one: Mapping[str, set[float]], other: Mapping[str, set[float]]) -> bool:
    both = set(one) & set(other)
    same = sum(bool(one[category] & other[category]) for category in both)
    return bool(both) and 2 * same >= len(both)


def _related(categories: set[str], sums: Sums) -> dict[str, str]:
    """A name for the categories that share an elementary one, directly or by way of others."""
    named: dict[str, str] = {}
    for category in sorted(categories | set(sums.parts)):
        elements = sums.elements(category)
        merged = {named.get(one, one) for one in elements}
        first = min(merged)
        for one, name in list(named.items()):
            if name in merged:
                named[one] = first
        named |= {one: first for one in elements}
    return {category: named[min(sums.elements(category))] for category in categories}


def _adds_up(one: Rival, beside: Mapping[str, float], sums: Sums) -> bool:
    def total(category: str) -> float | None:
        if category in beside and category != one.quantity.category:
            return beside[category]
        parts = [total(part) for part in sums.parts.get(category, ())]
        known = [part for part in parts if part is not None]
        return sum(known) if parts and len(known) == len(parts) else None

    told = total(one.quantity.category)
    return told is not None and abs(told - one.count) < HALF


def copying_of(rivals: Sequence[Rival]) -> tuple[float, float]:
    """How readily figures repeat one another: the likeliest discount and strength of Pitman's partitions.

    Pitman (1995), Exchangeable and partially exchangeable random partitions. A further source repeats a figure that
    n of N gave with chance (n - discount) / (N + strength).
    """
    from math import log

    cells: dict[Quantity, Counter[float]] = defaultdict(Counter)
    for one in rivals:
        cells[one.quantity][one.count] += 1
    shapes = Counter(tuple(sorted(cell.values())) for cell in cells.values() if cell.total() > 1)

    def likely(discount: float, strength: float) -> float:
        found = -0.1 * strength  # keeps it finite where nothing repeats
        for shape, many in shapes.items():
            each = sum(log(strength + discount * at) for at in range(1, len(shape)))
            each += sum(log(at - discount) for size in shape for at in range(1, size))
            each -= sum(log(strength + at) for at in range(1, sum(shape)))
            found += many * each
        return found

    grid = [(at / 10, 0.1 * 1.5**by) for at in range(10) for by in range(16)]
    return max(grid, key=lambda one: likely(*one))


def predict(fitted: Fitted, quantity: Quantity, source: str | None = None) -> Spread:
    """The figure to be expected of a source: with its bias, its noise, and the chance that it repeats another.

    Args:
        source: one of those fitted, whose bias is known as far as it is; otherwise any other, whose biases are drawn
            from how those of the sources fitted spread.

    Raises:
        CounterclaimError: nothing is told of the event and party, or nothing of the category in any event.
    """
    values, weights = figures_expected(fitted, quantity, source)
    return _spread(values, weights)


def level(fitted: Fitted, quantity: Quantity) -> Spread:
    """How many there were.

    Raises:
        CounterclaimError: as ``predict``.
    """
    import numpy as np

    group, category = _places(fitted, quantity)
    at = np.array([levels(fitted.figures, one.counts[group])[category] for one in fitted.draws])
    return _spread(at, np.ones(len(at)))


def _places(fitted: Fitted, quantity: Quantity) -> tuple[int, int]:
    try:
        return fitted.groups.index(quantity[:2]), fitted.categories.index(quantity.category)
    except ValueError:
        raise CounterclaimError(f"nothing is told of {', '.join(quantity)}") from None


def figures_expected(
    fitted: Fitted, quantity: Quantity, source: str | None, each: int = 10
) -> tuple[Array, Array]:
    """The distribution that ``predict`` sums up: log(count + ½), and the weight of each."""
    import numpy as np

    group, category = _places(fitted, quantity)
    of = fitted.figures
    rng = np.random.default_rng([fitted.seed, group, category])
    known = fitted.sources.index(source) if source in fitted.sources else None
    party = of.party[group]
    beside = (of.group == group) & (of.category == category)
    rounds = of.round[beside] if beside.any() else of.round[of.category == category]
    rounds = rounds if len(rounds) else of.round
    values = []
    for state in fitted.draws:
        at = levels(of, state.counts[group])[category]
        if known is None:
            off = (rng.normal(size=(3, each)) * state.bias_scales[:, None]).sum(axis=0)
        else:
            by_source, by_category, by_party = state.biases
            off = by_source[known] + by_category[known, category] + by_party[known, party]
        kind = state.kind[group]
        which = rng.choice(len(state.scales), p=state.shares[kind], size=each)
        factor = state.by_party[party] + state.by_category[category] + state.rounding * rng.choice(rounds, each)
        var = np.exp(2 * (state.scales[which] + factor)) + np.exp(2 * state.small - at)
        which = rng.choice(len(state.scales), p=state.return_shares[kind], size=each)
        var += np.exp(2 * (state.return_scales[which] + state.by_party[party]))
        values.append(at + off + rng.normal(size=each) * np.sqrt(var))
    fresh = np.concatenate(values)
    there = Counter(one.count for one in fitted.rivals if one.quantity == quantity and one.source != source)
    if not there:
        return fresh, np.ones(len(fresh))
    discount, strength = fitted.copying
    weights = [(many - discount) / (there.total() + strength) for many in there.values()]
    atoms = np.log(np.array(list(there)) + HALF)
    rest = (1 - sum(weights)) / len(fresh)
    return np.concatenate([fresh, atoms]), np.array([rest] * len(fresh) + weights)


def _spread(values: Array, weights: Array) -> Spread:
    import numpy as np

    order = np.argsort(values)
    counts = np.maximum(np.exp(values[order]) - HALF, 0)
    upto = np.cumsum(weights[order])
    upto = upto / upto[-1]

    def at(share: float) -> float:
        return float(counts[min(int(np.searchsorted(upto, share)), len(counts) - 1)])

    return Spread(
        mean=float((counts * weights[order]).sum() / weights.sum()),
        median=at(0.5),
        of50=(at(0.25), at(0.75)),
        of90=(at(0.05), at(0.95)),
        of95=(at(0.025), at(0.975)),
    )


def biases(fitted: Fitted) -> tuple[Bias, ...]:
    """Of each source in counting each category of each party of which it gives figures: how many for each one."""
    import numpy as np

    of = fitted.figures
    many = Counter(
        zip(of.source.tolist(), of.party[of.group].tolist(), of.category.tolist(), strict=True)
    )
    found = []
    for (source, party, category), claims in sorted(many.items()):
        logs = np.array(
            [s.biases[0][source] + s.biases[1][source, category] + s.biases[2][source, party] for s in fitted.draws]
        )
        factor = _spread_of_factor(np.exp(logs))
        found.append(
            Bias(fitted.sources[source], fitted.parties[party], fitted.categories[category], factor, claims)
        )
    return tuple(found)


def _spread_of_factor(values: Array) -> Spread:
    import numpy as np

    at = [float(one) for one in np.quantile(values, (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975))]
    return Spread(float(values.mean()), at[3], (at[2], at[4]), (at[1], at[5]), (at[0], at[6]))
