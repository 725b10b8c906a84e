"""Claims and the arithmetic between what they count, as a system of inequalities.

Two kinds of thing are in it, kept apart: a ``Held`` is what somebody claims of one count and may be broken; a
``Sum`` is arithmetic and may not.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from counterclaim.account.arithmetic import Arithmetic
from counterclaim.account.count import Count, order_of, window
from counterclaim.account.grid import Grid, Link
from counterclaim.account.quantity import is_count, quantity
from counterclaim.link.compare import Rules, bounds, camp
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement


@dataclass(frozen=True, slots=True)
class Held:
    """What one speaker claims of one count. It may be wrong.

    Attributes:
        speaker: id of the claimant, or of the outlet for its own voice and for hearsay.
        low, high: the least and the most that it leaves room for; None where open, and not both.
        claims: ids of all that say so, sorted.
    """

    speaker: str
    count: Count
    low: float | None
    high: float | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """That parts which share nothing are together no more than their whole. It holds whatever is claimed.

    Attributes:
        whole, parts: positions in ``System.counts``; a single part says that it lies within the whole.
    """

    whole: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class System:
    """Claims, and the arithmetic that links what they count.

    Attributes:
        counts: parts before their wholes; also such as nobody claims, that days are added up through.
        sums: the arithmetic.
        held: the claims, by speaker, figure and count.
        at: to each of ``held`` the position of its count.
        asked: positions of the counts that are claimed or asked for, in order.
    """

    counts: tuple[Count, ...]
    sums: tuple[Sum, ...]
    held: tuple[Held, ...]
    at: tuple[int, ...]
    asked: tuple[int, ...]


def speaker(claim: Statement) -> str:
    """On whose word a claim stands: the claimant; the outlet where that is no name."""
    return claim.outlet if claim.claimant in (NARRATOR, UNNAMED) else claim.claimant


def by_side(claims: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Claims by the camp that their claimant speaks for, else by the speaker; sorted by name."""
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for claim in claims:
        found[camp(claim) or speaker(claim)].append(claim)
    return dict(sorted(found.items()))


def system(
    claims: Iterable[Statement], rules: Rules, arithmetic: Arithmetic, asked: Iterable[Count] = ()
) -> System:
    """Claims as inequalities, with the arithmetic between them; the same for any order of the claims.

    What is not told is not linked: a count links to others only if its object and outcome are named, and its party
    or, of people of no stated side, its place; no place is not taken as everywhere; an undated count stands alone.
    Running totals that do not tell their start are taken to have one start for each party and place; a stretch
    counts into such a total where another of them was already being told before the stretch began.

    Args:
        asked: further counts to be bounded.
    """
    held = _held(claims, rules)
    wanted = {one.count for one in held} | set(asked)
    grid = Grid(wanted, rules.kinds, arithmetic)
    links = _needed(grid.sums)
    order = _parts_first(len(grid.nodes), links)
    place = {old: new for new, old in enumerate(order)}
    counts = tuple(Count(grid.quantities[q], w) for q, w in (grid.nodes[old] for old in order))
    sums = sorted((place[whole], tuple(sorted(place[p] for p in parts))) for whole, parts in links)
    position = {count: n for n, count in enumerate(counts)}
    return System(
        counts,
        tuple(Sum(whole, parts) for whole, parts in sums),
        tuple(held),
        tuple(position[one.count] for one in held),
        tuple(sorted(position[count] for count in wanted)),
    )


def _held(claims: Iterable[Statement], rules: Rules) -> list[Held]:
    found: defaultdict[tuple[str, Count, float | None, float | None], set[str]] = defaultdict(set)
    for claim in claims:
        if not is_count(claim) or claim.superseded:
            continue
        low, high = bounds(claim, rules.profile)
        if claim.degree or claim.told_as == "part":
            high = None  # A part of what it is named for: the badly wounded, some of those before.
        if low is not None or high is not None:
            found[speaker(claim), Count(quantity(claim), window(claim)), low, high].add(claim.id)
    held = [Held(*key, tuple(sorted(ids))) for key, ids in found.items()]
    return sorted(held, key=lambda one: (order_of(one.count), one.speaker, one.claims))


def _needed(sums: Iterable[Link]) -> set[Link]:
    """Each once, without those that say of one part what a longer sum says too."""
    found = set(sums)
    told = {(whole, part) for whole, parts in found if len(parts) > 1 for part in parts}
    return {(whole, parts) for whole, parts in found if len(parts) > 1 or (whole, parts[0]) not in told}


def _parts_first(nodes: int, links: Iterable[Link]) -> list[int]:
    wholes: list[list[int]] = [[] for _ in range(nodes)]
    waits = [0] * nodes
    for whole, parts in sorted(links):
        for part in parts:
            wholes[part].append(whole)
            waits[whole] += 1
    ready = deque(n for n in range(nodes) if not waits[n])
    order = []
    while ready:
        order.append(part := ready.popleft())
        for whole in wholes[part]:
            waits[whole] -= 1
            if not waits[whole]:
                ready.append(whole)
    return order
