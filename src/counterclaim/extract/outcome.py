"""What happened to what is counted: the verb, noun or adjective that says so.

The rules are tried in an order, those nearest to the grammar first; each gives itself as the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from counterclaim.extract import lexicon
from counterclaim.extract.counted import Counted, is_link
from counterclaim.extract.lexicon import Cue, CueRole
from counterclaim.extract.reading import Count, Reading
from counterclaim.lang import load_small_words

_AHEAD = 18
_BACK = 10
_MEASURE_BACK = 20
_ASIDE = 18
MEASURED = "what the figure measures"


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


def happened(reading: Reading, counts: Sequence[tuple[Count, Counted]]) -> list[Happened | None]:
    """What happened to each of a sentence's counts, in their order; None where nothing says so.

    Members of a list that has its verb once share it: each is first read by itself, then lists are filled from
    the right ("130 tanks, 66 vehicles and 100 carriers destroyed") and from the left ("lost 3 tanks and 66 men").
    """
    found = [_read(reading, counts, i) for i in range(len(counts))]
    for i in reversed(range(len(counts) - 1)):
        following = found[i + 1]
        if found[i] is None and following and following.right and _linked(reading, counts, i):
            found[i] = _again(reading, following, counts[i][1], "shares the verb at the end of its list")
    for i in range(len(counts)):
        if found[i] is None and i and (before := found[i - 1]) and (why := _goes_with(reading, counts, i)):
            found[i] = _again(reading, before, counts[i][1], why) or (before._replace(reason=why) if why == _PART else None)
    return found


_LIST = "shares the verb at the head of its list"
_PART = "part of the figure before it"
_ITEM = "one item of several, as the figure before it"


def _goes_with(reading: Reading, counts: Sequence[tuple[Count, Counted]], i: int) -> str | None:
    """Why a figure shares what happened to the one before it; None where it does not."""
    if _linked(reading, counts, i - 1):
        return _LIST
    if _part_of(reading, *counts[i]):
        return _PART
    small, tokens = load_small_words(), reading.tokens
    count, thing = counts[i]
    after = count.figure.after
    item = thing.noun is None and after < len(tokens) and (tokens[after].low in small.item_links or _is_end(reading, after))
    between = tokens[counts[i - 1][1].last : count.hedged.first]
    named = thing.noun is None and between and between[0].low in (",", "and", ";") and all(
        t.text[:1].isupper() or t.low in small.articles or t.low in ("and", "'s", ",") for t in between[1:]
    )  # fmt: skip
    if named and (after >= len(tokens) or _is_end(reading, after) or tokens[after].low == "and"):
        return _ITEM
    if item and between and (between[-1].low in (",", "and", "with", "besides", ";")) and not any(
        t.low in small.that for t in between
    ):
        return _ITEM
    return None


def _is_end(reading: Reading, i: int) -> bool:
    return reading.tokens[i].text in (".", ",", ";", ")")


def _part_of(reading: Reading, count: Count, thing: Counted) -> bool:
    """ "including 19 children", "nine of them children", "of whom 122"."""
    table = lexicon.phrases(load_small_words().parts)
    begin = count.hedged.first
    while begin > 0 and reading.tokens[begin - 1].low in ("at", "least"):
        begin -= 1
    return bool(table.before(reading.tokens, begin) or table.at(reading.tokens, count.figure.after))


def _read(reading: Reading, counts: Sequence[tuple[Count, Counted]], i: int) -> Happened | None:
    """A count by itself; one that leaves its noun out is first tried as another of what was counted before it."""
    count, thing = counts[i]
    before = counts[i - 1][1].noun if i else None
    if thing.noun is None and not thing.outcome and before and before.kind != "people":
        if result := _alone(reading, count, thing._replace(noun=before)):
            return result
    return _alone(reading, count, thing)


def _linked(reading: Reading, counts: Sequence[tuple[Count, Counted]], i: int) -> bool:
    return is_link(reading, counts[i][1].last, counts[i + 1][0].hedged.first)


def _again(reading: Reading, shared: Happened, thing: Counted, reason: str) -> Happened | None:
    """The shared verb as it befalls another kind of thing: men lost are losses, tanks lost are lost."""
    found = reading.cues.get(shared.first)
    cue = _pick(found[1], thing, ("verb", "subject", "word", "noun", "measure", "of")) if found else None
    if cue is None:
        return None
    outcome = shared.outcome if _fits(shared.outcome, found[1] if found else (), thing) else cue.outcome
    return shared._replace(outcome=outcome, reason=reason)


def _fits(outcome: str, cues: Sequence[Cue], thing: Counted) -> bool:
    return any(c.outcome == outcome and _fitting(c, thing) for c in cues)


def _alone(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    money = thing.noun is not None and thing.noun.kind == "money"
    for rule in _MONEY_RULES if money else _RULES:
        if result := rule(reading, count, thing):
            return result
    return None


def _pick(cues: Sequence[Cue], thing: Counted, roles: Sequence[CueRole]) -> Cue | None:
    fitting = [c for c in cues if c.role in roles and _fitting(c, thing)]
    if thing.noun is None:
        fitting.sort(key=lambda c: "people" not in c.kinds)
    return fitting[0] if fitting else None


def _fitting(cue: Cue, thing: Counted) -> bool:
    if thing.noun is None:
        return not cue.objects and ("people" in cue.kinds or "equipment" in cue.kinds)
    return cue.fits(thing.noun.kind, thing.noun.object)


def _made(cue: Cue, first: int, last: int, reason: str, right: bool = False) -> Happened:
    active = cue.role == "verb" and not right
    return Happened(cue.outcome, first, last, reason, active, cue.loser, cue.state, right)


def _is_head(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "20 dead", "300 casualties": the noun itself."""
    cue = _pick(thing.outcome, thing, ("noun",)) or _pick(thing.outcome, thing._replace(noun=None), ("noun",))
    if cue is None or _is_soft(reading, thing) or thing.anaphor:
        return None
    result = _made(cue, *thing.head, "the noun counted", right=True)
    return _joined_right(reading, result, thing)


def _is_soft(reading: Reading, thing: Counted) -> bool:
    """The noun names people as well ("hostages", "prisoners"): a verb that goes with it tells more."""
    known = reading.nouns.get(thing.head[0]) if thing.head else None
    return bool(known and known[0] == thing.head[1] and known[1].object in ("people", "personnel") and any(
        c.outcome not in ("killed_or_wounded", "killed", "losses") for c in thing.outcome))  # fmt: skip


def _soft_head(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    cue = _pick(thing.outcome, thing._replace(noun=None), ("noun",))
    return _made(cue, *thing.head, "the noun counted", right=True) if cue else None


def _right(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "20 people were killed", "20 soldiers killed", "20 houses lie in ruins"."""
    return _rightwards(reading, count, thing, False)


def _right_weak(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """A relative clause or a second verb, where nothing before the figure tells ("20 who died")."""
    return _rightwards(reading, count, thing, True)


def _rightwards(reading: Reading, count: Count, thing: Counted, weak: bool) -> Happened | None:
    small, tokens = load_small_words(), reading.tokens
    i, passive, far, relative = thing.last, False, False, False
    starts = {c.hedged.first for c in reading.counts if c.figure.first > count.figure.first}
    while i < min(len(tokens), thing.last + _AHEAD):
        token = tokens[i]
        if i in starts:
            if tokens[i - 1].low in small.worth:
                i = next(c.figure.after for c in reading.counts if c.hedged.first == i)
                continue
            return None
        if time := reading.time_at(i):
            i = time.last
            continue
        hit = reading.cues.get(i)
        if hit and not (token.low in small.auxiliaries and not _pick(hit[1], thing, ("word",))):
            if not relative and (i == thing.last or tokens[i - 1].low not in ("and", "or")) or weak:
                if result := _predicate(reading, thing, i, passive, far):
                    return result
            if any(c.role in ("verb", "subject") and "participle" in c.forms for c in hit[1]) and not passive:
                return None
            i = hit[0]
            continue
        if token.low in small.auxiliaries:
            passive = passive or token.low in small.passive
        elif token.text == ",":
            skip = _aside(reading, i)
            if skip is None:
                return None
            i = skip
            continue
        elif token.kind == "sign" and token.text not in ("'s", '"', "'"):
            return None
        elif token.low in small.relatives:
            relative = True
        elif token.low.endswith("ly"):
            pass
        elif i in reading.sayings and (passive or not far) and "participle" in reading.sayings[i][1].forms:
            passive = True
        elif token.low in small.among and (found := _among(reading, thing, i)):
            return found
        elif token.text == "(" and (close := _closing(reading, i)):
            i = close
        elif token.low in small.that - {"as"} or i in reading.sayings:
            return None
        elif token.low in small.prepositions:
            far = True
        elif token.kind != "sign" and token.low not in ("and", "or"):
            far = True
        i += 1
    return None


def _closing(reading: Reading, i: int) -> int | None:
    """The bracket that closes the one at ``i``, in the same breath."""
    return next((k for k in range(i + 1, min(i + 10, len(reading.tokens))) if reading.tokens[k].text == ")"), None)


def _among(reading: Reading, thing: Counted, i: int) -> Happened | None:
    """ "three children are among the dead", "among those released are 12 guards"."""
    for k in range(i + 1, min(i + 4, len(reading.tokens))):
        hit = reading.cues.get(k)
        cue = _pick(hit[1], thing._replace(noun=None), ("noun", "verb")) if hit else None
        if hit and cue:
            return _made(cue, k, hit[0], "counted among those it happened to", right=True)
    return None


def _included(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "among the victims were 20 civilians", "the dead included five children"."""
    small, tokens = load_small_words(), reading.tokens
    begin = count.hedged.first
    if begin == 0 or tokens[begin - 1].low not in small.including:
        return None
    for k in range(begin - 2, max(-1, begin - 8), -1):
        hit = reading.cues.get(k)
        cue = _pick(hit[1], thing._replace(noun=None), ("noun",)) if hit else None
        if hit and cue:
            return _made(cue, k, hit[0], "counted among those it happened to", right=True)
        if tokens[k].kind == "sign":
            return None
    return None


def _predicate(reading: Reading, thing: Counted, i: int, passive: bool, far: bool) -> Happened | None:
    last, cues = reading.cues[i]
    verb = _pick([c for c in cues if "participle" in c.forms], thing, ("verb",))
    if verb and (passive or (not far and not _object_follows(reading, last))):
        return _joined_right(reading, _made(verb, i, last, "the verb after it", right=True), thing)
    plain = [c for c in cues if not far or passive or "past" in c.forms]
    noun_like = reading.tokens[i - 1].low in load_small_words().prepositions
    subject = None if noun_like else _pick(plain, thing, ("subject",))
    if subject:
        return _joined_right(reading, _made(subject, i, last, "the verb it is the subject of", right=True), thing)
    word = _pick(cues, thing, ("word",))
    if word and (passive or not far):
        return _joined_right(reading, _made(word, i, last, "the predicate after it", right=True), thing)
    return None


def _object_follows(reading: Reading, i: int) -> bool:
    """The verb has an object of its own, so that what is counted did it ("20 fighters killed three villagers")."""
    small, tokens = load_small_words(), reading.tokens
    if i >= len(tokens) or reading.time_at(i):
        return False
    token = tokens[i]
    if any(c.hedged.first == i for c in reading.counts) or token.low in small.articles:
        return True
    return i in reading.nouns or reading.mention_at(i) is not None


def _aside(reading: Reading, i: int) -> int | None:
    """After a comma: the token from which the phrase goes on after an aside ("20 people, nine of them children,
    were killed") or with "who …"; None where the comma ends it."""
    small, tokens = load_small_words(), reading.tokens
    if i + 1 < len(tokens) and tokens[i + 1].low in small.relatives:
        return i + 1
    parts = lexicon.phrases(small.parts)
    for k in range(i + 2, min(len(tokens), i + _ASIDE)):
        if tokens[k].text != ",":
            continue
        part = any(parts.at(tokens, j) for j in range(i + 1, min(i + 6, k)))
        goes_on = k + 1 < len(tokens) and (tokens[k + 1].low in small.auxiliaries or k + 1 in reading.cues)
        counts_inside = any(i < c.figure.first < k for c in reading.counts)
        if goes_on and (part or not counts_inside):
            return k + 1
        if not part:
            return None
    return None


def _joined_right(reading: Reading, result: Happened, thing: Counted) -> Happened:
    """ "killed and wounded", "dead or missing" of one count."""
    tokens = reading.tokens
    i = result.last
    if i + 1 < len(tokens) and tokens[i].low in ("and", "or", "/", "&") and i + 1 in reading.cues:
        last, cues = reading.cues[i + 1]
        second = _pick(cues, thing, ("verb", "word", "noun"))
        joined = lexicon.joins().get(frozenset((result.outcome, second.outcome))) if second else None
        if joined and not _object_follows(reading, last):
            return _joined_right(reading, result._replace(outcome=joined, last=last), thing)
    return result


def _left(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "killed 20", "lost around 200 soldiers", "the release of 90 prisoners"."""
    small, tokens = load_small_words(), reading.tokens
    ends = {last - 1: first for first, (last, _) in reading.cues.items()}
    others = {k for c in reading.counts if c is not count for k in range(c.figure.first, c.figure.last)}
    i, steps = count.hedged.first - 1, 0
    while i >= 0 and steps < _BACK:
        token = tokens[i]
        if i in ends and (result := _governor(reading, thing, ends[i], i + 1, count)):
            return result
        if time := reading.time_at(i):
            i, steps = time.first - 1, steps + 1
            continue
        if i in others or token.low in small.that or (i in ends and steps and _is_verb(reading, ends[i])):
            return None
        if token.kind == "sign" and token.text not in ("'s", '"', "'", "$"):
            return None
        if any(first <= i < last for first, (last, _) in reading.sayings.items()):
            return None
        if token.low == "of" and _other_thing(reading, i):
            return None
        if token.low in small.prepositions and token.low not in ("of", "with", "to", "as", "including"):
            return None
        i, steps = i - 1, steps + 1
    return None


def _is_verb(reading: Reading, i: int) -> bool:
    return any(c.role in ("verb", "subject") for c in reading.cues[i][1])


def _other_thing(reading: Reading, i: int) -> bool:
    """ "the homes of 20 families": what the verb befell is the homes."""
    small = load_small_words()
    head = reading.tokens[i - 1].low if i else ""
    if head in small.carriers:
        return False
    return any(last == i for _, (last, _) in reading.nouns.items()) and not any(
        last == i and any(c.role == "of" for c in cues) for _, (last, cues) in reading.cues.items()
    )


def _governor(reading: Reading, thing: Counted, first: int, last: int, count: Count) -> Happened | None:
    tokens, small = reading.tokens, load_small_words()
    cues = reading.cues[first][1]
    following = tokens[last].low if last < len(tokens) else ""
    if following == "of" or (following and tokens[last - 1].low == "to"):
        if of := _pick(cues, thing, ("of",)):
            return _made(of, first, last, "the noun before it")._replace(active=of.state)
    verb = _pick(cues, thing, ("verb",))
    if verb is None:
        return None
    if first > 0 and tokens[first - 1].low in small.passive and tokens[first - 1].low not in ("being",):
        return None
    result = _made(verb, first, last, "the verb before it")
    if first > 1 and tokens[first - 1].low in ("and", "or"):
        earlier = next((f for f, (e, _) in reading.cues.items() if e == first - 1), None)
        second = _pick(reading.cues[earlier][1], thing, ("verb",)) if earlier is not None else None
        joined = lexicon.joins().get(frozenset((result.outcome, second.outcome))) if second else None
        if joined and earlier is not None:
            return result._replace(outcome=joined, first=earlier)
    return result


def _measured(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "the death toll rose to 20", "losses have surpassed 20,000", "the number of wounded: 20"."""
    small, tokens = load_small_words(), reading.tokens
    money = thing.noun is not None and thing.noun.kind == "money"
    if thing.noun and not money and thing.noun.object not in ("people", "personnel", "civilian"):
        return None
    begin = count.hedged.first
    before = tokens[begin - 1].low if begin else ""
    hedged_by_verb = count.hedged.cue is not None and count.hedged.qualifier == "more_than"
    links = before in small.measure_links or before in small.means
    if not (links or hedged_by_verb or _runs_up(reading, begin)):
        return None
    bare = thing if money else thing._replace(noun=None)
    if result := _number_of(reading, bare, begin):
        return result
    for i in range(begin - 1, max(-1, begin - _MEASURE_BACK), -1):
        if tokens[i].text == ";":
            return None
        hit = reading.cues.get(i)
        if hit is None or hit[0] > begin:
            continue
        if cue := _pick(hit[1], bare, ("measure",)):
            result = _made(cue, i, hit[0], MEASURED, right=True)._replace(active=False)
            return _joined_left(reading, result, bare, ("measure",))
    return None


def _number(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "the number of soldiers killed averaged 1,500", before the verb in it is taken to govern the figure."""
    result = _measured(reading, count, thing) if thing.noun is None else None
    return result if result and _after_number(reading, result.first) else None


def _after_number(reading: Reading, i: int) -> bool:
    return any(reading.tokens[k].low == "number" for k in range(max(0, i - 8), i))


def _number_of(reading: Reading, thing: Counted, begin: int) -> Happened | None:
    """ "the number of people killed when … has reached 91": what comes first after "number of"."""
    tokens = reading.tokens
    start = next((k for k in range(begin - 1, max(-1, begin - 2 * _MEASURE_BACK), -1) if tokens[k].low == "number"), None)
    if start is None:
        return None
    noun = next((reading.nouns[k][1] for k in range(start, begin) if k in reading.nouns), None)
    for i in range(start, begin):
        hit = reading.cues.get(i)
        cue = _pick(hit[1], thing._replace(noun=noun), ("measure", "noun", "verb", "word", "subject")) if hit else None
        if hit and cue and hit[0] <= begin:
            result = _made(cue, i, hit[0], MEASURED, right=True)._replace(active=False)
            return _joined_right(reading, result, thing)
    return None


def _joined_left(reading: Reading, result: Happened, thing: Counted, roles: Sequence[CueRole]) -> Happened:
    i = result.first
    if i > 1 and reading.tokens[i - 1].low in ("and", "or"):
        earlier = next((f for f, (e, _) in reading.cues.items() if e == i - 1), None)
        second = _pick(reading.cues[earlier][1], thing, (*roles, "verb")) if earlier is not None else None
        joined = lexicon.joins().get(frozenset((result.outcome, second.outcome))) if second else None
        if joined and earlier is not None:
            return result._replace(outcome=joined, first=earlier)
    return result


def _runs_up(reading: Reading, begin: int) -> bool:
    """A time expression stands between the link and the figure ("stood on Monday at 20" is caught, "was by May 20")."""
    time = reading.time_at(begin - 1) if begin else None
    return time is not None and time.first > 0 and reading.tokens[time.first - 1].low in load_small_words().measure_links


def _adjective(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "20 wounded soldiers", "20 destroyed tanks"."""
    if not thing.head:
        return None
    for i in range(count.figure.after, thing.head[0]):
        hit = reading.cues.get(i)
        cue = _pick(hit[1], thing, ("word", "verb", "noun")) if hit else None
        if hit and cue:
            return _made(cue, i, hit[0], "the adjective before the noun")._replace(active=False)
    return None


def _anaphor_head(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "300 of these losses", where nothing more is said of them."""
    return _is_head(reading, count, thing._replace(anaphor=False)) if thing.anaphor else None


def _worth(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "1,500 units worth $2.7 billion were destroyed": what happened to the things happened to their value."""
    begin = count.hedged.first
    return _right(reading, count, thing) if begin and reading.tokens[begin - 1].low in load_small_words().worth else None


def _purpose(reading: Reading, count: Count, thing: Counted) -> Happened | None:
    """ "$5 million in military aid", "a $40 million loss"."""
    small, tokens = load_small_words(), reading.tokens
    for i in range(thing.last, min(thing.last + 5, len(tokens))):
        hit = reading.cues.get(i)
        cue = _pick(hit[1], thing, ("measure", "word")) if hit else None
        if hit and cue:
            return _made(cue, i, hit[0], "what the money is for", right=True)
        if tokens[i].kind == "sign" or tokens[i].low in small.auxiliaries:
            return None
    return None


_RULES: tuple[Callable[[Reading, Count, Counted], Happened | None], ...] = (
    _is_head,
    _right,
    _number,
    _left,
    _included,
    _right_weak,
    _measured,
    _adjective,
    _soft_head,
    _anaphor_head,
)
# Money has its verb before it ("has provided $5 million in aid"): what follows says only what it is for.
_MONEY_RULES = (_worth, _left, _right, _purpose, _measured)
