"""Figures among tokens: digits, number words, ranges, shares, vague counts, money."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

from counterclaim.lang import load_grammar, load_hedges, load_numbers
from counterclaim.model import Number
from counterclaim.text.numbers import Part, number_openers, read_number, whole
from counterclaim.text.phrases import Phrases
from counterclaim.text.tokens import Token, tokenize

_CHANGE_REACH = 10


class Figure(NamedTuple):
    """A figure without its hedge.

    Attributes:
        first, last: the tokens it consists of, ``last`` exclusive.
        low, high: its value; both None where it is vague or cannot be read.
        after: the first token after the figure and its unit words ("dollars", "percent", "square km").
        unit: ``percent``, a currency code, ``km2``, ``km`` or None.
        kind: ``plain`` · ``range`` · ``vague`` · ``share`` · ``none`` (a claim of zero).
        doubts: what a reviewer should look at.
    """

    first: int
    last: int
    low: Number | None
    high: Number | None
    after: int
    unit: str | None = None
    kind: str = "plain"
    doubts: tuple[str, ...] = ()


def find_figures(tokens: Sequence[Token], skip: Collection[int] = ()) -> list[Figure]:
    """Figures in reading order, not overlapping.

    Args:
        skip: indices of tokens that belong to something else (a date, an age, a duration).
    """
    found: list[Figure] = []
    openers, done = _openers(), 0
    for i in [
        i for i, (_, _, _, low, kind) in enumerate(tokens) if kind == "figure" or low in openers or "-" in low
    ]:
        if i < done or i in skip:
            continue
        figure = _figure(tokens, i)
        if figure and not (skip and any(k in skip for k in range(figure.first, figure.last))):
            found.append(figure)
            done = figure.after
    return found


@cache
def _openers() -> frozenset[str]:
    """What a figure may begin with besides digits and hyphened number words ("twenty-five")."""
    words = load_numbers()
    money = {tokenize(code)[0].low for code in words.currencies}
    return frozenset((*number_openers(), *_nothing().firsts, *money, *words.shares))


def _figure(tokens: Sequence[Token], i: int) -> Figure | None:
    words = load_numbers()
    currency, begin = _currency(tokens, i)
    part = read_number(tokens, begin, currency is not None)
    if part is None:
        return _share(tokens, i) or _none(tokens, i) if begin == i else None
    if currency is None and (share := _share(tokens, i)):
        return share
    last, low, high, kind = part.last, part.value, part.value, "vague" if part.vague else "plain"
    doubts = part.doubts
    second = _second(tokens, last, i, part)
    if second:
        last, low, high, kind = second.last, _scaled_like(part.value, second.value), second.value, "range"
        doubts += second.doubts
        if second.vague or part.vague:
            low, high, kind = None, None, "vague"
    unit, after, factor = currency, last, 1.0
    if last < len(tokens) and tokens[last].text in words.percent.signs:
        unit, last, after, kind = "percent", last + 1, last + 1, "share"
    elif hit := _units().at(tokens, last):
        after, (unit, factor) = hit
        kind = "share" if unit == "percent" else kind
    if factor != 1.0:
        low, high = (None if v is None else round(v * factor, 2) for v in (low, high))
    return Figure(i, last, low, high, after, unit, kind, doubts)


def _currency(tokens: Sequence[Token], i: int) -> tuple[str | None, int]:
    codes, last = load_numbers().currencies, len(tokens) - 1
    two = i + 2 <= last and tokens[i + 2].kind == "figure" and tokens[i].end == tokens[i + 1].start
    if two and (code := codes.get(tokens[i].low + tokens[i + 1].low)):
        return code, i + 2
    if i + 1 <= last and tokens[i + 1].kind == "figure" and (code := codes.get(tokens[i].low)):
        return code, i + 1
    return None, i


def _second(tokens: Sequence[Token], j: int, first: int, one: Part) -> Part | None:
    """The far end of a range: "5 to 10", "5-10", "between 5 and 10", "two or three", "385,000 to over 600,000"."""
    if j + 1 >= len(tokens) or (one.value is None and not one.vague):
        return None
    link, grammar = tokens[j].low, load_grammar()
    if link not in _links():
        return None
    between = first > 0 and tokens[first - 1].low in grammar.between
    rises = first > 1 and tokens[first - 1].low in grammar.away and _rises(tokens, first)
    tight = (
        link == "-" and tokens[j].start - tokens[j - 1].end <= 1 and tokens[j + 1].start - tokens[j].end <= 1
    )
    if link in grammar.up and tokens[j + 1].low in grammar.to:
        link, j = tokens[j + 1].low, j + 1
    far = (link in grammar.to and not rises) or (link in grammar.together and between)
    if not (tight or far or link in grammar.either):
        return None
    _, start = _currency(tokens, _after_hedge(tokens, j + 1))
    two = read_number(tokens, start)
    if two is None or two.vague != one.vague or (two.value is None and not two.vague):
        return None
    if (
        link in grammar.either
        and not (one.vague and two.vague)
        and (two.value is None or one.value is None or not one.value < two.value <= 2 * one.value + 1)
    ):
        return None
    if one.value is not None and two.value is not None and one.value >= two.value:
        scale = two.value / one.value if one.value else 0
        return two if scale == 1 else None
    return two


def _scaled_like(low: Number | None, high: Number | None) -> Number | None:
    """ "2-3 thousand", "25-28,000": the scale of the far end holds for the near one too."""
    if low is None or high is None or low >= 1000:
        return low
    scale = next((s for s in (10**9, 10**6, 10**3) if high >= s), 1)
    return low * scale if low * scale < high else low


@cache
def _units() -> Phrases[tuple[str, float]]:
    words = load_numbers()
    entries = [(w, ("percent", 1.0)) for w in sorted(words.percent.words)]
    entries += [(w, (code, 1.0)) for w, code in words.currency_words.items()]
    entries += [(w, (m.unit, m.factor)) for m in words.measure for w in m.words]
    return Phrases(entries)


def _share(tokens: Sequence[Token], i: int) -> Figure | None:
    """ "half of", "two thirds of", "a quarter of the", "one-third"; not "the second half"."""
    words = load_numbers()
    low = tokens[i].low
    head, dash, tail = low.partition("-")
    j, times, name = i, 1, low
    if dash and head in words.units and tail in words.shares:
        j, times, name = i + 1, words.units[head], tail
    elif low in words.shares and low not in load_grammar().ordinal_shares:
        j = i + 1
    elif (
        i + 1 < len(tokens)
        and tokens[i + 1].low in words.shares
        and (low in load_grammar().article or low in load_grammar().one or words.units.get(low, 0) > 1)
    ):
        j, times, name = i + 2, max(words.units.get(low, 1), 1), tokens[i + 1].low
    if j == i or not (j < len(tokens) and tokens[j].low in load_grammar().whole_links):
        return None
    if i > 0 and (tokens[i - 1].kind == "ordinal" or tokens[i - 1].low in load_grammar().of_a_row):
        return None
    if tokens[j].low in load_grammar().article and name in load_grammar().half:
        return None
    value = whole(round(words.shares[name] * times, 6))
    return (
        Figure(i, j, None, None, j, "percent", "vague")
        if words.shares[name] < 0
        else Figure(i, j, value, value, j, "percent", "share")
    )


@cache
def _links() -> frozenset[str]:
    """What may stand between the ends of a range, or begin that."""
    grammar = load_grammar()
    return grammar.up | grammar.to | grammar.together | grammar.either | {"-"}


def _rises(tokens: Sequence[Token], first: int) -> bool:
    """After some verbs "from … to …" is a change and no range."""
    reached, before = load_hedges().reached, tokens[max(0, first - _CHANGE_REACH) : first]
    return any(t.low in reached.verbs or t.low in reached.changes for t in before)


@cache
def _hedges() -> Phrases[bool]:
    return Phrases((w, True) for h in load_hedges().hedge for w in h.before)


def _after_hedge(tokens: Sequence[Token], i: int) -> int:
    """The far end of a range may have a hedge of its own."""
    hit = _hedges().at(tokens, i)
    return hit[0] if hit else i


@cache
def _nothing() -> Phrases[bool]:
    return Phrases((p, True) for p in load_numbers().none.words)


def _none(tokens: Sequence[Token], i: int) -> Figure | None:
    hit = _nothing().at(tokens, i)
    if hit and hit[0] < len(tokens) and tokens[hit[0]].low in load_numbers().none.not_before:
        return None
    return Figure(i, hit[0], 0, 0, hit[0], None, "none") if hit else None
