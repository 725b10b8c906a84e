"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import regex

from counterclaim.lang import load_sentence_words
from counterclaim.text.clean import lower

# The work on a sentence grows faster than its length. What is longer than any sentence of a report is cut at
# white space, so that a text without stops costs no more than one with them.
_LONGEST = 2000
# A stop with its closing marks, white space, then something that can begin a sentence; or an empty line.
_ENDS = r"(?<![.!?…])[.!?…]++[\"')\]]*+(?:\[\w{1,4}\])*+(?=\s+[\"'(\[]*[<U>\d])|\n[^\S\n]*\n+"


@cache
def _ends() -> regex.Pattern[str]:
    return regex.compile(_ENDS.replace("<U>", r"\p{Lu}\p{Lo}"))


@cache
def _ascii_ends() -> re.Pattern[str]:
    # The standard library's patterns are the faster ones, and on ASCII the two agree.
    return re.compile(_ENDS.replace("<U>", "A-Z"), re.ASCII)


@cache
def _initials() -> regex.Pattern[str]:
    return regex.compile(r"(?:\p{Lu}\.)*\p{Lu}")


@cache
def _last_word() -> regex.Pattern[str]:
    return regex.compile(r"(?r)[\p{L}.]+")


def sentences(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of a block that are sentences, without the white space around them, in order."""
    for first, last in _sentences_in(view[start:end]):
        yield start + first, start + last


# A block is asked for twice: for the day of publication, and for what it tells.
@lru_cache(maxsize=1 << 8)
def _sentences_in(block: str) -> tuple[tuple[int, int], ...]:
    return tuple(_cut(block))


def _cut(block: str) -> Iterator[tuple[int, int]]:
    words = load_sentence_words()
    begin = 0
    for stop in (_ascii_ends() if block.isascii() else _ends()).finditer(block):
        if block[stop.start()] == "." and stop.end() - stop.start() == 1:
            last = _last_word().match(block, pos=max(begin, stop.start() - 12), endpos=stop.start())
            word = lower(last.group()).rstrip(".") if last else ""
            following = block[stop.end() : stop.end() + 3].strip()
            if word in words.before_names or (last and _initials().fullmatch(last.group())):
                continue
            if word in words.anywhere and following[:1].isdigit():
                continue
        yield from _trimmed(block, begin, stop.end())
        begin = stop.end()
    yield from _trimmed(block, begin, len(block))


def _trimmed(block: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and block[start].isspace():
        start += 1
    while end > start and block[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        gap = max(block.rfind(space, start + 1, start + _LONGEST) for space in " \n")
        cut = gap if gap > 0 else start + _LONGEST
        yield from _trimmed(block, start, cut)
        start = cut
        while block[start].isspace():
            start += 1
    if start < end:
        yield start, end
