"""What a fit foretells of a further figure, and how unlike the others a further source may be."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.account.estimated import Spread
from counterclaim.account.rivalry.fitting import Fitted, name_without, places
from counterclaim.account.rivalry.sampling import HALF, Array, Figures, levels
from counterclaim.account.rivalry.told import Quantity, Rival


def unlikeness(without: Fitted, rivals: Sequence[Rival]) -> float:
    """The least chance of being unlike at which intervals of 90 % hold 90 % of each source's figures, on average.

    Args:
        without: made by ``left_out``.
        rivals: those it was made from.
    """
    import numpy as np

    tried = [at / 20 for at in range(21)]
    held: dict[str, list[list[bool]]] = defaultdict(list)
    for one in rivals:
        quantity = name_without(one.quantity, one.source)
        if quantity not in without.figures_of:
            continue
        expected = foretold(without, quantity, None)
        held[one.source].append([expected.holds(one.count, 0.9, share) for share in tried])
    if not held:
        return 0.5
    mean = np.mean([np.mean(rows, axis=0) for rows in held.values()], axis=0)
    enough = np.flatnonzero(mean >= 0.9)
    return tried[int(enough[0])] if len(enough) else 1.0


@dataclass(frozen=True, eq=False)
class Expected:
    """The figure that is expected of a source.

    Attributes:
        like, unlike: log(count + ½) where it is a figure of its own, drawn for a source that shares the class of the
            event and for one that does not; as many of each.
        repeated: log(count + ½) of the figures that it may repeat; ``chance`` with what chance.
        share: chance of being unlike.
    """

    like: Array
    unlike: Array
    repeated: Array
    chance: Array
    share: float

    def weighed(self, share: float | None = None) -> tuple[Array, Array]:
        """All values in ascending order, and the weight of each, together 1."""
        import numpy as np

        share, many = self.share if share is None else share, len(self.like)
        own = (1 - self.chance.sum()) / many
        values = np.concatenate([self.like, self.unlike, self.repeated])
        weights = np.concatenate([np.full(many, own * (1 - share)), np.full(many, own * share), self.chance])
        order = np.argsort(values, kind="stable")
        return values[order], weights[order]

    def between(self, share: float) -> tuple[float, float]:
        """The interval, of log(count + ½), that holds it with a chance of so much, as much above as below."""
        import numpy as np

        values, weights = self.weighed()
        upto = np.cumsum(weights)
        ends = np.searchsorted(upto, ((1 - share) / 2 - 1e-12, (1 + share) / 2 - 1e-12))
        low, high = values[np.minimum(ends, len(values) - 1)]
        return float(low), float(high)

    def holds(self, count: float, chance: float, share: float) -> bool:
        """Whether that interval holds a count, were the chance of being unlike so much."""
        import numpy as np

        at, tail = np.log(count + HALF), (1 - chance) / 2
        own, many = 1 - self.chance.sum(), len(self.like)

        def upto(edge: float) -> float:
            like, unlike = (self.like <= edge).sum() / many, (self.unlike <= edge).sum() / many
            return float(own * (like + share * (unlike - like)) + self.chance[self.repeated <= edge].sum())

        return upto(at - 1e-9) < 1 - tail and upto(at + 1e-9) > tail

    def spread(self) -> Spread:
        """In figures."""
        import numpy as np

        values, weights = self.weighed()
        counts = np.maximum(np.exp(values) - HALF, 0)

        def ends(share: float) -> tuple[float, float]:
            low, high = (max(float(np.exp(end)) - HALF, 0.0) for end in self.between(share))
            return low, high

        return Spread(float(counts @ weights), ends(0.0)[0], ends(0.5), ends(0.9), ends(0.95))


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
    party = of.party[group]
    level = levels(of, given.counts[:, group])[at, category]
    if source in fitted.sources:
        known = fitted.sources.index(source)
        by_source, by_category, by_party = given.biases
        off = (by_source[:, known] + by_category[:, known, category] + by_party[:, known, party])[at]
    else:
        off = (rng.normal(size=(len(at), 3)) * given.bias_scales[at]).sum(axis=1)
    whose = given.by_party[at, party]
    factor = (
        whose
        + given.by_category[at, category]
        + given.rounding[at] * rng.choice(_rounds(of, group, category), len(at))
    )
    small = np.exp(2 * given.small[at] - level)

    def own(kind: Array) -> Array:
        scale = given.scales[at, _pick(given.shares[at, kind], rng)] + factor
        of_return = given.return_scales[at, _pick(given.return_shares[at, kind], rng)] + whose
        wide = np.sqrt(np.exp(2 * scale) + np.exp(2 * of_return) + small)
        return level + off + wide * rng.normal(size=len(at))

    there = Counter(one.count for one in fitted.figures_of.get(quantity, ()) if one.source != source)
    discount, strength = fitted.copying
    return Expected(
        like=own(given.kind[at, group]),
        unlike=own(_pick(given.kinds[at], rng)),
        repeated=np.log(np.array(list(there), dtype=float) + HALF),
        chance=(np.array(list(there.values()), dtype=float) - discount) / (there.total() + strength),
        share=0.0 if source in fitted.sources else fitted.unlike,
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
