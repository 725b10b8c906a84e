"""Which characters a match of a pattern can begin with, so that alternatives are tried only there.

Reads the part of the pattern language that the grammar of times is written in: literals, classes without
ranges, groups, alternatives, look-around, ``$`` and the quantifiers ``?``, ``*``, ``+``, ``{m,n}``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_OPEN = re.compile(r"\((?:\?(?:(?P<look><?[=!])|:|P<\w+>))?")
_CLASS = re.compile(r"\[((?:\\.|[^\]\\])*)\]")
_QUANTIFIER = re.compile(r"([?*+]|\{(\d+)(?:,\d*)?\})\??")


class _Begin(NamedTuple):
    chars: frozenset[str]
    empty: bool  # can match nothing
    end: int


def begins(pattern: str) -> frozenset[str]:
    """The characters that a match can begin with.

    Raises:
        ValueError: the pattern can match nothing, or is not written in the part of the language that is read.
    """
    found = _alternatives(pattern, 0)
    if found.end != len(pattern) or found.empty:
        raise ValueError(f"no first characters can be told of {pattern!r}")
    return found.chars


def guarded(pattern: str) -> str:
    """The pattern, tried only before a character it can begin with."""
    return f"(?=[{re.escape(''.join(sorted(begins(pattern))))}])(?:{pattern})"


def _alternatives(pattern: str, at: int) -> _Begin:
    chars: frozenset[str] = frozenset()
    empty = False
    while True:
        one = _sequence(pattern, at)
        chars, empty, at = chars | one.chars, empty or one.empty, one.end
        if pattern[at : at + 1] != "|":
            return _Begin(chars, empty, at)
        at += 1


def _sequence(pattern: str, at: int) -> _Begin:
    chars: frozenset[str] = frozenset()
    empty = True
    while at < len(pattern) and pattern[at] not in "|)":
        one = _atom(pattern, at)
        at, none = one.end, one.empty
        quantifier = _QUANTIFIER.match(pattern, at)
        if quantifier:
            at = quantifier.end()
            none = none or quantifier[1] in "?*" or quantifier[2] == "0"
        chars = chars | one.chars if empty else chars
        empty = empty and none
    return _Begin(chars, empty, at)


def _atom(pattern: str, at: int) -> _Begin:
    char = pattern[at]
    if char == "(":
        opened = _OPEN.match(pattern, at)
        inner = _alternatives(pattern, opened.end() if opened else at + 1)
        if opened and opened["look"]:
            return _Begin(frozenset(), True, inner.end + 1)
        return inner._replace(end=inner.end + 1)
    if char == "[":
        found = _CLASS.match(pattern, at)
        if found:
            return _Begin(frozenset(re.sub(r"\\(.)", r"\1", found[1])), False, found.end())
    if char == "\\":
        return _Begin(frozenset(pattern[at + 1]), False, at + 2)
    if char == "$":
        return _Begin(frozenset(), True, at + 1)
    return _Begin(frozenset(char), False, at + 1)
