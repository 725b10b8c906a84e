"""Figures whose category was changed on the way."""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterclaim.account.relabelled import Relabelled, relabelled
from counterclaim.account.rivals import Rival, fit
from tests.account.test_rivals import SUMS, simulated

pytest.importorskip("numpy", reason="NumPy comes with the extra `estimate`")

CHANGED = 12


@pytest.fixture(scope="module")
def changed() -> tuple[dict[str, Rival], tuple[Relabelled, ...]]:
    """Of some events a source gives as dead what another gives as dead and hurt together."""
    rivals, _ = simulated(5)
    both = {one.quantity: one for one in rivals if one.quantity.category == "both" and one.source == "river"}
    put: dict[str, Rival] = {}
    for one in rivals:
        whole = both.get(one.quantity._replace(category="both"))
        if one.quantity.category == "dead" and one.source == "hill" and whole and len(put) < CHANGED:
            put[one.id] = replace(one, count=whole.count)
    fitted = fit([put.get(one.id, one) for one in rivals], SUMS, warm=300, draws=60)
    return put, relabelled(fitted)


def test_most_are_found_and_little_else(changed: tuple[dict[str, Rival], tuple[Relabelled, ...]]) -> None:
    put, found = changed
    right = [one for one in found if one.rival.id in put and one.counts == "both"]
    assert len(put) == CHANGED
    assert len(right) >= 0.6 * CHANGED
    assert len(found) - len(right) <= 5


def test_why_names_who_agrees(changed: tuple[dict[str, Rival], tuple[Relabelled, ...]]) -> None:
    put, found = changed
    first = next(one for one in found if one.rival.id in put)
    assert first.why.startswith(f"hill's {first.rival.count:,.0f} dead (")
    assert f"river ({first.rival.count:,.0f})" in first.why
    assert " as both; " in first.why
    assert first.probability >= 0.5
    others = (*first.agrees, *first.rivals)
    assert all(one.source != "hill" for one in others)
    assert {one.quantity[:2] for one in others} == {first.rival.quantity[:2]}


def test_of_two_that_accuse_each_other_one_is_shown(
    changed: tuple[dict[str, Rival], tuple[Relabelled, ...]],
) -> None:
    _, found = changed
    accused = {one.rival.id: {other.id for other in one.agrees} for one in found}
    assert not [(one, other) for one in accused for other in accused[one] if one in accused.get(other, ())]


def test_nothing_is_found_where_labels_are_right() -> None:
    rivals, _ = simulated(6, events=60)
    fitted = fit(rivals, SUMS, warm=300, draws=60)
    assert len(relabelled(fitted)) <= 3


def test_the_least_probable_are_left_out(changed: tuple[dict[str, Rival], tuple[Relabelled, ...]]) -> None:
    _, found = changed
    assert [one.probability for one in found] == pytest.approx(
        sorted((one.probability for one in found), reverse=True), abs=1e-6
    )
    assert all(one.probability >= 0.5 for one in found)
