"""Claims as the arrays that the model reads: quantities, sources, cells of the two, days and a basis for trends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from counterclaim.account.estimated import Observation

# One knot for so many days, between a fewest and a most: the published fit has one for two and a half days, this has
# thirty a year, and agrees with it (docs/estimate.md).
_DAYS_A_KNOT, _FEWEST, _MOST = 12.2, 4, 60
# A trend needs room; what happened in fewer days is given so many.
_LEAST_DAYS = 7
_CUBIC = 3

Array = Any  # a NumPy array: NumPy comes with the extra


@dataclass(frozen=True, eq=False)
class Design:
    """The arrays.

    Attributes:
        quantities: (party, category), sorted; ``sources``, sorted.
        first: day of the first column, as ``date.toordinal``; ``days`` how many columns there are.
        last: column of the last claim.
        cells: (source, quantity) with a claim, by index; ``groups``: (source, party) with one, sources by index.
        cell_source, cell_quantity, cell_group: of each cell.
        cell_day: column of the claim in the middle of each cell, at which its level is told.
        count, day, cell, running, least, most: of each claim.
        quantity, source: of each claim.
        basis: days by coefficients: a cubic B-spline, rotated so that the first coefficient is the slope.
        steepness: how much the first coefficient changes for a slope of one a year.
    """

    quantities: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    first: int
    days: int
    last: int
    cells: tuple[tuple[int, int], ...]
    groups: tuple[tuple[int, str], ...]
    cell_source: Array
    cell_quantity: Array
    cell_group: Array
    cell_day: Array
    count: Array
    day: Array
    cell: Array
    running: Array
    least: Array
    most: Array
    quantity: Array
    source: Array
    basis: Array
    steepness: float


def design(claims: Sequence[Observation], first: int | None = None) -> Design:
    """The arrays of some claims; their order does not matter.

    Args:
        claims: at least one.
        first: the day from which running totals count, as ``date.toordinal``; that of the first claim if not given.
    """
    import numpy as np

    ordered = sorted(claims, key=lambda o: (o.day, o.source, o.party, o.category, o.count, o.id))
    quantities = sorted({(o.party, o.category) for o in ordered})
    sources = sorted({o.source for o in ordered})
    of_quantity, of_source = _places(quantities), _places(sources)
    cells = sorted({(of_source[o.source], of_quantity[o.party, o.category]) for o in ordered})
    groups = sorted({(source, quantities[quantity][0]) for source, quantity in cells})
    of_cell, of_group = _places(cells), _places(groups)
    begins = min(first if first is not None else ordered[0].day.toordinal(), ordered[0].day.toordinal())
    day = np.array([o.day.toordinal() - begins for o in ordered])
    cell = np.array([of_cell[of_source[o.source], of_quantity[o.party, o.category]] for o in ordered])
    days = max(int(day.max()) + 1, _LEAST_DAYS)
    basis, steepness = _basis(days)
    return Design(
        quantities=tuple(quantities),
        sources=tuple(sources),
        first=begins,
        days=days,
        last=int(day.max()),
        cells=tuple(cells),
        groups=tuple(groups),
        cell_source=np.array([source for source, _ in cells]),
        cell_quantity=np.array([quantity for _, quantity in cells]),
        cell_group=np.array([of_group[source, quantities[quantity][0]] for source, quantity in cells]),
        cell_day=np.array([int(np.median(day[cell == at])) for at in range(len(cells))]),
        count=np.array([float(round(o.count)) for o in ordered]),
        day=day,
        cell=cell,
        running=np.array([o.running for o in ordered]),
        least=np.array([float(o.bound == "minimum") for o in ordered]),
        most=np.array([float(o.bound == "maximum") for o in ordered]),
        quantity=np.array([of_quantity[o.party, o.category] for o in ordered]),
        source=np.array([of_source[o.source] for o in ordered]),
        basis=basis,
        steepness=steepness,
    )


def _places(names: Sequence[Any]) -> dict[Any, int]:
    return {name: at for at, name in enumerate(names)}


def _basis(days: int) -> tuple[Array, float]:
    """The spline's basis, and what a slope of one in 365 days comes to in its first coefficient.

    A line is among the curves that a spline can draw. With the coefficients turned so that the first runs along it,
    slope and spline need not be told apart: their sum has a prior of its own, and is what the claims tell of.
    """
    import numpy as np
    from scipy.interpolate import BSpline

    knots = np.linspace(1, days, round(min(max(days / _DAYS_A_KNOT, _FEWEST), _MOST)))
    ends = [knots[0]] * _CUBIC, [knots[-1]] * _CUBIC
    at = np.arange(1, days + 1)
    plain = BSpline.design_matrix(at, np.r_[ends[0], knots, ends[1]], _CUBIC).toarray()
    line = np.linalg.lstsq(plain, at / 365, rcond=None)[0]
    turned, _ = np.linalg.qr(np.c_[line, np.eye(len(line))[:, :-1]])
    turned[:, 0] *= np.sign(turned[:, 0] @ line)
    return plain @ turned, float(np.linalg.norm(line))
