"""Which claims stand in text that one report has of another: by fingerprints of documents, and of sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from counterclaim.link.statement import Statement

# Of the shorter document this share of fingerprints is in the other, and those are not few; two independent reports
# of one event share a quotation, and some phrases.
_OF_DOCUMENT, _MARKS = 0.25, 8
# And this share of the shingles of a sentence that is long enough.
_OF_SENTENCE, _SHINGLES = 0.6, 8
# A document is looked at beside the first so many that give the same figure.
_FIRST = 6


# Whether two claims stand in text that is the same, but for a few words.
SameText = Callable[[Statement, Statement], bool]


def never(_one: Statement, _other: Statement) -> bool:
    """For claims of whose text nothing is known."""
    return False


class Alike:
    """Whether two claims stand in text that is the same, but for a few words.

    Args:
        sketches: fingerprints of documents (``copies.sketch``) by their ids.
    """

    def __init__(self, sketches: Mapping[str, Sequence[int]]) -> None:
        self._sketches = sketches
        self._known: dict[str, frozenset[int]] = {}

    def __call__(self, one: Statement, other: Statement) -> bool:
        """Whether the sentences are one, or the documents."""
        mine, others = one.wording, other.wording
        if min(len(mine), len(others)) >= _SHINGLES:
            both = len({*mine}.intersection(others))
            if both >= _OF_SENTENCE * min(len(mine), len(others)):
                return True
        return self.shared(one.document, other.document) is not None

    def shared(self, one: str, other: str) -> tuple[float, float] | None:
        """The share of each of two documents that is in the other; None where that is no more than chance."""
        mine, others = self._marks(one), self._marks(other)
        both = len(mine & others)
        if both < max(_MARKS, _OF_DOCUMENT * min(len(mine), len(others))):
            return None
        return both / len(mine), both / len(others)

    def _marks(self, document: str) -> frozenset[int]:
        if document not in self._known:
            self._known[document] = frozenset(self._sketches.get(document, ()))
        return self._known[document]


class Shared(NamedTuple):
    """Two documents that have text in common, with the share of each, from 0 to 1; of a sentence alone both are 0."""

    first: str
    second: str
    of_first: float
    of_second: float


def copies_among(group: Iterable[Statement], alike: Alike) -> list[Shared]:
    """The pairs among claims of one figure that stand in the same text, each with one of the first."""
    firsts: list[Statement] = []
    found = []
    for claim in group:
        for one in firsts:
            if one.document != claim.document and alike(one, claim):
                pair = (one, claim) if one.document < claim.document else (claim, one)
                shares = alike.shared(pair[0].document, pair[1].document) or (0.0, 0.0)
                found.append(
                    Shared(pair[0].document, pair[1].document, *(round(share, 4) for share in shares))
                )
                break
        else:
            if len(firsts) < _FIRST:
                firsts.append(claim)
    return found
