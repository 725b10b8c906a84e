"""The words by which lines of a page that are not its report are known (``en/layout.toml``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

import msgspec

from counterclaim.errors import DataError
from counterclaim.lang.load import read_toml


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class _Phrases(_Table, frozen=True):
    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()


class _Boilerplate(_Phrases, frozen=True):
    counters: frozenset[str] = frozenset()


class _Closing(_Table, frozen=True):
    comments: frozenset[str]
    onward: frozenset[str]
    starts: tuple[str, ...]


class _Biography(_Table, frozen=True):
    strong: tuple[str, ...]
    weak: tuple[str, ...]
    news: tuple[str, ...]


class _Head(_Table, frozen=True):
    dating: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    bylines: tuple[str, ...]
    stamps: tuple[str, ...]
    stamp_words: frozenset[str]
    desks: frozenset[str]
    sections: frozenset[str]


class _Origin(_Table, frozen=True):
    taken: tuple[str, ...]
    source: tuple[str, ...]


class _Dating(_Table, frozen=True):
    ahead: tuple[str, ...]
    began: tuple[str, ...]
    operations: tuple[str, ...]
    almost: tuple[str, ...]
    over: tuple[str, ...]


class _File(_Table, frozen=True):
    closing: _Closing
    boilerplate: _Boilerplate
    biography: _Biography
    caption: _Phrases
    head: _Head
    origin: _Origin
    dating: _Dating


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by where in a line they stand, ready to be looked up.

    Attributes:
        starts, ends: phrases by their first or last letters, so that a line is compared with few of them.
    """

    lines: frozenset[str]
    starts: dict[str, tuple[str, ...]]
    ends: dict[str, tuple[str, ...]]
    contains: tuple[str, ...]

    def match(self, line: str, bare: str) -> bool:
        """Whether a line is of this kind.

        Args:
            line: lower case, plain marks, single spaces.
            bare: the same without marks and figures at its ends.
        """
        if bare in self.lines:
            return True
        if any(_begins(line, phrase) for key in {line[:1], line[:2]} for phrase in self.starts.get(key, ())):
            return True
        closed = line.rstrip(" )]\"'")
        if any(_finishes(closed, phrase) for phrase in self.ends.get(closed[-2:], ())):
            return True
        return any(phrase in line for phrase in self.contains)


@dataclass(frozen=True, slots=True)
class Layout:
    """The vocabulary of ``layout.toml``; see the comments there."""

    comments: frozenset[str]
    onward: frozenset[str]
    closing: Phrases
    boilerplate: Phrases
    counters: frozenset[str]
    strong: re.Pattern[str]
    weak: re.Pattern[str]
    news: re.Pattern[str]
    caption: Phrases
    dating: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    bylines: Phrases
    stamps: Phrases
    stamp_words: frozenset[str]
    desks: frozenset[str]
    sections: frozenset[str]
    taken: re.Pattern[str]
    source: re.Pattern[str]
    ahead: re.Pattern[str]
    began: re.Pattern[str]
    operations: re.Pattern[str]
    almost: re.Pattern[str]
    over: re.Pattern[str]


@cache
def load_layout() -> Layout:
    """The vocabulary, checked.

    Raises:
        DataError: the file breaks its schema, or a phrase is not in lower case.
    """
    read = read_toml("layout.toml", _File)
    _check(read)
    return Layout(
        comments=read.closing.comments,
        onward=read.closing.onward,
        closing=_phrases(_Phrases(starts=read.closing.starts)),
        boilerplate=_phrases(read.boilerplate),
        counters=read.boilerplate.counters,
        strong=_anywhere(read.biography.strong),
        weak=_anywhere(read.biography.weak),
        news=_anywhere(read.biography.news),
        caption=_phrases(read.caption),
        dating=read.head.dating | read.head.months | read.head.weekdays,
        months=read.head.months,
        weekdays=read.head.weekdays,
        bylines=_phrases(_Phrases(starts=read.head.bylines)),
        stamps=_phrases(_Phrases(starts=read.head.stamps)),
        stamp_words=read.head.stamp_words,
        desks=read.head.desks,
        sections=read.head.sections,
        taken=_anywhere(read.origin.taken),
        source=_anywhere(read.origin.source),
        ahead=_anywhere(read.dating.ahead),
        began=_anywhere(read.dating.began),
        operations=_anywhere(read.dating.operations),
        almost=_anywhere(read.dating.almost),
        over=_anywhere(read.dating.over),
    )


def _check(read: _File) -> None:
    for table in (getattr(read, name) for name in read.__struct_fields__):
        for field in table.__struct_fields__:
            for phrase in getattr(table, field):
                if phrase != phrase.lower() or not phrase.strip():
                    raise DataError(f"layout.toml: {field}: {phrase!r}: write it in lower case and not empty")


def _phrases(read: _Phrases) -> Phrases:
    return Phrases(
        lines=read.lines,
        starts=_keyed(read.starts, lambda phrase: phrase[:2]),
        ends=_keyed(read.ends, lambda phrase: phrase[-2:]),
        contains=read.contains,
    )


def _keyed(phrases: tuple[str, ...], key: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    return {k: tuple(group) for k, group in groupby(sorted(phrases, key=key), key)}


def _anywhere(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        r"(?<!\w)(?:" + "|".join(re.escape(p) for p in sorted(phrases, key=len, reverse=True)) + r")(?!\w)"
    )


def _begins(line: str, phrase: str) -> bool:
    following = line[len(phrase) : len(phrase) + 1]
    return line.startswith(phrase) and not (phrase[-1].isalnum() and following.isalnum())


def _finishes(line: str, phrase: str) -> bool:
    before = len(line) - len(phrase) - 1
    return line.endswith(phrase) and not (phrase[0].isalnum() and before >= 0 and line[before].isalnum())
