"""Claims of an invented war, and reports with figures of nobody's, to be estimated from."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from counterclaim.case import Case

FIRST, DAYS = date(2031, 3, 1), 60
# How many of one each source reports, of either party.
FACTORS = {
    "freedonia": {"freedonia": 0.6, "sylvania": 1.5},
    "sylvania": {"freedonia": 1.7, "sylvania": 0.6},
    "monitor": {"freedonia": 0.9, "sylvania": 0.95},
}
_RATES = {"personnel killed": 20, "tanks lost": 2}
_MONTHS = {8: "August", 9: "September", 10: "October"}
_REPORT = """Daily summary

{day}

Russia's Defence Ministry said on {day} that Ukraine had lost {most:,} soldiers killed in Kursk region since \
August 6, 2024.

Ukraine's General Staff said on {day} that Ukraine had lost {least:,} soldiers killed in Kursk region since \
August 6, 2024.
"""


def a_table(path: Path, *, numbered: bool = False) -> Path:
    """Running totals of two categories of two parties by three sources, over 60 days; two lines that are none.

    Args:
        numbered: days as numbers from 1, not as dates.
    """
    chance = random.Random(3)
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["source", "party", "category", "count", "day", "bound"])
        for category, rate in _RATES.items():
            for party in ("freedonia", "sylvania"):
                for source, factor in FACTORS.items():
                    for at in range(chance.randint(1, 5), DAYS, 11):
                        count = round(rate * (at + 1) * factor[party] * chance.uniform(0.92, 1.08))
                        day = at + 1 if numbered else FIRST + timedelta(at)
                        bound = "minimum" if at % 4 == 0 else "exact"
                        rows.writerow([source, party, category, count, day, bound])
        rows.writerow(["monitor", "freedonia", "tanks lost", "many", 3 if numbered else FIRST, ""])
        rows.writerow(["monitor", "freedonia", "ships lost", 1, 3 if numbered else FIRST, ""])
    return path


def reports(folder: Path) -> Path:
    """Reports of every fourth day, in which two ministries count one thing; the figures are nobody's."""
    folder.mkdir()
    for at in range(0, 56, 4):
        on = date(2024, 8, 10) + timedelta(at)
        day = f"{on.day} {_MONTHS[on.month]} 2024"
        text = _REPORT.format(day=day, most=121 * (at + 4), least=26 * (at + 4))
        (folder / f"{on}.txt").write_text(text, "utf-8")
    return folder


def simulated(folder: Path) -> Case:
    """A linked ledger of these reports."""
    case = Case(folder / "case.db")
    case.build([reports(folder / "reports")])
    case.link()
    return case
