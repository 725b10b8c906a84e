"""One stretch of text under reading."""

from __future__ import annotations

import re

from counterclaim.lang.time import Unit
from counterclaim.text.times.counting import FIGURES
from counterclaim.text.times.forms import time_forms
from counterclaim.text.times.shape import alphabet, shape

_CLAUSE = re.compile(r"[.;:B]")


class Reading:
    """A stretch of text; ``code`` is its shape, ``folded`` the same with each moment as one character."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.shape = shape(text, start, end)
        self.code, self.tokens, self._starts = self.shape
        self._forms = time_forms()
        self._letters = alphabet()
        pieces: list[str] = []
        self._token_at: list[int] = []
        done = 0
        for found in self._forms.moment.finditer(self.code):
            if self._is_name(found):
                continue
            pieces += (self.code[done : found.start()], found.lastgroup or "M")
            self._token_at += (*range(done, found.start()), found.start())
            done = found.end()
        pieces.append(self.code[done:])
        self._token_at += range(done, len(self.code) + 1)
        self.folded = "".join(pieces)

    def token(self, at: int) -> int:
        """The token at a place in the folded shape."""
        return self._token_at[at]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of the tokens from ``first`` up to ``last``."""
        return self._starts[first], self._starts[last - 1] + len(self.tokens[last - 1])

    def _is_name(self, found: re.Match[str]) -> bool:
        """Whether capitals make it a name: "Russia Today", "the Sunday Times"."""
        first, last = found.span()
        if last - first > 1:
            return False
        word, before = self.tokens[first], self.code[first - 1 : first]
        if word.lower() in self._letters.words("names_with_capital"):
            return word[0].isupper() and before == "W"
        followed = last < len(self.tokens) and self.tokens[last][:1].isupper()
        return followed and before == self._letters.char("the") and self.code[first] in self._letters.weekdays

    def words(self, first: int, last: int) -> str:
        """The text of some tokens."""
        start, end = self.span(first, last)
        return self.text[start:end]

    def possessive(self, at: int) -> bool:
        """Whether a possessive ending stands at token ``at``."""
        return self.code[at : at + 2] == "'" + self._letters.char("s")

    def is_title(self, at: int) -> bool:
        """Whether token ``at`` belongs to a name, as in "the Daily Mail"."""
        upper = self.tokens[at][0].isupper()
        return upper and ("W" in (self.code[at - 1 : at], self.code[at + 1 : at + 2]))

    def rate(self, at: int) -> Unit:
        """The unit of a word such as "daily"."""
        return self._letters.rates[self.code[at]]

    def is_rate(self, first: int, last: int) -> bool:
        """Whether "a day" at some tokens says how often: after a figure, not "in a day" or "a day later"."""
        letters, after = self._letters, self.code[last : last + 1]
        if after == "-" or after in letters.members["not_rate_after"]:
            return False
        if self.code[max(0, first - 1) : first] in letters.members["not_rate_before"]:
            return False
        before = _CLAUSE.split(self.code[max(0, first - 10) : first])[-1]
        return any(c in FIGURES or c in letters.numbers or c in letters.members["times"] for c in before)

    def counts_things(self, first: int, last: int, count: float | None) -> bool:
        """Whether tokens like "1,200 night" count what comes next: many of a unit in the singular."""
        singular = not self.tokens[last - 1].lower().endswith("s")
        return singular and (count or 0) > 1 and "-" not in self.code[first:last]

    def goes_on(self, at: int) -> bool:
        """Whether token ``at`` ties the one before to another word, as in "40 year-round"."""
        return self.code[at : at + 1] == "-"

    def has_before(self, at: int, cue: str, reach: int) -> bool:
        """Whether a word of a cue stands among so many tokens before ``at``, in the same clause."""
        words = self._letters.members[cue]
        return any(c in words for c in _CLAUSE.split(self.code[max(0, at - reach) : at])[-1])
