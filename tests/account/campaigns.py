"""An invented campaign, of which all is known, and claims on it; the programs that bounds solve, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import highspy
import numpy as np
from hypothesis import strategies as st
from msgspec import structs

from counterclaim.account.arithmetic import Arithmetic, load_arithmetic
from counterclaim.account.count import Count, Window
from counterclaim.account.quantity import Quantity
from counterclaim.account.system import Held, System
from counterclaim.link.compare import Rules
from counterclaim.link.containment import load_containment
from counterclaim.link.statement import Statement
from counterclaim.world.profile import load_profile
from tests.link.samples import a_statement, a_world, may

PLACES = {"old_vell": "vell", "new_vell": "vell", "vell": "lessen"}
DIVIDED = {"vell": [["old_vell", "new_vell"]]}
DAYS = range(1, 9)
LEAVES = ("killed", "wounded", "missing", "captured")
OUTCOMES = (*LEAVES, "killed_or_wounded", "irrecoverable", "losses")
SIDE = "sylvania"


@cache
def rules() -> Rules:
    """The codebook's containments with the valley, and the plain profile."""
    return Rules(load_containment(a_world(PLACES)), load_profile("plain"))


@cache
def facts() -> Arithmetic:
    """The package's arithmetic, and that Vell has two parts."""
    return load_arithmetic(rules().kinds, DIVIDED)


def a_count(
    outcome: str = "killed", place: str = "vell", *, start: int | None = None, end: int | None = None
) -> Count:
    """Soldiers of Sylvania: a running total to a day of May, or from one to another."""
    what = Quantity(SIDE, "personnel", outcome, place)
    if end is None:
        return Count(what)
    first = None if start is None else may(start).toordinal()
    return Count(what, Window("total" if start is None else "stretch", first, may(end).toordinal()))


def a_claim(name: str, count: Count, low: float | None, high: float | None, **fields: Any) -> Statement:
    """A claim of one count."""
    of, when = count.quantity, count.window
    kinds = {"total": "cumulative", "stretch": "period", "state": "instant", "undated": "unknown"}
    told = {
        "id": name,
        "document": f"d-{name}",
        "low": low,
        "high": high,
        "words": f"{low if low is not None else high:,.0f}",
        "object": of.object,
        "outcome": of.outcome,
        "place": of.place or None,
        "party": of.party or None,
        "kind": kinds[when.kind],
        "start": when.start,
        "end": when.end,
    }
    return a_statement(**(told | fields))


class Happened(NamedTuple):
    """So many of one outcome, at one place, on one day of May."""

    outcome: str
    place: str
    day: int
    number: int


COUNTS = [
    *(
        a_count(outcome, place, end=end)
        for outcome, place, end in product(OUTCOMES, ("old_vell", "vell", "lessen"), DAYS)
    ),
    *(
        a_count(outcome, place, start=start, end=start + days)
        for outcome, place, start, days in product(
            OUTCOMES, ("old_vell", "new_vell", "vell"), DAYS, (0, 0, 1, 3)
        )
    ),
]
campaigns = st.lists(
    st.builds(
        Happened,
        st.sampled_from(LEAVES),
        st.sampled_from(("old_vell", "new_vell", "vell", "lessen")),
        st.sampled_from(DAYS),
        st.integers(1, 40),
    ),
    max_size=12,
)


def true_number(count: Count, of: Sequence[Happened]) -> int:
    """How many there were."""
    kinds, what, when = rules().kinds, count.quantity, count.window
    assert when.end is not None

    def is_in(one: Happened) -> bool:
        day = may(one.day).toordinal()
        return (
            kinds.outcome(one.outcome, what.outcome) in ("same", "within")
            and kinds.place(one.place, what.place) in ("same", "within")
            and (when.start or 0) <= day <= (when.end or 0)
        )

    return sum(one.number for one in of if is_in(one))


class Told(NamedTuple):
    """How a claim is made of a number: the hedge, and by how much it is off where the hedge lets it."""

    of: Count
    hedge: str
    off: int

    def claim(self, name: str, number: int) -> Statement:
        """The claim."""
        low = None if self.hedge == "at_most" else max(0, number - self.off * (self.hedge != "exact"))
        high = None if self.hedge == "at_least" else number + self.off * (self.hedge != "exact")
        return a_claim(name, self.of, low, high)


told = st.builds(
    Told,
    st.sampled_from(COUNTS),
    st.sampled_from(("exact", "at_least", "at_most", "between")),
    st.integers(0, 10),
)
# Claims with no truth behind them.
loose = st.builds(
    lambda of, number, speaker: (of, number, speaker),
    told,
    st.integers(0, 60),
    st.sampled_from(("one", "two", "three")),
)


def claims_of(of: Sequence[tuple[Told, int, str]]) -> list[Statement]:
    """Claims of any figures, by three speakers."""
    found = [(one.claim(f"c{n:02}", number), speaker) for n, (one, number, speaker) in enumerate(of)]
    return [a_claim_by(one, speaker) for one, speaker in found]


def a_claim_by(one: Statement, speaker: str) -> Statement:
    """The same by another claimant."""
    return structs.replace(one, claimant=speaker)


class Program:
    """The inequalities of a system, given to HiGHS as they are.

    Args:
        held: which of the claims hold; all if not given.
    """

    def __init__(self, of: System, held: Sequence[Held] | None = None) -> None:
        self._counts = len(of.counts)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.setOptionValue("output_flag", False)
        lows, highs = [0.0] * self._counts, [highspy.kHighsInf] * self._counts
        chosen = of.held if held is None else held
        for one, at in zip(of.held, of.at, strict=True):
            if one in chosen:
                lows[at] = max(lows[at], one.low or 0.0)
                highs[at] = min(highs[at], highspy.kHighsInf if one.high is None else one.high)
        self.possible = all(low <= high for low, high in zip(lows, highs, strict=True))
        for low, high in zip(lows, highs, strict=True):
            self._solver.addVar(low, max(low, high))
        for one_sum in of.sums:
            columns = np.array([one_sum.whole, *one_sum.parts], dtype=np.int32)
            signs = np.array([1.0, *(-1.0 for _ in one_sum.parts)])
            self._solver.addRow(0.0, highspy.kHighsInf, len(columns), columns, signs)
        if self.possible and of.counts:
            self._solver.run()
            self.possible = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def end(self, at: int, sense: int) -> float | None:
        """The least (1) or the most (-1) of a count; None where there is no most."""
        costs = np.zeros(self._counts)
        costs[at] = sense
        self._solver.changeColsCost(self._counts, np.arange(self._counts, dtype=np.int32), costs)
        # From where it stopped the last time it sometimes ends without saying what it found.
        self._solver.clearSolver()
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return sense * self._solver.getInfo().objective_function_value
