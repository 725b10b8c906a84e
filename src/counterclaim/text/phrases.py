"""Finding phrases of one or more words among tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from counterclaim.text.clean import plain
from counterclaim.text.tokens import Token, tokenize

V = TypeVar("V")


class Phrases(Generic[V]):
    """Phrases with what they mean. Built once, never changed; a look-up costs one dictionary access.

    Args:
        entries: phrase and meaning; of the same phrase twice, the first counts.
        fold: compare in lower case (for words); names are compared as written.
    """

    __slots__ = ("_fold", "_forward", "_reverse")

    def __init__(self, entries: Iterable[tuple[str, V]], fold: bool = True) -> None:
        self._fold = fold
        self._forward: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        self._reverse: dict[str, list[tuple[tuple[str, ...], V]]] = {}
        for phrase, meaning in entries:
            words = tuple(self._key(t) for t in tokenize(plain(phrase)))
            if words:
                self._forward.setdefault(words[0], []).append((words, meaning))
                self._reverse.setdefault(words[-1], []).append((words, meaning))
        for table in (self._forward, self._reverse):
            for found in table.values():
                found.sort(key=lambda f: -len(f[0]))

    def _key(self, token: Token) -> str:
        return token.low if self._fold else token.text

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, V] | None:
        """The longest phrase that begins at token ``i``: the index after it, and its meaning."""
        if i >= len(tokens):
            return None
        found = self._forward.get(tokens[i].low if self._fold else tokens[i].text)
        if found is None:
            return None
        second = self._key(tokens[i + 1]) if i + 1 < len(tokens) else ""
        for words, meaning in found:
            n = len(words)
            if n == 1 or (words[1] == second and self._matches(tokens[i : i + n], words)):
                return i + n, meaning
        return None

    def _matches(self, tokens: Sequence[Token], words: tuple[str, ...]) -> bool:
        return len(tokens) == len(words) and all(
            self._key(token) == word for token, word in zip(tokens, words, strict=True)
        )

    def before(self, tokens: Sequence[Token], i: int) -> tuple[int, V] | None:
        """The longest phrase that ends right before token ``i``: the index of its first, and its meaning."""
        if not 0 < i <= len(tokens):
            return None
        for words, meaning in self._reverse.get(self._key(tokens[i - 1]), ()):
            n = len(words)
            if n == 1 or (n <= i and self._matches(tokens[i - n : i], words)):
                return i - n, meaning
        return None
