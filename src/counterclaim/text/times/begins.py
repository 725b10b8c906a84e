"""Which characters a match of a pattern can begin with, so that alternatives are tried only there.

Reads the part of the pattern language that the grammar of times is written in: literals, classes without
ranges, groups, alternatives, look-around, ``^``, ``$`` and the quantifiers ``?``, ``*``, ``+``, ``{m,n}``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

_PART = re.compile(
    r"(?:(?P<open>\((?:\?(?:(?P<look><?[=!])|:|P<\w+>))?)|(?P<close>\))|(?P<bar>\|)|(?P<end>[$^])"
    r"|\[(?P<chars>(?:\\.|[^\]\\])*)\]|\\(?P<escaped>.)|(?P<literal>[^?*+{\\\[\]]))"
    r"(?P<optional>[?*]|\{0,\d*\})?(?:\+|\{\d+(?:,\d*)?\})?"
)


@dataclass(slots=True)
class _Group:
    """What was read of a group: its alternatives so far, and the one being read."""

    look: bool = False
    chars: set[str] = field(default_factory=set)
    empty: bool = False  # an alternative can match nothing
    this_chars: set[str] = field(default_factory=set)
    this_empty: bool = True

    def follow(self, chars: set[str], empty: bool) -> None:
        if self.this_empty:
            self.this_chars |= chars
            self.this_empty = empty

    def close(self) -> None:
        self.chars |= self.this_chars
        self.empty = self.empty or self.this_empty
        self.this_chars, self.this_empty = set(), True


def begins(pattern: str) -> frozenset[str]:
    """The characters that a match can begin with.

    Raises:
        ValueError: the pattern can match nothing, or is not written in the part of the language that is read.
    """
    groups, at = [_Group()], 0
    while at < len(pattern) and groups:
        part = _PART.match(pattern, at)
        if part is None:
            break
        if part["open"]:
            groups.append(_Group(look=part["look"] is not None))
            at = part.end("open")
            continue
        at = part.end()
        if part["bar"]:
            groups[-1].close()
        elif part["close"]:
            done = groups.pop()
            done.close()
            if groups:
                groups[-1].follow(set() if done.look else done.chars, done.look or done.empty or _free(part))
        elif part["end"]:
            groups[-1].follow(set(), True)
        else:
            chars = re.sub(r"\\(.)", r"\1", part["chars"] or "") or part["escaped"] or part["literal"]
            groups[-1].follow(set(chars), _free(part))
    if len(groups) == 1 and at == len(pattern):
        groups[0].close()
        if not groups[0].empty:
            return frozenset(groups[0].chars)
    raise ValueError(f"no first characters can be told of {pattern!r}")


def before(chars: Collection[str]) -> str:
    """A look-ahead for any of some characters."""
    return f"(?=[{re.escape(''.join(sorted(chars)))}])"


def _free(part: re.Match[str]) -> bool:
    return part["optional"] is not None
