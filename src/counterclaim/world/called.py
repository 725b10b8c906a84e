"""A pattern for names, to look for them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of some names as whole words; of those that begin at one place the longest.

    Each begins with its first letter and only then looks behind it: so the search skips whatever is no capital.
    """
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(_alone, longest_first))})(?!\w)")


def _alone(name: str) -> str:
    first = re.escape(name[:1])
    return rf"{first}(?<!\w{first}){re.escape(name[1:])}"
