"""Who stands behind one figure: the innermost attribution that reaches it, or what earlier sentences lend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counterclaim.extraction.floor import NARRATOR, UNNAMED, Attribution, Floor
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_small_words
from counterclaim.model import Agent, Stance, Voice

_LONG_QUOTE = 6
_MARKS = 2
_NEAR = 2
_OPENING = 3


class Behind(NamedTuple):
    """Who is behind one figure.

    Attributes:
        relays: the links between, nearest to the reader first.
        reason: in words; ``cue`` the tokens that say so, None where an earlier sentence does.
        times: tokens at which time expressions begin that date the saying, not the count.
    """

    claimant: Agent
    relays: tuple[Agent, ...]
    voice: Voice
    stance: Stance
    reason: str
    cue: tuple[int, int] | None = None
    times: frozenset[int] = frozenset()


def behind(
    reading: Reading, i: int, found: Sequence[Attribution], floor: Floor, outlet: Agent | None
) -> Behind:
    """Who stands behind the figure at token ``i``.

    Args:
        found: the attributions of its sentence.
        outlet: who published the report; it is the first link to any other claimant.
    """
    reaching = [a for a in found if a.first <= i < a.last and not a.cue[0] <= i < a.cue[1]]
    vague = next((a for a in reaching if a.agent is UNNAMED), None)
    named = [a for a in reaching if a.agent is not UNNAMED]
    quote = reading.quotes[i]
    if named:
        return _attributed(named, vague, quote >= 0, outlet)
    if quote >= 0 and (speaker := floor.quotes.get(quote)):
        return _lent(speaker, "quote", "the speaker of the quotation", outlet)
    narrator = NARRATOR if outlet is None else Agent(NARRATOR.id, outlet.name, outlet.camp)
    if vague and vague.stance in ("reported", "denied"):
        links = () if outlet is None else (outlet,)
        return Behind(UNNAMED, links, "indirect", vague.stance, "nobody is named for it", vague.cue)
    if vague:
        return Behind(narrator, (), "narrator", vague.stance, "the publication itself", vague.cue)
    if reading.segment == "body" and floor.last:
        near = reading.index - floor.last_at[1] <= _NEAR
        quoted = reading.quotes.count(quote)
        if quote >= 0 and near and (quoted >= _LONG_QUOTE or quoted >= len(reading.tokens) - _MARKS):
            return _lent(floor.last, "quote", "the speaker named before", outlet)
        if _goes_on(reading, floor):
            return _lent(floor.last, "narrator", "goes on with what was attributed before", outlet)
    return Behind(narrator, (), "narrator", "asserted", "no attribution: the publication itself")


def _attributed(
    named: Sequence[Attribution], vague: Attribution | None, quoted: bool, outlet: Agent | None
) -> Behind:
    """Of several attributions the leading one that begins last is the innermost; the others pass it on."""
    chain = sorted(named, key=lambda a: (a.leading, a.cue[0] if a.leading else -a.cue[0]))
    speaker = chain[-1]
    stance = vague.stance if vague and speaker.stance == "asserted" else speaker.stance
    relays = _links(speaker, outlet, *(a.agent for a in chain[:-1]))
    times = frozenset(t for a in named for t in a.times)
    voice: Voice = "quote" if quoted else "indirect"
    return Behind(speaker.agent, relays, voice, stance, "the words of attribution", speaker.cue, times)


def _lent(speaker: Attribution, voice: Voice, reason: str, outlet: Agent | None) -> Behind:
    return Behind(speaker.agent, _links(speaker, outlet), voice, "asserted", reason)


def _links(speaker: Attribution, outlet: Agent | None, *outer: Agent) -> tuple[Agent, ...]:
    """The outlet, the outer speakers and the speaker's own relays, each once."""
    links = {a.id: a for a in reversed((*((outlet,) if outlet else ()), *outer, *speaker.relays))}
    return tuple(a for a in reversed(links.values()) if a.id != speaker.agent.id)


def _goes_on(reading: Reading, floor: Floor) -> bool:
    """The sentence right after an attributed one that goes back to it ("Of these, …", "Another 20 …")."""
    if reading.index - floor.last_at[1] != 1:
        return False
    small = load_small_words()
    opening = {t.low for t in reading.tokens[:_OPENING]}
    same_paragraph = floor.last_at[0] == reading.block
    return bool(opening & (small.anaphors | small.others if same_paragraph else small.anaphors))
