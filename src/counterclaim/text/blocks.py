"""The lines of a text as blocks, with what they look like. No vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from counterclaim.text.clean import lower, plain

# What a block looks like is decided on its ends, so that one line of 50 MB costs no more than one of 2 kB.
_SEEN = 1000
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…][\"')\]]*$|[:;,]$")
_ABBREVIATED = re.compile(r"\.\w\.$|\.\.$|\b(?:no|co|inc|ltd|jr|sr|st)\.$")
_TORN = re.compile(r"[,;)](?:\s|$)|\.\s[A-Z]|\.$", re.MULTILINE)
_SPACE = re.compile(r"\s")
_FIGURE = re.compile(r"\d")
_STAMP = re.compile(
    r"[Dd]ate:? \d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?(?:\s+https?://\S+)?(?:\s+|\Z)"
    r"|(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?\s+)?https?://\S+\s+"
)
# The beginning of a dispatch: place, perhaps a date, perhaps an agency in brackets or strokes, then a dash.
# Without date and agency the place must be in capitals, or any two words with a dash between would do.
_DATE = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:,? \d{4})?)"
_AGENCY = r"(?:[.,]? ?[(\[/][A-Z][\w .,'/-]{0,40}?[)\]/])"
_CAPITALS = r"[A-Z][A-Z.'-]+(?:[ /][A-Z][A-Z.'-]+){0,3}"
_PLACE = rf"(?:{_CAPITALS}|[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{0,2}})(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)? ?--? ?"
    rf"|{_PLACE}(?:{_DATE}{_AGENCY}?|{_AGENCY}) ?(?:--?|[.:]) ?"
    rf"|(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}} ?)?{_AGENCY} ?(?:--?|:) ?)(?=[\"']?[A-Z\d])"
)
# Text broken at a fixed width: no line is wider than this, and of its breaks so many per cent, and at least
# two, stand in the middle of a sentence.
_WIDEST, _FLOWING = 110, 25


class Block(msgspec.Struct, frozen=True):
    """A line of a text, or a paragraph whose lines were broken at a fixed width.

    Attributes:
        start, end: its place, without the white space around it.
        low: its first characters in lower case with plain marks and single spaces.
        tail: its last characters, the same way.
        bare: ``low`` without marks and figures at its ends.
        words: how many, in its first characters.
        stopped: it ends as a sentence does.
        upper: it begins with a capital.
        titled: every word does.
        figures: it has a figure.
        dateline: it begins as a dispatch does.
    """

    start: int
    end: int
    low: str
    tail: str
    bare: str
    words: int
    stopped: bool
    upper: bool
    titled: bool
    figures: bool
    dateline: bool

    @property
    def prose(self) -> bool:
        """A paragraph rather than a line of the page's furniture."""
        ends = self.stopped and self.words >= (4 if self.sentence else 8)
        return self.end - self.start > 300 or self.dateline or ends

    @property
    def sentence(self) -> bool:
        """It ends in a full stop that is not an abbreviation's."""
        return self.tail.rstrip("\"')] ").endswith(".") and _ABBREVIATED.search(self.tail[-8:]) is None


def blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, in order."""
    view = plain(text.replace("\r\n", " \n"))
    return tuple(_block(view, start, end) for start, end in _stamped(view, _joined(view)))


def dateline(view: str, start: int, end: int) -> str:
    """What a paragraph opens with if it is a dispatch: place, date, agency. Empty where it does not."""
    found = _DATELINE.match(view, start, end)
    return found[0] if found else ""


def split(text: str, block: Block, at: int) -> tuple[Block, Block]:
    """A block as two, the second beginning at an offset inside it."""
    view = plain(text)
    return _block(view, *_trim(view, block.start, at)), _block(view, *_trim(view, at, block.end))


def _stamped(view: str, lines: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The lines, with a date and address before the first one's text as a line of their own."""
    for start, end in lines:
        stamp = _STAMP.match(view, start, end)
        if stamp and stamp.end() < end:
            yield _trim(view, start, stamp.end())
            start = stamp.end()
        yield start, end
        break
    yield from lines


_Line = tuple[int, int]


def _joined(view: str) -> Iterator[_Line]:
    """Lines; where they were broken at a fixed width, the paragraphs they make."""
    runs = list(_runs(view))
    torn = any(_TORN.match(view, start) for run in runs for start, _ in run)
    runs = [_mended(view, run) for run in runs] if torn else runs
    narrow = [max(end - start for start, end in run) <= _WIDEST for run in runs]
    breaks = [
        pair for run, is_narrow in zip(runs, narrow, strict=True) if is_narrow for pair in pairwise(run)
    ]
    flowing = sum(_flows(view, one, other) for one, other in breaks)
    wrapped = flowing > 1 and 100 * flowing >= _FLOWING * len(breaks)
    width = max((end - start for pair in breaks for start, end in pair), default=0) if wrapped else 0
    for run, is_narrow in zip(runs, narrow, strict=True):
        yield from _paragraphs(view, run, width) if wrapped and is_narrow else run


def _runs(view: str) -> Iterator[list[_Line]]:
    """Lines without a blank one between them."""
    run: list[_Line] = []
    for line in _LINE.finditer(view):
        start, end = _trim(view, line.start(), line.end())
        if start == end:
            continue
        if run and view.count("\n", run[-1][1], start) > 1:
            yield run
            run = []
        run.append((start, end))
    if run:
        yield run


def _mended(view: str, run: list[_Line]) -> list[_Line]:
    """The lines, with those that begin as only the rest of a sentence can put back in their place."""
    out = [run[0]]
    for start, end in run[1:]:
        if _TORN.match(view, start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _flows(view: str, one: _Line, other: _Line) -> bool:
    """A sentence goes on from one line to the next."""
    return view[other[0]].islower() and view[one[1] - 1] not in ".!?:;"


def _paragraphs(view: str, run: list[_Line], width: int) -> list[_Line]:
    out = [run[0]]
    for (before, stop), (start, end) in pairwise(run):
        # A break is the writer's where the next word would have fitted on the line.
        word = _SPACE.search(view, start, end)
        fits = stop - before + 1 + ((word.start() if word else end) - start) <= width
        if fits and not view[start].islower():
            out.append((start, end))
        else:
            out[-1] = (out[-1][0], end)
    return out


def _block(view: str, start: int, end: int) -> Block:
    head = view[start : min(end, start + _SEEN)]
    tail = head if end - start <= _SEEN else view[end - _SEEN : end]
    low = " ".join(lower(head).split())
    return Block(
        start=start,
        end=end,
        low=low,
        tail=low if tail is head else " ".join(lower(tail).split()),
        bare=low.strip(" \"'()[]{}<>*#|.,:;!?…-+_=/\\•·▶►»›→↑&0123456789"),
        words=low.count(" ") + 1,
        stopped=_STOP.search(tail.rstrip()[-6:]) is not None,
        upper=head.lstrip("\"'([*#- ")[:1].isupper(),
        titled=all(word[:1].isupper() for word in head.split(maxsplit=12)),
        figures=_FIGURE.search(head) is not None,
        dateline=_DATELINE.match(head) is not None,
    )


def _trim(view: str, start: int, end: int) -> tuple[int, int]:
    while start < end and view[start].isspace():
        start += 1
    while end > start and view[end - 1].isspace():
        end -= 1
    return start, end
