"""One number: digits with their separators and scale, or number words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from counterclaim.lang import load_grammar, load_numbers
from counterclaim.model import Number
from counterclaim.text.phrases import Phrases
from counterclaim.text.tokens import Token


class Part(NamedTuple):
    """A number as read, ``last`` exclusive; ``value`` None where it is vague or cannot be read."""

    last: int
    value: Number | None
    vague: bool = False
    doubts: tuple[str, ...] = ()


def read_number(tokens: Sequence[Token], i: int, money: bool = False) -> Part | None:
    """One number: digits with suffix and scale, or number words."""
    if i >= len(tokens):
        return None
    token = tokens[i]
    if token.kind == "figure":
        return _digits(tokens, i, money)
    if token.kind == "word":
        return _vague(tokens, i) or _spelled(tokens, i)
    return None


@cache
def number_openers() -> frozenset[str]:
    """Words that a number may begin with, besides hyphened ones ("twenty-five")."""
    words, grammar = load_numbers(), load_grammar()
    plain = frozenset((*words.units, *words.tens)) | words.vague.plurals | grammar.article | grammar.half
    return plain | _vague_before_scale().firsts | _vague_determiners().firsts


def _digits(tokens: Sequence[Token], i: int, money: bool) -> Part | None:
    words = load_numbers()
    value, doubts = _read_digits(tokens[i].text, money)
    j = i + 1
    if j < len(tokens) and tokens[j].start == tokens[i].end and tokens[j].low in words.suffixes:
        return Part(
            j + 1, whole(None if value is None else _plain(tokens[i].text) * words.suffixes[tokens[j].low])
        )
    if j < len(tokens) and tokens[j].kind == "word":
        scale = words.scales.get(tokens[j].low) or words.groups.get(tokens[j].low)
        scale = scale or (words.suffixes.get(tokens[j].low) if len(tokens[j].low) > 1 else None)
        scaled = whole(_plain(tokens[i].text) * scale) if scale else None
        if scaled is not None and (value is not None or tokens[i].text.count(",") == 1):
            return Part(j + 1, scaled)
    return Part(j, value, False, doubts)


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(p)
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
        return whole(float(text.replace(",", ""))), ()
    if spaces.fullmatch(text):
        return int(text.replace(" ", "")), ()
    if dots.fullmatch(text) and not (money and text.count(".") == 1):
        return whole(float(text.replace(".", "").replace(",", "."))), (
            "a dot read as separator of thousands",
        )
    if decimal.fullmatch(text):
        return whole(float(text)), ()
    return None, ("broken separators in the figure",)


def _plain(text: str) -> float:
    """Before a scale word a dot or a lone comma is a decimal sign ("2.700 million", "1,5 million")."""
    if text.count(",") == 1 and "." not in text and len(text.split(",")[1]) != 3:
        text = text.replace(",", ".")
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return float("nan")


def whole(value: float | None) -> Number | None:
    """A whole number where it is one; None where it is no number."""
    if value is None or value != value or value in (float("inf"), float("-inf")):
        return None
    value = round(value, 6)  # 16.4 times a million is 16,400,000
    return int(value) if value == int(value) else value


def _spelled(tokens: Sequence[Token], i: int) -> Part | None:
    words, grammar = load_numbers(), load_grammar()
    total, current, j, seen = 0.0, 0.0, i, False
    if tokens[i].low in grammar.article or tokens[i].low in grammar.half:
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
    return Part(j, whole(total + current)) if seen else None


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


def _article_scale(tokens: Sequence[Token], i: int) -> Part | None:
    """ "a hundred", "a dozen", "half a million", "half a dozen", "a million"."""
    words = load_numbers()
    share = 0.5 if tokens[i].low in load_grammar().half else 1.0
    j = i + 1
    if share == 0.5 and j < len(tokens) and tokens[j].low in load_grammar().article:
        j += 1
    elif share == 0.5 and not (
        j < len(tokens) and (tokens[j].low in words.groups or tokens[j].low in words.scales)
    ):
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
            return Part(after + 2, scale + more)
        return Part(after, whole(share * scale * factor))
    return None


def _scales_after(tokens: Sequence[Token], j: int) -> tuple[int, int]:
    scales, factor = load_numbers().scales, 1
    while j < len(tokens) and tokens[j].low in scales:
        factor, j = factor * scales[tokens[j].low], j + 1
    return j, factor


def _is_scale(word: str) -> bool:
    words = load_numbers()
    return word in words.scales or word in words.groups or word in words.vague.plurals


@cache
def _vague_before_scale() -> Phrases[bool]:
    return Phrases((p, True) for p in load_numbers().vague.before_scale)


@cache
def _vague_determiners() -> Phrases[bool]:
    return Phrases((p, True) for p in load_numbers().vague.determiners)


def _vague(tokens: Sequence[Token], i: int) -> Part | None:
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
        return None if tokens[i].low in load_grammar().tens and j == i + 1 else Part(j, None, True)
    hit = _vague_before_scale().at(tokens, i)
    if hit and hit[0] < len(tokens) and _is_scale(tokens[hit[0]].low):
        return Part(_scales_after(tokens, hit[0] + 1)[0], None, True)
    hit = _vague_determiners().at(tokens, i)
    return Part(hit[0], None, True) if hit else None
