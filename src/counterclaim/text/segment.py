"""Which parts of a text are the report: headline, standfirst, body, captions, and what is none of it.

Lines are labelled by what they say (the words are data, ``lang/en/layout.toml``) and by where they stand.
In the middle of a text every doubt is decided for the body, so that nothing of a report is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from counterclaim.lang.layout import Layout, load_layout
from counterclaim.model import Segment, SegmentKind
from counterclaim.text.blocks import Block, blocks, split
from counterclaim.text.heading import head

_ADDRESS = re.compile(r"(?:date:? )?(?:\d{4}-\d\d-\d\d\S* )?(?:https?://|www\.)\S+$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\b\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}\b|\b\d{1,3} \w+ ago\b")
_PART = re.compile(r"[a-z]+(?:\.[a-z]+)*|\d+")
# Longer lines are paragraphs, whatever words they have in them.
_LONGEST_LINE = 60
_LONGEST_STAMP = 16
_SHORT = 8
# So much prose makes a report: what follows a comment form after it is no part of it.
_REPORT = 200
# Comment forms are looked for inside lines longer than this; the whole page may be one line.
_RUN_ON = 500
# So many titles in a row at the end are links to other pages.
_LINKS = 3


def segment(text: str, title: str | None = None) -> tuple[Segment, ...]:
    """The blocks of a text with their kinds, in order, not overlapping, without surrounding white space.

    Takes time linear in the length of the text. The same text gives the same segments.

    Args:
        text: as read; offsets count in it.
        title: the headline, where the page or record states it.
    """
    layout = load_layout()
    found = _cut(text, blocks(text), layout)
    kinds = [_furniture(block, layout) for block in found]
    end = _end(found, kinds, layout)
    kinds[end:] = ["boilerplate"] * (len(found) - end)
    for place, kind in head(found[:end], kinds[:end], layout, title).items():
        kinds[place] = kind
    _captions(found, kinds)
    _ending(found, kinds, layout)
    return tuple(
        Segment(kind or "body", block.start, block.end) for block, kind in zip(found, kinds, strict=True)
    )


def _cut(text: str, found: Sequence[Block], layout: Layout) -> list[Block]:
    """Long lines that run on into a comment form, cut before it."""
    forms = [phrase for phrase in layout.comments if phrase.count(" ") > 1]
    out: list[Block] = []
    for block in found:
        if block.end - block.start > _RUN_ON:
            low = text[block.start : block.end].lower()
            hits = [at for form in forms if form in low and (at := low.rfind(form, _RUN_ON // 2)) > 0]
            at = block.start + min(hits, default=0)
            if hits and len(low) == block.end - block.start and _opens(text, at):
                out.extend(split(text, block, at))
                continue
        out.append(block)
    return out


def _opens(text: str, at: int) -> bool:
    return text[at].isupper() and text[max(0, at - 8) : at].rstrip()[-1:] in tuple(".!?\"”'’)…")


def _furniture(block: Block, layout: Layout) -> SegmentKind | None:
    """What a line is by its own words, None where they do not tell."""
    if block.words > _LONGEST_LINE or block.dateline:
        return None
    if not block.bare and not _DAY.search(block.low):
        return None  # figures and signs
    if _dated(block, layout) or _ADDRESS.match(block.low):
        return "metadata"
    if layout.caption.match(block.low, block.bare):
        return "caption"
    if layout.boilerplate.match(block.low, block.bare) or _counts(block, layout):
        return "boilerplate"
    return None


def _dated(block: Block, layout: Layout) -> bool:
    """A line of date and time, or one that begins as a stamp does and has a date."""
    if block.words > _LONGEST_STAMP or not block.figures:
        return False
    parts = _PART.findall(block.low)
    if not (_DAY.search(block.low) or layout.months.intersection(parts)):
        return False
    if all(part in layout.dating or part.isdigit() for part in parts):
        return True
    if parts[-1] == "ago" and block.words <= _SHORT:
        return True
    stamped = layout.stamps.match(block.low, block.bare) or not layout.stamp_words.isdisjoint(parts)
    return stamped and not block.stopped


def _counts(block: Block, layout: Layout) -> bool:
    """Nothing but figures and words for what is counted about readers."""
    if block.words > _SHORT or not block.figures:
        return False
    parts = _PART.findall(block.low)
    words = [part for part in parts if not part.isdigit()]
    return bool(words) and len(words) < len(parts) and layout.counters.issuperset(words)


def _end(found: Sequence[Block], kinds: list[SegmentKind | None], layout: Layout) -> int:
    """Where the report ends: the first heading of what follows reports, with enough of a report before it.

    Such a heading in the middle is a box, and the titles under it are labelled in ``kinds``.
    """
    prose = [len(block.low) if block.prose else 0 for block in found]
    before, after = 0, sum(prose)
    boxed = False
    for place, block in enumerate(found):
        before, after = before + prose[place], after - prose[place]
        comments, onward = _closing(block, layout)
        if comments or onward:
            if before and (before >= after or (comments and before >= _REPORT)):
                return place
            kinds[place], boxed = "boilerplate", before > 0
        elif boxed and not block.prose and block.upper and block.words > 1:
            kinds[place] = "boilerplate"
        else:
            boxed = False
    return len(found)


def _closing(block: Block, layout: Layout) -> tuple[bool, bool]:
    if block.words > 10:
        return False, False
    bare = block.bare
    onward = bare in layout.onward or (block.words <= 6 and layout.closing.match(bare, bare))
    return bare in layout.comments, onward


def _captions(found: Sequence[Block], kinds: list[SegmentKind | None]) -> None:
    """A line that stands twice in a row is a caption: once under the picture, once in its place."""
    last: int | None = None
    for place, block in enumerate(found):
        if kinds[place] in ("boilerplate", "metadata", "headline"):
            continue
        if last is not None and _same(found[last], block):
            for one in (last, place):
                kinds[one] = kinds[one] or "caption"
        last = place


def _same(one: Block, other: Block) -> bool:
    if not 3 <= min(one.words, other.words) <= max(one.words, other.words) <= _LONGEST_LINE:
        return False
    short, long = sorted((one.low, other.low), key=len)
    # One of the two may carry the credit.
    return short == long or (len(short) >= 40 and len(long) - len(short) <= 60 and long.startswith(short))


def _ending(found: Sequence[Block], kinds: list[SegmentKind | None], layout: Layout) -> None:
    """Biographies, the names above them and links at the end of the report."""
    links: list[int] = []
    for place in range(len(found) - 1, 0, -1):
        block = found[place]
        if kinds[place] == "body" or kinds[place] is None:
            if _biography(block, layout):
                kinds[place] = "boilerplate"
            elif not block.prose and block.upper and 5 <= block.words <= 25 and not block.stopped:
                links.append(place)
                continue
            elif not (block.words <= 4 and not block.figures and not block.stopped and _above(kinds, place)):
                break
            else:
                kinds[place] = "boilerplate"
        elif kinds[place] in ("headline", "standfirst"):
            break
    if len(links) >= _LINKS and any(b.prose for b, k in zip(found, kinds, strict=True) if not k):
        for place in links:
            kinds[place] = "boilerplate"


def _above(kinds: Sequence[SegmentKind | None], place: int) -> bool:
    return place + 1 < len(kinds) and kinds[place + 1] == "boilerplate"


def _biography(block: Block, layout: Layout) -> bool:
    """One strong sign or two weak ones, and none that somebody is quoted or hurt."""
    if not layout.strong.search(block.low) and len(set(layout.weak.findall(block.low))) < 2:
        return False
    return not layout.news.search(block.low)
