"""What a fit foretells of a further figure, and how unlike the others a further source may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.account.estimated import Spread
from counterclaim.account.rivalry.fitting import Fitted, Stretch, name_without, places
from counterclaim.account.rivalry.sampling import HALF, Array, Figures, levels
from counterclaim.account.rivalry.told import Quantity, Rival

_POWERS = (1.0, 0.85, 0.7, 0.55, 0.4)
_FACTORS = tuple(0.5 * 1.03**at for at in range(80))
# How far where too little tells, and fewer figures than what is too little.
UNKNOWN = Stretch(1.0, 1.5)
_ENOUGH = 30


def stretches(without: Fitted, rivals: Sequence[Rival]) -> tuple[Stretch, Stretch]:
    """How far what is foretold is to be stretched for a source that is not among those fitted.

    So that intervals of 90 % hold nine in ten figures of the sources left out, each source weighing the same, and are
    as narrow as they then can be on average.

    Args:
        without: made by ``left_out``.
        rivals: those it was made from.

    Returns:
        Where another source gives the same category, and where none does.
    """
    import numpy as np

    rows: dict[bool, list[tuple[str, float, Array]]] = {True: [], False: []}
    tried = [Stretch(power, factor) for power in _POWERS for factor in _FACTORS]
    for one in rivals:
        quantity = name_without(one.quantity, one.source)
        if quantity[:2] in without.group_at:
            expected = foretold(without, quantity, None, 800)
            row = one.source, expected.width, expected.holds(one.count, 0.9, tried)
            rows[quantity in without.figures_of].append(row)
    found = []
    for direct in (True, False):
        if len(rows[direct]) < _ENOUGH:
            found.append(UNKNOWN)
            continue
        sources, widths, held = (np.array(each) for each in zip(*rows[direct], strict=True))
        weight = 1 / np.array([(sources == source).sum() for source in sources])
        both = np.average(held, axis=0, weights=weight)
        power = np.array([one.power for one in tried])
        best = [
            int(np.flatnonzero(power == each)[np.argmin(np.abs(both[power == each] - 0.9))])
            for each in (_POWERS if direct else (1.0,))
        ]
        wide = {at: np.average(widths ** tried[at].power * tried[at].factor, weights=weight) for at in best}
        found.append(tried[min(best, key=wide.__getitem__)])
    return found[0], found[1]


@dataclass(frozen=True, eq=False)
class Expected:
    """The figure that is expected of a source.

    Attributes:
        own: log(count + ½) where it is a figure of its own: draws, in ascending order, not stretched.
        repeated: log(count + ½) of the figures that it may repeat; ``chance`` with what chance.
        stretch: of its own.
    """

    own: Array
    repeated: Array
    chance: Array
    stretch: Stretch

    @property
    def width(self) -> float:
        """Of the interval of 90 % of its own, before it is stretched."""
        many = len(self.own)
        return float(max(self.own[int(0.95 * many)] - self.own[int(0.05 * many)], 1e-3))

    @property
    def stretched(self) -> Array:
        """Its own, stretched around their median."""
        middle = self.own[len(self.own) // 2]
        return middle + (self.own - middle) * self.stretch.of(self.width)

    def between(self, share: float) -> tuple[float, float]:
        """The interval, of log(count + ½), that holds it with a chance of so much, as much above as below."""
        import numpy as np

        values, weights = self._weighed()
        upto = np.cumsum(weights)
        ends = np.searchsorted(upto, ((1 - share) / 2 - 1e-12, (1 + share) / 2 - 1e-12))
        low, high = values[np.minimum(ends, len(values) - 1)]
        return float(low), float(high)

    def _weighed(self) -> tuple[Array, Array]:
        """All values in ascending order, and the weight of each, together 1."""
        import numpy as np

        each = (1 - self.chance.sum()) / len(self.own)
        values = np.concatenate([self.stretched, self.repeated])
        weights = np.concatenate([np.full(len(self.own), each), self.chance])
        order = np.argsort(values, kind="stable")
        return values[order], weights[order]

    def holds(self, count: float, share: float, stretches: Sequence[Stretch]) -> Array:
        """Whether that interval holds a count, with each of some stretches."""
        import numpy as np

        middle, tail = self.own[len(self.own) // 2], (1 - share) / 2
        by = np.array([one.of(self.width) for one in stretches])

        def upto(edge: float) -> Array:
            below = np.searchsorted(self.own, middle + (edge - middle) / by, side="right") / len(self.own)
            return (1 - self.chance.sum()) * below + self.chance[self.repeated <= edge].sum()

        at = np.log(count + HALF)
        return (upto(at - 1e-9) < 1 - tail) & (upto(at + 1e-9) > tail)

    def spread(self) -> Spread:
        """In figures."""
        import numpy as np

        values, weights = self._weighed()

        def ends(share: float) -> tuple[float, float]:
            low, high = (max(float(np.exp(end)) - HALF, 0.0) for end in self.between(share))
            return low, high

        mean = float(np.maximum(np.exp(values) - HALF, 0) @ weights)
        return Spread(mean, ends(0.0)[0], ends(0.5), ends(0.9), ends(0.95))


def foretold(fitted: Fitted, quantity: Quantity, source: str | None, each: int = 2000) -> Expected:
    """The figure that is expected of a source that gives none.

    Args:
        source: as for ``predict``; its own figures are not repeated.
        each: how many draws, about.

    Raises:
        CounterclaimError: nothing is told of the event and party, or nothing of the category in any event.
    """
    import numpy as np

    group, category = places(fitted, quantity)
    of, given = fitted.figures, fitted.draws
    many = len(given.kind)
    rng = np.random.default_rng([fitted.seed, group, category])
    at = np.arange(many).repeat(-(-each // many))
    party, kind = of.party[group], given.kind[at, group]
    level = levels(of, given.counts[:, group])[at, category]
    if source in fitted.sources:
        known = fitted.sources.index(source)
        by_source, by_category, by_party = given.biases
        off = (by_source[:, known] + by_category[:, known, category] + by_party[:, known, party])[at]
    else:
        off = (rng.normal(size=(len(at), 3)) * given.bias_scales[at]).sum(axis=1)
    whose = given.by_party[at, party]
    round_ = rng.choice(_rounds(of, group, category), len(at))
    factor = whose + given.by_category[at, category] + given.rounding[at] * round_
    scale = given.scales[at, _pick(given.shares[at, kind], rng)] + factor
    of_return = given.return_scales[at, _pick(given.return_shares[at, kind], rng)] + whose
    wide = np.sqrt(np.exp(2 * scale) + np.exp(2 * of_return) + np.exp(2 * given.small[at] - level))

    there = Counter(one.count for one in fitted.figures_of.get(quantity, ()) if one.source != source)
    discount, strength = fitted.copying
    return Expected(
        own=np.sort(level + off + wide * rng.normal(size=len(at))),
        repeated=np.log(np.array(list(there), dtype=float) + HALF),
        chance=(np.array(list(there.values()), dtype=float) - discount) / (there.total() + strength),
        stretch=Stretch(1.0, 1.0) if source in fitted.sources else fitted.stretch[not there],
    )


def _pick(shares: Array, rng: Any) -> Array:
    import numpy as np

    return np.minimum(
        (shares.cumsum(axis=1) < rng.random(len(shares))[:, None]).sum(axis=1), shares.shape[1] - 1
    )


def _rounds(of: Figures, group: int, category: int) -> Array:
    """How round the figures of a quantity are, or those of its category."""
    same = of.category == category
    beside = of.round[same & (of.group == group)]
    rounds = beside if len(beside) else of.round[same]
    return rounds if len(rounds) else of.round
