"""Attributions that leave out the verb of saying, since one before them has it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from counterclaim.extraction import lexicon
from counterclaim.extraction.floor import Attribution, Floor
from counterclaim.extraction.naming import Speaker
from counterclaim.extraction.reading import Count, Reading
from counterclaim.extraction.speakers import speaker_before
from counterclaim.lang import load_small_words


def by_items(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    """ "India counted 101 dead, Nigeria 99", "police put the toll at 12 and the rebels at 30": the verb of saying is
    left out before all figures but the first."""
    verb = next(iter(reading.sayings), None)
    if verb is None:
        return
    for nth, count in enumerate(reading.counts):
        found = _item_speaker(reading, verb, count, reading.counts[:nth])
        agent = floor.resolve(found) if found else None
        if found and agent:
            first, last = count.hedged.first, count.figure.after
            yield Attribution(agent, first, last, (found.first, first), "asserted", True, found.person)


def _item_speaker(reading: Reading, verb: int, count: Count, earlier: Sequence[Count]) -> Speaker | None:
    """Who stands before a figure as the one who gives it, where one before it is given in the same way."""
    tokens, small, first = reading.tokens, load_small_words(), count.hedged.first
    if first <= verb + 1 or not earlier:
        return None
    linked = tokens[first - 1].low in small.measure_links
    if linked:
        alike = any(
            tokens[c.hedged.first - 1].low == tokens[first - 1].low for c in earlier if c.hedged.first
        )
    else:
        end, mention = count.figure.after, reading.mention_at(first - 1)
        begins = {c.hedged.first for c in earlier}
        alike = any(last in begins for last, _ in reading.sayings.values())
        alike &= end == len(tokens) or tokens[end].low in small.item_ends
        alike &= mention is None or mention.role != "place"
    found = speaker_before(reading, first - linked) if alike else None
    if found is None or found.first <= verb:
        return None
    joined = tokens[found.first - 1].low in lexicon.either(small.item_joins, small.contrasts)
    counts = any(found.first <= i < first for i in reading.cues)  # "and the wounded at 30"
    return found if joined and not counts else None
