"""Finding phrases of one or more words among tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from counterclaim.text.clean import plain
from counterclaim.text.tokens import Token, tokenize

V = TypeVar("V")
# The words after (or before) the first (or last) one, how many words in all, and the meaning.
_Entry = tuple[tuple[str, ...], int, V]

_TEXT, _LOW = Token._fields.index("text"), Token._fields.index("low")


class Phrases(Generic[V]):
    """Phrases with what they mean. Built once, never changed; a look-up costs one dictionary access.

    Args:
        entries: phrase and meaning; of the same phrase twice, the first counts.
        fold: compare in lower case (for words); names are compared as written.

    Attributes:
        firsts: the words that phrases begin with, so that a text without any of them need not be looked at.
    """

    __slots__ = ("_field", "_forward", "_reverse", "firsts")

    def __init__(self, entries: Iterable[tuple[str, V]], fold: bool = True) -> None:
        self._field = _LOW if fold else _TEXT
        self._forward: dict[str, list[_Entry[V]]] = {}
        self._reverse: dict[str, list[_Entry[V]]] = {}
        for phrase, meaning in entries:
            words = tuple(token[self._field] for token in tokenize(plain(phrase)))
            if words:
                self._forward.setdefault(words[0], []).append((words[1:], len(words), meaning))
                self._reverse.setdefault(words[-1], []).append((words[:-1], len(words), meaning))
        for table in (self._forward, self._reverse):
            for found in table.values():
                found.sort(key=lambda entry: -entry[1])
        self.firsts = frozenset(self._forward)

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, V] | None:
        """The longest phrase that begins at token ``i``: the index after it, and its meaning."""
        if i >= len(tokens):
            return None
        found = self._forward.get(tokens[i][self._field])
        if found is None:
            return None
        for rest, length, meaning in found:
            if length == 1 or self._stand(tokens, i + 1, rest):
                return i + length, meaning
        return None

    def before(self, tokens: Sequence[Token], i: int) -> tuple[int, V] | None:
        """The longest phrase that ends right before token ``i``: the index of its first, and its meaning."""
        if not 0 < i <= len(tokens):
            return None
        found = self._reverse.get(tokens[i - 1][self._field])
        if found is None:
            return None
        for rest, length, meaning in found:
            if length == 1 or (length <= i and self._stand(tokens, i - length, rest)):
                return i - length, meaning
        return None

    def each(self, tokens: Sequence[Token], words: Sequence[str]) -> Iterator[tuple[int, int, V]]:
        """Phrases in reading order, not overlapping: the index of the first token, that after the last, the meaning.

        Args:
            words: the tokens' text as it is compared: ``low``, or ``text`` where the case counts.
        """
        done = 0
        forward = self._forward
        for i in [i for i, word in enumerate(words) if word in forward]:
            if i >= done and (hit := self.at(tokens, i)):
                done = hit[0]
                yield i, done, hit[1]

    def first(self, tokens: Sequence[Token], words: Sequence[str]) -> tuple[int, int, V] | None:
        """The first of what ``each`` gives."""
        return None if self.firsts.isdisjoint(words) else next(self.each(tokens, words), None)

    def _stand(self, tokens: Sequence[Token], i: int, words: tuple[str, ...]) -> bool:
        """Whether some words stand from token ``i`` on."""
        if i + len(words) > len(tokens):
            return False
        field = self._field
        for word in words:
            if tokens[i][field] != word:
                return False
            i += 1
        return True
