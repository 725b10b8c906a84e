"""The day of a report by a figure that stands in an issuer's own running total."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from counterclaim.ingest.bounds import FIGURE, Bound
from counterclaim.model import Segment
from counterclaim.world import Dossier, World
from counterclaim.world.called import any_of

_NUMBER = re.compile(r"\d(?<![\d.,$€£]\d)(?:\d{0,2}(?:[, .]\d{3})+(?![\d%]|[.,]\d)|\d{3,8}(?![\d%]|[.,]\d))")
# A figure tells a date alone if it is so large that chance does not hit it; smaller ones tell it together.
_TELLING = 100_000


def on_the_day_of_a_total(
    view: str, report: Sequence[Segment], world: World, dossier: Dossier
) -> Iterator[Bound]:
    """Figures that an issuer's running totals have on one day only, where the text names the issuer."""
    known = _days_of(dossier)
    days: dict[date, dict[int, str]] = {}
    for segment in report:
        for number in _NUMBER.finditer(view, segment.start, segment.end):
            value = int(re.sub(r"\D", "", number[0]))
            for day, claimant in known.get(value, ()):
                days.setdefault(day, {})[value] = claimant
    text = "\n".join(view[s.start : s.end] for s in report) if days else ""
    for day in sorted(days, reverse=True):
        values = days[day]
        claimant = next(iter(values.values()))
        if (max(values) >= _TELLING or len(values) > 1) and _issuer(world, claimant).search(text):
            name = world.entities[claimant].name if claimant in world.entities else claimant
            reason = f"{max(values):,} stands in the running total of {name} on {day}"
            yield Bound(FIGURE, day - timedelta(days=1), day + timedelta(days=1), day, reason)
            return


@lru_cache(maxsize=16)
def _days_of(dossier: Dossier) -> dict[int, tuple[tuple[date, str], ...]]:
    """The day of each value that a series has once; round thousands are left out, which anybody may say."""
    out: dict[int, tuple[tuple[date, str], ...]] = {}
    for series in dossier.series:
        times = Counter(value for _, value in series.points)
        for day, value in series.points:
            if times[value] == 1 and value >= 1000 and value % 1000:
                out[value] = (*out.get(value, ()), (day, series.claimant))
    return out


@lru_cache(maxsize=64)
def _issuer(world: World, claimant: str) -> re.Pattern[str]:
    """Everything that an issuer is called; an office also without its state."""
    names = {form for form, senses in world.names.items() if any(sense.id == claimant for sense in senses)}
    for entity in world.entities.values():
        if entity.adjective and claimant.startswith(f"{entity.adjective}_"):
            office = claimant.removeprefix(f"{entity.adjective}_")
            names.update(name for each in world.offices if each.id == office for name in each.names)
    if not names:
        names = {claimant.replace("_", " ")}
    return any_of(names)
