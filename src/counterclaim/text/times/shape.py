"""A stretch of text as one character for each token: a grammar of tokens is then a plain regular expression.

Known words have a character of their own each, in every case they are written in. Of the rest, a letter says
what the token is: ``d`` a number up to 31, ``a`` up to 110, ``y`` a year (``r`` a round one: 1900, 2000),
``n`` any other number, ``h`` four figures that begin with nought, ``o`` an ordinal up to 31, ``O`` above,
``t`` 10:30, ``i`` a date in figures, ``z`` 2023-24, ``D`` 1990s, ``q`` Q3, ``w`` a word, ``W`` one with a
capital, ``B`` a blank line; the common signs stand for themselves, others are ``~``. White space has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from itertools import accumulate
from typing import NamedTuple, TypeVar

from counterclaim.errors import DataError
from counterclaim.lang import load_numbers
from counterclaim.lang.time import load_time

T = TypeVar("T")

_SIGNS = frozenset(",.-()'\"/:;?!$%")
# Known words get characters from here on, beyond all that code uses; patterns over low ones compile faster.
_FIRST = 0x100


# Tokens with the white space after them, blank lines apart, so that together they are the text.
_TOKEN = re.compile(
    r"(?:[QH][1-4]\b|[AaPp]\.\s?[Mm]\b\.?|[^\W\d_]+"
    r"|(?<![\d./-])(?:\d{4}-\d\d?-\d\d?(?:T\d\d:\d\d[\d:.]*Z?)?|\d{4}(?:/\d\d?/|\.\d\d?\.)\d\d?"
    r"|\d\d?(?:/\d\d?/|\.\d\d?\.|-\d\d?-)(?:\d{4}|\d\d))(?![\d/]|[.-]\d)"
    r"|(?<![\d/-])(?:1[89]|20)\d\d[-/]\d\d(?![\d/-]|,\d)"
    r"|(?<![\d:])\d\d?:\d\d(?::\d\d)?(?![\d:])"
    r"|(?:(?:1[5-9]|20)\d0|(?<=')[1-9]0|(?<=the )[1-9]0)s\b|(?:\d{1,3}(?:,\d{3})+|\d+)(?:st|nd|rd|th)\b"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
    r"|\n\s*|[\s\S])[^\S\n]*\n?[^\S\n]*"
)


class Shape(NamedTuple):
    """Tokens of a stretch of text.

    Attributes:
        code: one character for each token.
        words: the tokens' characters.
        starts: where in the text they begin.
    """

    code: str
    words: list[str]
    starts: list[int]


class Alphabet:
    """Which character stands for which word, and pieces of patterns over them. Built once, never changed.

    Attributes:
        months … scales: what the words of each table mean, by their characters.
        members: by cue, the characters of those of its phrases that are single words.
    """

    def __init__(self) -> None:
        words, numbers = load_time(), load_numbers()
        self._cues = words.cues
        self._chars: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self.months = self._table(words.months, capital=True)
        self.short_months = self._table(words.short_months, capital=True)
        self.weekdays = self._table(words.weekdays, capital=True)
        self.short_weekdays = self._table(words.short_weekdays, capital=True)
        self.seasons = self._table(words.seasons)
        self.units = self._table(words.units)
        self.days = self._table(words.days)
        self.rates = self._table(words.rates)
        self.parts = self._table(words.parts)
        self.ordinals = self._table(words.ordinals)
        self.tens = self._table(numbers.tens)
        self.numbers = self._table({**numbers.units, **numbers.groups}) | self.tens
        self.scales = self._table(numbers.scales)
        for name, phrases in words.cues.items():
            for word in (word for phrase in phrases for word in _split(phrase) if word[0].isalpha()):
                self._add(word, capital=name in ("doubtful_months", "zones"))

        self.members = {
            name: frozenset(self._chars[p] for p in phrases if p in self._chars)
            for name, phrases in words.cues.items()
        }

    def _add(self, word: str, capital: bool = False) -> str:
        forms = (word, word.upper()) if capital else (word, word.capitalize(), word.upper())
        char = self._chars.get(word) or chr(_FIRST + len(self._words))
        self._words.setdefault(char, word)
        for form in forms:
            self._chars.setdefault(form, char)
        return char

    def _table(self, values: Mapping[str, T], capital: bool = False) -> dict[str, T]:
        return {self._add(word, capital): value for word, value in values.items()}

    def code(self, words: Iterable[str]) -> str:
        """The characters of some tokens."""
        known = self._chars
        return "".join(
            [
                known.get(word) or ("w" if word.isalpha() and word.islower() else _unknown(word))
                for word in words
            ]
        )

    def char(self, word: str) -> str:
        """The character of a known word.

        Raises:
            DataError: the data has no such word.
        """
        if word not in self._chars:
            raise DataError(f"counterclaim.lang.en/time.toml: no entry {word!r}")
        return self._chars[word]

    def word(self, char: str) -> str:
        """The word a character stands for, as the data writes it."""
        return self._words[char]

    def forms(self, chars: Collection[str]) -> list[str]:
        """Everything that is written for some characters, sorted."""
        return sorted(form for form, char in self._chars.items() if char in chars)

    def words(self, cue: str) -> tuple[str, ...]:
        """The phrases of a cue.

        Raises:
            DataError: the data has no such cue.
        """
        if cue not in self._cues:
            raise DataError(f"counterclaim.lang.en/time.toml: no entry {cue!r} in [cues]")
        return self._cues[cue]

    def cue(self, name: str) -> str:
        """A pattern for the phrases of a cue, longer ones first.

        Raises:
            DataError: the data has no such cue.
        """
        return one_of(self.code(_split(phrase)) for phrase in self.words(name))


def one_of(codes: Iterable[str]) -> str:
    """A pattern for any of some token sequences, longer ones first."""
    ordered = sorted(set(codes), key=lambda c: (-len(c), c))
    single = "".join(c for c in ordered if len(c) == 1)
    longer = [re.escape(c) for c in ordered if len(c) > 1]
    if not longer:
        return f"[{single}]"
    return "(?:" + "|".join([*longer, *([f"[{single}]"] if single else [])]) + ")"


@cache
def alphabet() -> Alphabet:
    """The alphabet of the bundled vocabulary."""
    return Alphabet()


def shape(text: str, start: int, end: int) -> Shape:
    """The shape of ``text[start:end]``; offsets of its tokens count in ``text``."""
    raw = _TOKEN.findall(text, start, end)
    words = list(map(str.rstrip, raw))
    return Shape(alphabet().code(words), words, list(accumulate(map(len, raw), initial=start)))


def _split(phrase: str) -> list[str]:
    return [word.rstrip() for word in _TOKEN.findall(phrase)]


def _unknown(word: str) -> str:
    first = word[:1]
    if first.isalpha():
        return "q" if word[1:].isdecimal() else "W" if first.isupper() else "w"
    if first.isdecimal():
        return _figure(word)
    return word if first in _SIGNS else "w" if first.isalnum() else "~" if word else "B"


def _figure(text: str) -> str:
    if text.isdecimal():
        return _number(text)
    if text[-2:] in ("st", "nd", "rd", "th"):
        return "o" if len(text) <= 4 and text[:-2].isdecimal() and 1 <= int(text[:-2]) <= 31 else "O"
    if text[-1] == "s":
        return "D"
    if "-" in text or "/" in text or text.count(".") == 2:
        return "z" if len(text) == 7 and text.count("/") + text.count("-") == 1 else "i"
    return "t" if ":" in text else "n"


def _number(text: str) -> str:
    if len(text) > 4:
        return "n"
    value = int(text)
    if text[0] == "0" or not text.isascii():
        return "h" if len(text) == 4 else "d" if len(text) == 2 and 0 < value <= 31 else "n"
    if value <= 31:
        return "d"
    if value <= 110:
        return "a"
    if 1800 <= value < 2100:
        return "r" if value % 100 == 0 else "y"
    return "n"
