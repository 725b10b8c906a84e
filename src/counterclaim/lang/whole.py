"""A pattern for phrases that stand as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def whole(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of some phrases, no word character beside it; of those that begin at one place the longest.

    Each alternative begins with its first character and only then looks behind it: a search can then skip
    whatever none of them begins with.
    """
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?:{'|'.join(map(_alone, longest_first))})(?!\w)")


def _alone(phrase: str) -> str:
    first = re.escape(phrase[:1])
    return rf"{first}(?<!\w{first}){re.escape(phrase[1:])}"
