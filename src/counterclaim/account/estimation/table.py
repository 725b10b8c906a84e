"""A table of claims as observations: a CSV file with a row for each claim."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from counterclaim.account.estimated import Observation
from counterclaim.account.estimation.taken import Taken
from counterclaim.errors import CounterclaimError
from counterclaim.keep import read_toml

_FILE = Path(__file__).parent / "columns.toml"
_NEEDED = ("source", "count", "day")
_YES = ("1", "true", "yes")
# Where day numbers have no known beginning, this one is day 1.
NO_DATE = date(1, 1, 1)


class _Columns(msgspec.Struct, forbid_unknown_fields=True):
    source: list[str]
    party: list[str]
    category: list[str]
    count: list[str]
    day: list[str]
    window: list[str]
    minimum: list[str]
    maximum: list[str]
    bound: list[str]
    windows: dict[str, list[str]]
    bounds: dict[str, list[str]]


class Table(NamedTuple):
    """What a table holds.

    Attributes:
        observations: one for each row that has a figure.
        left_out: (row, why).
        dated: whether its days are dates; otherwise day n is the n-th of the first year of the calendar.
    """

    observations: tuple[Observation, ...]
    left_out: tuple[tuple[str, str], ...]
    dated: bool

    def taken(self, since: date | None = None) -> Taken:
        """What an estimate is made from; running totals count from ``since``, if it is given."""
        return Taken(self.observations, self.left_out, since)


def read_table(path: Path, since: date | None = None) -> Table:
    """The claims of a CSV file with a header.

    Columns are known by the names in ``columns.toml``: source, count and day are needed; party, category, window
    (``running`` or ``day``), and bound, or minimum and maximum, are read where they are there.

    Args:
        since: the day that numbers of days count from.

    Raises:
        CounterclaimError: the file cannot be read, lacks a column, or has no row that can be used.
    """
    known = _columns()
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CounterclaimError(f"{path}: cannot be read as a table of claims ({error})") from error
    have = {name.casefold(): name for name in (rows[0] if rows else {}) if name}
    names = {
        field: next((have[name] for name in getattr(known, field) if name in have), None)
        for field in known.__struct_fields__
        if field not in ("windows", "bounds")
    }
    if missing := [field for field in _NEEDED if names[field] is None]:
        ways = "; ".join(f"{field} ({', '.join(getattr(known, field))})" for field in missing)
        raise CounterclaimError(f"{path}: has no column for {ways}")
    found: list[Observation] = []
    left: list[tuple[str, str]] = []
    numbered = False
    for number, row in enumerate(rows, 2):
        told = {field: (row.get(name) or "").strip() if name else "" for field, name in names.items()}
        try:
            found.append(_observation(str(number), told, known, since))
            numbered = numbered or told["day"].isdecimal()
        except ValueError as error:
            left.append((f"row {number}", str(error)))
    if not found:
        why = f"no row can be used; {left[0][0]}: {left[0][1]}" if left else "is empty"
        raise CounterclaimError(f"{path}: {why}")
    return Table(tuple(found), tuple(left), since is not None or not numbered)


def _observation(row: str, told: Mapping[str, str], known: _Columns, since: date | None) -> Observation:
    try:
        count = float(told["count"].replace(",", ""))
    except ValueError:
        raise ValueError(f"“{told['count']}” is no figure") from None
    if not 0 <= count < 1e12:
        raise ValueError(f"{told['count']} is no count")
    window = _meaning(told["window"], known.windows, "window")
    bound = _meaning(told["bound"], known.bounds, "bound")
    if told["minimum"].casefold() in _YES:
        bound = "minimum"
    elif told["maximum"].casefold() in _YES:
        bound = "maximum"
    return Observation(
        id=row,
        source=told["source"] or "unnamed",
        party=told["party"],
        category=told["category"],
        day=_day(told["day"], since),
        count=count,
        bound=bound,  # type: ignore[arg-type]
        running=window == "running",
    )


def _meaning(cell: str, known: Mapping[str, list[str]], what: str) -> str:
    meaning = next((name for name, words in known.items() if cell.casefold() in words), None)
    if meaning is None:
        raise ValueError(f"“{cell}” is no {what}; there are: {', '.join(known)}")
    return meaning


def _day(cell: str, since: date | None) -> date:
    try:
        if cell.isdecimal():
            return (since or NO_DATE) + timedelta(int(cell) if since else int(cell) - 1)
        return date.fromisoformat(cell)
    except (ValueError, OverflowError):
        raise ValueError(f"“{cell}” is no day: write 2024-08-06, or a number of days") from None


def _columns() -> _Columns:
    return read_toml(_FILE, _Columns)
