"""A place in a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a text, so that ``source[start:end] == text``.

    Attributes:
        start: offset of the first character, in Unicode code points of the text as read.
        end: offset after the last character.
        text: the characters themselves.
    """

    start: int
    end: int
    text: str
