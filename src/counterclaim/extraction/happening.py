"""What the rules for outcomes share: what they are asked, what they answer, and how two outcomes become one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from counterclaim.extraction import lexicon
from counterclaim.extraction.counted import Counted
from counterclaim.extraction.lexicon import Cue, CueRole, Noun
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words

MEASURED = "what the figure measures"
AT_HEAD = "shares the verb at the head of its list"
AT_END = "shares the verb at the end of its list"
PART = "part of the figure before it"
ITEM = "one item of several, as the figure before it"
SPOKEN_OF = "the count that the report speaks of"
# Reasons by which a figure goes with the one before it, and so shares what that one counts.
AMONG = "counted among those that follow"
GOES_WITH = (AT_HEAD, AT_END, PART, ITEM)


class At(msgspec.Struct, frozen=True):
    """A figure of a sentence, with what it counts: what a rule is asked about."""

    reading: Reading
    count: Count
    thing: Counted

    def counting(self, noun: Noun | None) -> At:
        """The same figure, taken to count something else."""
        return At(self.reading, self.count, self.thing._replace(noun=noun))


class Happened(NamedTuple):
    """An outcome with the words that say so.

    Attributes:
        outcome: id.
        first, last: tokens of the cue, ``last`` exclusive.
        reason: the rule, in words.
        active: the cue is a verb with what is counted as its object, so that its subject acted.
        loser: the subject of the cue is the party.
        state: it holds at a moment.
        right: the cue stands after what is counted.
    """

    outcome: str
    first: int
    last: int
    reason: str
    active: bool = False
    loser: bool = False
    state: bool = False
    right: bool = False


def pick(cues: Sequence[Cue], thing: Counted, *roles: CueRole) -> Cue | None:
    """The first cue in one of these roles that can befall the thing; people first where the noun is left out."""
    found = [c for c in cues if c.role in roles and befalls(c, thing)]
    if thing.noun is None:
        found.sort(key=lambda c: "people" not in c.kinds)
    return found[0] if found else None


def befalls(cue: Cue, thing: Counted) -> bool:
    """Whether the cue's outcome can happen to the thing."""
    if thing.unlisted:
        return not cue.objects and "building" in cue.kinds
    if thing.noun is None:
        anyone = not cue.objects or "people" in cue.objects
        return "people" in cue.kinds and (anyone or cue.role in ("measure", "noun"))
    return cue.fits(thing.noun.kind, thing.noun.object)


def before(cue: Cue, first: int, last: int, reason: str) -> Happened:
    """An outcome told by words before the figure: a verb there has what is counted as its object."""
    return Happened(cue.outcome, first, last, reason, cue.role == "verb", cue.loser, cue.state)


def after(cue: Cue, first: int, last: int, reason: str) -> Happened:
    """An outcome told by words after what is counted."""
    return Happened(cue.outcome, first, last, reason, False, cue.loser, cue.state, True)


def joined_after(reading: Reading, result: Happened, thing: Counted) -> Happened:
    """With what is joined to it: "killed and wounded", "dead or missing" of one count."""
    i, small = result.last, load_small_words()
    if i + 1 >= len(reading.tokens) or reading.tokens[i].low not in small.joins or i + 1 not in reading.cues:
        return result
    last, cues = reading.cues[i + 1]
    outcome = _join(result, pick(cues, thing, "verb", "word", "noun"))
    if outcome is None or has_object(reading, last):
        return result
    return joined_after(reading, result._replace(outcome=outcome, last=last), thing)


def joined_before(reading: Reading, result: Happened, thing: Counted, *roles: CueRole) -> Happened:
    """With what it is joined to: "killed or wounded 300", "the dead and wounded number 300"."""
    i = result.first
    if i < 2 or reading.tokens[i - 1].low not in load_small_words().joins:
        return result
    for first, (last, cues) in reading.cues.items():
        outcome = _join(result, pick(cues, thing, *roles)) if last == i - 1 else None
        if outcome:
            return result._replace(outcome=outcome, first=first)
    return result


def _join(result: Happened, second: Cue | None) -> str | None:
    return lexicon.joins().get(frozenset((result.outcome, second.outcome))) if second else None


def has_object(reading: Reading, i: int) -> bool:
    """The verb that ends before token ``i`` has an object of its own, so that what stands before it is its subject
    ("20 fighters killed three villagers")."""
    tokens = reading.tokens
    if i >= len(tokens) or reading.time_at(i):
        return False
    if count := next((c for c in reading.counts if c.hedged.first == i), None):
        return not _others(reading, count.figure.after)
    if tokens[i].low in load_small_words().articles:
        return True
    return i in reading.nouns or reading.mention_at(i) is not None


def _others(reading: Reading, i: int) -> bool:
    """ "13 killed 43 others injured": the figure after the verb is the next of a list, with a participle of its own."""
    if i + 1 >= len(reading.tokens) or reading.tokens[i].low not in load_small_words().others:
        return False
    return any("participle" in c.forms for c in reading.cues.get(i + 1, (0, ()))[1])
