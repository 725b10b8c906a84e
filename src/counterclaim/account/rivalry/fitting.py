"""Fits of the model of one-off counts, to all figures and with each source left out in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property

from counterclaim.account.rivalry.arrays import as_arrays, copying_of
from counterclaim.account.rivalry.sampling import Figures, State
from counterclaim.account.rivalry.shared import sample, start
from counterclaim.account.rivalry.told import Quantity, Rival, Sums
from counterclaim.errors import CounterclaimError

# Parts of a name that a group goes by where one source is left out of it.
_WITHOUT = "\0"


@dataclass(frozen=True, slots=True)
class Stretch:
    """How far distributions on the log scale are stretched: the wider they are, the less, where the power is below 1.

    Attributes:
        power: to which the width is taken; ``factor`` the width then of an interval of 90 % that was of width 1.
    """

    power: float = 1.0
    factor: float = 1.0

    def of(self, width: float) -> float:
        """The factor for an interval of 90 % of some width."""
        return self.factor * float(width ** (self.power - 1))


@dataclass(frozen=True, eq=False)
class Fitted:
    """What a fit makes.

    Attributes:
        rivals: what it was made from, sorted.
        groups: (event, party); ``categories``, ``sources``, ``parties``: names in the order of arrays.
        draws: of the posterior distribution; each array of ``State`` with the draws first.
        copying: (discount, strength): how readily a source repeats a figure that is there.
        stretch: of what is foretold of a source that is not among those fitted, where another source gives the same
            category and where none does.
    """

    rivals: tuple[Rival, ...]
    sums: Sums
    groups: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    sources: tuple[str, ...]
    parties: tuple[str, ...]
    figures: Figures
    draws: State
    copying: tuple[float, float]
    stretch: tuple[Stretch, Stretch]
    seed: int

    @cached_property
    def figures_of(self) -> dict[Quantity, list[Rival]]:
        """The figures of each quantity."""
        found: dict[Quantity, list[Rival]] = defaultdict(list)
        for one in self.rivals:
            found[one.quantity].append(one)
        return found

    @cached_property
    def group_at(self) -> dict[tuple[str, str], int]:
        """The index of each group."""
        return {group: at for at, group in enumerate(self.groups)}


def fit_model(rivals: Sequence[Rival], sums: Sums, warm: int, draws: int, seed: int) -> Fitted:
    """A fit by itself: how far to stretch is not estimated."""
    ordered = _sorted(rivals)
    found = _arranged(ordered, sums, seed)
    kept = sample(found.figures, start(found.figures), warm, draws, seed)
    return replace(found, draws=_stacked(kept), copying=copying_of(ordered))


def _sorted(rivals: Sequence[Rival]) -> tuple[Rival, ...]:
    return tuple(sorted(rivals, key=lambda one: (one.quantity, one.source, one.count, one.id)))


def _arranged(rivals: tuple[Rival, ...], sums: Sums, seed: int, like: Fitted | None = None) -> Fitted:
    groups = tuple(sorted({one.quantity[:2] for one in rivals}))
    categories = (
        like.categories if like else _names({one.quantity.category for one in rivals} | set(sums.parts))
    )
    sources = like.sources if like else _names({one.source for one in rivals})
    parties = like.parties if like else _names({party for _, party in groups})
    figures = as_arrays(rivals, sums, groups, categories, sources, parties)
    nothing = start(figures)
    return Fitted(
        rivals,
        sums,
        groups,
        categories,
        sources,
        parties,
        figures,
        nothing,
        (0.0, 1.0),
        (Stretch(), Stretch()),
        seed,
    )


def _names(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _stacked(states: Sequence[State]) -> State:
    import numpy as np

    def stack(name: str) -> object:
        values = [getattr(state, name) for state in states]
        if isinstance(values[0], tuple):
            return tuple(np.stack(each) for each in zip(*values, strict=True))
        return np.stack(values)

    return State(**{one.name: stack(one.name) for one in fields(State)})  # type: ignore[arg-type]


def left_out(fitted: Fitted, warm: int, draws: int) -> Fitted:
    """Each event and party anew without each of its sources in turn, given what all events share.

    Returns:
        A fit of as many groups; ``name_without`` gives their names.
    """
    import numpy as np

    by_group: dict[tuple[str, str], list[Rival]] = defaultdict(list)
    for one in fitted.rivals:
        by_group[one.quantity[:2]].append(one)
    rest = []
    for group in by_group.values():
        for source in sorted({one.source for one in group}):
            rest += [
                replace(one, quantity=name_without(one.quantity, source))
                for one in group
                if one.source != source
            ]
    if not rest:
        raise CounterclaimError("no event of which more than one source tells")
    again = _arranged(_sorted(rest), fitted.sums, fitted.seed, fitted)
    usual, of = fitted.draws, again.figures
    where = [fitted.group_at[event.split(_WITHOUT)[0], party] for event, party in again.groups]
    begin = State(
        **{one.name: _middle(getattr(usual, one.name)) for one in fields(State)}  # type: ignore[arg-type]
    )
    begin = replace(
        begin,
        counts=usual.counts[-1][where],
        kind=usual.kind[-1][where],
        returns=np.zeros(len(of.return_group)),
    )
    kept = sample(of, begin, warm, draws, fitted.seed, shared=False)
    return replace(again, draws=_stacked(kept), copying=fitted.copying, stretch=fitted.stretch)


def name_without(quantity: Quantity, source: str) -> Quantity:
    """What a quantity is called where a source is left out."""
    return quantity._replace(event=f"{quantity.event}{_WITHOUT}{source}")


def as_told(one: Rival) -> Rival:
    """A figure of ``left_out`` under the name that it came with."""
    return replace(one, quantity=one.quantity._replace(event=one.quantity.event.split(_WITHOUT)[0]))


def _middle(values: object) -> object:
    return tuple(each.mean(axis=0) for each in values) if isinstance(values, tuple) else values.mean(axis=0)  # type: ignore[attr-defined]


def places(fitted: Fitted, quantity: Quantity) -> tuple[int, int]:
    """The indices of its group and category.

    Raises:
        CounterclaimError: as ``foretold``.
    """
    if quantity[:2] not in fitted.group_at or quantity.category not in fitted.categories:
        raise CounterclaimError(f"nothing is told of {', '.join(quantity)}")
    return fitted.group_at[quantity[:2]], fitted.categories.index(quantity.category)
