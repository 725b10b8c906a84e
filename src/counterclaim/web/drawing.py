"""Charts of the desk as plain geometry: each claim a mark that leads to its sentence; templates put it into SVG."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from counterclaim.account.figures import number
from counterclaim.export.account_rows import Bar
from counterclaim.export.frame import scale_of
from counterclaim.link.statement import Statement
from counterclaim.web.axes import Counts, Days, Tick, day_ticks

# So many marks can be told apart; of more, some of each side are drawn.
_MOST = 400
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 860, 340, 78, 40, 14, 28
_LABELS, _TOLD, _BAR, _SMALL = 270, 190, 44, 480


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim in a picture.

    Attributes:
        up: the other end of what its words leave open, None where it is one figure.
        open: the words leave an end open.
        kind: number of its side: shape and colour.
        words, who, day: of the claim, to be read; the day is ISO.
    """

    x: float
    y: float
    up: float | None
    open: bool
    kind: int
    href: str
    words: str
    who: str
    day: str


@dataclass(frozen=True, slots=True)
class SideKey:
    """What a shape and colour stand for."""

    kind: int
    label: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Claims over time, to be drawn."""

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    marks: tuple[Placed, ...]
    legend: tuple[SideKey, ...]
    alt: str
    note: str


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A range in a picture."""

    y: float
    kind: int
    label: str
    under: str
    told: str
    low: float
    high: float
    cap_low: bool
    cap_high: bool
    dashed: bool
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Ranges:
    """Rival ranges under one another, to be drawn."""

    width: int
    height: int
    right: float
    top: float
    bottom: float
    columns: tuple[Tick, ...]
    bars: tuple[DrawnBar, ...]
    alt: str


def day_of(claim: Statement) -> int | None:
    """Where a claim stands in time: the last day it counts, else the day its report was published."""
    return claim.end or claim.start or claim.published


def timeline(
    claims: Sequence[Statement],
    title: str,
    camp: Callable[[Statement], str | None],
    kinds: Mapping[str, int],
    who: Callable[[Statement], str],
    name: Callable[[str], str],
) -> Timeline | None:
    """Claims of one quantity over time; None where none has a figure and a day.

    Args:
        camp: for whom a claim speaks; ``kinds`` numbers the camps from 1, all others are 0.
        who: stands behind a claim, to be read.
        name: of a camp.
    """
    held = [c for c in claims if c.figure is not None and c.figure >= 0 and day_of(c) is not None]
    if not held:
        return None
    held.sort(key=lambda c: (day_of(c) or 0, c.id))
    drawn = held if len(held) <= _MOST else [held[i * len(held) // _MOST] for i in range(_MOST)]
    days = [day_of(c) or 0 for c in drawn]
    first, last = min(days), max(days)
    across = Days(first, last, _LEFT + 12, _WIDTH - _RIGHT - 12)
    scale = scale_of([c.figure or 0.0 for c in drawn])
    up = Counts(scale, _HEIGHT - _BOTTOM, _TOP + 6)
    side = {c.id: kinds.get(camp(c) or "", 0) for c in drawn}
    marks = tuple(
        Placed(
            across(day), up(c.figure or 0.0), _other(c, up), c.qualifier not in ("exact", "about"), side[c.id],
            f"/claims/{c.id}", c.words, who(c), date.fromordinal(day).isoformat(),
        )
        for c, day in zip(drawn, days, strict=True)
    )  # fmt: skip
    names = {n: name(c) for c, n in kinds.items()} | {0: "no side, or none known"}
    keys = tuple(SideKey(n, names[n]) for n in sorted(set(side.values()), key=lambda n: (n == 0, n)))
    note = "Hollow marks: words that leave an end open (at least, up to)." + (
        "" if len(held) <= _MOST else f" {_MOST} of {len(held):,} claims are drawn, evenly over time."
    )
    ends = (date.fromordinal(first), date.fromordinal(last))
    most = max(c.figure or 0.0 for c in drawn)
    least = min(c.figure or 0.0 for c in drawn)
    alt = f"{title}: {len(held):,} claims from {ends[0]} to {ends[1]}, figures from {number(least)} to {number(most)}"
    return Timeline(
        _WIDTH, _HEIGHT, _LEFT, _WIDTH - _RIGHT, _TOP, _HEIGHT - _BOTTOM, day_ticks(first, last, across), up.ticks(),
        marks, keys, f"{alt}{scale.words}.", note,
    )  # fmt: skip


def ranges(bars: Sequence[Bar], title: str, kinds: Mapping[str, int]) -> Ranges | None:
    """Rival ranges under one another; None where no row has a figure.

    Args:
        kinds: numbers by the label of a row; all others are 0.
    """
    held = [bar for bar in bars if bar.low is not None or bar.high is not None or bar.best is not None]
    values = [v for bar in held for v in (bar.low, bar.high, bar.best) if v is not None and v >= 0]
    values += [mark.figure for bar in held for mark in bar.marks if mark.figure >= 0]
    if not values:
        return None
    scale, left, right = scale_of(values), _LABELS, _WIDTH - _TOLD
    place = Counts(scale, left, right)
    drawn = []
    for nth, bar in enumerate(held):
        low = bar.low if bar.low is not None else bar.best
        high = bar.high if bar.high is not None else bar.best
        low_x = left if low is None or bar.open_below else place(low)
        high_x = right if high is None or bar.open_above else place(high)
        points = {mark.figure for mark in bar.marks} | ({bar.best} if bar.best is not None else set())
        drawn.append(
            DrawnBar(
                _TOP + _BAR * nth + _BAR / 2, kinds.get(bar.label, 0), bar.label, bar.under, bar.told, low_x, high_x,
                not (low is None or bar.open_below), not (high is None or bar.open_above), bar.kind == "bound",
                tuple(sorted(place(v) for v in points if v is not None and v >= 0)),
            )
        )  # fmt: skip
    bottom = _TOP + _BAR * len(held)
    alt = f"{title}: " + "; ".join(f"{bar.label}: {bar.told}" for bar in held)
    return Ranges(_WIDTH, bottom + _BOTTOM, right, _TOP, bottom, place.ticks(), tuple(drawn), alt)


def _other(claim: Statement, up: Counts) -> float | None:
    if claim.low is None or claim.high is None or claim.low == claim.high:
        return None
    return up(claim.low if claim.figure == claim.high else claim.high)


@dataclass(frozen=True, slots=True)
class Line:
    """The time that a claim counts, beside the day its report was published.

    Attributes:
        begin, end: of the window; ``open`` where it has no beginning or no end.
        published: where that stands; None where it is not known.
        alt: all of it in words.
    """

    width: int
    begin: float
    end: float
    open: bool
    published: float | None
    ticks: tuple[Tick, ...]
    alt: str


def window_line(window: Mapping[str, str | None], published: str | None) -> Line | None:
    """A small line of time; None where a claim tells no day."""
    start, end = (date.fromisoformat(day) if day else None for day in (window["start"], window["end"]))
    if start is None and end is None:
        return None
    out = date.fromisoformat(published) if published else None
    told = [day for day in (start, end, out) if day is not None]
    first, last = min(told).toordinal(), max(told).toordinal()
    span = max(last - first, 1)

    def at(day: date) -> float:
        return round(60 + (day.toordinal() - first) / span * (_SMALL - 120), 1)

    begin, finish = at(start or end or min(told)), at(end or start or max(told))
    ticks = {day: Tick(at(day), day.isoformat()) for day in (min(told), max(told))}
    alt = f"counts {start or 'an open beginning'} to {end or 'an open end'}; published {out or 'on an unknown day'}"
    is_open = start is None or end is None
    return Line(
        _SMALL, begin - (20 if start is None else 0), finish + (20 if end is None else 0), is_open,
        at(out) if out else None, tuple(ticks.values()), alt,
    )  # fmt: skip
