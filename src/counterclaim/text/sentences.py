"""Where sentences begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from counterclaim.lang import load_sentence_words
from counterclaim.text.clean import lower

# The work on a sentence grows faster than its length. What is longer than any sentence of a report is cut at
# white space, so that a text without stops costs no more than one with them.
_LONGEST = 2000


@cache
def _ends() -> regex.Pattern[str]:
    # A stop with its closing marks, white space, then something that can begin a sentence; or an empty line.
    return regex.compile(
        r"(?<![.!?…])[.!?…]++[\"')\]]*+(?:\[\w{1,4}\])*+(?=\s+[\"'(\[]*[\p{Lu}\p{Lo}\d])|\n[^\S\n]*\n+"
    )


@cache
def _initials() -> regex.Pattern[str]:
    return regex.compile(r"(?:\p{Lu}\.)*\p{Lu}")


@cache
def _last_word() -> regex.Pattern[str]:
    return regex.compile(r"(?r)[\p{L}.]+")


def sentences(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of a block that are sentences, without the white space around them, in order."""
    words = load_sentence_words()
    begin = start
    for stop in _ends().finditer(view, start, end):
        if view[stop.start()] == "." and stop.end() - stop.start() == 1:
            last = _last_word().match(view, pos=max(begin, stop.start() - 12), endpos=stop.start())
            word = lower(last.group()).rstrip(".") if last else ""
            following = view[stop.end() : stop.end() + 3].strip()
            if word in words.before_names or (last and _initials().fullmatch(last.group())):
                continue
            if word in words.anywhere and following[:1].isdigit():
                continue
        yield from _trimmed(view, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(view, begin, end)


def _trimmed(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        gap = max(view.rfind(space, start + 1, start + _LONGEST) for space in " \n")
        cut = gap if gap > 0 else start + _LONGEST
        yield from _trimmed(view, start, cut)
        start = cut
        while view[start].isspace():
            start += 1
    if start < end:
        yield start, end
