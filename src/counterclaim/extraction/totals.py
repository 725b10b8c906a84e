"""Windows of running totals: what counts since an event, over an operation or a war, or goes on."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import MEASURED, SPOKEN_OF
from counterclaim.extraction.reading import Reading, Time
from counterclaim.extraction.timed import Asked, Timed
from counterclaim.lang import load_small_words
from counterclaim.model import UNKNOWN_WINDOW, Window
from counterclaim.text.clean import lower

GONE_ON = "a running total of what has gone on for long"
_LOSSES = frozenset((
    "killed", "wounded", "killed_or_wounded", "losses", "irrecoverable", "eliminated", "captured", "destroyed",
    "damaged", "lost", "shot_down",
))  # fmt: skip
_RUNNING = _LOSSES | {"displaced", "missing", "detained"}
_NEAR_LOSSES = 2
_EVENT_REACH = 6


def since_then(asked: Asked) -> Timed | None:
    """ "since then": a running total from the date that the text named last."""
    course = asked.course
    hit = asked.at.reading.find(load_small_words().since_then, *asked.clause)
    if hit is None:
        return None
    found = Window("cumulative", course.day, course.anchor, "day" if course.day else None, "context")
    return Timed(found, "a running total from the date named before", hit)


def total(asked: Asked) -> Timed | None:
    """ "in total": a running total of unknown beginning."""
    hit = asked.at.reading.find(load_small_words().totals, *asked.clause)
    return Timed(replace(UNKNOWN_WINDOW, kind="cumulative"), "a running total", hit) if hit else None


def since_event(reading: Reading, time: Time, course: Course) -> Timed | None:
    """ "since the start of the invasion": its date is the dossier's, or one that the report gives elsewhere."""
    dossier, anchor, tokens = course.dossier, course.anchor, (time.first, time.last)
    if dossier is None:
        found = Window("cumulative", course.began, anchor, "day" if anchor else None, "context")
        return Timed(found, "a running total from an event", tokens)
    words = lower(f" {reading.text(time.first, time.last + _EVENT_REACH)} {time.mention.event or ''} ")
    small = load_small_words()
    called = {w for w in small.whole_war if w.removeprefix("the ") in words}
    if not called:
        return None
    campaign = course.campaign
    names = (*campaign.calls, *campaign.mentions) if campaign else ()
    calls = any(lower(name) in words for name in names)
    if campaign and not calls and called <= small.some_fighting:
        open_ = Window("cumulative", None, anchor, "day" if anchor else None, "context")
        return Timed(open_, "a running total from an event that the text does not date", tokens)
    start = campaign.start if campaign and calls else dossier.start
    return Timed(
        Window("cumulative", start, anchor, "day", "dossier"),
        "a running total from a date known beforehand (dossier)",
        tokens,
    )


def operation(asked: Asked) -> Timed | None:
    """ "during this operation": the campaign's dates are the dossier's."""
    course = asked.course
    campaign, anchor = course.campaign, course.anchor
    if campaign is None or (asked.party and asked.party not in campaign.principals):
        return None
    for words in (load_small_words().this_operation, frozenset(campaign.calls)):
        if hit := asked.at.reading.find(words):
            end = min(anchor, campaign.end) if anchor and campaign.end else anchor
            found = Window("cumulative", campaign.start, end, "day", "dossier")
            return Timed(found, "the operation the report is about, dated beforehand (dossier)", hit)
    return None


def scope(asked: Asked) -> Timed | None:
    """Losses that a retrospect states without a time of their own are those of the stretch it covers."""
    course = asked.course
    if course.scope is None or course.campaign is None or asked.happening.outcome not in _LOSSES:
        return None
    if asked.party not in course.campaign.principals:
        return None
    return Timed(course.scope, "the stretch that the report states for what it tells of")


def background(asked: Asked) -> Timed | None:
    """ "The conflict has killed more than 40,000": a running total, of a war rather than of the event told of."""
    reading, small = asked.at.reading, load_small_words()
    words = {t.low for t in reading.tokens[asked.clause[0] : asked.clause[1]]}
    ran = asked.course.running_at == reading.index - 1
    if (
        asked.happening.outcome not in _RUNNING
        or not words & small.perfect
        or not (ran or words & small.wars)
    ):
        return None
    start = asked.course.running if ran else None
    found = Window("cumulative", start, None, "day" if start else None, "context")
    return Timed(found, GONE_ON)


def continued(asked: Asked) -> Timed | None:
    """The window of the losses that the same claimant gave just before."""
    course = asked.course
    if not course.claims or asked.at.reading.index - course.claims_at > _NEAR_LOSSES:
        return None
    last = course.claims[-1]
    rival = asked.happening.reason in (MEASURED, SPOKEN_OF) and last.outcome == asked.happening.outcome
    if rival and last.window.kind == "cumulative":
        return Timed(
            replace(last.window, basis="context"), "as the running total just before, which it sets right"
        )
    losses = {last.outcome, asked.happening.outcome} <= _LOSSES
    if not losses or last.claimant.id != asked.who.claimant.id or last.window.start is None:
        return None
    return Timed(replace(last.window, basis="context"), "as the losses that the same claimant gave before")
