"""Which fields of a reported claim are right, against the claim as coded."""

from __future__ import annotations

from datetime import date
from functools import cache

from counterclaim.evaluate.found import Found, FoundValue, FoundWindow, Who, ident
from counterclaim.evaluate.gold import ANY, BLANK, OPEN, Accepted, Coded, Wanted, WantedValue, WantedWindow
from counterclaim.model import Number
from counterclaim.world import load_world

FIELDS = (
    "value",
    "qualifier",
    "object",
    "outcome",
    "party",
    "actor",
    "claimant",
    "relays",
    "voice",
    "stance",
    "segment",
    "window",
    "place",
)
CORE = ("value", "object", "outcome", "party")
# Fields that are better left blank than filled without ground.
BLANKS = ("window", "place", "party")

# Hedges that leave the same ends open say the same of a figure.
_BOUNDS = {
    "exact": "point",
    "about": "point",
    "more_than": "low",
    "at_least": "low",
    "at_most": "high",
    "nearly": "high",
    "less_than": "high",
    "between": "range",
    "vague": "vague",
}
_TOLERANCE = 0.001
_SMALL = frozenset({"the", "of", "and", "for", "in", "a"})
_MORE_WORDS = 3
_OF_STATES = ("state", "demonym")
# Words of full names of states that name none.
_FORMS_OF_STATE = frozenset({"", "republic", "kingdom", "federation", "state", "states", "people"})
NARRATOR = "narrator"


def judge(wanted: Wanted, found: Found, document: Coded) -> dict[str, bool | None]:
    """For each of ``FIELDS`` whether it is right; None where the coding leaves it open."""
    value = found.value or FoundValue()
    return {
        "value": _value(wanted.value, value),
        "qualifier": meets(wanted.value.qualifier, value.qualifier),
        "object": meets(wanted.object, found.object),
        "outcome": meets(wanted.outcome, found.outcome),
        "party": meets(wanted.party, found.party),
        "actor": meets(wanted.actor, found.actor),
        "claimant": _claimant(wanted.claimant, found.claimant, document.outlet),
        "relays": {*map(ident, wanted.relays)} <= {*map(ident, found.relays)} if wanted.relays else None,
        "voice": meets(wanted.voice, found.voice),
        "stance": meets(wanted.stance, found.stance),
        "segment": meets(wanted.segment, found.segment),
        "window": _window(wanted.window, found.window or FoundWindow(), document.tolerance),
        "place": None if wanted.place == BLANK else meets(wanted.place, found.place),
    }


def invented(wanted: Wanted, found: Found) -> dict[str, bool]:
    """For each field that must be left blank whether it was filled."""
    window = found.window or FoundWindow()
    filled = {
        "window": bool(window.start or window.end),
        "place": bool(ident(found.place)),
        "party": bool(ident(found.party)),
    }
    blank = {
        "window": wanted.window.kind == ("unknown",),
        "place": wanted.place == BLANK,
        "party": wanted.party == BLANK,
    }
    return {field: filled[field] for field in BLANKS if blank[field]}


def meets(wanted: Accepted, found: Who) -> bool | None:
    """Whether it is one of those accepted; None where anything is."""
    return None if ANY in wanted else ident(found) in map(ident, wanted)


def _value(wanted: WantedValue, found: FoundValue) -> bool:
    kinds = meets(wanted.statistic, found.statistic or "total"), meets(wanted.unit, found.unit)
    if False in kinds:
        return False
    bound = _BOUNDS.get(ident(found.qualifier) or "")
    if wanted.qualifier == OPEN:
        return _shares_figure(wanted, found)
    if bound != _BOUNDS.get(ident(wanted.qualifier[0]) or "", bound):
        return False
    low = bound in ("high", "vague") or _same(wanted.low, found.low)
    return low and (bound in ("low", "vague") or _same(wanted.high, found.high))


def _shares_figure(wanted: WantedValue, found: FoundValue) -> bool:
    ends = [end for end in (found.low, found.high) if end is not None]
    asked = [end for end in (wanted.low, wanted.high) if end is not None]
    return any(_same(one, end) for one in asked for end in ends) if asked else not ends


def _same(one: Number | None, other: Number | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def _claimant(wanted: Accepted, found: Who, outlet: str | None) -> bool | None:
    """A claimant is named as the text names it: a fuller or shorter form of an accepted name is the same one,
    unless what differs is the name of a state."""
    if ANY in wanted:
        return None
    names = {ident(name) or NARRATOR for name in wanted}
    if outlet and names & {NARRATOR, ident(outlet)}:
        names |= {NARRATOR, ident(outlet) or NARRATOR}
    got = ident(found) or NARRATOR
    return got in names or any(_form_of(name, got) for name in names)


def _form_of(name: str, other: str) -> bool:
    one, two = ({*form.split("_")} - _SMALL for form in (name, other))
    apart = one ^ two
    nested = one <= two or two <= one
    return nested and len(one & two) > 1 and len(apart) <= _MORE_WORDS and not apart & _state_words()


@cache
def _state_words() -> frozenset[str]:
    """Words that name a state or what is its own ("korea", "korean")."""
    world = load_world()
    states = [one for one in world.entities.values() if one.kind == "state"]
    named = [name for one in states for name in (one.id, one.adjective)]
    named += [form for form, senses in world.names.items() if any(s.role in _OF_STATES for s in senses)]
    words = (word for name in named for word in (ident(name) or "").split("_"))
    return frozenset(words) - _SMALL - _FORMS_OF_STATE


def _window(wanted: WantedWindow, found: FoundWindow, tolerance: int) -> bool | None:
    if {"unknown", ANY} & {*wanted.kind}:
        return None
    if ident(found.kind) not in wanted.kind:
        return False
    ends = (wanted.start, found.start), (wanted.end, found.end)
    return all(asked is None or _near(asked, got, tolerance) for asked, got in ends)


def _near(asked: str, got: str | None, tolerance: int) -> bool:
    try:
        days = date.fromisoformat(asked[:10]) - date.fromisoformat((got or "")[:10])
    except ValueError:
        return False
    return abs(days.days) <= tolerance
