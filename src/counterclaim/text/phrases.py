"""Finding phrases of one or more words among tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from counterclaim.text.clean import plain
from counterclaim.text.tokens import Token, tokenize

V = TypeVar("V")
# What follows a phrase's first word (or precedes its last one): the other words, how many in all, the meaning.
_Entry = tuple[tuple[str, ...], int, V]

# Where in a token (``Token``) its text stands, and its lower case.
_Field = Literal[2, 3]
_TEXT: _Field = 2
_LOW: _Field = 3


class _Branch(NamedTuple, Generic[V]):
    """The phrases that share their first word (or their last).

    Attributes:
        longer: those of more words, by the next one, the longest first.
        single: what the word alone means, in a tuple; empty where it means nothing.
    """

    longer: dict[str, list[_Entry[V]]]
    single: tuple[V, ...]


class Phrases(Generic[V]):
    """Phrases with what they mean. Built once, never changed; a look-up costs a dictionary access or two.

    Args:
        entries: phrase and meaning; of the same phrase twice, the first counts.
        fold: compare in lower case (for words); names are compared as written.

    Attributes:
        firsts: the words that phrases begin with, so that a text without any of them need not be looked at.
    """

    __slots__ = ("_backward", "_field", "_forward", "_unread", "firsts")

    def __init__(self, entries: Iterable[tuple[str, V]], fold: bool = True) -> None:
        self._field: _Field = _LOW if fold else _TEXT
        # Of large tables most first words are never met: the phrases of one are taken apart when it is.
        self._unread: dict[str, list[tuple[str | tuple[str, ...], V]]] = {}
        for phrase, meaning in entries:
            if _is_plain(phrase):
                phrase = phrase.lower() if fold else phrase
                self._unread.setdefault(phrase.partition(" ")[0], []).append((phrase, meaning))
            elif words := tuple(token[self._field] for token in tokenize(plain(phrase))):
                self._unread.setdefault(words[0], []).append((words, meaning))
        self._forward: dict[str, _Branch[V]] = {}
        self._backward: dict[str, _Branch[V]] | None = None  # most tables are never looked up from behind
        self.firsts = frozenset(self._unread)

    def at(self, tokens: Sequence[Token], i: int) -> tuple[int, V] | None:
        """The longest phrase that begins at token ``i``: the index after it, and its meaning."""
        if i >= len(tokens):
            return None
        word = tokens[i][self._field]
        branch = self._forward.get(word)
        if branch is None:
            if word not in self._unread:
                return None
            branch = self._forward[word] = _branches(_apart(self._unread[word]), 0, 1)[word]
        longer, single = branch
        if longer and i + 1 < len(tokens):
            for words, length, meaning in longer.get(tokens[i + 1][self._field], ()):
                if length == 2 or self._stand(tokens, i, words):
                    return i + length, meaning
        return (i + 1, single[0]) if single else None

    def before(self, tokens: Sequence[Token], i: int) -> tuple[int, V] | None:
        """The longest phrase that ends right before token ``i``: the index of its first, and its meaning."""
        if not 0 < i <= len(tokens):
            return None
        if self._backward is None:
            entries = (entry for found in self._unread.values() for entry in found)
            self._backward = _branches(_apart(entries), -1, -2)
        branch = self._backward.get(tokens[i - 1][self._field])
        if branch is None:
            return None
        longer, single = branch
        if longer and i > 1:
            for words, length, meaning in longer.get(tokens[i - 2][self._field], ()):
                if length == 2 or (length <= i and self._stand(tokens, i - length, words)):
                    return i - length, meaning
        return (i - 1, single[0]) if single else None

    def each(self, tokens: Sequence[Token], openings: Iterable[int]) -> Iterator[tuple[int, int, V]]:
        """Phrases in reading order, not overlapping: the index of the first token, that after the last, the meaning.

        Args:
            openings: tokens at which they can begin, in order.
        """
        done = 0
        for i in openings:
            if i >= done and (hit := self.at(tokens, i)):
                done = hit[0]
                yield i, done, hit[1]

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


def _is_plain(phrase: str) -> bool:
    """Nothing but letters of ASCII and single spaces: its words are its tokens."""
    return phrase.isascii() and (phrase.isalpha() or all(map(str.isalpha, phrase.split(" "))))


def _apart(entries: Iterable[tuple[str | tuple[str, ...], V]]) -> dict[tuple[str, ...], V]:
    """The words of phrases; of the same ones twice, the first counts."""
    found: dict[tuple[str, ...], V] = {}
    for phrase, meaning in entries:
        found.setdefault(tuple(phrase.split(" ")) if isinstance(phrase, str) else phrase, meaning)
    return found


def _branches(meanings: Mapping[tuple[str, ...], V], first: int, second: int) -> dict[str, _Branch[V]]:
    """Phrases by the words at two places in them."""
    longer: dict[str, dict[str, list[_Entry[V]]]] = {}
    single: dict[str, tuple[V]] = {}
    for words, meaning in meanings.items():
        if len(words) == 1:
            single[words[0]] = (meaning,)
        else:
            others = longer.setdefault(words[first], {})
            others.setdefault(words[second], []).append((words, len(words), meaning))
    for others in longer.values():
        for entries in others.values():
            if len(entries) > 1:
                entries.sort(key=lambda entry: -entry[1])
    none: dict[str, list[_Entry[V]]] = {}
    return {
        word: _Branch(longer.get(word, none), single.get(word, ()))
        for word in dict.fromkeys((*longer, *single))
    }
