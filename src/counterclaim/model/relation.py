"""How two claims stand to one another (codebook, section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RelationType = Literal[
    "repeats", "updates", "agrees", "disagrees", "relabelled", "rescoped", "part_of", "exceeds"
]


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed link between two claims.

    Attributes:
        source: claim id; which of the two is the source is fixed per type by the codebook.
        target: claim id.
        why: a sentence with both figures and both wordings.
    """

    id: str
    type: RelationType
    source: str
    target: str
    why: str
