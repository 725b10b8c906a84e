"""An account in sentences that could be printed: who claims what, what follows, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from counterclaim.account.account import Account, Said, Sentence, Stand
from counterclaim.account.beside import Side
from counterclaim.account.estimate_told import estimate_told
from counterclaim.account.practice import practice, until
from counterclaim.account.unknown import unknown
from counterclaim.account.words import between, counted, day, over, several
from counterclaim.link.statement import Statement
from counterclaim.link.why import Wording, capital

# So many speakers are named of a side, so many older stands told, so many sides by whose word alone more
# follows.
_SPEAKERS, _OLDER, _SIDES = 3, 2, 2


def tell(of: Account, wording: Wording) -> tuple[Sentence, ...]:
    """The account in words: nobody is believed, and each piece has the ids of the claims that it rests on."""
    if of.stand is None:
        what = counted(of.held.quantity, wording)
        until = f" up to {day(of.as_of)}" if of.as_of else ""
        none = (
            f"Of {what} the ledger holds {several(of.held.claims, 'claim')}, and none that counts it{until}."
        )
        return (Sentence((Said(none),)),)
    made = [
        _held(of, of.stand, wording),
        *_sides(of.stand, wording),
        *_older(of.stand, wording),
        *practice(of.stand, wording),
        *_follows(of),
        *_clashes(of),
        *estimate_told(of, wording),
        *unknown(of),
    ]
    return tuple(made)


def paragraph(of: Account) -> str:
    """The sentences of an account in a row."""
    return " ".join(sentence.text for sentence in of.told)


def _held(of: Account, stand: Stand, wording: Wording) -> Sentence:
    """How many claims there are, of which time, and how many voices they come from."""
    claims, here, found = of.held.claims, len(stand.claims), stand.range
    which = "which" if claims == 1 else "all of which" if here == claims else f"{here:,} of which"
    if here == 1 < claims:
        which = "one of which"
    what = f"Of {counted(of.held.quantity, wording)} the ledger holds {several(claims, 'claim')}, {which} "
    earlier = " or shortly before" if any(until(claim, stand) for claim in stand.claims) else ""
    told = f"{what}{'counts' if here == 1 else 'count'} {over(stand.time)}{earlier}"
    if not found.counted:
        return Sentence((Said(f"{told}, and none of it has a figure that counts", _ids(stand)), Said(".")))
    if len(found.counted) > 1:
        voices = "one voice" if found.independent == 1 else several(found.independent, "independent voice")
        told = f"{told}; as far as can be told they come from {voices} in {several(found.outlets, 'outlet')}"
    pieces = [Said(told, _ids(stand))]
    if stand.repeats:
        repeat = "repeats" if len(stand.repeats) == 1 else "repeat"
        pieces.append(
            Said(f", and {several(len(stand.repeats), 'claim')} only {repeat} another", stand.repeats)
        )
    return Sentence((*pieces, Said(".")))


def _sides(stand: Stand, wording: Wording) -> Iterator[Sentence]:
    """What each side puts it at, on whose word."""
    if not stand.sides:
        return
    held = {claim.id: claim for claim in stand.claims}
    pieces = []
    for nth, side in enumerate(stand.sides):
        claims = [held[claim] for claim in side.claims]
        who = f"those who speak for {wording.name(side.camp)}" if side.camp else "those of no known side"
        head = f"{'; ' if nth else ''}{who if nth else capital(who)} give {_figures(side)}"
        pieces.append(Said(f"{head} ({_speakers(claims, stand, wording)})", side.claims))
    yield Sentence((*pieces, Said(".")))


def _figures(side: Side) -> str:
    if len(side.words) == 1:
        return f"“{side.words[0]}”"
    return between(side.least, side.most, side.open_below, side.open_above)


def _speakers(claims: Sequence[Statement], stand: Stand, wording: Wording) -> str:
    """Who stands behind some claims; each with its words where these differ, and its day if that is another."""
    several_words = len({claim.words for claim in claims}) > 1
    told: dict[str, None] = {}
    for claim in claims:
        words = f"“{claim.words}” by " if several_words and stand.time.kind == "running" else ""
        told[f"{words}{wording.speaker(claim)}{until(claim, stand)}"] = None
    names = list(told)
    further = len(names) - _SPEAKERS
    return "; ".join(names[:_SPEAKERS]) + (f"; {further} more" if further > 0 else "")


def _older(stand: Stand, wording: Wording) -> Iterator[Sentence]:
    if not stand.older:
        return
    last = sorted(stand.older, key=lambda claim: (-(claim.end or 0), claim.id))
    pieces = []
    for nth, claim in enumerate(last[:_OLDER]):
        on = day(date.fromordinal(claim.end)) if claim.end else day(None)
        pieces.append(
            Said(f"{'; ' if nth else ''}{wording.speaker(claim)}, “{claim.words}” up to {on}", (claim.id,))
        )
    further = len(last) - _OLDER
    rest = (Said(f"; {further:,} more", tuple(c.id for c in last[_OLDER:])),) if further > 0 else ()
    yield Sentence(
        (Said("Too old to be set beside them are the last totals of others: "), *pieces, *rest, Said("."))
    )


def _follows(of: Account) -> Iterator[Sentence]:
    """What other claims add to what is claimed of the quantity itself: from all, else from each side's alone."""
    further = [one for one in of.reckoned.follows if one.further]
    whole = [one for one in further if one.side is None]
    chosen = whole or further[:_SIDES]
    pieces = []
    for nth, one in enumerate(chosen):
        head = (
            "if all claims hold that are in no clash"
            if one.side is None
            else f"if those of {one.name} alone hold"
        )
        why = "; and ".join(f"{end[:1].lower()}{end[1:].rstrip('.')}" for end in one.why)
        pieces.append(Said(f"{'. I' if nth else 'I'}{head[1:]}, it is {why}", one.claims))
    if pieces:
        yield Sentence((*pieces, Said(".")))


def _clashes(of: Account) -> Iterator[Sentence]:
    if not of.reckoned.clashes:
        return
    first, further = of.reckoned.clashes[0], len(of.reckoned.clashes) - 1 + of.reckoned.further
    also = (
        f" ({several(further, 'further set')} of claims on it cannot stand together either)"
        if further
        else ""
    )
    yield Sentence((Said(f"They cannot all be true: {first.why.rstrip('.')}{also}.", first.claims),))


def _ids(stand: Stand) -> tuple[str, ...]:
    return tuple(claim.id for claim in stand.claims)
