"""Figures among tokens: digits, number words, ranges, shares, vague counts, money."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import NamedTuple

import regex

from counterclaim.lang import load_grammar, load_hedges, load_numbers
from counterclaim.model import Number
from counterclaim.text.phrases import Phrases
from counterclaim.text.tokens import Token

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


class _Part(NamedTuple):
    last: int
    value: Number | None
    vague: bool = False
    doubts: tuple[str, ...] = ()


def find_figures(tokens: Sequence[Token], skip: Collection[int] = ()) -> list[Figure]:
    """Figures in reading order, not overlapping.

    Args:
        skip: indices of tokens that belong to something else (a date, an age, a duration).
    """
    found: list[Figure] = []
    i = 0
    while i < len(tokens):
        figure = None if i in skip else _figure(tokens, i)
        if figure and not any(k in skip for k in range(figure.first, figure.last)):
            found.append(figure)
            i = max(figure.after, i + 1)
        else:
            i += 1
    return found


def _figure(tokens: Sequence[Token], i: int) -> Figure | None:
    words = load_numbers()
    currency, begin = _currency(tokens, i)
    part = _part(tokens, begin, currency is not None)
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
    codes = load_numbers().currencies
    for n in (2, 1):
        if i + n < len(tokens):
            code = codes.get("".join(t.low for t in tokens[i : i + n]))
            figure = tokens[i + n]
            if code and figure.kind == "figure" and (n == 1 or tokens[i].end == tokens[i + 1].start):
                return code, i + n
    return None, i


def _part(tokens: Sequence[Token], i: int, money: bool = False) -> _Part | None:
    """One number: digits with suffix and scale, or number words."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "figure":
        return _digits(tokens, i, money)
    if token.kind == "word":
        return _vague(tokens, i) or _spelled(tokens, i)
    return None


def _digits(tokens: Sequence[Token], i: int, money: bool) -> _Part | None:
    words = load_numbers()
    value, doubts = _read_digits(tokens[i].text, money)
    j = i + 1
    if j < len(tokens) and tokens[j].start == tokens[i].end and tokens[j].low in words.suffixes:
        return _Part(
            j + 1, _whole(None if value is None else _plain(tokens[i].text) * words.suffixes[tokens[j].low])
        )
    if j < len(tokens) and tokens[j].kind == "word":
        scale = words.scales.get(tokens[j].low) or words.groups.get(tokens[j].low)
        scale = scale or (words.suffixes.get(tokens[j].low) if len(tokens[j].low) > 1 else None)
        scaled = _whole(_plain(tokens[i].text) * scale) if scale else None
        if scaled is not None and (value is not None or tokens[i].text.count(",") == 1):
            return _Part(j + 1, scaled)
    return _Part(j, value, False, doubts)


@cache
def _shapes() -> tuple[regex.Pattern[str], ...]:
    return tuple(
        regex.compile(p)
        for p in (
            r"[0-9]+",
            r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?",
            r"[0-9]{1,3}(?:[ ][0-9]{3})+",
            r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]{1,2})?",
            r"[0-9]+\.[0-9]+",
            r"[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}",
        )
    )


def _read_digits(text: str, money: bool) -> tuple[Number | None, tuple[str, ...]]:
    """Value of a run of digits, and doubts. A dot before three digits separates thousands: a count of people or
    things has no decimals; money may have."""
    bare, commas, spaces, dots, decimal, indian = _shapes()
    if bare.fullmatch(text):
        return int(text[:18]), () if len(text) <= 15 else ("figure too long to be a count",)
    if commas.fullmatch(text) or indian.fullmatch(text):
        return _whole(float(text.replace(",", ""))), ()
    if spaces.fullmatch(text):
        return int(text.replace(" ", "")), ()
    if dots.fullmatch(text) and not (money and text.count(".") == 1):
        return _whole(float(text.replace(".", "").replace(",", "."))), (
            "a dot read as separator of thousands",
        )
    if decimal.fullmatch(text):
        return _whole(float(text)), ()
    return None, ("broken separators in the figure",)


def _plain(text: str) -> float:
    """Before a scale word a dot or a lone comma is a decimal sign ("2.700 million", "1,5 million")."""
    if text.count(",") == 1 and "." not in text and len(text.split(",")[1]) != 3:
        text = text.replace(",", ".")
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return float("nan")


def _whole(value: float | None) -> Number | None:
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return None
    value = round(value, 6)  # 16.4 times a million is 16,400,000
    return int(value) if value == int(value) else value


def _spelled(tokens: Sequence[Token], i: int) -> _Part | None:
    words, grammar = load_numbers(), load_grammar()
    total, current, j, seen = 0.0, 0.0, i, False
    if tokens[i].low in load_grammar().article | load_grammar().half:
        return _article_scale(tokens, i)
    while j < len(tokens):
        low = tokens[j].low
        value = _small(low)
        if value is not None:
            if seen and not _may_follow(current, value):
                break
            current, seen, j = current + value, True, j + 1
        elif low in words.groups and seen:
            current, j = current * words.groups[low], j + 1
        elif low in words.scales and seen:
            scale = words.scales[low]
            if scale == 100:
                current = max(current, 1) * 100
            else:
                total, current = total + max(current, 1) * scale, 0
            j += 1
        elif low in grammar.together and seen and (half := _and_a_half(tokens, j)):
            current, j = current + 0.5, half
        elif (
            low in grammar.together
            and seen
            and j > i
            and tokens[j - 1].low in words.scales
            and j + 1 < len(tokens)
        ):
            following = _small(tokens[j + 1].low)
            if following is None or not _may_follow(current, following):
                break
            j += 1
        else:
            break
    return _Part(j, _whole(total + current)) if seen else None


def _and_a_half(tokens: Sequence[Token], j: int) -> int | None:
    """ "one and a half million": the token of the scale."""
    grammar = load_grammar()
    half = j + 2 < len(tokens) and tokens[j + 1].low in grammar.article and tokens[j + 2].low in grammar.half
    scaled = j + 3 < len(tokens) and tokens[j + 3].low in load_numbers().scales
    return j + 3 if half and scaled else None


def _may_follow(current: float, value: int) -> bool:
    return (current % 100 == 0 and value < 100) or (current % 10 == 0 and current % 100 >= 20 and value < 10)


def _small(low: str) -> int | None:
    words = load_numbers()
    if low in words.units:
        return words.units[low]
    if low in words.tens:
        return words.tens[low]
    head, dash, tail = low.removesuffix("-odd").partition("-")
    if not dash and low.endswith("-odd"):
        return words.tens.get(head)
    if dash and head in words.tens and 0 < words.units.get(tail, 0) < 10:
        return words.tens[head] + words.units[tail]
    return None


def _article_scale(tokens: Sequence[Token], i: int) -> _Part | None:
    """ "a hundred", "a dozen", "half a million", "half a dozen", "a million"."""
    words = load_numbers()
    share = 0.5 if tokens[i].low in load_grammar().half else 1.0
    j = i + 1
    if share == 0.5 and j < len(tokens) and tokens[j].low in load_grammar().article:
        j += 1
    elif share == 0.5 and not (j < len(tokens) and tokens[j].low in {*words.groups, *words.scales}):
        return None
    if share == 1.0 and j < len(tokens) and tokens[j].low in load_grammar().half:
        share, j = 0.5, j + 1
    if j < len(tokens) and (scale := words.scales.get(tokens[j].low) or words.groups.get(tokens[j].low)):
        after, factor = _scales_after(tokens, j + 1)
        more = (
            _small(tokens[after + 1].low)
            if after + 1 < len(tokens) and tokens[after].low in load_grammar().together
            else None
        )
        if more is not None and scale == 100 and share == factor == 1:
            return _Part(after + 2, scale + more)
        return _Part(after, _whole(share * scale * factor))
    return None


def _scales_after(tokens: Sequence[Token], j: int) -> tuple[int, int]:
    scales, factor = load_numbers().scales, 1
    while j < len(tokens) and tokens[j].low in scales:
        factor, j = factor * scales[tokens[j].low], j + 1
    return j, factor


@cache
def _vague_before_scale() -> Phrases[bool]:
    return Phrases((p, True) for p in load_numbers().vague.before_scale)


@cache
def _vague_determiners() -> Phrases[bool]:
    return Phrases((p, True) for p in load_numbers().vague.determiners)


def _vague(tokens: Sequence[Token], i: int) -> _Part | None:
    """ "dozens", "tens of thousands", "several hundred", "several"."""
    words = load_numbers()
    if tokens[i].low in words.vague.plurals:
        j = i + 1
        while (
            j + 1 < len(tokens)
            and tokens[j].low in load_grammar().of
            and tokens[j + 1].low in words.vague.plurals
        ):
            j += 2
        return None if tokens[i].low in load_grammar().tens and j == i + 1 else _Part(j, None, True)
    hit = _vague_before_scale().at(tokens, i)
    if (
        hit
        and hit[0] < len(tokens)
        and tokens[hit[0]].low in {*words.scales, *words.groups, *words.vague.plurals}
    ):
        return _Part(_scales_after(tokens, hit[0] + 1)[0], None, True)
    hit = _vague_determiners().at(tokens, i)
    return _Part(hit[0], None, True) if hit else None


def _second(tokens: Sequence[Token], j: int, first: int, one: _Part) -> _Part | None:
    """The far end of a range: "5 to 10", "5-10", "between 5 and 10", "two or three", "385,000 to over 600,000"."""
    if j + 1 >= len(tokens) or (one.value is None and not one.vague):
        return None
    link, grammar = tokens[j].low, load_grammar()
    between = first > 0 and tokens[first - 1].low in load_grammar().between
    before = {t.low for t in tokens[max(0, first - _CHANGE_REACH) : first]}
    rises = first > 1 and tokens[first - 1].low in load_grammar().away and bool(before & _rising())
    tight = (
        link == "-" and tokens[j].start - tokens[j - 1].end <= 1 and tokens[j + 1].start - tokens[j].end <= 1
    )
    if link in grammar.up and tokens[j + 1].low in grammar.to:
        link, j = tokens[j + 1].low, j + 1
    far = (link in grammar.to and not rises) or (link in grammar.together and between)
    if not (tight or far or link in grammar.either):
        return None
    _, start = _currency(tokens, _after_hedge(tokens, j + 1))
    two = _part(tokens, start)
    if two is None or two.vague != one.vague:
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
        and (low in load_grammar().article | load_grammar().one or words.units.get(low, 0) > 1)
    ):
        j, times, name = i + 2, max(words.units.get(low, 1), 1), tokens[i + 1].low
    if j == i or not (j < len(tokens) and tokens[j].low in load_grammar().whole_links):
        return None
    if i > 0 and (tokens[i - 1].kind == "ordinal" or tokens[i - 1].low in load_grammar().of_a_row):
        return None
    if tokens[j].low in load_grammar().article and name in load_grammar().half:
        return None
    value = _whole(round(words.shares[name] * times, 6))
    return (
        Figure(i, j, None, None, j, "percent", "vague")
        if words.shares[name] < 0
        else Figure(i, j, value, value, j, "percent", "share")
    )


def _rising() -> frozenset[str]:
    """Verbs after which "from … to …" is a change and no range."""
    return load_hedges().reached.verbs | load_hedges().reached.changes


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
