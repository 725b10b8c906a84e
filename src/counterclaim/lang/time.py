"""Words that tell time, as checked data (time.toml)."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Literal

import msgspec

from counterclaim.lang.load import read_toml

Unit = Literal[
    "second", "minute", "hour", "day", "night", "weekend", "week", "fortnight",
    "month", "quarter", "half", "year", "decade", "century",
]  # fmt: skip
Part = Literal["early", "mid", "late", "start", "end", "earlier", "later"]
_Month = Annotated[int, msgspec.Meta(ge=1, le=12)]
_Weekday = Annotated[int, msgspec.Meta(ge=0, le=6)]
_Ordinal = Annotated[int, msgspec.Meta(ge=-1, le=31)]
_Phrases = Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell time; the file says what each table is for.

    Attributes:
        months, short_months: number of the month; matched with a capital only, like weekdays (Monday is 0).
        seasons: first of the season's three months.
        days: days from the day of publication.
        rates: what a single word ("daily") makes a rate of.
        ordinals: -1 is the last.
        cues: phrases by what they are for.
    """

    months: dict[str, _Month]
    short_months: dict[str, _Month]
    weekdays: dict[str, _Weekday]
    short_weekdays: dict[str, _Weekday]
    seasons: dict[str, _Month]
    units: dict[str, Unit]
    days: dict[str, int]
    rates: dict[str, Unit]
    parts: dict[str, Part]
    ordinals: dict[str, _Ordinal]
    cues: dict[str, _Phrases]


@cache
def load_time() -> TimeWords:
    """Words that tell time (time.toml).

    Raises:
        DataError: the file breaks its schema; names the file and the entry.
    """
    return read_toml("time.toml", TimeWords)
