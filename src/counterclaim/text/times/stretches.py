"""Where in a text a time may be told: the cheap look that spares the rest of it the dear one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from counterclaim.text.times.shape import alphabet

_BEFORE, _AFTER = 48, 64  # characters to be read on either side of a word that may tell a time
_MOST = 4096  # characters to be read at once, however thick such words stand
_SPACE = re.compile(r"\s")
# Besides months, weekdays and units: cues that tell a time without them.
_CUES = (
    "since",
    "dayparts",
    "hours",
    "overnight",
    "currently",
    "vague",
    "so_far",
    "now",
    "ago",
    "aged",
    "old",
)
_FIGURES = (
    r"(?:1[5-9]|20)\d\d(?!\d)|\d{4}(?: [A-Z]{2}|-\d|/\d)|[QH][1-4]\b"
    r"|\d\d?(?::\d\d|(?:st|nd|rd|th)\b|[-/.]\d\d?[-/.]\d|\s?[AaPp]\.?[Mm]\b|,(?! ?\d)| [oO]'|0s\b)"
)


def stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches around words and figures that may tell a time, in order, not overlapping; cut at white space.

    What is told across more than some fifty characters without any such word is cut, and so may be what
    stands where a stretch grows too long.
    """
    done, low, high = start, -1, -1
    for hit in _hints().finditer(text, start, end):
        if low >= 0 and (hit.start() - _BEFORE > high or hit.end() - low > _MOST):
            done = _space(text, high, end)
            yield low, done
            low = -1
        if hit.end() <= done:
            continue
        if low < 0:
            low = hit.start() - _BEFORE
            low = _space(text, low, hit.start()) if low > done else done
        high = hit.end() + _AFTER
    if low >= 0:
        yield low, _space(text, high, end)


def _space(text: str, at: int, limit: int) -> int:
    """The next white space, or a place soon after where there is none."""
    near = min(limit, at + _AFTER)
    found = _SPACE.search(text, at, near)
    return found.start() if found else near


@cache
def _hints() -> re.Pattern[str]:
    letters = alphabet()
    tables = (
        letters.months, letters.short_months, letters.weekdays, letters.short_weekdays, letters.seasons,
        letters.units, letters.days, letters.rates,
    )  # fmt: skip
    chars = {char for table in tables for char in table}
    phrases = {phrase for cue in _CUES for phrase in letters.words(cue)}
    chars |= {letters.char(phrase) for phrase in phrases if " " not in phrase}
    words = letters.forms(chars)
    # Where one word of a phrase tells a time, the others need not be looked for.
    words += (form for p in phrases if not set(p.split()) & set(words) for form in _cases(p))
    young, under = ([f for word in letters.words(cue) for f in _cases(word)] for cue in ("young", "under"))
    # The look at the first letter spares most words the branches.
    first = "".join(sorted({word[0] for word in (*words, *young, *under)} | {"Q", "H"}))
    ages = rf"{_branches(young)}\s+{_branches(under)}\b|{_branches(under)}-\d"
    return re.compile(rf"\b(?=[\d{first}])(?:{_branches(words)}\b|{ages}|{_FIGURES})")


def _cases(phrase: str) -> tuple[str, str, str]:
    return phrase, phrase.capitalize(), phrase.upper()


def _branches(words: list[str]) -> str:
    """A pattern for any of some words that reads each letter once."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends = by_letter.pop("", None)
    options = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(rest)
        for letter, rest in by_letter.items()
    ]
    return f"(?:{'|'.join(options)})" + ("?" if ends else "") if options else ""
