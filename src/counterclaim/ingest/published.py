"""When a report was published, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.ingest.bounds import MONTH, Bound
from counterclaim.ingest.inferred import bounds
from counterclaim.ingest.stated import in_address, stated
from counterclaim.model import Published, Raw, Segment
from counterclaim.text.clean import plain, without_notes
from counterclaim.world import Dossier, World

_UNKNOWN = Published(None, None, None, "unknown", "nothing in it tells when it was published")


def published(
    raw: Raw, segments: Sequence[Segment], world: World, dossier: Dossier | None, url: str | None
) -> Published:
    """The day of publication: stated, else in the address, else worked out from within, else unknown.

    What is worked out is where the bounds that the text gives overlap. Where two exclude one another, the
    stronger is kept and the reason says so. Without a day, ``earliest`` may still tell what it is not before.

    Args:
        world: with the dossier laid over it.
        url: the report's address.
    """
    told = stated(raw, segments)
    if told:
        return told
    address = in_address(url)
    if address and address.day:
        return address
    found = bounds(without_notes(plain(raw.text)), segments, world, dossier)
    if address:
        found.append(Bound(MONTH, address.earliest, address.latest, None, address.reason))
    return _combined(found, address)


def _combined(found: Sequence[Bound], address: Published | None) -> Published:
    earliest = latest = day = None
    reasons: list[str] = []
    against: list[str] = []
    for bound in sorted(found, key=lambda b: (-b.strength, b.earliest is None, b.earliest, b.reason)):
        low = max((d for d in (earliest, bound.earliest) if d), default=None)
        high = min((d for d in (latest, bound.latest) if d), default=None)
        if low and high and low > high:
            against.append(bound.reason)
            continue
        if (low, high) != (earliest, latest) or (day is None and bound.day):
            reasons.append(bound.reason)
        earliest, latest = low, high
        day = day or bound.day
    if earliest is None and latest is None:
        return _UNKNOWN
    if day:
        day = max(day, earliest) if earliest else day
        day = min(day, latest) if latest else day
    elif earliest == latest:
        day = earliest
    reason = "; ".join(reasons) + ("; against it: " + "; ".join(against) if against else "")
    if day is None and latest is None:
        return Published(None, earliest, None, "unknown", f"not before {earliest}: {reason}")
    only_address = address is not None and reasons == [address.reason]
    return Published(day, earliest, latest, "address" if only_address else "inferred", reason)
