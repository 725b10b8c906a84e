"""The value of a claim as a person gives it (codebook, section 2)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import isfinite
from typing import Any, get_args

from counterclaim.errors import JudgementError
from counterclaim.lang import load_numbers
from counterclaim.model import Number, Qualifier, Statistic
from counterclaim.model.codec import Row
from counterclaim.text.numbers import whole

_KEYS = ("low", "high", "qualifier", "statistic", "unit", "words")
# Which ends a qualifier leaves open.
_OPEN = {
    "more_than": ("high",),
    "at_least": ("high",),
    "at_most": ("low",),
    "nearly": ("low",),
    "less_than": ("low",),
    "vague": ("low", "high"),
}
_POINTS = ("exact", "about")
_MOST, _MOST_WORDS = 1e15, 500


def checked_value(given: Any, before: Mapping[str, Any] | None, words: str) -> Row:
    """A whole value: what is given, and where it is silent what stood there, as far as it fits the qualifier.

    Args:
        before: the value so far, if any.
        words: of the figure, where no others are known.

    Raises:
        JudgementError: names the field and what is allowed.
    """
    if not isinstance(given, Mapping) or not {*given} <= {*_KEYS}:
        raise JudgementError(f"value: takes {', '.join(_KEYS)}")
    start = {
        "qualifier": "exact",
        "statistic": "total",
        "unit": None,
        "words": words,
        "low": None,
        "high": None,
    }
    found: Row = start | dict(before or {}) | dict(given)
    for key, allowed in (("qualifier", get_args(Qualifier)), ("statistic", get_args(Statistic))):
        if found[key] not in allowed:
            raise JudgementError(f"value.{key}: {found[key]!r:.60} is none of {', '.join(allowed)}")
    if found["unit"] is not None and found["unit"] not in units():
        raise JudgementError(f"value.unit: {found['unit']!r:.60} is none of {', '.join(units())}, or null")
    if not isinstance(found["words"], str) or not 0 < len(found["words"].strip()) <= _MOST_WORDS:
        raise JudgementError(
            f"value.words: are to be hedge and figure as worded, {_MOST_WORDS} characters at most"
        )
    found |= {key: _number(key, found[key]) for key in ("low", "high")}
    _fit(found, given)
    return {key: found[key] for key in _KEYS}


@cache
def units() -> tuple[str, ...]:
    """Units that a figure can have, sorted."""
    words = load_numbers()
    measures = {one.unit for one in words.measure}
    return tuple(sorted({"percent", *words.currencies.values(), *words.currency_words.values(), *measures}))


def _fit(found: Row, given: Mapping[str, Any]) -> None:
    """Opens and closes ends as the qualifier has them, where they were not given."""
    qualifier, low, high = found["qualifier"], found["low"], found["high"]
    figure = low if low is not None else high
    for end in ("low", "high"):
        if end in _OPEN.get(qualifier, ()):
            if given.get(end) is not None:
                raise JudgementError(
                    f"value.{end}: {qualifier} leaves it open; give null, or another qualifier"
                )
            found[end] = None
        elif found[end] is None:
            if (end in given and qualifier not in _POINTS) or figure is None:
                raise JudgementError(f"value.{end}: {qualifier} needs a number there")
            found[end] = figure
    low, high = found["low"], found["high"]
    if qualifier in _POINTS and low != high:
        if "low" in given and "high" in given:
            raise JudgementError(f"value: {qualifier} has one figure, low and high alike; or give between")
        found["low"] = found["high"] = high if "high" in given else low
    elif low is not None and high is not None and low > high:
        raise JudgementError(f"value: low, {low:,}, is above high, {high:,}")


def _number(key: str, given: Any) -> Number | None:
    if given is None:
        return None
    plain = isinstance(given, int | float) and not isinstance(given, bool)
    if not plain or not isfinite(given) or not 0 <= given <= _MOST:
        raise JudgementError(f"value.{key}: {given!r:.60} is no number from 0 to 1e15, or null")
    return whole(given)
