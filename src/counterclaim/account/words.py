"""Quantities, times and ranges as they stand in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from counterclaim.account.account import Time
from counterclaim.account.figures import number
from counterclaim.account.quantity import Quantity
from counterclaim.keep import read_toml
from counterclaim.lang.inflect import noun_forms
from counterclaim.link.why import Wording

_FILE = Path(__file__).parent / "words.toml"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class _Outcomes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    befall: frozenset[str]


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    objects: Mapping[str, str]
    outcomes: _Outcomes


@cache
def _words() -> _Words:
    return read_toml(_FILE, _Words)


def counted(of: Quantity, wording: Wording) -> str:
    """A quantity as the object of a sentence: "personnel of Sylvania killed in Vell"."""
    known, spaced = _words(), wording.spaced
    what = (
        known.objects.get(of.object) or noun_forms(spaced(of.object))[1] if of.object else "what is not named"
    )
    whose = f" of {wording.name(of.party)}" if of.party else ""
    happened = spaced(of.outcome) if of.outcome else ""
    if happened:
        happened = f" {happened}" if of.outcome in known.outcomes.befall else f" ({happened})"
    return f"{what}{whose}{happened}{f' in {wording.name(of.place)}' if of.place else ''}"


def over(time: Time) -> str:
    """A time as it stands after "count"."""
    match time.kind:
        case "running":
            return f"the total {f'from {day(time.start)} ' if time.start else 'up '}to {day(time.end)}"
        case "stretch" if time.start != time.end:
            return f"the time from {day(time.start)} to {day(time.end)}"
        case "stretch":
            return f"{day(time.end)} alone"
        case "state":
            return f"the state on {day(time.end)}"
        case _:
            return "a time that is not told"


def day(of: date | None) -> str:
    """A day as it is read: 9 May 2031."""
    return "an unknown day" if of is None else f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def several(count: int, what: str) -> str:
    """So many of something: "1 claim", "2,000 claims"."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def between(low: float, high: float, open_below: bool, open_above: bool) -> str:
    """A range in words, with the ends that words leave open."""
    less, more = " or less" if open_below else "", " or more" if open_above else ""
    if low == high:
        return f"{number(low)}{f'{less}{more}'}"
    return f"{number(low)}{less} to {number(high)}{more}"
