"""What happened to what is counted: the verb, noun or adjective that says so.

The rules are tried in an order, those nearest to the grammar first; each gives itself as the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterclaim.extraction import lexicon
from counterclaim.extraction.counted import Counted, is_link
from counterclaim.extraction.governors import governor, included, measured, numbered, purpose
from counterclaim.extraction.happening import (
    AMONG,
    AT_END,
    AT_HEAD,
    ITEM,
    PART,
    At,
    Happened,
    after,
    befalls,
    joined_after,
    pick,
)
from counterclaim.extraction.lexicon import Noun
from counterclaim.extraction.predicates import predicate, weak_predicate, worth
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words

# Outcomes whose nouns name nothing but what happened; "hostages" and "prisoners" name people as well.
_TURNS = ("rescued",)
_HELD = ("abducted", "captured", "detained")
NOUN = "the noun counted"
_FINAL = ("killed_or_wounded", "killed", "losses")


def happened(
    reading: Reading, counts: Sequence[tuple[Count, Counted]], back: Noun | None = None
) -> list[Happened | None]:
    """What happened to each of a sentence's counts, in their order; None where nothing says so.

    Members of a list that has its verb once share it: each is first read by itself, then lists are filled from
    the right ("130 tanks, 66 vehicles and 100 carriers destroyed") and from the left ("lost 3 tanks and 66 men").

    Args:
        back: what a sentence that begins with "Of these" goes back to.
    """
    ats = [At(reading, count, thing) for count, thing in counts]
    found = [_read(ats, i, back) for i in range(len(ats))]
    for i in reversed(range(len(ats) - 1)):
        following = found[i + 1]
        if found[i] is None and following and following.right and _linked(ats[i], ats[i + 1]):
            found[i] = _again(following, ats[i], AT_END)
    for i in range(len(ats) - 1):
        following = found[i + 1]
        if found[i] is None and following and _is_among(ats[i], ats[i + 1]):
            found[i] = _again(following, ats[i], AMONG)
    for i in range(1, len(ats)):
        earlier, own = found[i - 1], found[i]
        if earlier and own and own.reason == NOUN != earlier.reason and _linked(ats[i - 1], ats[i]):
            # "the release of 200 prisoners and four hostages"
            shared = _again(earlier, ats[i], AT_HEAD) if own.outcome in _HELD else None
            found[i] = shared if shared and shared.outcome == earlier.outcome else own
        why = _goes_with(ats[i], ats[i - 1], earlier) if found[i] is None and earlier else None
        if earlier and why in (PART, ITEM) and ats[i].thing.noun is None:
            found[i] = earlier._replace(reason=why)
        elif earlier and why:
            found[i] = _again(earlier, ats[i], why) or (earlier._replace(reason=why) if why == PART else None)
    return found


def _read(ats: Sequence[At], i: int, back: Noun | None) -> Happened | None:
    """A count by itself; one that leaves its noun out is first tried as another of what was counted before it."""
    at = ats[i]
    earlier = ats[i - 1].thing.noun if i else back
    elided = at.thing.noun is None and not at.thing.unlisted
    if elided and earlier and earlier.kind != "people":
        result = _alone(at.counting(earlier))
        if result:
            return result
    return _alone(at)


def _alone(at: At) -> Happened | None:
    money = at.thing.noun is not None and at.thing.noun.kind == "money"
    for rule in _MONEY if money else _RULES:
        if found := rule(at):
            return found
    return None


def _again(shared: Happened, at: At, reason: str) -> Happened | None:
    """The shared verb as it befalls another kind of thing: men lost are losses, tanks lost are lost."""
    _, cues = at.reading.cues.get(shared.first, (0, ()))
    if any(c.outcome == shared.outcome and befalls(c, at.thing) for c in cues):
        return shared._replace(reason=reason)
    cue = pick(cues, at.thing, "verb", "subject", "word", "noun", "measure", "of")
    return shared._replace(outcome=cue.outcome, reason=reason) if cue else None


def _linked(left: At, right: At) -> bool:
    return not is_whole(left) and is_link(left.reading, left.thing.last, right.count.hedged.first)


def is_whole(at: At) -> bool:
    """ "Of the 40 men, 12 were killed": what happened to the part did not happen to the whole."""
    small, i = load_small_words(), at.count.hedged.first - 1
    while i > 0 and at.reading.tokens[i].low in small.articles:
        i -= 1
    return i >= 0 and " ".join(at.reading.words[: i + 1]) in small.of_wholes


def _is_among(at: At, whole: At) -> bool:
    """ "six civilians were among at least 22 people killed"."""
    between = at.reading.tokens[at.thing.last : whole.count.hedged.first]
    return bool(between) and between[-1].low in load_small_words().among


def _act(at: At) -> Happened | None:
    """ "in nearly 40 air raids": acts that are only named took place."""
    noun, begin = at.thing.noun, at.count.hedged.first
    if noun is None or noun.kind != "act" or not noun.plural or at.thing.head is None or begin == 0:
        return None
    if at.reading.tokens[begin - 1].low not in load_small_words().act_links:
        return None
    return Happened("launched", *at.thing.head, "an act that is named as having taken place", right=True)


def _goes_with(at: At, earlier: At, befell: Happened) -> str | None:
    """Why a figure shares what happened to the one before it; None where it does not."""
    if _is_part(at):
        return PART
    if _linked(earlier, at):
        return AT_HEAD
    return ITEM if at.thing.noun is None and _is_item(at, earlier, befell) else None


def _is_part(at: At) -> bool:
    """ "including 19 children", "nine of them children", "of whom 122"."""
    parts = lexicon.phrases(load_small_words().parts)
    return bool(
        parts.before(at.reading.tokens, at.count.hedged.first)
        or parts.at(at.reading.tokens, at.count.figure.after)
    )


def _is_item(at: At, earlier: At, befell: Happened) -> bool:
    """ "29 were downed over X, 27 over Y", "Iran lost 464 pilgrims, Egypt 190", "70 of Mali's people died, and Niger
    22"."""
    small, tokens = load_small_words(), at.reading.tokens
    between = tokens[earlier.thing.last : at.count.hedged.first]
    end = at.count.figure.after
    following = tokens[end].low if end < len(tokens) else "."
    closed = following in small.item_ends
    if not between:
        return False
    item = tokens[max(befell.last, earlier.thing.last) : at.count.hedged.first] if befell.right else between
    names = [t for t in item[1:] if t.low not in lexicon.either(small.articles, small.item_joins)]
    if item and item[0].low in small.item_joins and closed and all(t.text[:1].isupper() for t in names):
        return True
    separated = between[-1].low in small.item_joins and not any(t.low in small.that for t in between)
    return separated and (following in small.item_links or closed)


def _noun(at: At) -> Happened | None:
    """ "20 dead", "300 casualties": the noun itself."""
    if not at.thing.outcome or at.thing.anaphor or _names_people(at):
        return None
    found, verb = _noun_anyhow(at), governor(at)
    # "saved 240 lives": the verb turns the noun round
    return verb if found and verb and verb.outcome in _TURNS else found


def _noun_anyhow(at: At) -> Happened | None:
    """ "20 prisoners", "300 of these losses", where nothing more is said of them."""
    thing = at.thing
    if not thing.outcome or not thing.head:
        return None
    cue = pick(thing.outcome, thing, "noun") or pick(thing.outcome, thing._replace(noun=None), "noun")
    if cue is None:
        return None
    return joined_after(at.reading, after(cue, *thing.head, NOUN), thing)


def _names_people(at: At) -> bool:
    """The noun names people as well as what happened: a verb that goes with it tells more."""
    first, end = at.thing.head or (-1, -1)
    last, noun = at.reading.nouns.get(first, (0, None))
    named = noun is not None and last == end and noun.object in ("people", "personnel")
    return named and any(c.outcome not in _FINAL for c in at.thing.outcome)


def _adjective(at: At) -> Happened | None:
    """ "20 wounded soldiers", "20 destroyed tanks"."""
    for i in range(at.count.figure.after, at.thing.head[0] if at.thing.head else 0):
        hit = at.reading.cues.get(i)
        cue = pick(hit[1], at.thing, "word", "verb", "noun") if hit else None
        if hit and cue:
            return after(cue, i, hit[0], "the adjective before the noun")._replace(right=False)
    return None


_RULES: tuple[Callable[[At], Happened | None], ...] = (
    _noun,
    predicate,
    numbered,
    governor,
    included,
    weak_predicate,
    measured,
    _adjective,
    _noun_anyhow,
    _act,
)
# Money has its verb before it ("has provided $5 million in aid"): what follows says only what it is for.
_MONEY: tuple[Callable[[At], Happened | None], ...] = (worth, governor, predicate, purpose, measured)
