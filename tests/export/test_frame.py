"""Words and axes around a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from counterclaim.account.estimated import Diagnosis
from counterclaim.account.words import day as day_in_words
from counterclaim.account.words import several
from counterclaim.export.drawing import Spec, clean, fitted
from counterclaim.export.frame import (
    Caption,
    about,
    described,
    framed,
    made_words,
    method_words,
    scale_of,
    warning_words,
)
from tests.export.samples import PREVIEW, SAMPLED, STUCK

METHODS = [
    (SAMPLED, "sampled, 2 chains, R-hat 1.00, ESS 612", ""),
    (replace(SAMPLED, chains=1), "sampled, 1 chain, R-hat 1.00, ESS 612", ""),
    (
        STUCK,
        "sampled, 2 chains, R-hat 1.21, ESS 38, 3.0% of draws divergent",
        "DID NOT CONVERGE: R-hat is 1.21 and the ESS 38",
    ),
    (
        replace(STUCK, why=""),
        "sampled, 2 chains, R-hat 1.21, ESS 38, 3.0% of draws divergent",
        "DID NOT CONVERGE: the chains do not agree",
    ),
    (PREVIEW, "preview by a mean-field approximation", "PREVIEW: intervals too narrow"),
]


@pytest.mark.parametrize(("diagnosis", "method", "warning"), METHODS)
def test_method_and_warning_are_told(diagnosis: Diagnosis, method: str, warning: str) -> None:
    assert method_words(diagnosis) == method
    assert warning_words(diagnosis) == warning
    assert made_words(diagnosis, None) == f"Estimate: {method}."
    assert made_words(diagnosis, date(2031, 8, 2)) == f"Estimate: {method}, 2 August 2031."


def test_seed_and_time_taken_are_not_told() -> None:
    assert method_words(replace(SAMPLED, seconds=99.0)) == method_words(SAMPLED)


ROUNDED = [
    (12345, 3, "12,300"),
    (999.6, 3, "1,000"),
    (1.4, 3, "1.4"),
    (0.25, 3, "0.25"),
    (0.9617, 2, "0.96"),
    (3.75, 2, "3.8"),
    (0, 3, "0"),
    (7, 3, "7"),
    (0.00123, 2, "0.0012"),
]


@pytest.mark.parametrize(("value", "figures", "told"), ROUNDED)
def test_estimates_are_rounded(value: float, figures: int, told: str) -> None:
    assert about(value, figures) == told


SCALES = [
    ([10, 200], "linear", (0, 210), ()),
    ([], "linear", (0, 1), ()),
    ([0], "linear", (0, 1), ()),
    ([10, 300], "log", (10 / 1.2, 360), (10, 20, 50, 100, 200)),
    ([1, 1e6], "log", (1 / 1.2, 1.2e6), (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)),
    ([0, 10, 400], "symlog", (0, 480), (0, 1, 2, 5, 10, 20, 50, 100, 200)),
    ([0, 10, 20], "linear", (0, 21), ()),
]


@pytest.mark.parametrize(("values", "kind", "domain", "ticks"), SCALES)
def test_an_axis_is_logarithmic_where_figures_lie_far_apart(
    values: list[float], kind: str, domain: tuple[float, float], ticks: tuple[float, ...]
) -> None:
    scale = scale_of(values)
    assert scale.kind == kind
    assert scale.domain == pytest.approx(domain)
    assert scale.ticks == pytest.approx(ticks)
    assert ("log" in scale.words) == (kind != "linear")
    assert all(scale.domain[0] <= value <= scale.domain[1] for value in values)


def test_no_more_labels_than_there_is_room_for() -> None:
    for most in (3, 4, 6):
        for high in (300, 5e4, 1e9, 1e15):
            assert 2 <= len(scale_of([1, high], most=most).ticks) <= most


def a_caption(warning: str = "", names: tuple[str, ...] = ()) -> Caption:
    return Caption("Losses at Vell", ("A method.",), ("From 3 claims.",), "One. Two.", warning, names)


def a_part() -> Spec:
    return {"mark": "point", "data": {"values": []}}


@pytest.mark.parametrize("warning", ["", "PREVIEW: intervals too narrow", "why " * 60])
def test_a_warning_stands_above_the_plot(warning: str) -> None:
    spec = framed([a_part()], a_caption(warning))
    strips = [part for part in spec["vconcat"] if part["mark"] != "point"]
    assert len(strips) == (2 if warning else 1)
    if warning:
        assert spec["vconcat"][0] is strips[0]
        lines = [row["text"] for row in strips[0]["data"]["values"]]
        assert " ".join(lines) == warning.strip()
        assert (strips[0]["view"]["fill"], strips[0]["mark"]["color"]) == ("#222222", "white")
        assert strips[0]["height"] > 17 * len(lines)


def test_names_that_are_cut_stand_in_full_in_the_description() -> None:
    assert described(framed([a_part()], a_caption())) == "One. Two."
    assert described(framed([a_part()], a_caption(names=("A\nB", "C")))) == "One. Two. Names in full: A B; C."


def test_lines_are_no_longer_than_there_is_room() -> None:
    assert fitted("one two three", 7, 2) == ["one two", "three"]
    assert fitted("one two three four", 8, 2) == ["one two", "three…"] or fitted("one two three four", 8, 2)[
        1
    ].endswith("…")
    assert fitted("x" * 300, 40, 1) == ["x" * 39 + "…"]
    assert fitted("", 40, 1) == [""]
    assert clean(" a\u202e\n b\xa0c ") == "a\ufffd b\xa0c"


def test_days_and_numbers_in_words() -> None:
    assert day_in_words(date(2031, 5, 3)) == "3 May 2031"
    assert [several(n, "claim") for n in (0, 1, 2000)] == ["0 claims", "1 claim", "2,000 claims"]
