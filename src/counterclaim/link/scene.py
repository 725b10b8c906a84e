"""Where and when a report's own event was, so far as its claims tell: what tells events apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import chain

import msgspec

from counterclaim.lang import load_beside_others
from counterclaim.model import Claim
from counterclaim.world import load_world

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]{3,}")
_WORD = re.compile(r"\w+")
_OF_STATES = ("state", "demonym", "people")
_MOST_NAMES = 12
_FORCES = "personnel"
# Reports of one event have so many names in common.
_SHARED, _MOST = 2, 5


class Scene(msgspec.Struct, frozen=True, array_like=True):
    """What is known of the event that a report is about.

    Attributes:
        place: the place that most of its counts are about; None where none has one.
        type: the kind of event that they speak of most; None where they speak of none.
        state: the state that its sentences name most.
        day: ordinal of the day that most counts begin with, else that of publication.
        names: names that its sentences hold, lower case, the most frequent.
        sides: the parties whose forces its claims count.
    """

    place: str | None = None
    type: str | None = None
    state: str | None = None
    day: int | None = None
    names: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


def scene(published: date | None, claims: Sequence[Claim]) -> Scene:
    """The scene of a report by its claims. Of those named as often, the first in the text is taken."""
    places = Counter(c.place.id for c in claims if c.place)
    days = Counter(c.window.start.toordinal() for c in claims if c.window.kind == "period" and c.window.start)
    sentences = dict.fromkeys(c.evidence.text for c in claims)
    kind, state = _told(sentences)
    names = Counter(name.lower() for text in sentences for name in _NAME.findall(text))
    return Scene(
        place=places.most_common(1)[0][0] if places else None,
        type=kind,
        state=state,
        day=days.most_common(1)[0][0] if days else published.toordinal() if published else None,
        names=tuple(sorted(name for name, _ in names.most_common(_MOST_NAMES))),
        sides=tuple(sorted({c.party for c in claims if c.party and c.object == _FORCES})),
    )


def of_one_type(one: Scene, other: Scene) -> bool:
    """Whether two reports may be of one event by its kind: a flood is no earthquake."""
    return one.type is None or other.type is None or one.type == other.type


def may_be_one(one: Scene, other: Scene) -> bool:
    """Whether two reports share names enough to be of one event."""
    return one.names == other.names or len({*one.names} & {*other.names}) >= _SHARED


def share_most(one: Scene, other: Scene) -> bool:
    """Whether two reports of one state and kind share so many names that no day is needed to tell that they are of
    one event."""
    if one.state is None or (one.state, one.type) != (other.state, other.type):
        return False
    return len({*one.names} & {*other.names}) >= _MOST


def _told(sentences: Iterable[str]) -> tuple[str | None, str | None]:
    """The kind of event and the state that sentences speak of most; of two as often, the first."""
    kinds, names = _kinds(), load_world().names
    found: Counter[str] = Counter()
    states: Counter[str] = Counter()
    for word in chain.from_iterable(map(_WORD.findall, sentences)):
        low = word
        if not word.islower():
            low = word.lower()
            if word in names:
                states.update(sense.id for sense in names[word] if sense.role in _OF_STATES)
        if low in kinds:
            found[kinds[low]] += 1
    return tuple(counter.most_common(1)[0][0] if counter else None for counter in (found, states))  # type: ignore[return-value]


@cache
def _kinds() -> dict[str, str]:
    return {noun: kind for kind, nouns in load_beside_others().events.items() for noun in nouns}
