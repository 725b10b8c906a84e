"""What the rules for windows share: what they are asked, and what they answer."""

from __future__ import annotations

from typing import NamedTuple

from counterclaim.extraction.behind import Behind
from counterclaim.extraction.course import Course
from counterclaim.extraction.happening import At, Happened
from counterclaim.model import Window


class Timed(NamedTuple):
    """A window with the reason for it and the tokens that tell it."""

    window: Window
    reason: str
    at: tuple[int, int] | None = None


class Asked(NamedTuple):
    """A count with what the other rules have found: what a rule for windows is asked about."""

    at: At
    happening: Happened
    who: Behind
    clause: tuple[int, int]
    object: str
    party: str | None
    course: Course
