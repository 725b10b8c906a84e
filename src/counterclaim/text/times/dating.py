"""What the tokens of a moment say."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from counterclaim.lang.time import Unit
from counterclaim.text.times.counting import after_unit, count_in
from counterclaim.text.times.forms import time_forms
from counterclaim.text.times.moment import Moment
from counterclaim.text.times.shape import Shape, alphabet

_CALENDAR = frozenset(("week", "month", "quarter", "year", "decade", "century", "weekend"))


def moment_in(shape: Shape, first: int, last: int) -> Moment:
    """The moment that some tokens tell."""
    letters, shifts = alphabet(), _shifts()
    fields: dict[str, Any] = {}
    piece = time_forms().around("piece").search(shape.code, first, last)
    if piece:
        fields["piece"] = _piece(shape, *piece.span())
    night = False
    for k in range(piece.end() if piece else first, last):
        c, text = shape.code[k], shape.words[k]
        if c in letters.months or c in letters.short_months:
            fields["month"] = letters.months.get(c) or letters.short_months[c]
        elif c in letters.weekdays or c in letters.short_weekdays:
            fields["weekday"] = letters.weekdays.get(c, letters.short_weekdays.get(c))
        elif c in "yr":
            fields.setdefault("year", int(text))
        elif c in "do":
            fields["day"] = int(text.rstrip("stndrhSTNDRH"))
        elif c in "izDq":
            fields |= _in_figures(c, text)
        elif c in shifts:
            by, of_told = shifts[c]
            fields["shift"] = by
            after_the = k > 0 and shape.code[k - 1] == letters.char("the")
            fields["told"] = of_told or (by > 0 and after_the)
        elif c in letters.ordinals:
            fields["day"] = letters.ordinals[c] + fields.pop("tens", 0)
        elif c in letters.tens:
            fields["tens"] = letters.tens[c]
        elif c in letters.parts:
            fields["part"] = letters.parts[c]
        elif c in letters.seasons:
            fields["season"] = letters.seasons[c]
        elif c in letters.days:
            fields |= {"unit": "day", "shift": letters.days[c]}
        elif letters.units.get(c) in _CALENDAR:
            fields["unit"] = letters.units[c]
        night = night or letters.units.get(c) == "night"
    fields.pop("tens", None)
    return Moment(**_settled(fields, night))


def _piece(shape: Shape, first: int, last: int) -> tuple[int, float, Unit]:
    letters = alphabet()
    place, k = 0, first
    while k < last:
        c = shape.code[k]
        if c == "o":
            place = int(shape.words[k][:-2])
        elif c in letters.ordinals:
            place += letters.ordinals[c]
        elif c in letters.tens and not place:
            place = letters.tens[c]
        elif place:
            break
        k += 1
    at = after_unit(shape, k) - 1
    return place, count_in(shape, k, at) or 1.0, letters.units[shape.code[at]]


def _settled(fields: dict[str, Any], night: bool) -> dict[str, Any]:
    """A unit beside a date says nothing unless it is shifted or a week; a shift without a unit is of days."""
    dated = {"year", "month", "day", "weekday", "season"} & fields.keys()
    if "unit" in fields and "shift" not in fields:
        if not dated:
            fields["shift"] = 0
        elif fields["unit"] != "week":
            del fields["unit"]
    if "shift" in fields and "unit" not in fields and not dated - {"year"}:
        fields["unit"] = "night" if night and fields["shift"] < 0 else "day"
    return fields


def _in_figures(kind: str, text: str) -> dict[str, Any]:
    """Fields of 2024-05-10 or 05/10/2024 (i), 2023-24 (z), 1990s (D), Q3 (q)."""
    if kind == "q":
        return {"piece": (int(text[1]), 1.0, "quarter" if text[0] == "Q" else "half"), "unit": "year"}
    if kind == "D":
        decade = int(text[:-1])
        return {"year": decade if decade > 99 else decade + (1900 if decade >= 30 else 2000), "years": 10}
    if kind == "z":
        year, other = int(text[:4]), int(text[5:])
        if 1 <= other <= 12 and other <= year % 100 and text[4] == "-":
            return {"year": year, "month": other}
        return {"year": year, "years": (other - year) % 100 + 1}
    first, second, third = (int(n) for n in re.split(r"[-/.]", text.partition("T")[0]))
    if first > 31:
        return {"year": first, "month": second, "day": third}
    year = third if third > 99 else third + (2000 if third < 70 else 1900)
    if second > 12:
        return {"year": year, "month": first, "day": second}
    return {"year": year, "month": second, "day": first, "swappable": first <= 12 and "." not in text}


class Shift(NamedTuple):
    """What "last", "this", "previous" say: so many units on, from publication or from the time told of."""

    by: int
    told: bool


@cache
def _shifts() -> dict[str, Shift]:
    """Shifts by the characters of their words; what "the" before them changes is left to the reader."""
    letters = alphabet()
    by_cue = {
        "last": Shift(-1, False),
        "past": Shift(-1, False),
        "this": Shift(0, False),
        "current": Shift(0, False),
        "next": Shift(1, False),
        "told_before": Shift(-1, True),
        "told_after": Shift(1, True),
        "told_same": Shift(0, True),
    }
    # "next" is in two cues; the first named counts.
    return {char: shift for cue, shift in reversed(by_cue.items()) for char in letters.members[cue]}
