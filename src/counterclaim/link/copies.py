"""Which reports are copies of one another, whole or in part: reprints, wire copies, lightly rewritten ones.

Documents are compared in two steps. A sketch keeps those of a document's shingles (runs of words) whose
fingerprints are multiples of one number, so that of what two documents share, both keep the same: A. Broder, "On
the resemblance and containment of documents" (1997), MOD_m. A text within a longer one is found as well as a text of
the same length, which it is not by min-wise sampling. Pairs whose sketches meet are then aligned word by word.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise
from zlib import crc32

from counterclaim.text.quotes import quotations

Spans = Sequence[tuple[int, int]]
_Shingle = tuple[str, ...]
# Of both texts, the few words that end a place that differs, at every word.
_RunsOn = tuple[Sequence[_Shingle], Sequence[_Shingle]]

_WORD = re.compile(r"\w+")
# The same words of bytes, in a fifth of the time: what is no letter or figure made a space, beyond ASCII and in it.
_NO_WORD = re.compile(r"[^\w\x00-\x7f]+")
_SPACED = bytes(code if code > 127 or _WORD.match(chr(code)) else 32 for code in range(256))
# Words of a shingle in sketches, and one of how many is kept; words of those that passages begin at.
_SHINGLE, _MOD = 5, 4
_ANCHOR = 4
# What two sketches must share: of fewer, most pairs have only phrases in common that everybody uses.
_ENOUGH = 3
# A fingerprint in more documents than this is of a stock phrase, or of a text that was reprinted very often: it
# links each to the first few only, and counts only where such fingerprints are so much of the shorter sketch.
_MANY, _FIRST, _MUCH = 8, 3, 0.2
_BUCKETS = 64

# How often a shingle may occur for all its places to be tried as the beginning of a passage.
_PLACES = 4
# Words that may differ in one place, or before those alike outweigh them again; and words alike that end such a place.
_GAP, _AGAIN = 12, 3
# How many words alike one that differs undoes: less than two thirds alike is no copy.
_COST = 2
# A passage of fewer words alike comes about by itself.
_LEAST = 12
# Score outside of quotation marks without which two reports only quote the same or repeat the same background.
_COPIED = 25


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text that stands in the other as well, but for a few words.

    Attributes:
        start, end: in the one text; from the beginning of a word to the end of one.
        other_start, other_end: the same in the other.
        words: how many are the same.
        changed: share of words that differ, from 0 to 1; of several in the place of several, the larger number. One
            or two alike in the midst of such count among them.
    """

    start: int
    end: int
    other_start: int
    other_end: int
    words: int
    changed: float


@dataclass(frozen=True, slots=True)
class Copy:
    """Two documents of which one has text of the other, or both of a third.

    Attributes:
        first, second: ids, as given.
        of_first, of_second: share of the words of each that stand in the passages, from 0 to 1.
        passages: in the order of the first.
    """

    first: str
    second: str
    of_first: float
    of_second: float
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a document's prose in lower case, with their places."""

    low: list[str]
    places: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Words of the one (from ``i`` up to ``i_end``) and of the other, by number: so many alike, so many not."""

    i: int
    i_end: int
    j: int
    j_end: int
    same: int = 0
    changed: int = 0

    @property
    def score(self) -> int:
        return self.same - _COST * self.changed


def sketch(text: str, spans: Spans) -> tuple[int, ...]:
    """Fingerprints of a document's prose: sorted, distinct, of 32 bits; the same on every machine.

    About one for four words. Capitals, punctuation and the breaks between spans do not matter.

    Args:
        spans: offsets of the segments that count, in order.
    """
    prose = "\n".join([text[start:end] for start, end in spans])
    return tuple(sorted({mark for mark in _marks(prose) if not mark % _MOD}))


def shingles(sentence: str) -> tuple[int, ...]:
    """Fingerprints of all shingles of one sentence: sorted, distinct, of 32 bits."""
    return tuple(sorted({*_marks(sentence)}))


def _marks(prose: str) -> Iterator[int]:
    words = _NO_WORD.sub(" ", prose.lower()).encode().translate(_SPACED).split()
    # The checksum of a shingle goes on from that of its first words; it is a Rabin fingerprint, as in Broder.
    marks: Iterator[int] = map(crc32, words)
    for nth in range(1, _SHINGLE):
        marks = map(crc32, words[nth:], marks)
    return marks


def candidates(sketches: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str]]:
    """Pairs that share enough to be worth aligning, each in the order of its ids, sorted.

    What stands in very many documents links each of them to the few with the smallest ids only, and only where it
    is much of the shorter one: of 5,000 reprints of a text each is paired with some of the first, and not with all
    others; a notice under long reports pairs none. Time and memory are linear in the number of fingerprints.

    Args:
        sketches: by the ids of the documents, in any order.
    """
    ids = sorted(sketches)
    members, bounds = _met(ids, sketches)
    of_document = [array("I") for _ in ids]
    for group, (low, high) in enumerate(pairwise(bounds)):
        for number in members[low:high]:
            of_document[number].append(group)
    for number, groups in enumerate(of_document):
        rare, common = Counter[int](), Counter[int]()
        for group in groups:
            low, high = bounds[group], bounds[group + 1]
            if high - low <= _MANY:
                rare.update(members[bisect_right(members, number, low, high) : high])
            elif number <= members[low + _FIRST - 1]:
                common.update(members[bisect_right(members, number, low, high) : high])
        for other in sorted(rare.keys() | common.keys()):
            shorter = min(len(sketches[ids[number]]), len(sketches[ids[other]]))
            both = rare[other] + common[other]
            if rare[other] >= _ENOUGH or both >= max(_ENOUGH, _MUCH * shorter):
                yield ids[number], ids[other]


def _met(ids: Sequence[str], sketches: Mapping[str, Sequence[int]]) -> tuple[array[int], array[int]]:
    """The documents of each fingerprint that several have, by number and one group after the other; their bounds."""
    # Sorted a bucket at a time: lists of numbers take four times the room of arrays.
    buckets = [array("Q") for _ in range(_BUCKETS)]
    for number, name in enumerate(ids):
        for mark in sketches[name]:
            buckets[(mark >> 8) % _BUCKETS].append(mark << 32 | number)
    members, bounds = array("I"), array("Q", [0])
    for bucket in buckets:
        for _, found in groupby(sorted(set(bucket)), lambda entry: entry >> 32):
            group = [entry & 0xFFFFFFFF for entry in found]
            if len(group) > 1:
                members.extend(group)
                bounds.append(len(members))
    return members, bounds


def copied(ids: tuple[str, str], one: str, other: str, spans_one: Spans, spans_other: Spans) -> Copy | None:
    """What two documents have in common, None where that is no more than independent reports have.

    Words alike within quotation marks in either do not count for this, and one that differs undoes two alike: what
    remains of a shared quotation, of a sentence, or of a background paragraph with other figures in it, is too
    little. A whole paragraph that an outlet repeats is a copy; the shares tell how small. The order of the two
    may change the passages by a few words.

    Args:
        ids: of the one and of the other.
        spans_one, spans_other: offsets of the segments that count, in order; for quotations, a paragraph each.
    """
    first, second = _words(one, spans_one), _words(other, spans_other)
    found = _stretches(first.low, second.low)
    if sum(stretch.score for stretch in found) < _COPIED:
        return None
    here = _own(one, spans_one, first, [(s.i, s.i_end, s) for s in found])
    there = _own(other, spans_other, second, [(s.j, s.j_end, s) for s in found])
    if min(here, there) < _COPIED:
        return None
    of_first = sum(stretch.i_end - stretch.i for stretch in found) / len(first.low)
    of_second = len({j for stretch in found for j in range(stretch.j, stretch.j_end)}) / len(second.low)
    return Copy(*ids, of_first, of_second, tuple(_passage(stretch, first, second) for stretch in found))


def align(one: str, other: str, spans_one: Spans, spans_other: Spans) -> tuple[Passage, ...]:
    """The passages that are the same in two texts but for a few words, in the order of the one, not overlapping there.

    They begin at shingles that are rare in the other text, and are extended as far as words alike outweigh those
    that differ (S. Altschul and others, "Basic local alignment search tool", 1990). Takes time linear in the texts.
    A passage may run over what stands between two spans, and lack a few words before an edit near its beginning.

    Args:
        spans_one, spans_other: offsets of the segments that count, in order.
    """
    first, second = _words(one, spans_one), _words(other, spans_other)
    return tuple(_passage(stretch, first, second) for stretch in _stretches(first.low, second.low))


def _words(text: str, spans: Spans) -> _Words:
    found = [match for start, end in spans for match in _WORD.finditer(text, start, end)]
    return _Words([match[0].lower() for match in found], [match.span() for match in found])


def _passage(stretch: _Stretch, first: _Words, second: _Words) -> Passage:
    return Passage(
        first.places[stretch.i][0],
        first.places[stretch.i_end - 1][1],
        second.places[stretch.j][0],
        second.places[stretch.j_end - 1][1],
        stretch.same,
        stretch.changed / (stretch.same + stretch.changed),
    )


def _own(text: str, spans: Spans, words: _Words, found: Iterable[tuple[int, int, _Stretch]]) -> int:
    """The score of stretches, each given with its words in this text, as far as they are outside of quotations."""
    quoted = [place for start, end in spans for place in quotations(text, start, end)]
    starts = [start for start, _ in quoted]
    ends = list(accumulate((end for _, end in quoted), max))
    own = 0
    for first, last, stretch in found:
        befores = ((start, bisect_right(starts, start)) for start, _ in words.places[first:last])
        outside = sum(not before or ends[before - 1] <= start for start, before in befores)
        own += max(0, min(outside - stretch.changed, stretch.same) - _COST * stretch.changed)
    return own


def _stretches(one: list[str], other: list[str]) -> list[_Stretch]:
    """Stretches with enough words alike, in the order of the one, as long as they can be made."""
    places = dict[_Shingle, list[int]]()
    for j, shingle in enumerate(_shingles(other, _ANCHOR)):
        known = places.setdefault(shingle, [])
        if len(known) < _PLACES:
            known.append(j)
    runs_on = list(_shingles(one, _AGAIN)), list(_shingles(other, _AGAIN))
    found, end = list[_Stretch](), 0
    for i, shingle in enumerate(_shingles(one, _ANCHOR)):
        if i < end or shingle not in places:
            continue
        run, before = max((_run(one, other, i, j), -j) for j in places[shingle])
        longest = _extended(one, other, _Stretch(i, i + run, -before, run - before, run), runs_on)
        if longest.same >= _LEAST:
            found.append(_begun(one, other, longest, end))
            end = longest.i_end
    return found


def _shingles(words: Sequence[str], size: int) -> Iterator[_Shingle]:
    return zip(*(words[nth:] for nth in range(size)), strict=False)


def _extended(one: Sequence[str], other: Sequence[str], best: _Stretch, runs_on: _RunsOn) -> _Stretch:
    """As far on as the words alike outweigh those that differ."""
    now = best
    while gap := _gap(*runs_on, now.i_end, now.j_end):
        changed = now.changed + max(gap)
        if changed - best.changed > _GAP:
            break
        i, j = now.i_end + gap[0], now.j_end + gap[1]
        run = _run(one, other, i, j)
        now = replace(now, i_end=i + run, j_end=j + run, same=now.same + run, changed=changed)
        if now.score > best.score:
            best = now
    return best


def _run(one: Sequence[str], other: Sequence[str], i: int, j: int) -> int:
    """How many words are alike from here on."""
    start, most = i, min(len(one), len(other) + i - j)
    while i < most and one[i] == other[j]:
        i, j = i + 1, j + 1
    return i - start


def _gap(one: Sequence[_Shingle], other: Sequence[_Shingle], i: int, j: int) -> tuple[int, int] | None:
    """The fewest words of each to pass over until some run on alike; None where that is too far."""
    ahead = dict[_Shingle, int]()
    for more, shingle in enumerate(other[j : j + _GAP + 1]):
        ahead.setdefault(shingle, more)
    gaps = [(k, ahead[shingle]) for k, shingle in enumerate(one[i : i + _GAP + 1]) if shingle in ahead]
    return min(gaps, key=lambda gap: (max(gap), sum(gap)), default=None)


def _begun(one: Sequence[str], other: Sequence[str], found: _Stretch, least: int) -> _Stretch:
    """The same stretch with the words alike before it, where they belong to none."""
    i, j = found.i, found.j
    while i > least and j > 0 and one[i - 1] == other[j - 1]:
        i, j = i - 1, j - 1
    return replace(found, i=i, j=j, same=found.same + found.i - i)
