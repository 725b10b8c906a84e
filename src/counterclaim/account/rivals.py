"""Counts of events that several sources give once each: how many there were, and what another source would say.

Of each quantity (an event, a party, a category) sources give rival figures. ``fit`` estimates the counts, the biases
of the sources and how figures scatter; ``predict`` says within what a further figure is to be expected, whether of a
source that is known or of one that is not. Needs NumPy (the extra ``estimate``). The model: docs/rivals.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from counterclaim.account.estimated import Bias, Spread
from counterclaim.account.rivalry.fitting import Fitted, fit_model, left_out, places
from counterclaim.account.rivalry.foretelling import UNKNOWN, foretold, stretches
from counterclaim.account.rivalry.sampling import HALF, levels
from counterclaim.account.rivalry.told import Quantity, Rival, Sums
from counterclaim.errors import CounterclaimError

__all__ = ["Fitted", "Quantity", "Rival", "Sums", "biases", "fit", "level", "predict"]


def fit(
    rivals: Sequence[Rival], sums: Sums | None = None, *, warm: int = 500, draws: int = 100, seed: int = 0
) -> Fitted:
    """The model, fitted: seconds for thousands of figures, whose order does not matter.

    How far what is foretold of other sources is to be stretched, is found by leaving out each of these in turn.

    Args:
        rivals: at least one.
        sums: what is certain of the categories; nothing if not given.
        warm, draws: lengths of the chain: before draws are kept, and how many are.
        seed: of all that is random.

    Raises:
        CounterclaimError: there is no figure, one is negative or not a number, or a category is a part of itself.
    """
    if not rivals:
        raise CounterclaimError("no figures to estimate from")
    for one in rivals:
        if not 0 <= one.count < float("inf"):
            raise CounterclaimError(f"{one.id}: {one.count} is not a count")
    found = fit_model(rivals, sums or Sums(), warm, draws, seed)
    if len(found.sources) == 1:
        # Of how unlike it another source is, nothing is known.
        return replace(found, stretch=(UNKNOWN, UNKNOWN))
    return replace(found, stretch=stretches(left_out(found, 60, 40), found.rivals))


def predict(fitted: Fitted, quantity: Quantity, source: str | None = None) -> Spread:
    """The figure to be expected of a source: with its bias, its noise, and the chance that it repeats another.

    Args:
        source: one of those fitted, whose bias is known as far as it is; otherwise any other, whose biases are drawn
            from how those of the sources fitted spread.

    Raises:
        CounterclaimError: nothing is told of the event and party, or nothing of the category in any event.
    """
    return foretold(fitted, quantity, source).spread()


def level(fitted: Fitted, quantity: Quantity) -> Spread:
    """How many there were.

    Raises:
        CounterclaimError: as ``predict``.
    """
    import numpy as np

    group, category = places(fitted, quantity)
    logs = levels(fitted.figures, fitted.draws.counts[:, group])[:, category]
    return _spread(np.maximum(np.exp(logs) - HALF, 0))


def biases(fitted: Fitted) -> tuple[Bias, ...]:
    """Of each source in counting each category of each party of which it gives figures: how many for each one."""
    import numpy as np

    of = fitted.figures
    many = Counter(zip(of.source.tolist(), of.party[of.group].tolist(), of.category.tolist(), strict=True))
    by_source, by_category, by_party = fitted.draws.biases
    found = []
    for (source, party, category), claims in sorted(many.items()):
        logs = by_source[:, source] + by_category[:, source, category] + by_party[:, source, party]
        names = fitted.sources[source], fitted.parties[party], fitted.categories[category]
        found.append(Bias(*names, _spread(np.exp(logs)), claims))
    return tuple(found)


def _spread(values: Any) -> Spread:
    import numpy as np

    at = [float(one) for one in np.quantile(values, (0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975))]
    return Spread(float(values.mean()), at[3], (at[2], at[4]), (at[1], at[5]), (at[0], at[6]))
