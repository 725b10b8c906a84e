"""Numbers and units of time told by tokens."""

from __future__ import annotations

from counterclaim.lang.time import Unit
from counterclaim.text.times.shape import Shape, alphabet

FIGURES = "dayrnh"
"""The characters of tokens that are numbers in figures."""


def unit_in(shape: Shape, first: int, last: int) -> Unit | None:
    """The first unit of time named among some tokens."""
    units = alphabet().units
    found = (units[c] for c in shape.code[first:last] if c in units)
    return next((unit for unit in found if unit not in ("half", "quarter")), None)


def after_unit(shape: Shape, first: int) -> int:
    """The token after the first unit from ``first`` on."""
    units = alphabet().units
    return next((k for k in range(first, len(shape.code)) if shape.code[k] in units), first) + 1


def count_in(shape: Shape, first: int, last: int) -> float | None:
    """The number some tokens tell, of a range the larger; an article counts as one; None: there is none.

    After the first unit only a half is read: "a year and a half", "two years and 40 days".
    """
    letters = alphabet()
    told: list[float] = []
    now: float | None = None
    between, article, unit_seen = "", False, False
    for k in range(first, last):
        c = shape.code[k]
        value = None if unit_seen else _value(c, shape.words[k])
        if value is not None:
            if now is not None and c in FIGURES and not between:
                now = now * 1000 + value  # groups of three figures set apart by spaces
            elif now is not None and _goes_on(now, value, between):
                now += value
            else:
                told += [] if now is None else [now]
                now = value
            between = ""
        elif c in letters.scales and not unit_seen:
            now, between = (now or 1.0) * letters.scales[c], ""
        elif c in letters.members["half"]:
            now = 0.5 + (now or (1.0 if unit_seen else 0.0))
        elif c in letters.members["couple"]:
            now = 2.0
        else:
            article = article or c in letters.members["a"] or c in letters.members["single"]
            unit_seen = unit_seen or c in letters.units
            between += c
    told += [] if now is None else [now]
    return max(told, default=1.0 if article else None)


def _value(char: str, word: str) -> float | None:
    if char in FIGURES:
        return float(word.replace(",", ""))
    value = alphabet().numbers.get(char)
    return None if value is None else float(value)


def _goes_on(so_far: float, value: float, between: str) -> bool:
    """Whether a number word goes on with the one before: "twenty-four", "one hundred and five"."""
    if not 0 < value < so_far or (between not in ("", "-") and between not in alphabet().members["and"]):
        return False
    return so_far % 100 == 0 or (so_far % 10 == 0 and value < 10)
