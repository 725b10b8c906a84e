"""What stands within quotation marks."""

from __future__ import annotations

import re

_OPENERS = {"“": '"', "«": '"', "„": '"', "‘": "'"}
_MARKS = re.compile(r"[“”«»„\"‘’']")
_CLOSERS = {"”": '"', "»": '"', "’": "'"}


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches within quotation marks, marks excluded, in one paragraph.

    A quotation left open runs to the end of the paragraph, as it does where the next one goes on with it; a
    single mark left open is an apostrophe. Never fails, whatever the marks.

    Args:
        text: the source text (not the plain view: a curly mark tells which way it faces).
    """
    found: list[tuple[int, int]] = []
    open_at: dict[str, int] = {}
    for mark in _MARKS.finditer(text, start, end):
        at, sign = mark.start(), mark.group()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        family = _OPENERS.get(sign) or _CLOSERS.get(sign) or sign
        opens = sign in _OPENERS or (
            sign not in _CLOSERS and not before.isalnum() and not after.isspace() and before not in ".,!?"
        )
        if family == "'" and before.isalnum() and after.isalnum():
            continue
        if opens and family not in open_at:
            open_at[family] = at + 1
        elif not opens and family in open_at:
            found.append((open_at.pop(family), at))
    if '"' in open_at:
        found.append((open_at['"'], end))
    return sorted(found)
