"""What stands above a report: section, headline, standfirst, byline."""

from __future__ import annotations

from collections.abc import Sequence

from counterclaim.lang.layout import Layout
from counterclaim.model import SegmentKind
from counterclaim.text.blocks import Block

# Words: the longest headline, the longest standfirst, the longest name of an outlet, author or section.
_HEADLINE, _STANDFIRST, _NAME = 40, 60, 5
# A paragraph under a byline is a standfirst where the text that follows is one block so much longer.
_TIMES, _LONG = 5, 800
# More lines than this between headline and text are no standfirst but a list.
_DECKS = 3


def head(
    found: Sequence[Block], kinds: Sequence[SegmentKind | None], layout: Layout, title: str | None
) -> dict[int, SegmentKind]:
    """The kinds of the blocks above the body, by their index.

    Args:
        kinds: what each block is by its own words, None where they do not tell.
        title: the headline, where the page or record states it.
    """
    title_key = _key(title) if title else ""
    lines = _lines(found, kinds, title_key)
    place = _headline(found, lines, layout, title_key)
    if place is None:
        return {}
    out: dict[int, SegmentKind] = {}
    for above in lines:
        if above < place:
            short = found[above].words <= _NAME and not found[above].figures
            out[above] = "headline" if _repeats(found[above], found[place]) or not short else "boilerplate"
    out[place] = "headline"
    out.update(_below(found, kinds, place, layout))
    return out


def _lines(found: Sequence[Block], kinds: Sequence[SegmentKind | None], title: str) -> list[int]:
    """Unlabelled lines before the first paragraph; a question can be a headline."""
    lines: list[int] = []
    for place, block in enumerate(found):
        if kinds[place]:
            continue
        asks = (
            not lines
            and block.words <= 20
            and not block.dateline
            and block.low.rstrip("\"' )")[-1:] in ("?", "!")
        )
        if block.prose and not asks and not (title and _named(block, title)):
            break
        lines.append(place)
    return lines


def _headline(found: Sequence[Block], lines: Sequence[int], layout: Layout, title: str) -> int | None:
    fit = [place for place in lines if found[place].words <= _HEADLINE]
    if title:
        for place in fit:
            if _named(found[place], title):
                return place
    if len(found) < 2 or not fit or fit[0] == len(found) - 1:
        return None
    for place in fit:
        following = found[place + 1] if place + 1 < len(found) else None
        if found[place].words > 3 and following and _repeats(following, found[place]):
            return place
    titles = [p for p in fit if found[p].words > 3 and _heads(found[p]) and not _byline(found[p], layout)]
    short = [p for p in fit if found[p].bare not in layout.sections and _heads(found[p])]
    return next(iter(titles or short), None)


def _below(
    found: Sequence[Block], kinds: Sequence[SegmentKind | None], place: int, layout: Layout
) -> dict[int, SegmentKind]:
    """What stands between the headline and the body."""
    out: dict[int, SegmentKind] = {}
    decks: list[int] = []
    signed = False
    for at in range(place + 1, len(found)):
        block, kind = found[at], kinds[at]
        if kind:
            signed = signed or kind == "metadata"
        elif _repeats(block, found[place]):
            out[at] = "headline"
        elif block.prose:
            if not _leads(found, kinds, at, place, signed, layout):
                break
            out[at] = "standfirst"
        elif _byline(block, layout) or _name(block, layout) or (block.words <= 2 and block.low[-1] == ":"):
            out[at], signed = "metadata", True
        elif not block.upper or (block.figures and block.words <= 8):
            break
        else:
            decks.append(at)
    else:
        return out  # no paragraph follows: the lines are the text
    if len(decks) <= _DECKS:
        out.update((at, "standfirst") for at in decks)
    return out


def _leads(
    found: Sequence[Block],
    kinds: Sequence[SegmentKind | None],
    at: int,
    headline: int,
    signed: bool,
    layout: Layout,
) -> bool:
    """Whether a paragraph is a standfirst: byline, stamp or headline follow, or one long text does."""
    block = found[at]
    if block.words > _STANDFIRST or block.dateline:
        return False
    if not any(
        b.prose and not k for b, k in zip(found[at + 1 : at + 7], kinds[at + 1 : at + 7], strict=True)
    ):
        return False
    for later in range(at + 1, min(at + 3, len(found))):
        follower = found[later]
        if kinds[later] == "metadata" or _repeats(follower, found[headline]) or _byline(follower, layout):
            return True
        if not kinds[later]:
            break
    text = found[at + 1]
    length = text.end - text.start
    return signed and length >= _LONG and length >= _TIMES * (block.end - block.start)


def _heads(block: Block) -> bool:
    return (block.upper or block.low[:1].isdigit() or block.low[:1] in "\"'#") and block.low[-1] not in ":,;"


def _byline(block: Block, layout: Layout) -> bool:
    return (
        block.words <= 12
        and not block.stopped
        and not block.figures
        and ":" not in block.low.removeprefix("author:")
        and layout.bylines.match(block.low, block.bare)
    )


def _name(block: Block, layout: Layout) -> bool:
    """The name of an outlet, a desk or an author alone on a line."""
    if block.words > _NAME or block.figures or block.stopped:
        return False
    return block.titled or not layout.desks.isdisjoint(block.low.split())


def _repeats(block: Block, headline: Block) -> bool:
    """The headline again, or so much of it as fits the place."""
    if block.bare == headline.bare:
        return True
    short, long = sorted((block.bare, headline.bare), key=len)
    return len(short) >= 20 and long.startswith(short)


def _named(block: Block, title: str) -> bool:
    key = _key(block.bare)
    return bool(key) and (
        key == title or (len(key) >= 20 and (title.startswith(key) or key.startswith(title)))
    )


def _key(title: str) -> str:
    return "".join(c for c in title.lower() if c.isalnum())
