"""What is text but cannot be a report, told before time is spent on it."""

from __future__ import annotations

import re

from counterclaim.errors import DocumentError
from counterclaim.model import Raw

# A book has some half a million characters; no report has a line longer than two of them.
_LONGEST_LINE = 1_000_000
# The fullest tables of losses hold some hundreds of figures among as many words.
_FIGURES, _SHARE = 20_000, 1 / 3

_FIGURE = re.compile(r"\d[\d.,]*")


def check_plausible(raw: Raw) -> None:
    """Raises ``DocumentError`` for an endless line and for a mass of numbers."""
    if len(raw.text) < min(_LONGEST_LINE, _FIGURES):
        return
    longest = max(map(len, raw.text.split("\n")))
    if longest > _LONGEST_LINE:
        raise DocumentError(
            raw.source, f"has a line of {longest:,} characters, which no report has: break it into reports"
        )
    figures = sum(1 for _ in _FIGURE.finditer(raw.text))
    if figures > _FIGURES and figures > _SHARE * len(raw.text.split()):
        raise DocumentError(raw.source, f"is a mass of {figures:,} numbers and no report: leave it out")
