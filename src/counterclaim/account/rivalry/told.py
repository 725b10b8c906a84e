"""What is told of events by several sources, and what is certain of its categories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from counterclaim.errors import CounterclaimError


class Quantity(NamedTuple):
    """What is counted once: in which event, of which party, in which category."""

    event: str
    party: str
    category: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A figure that a source gives for a quantity.

    Attributes:
        id: of the claim, or the row of a table.
        count: how many, 0 or more.
    """

    id: str
    quantity: Quantity
    source: str
    count: float


@dataclass(frozen=True, slots=True)
class Sums:
    """What is certain of categories.

    Attributes:
        parts: to a whole the parts that it is the sum of, all of them; a part may be a whole itself. Where parts
            that sources name leave something over, the rest is a part with a name of its own.
        within: pairs of which the first is never more than the second.
    """

    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: tuple[tuple[str, str], ...] = ()

    def elements(self, category: str) -> frozenset[str]:
        """The elementary categories that a category is the sum of.

        Raises:
            CounterclaimError: a category is a part of itself.
        """
        return self._elements(category, ())

    def _elements(self, category: str, above: tuple[str, ...]) -> frozenset[str]:
        if category in above:
            raise CounterclaimError(f"{category} is a part of itself")
        parts = self.parts.get(category, ())
        found = [self._elements(part, (*above, category)) for part in parts]
        return frozenset().union(*found) if found else frozenset([category])
