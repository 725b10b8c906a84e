"""By how much claims would have to give for all of them to hold together, at the least price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from counterclaim.account.system import Held, System
from counterclaim.errors import CounterclaimError

_NEEDS_HIGHS = "bounds need highspy: pip install 'counterclaim[bounds]'"
# Shares of a figure below this are rounding.
_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Broken:
    """A claim that gives way at one end.

    Attributes:
        end: ``low`` where it would have to allow less, ``high`` where more.
        to: the figure that it would have to allow.
        share: how far that is from its own, as a share of its own (of 1 if that is smaller): the price.
    """

    held: Held
    end: Literal["low", "high"]
    to: float
    share: float


class _End(NamedTuple):
    held: int
    end: Literal["low", "high"]
    figure: float

    @property
    def scale(self) -> float:
        return max(1.0, abs(self.figure))


def least_price(of: System) -> tuple[Broken, ...]:
    """The claims that give way, the dearest first, so that the shares by which they do add up to the least.

    A tenth of a small figure costs as much as a tenth of a large one, and every speaker's word as much as any
    other's; who says one thing ten times says it once. Arithmetic does not give way. One linear program, solved by
    HiGHS (Huangfu and Hall, "Parallelizing the dual revised simplex method", Mathematical Programming Computation
    10, 2018). Where several repairs have one price, one of them is returned, the same for the same system.

    Raises:
        CounterclaimError: highspy is not installed, or the solver fails.
    """
    try:
        import highspy
        import numpy as np
    except ImportError as error:
        raise CounterclaimError(_NEEDS_HIGHS) from error
    ends = list(_ends(of))
    if not ends:
        return ()
    counts, columns = len(of.counts), len(of.counts) + len(ends)
    rows = [*_rows(of), *_give(of, ends, counts)]
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, len(rows)
    model.col_cost_ = np.array([0.0] * counts + [1.0 / end.scale for end in ends])
    model.col_lower_ = np.zeros(columns)
    model.col_upper_ = np.full(columns, highspy.kHighsInf)
    model.row_lower_ = np.array([row.least for row in rows], dtype=float)
    model.row_upper_ = np.full(len(rows), highspy.kHighsInf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.cumsum([0, *(len(row.columns) for row in rows)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([at for row in rows for at in row.columns], dtype=np.int32)
    model.a_matrix_.value_ = np.array([sign for row in rows for sign in row.signs], dtype=float)
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise CounterclaimError(
            f"HiGHS finds no least price: {solver.modelStatusToString(solver.getModelStatus())}"
        )
    given = list(solver.getSolution().col_value)[counts:]
    return tuple(sorted(_broken(of, ends, given), key=lambda one: (-one.share, one.held.claims, one.end)))


class _Row(NamedTuple):
    """That a sum is at least so much."""

    least: float
    columns: Sequence[int]
    signs: Sequence[float]


def _ends(of: System) -> Iterator[_End]:
    for nth, held in enumerate(of.held):
        if held.low is not None and held.low > 0:
            yield _End(nth, "low", held.low)
        if held.high is not None:
            yield _End(nth, "high", held.high)


def _rows(of: System) -> Iterator[_Row]:
    for one in of.sums:
        yield _Row(0.0, (one.whole, *one.parts), (1.0, *(-1.0 for _ in one.parts)))


def _give(of: System, ends: Iterable[_End], counts: int) -> Iterator[_Row]:
    for nth, (held, end, figure) in enumerate(ends):
        if end == "low":
            yield _Row(figure, (of.at[held], counts + nth), (1.0, 1.0))
        else:
            yield _Row(-figure, (of.at[held], counts + nth), (-1.0, 1.0))


def _broken(of: System, ends: Sequence[_End], given: Sequence[float]) -> Iterator[Broken]:
    for end, give in zip(ends, given, strict=True):
        share = give / end.scale
        if share > _NOTHING:
            to = end.figure - give if end.end == "low" else end.figure + give
            yield Broken(of.held[end.held], end.end, to, share)
