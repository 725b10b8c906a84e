"""Figures whose category was changed on the way: one source's killed are what others give as all losses.

Each figure is held against what its source would be expected to give for the category on its label, and for each
other category that others count of the same event and party: all estimated from the others alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from counterclaim.account.rivalry.fitting import Fitted, as_told, left_out, name_without
from counterclaim.account.rivalry.foretelling import Expected, foretold
from counterclaim.account.rivalry.sampling import HALF
from counterclaim.account.rivalry.told import Rival

# How often a figure counts another category than it says, before anything is known of it.
_PRIOR = 0.01
# Figures this near, as factors, are shown as those that it agrees with.
_NEAR = 1.1


@dataclass(frozen=True, slots=True)
class Relabelled:
    """A figure that seems to count another category than its label says.

    Attributes:
        counts: the category that it seems to count.
        probability: of that.
        agrees: figures of that category, by others, that are near it; ``rivals``: those of its label, by others.
        expected: the interval of 90 % in which its label would have had it.
    """

    rival: Rival
    counts: str
    probability: float
    agrees: tuple[Rival, ...]
    rivals: tuple[Rival, ...]
    expected: tuple[float, float]

    @property
    def why(self) -> str:
        """The reason, in a sentence."""
        one = self.rival
        said = one.quantity.category.replace("_", " ")
        event, party = one.quantity.event, one.quantity.party
        near = " and ".join(f"{each.source} ({each.count:,.0f})" for each in self.agrees)
        text = f"{one.source}'s {one.count:,.0f} {said} ({party}, {event})"
        text += f" is what {near} {'give' if len(self.agrees) > 1 else 'gives'} as {self.counts.replace('_', ' ')}; "
        if self.rivals:
            others = " and ".join(f"{each.source} {each.count:,.0f}" for each in self.rivals)
            return text + f"as {said} {others}."
        low, high = self.expected
        return text + f"{said} would be {low:,.0f} to {high:,.0f}, by what is counted beside."


def relabelled(fitted: Fitted, least: float = 0.5, warm: int = 80, draws: int = 60) -> tuple[Relabelled, ...]:
    """Figures that seem to count another category, the most probable first.

    Only categories that another source counts of the event and party, with a figure near this one, are considered.

    Args:
        fitted: by ``rivals.fit``.
        least: probability from which a figure is shown.
        warm, draws: lengths of the chains that leave each source out.

    Raises:
        CounterclaimError: there is no event of which more than one source tells.
    """
    without = left_out(fitted, warm, draws)
    found = []
    for one in fitted.rivals:
        shown = _suspect(one, without)
        if shown is not None and shown.probability >= least:
            found.append(shown)
    found = [one for one in found if not any(_mirrors(one, other) for other in found)]
    return tuple(
        sorted(found, key=lambda one: (-round(one.probability, 6), one.rival.quantity, one.rival.id))
    )


def _mirrors(one: Relabelled, other: Relabelled) -> bool:
    """Whether of two figures that accuse each other the second is the more suspect."""
    mutual = other.rival in one.agrees and one.rival in other.agrees
    return mutual and (other.probability, other.rival.id) > (one.probability, one.rival.id)


def _suspect(one: Rival, without: Fitted) -> Relabelled | None:
    quantity = name_without(one.quantity, one.source)
    if quantity[:2] not in without.group_at:
        return None
    others = {
        category: there
        for category in without.categories
        if (there := without.figures_of.get(quantity._replace(category=category)))
    }
    near = {
        category: tuple(as_told(each) for each in there if _is_near(each.count, one.count))
        for category, there in others.items()
        if category != one.quantity.category
    }
    near = {category: there for category, there in near.items() if there}
    if not near:
        return None
    labelled = foretold(without, quantity, one.source)
    # A share of the prior each, so that many categories do not make a figure more suspect.
    chances = {
        category: _PRIOR
        / len(near)
        * _mass(foretold(without, quantity._replace(category=category), one.source), one)
        for category in near
    }
    whole = (1 - _PRIOR) * _mass(labelled, one) + sum(chances.values())
    best = max(chances, key=lambda category: (chances[category], category))
    low, high = labelled.spread().of90
    return Relabelled(
        one,
        best,
        chances[best] / whole,
        near[best],
        tuple(as_told(each) for each in others.get(one.quantity.category, ())),
        (low, high),
    )


def _is_near(one: float, other: float) -> bool:
    return (one + HALF) / _NEAR <= other + HALF <= (one + HALF) * _NEAR


def _mass(expected: Expected, one: Rival) -> float:
    """The probability of that very count: of repeating it, or of another figure that comes to it."""
    import numpy as np

    at = float(np.log(one.count + HALF))
    same = float(expected.chance[np.abs(expected.repeated - at) < 1e-9].sum())
    density = _density(expected.own, at)
    return same + float(1 - expected.chance.sum()) * density / (one.count + HALF)


def _density(values: Any, at: float) -> float:
    """By a kernel, of which the width follows the values near by: the k-th nearest of them, k the root of how many."""
    import numpy as np

    many = len(values)
    away = np.sort(np.abs(values - at))
    near = int(np.sqrt(many))
    return float(near / many / (2 * max(away[near], 1e-3)))
