"""What a comparison gives: figures, confusions, and what went wrong where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from counterclaim.model import Span

Kind = Literal["missed", "spurious", "wrong"]


@dataclass(frozen=True, slots=True)
class Share:
    """So many right out of so many."""

    right: int
    of: int

    @property
    def figure(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as coded.

    Attributes:
        expected: what is accepted, in words; "blank" where nothing is.
        got: what was reported, in words.
        invented: it should have been left blank.
    """

    field: str
    expected: str
    got: str
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Miss:
    """A claim that was missed, is spurious, or is wrong in some field.

    Attributes:
        document: the coded document's id.
        number: where the figure stands.
        evidence: the words around it, as far as either side keeps them.
        told: what the claim says, as coded where it is coded.
        weight: how bad it is; a wrong side or speaker weighs most.
    """

    kind: Kind
    document: str
    number: Span
    evidence: Span | None
    told: str
    differences: tuple[Difference, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How claims compare with the coding.

    Attributes:
        coded: claims as coded, without optional ones that were missed.
        reported: claims as reported, without those that are tolerated.
        paired: claims that are the same figure on both sides.
        core: pairs whose value, object, outcome and party are right.
        fields: per field the pairs in which it is right, of those where the coding says what it is.
        invented: blanks of the coding (window, place, party) that were filled.
        outcomes, parties: how often one that was coded was reported as another (or as itself).
        misses: the worst first.
    """

    coded: int
    reported: int
    paired: int
    core: int
    fields: Mapping[str, Share]
    invented: Share
    outcomes: Mapping[tuple[str, str], int]
    parties: Mapping[tuple[str, str], int]
    misses: tuple[Miss, ...]

    def figures(self) -> dict[str, float]:
        """Every figure that there is something to work out from, by name, from 0 to 1."""
        both = self.coded + self.reported
        shares = {
            "found_precision": Share(self.paired, self.reported),
            "found_recall": Share(self.paired, self.coded),
            "found_f1": Share(2 * self.paired, both),
            "core_precision": Share(self.core, self.reported),
            "core_recall": Share(self.core, self.coded),
            "core_f1": Share(2 * self.core, both),
            **self.fields,
            "invented": self.invented,
        }
        return {name: share.figure for name, share in shares.items() if share.figure is not None}

    def counts(self) -> dict[str, Share]:
        """What each of the figures is made of, where it is a share of claims."""
        return {
            "found_precision": Share(self.paired, self.reported),
            "found_recall": Share(self.paired, self.coded),
            "core_precision": Share(self.core, self.reported),
            "core_recall": Share(self.core, self.coded),
            **self.fields,
            "invented": self.invented,
        }
