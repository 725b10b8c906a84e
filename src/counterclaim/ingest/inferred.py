"""When a report was published, by what it says: bounds, each with its reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from counterclaim.ingest.bounds import AGO, PAST, WEEKDAY, YEAR, Bound
from counterclaim.ingest.totals import on_the_day_of_a_total
from counterclaim.lang.layout import load_layout
from counterclaim.model import Segment
from counterclaim.text.clean import lower
from counterclaim.text.sentences import sentences
from counterclaim.text.when import Moment, TimeMention, find_times
from counterclaim.world import Campaign, Dossier, World
from counterclaim.world.called import any_of

# A report follows a day that it names with its weekday within the week: later it would name the date alone.
_WEEK = 6
# A weekday stands with a day of the month that follows it so closely ("Sunday, on Oct 6").
_BESIDE = 15
# How far "five months" may be from the day it is five months after.
_SLACK = {"day": 1, "week": 4, "fortnight": 8, "month": 15}
_DAYS = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 30.44}
_LONGEST_AGO = 600
# So much of a sentence is looked at on either side; a text without stops is one sentence.
_REACH = 300
# A report tells when it was written in its first so many characters; a longer text is many reports.
_MOST = 200_000


class _Told(msgspec.Struct, frozen=True):
    """A mention of time.

    Attributes:
        sentence: what stands around it in its sentence, from offset ``start`` on.
        at: where in that it stands.
    """

    mention: TimeMention
    sentence: str
    start: int
    at: int
    caption: bool


_NONE = Moment()


def bounds(view: str, segments: Sequence[Segment], world: World, dossier: Dossier | None) -> list[Bound]:
    """All that the text says of its day of publication, in no order.

    Args:
        view: plain view of the text.
        world: with the dossier laid over it.
    """
    report = list(_beginning(segments))
    told = list(_told(view, report))
    found: list[Bound] = []
    past = _past(told)
    if past:
        found.append(past)
    if dossier:
        found += on_the_day_of_a_total(view, report, world, dossier)
        found += _since_campaigns(view, report, told, dossier)
    near = _past([each for each in told if (each.mention.last or each.mention.first or _NONE).years <= 1])
    since = near.earliest if near else dossier.start if dossier else None
    weekday = _weekday(told, since)
    if weekday:
        found.append(weekday)
    return found


def _beginning(segments: Sequence[Segment]) -> Iterator[Segment]:
    left = _MOST
    for segment in segments:
        if segment.kind not in ("metadata", "boilerplate") and left > 0:
            yield replace(segment, end=min(segment.end, segment.start + left))
            left -= segment.end - segment.start


def _told(view: str, report: Sequence[Segment]) -> Iterator[_Told]:
    for segment in report:
        for start, end in sentences(view, segment.start, segment.end):
            for mention in find_times(view, start, end):
                low, high = max(start, mention.start - _REACH), min(end, mention.end + _REACH)
                yield _Told(mention, view[low:high], low, mention.start - low, segment.kind == "caption")


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
    """The weekday that stands before a day of the month in its sentence."""
    moment, end = before.mention.first, before.mention.end
    first = before.mention.start - each.start
    if (
        moment is None
        or moment.weekday is None
        or moment.day
        or first < 0
        or each.mention.start - end > _BESIDE
    ):
        return None, each.mention.text
    return moment.weekday, each.sentence[first : each.at] + each.mention.text


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
    fit = [each for each in told if _is_length(each.mention) or _is_year(each.mention)]
    if not fit:
        return
    text = " ".join(view[s.start : s.end] for s in report)
    about = Counter({c.id: len(_names(c).findall(text)) for c in dossier.campaigns})
    for each in fit:
        campaign = _campaign(each, dossier, about)
        if campaign and _is_length(each.mention):
            yield _so_long_after(each, campaign)
        elif campaign and each.mention.first and each.mention.first.month == campaign.start.month:
            yield _year_after(each, campaign)


def _is_length(mention: TimeMention) -> bool:
    """Five months ago; over the past five months."""
    moment = mention.first
    ago = mention.kind == "point" and moment is not None and bool(moment.back) and not moment.told
    past = mention.kind == "span" and moment is None and mention.last is None
    if not (ago or past) or mention.unit not in _SLACK or not mention.count:
        return False
    return mention.count * _DAYS[mention.unit] <= _LONGEST_AGO


def _is_year(mention: TimeMention) -> bool:
    """In May of last year."""
    moment = mention.first
    return moment is not None and moment.unit == "year" and moment.shift == -1 and moment.month is not None


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


def _so_long_after(each: _Told, campaign: Campaign) -> Bound:
    mention = each.mention
    unit, count = mention.unit or "day", mention.count or 0
    day = _after(campaign.start, count, unit)
    slack = timedelta(days=_SLACK[unit])
    layout, words = load_layout(), lower(each.sentence[max(0, each.at - 12) : each.at + len(mention.text)])
    low = day if layout.over.search(words) else day - slack
    high = day if layout.almost.search(words) else day + (slack * 2 if low == day else slack)
    reason = f"“{mention.text}” counts from the beginning of {campaign.name} on {campaign.start}"
    return Bound(AGO, low, high, day, reason)


def _year_after(each: _Told, campaign: Campaign) -> Bound:
    year = campaign.start.year + 1
    reason = f"“{each.mention.text}” is when {campaign.name} began, in {campaign.start.year}"
    return Bound(YEAR, date(year, 1, 1), date(year, 12, 31), None, reason)


@lru_cache(maxsize=256)
def _names(campaign: Campaign) -> re.Pattern[str]:
    calls = {call for c in campaign.calls if " " in c for call in (c, c.title())}
    return any_of({campaign.name, *campaign.mentions, *calls})


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
