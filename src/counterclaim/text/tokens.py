"""Words, figures and signs of a text, with their places."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

import regex

from counterclaim.text.clean import lower

Kind = Literal["word", "figure", "ordinal", "compound", "model", "address", "sign"]

# In order: the first alternative that fits wins. A possessive 's is a sign of its own, so that names match.
_ALTERNATIVES = (
    r"(?P<address>(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.]+)",
    r"(?P<abbreviation>(?:\p{Lu}\.){2,})",
    r"(?P<ordinal>[0-9]+(?:st|nd|rd|th)\b)",
    r"(?P<compound>[0-9][0-9.,]*-\p{L}[\p{L}0-9-]*)",
    r"(?P<model>(?<![0-9])\p{L}+-?[0-9][\p{L}0-9-]*)",
    r"(?P<figure>[0-9]{1,3}(?:[ ][0-9]{3})+(?![0-9]|[.,][0-9])|[0-9]+(?:[.,][0-9]+)*)",
    r"(?P<possessive>'[sS]\b)",
    r"(?P<word>\p{L}[\p{L}\p{M}]*(?:-[\p{L}\p{M}]+|'(?![sS]\b)\p{L}[\p{L}\p{M}]*)*)",
    r"(?P<sign>[^\s])",
)
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


@cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile("|".join(_ALTERNATIVES))


def tokenize(view: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of a stretch of a plain view (``text.clean.plain``), in order."""
    stop = len(view) if end is None else end
    return [
        Token(m.start(), m.end(), m.group(), lower(m.group()), _KINDS[m.lastgroup or "sign"])
        for m in _pattern().finditer(view, start, stop)
    ]
