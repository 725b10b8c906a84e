"""What a figure counts: the noun it stands with."""

from __future__ import annotations

from typing import NamedTuple

from counterclaim.extraction.lexicon import Cue, Noun, phrases
from counterclaim.extraction.reading import Count, Reading
from counterclaim.lang import load_small_words
from counterclaim.text.tokens import Token

_MODIFIERS = 6
_PEOPLE = Noun("people", "people", True)
_MONEY = Noun("money", "money", True)
_GROUND = {"km2": Noun("area", "ground", True), "km": Noun("distance", "ground", True)}
_FIGHTERS = Noun("personnel", "people", True)


class Counted(NamedTuple):
    """The noun phrase after a figure.

    Attributes:
        first, last: tokens from the figure to the end of the phrase, ``last`` exclusive.
        noun: what its head names, None where it has no noun or one that is not in the vocabulary.
        head: tokens of the head, empty where there is none.
        outcome: what the head itself says happened ("20 dead"), its cues.
        anaphor: it goes back to something counted before ("of these losses", "of them").
    """

    first: int
    last: int
    noun: Noun | None
    head: tuple[int, int] | tuple[()]
    outcome: tuple[Cue, ...] = ()
    anaphor: bool = False


def counted(reading: Reading, count: Count) -> Counted:
    """Reads on from the figure over what describes the noun to the noun."""
    figure, tokens = count.figure, reading.tokens
    small = load_small_words()
    i = max(figure.after, count.hedged.last)
    if figure.unit and figure.unit.isupper():
        return Counted(figure.first, i, _MONEY, ())
    if figure.unit in _GROUND:
        return Counted(figure.first, i, _GROUND[figure.unit], ())
    best: Counted | None = None
    anaphor = unknown = 0
    while i < len(tokens) and unknown <= _MODIFIERS:
        token = tokens[i]
        if time := reading.time_at(i):
            if time.mention.kind not in ("rate", "vague"):
                break
            i = time.last
            continue
        outcome = _outcome_noun(reading, i)
        noun = reading.nouns.get(i)
        if noun and (not outcome or noun[0] >= outcome[0]):
            soft = outcome[1] if outcome and outcome[0] == noun[0] else ()
            told = (_predicate_noun(reading, count, i, noun[0]) if soft else None) or noun[1]
            best = Counted(figure.first, noun[0], told, (i, noun[0]), soft, bool(anaphor))
            i = noun[0]
            if i < len(tokens) and _ends(reading, i):
                break
            continue
        if outcome and _stands_as_noun(reading, i, outcome[0], best):
            noun_before = best.noun if best else _predicate_noun(reading, count, i, outcome[0])
            return Counted(figure.first, outcome[0], noun_before, (i, outcome[0]), outcome[1], bool(anaphor))
        people = _a_people(reading, i) if best is None else None
        if people:
            armed = reading.mention_at(i)
            noun_of = _FIGHTERS if armed and armed.role == "group" else _PEOPLE
            return Counted(figure.first, people, noun_of, (i, people), (), bool(anaphor))
        if best or token.low in small.auxiliaries or i in reading.cues and not _describes(reading, i):
            break
        if token.kind == "sign":
            if token.text not in ("'s", '"', "'", "(") or (
                token.text == "(" and tokens[i - 1].end == token.start
            ):
                break
        elif token.low in small.anaphors:
            anaphor = 1
        elif token.low in small.skippable or reading.mention_at(i):
            pass
        elif token.low in small.carriers:
            unknown += 1
        elif (
            token.low in small.prepositions or token.low in small.conjunctions or token.low in small.pronouns
        ):
            break
        elif token.low in small.auxiliaries or token.kind == "figure":
            break
        else:
            unknown += 1
        i += 1
    return best or Counted(figure.first, figure.after, None, (), (), bool(anaphor))


def _a_people(reading: Reading, i: int) -> int | None:
    """The name of a people stands as the noun ("two Americans", "four Chinese")."""
    mention = reading.mention_at(i)
    if mention is None or mention.role not in ("people", "demonym", "group") or mention.first != i:
        return None
    return None if _noun_follows(reading, mention.last) else mention.last


def _outcome_noun(reading: Reading, i: int) -> tuple[int, tuple[Cue, ...]] | None:
    hit = reading.cues.get(i)
    found = tuple(c for c in hit[1] if c.role == "noun") if hit else ()
    return (hit[0], found) if hit and found else None


def _predicate_noun(reading: Reading, count: Count, i: int, after: int) -> Noun | None:
    """ "46 of the dead were girls": the predicate tells who they were."""
    small, tokens = load_small_words(), reading.tokens
    if i - count.figure.after < 1 or tokens[count.figure.after].low != "of":
        return None
    for k in range(after, min(after + 4, len(tokens))):
        if k in reading.nouns and k > after:
            return reading.nouns[k][1]
        if tokens[k].low not in small.auxiliaries:
            return None
    return None


def _stands_as_noun(reading: Reading, i: int, after: int, best: Counted | None) -> bool:
    """ "20 injured" yes; "20 injured soldiers" no: there it describes the noun; "20 soldiers injured" no."""
    if best is not None and not any(
        c.role == "noun" and len(reading.text(i, after)) > 0 for c in reading.cues[i][1]
    ):
        return False
    if any(c.role in ("verb", "word") for c in reading.cues[i][1]):
        if best is not None:
            return False
        return not _noun_follows(reading, after)
    return True


def _noun_follows(reading: Reading, i: int) -> bool:
    """A noun comes within the same phrase."""
    small = load_small_words()
    for k in range(i, min(i + 4, len(reading.tokens))):
        if k in reading.nouns:
            return True
        token = reading.tokens[k]
        if token.kind != "word" or token.low in small.prepositions or token.low in small.conjunctions:
            return False
        if token.low in small.auxiliaries or reading.time_at(k) or token.low in small.articles:
            return False
    return False


def _describes(reading: Reading, i: int) -> bool:
    """An outcome word before the noun ("two wounded soldiers")."""
    last, found = reading.cues[i]
    return any(c.role in ("word", "verb") for c in found) and _noun_follows(reading, last)


def _ends(reading: Reading, i: int) -> bool:
    """No further noun makes a compound with the one just read ("drone" + "attacks", "police" + "officers")."""
    if i in reading.nouns and not reading.time_at(i):
        return False
    hit = _outcome_noun(reading, i)
    return not (hit and not any(c.role in ("verb", "word") for c in reading.cues[i][1]))


def shares_list(reading: Reading, left: Counted, right: Count) -> bool:
    """Only a comma or a conjunction stands between one counted phrase and the next figure."""
    return is_link(reading, left.last, right.hedged.first)


def is_link(reading: Reading, first: int, last: int) -> bool:
    """Nothing but list separators between two tokens."""
    between = reading.tokens[first:last]
    return 0 < len(between) <= 4 and all(_separates(t) for t in between)


def _separates(token: Token) -> bool:
    return token.text in (",", ";", "&", "-") or token.low in ("and", "or", "as", "well", "plus", "also")


def is_rate(reading: Reading, counted_: Counted) -> str | None:
    """The period of a rate that stands with the count ("1,500 a day"): day, week, month, year."""
    small = load_small_words()
    for period, words in (
        ("day", small.rates),
        ("week", small.week_rates),
        ("month", small.month_rates),
        ("year", small.year_rates),
    ):
        table = phrases(words)
        for i in range(counted_.last, min(counted_.last + 4, len(reading.tokens))):
            if table.at(reading.tokens, i):
                return period
        if table.before(reading.tokens, counted_.first):
            return period
    return None
