"""What a text says of the day on which it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# How much a bound counts for when two disagree.
FIGURE, PAST, WEEKDAY, MONTH, AGO, YEAR = 6, 5, 4, 3, 2, 1


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
