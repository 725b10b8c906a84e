"""The sentence that a figure stands in."""

from __future__ import annotations

from counterclaim.model import Span
from counterclaim.text.clean import plain
from counterclaim.text.segment import segment
from counterclaim.text.sentences import sentences


def sentence_at(text: str, number: Span) -> Span:
    """The sentence around the figure, the figure alone where it stands in none."""
    view = plain(text)
    for block in segment(text, None):
        if block.start <= number.start < block.end:
            for start, end in sentences(view, block.start, block.end):
                if start <= number.start < end:
                    return Span(start, max(end, number.end), text[start : max(end, number.end)])
    return number
