"""Words, figures and signs of a text, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from counterclaim.text.clean import lower

Kind = Literal["word", "figure", "ordinal", "compound", "model", "address", "sign"]

# In order: the first alternative that fits wins. A possessive 's is a sign of its own, so that names match.
_ALTERNATIVES = {
    "address": r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.]+",
    "abbreviation": r"(?:[<U>]\.){2,}",
    "ordinal": r"[0-9]+(?:st|nd|rd|th)\b",
    "compound": r"[0-9][0-9.,]*-[<L>][<L>0-9-]*",
    "model": r"(?<![0-9])[<L>]+-?[0-9][<L>0-9-]*",
    "figure": r"[0-9]{1,3}(?:[ ][0-9]{3})+(?![0-9]|[.,][0-9])|[0-9]+(?:[.,][0-9]+)*",
    "possessive": r"'[sS]\b",
    "word": r"[<L>][<L><M>]*(?:-[<L><M>]+|'(?![sS]\b)[<L>][<L><M>]*)*",
    "sign": r"\S",
}
# Most words are told by their letters alone; this comes first and spares them the other alternatives.
_PLAIN_WORD = r"[A-Za-z]++(?![\w'.@:/+-]|[^\x00-\x7F])"
_SPACED = rf"\s*(?:{'|'.join((_PLAIN_WORD, *_ALTERNATIVES.values()))})"
# What \s is in both libraries; str.strip() takes more.
_SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_KINDS: dict[str, Kind] = {
    "address": "address",
    "abbreviation": "word",
    "ordinal": "ordinal",
    "compound": "compound",
    "model": "model",
    "figure": "figure",
    "possessive": "sign",
    "word": "word",
    "sign": "sign",
}


class Token(NamedTuple):
    """One word, figure or sign.

    Attributes:
        start, end: place in the text.
        text: the characters, as in the plain view.
        low: the same in lower case.
        kind: ``compound`` is a figure hyphened to a word ("24-hour"), ``model`` letters with figures ("T-72").
    """

    start: int
    end: int
    text: str
    low: str
    kind: Kind


def worded(tokens: Iterable[Token]) -> str:
    """Tokens as the text has them, with one space where it has any, and none where it has none ("Russia's")."""
    text, end = "", None
    for one in tokens:
        text += one.text if end is None or one.start == end else f" {one.text}"
        end = one.end
    return text


@cache
def _kinds() -> regex.Pattern[str]:
    named = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _ALTERNATIVES.items())
    return regex.compile(_of_any_script(named))


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(_of_any_script(_SPACED))


@cache
def _ascii_pattern() -> re.Pattern[str]:
    # The standard library's patterns are the faster ones, and on ASCII the two agree.
    letters = _SPACED.replace("<U>", "A-Z").replace("<L>", "A-Za-z").replace("<M>", "")
    return re.compile(letters, re.ASCII)


def _of_any_script(pattern: str) -> str:
    return pattern.replace("<U>", r"\p{Lu}").replace("<L>", r"\p{L}").replace("<M>", r"\p{M}")


@lru_cache(maxsize=1 << 16)
def _told(spaced: str) -> tuple[int, int, str, str, Kind]:
    """Of a token and the space before it: the length of both, its own, its text, lower case and kind.

    They are the same wherever it stands, and most stand often.
    """
    text = spaced.lstrip(_SPACE)
    found = _kinds().match(text)
    return len(spaced), len(text), text, lower(text), _KINDS[(found and found.lastgroup) or "sign"]


def tokenize(view: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of a stretch of a plain view (``text.clean.plain``), in order."""
    stop = len(view) if end is None else end
    simple = view[max(0, start - 1) : stop].isascii()
    pattern = _ascii_pattern() if simple else _pattern()
    tokens, at, make = [], start, tuple.__new__
    for length, size, text, low, kind in map(_told, pattern.findall(view, start, stop)):
        at += length
        tokens.append(make(Token, (at - size, at, text, low, kind)))
    return tokens
