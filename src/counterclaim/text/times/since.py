"""What a running total runs from, where that is an event: "since the war began"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from counterclaim.text.times.forms import time_forms
from counterclaim.text.times.shape import alphabet

_LONGEST = 9  # tokens of an event's name
_BEFORE = 8  # tokens before "since" that may make a comparison of it
_UNCOUNTED = re.compile(r"[.;:B()dayrnh]")  # a figure between the two is what is counted since


class EventWords(NamedTuple):
    """Tokens, by index.

    Attributes:
        first, last: the event's name, ``last`` exclusive.
        end: after all words about it.
        dated: the moment it is dated by, if any.
    """

    first: int
    last: int
    end: int
    dated: tuple[int, int] | None = None


def event_at(code: str, at: int) -> EventWords | None:
    """The event told at token ``at`` of a shape, None where none is.

    "the start of the war" tells the war, and so does "the war broke out"; "Ruritania invaded its neighbour"
    tells all of it.
    """
    event = _named(code, at)
    dated = time_forms().around("dated").match(code, event.end) if event else None
    if not event or not dated:
        return event
    moment = dated.span("dated" if dated["dated"] else "dated_in")
    return event._replace(end=moment[1], dated=moment)


def _named(code: str, at: int) -> EventWords | None:
    forms = time_forms()
    start = forms.around("event_starts").match(code, at)
    head = k = start.end() if start else at
    named = 0
    while k < min(len(code), head + _LONGEST):
        verb = forms.around("event_verbs").match(code, k) if k > head else None
        if verb and named:
            return EventWords(head, k, verb.end())
        if verb:
            whom = forms.around("objects").match(code, verb.end())
            end = whom.end() if whom else verb.end()
            return EventWords(head, end, end)
        noun = forms.around("events").match(code, k)
        if not noun and code[k] in _stops():
            break
        k = noun.end() if noun else k + 1
        named = k if noun else named
    if not named and not start:
        return None
    end = named or min(k, head + 4)
    of_names = forms.around("of_names").match(code, end)
    end = of_names.end() if of_names else end
    return EventWords(head, end, end) if end > head else None


def is_event(code: str, at: int) -> bool:
    """Whether the noun at token ``at`` is an event, as in "since the October 7 attack"."""
    return time_forms().around("events").match(code, at) is not None


def compares(code: str, at: int) -> bool:
    """Whether words before token ``at`` make what follows a comparison: "the deadliest day since"."""
    forms = time_forms()
    before = _UNCOUNTED.split(code[max(0, at - _BEFORE) : at])[-1]
    return forms.around("comparisons").search(forms.around("not_comparisons").sub("~", before)) is not None


@cache
def _stops() -> frozenset[str]:
    """Tokens that the name of an event does not go beyond."""
    cues = ("plain", "and", "or", "since", "by", "to", "from", "during", "after", "before", "ago")
    return frozenset(',.;:()"/?!B~dayrnh').union(*(alphabet().members[cue] for cue in cues))
