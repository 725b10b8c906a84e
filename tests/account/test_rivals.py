"""One-off counts by rival sources."""

from __future__ import annotations

import math
import random
import tomllib
from pathlib import Path

import pytest
from eval import rivals as battles

from counterclaim.account.rivals import Fitted, Quantity, Rival, Sums, biases, fit, level, predict
from counterclaim.errors import CounterclaimError

pytest.importorskip("numpy", reason="NumPy comes with the extra `estimate`")

SUMS = Sums(parts={"both": ("dead", "hurt")}, within=(("both", "present"),))
FLOORS = tomllib.loads((Path(__file__).parents[1] / "floors.toml").read_text("utf-8"))["rivals"]
TRUE_BIAS = {"river": 1.0, "hill": 1.0, "coast": 1.5, "plain": 0.7}


def simulated(seed: int, events: int = 80) -> tuple[list[Rival], dict[Quantity, float]]:
    """Figures of four sources: some copied, most near, a few off by a factor."""
    rng = random.Random(seed)
    rivals, true = [], {}
    for at in range(events):
        dead = math.exp(rng.gauss(5, 1.2))
        hurt = dead * math.exp(rng.gauss(1.3, 0.4))
        counts = {"dead": dead, "hurt": hurt, "both": dead + hurt, "present": (dead + hurt) * 20}
        for category, count in counts.items():
            quantity = Quantity(f"event {at:03}", "north" if at % 2 else "south", category)
            true[quantity] = count
            given: list[float] = []
            for source, bias in TRUE_BIAS.items():
                if rng.random() < 0.4:
                    continue
                off = rng.gauss(0, 0.6) if rng.random() < 0.1 else rng.gauss(0, 0.08)
                figure = float(round(count * bias * math.exp(off)))
                if given and source == "hill" and rng.random() < 0.3:
                    figure = given[0]
                given.append(figure)
                rivals.append(Rival(f"{at} {category} {source}", quantity, source, figure))
    return rivals, true


@pytest.fixture(scope="module")
def told() -> tuple[list[Rival], dict[Quantity, float]]:
    return simulated(1)


@pytest.fixture(scope="module")
def fitted(told: tuple[list[Rival], dict[Quantity, float]]) -> Fitted:
    return fit(told[0], SUMS, warm=400, draws=80)


def test_biases_stand_to_one_another_as_they_were_made(fitted: Fitted) -> None:
    found: dict[str, list[float]] = {}
    for one in biases(fitted):
        found.setdefault(one.source, []).append(math.log(one.factor.median))
    mean = {source: sum(each) / len(each) for source, each in found.items()}
    assert math.exp(mean["coast"] - mean["plain"]) == pytest.approx(1.5 / 0.7, rel=0.12)
    assert (
        mean["plain"] < min(mean["river"], mean["hill"]) <= max(mean["river"], mean["hill"]) < mean["coast"]
    )


def test_levels_hold_the_true_counts(fitted: Fitted, told: tuple[list[Rival], dict[Quantity, float]]) -> None:
    known = [one for one in told[1] if one[:2] in fitted.group_at]
    held = [level(fitted, one).of90 for one in known]
    inside = sum(low <= told[1][one] <= high for one, (low, high) in zip(known, held, strict=True))
    assert 0.75 <= inside / len(known) <= 0.99


@pytest.mark.parametrize("source", ["river", "hill"])
def test_a_source_left_out_is_held(told: tuple[list[Rival], dict[Quantity, float]], source: str) -> None:
    fitted = fit([one for one in told[0] if one.source != source], SUMS, warm=300, draws=60)
    own = [one for one in told[0] if one.source == source and one.quantity[:2] in fitted.group_at]
    held = [predict(fitted, one.quantity).of90 for one in own]
    assert sum(low <= one.count <= high for one, (low, high) in zip(own, held, strict=True)) >= 0.8 * len(own)


def test_a_known_source_is_foretold_with_its_bias(fitted: Fitted) -> None:
    quantity = Quantity("event 003", "north", "both")
    assert predict(fitted, quantity, "plain").median < predict(fitted, quantity, "coast").median
    new, known = predict(fitted, quantity).of90, predict(fitted, quantity, "river").of90
    assert math.log(new[1] / new[0]) > math.log(known[1] / known[0])


def test_what_no_one_counts_follows_from_its_parts(fitted: Fitted) -> None:
    sums = {
        one.quantity.event: predict(fitted, one.quantity._replace(category="both"))
        for one in fitted.rivals
        if one.quantity.category == "hurt"
    }
    assert len(sums) > 50
    for event, spread in sums.items():
        group = next(group for group in fitted.groups if group[0] == event)
        assert (
            level(fitted, Quantity(*group, "both")).median >= level(fitted, Quantity(*group, "hurt")).median
        )
        assert spread.of50[0] <= spread.median <= spread.of50[1]


def test_order_does_not_matter() -> None:
    rivals, _ = simulated(2, events=12)
    shuffled = random.Random(3).sample(rivals, len(rivals))
    quantity = rivals[0].quantity
    first, second = (predict(fit(each, SUMS, warm=30, draws=20), quantity) for each in (rivals, shuffled))
    assert first == second


def test_few_figures_leave_much_open() -> None:
    quantity = Quantity("storm", "coast", "dead")
    alone = fit([Rival("1", quantity, "paper", 100)], warm=100, draws=50)
    low, high = predict(alone, quantity).of95
    assert low < 80
    assert high > 125
    two = fit([Rival("1", quantity, "paper", 100), Rival("2", quantity, "radio", 100)], warm=100, draws=50)
    low, high = predict(two, quantity).of95
    assert low < 90
    assert high > 110


def test_none_at_all_is_a_figure() -> None:
    quantity = Quantity("storm", "coast", "dead")
    found = fit([Rival("1", quantity, "paper", 0), Rival("2", quantity, "radio", 1)], warm=100, draws=50)
    assert level(found, quantity).of90[0] >= 0
    assert predict(found, quantity).median < 10


def test_what_cannot_be_estimated() -> None:
    quantity = Quantity("storm", "coast", "dead")
    with pytest.raises(CounterclaimError, match="no figures"):
        fit([])
    with pytest.raises(CounterclaimError, match="not a count"):
        fit([Rival("1", quantity, "paper", -3)])
    with pytest.raises(CounterclaimError, match="part of itself"):
        fit([Rival("1", quantity, "paper", 3)], Sums(parts={"dead": ("dead",)}))
    with pytest.raises(CounterclaimError, match="nothing is told"):
        predict(fit([Rival("1", quantity, "paper", 3)], warm=2, draws=2), quantity._replace(event="flood"))


def test_floor_on_battles() -> None:
    if not battles.TABLE.exists():
        pytest.skip(f"the table of battles is not at {battles.TABLE}")
    found = [one for one in battles.foretell(battles.read(), FLOORS["source"]) if one.joined]
    row = battles.row(found)
    least, most = FLOORS["within90"]
    assert least <= row.direct90 <= most
    assert row.width < row.by_range
    assert row.width < row.by_mean
