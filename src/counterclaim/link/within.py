"""The relations among the claims of one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.link.compare import Comparison, Rules, compare, mirrored
from counterclaim.link.parts import exceeding, parts
from counterclaim.link.relate import Related, founded, one_figure, relabelled, rivals, superseded
from counterclaim.link.statement import Statement

# Claims of a long list that stand further apart than this are not set beside one another.
_REACH = 150


def within(claims: Sequence[Statement], rules: Rules) -> Iterator[Related]:
    """All relations among the claims of one report, each pair once.

    Claims of one figure stand for one another: each repetition is linked to the best founded of them, and
    only that one is set beside the rest.

    Args:
        claims: in the order of the text.
    """
    pairs = [(a, b, compare(a, b, rules)) for a, b in _pairs(claims, rules)]
    root = {c.id: c for c in claims}
    alike = [one_figure(a, b, c) for a, b, c in pairs]
    repeated = [found for found in alike if found and found.type == "repeats"]
    exact = {claim.id for r in repeated if r.by == "amount" for claim in (r.source, r.target)}
    # A figure that is given as it stands is not taken for another, rounded.
    same = [
        (r.source, r.target) for r in repeated if r.by == "amount" or not {r.source.id, r.target.id} <= exact
    ]
    for a, b in sorted(same, key=lambda pair: (founded(pair[0]), founded(pair[1]))):
        one, other = _find(root, a), _find(root, b)
        first, second = (one, other) if founded(one) <= founded(other) else (other, one)
        root[second.id] = first
    for a, b, _ in pairs:
        if _find(root, a) is _find(root, b):
            first, second = (a, b) if founded(a) <= founded(b) else (b, a)
            yield Related("repeats", first, second, "amount" if a.figure == b.figure else "rounded")
    changed = set()
    for (a, b, c), figure in zip(pairs, alike, strict=True):
        found = relabelled(a, b, c, rules) or figure
        if found and found.type != "repeats":
            changed.add(_find(root, found.target).id)
            yield found
    leading = [claim for claim in claims if _find(root, claim) is claim and claim.id not in changed]
    kept = {claim.id for claim in leading}
    beside: dict[str, list[tuple[Statement, Comparison]]] = {claim.id: [] for claim in leading}
    for a, b, c in pairs:
        if a.id in kept and b.id in kept:
            beside[a.id].append((b, c))
            beside[b.id].append((a, mirrored(c)))
    for others in beside.values():
        others.sort(key=lambda pair: (pair[0].at, pair[0].id))
    divided = list(parts(leading, rules, beside))
    yield from divided
    part = {found.source.id: found.by for found in divided if found.by != "time"}
    for a, b, c in pairs:
        if a.id in kept and b.id in kept:
            found = exceeding(a, b, c, rules)
            if found is None and part.get(a.id) == part.get(b.id):
                found = rivals(a, b, c, rules)
            if found:
                yield found
    for claim in leading:
        if found := superseded(claim, beside[claim.id]):
            yield found


def _pairs(claims: Sequence[Statement], rules: Rules) -> Iterator[tuple[Statement, Statement]]:
    """Those among which a relation can hold at all."""
    things = [(claim.object, claim.outcome) for claim in claims]
    for k, one in enumerate(claims):
        for j in range(k + 1, min(len(claims), k + 1 + _REACH)):
            if one.unit == claims[j].unit and rules.kinds.related(things[k], things[j]):
                yield one, claims[j]


def _find(root: dict[str, Statement], claim: Statement) -> Statement:
    while root[claim.id] is not claim:
        claim = root[claim.id]
    return claim
