"""Short reports in words of our own, made of figures that others published: what a claimant said on which day."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

SERIES = Path(__file__).parents[2] / "shared" / "data" / "kursk" / "series.csv"

_FIGURE = re.compile(
    r"(?:(?:as many as|up to|more than|over|around|approximately|about|nearly|almost|exceeded|surpassed) )?"
    r"\d[\d,]*(?: thousand)?"
)
_RUNNING, _WHOLE_WAR, _ONE_DAY = "cumulative", "cumulative, whole war", "one day"


class Stand(NamedTuple):
    """One row of the table: a total by a day, with the figure as worded."""

    day: date
    claimant: str
    thing: str
    window: str
    words: str
    outlet: str

    @property
    def figure(self) -> int:
        number = re.search(r"\d[\d,]*", self.words)
        assert number
        return int(number[0].replace(",", "")) * (1000 if self.words.endswith("thousand") else 1)


def stands() -> list[Stand]:
    """The rows with a day and a figure of one kind; those told as corrupt or as read from relays are left out."""
    found = []
    with SERIES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = re.fullmatch(r"(?:c\. )?(\d{4}-\d\d-\d\d)(?: \(c\.\))?", row["as_of"])
            worded = row["figure_as_worded"].removeprefix("b: ").removeprefix("lead: ")
            words = _FIGURE.match(worded)
            if day and words:
                kind = row["window"]
                found.append(
                    Stand(
                        date.fromisoformat(day[1]),
                        row["claimant"],
                        row["object"],
                        kind,
                        words[0],
                        row["outlet"],
                    )
                )
    return found


def report(day: date, of_day: list[Stand]) -> str:
    """A dispatch of the day with all figures that one claimant gave."""
    told = {(one.thing, one.window): one.words for one in of_day}
    head = f"{day.day} {day:%B %Y}"
    if of_day[0].claimant == "russian_mod":
        people = told.get(("personnel", _RUNNING))
        tanks = told.get(("tank", _RUNNING))
        lost = (
            f"{people} servicemen" + (f" and {tanks} tanks" if tanks else "") if people else f"{tanks} tanks"
        )
        lost = lost.removeprefix("exceeded ")
        return (
            f"Fighting in Kursk region goes on\n\nMOSCOW, {head}. Since the beginning of the fighting in Kursk "
            f"region the Ukrainian army has lost {lost}, Russia's Defence Ministry said on {day:%A}.\n"
        )
    total = told.get(("personnel", _WHOLE_WAR))
    daily = told.get(("personnel", _ONE_DAY))
    text = f"Evening summary\n\nKYIV, {head}. "
    if total:
        text += (
            f"Russia has lost {total.removeprefix('surpassed ')} soldiers in Ukraine since the full-scale invasion "
            f"began on 24 February 2022, the General Staff of the Ukrainian Armed Forces said on {day:%A}. "
        )
    if daily:
        text += f"It said {daily} Russian soldiers were lost over the past day."
    return text + "\n"


def write_reports(folder: Path, claimant: str) -> None:
    """A file for each day on which the claimant gave a figure."""
    by_day: dict[date, list[Stand]] = {}
    for one in stands():
        if one.claimant == claimant:
            by_day.setdefault(one.day, []).append(one)
    for day, of_day in by_day.items():
        (folder / f"{day}.txt").write_text(report(day, of_day), encoding="utf-8")


A_DAY = timedelta(days=1)
