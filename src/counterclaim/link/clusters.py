"""Claims that give one figure of one thing, and how many independent voices stand behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from counterclaim.link.alike import Shared
from counterclaim.link.compare import camp, of_one_house
from counterclaim.link.relate import Related, order
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement


class Cluster(msgspec.Struct, frozen=True):
    """One figure of one thing in two or more reports.

    Attributes:
        id: that of its first claim.
        figure: as its first claim words it.
        claims: ids, the first published first.
        outlets: how many outlets give it.
        voices: how many independent claimants: the same one through twenty outlets is one, an outlet that names
            its source is none. Where nobody names one, the outlets are the voices, those that copy each other one.
        camps: how many camps they speak for.
    """

    id: str
    figure: str
    claims: tuple[str, ...]
    outlets: int
    voices: int
    camps: int


def groups(claims: Iterable[Statement], related: Iterable[Related]) -> list[list[Statement]]:
    """The claims of each figure that two reports or more give, in the order of publication.

    Args:
        claims: of one block.
        related: the relations of the block; those of one figure join claims.
    """
    held = {claim.id: claim for claim in claims}
    root = {claim: claim for claim in held}

    def find(claim: str) -> str:
        while root[claim] != claim:
            root[claim] = root[root[claim]]
            claim = root[claim]
        return claim

    for found in related:
        one_figure = found.type == "repeats" or (
            found.type == "agrees" and found.source.figure == found.target.figure is not None
        )
        if one_figure and found.source.id in held and found.target.id in held:
            one, other = sorted((find(found.source.id), find(found.target.id)), key=lambda c: order(held[c]))
            root[other] = one
    members: dict[str, list[Statement]] = {}
    for claim in sorted(held.values(), key=order):
        members.setdefault(find(claim.id), []).append(claim)
    return [same for same in members.values() if len({claim.document for claim in same}) > 1]


def cluster(same: Sequence[Statement], copies: Iterable[Shared] = ()) -> Cluster:
    """What is known of the claims of one group.

    Args:
        copies: their documents that have text in common, each with one that it was first met in.
    """
    named = _houses({c.claimant for c in same if c.claimant not in (NARRATOR, UNNAMED)})
    camps = {camp(c) for c in same} - {None}
    return Cluster(
        id=same[0].id,
        figure=same[0].words,
        claims=tuple(dict.fromkeys(claim for c in same for claim in (c.id, *c.echoes))),
        outlets=len({c.outlet for c in same}),
        voices=named or max(1, len({c.document for c in same}) - len({(c.first, c.second) for c in copies})),
        camps=len(camps),
    )


def _houses(claimants: set[str]) -> int:
    """How many houses some claimants are of."""
    left, count = set(claimants), 0
    while left:
        count += 1
        ahead = [left.pop()]
        while ahead:
            one = ahead.pop()
            kin = {other for other in left if of_one_house(one, other)}
            left -= kin
            ahead += kin
    return count
