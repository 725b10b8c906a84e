"""Which quantities can bear on one: what it is part of, what is part of that."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from counterclaim.account.account import Held
from counterclaim.account.arithmetic import Arithmetic
from counterclaim.account.quantity import Quantity
from counterclaim.link.containment import Containment
from counterclaim.link.why import Wording


def reach(of: Quantity, kinds: Containment) -> set[str]:
    """The places in which something may bear on a quantity: those that it lies within, and those within one of them."""
    near = _places(of.place, kinds)
    return near | {place for place, above in kinds.places.items() if place in near or near & above}


def family(
    of: Quantity, known: Collection[Quantity], kinds: Containment, arithmetic: Arithmetic
) -> list[Quantity]:
    """The quantities whose claims can set an end of one, those that bear on it most directly first.

    The least of a count rests on its parts, the most on what it is part of, less the other parts of that. So these
    are the wholes around it and all that lies within one of them. Of a quantity that names too little to be linked
    (``account.system``), itself alone.

    Args:
        known: quantities that there are claims of.
    """
    whose = of.party or (of.place and of.object in arithmetic.sideless)
    if not (of.object and of.outcome and whose):
        return [of]
    wholes = [one for one in _around(of, kinds) if one in known]
    tops = {of, *wholes}
    near = reach(of, kinds)
    parts = []
    for one in known:
        if one.party != of.party or one in tops or one.place not in near:
            continue
        if any(wider in tops for wider in _around(one, kinds)):
            parts.append(one)
    own = [one for one in parts if of in _around(one, kinds)]
    others = sorted(set(parts) - set(own))
    return [of, *sorted(wholes), *sorted(own), *others]


def apart(
    parts: Sequence[Held], kinds: Containment, wording: Wording
) -> tuple[list[Quantity], list[tuple[Quantity, str]]]:
    """Of quantities that differ in place those none of which lies within another, and the others with a reason."""
    kept: list[Quantity] = []
    out: list[tuple[Quantity, str]] = []
    for held in sorted(parts, key=lambda one: (_depth(one.quantity, kinds), -one.claims, one.quantity)):
        one = held.quantity
        if not one.place:
            out.append((one, "It gives no place."))
            continue
        met = next((other for other in kept if kinds.place(one.place, other.place) != "apart"), None)
        if met is None:
            kept.append(one)
        else:
            why = f"{wording.name(one.place)} is not apart from {wording.name(met.place)}, which is counted."
            out.append((one, why))
    return sorted(kept), out


def _depth(of: Quantity, kinds: Containment) -> int:
    return len(kinds.places.get(of.place, ()))


def _around(of: Quantity, kinds: Containment) -> Iterator[Quantity]:
    """All quantities that one lies within, claimed or not."""
    for thing in (of.object, *kinds.objects.get(of.object, ())):
        for outcome in (of.outcome, *kinds.outcomes.get(of.outcome, ())):
            for place in (of.place, *kinds.places.get(of.place, ())):
                found = replace(of, object=thing, outcome=outcome, place=place)
                if found != of:
                    yield found


def _places(place: str, kinds: Containment) -> set[str]:
    return {place, *kinds.places.get(place, ())}
