"""Rival figures as the arrays that the model reads: who repeats whom, what adds up, which returns they come from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from counterclaim.account.rivalry.sampling import HALF, Figures
from counterclaim.account.rivalry.told import Quantity, Rival, Sums


def as_arrays(
    rivals: Sequence[Rival],
    sums: Sums,
    groups: Sequence[tuple[str, str]],
    categories: Sequence[str],
    sources: Sequence[str],
    parties: Sequence[str],
) -> Figures:
    import numpy as np

    made_of = {category: sums.elements(category) for category in categories}
    elements = sorted(frozenset().union(*made_of.values()))
    of_group, of_category, of_source, of_party = (
        {name: at for at, name in enumerate(names)} for names in (groups, categories, sources, parties)
    )
    given, names = _returns(rivals, sums)
    return_group = [of_group[name] for name in names]
    return Figures(
        log=np.log(np.array([one.count for one in rivals]) + HALF),
        group=np.array([of_group[one.quantity[:2]] for one in rivals]),
        category=np.array([of_category[one.quantity.category] for one in rivals]),
        source=np.array([of_source[one.source] for one in rivals]),
        weight=np.array(_weights(rivals, sums)),
        round=np.array([_roundness(one.count) for one in rivals]),
        given=np.array(given),
        return_group=np.array(return_group),
        party=np.array([of_party[party] for _, party in groups]),
        made_of=np.array([[one in made_of[category] for one in elements] for category in categories]),
        below=tuple(
            (of_category[less], of_category[more])
            for less, more in sums.within
            if less in of_category and more in of_category
        ),
        sources=len(sources),
        parties=len(parties),
    )


def _weights(rivals: Sequence[Rival], sums: Sums) -> list[float]:
    """Copies count together as one; a whole that a source has summed up from its parts, with its copies, not at all."""
    given: dict[tuple[str, str, str], dict[str, float]] = defaultdict(dict)
    for one in rivals:
        given[one.quantity.event, one.quantity.party, one.source][one.quantity.category] = one.count
    summed = set()
    for one in rivals:
        beside = given[one.quantity.event, one.quantity.party, one.source]
        if _adds_up(one, beside, sums):
            summed.add((one.quantity, one.count))
    copies = Counter((one.quantity, one.count) for one in rivals)
    keys = [(one.quantity, one.count) for one in rivals]
    return [0.0 if key in summed else 1 / copies[key] for key in keys]


def _roundness(count: float) -> float:
    digits = f"{count:.0f}"
    return (len(digits) - len(digits.rstrip("0"))) / len(digits)


def _returns(rivals: Sequence[Rival], sums: Sums) -> tuple[list[int], list[tuple[str, str]]]:
    """The return of each figure, by index; and of each return its event and party.

    Sources that agree exactly in half of the categories that both count, or more, have taken it from one.
    """
    related = _related({one.quantity.category for one in rivals}, sums)
    told: dict[tuple[str, str, str], dict[str, dict[str, set[float]]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for one in rivals:
        event, party, category = one.quantity
        told[event, party, related[category]][one.source].setdefault(category, set()).add(one.count)
    index: dict[tuple[tuple[str, str, str], str], int] = {}
    groups = []
    for group, by_source in told.items():
        firsts: list[str] = []
        for source, figures in by_source.items():
            same = next((one for one in firsts if _repeats(figures, by_source[one])), None)
            if same is None:
                firsts.append(source)
                groups.append(group[:2])
                index[group, source] = len(groups) - 1
            else:
                index[group, source] = index[group, same]
    keys = [((*one.quantity[:2], related[one.quantity.category]), one.source) for one in rivals]
    return [index[key] for key in keys], groups


def _repeats(one: Mapping[str, set[float]], other: Mapping[str, set[float]]) -> bool:
    both = set(one) & set(other)
    same = sum(bool(one[category] & other[category]) for category in both)
    return bool(both) and 2 * same >= len(both)


def _related(categories: set[str], sums: Sums) -> dict[str, str]:
    """A name for the categories that share an elementary one, directly or by way of others."""
    named: dict[str, str] = {}
    for category in sorted(categories | set(sums.parts)):
        elements = sums.elements(category)
        merged = {named.get(one, one) for one in elements}
        first = min(merged)
        for one, name in list(named.items()):
            if name in merged:
                named[one] = first
        named |= dict.fromkeys(elements, first)
    return {category: named[min(sums.elements(category))] for category in categories}


def _adds_up(one: Rival, beside: Mapping[str, float], sums: Sums) -> bool:
    def total(category: str) -> float | None:
        if category in beside and category != one.quantity.category:
            return beside[category]
        parts = [total(part) for part in sums.parts.get(category, ())]
        known = [part for part in parts if part is not None]
        return sum(known) if parts and len(known) == len(parts) else None

    told = total(one.quantity.category)
    return told is not None and abs(told - one.count) < HALF


def copying_of(rivals: Sequence[Rival]) -> tuple[float, float]:
    """How readily figures repeat one another: the likeliest discount and strength of Pitman's partitions.

    Pitman (1995), Exchangeable and partially exchangeable random partitions. A further source repeats a figure that
    n of N gave with chance (n - discount) / (N + strength).
    """
    from math import log

    cells: dict[Quantity, Counter[float]] = defaultdict(Counter)
    for one in rivals:
        cells[one.quantity][one.count] += 1
    shapes = Counter(tuple(sorted(cell.values())) for cell in cells.values() if cell.total() > 1)

    def likely(discount: float, strength: float) -> float:
        # Around 2, by a factor of e: a few figures that agree do not show that all would.
        found = -0.5 * log(strength / 2) ** 2
        for shape, many in shapes.items():
            each = sum(log(strength + discount * at) for at in range(1, len(shape)))
            each += sum(log(at - discount) for size in shape for at in range(1, size))
            each -= sum(log(strength + at) for at in range(1, sum(shape)))
            found += many * each
        return found

    grid = [(at / 10, 0.1 * 1.5**by) for at in range(10) for by in range(16)]
    return max(grid, key=lambda one: likely(*one))
