"""When a report was published, by what it says: bounds, each with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from counterclaim.lang.layout import load_layout
from counterclaim.model import Segment
from counterclaim.text.clean import lower
from counterclaim.text.sentences import sentences
from counterclaim.text.when import Moment, TimeMention, find_times
from counterclaim.world import Campaign, Dossier, World

# How much a bound counts for when two disagree.
FIGURE, PAST, WEEKDAY, MONTH, AGO, YEAR = 6, 5, 4, 3, 2, 1

# A report follows a day that it names with its weekday within the week: later it would name the date alone.
_WEEK = 6
# A weekday stands with a day of the month that follows it so closely ("Sunday, on Oct 6").
_BESIDE = 15
# How far "five months" may be from the day it is five months after.
_SLACK = {"day": 1, "week": 4, "fortnight": 8, "month": 15}
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44}
_LONGEST_AGO = 600
_NUMBER = re.compile(
    r"(?<![\d.,$€£])\d{1,3}(?:[, .]\d{3})+(?![\d%]|[.,]\d)|(?<![\d.,$€£])\d{4,9}(?![\d%]|[.,]\d)"
)
# A figure tells a date alone if it is so large that chance does not hit it; smaller ones tell it together.
_TELLING = 100_000


@dataclass(frozen=True, slots=True)
class Bound:
    """What one thing in a text says of the day of publication.

    Attributes:
        strength: which of two bounds that disagree is kept.
        day: the likeliest day, where it tells one.
        reason: in words.
    """

    strength: int
    earliest: date | None
    latest: date | None
    day: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Told:
    """A mention of time with its sentence."""

    mention: TimeMention
    sentence: str
    at: int
    caption: bool


def bounds(view: str, segments: Sequence[Segment], world: World, dossier: Dossier | None) -> list[Bound]:
    """All that the text says of its day of publication, in no order.

    Args:
        view: plain view of the text.
        world: with the dossier laid over it.
    """
    report = [s for s in segments if s.kind not in ("metadata", "boilerplate")]
    told = list(_told(view, report))
    found: list[Bound] = []
    past = _past(told)
    if past:
        found.append(past)
    if dossier:
        found += _figure(view, report, world, dossier)
        found += _since_campaigns(view, report, told, dossier)
    since = past.earliest if past else dossier.start if dossier else None
    weekday = _weekday(told, since)
    if weekday:
        found.append(weekday)
    return found


def _told(view: str, report: Sequence[Segment]) -> Iterator[_Told]:
    for segment in report:
        mentions = find_times(view, segment.start, segment.end)
        if not mentions:
            continue
        waiting = list(mentions)
        for start, end in sentences(view, segment.start, segment.end):
            while waiting and waiting[0].start < end:
                mention = waiting.pop(0)
                yield _Told(mention, view[start:end], mention.start - start, segment.kind == "caption")


def _ahead(told: _Told) -> bool:
    """Whether the time lies ahead of what is told."""
    before = lower(told.sentence[max(0, told.at - 80) : told.at])
    return told.mention.kind == "until" or load_layout().ahead.search(before) is not None


def _past(told: Sequence[_Told]) -> Bound | None:
    """Not before the latest day, month or year that is named as past."""
    latest: tuple[date, str] | None = None
    for each in told:
        moment = each.mention.last or each.mention.first
        if moment is None or moment.year is None or moment.swappable or _ahead(each):
            continue
        day = _date(moment.year, moment.month or 1, moment.day or 1)
        if day and (latest is None or day > latest[0]):
            latest = day, each.mention.text
    if latest is None:
        return None
    return Bound(PAST, latest[0], None, None, f"names “{latest[1]}” as past")


def _weekday(told: Sequence[_Told], since: date | None) -> Bound | None:
    """The latest day of a month that is named with its weekday: the year is the one in which it falls so."""
    latest: tuple[date, str] | None = None
    for number, each in enumerate(told):
        moment, words = each.mention.first, each.mention.text
        if each.caption or moment is None or not moment.month or not moment.day or _ahead(each):
            continue
        weekday = moment.weekday
        if weekday is None and number:
            weekday, words = _beside(told[number - 1], each)
        day = _fitting(moment, weekday, since) if weekday is not None else None
        if day and (latest is None or day > latest[0]):
            latest = day, words
    if latest is None:
        return None
    day, words = latest
    reason = f"names “{words}”, which is {day:%A} {day.day} {day:%B %Y}"
    return Bound(WEEKDAY, day, day + timedelta(days=_WEEK), day, reason)


def _beside(before: _Told, each: _Told) -> tuple[int | None, str]:
    moment = before.mention.first
    gap = each.at - (before.at + before.mention.end - before.mention.start)
    if (
        before.sentence != each.sentence
        or moment is None
        or moment.weekday is None
        or moment.day
        or gap > _BESIDE
    ):
        return None, each.mention.text
    return moment.weekday, each.sentence[before.at : each.at] + each.mention.text


def _fitting(moment: Moment, weekday: int, since: date | None) -> date | None:
    """The first such day from a year or a day on; the same weekday comes again after five years at least."""
    if moment.year is None and since is None:
        return None
    first = moment.year or (since.year if since else 0)
    for year in range(first, first + (1 if moment.year else 8)):
        day = _date(year, moment.month or 1, moment.day or 1)
        if (
            day
            and day.weekday() == weekday
            and (since is None or moment.year or day >= since - timedelta(days=_WEEK))
        ):
            return day
    return None


def _since_campaigns(
    view: str, report: Sequence[Segment], told: Sequence[_Told], dossier: Dossier
) -> Iterator[Bound]:
    """So long after a beginning that the dossier knows, or in the year after it."""
    text = " ".join(view[s.start : s.end] for s in report)
    about = Counter({c.id: len(_names(c).findall(text)) for c in dossier.campaigns})
    for each in told:
        campaign = _campaign(each, dossier, about)
        if campaign is None:
            continue
        bound = _so_long_after(each, campaign) or _year_after(each, campaign)
        if bound:
            yield bound


def _campaign(each: _Told, dossier: Dossier, about: Counter[str]) -> Campaign | None:
    """The campaign whose beginning a sentence tells: it says that something began, or goes on."""
    layout, low = load_layout(), lower(each.sentence)
    began = layout.began.search(low)
    following = low[each.at + len(each.mention.text) :][:40]
    if not layout.operations.search(low if began else following):
        return None
    named = [c for c in dossier.campaigns if _names(c).search(each.sentence)]
    if not named and began:
        named = [c for c in dossier.campaigns if about[c.id]]
    # Of several, the one that the text speaks of most; of as many, the latest.
    return max(named, key=lambda c: (about[c.id], c.start), default=None)


def _so_long_after(each: _Told, campaign: Campaign) -> Bound | None:
    mention = each.mention
    unit, count = mention.unit, mention.count
    ago = (
        mention.kind == "point"
        and mention.first is not None
        and bool(mention.first.back)
        and not mention.first.told
    )
    past = mention.kind == "span" and mention.first is None and mention.last is None
    if not (ago or past) or unit not in _SLACK or not count or count * _DAYS[unit] > _LONGEST_AGO:
        return None
    day = _after(campaign.start, count, unit)
    slack = timedelta(days=_SLACK[unit])
    layout, before = load_layout(), lower(each.sentence[max(0, each.at - 12) : each.at + 20])
    low = day if layout.over.search(before) else day - slack
    high = day if layout.almost.search(before) else day + (slack * 2 if low == day else slack)
    reason = f"“{mention.text}” counts from the beginning of {campaign.name} on {campaign.start}"
    return Bound(AGO, low, high, day, reason)


def _year_after(each: _Told, campaign: Campaign) -> Bound | None:
    moment = each.mention.first
    if moment is None or moment.unit != "year" or moment.shift != -1 or moment.month != campaign.start.month:
        return None
    year = campaign.start.year + 1
    reason = f"“{each.mention.text}” is when {campaign.name} began, in {campaign.start.year}"
    return Bound(YEAR, date(year, 1, 1), date(year, 12, 31), None, reason)


def _figure(view: str, report: Sequence[Segment], world: World, dossier: Dossier) -> Iterator[Bound]:
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
    return _any(names)


@lru_cache(maxsize=256)
def _names(campaign: Campaign) -> re.Pattern[str]:
    calls = {call for c in campaign.calls if " " in c for call in (c, c.title())}
    return _any({campaign.name, *campaign.mentions, *calls})


def _any(names: set[str]) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n))) + r")(?!\w)"
    )


def _after(day: date, count: float, unit: str) -> date:
    if unit != "month" or count != int(count):
        return day + timedelta(days=round(count * _DAYS[unit]))
    index = day.year * 12 + day.month - 1 + int(count)
    year, month = index // 12, index % 12 + 1
    return _date(year, month, day.day) or date(year, month, 28)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
