"""What an account is of: so many of something, of one side, that suffered or did one thing, in one place."""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.link.statement import Statement


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """What is counted, whatever the day and whoever counts; an empty field is one that the claims leave open.

    Attributes:
        party: id of the side whose people, equipment or ground is counted.
        object, outcome: of the codebook, sections 3 and 4.
        place: id of the smallest named place.
    """

    party: str = ""
    object: str = ""
    outcome: str = ""
    place: str = ""


def quantity(claim: Statement) -> Quantity:
    """What a claim counts."""
    return Quantity(
        claim.party or claim.of_state or "", claim.object or "", claim.outcome or "", claim.place or ""
    )


def is_count(claim: Statement) -> bool:
    """Whether a claim gives a plain number of things that somebody stands behind: no share, rate or sum of money,
    no forecast, and nothing that is told as denied."""
    return claim.statistic == "total" and claim.unit is None and claim.stance not in ("denied", "predicted")
