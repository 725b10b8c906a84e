"""Where and when a report's own event was, so far as its claims tell: what tells events apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

import msgspec

from counterclaim.model import Claim
from counterclaim.world import World, load_world

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]{3,}")
_CAPITALISED = re.compile(r"\b[A-Z]\w+")
_MOST_NAMES = 12
_FORCES = "personnel"
# Reports of one event have so many names in common.
_SHARED = 2


class Scene(msgspec.Struct, frozen=True, array_like=True):
    """What is known of the event that a report is about.

    Attributes:
        place: the place that most of its counts are about; None where none has one.
        state: the state that its sentences name most.
        day: ordinal of the day that most counts begin with, else that of publication.
        names: names that its sentences hold, lower case, the most frequent.
        sides: the parties whose forces its claims count.
    """

    place: str | None = None
    state: str | None = None
    day: int | None = None
    names: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()


def scene(published: date | None, claims: Sequence[Claim]) -> Scene:
    """The scene of a report by its claims. Of those named as often, the first in the text is taken."""
    places = Counter(c.place.id for c in claims if c.place)
    days = Counter(c.window.start.toordinal() for c in claims if c.window.kind == "period" and c.window.start)
    sentences = dict.fromkeys(c.evidence.text for c in claims)
    names = Counter(name.lower() for text in sentences for name in _NAME.findall(text))
    return Scene(
        place=places.most_common(1)[0][0] if places else None,
        state=_state(sentences, load_world()),
        day=days.most_common(1)[0][0] if days else published.toordinal() if published else None,
        names=tuple(sorted(name for name, _ in names.most_common(_MOST_NAMES))),
        sides=tuple(sorted({c.party for c in claims if c.party and c.object == _FORCES})),
    )


def may_be_one(one: Scene, other: Scene) -> bool:
    """Whether two reports share names enough to be of one event."""
    return one.names == other.names or len({*one.names} & {*other.names}) >= _SHARED


def _state(sentences: Sequence[str] | dict[str, None], world: World) -> str | None:
    found: Counter[str] = Counter()
    for text in sentences:
        for name in _CAPITALISED.findall(text):
            for sense in world.names.get(name, ()):
                if sense.role in ("state", "demonym", "people"):
                    found[sense.id] += 1
    return found.most_common(1)[0][0] if found else None
