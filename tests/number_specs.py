"""A public specification of numbers in English, as far as reports on events contain such numbers.

The specification (the cases of Microsoft's Recognizers-Text, MIT licence) is for general text. What is left
out, and why, stands in ``cases/number_specs.toml``: negative numbers, powers and arithmetic, fractions but
the common ones, decimals in words, figures inside dates, addresses and codes, technical abbreviations,
broken print, mixed digits and words, bare words, double bounds, units without a figure, small change,
currencies of no news, and codes of balance sheets. Its models of dates and times are not used: other code
reads those.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from counterclaim.text.clean import plain
from counterclaim.text.figures import Figure, find_figures
from counterclaim.text.hedges import Hedged, hedge
from counterclaim.text.tokens import Token, tokenize

SPECS = Path(__file__).parents[2] / "shared" / "data" / "number_specs"
MODELS = ("NumberModel", "NumberRangeModel", "PercentModel", "CurrencyModel")
_CHOICE = Path(__file__).with_name("cases") / "number_specs.toml"
_SIGNS = "$€£¥ "

Case = dict[str, Any]
# A stretch of text in lower case, and what it means.
Meant = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the cases of one model went: those that passed, those that did not, and how many were left out."""

    passed: int
    failed: tuple[tuple[str, list[Meant], list[Meant]], ...]
    left_out: Counter[str]

    @property
    def share(self) -> float:
        return self.passed / (self.passed + len(self.failed))


def measure(model: str) -> Outcome:
    """Runs the figure finder on the applicable cases of a model."""
    passed, failed, left_out = 0, [], Counter[str]()
    for case in json.loads((SPECS / f"{model}.json").read_text("utf-8-sig")):
        if kind := _left_out(model, case):
            left_out[kind] += 1
            continue
        wanted, found = list(_wanted(model, case)), list(_found(model, case["Input"]))
        if _same(wanted, found):
            passed += 1
        else:
            failed.append((case["Input"], wanted, [(min(texts), value) for texts, value in found]))
    return Outcome(passed, tuple(failed), left_out)


@cache
def _choice() -> Any:
    return tomllib.loads(_CHOICE.read_text("utf-8"))


def _left_out(model: str, case: Case) -> str | None:
    for entry in _choice()["left_out"]:
        values = [str((one.get("Resolution") or {}).get("value", "")) for one in case["Results"]]
        if model in entry.get("models", MODELS) and (
            any(re.search(p, case["Input"], re.IGNORECASE) for p in entry["input"])
            or any(re.search(p, value) for p in entry.get("expected", ()) for value in values)
        ):
            return str(entry["kind"])
    return None


def _wanted(model: str, case: Case) -> Iterator[Meant]:
    for one in case["Results"]:
        resolution = one["Resolution"]
        value: Any = resolution["value"]
        if model == "NumberRangeModel":
            yield one["Text"], value
        elif model == "CurrencyModel":
            code = resolution.get("isoCurrency") or _choice()["codes"].get(resolution["unit"])
            yield one["Text"], (float(value), code)
        else:
            yield one["Text"], float(value.removesuffix("%"))


def _found(model: str, text: str) -> Iterator[tuple[set[str], Any]]:
    """What the finder says, with the ways its stretch can be cut: with and without unit and sign."""
    tokens = tokenize(plain(text), 0, len(text))
    for figure in find_figures(tokens):
        hedged = hedge(tokens, figure)
        low = text.lower()
        cuts = {low[tokens[a].start : tokens[b - 1].end] for a, b in _cuts(tokens, figure, hedged)}
        cuts |= {cut.strip(_SIGNS) for cut in cuts}
        share = figure.kind == "share"
        if model == "NumberRangeModel":
            if hedged.qualifier not in ("exact", "about"):
                yield cuts, _bounds(hedged)
        elif model == "PercentModel":
            if share:
                yield cuts, figure.low
        elif model == "CurrencyModel":
            if figure.unit and figure.unit.isupper():
                yield cuts, (figure.low, figure.unit)
        elif figure.kind != "vague":
            words = "%" not in text and "percent" not in low
            yield cuts, None if figure.low is None else figure.low / 100 if share and words else figure.low


def _cuts(tokens: list[Token], figure: Figure, hedged: Hedged) -> Iterator[tuple[int, int]]:
    for first in (figure.first, hedged.first):
        for last in (figure.last, figure.after, hedged.last):
            if first < last:
                yield first, last
    if tokens[max(0, figure.first - 1)].low in ("between", "from"):
        yield figure.first - 1, figure.last


def _bounds(hedged: Hedged) -> str:
    """As the specification writes it: a square bracket where the end itself is in the range."""
    opening = "(" if hedged.qualifier == "more_than" or hedged.low is None else "["
    closing = "]" if hedged.qualifier == "at_most" else ")"
    return (
        opening + ",".join("" if end is None else f"{end:g}" for end in (hedged.low, hedged.high)) + closing
    )


def _same(wanted: list[Meant], found: list[tuple[set[str], Any]]) -> bool:
    if len(wanted) != len(found):
        return False
    for (text, meant), (cuts, value) in zip(wanted, found, strict=True):
        if plain(text).lower() not in {plain(cut) for cut in cuts} or not _near(meant, value):
            return False
    return True


def _near(meant: Any, value: Any) -> bool:
    if isinstance(meant, float) and isinstance(value, int | float):
        return abs(meant - value) <= 1e-4 * max(1.0, abs(meant))
    return bool(meant == value)
