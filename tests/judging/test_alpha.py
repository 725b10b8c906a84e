"""Agreement beyond chance, against the library that computes it with matrices."""

from __future__ import annotations

from typing import Any

import krippendorff
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.judging.alpha import Distance, agreeing, alpha, nominal, ratio

_: None = None
# Three coders, fifteen units, some left out: the example of the library's documentation.
EXAMPLE: list[list[int | None]] = [
    [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
    [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
    [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
]


def test_a_known_example() -> None:
    units = [[value for value in unit if value is not None] for unit in zip(*EXAMPLE, strict=True)]
    assert alpha(units, nominal) == pytest.approx(0.691358, abs=1e-6)


CASES: list[tuple[list[list[object]], float | None, float | None]] = [
    ([], None, None),
    ([["a", "a"]], None, 1.0),
    ([["a", "a"], ["a", "a"]], None, 1.0),
    ([["a"], ["b"], ["a", "b"]], None, 0.0),
    ([["a", "a"], ["b", "b"]], 1.0, 1.0),
    ([["a", "b"], ["b", "a"]], -0.5, 0.0),
    ([["a", "a"], [None, None]], 1.0, 1.0),
    ([["a", "a", "b"], ["b", "b", "b"]], 0.375, 2 / 3),
]


@pytest.mark.parametrize(("units", "expected", "share"), CASES)
def test_alpha_and_share(units: list[list[object]], expected: float | None, share: float | None) -> None:
    found = alpha(units)
    assert found == (None if expected is None else pytest.approx(expected, abs=1e-4))
    assert agreeing(units) == (None if share is None else pytest.approx(share))


TABLES = st.integers(2, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.none() | st.integers(0, 4), min_size=coders, max_size=coders), min_size=2, max_size=12
    )
)


@given(TABLES, st.sampled_from([("nominal", nominal), ("ratio", ratio)]))
def test_as_the_library_has_it(table: list[list[int | None]], level: tuple[Any, Distance]) -> None:
    name, distance = level
    units = [[value for value in unit if value is not None] for unit in table]
    found = alpha(units, distance)
    pairable = [unit for unit in units if len(unit) > 1]
    if len(pairable) < 2 or len({value for unit in pairable for value in unit}) < 2:
        assert found is None
        return
    coders = [
        [numpy.nan if value is None else value for value in coder] for coder in zip(*table, strict=True)
    ]
    assert found == pytest.approx(krippendorff.alpha(coders, level_of_measurement=name), abs=1e-9)
