"""What a report itself counts within something else: "31 villagers, nine of them children" (codebook, `part_of`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.extraction.happening import AMONG, AT_HEAD, PART
from counterclaim.model import Claim, Relation
from counterclaim.model.codec import relation_id


def parts(claims: Sequence[Claim]) -> Iterator[Relation]:
    """The relations ``part_of`` among the claims of one document, from the part to its whole.

    Only what the words say: a part that is larger than the figure it is said to be of is none.

    Args:
        claims: of one document, in the order of its text.
    """
    wholes: dict[str, Claim] = {}
    for k, claim in enumerate(claims):
        whole = _whole(claims, k, wholes)
        if whole and _fits(claim, whole):
            wholes[claim.id] = whole
            why = f"{_said(claim)} are counted within {_said(whole)}: the report says so."
            yield Relation(relation_id("part_of", claim.id, whole.id), "part_of", claim.id, whole.id, why)


def _whole(claims: Sequence[Claim], k: int, wholes: dict[str, Claim]) -> Claim | None:
    """The figure before it, or what that one is itself a part of; the one after it for "six were among 22"."""
    claim, reason = claims[k], _reason(claims[k])
    if reason == AMONG:
        return claims[k + 1] if k + 1 < len(claims) else None
    before = claims[k - 1] if k else None
    if before is None or before.claimant.id != claim.claimant.id:
        return None
    if reason == PART:
        return wholes.get(before.id, before)
    beside = reason == AT_HEAD and before.evidence == claim.evidence and before.outcome == claim.outcome
    return wholes.get(before.id) if beside else None


def _reason(claim: Claim) -> str:
    return next((g.reason for g in claim.grounds if g.field == "outcome"), "")


def _fits(part: Claim, whole: Claim) -> bool:
    """Of one kind, and no larger than the whole can be."""
    if part.value is None or whole.value is None or part.value.unit != whole.value.unit:
        return False
    least, most = part.value.low, whole.value.high
    return part.outcome == whole.outcome and (least is None or most is None or least <= most)


def _said(claim: Claim) -> str:
    words = claim.value.words if claim.value else ""
    return f"“{words}” ({claim.object}, {str(claim.outcome).replace('_', ' ')})"
