"""What a figure counts: the noun it stands with."""

from __future__ import annotations

from typing import NamedTuple

from counterclaim.extraction.lexicon import Cue, Noun, either, model_noun, phrases
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_grammar, load_small_words

_MODIFIERS = 6
_LINK = 10
_MONEY = Noun("money", "money", True)
_GROUND = {"km2": Noun("area", "ground", True), "km": Noun("distance", "ground", True)}
_PEOPLE = Noun("people", "people", True)
_FIGHTERS = Noun("personnel", "people", True)


class Counted(NamedTuple):
    """The noun phrase after a figure.

    Attributes:
        first, last: tokens from the figure to the end of the phrase, ``last`` exclusive.
        noun: what its head names, None where it has no noun or one that is not in the vocabulary.
        head: tokens of the head, None where there is none.
        outcome: what the head itself says happened ("20 dead"), its cues.
        anaphor: it goes back to something counted before ("of these losses", "of them").
        unlisted: the head is a noun that the vocabulary does not have ("11 stalls"); ``noun`` is None.
    """

    first: int
    last: int
    noun: Noun | None
    head: tuple[int, int] | None
    outcome: tuple[Cue, ...] = ()
    anaphor: bool = False
    unlisted: str | None = None


def counted(reading: Reading, count: Count) -> Counted:
    """Reads on from the figure over what describes the noun to the noun."""
    figure, begin = count.figure, max(count.figure.after, count.hedged.last)
    if figure.unit and figure.unit.isupper():  # a currency code
        return Counted(figure.first, begin, _MONEY, None)
    if figure.unit in _GROUND:
        return Counted(figure.first, begin, _GROUND[figure.unit], None)
    best = Counted(figure.first, figure.after, None, None)
    i, modifiers = begin, 0
    while i < len(reading.tokens) and modifiers <= _MODIFIERS:
        if time := reading.time_at(i):
            if time.mention.kind not in ("rate", "vague"):
                break
            i = time.last
            continue
        outcome = _outcome_noun(reading, i)
        last, noun = reading.nouns.get(i, (0, None))
        if noun and (outcome is None or last >= outcome[0]):
            named = outcome[1] if outcome and outcome[0] == last else ()
            predicate = _predicate_noun(reading, count, i, last) if named else None
            best = best._replace(last=last, noun=predicate or noun, head=(i, last), outcome=named)
            if _ends(reading, last):
                break
            i = last
            continue
        if outcome and _stands_as_noun(reading, i, outcome[0], best):
            told = best.noun or _predicate_noun(reading, count, i, outcome[0])
            head = (i, outcome[0])
            return best._replace(last=outcome[0], noun=told, head=head, outcome=outcome[1])
        if best.noun:
            break
        if people := _a_people(reading, i):
            last, noun_of = people
            return best._replace(last=last, noun=noun_of, head=(i, last))
        if base := _of_base(reading, i, begin):
            i = base
            continue
        if model := _model(reading, i):
            return best._replace(last=i + 1, noun=model, head=(i, i + 1))
        if not _describes(reading, i):
            break
        if not best.anaphor and reading.tokens[i].low in load_small_words().anaphors:
            best = best._replace(anaphor=True)
        modifiers += not _is_light(reading, i)
        i += 1
    if best.noun is None and not best.outcome:
        for end in (i + 1, i) if _is_plural_cue(reading, i) else (i,):
            if other := _unlisted(reading, begin, end):
                return best._replace(last=end, head=(end - 1, end), unlisted=other)
        if they := _said_to_be(reading, figure.after):
            return best._replace(noun=they)
        if figure.kind == "vague" and not best.anaphor:  # "Thousands marched"
            return best._replace(noun=_PEOPLE)
    return best


def _said_to_be(reading: Reading, i: int) -> Noun | None:
    """The noun in the predicate of a part: "three were children"."""
    verb = part_verb(reading, i)
    noun = reading.nouns.get(verb + 1, (0, None))[1] if verb is not None else None
    return noun if noun and noun.kind == "people" else None


def part_verb(reading: Reading, after: int) -> int | None:
    """The verb that tells who the part of a whole counted before are ("Of these, three were children", "Three of them
    were children").

    Args:
        after: the token after the figure.
    """
    parts = phrases(load_small_words().parts)
    named = parts.at(reading.tokens, after)
    i = named[0] if named else after
    verb = i < len(reading.tokens) and reading.tokens[i].low in load_small_words().including
    return i if verb and (named or parts.at(reading.tokens, 0)) else None


def _is_plural_cue(reading: Reading, i: int) -> bool:
    """A third person that can only be a plural here ("37 water supplies")."""
    last, cues = reading.cues.get(i, (0, ()))
    return last == i + 1 and bool(cues) and all(c.forms == {"third"} for c in cues)


def _unlisted(reading: Reading, begin: int, end: int) -> str | None:
    """A plural that ends the phrase and no rule knows: what is counted is something else."""
    if end <= begin:
        return None
    small, token = load_small_words(), reading.tokens[end - 1]
    plain = token.kind == "word" and reading.mention_at(end - 1) is None
    plain &= token.text.islower() or (end == begin + 1 and not token.text.isupper())
    known = token.low in either(small.skippable, small.carriers, small.anaphors, small.not_nouns)
    if not plain or known or not token.low.endswith("s") or token.low.endswith(("ss", "us", "is")):
        return None
    return token.low


def _model(reading: Reading, i: int) -> Noun | None:
    """A model stands as the noun ("one MiG-29", "three Su-27s")."""
    token = reading.tokens[i]
    return model_noun(token.low) if token.kind == "model" and not _noun_follows(reading, i + 1) else None


def _of_base(reading: Reading, i: int, begin: int) -> int | None:
    """ "28 of 31 drones", "a third of the 5,000 houses": the token after the whole that the figure is a part of."""
    small, before = load_small_words(), reading.tokens[i - 1].low
    of = load_grammar().of
    if i == begin or not (before in of or (before in small.articles and reading.tokens[i - 2].low in of)):
        return None
    return next((c.figure.after for c in reading.counts if c.hedged.first == i), None)


def _is_light(reading: Reading, i: int) -> bool:
    """A word that stands before a noun without telling what it is."""
    small, token = load_small_words(), reading.tokens[i]
    light = token.kind == "sign" or token.low in small.anaphors or token.low in small.skippable
    return light or reading.mention_at(i) is not None


def _describes(reading: Reading, i: int) -> bool:
    """Whether a token can stand between a figure and its noun."""
    small, token = load_small_words(), reading.tokens[i]
    if token.low in small.auxiliaries:
        return False
    if i in reading.cues:  # "two wounded soldiers", not "two wounded them"
        last, found = reading.cues[i]
        return any(c.role in ("word", "verb") for c in found) and _noun_follows(reading, last)
    if token.kind == "sign":
        return token.text in small.inner_signs or (
            token.text == "(" and reading.tokens[i - 1].end < token.start
        )
    if _is_light(reading, i) or token.low in small.carriers:
        return True
    ends = either(small.prepositions, small.conjunctions, small.pronouns)
    return token.kind != "figure" and token.low not in ends


def _a_people(reading: Reading, i: int) -> tuple[int, Noun] | None:
    """The name of a people or group stands as the noun ("two Americans", "four Chinese", "200 Houthis")."""
    mention = reading.mention_at(i)
    if mention is None or mention.role not in ("people", "demonym", "group") or mention.first != i:
        return None
    if _noun_follows(reading, mention.last):
        return None
    return mention.last, _FIGHTERS if mention.role == "group" else _PEOPLE


def _outcome_noun(reading: Reading, i: int) -> tuple[int, tuple[Cue, ...]] | None:
    if i not in reading.cues:
        return None
    last, cues = reading.cues[i]
    found = tuple([c for c in cues if c.role == "noun"])
    return (last, found) if found else None


def _predicate_noun(reading: Reading, count: Count, first: int, last: int) -> Noun | None:
    """ "46 of the dead were girls": the predicate tells who they were."""
    tokens = reading.tokens
    if first <= count.figure.after or tokens[count.figure.after].low not in load_grammar().of:
        return None
    for k in range(last, min(last + 4, len(tokens))):
        if k > last and k in reading.nouns:
            return reading.nouns[k][1]
        if tokens[k].low not in load_small_words().auxiliaries:
            return None
    return None


def _stands_as_noun(reading: Reading, first: int, last: int, best: Counted) -> bool:
    """ "20 injured" yes; "20 injured soldiers" no: there it describes the noun; "20 soldiers injured" no."""
    if any(c.role in ("verb", "word") for c in reading.cues[first][1]):
        return best.noun is None and not _noun_follows(reading, last)
    return True


def _noun_follows(reading: Reading, i: int) -> bool:
    """A noun comes within the same phrase."""
    small = load_small_words()
    ends = either(small.prepositions, small.conjunctions, small.auxiliaries, small.articles)
    for k in range(i, min(i + 4, len(reading.tokens))):
        last, cues = reading.cues.get(k, (0, ()))
        if last > k + 1 and any(c.role == "verb" for c in cues):  # "taken prisoner"
            return False
        if k in reading.nouns:
            return True
        token = reading.tokens[k]
        if token.kind != "word" or token.low in ends or reading.time_at(k):
            return False
    return False


def _ends(reading: Reading, i: int) -> bool:
    """No further noun makes a compound with the one just read ("drone" + "attacks", "police" + "officers")."""
    if i in reading.nouns and not reading.time_at(i):
        return False
    verbal = any(c.role in ("verb", "word") for c in reading.cues.get(i, (0, ()))[1])
    return _outcome_noun(reading, i) is None or verbal


def is_link(reading: Reading, first: int, last: int) -> bool:
    """Nothing but list separators between two tokens."""
    small, between = load_small_words(), reading.tokens[first:last]
    if not 0 < len(between) <= _LINK:
        return False
    if len(between) <= 4 and all(t.low in small.separators for t in between):
        return True
    # items without a figure stand between: "two tanks, a fighting vehicle and eleven guns"
    named = {k for i, (end, _) in reading.nouns.items() for k in range(i, end)}
    ends = between[0].low in small.separators and between[-1].low in small.separators
    inside = (
        t.low in either(small.separators, small.articles) or first + k in named for k, t in enumerate(between)
    )
    return ends and all(inside)


def is_rate(reading: Reading, thing: Counted, after: int) -> str | None:
    """The period of a rate that stands with the count or right after ``after`` ("1,500 a day", "killed every day"):
    day, week, month, year."""
    small = load_small_words()
    for period, words in (
        ("day", small.rates),
        ("week", small.week_rates),
        ("month", small.month_rates),
        ("year", small.year_rates),
    ):
        table = phrases(words)
        if table.firsts.isdisjoint(reading.words):
            continue
        near = (*range(thing.last, thing.last + 4), after, after + 1)
        if table.before(reading.tokens, thing.first) or any(table.at(reading.tokens, i) for i in near):
            return period
    return None
