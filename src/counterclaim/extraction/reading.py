"""A sentence as read: its tokens, and what each may be. Every later step looks here and nowhere else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from operator import attrgetter

import msgspec

from counterclaim.extraction import lexicon
from counterclaim.extraction.lexicon import Cue, Noun, Saying
from counterclaim.extraction.mentions import Mention, find_mentions
from counterclaim.extraction.openings import Openings, openings
from counterclaim.model import Document, Segment, SegmentKind
from counterclaim.text.clean import plain, without_notes
from counterclaim.text.figures import Figure, find_figures
from counterclaim.text.hedges import Hedged, hedge
from counterclaim.text.quotes import quotations
from counterclaim.text.sentences import sentences
from counterclaim.text.tokens import Token, tokenize
from counterclaim.text.when import TimeMention, find_times
from counterclaim.world import World

_START, _END = attrgetter("start"), attrgetter("end")
_UNREAD: tuple[SegmentKind, ...] = ("metadata", "boilerplate")


class Time(msgspec.Struct, frozen=True):
    """A time expression and its tokens, ``last`` exclusive."""

    first: int
    last: int
    mention: TimeMention


class Count(msgspec.Struct, frozen=True):
    """A figure with its hedge."""

    figure: Figure
    hedged: Hedged


class Reading(msgspec.Struct, frozen=True):
    """One sentence.

    Attributes:
        block: number of its segment in the document.
        index: number of the sentence in the document.
        start, end: its place in the text.
        quotes: per token, the number of the quotation it stands in (document-wide), or -1.
        words: the lower case of each token.
        openings: where phrases can begin.
        mentions, times: in reading order.
        mention_of, time_of: the same by each of their tokens.
        count_of, count_from: counts by each token of their figure, and by the first of their hedge.
        nouns, cues, sayings: by the token a phrase begins at: the token after it, and its meaning.
        cue_before: by the token after a cue, where it begins.
        said: the tokens of verbs of saying.
    """

    block: int
    index: int
    segment: SegmentKind
    start: int
    end: int
    tokens: list[Token]
    words: list[str]
    openings: Openings
    quotes: list[int]
    mentions: tuple[Mention, ...]
    mention_of: dict[int, Mention]
    times: tuple[Time, ...]
    time_of: dict[int, Time]
    counts: tuple[Count, ...]
    count_of: dict[int, Count]
    count_from: dict[int, Count]
    nouns: dict[int, tuple[int, Noun]]
    cues: dict[int, tuple[int, tuple[Cue, ...]]]
    cue_before: dict[int, int]
    sayings: dict[int, tuple[int, Saying]]
    said: frozenset[int]

    def text(self, first: int, last: int) -> str:
        """Words of a stretch of tokens, spaces single and only where the text has some."""
        words, end = "", 0
        for token in self.tokens[first:last]:
            words += (" " if words and token.start > end else "") + token.text
            end = token.end
        return words

    def find(self, words: frozenset[str], first: int = 0, last: int | None = None) -> tuple[int, int] | None:
        """The first of some phrases that begins within a stretch of tokens, else anywhere: its tokens."""
        table = lexicon.phrases(words)
        if table.firsts.isdisjoint(self.words):
            return None
        for i, word in enumerate(self.words[first:last], first):
            if word in table.firsts and (hit := table.at(self.tokens, i)):
                return i, hit[0]
        return None

    def mention_at(self, i: int) -> Mention | None:
        """The name that token ``i`` belongs to."""
        return self.mention_of.get(i)

    def time_at(self, i: int) -> Time | None:
        """The time expression that token ``i`` belongs to."""
        return self.time_of.get(i)


def read_sentences(document: Document, world: World) -> Iterator[Reading]:
    """The sentences of what is the report itself, in order."""
    view = without_notes(plain(document.text))
    quote = index = 0
    for block, segment in enumerate(document.segments):
        if segment.kind in _UNREAD:
            continue
        quoted = quotations(document.text, segment.start, segment.end)
        past = 0
        for start, end in sentences(view, segment.start, segment.end):
            while past < len(quoted) and quoted[past][1] <= start:
                past += 1
            stop = past
            while stop < len(quoted) and quoted[stop][0] < end:
                stop += 1
            yield _read(view, segment, block, index, start, end, quoted[past:stop], quote + past, world)
            index += 1
        quote += len(quoted)


def _read(
    view: str,
    segment: Segment,
    block: int,
    index: int,
    start: int,
    end: int,
    quoted: list[tuple[int, int]],
    base: int,
    world: World,
) -> Reading:
    tokens = tokenize(view, start, end)
    words = [token.low for token in tokens]
    times = tuple(_times(view, start, end, tokens))
    time_of = {k: time for time in times for k in range(time.first, time.last)}
    figures = find_figures(tokens, time_of)
    mentions = find_mentions(tokens, world)
    counts = tuple([Count(f, hedge(tokens, f)) for f in figures])
    begun = openings(words)
    cues = {i: (after, cue) for i, after, cue in lexicon.cues().each(tokens, begun.cues)}
    sayings = {i: (after, saying) for i, after, saying in lexicon.sayings().each(tokens, begun.sayings)}
    quotes = [-1] * len(tokens)
    for number, (left, right) in enumerate(quoted):
        if left < end and right > start:
            for i, token in enumerate(tokens):
                if left <= token.start < right:
                    quotes[i] = base + number
    return Reading(
        block=block,
        index=index,
        segment=segment.kind,
        start=start,
        end=end,
        tokens=tokens,
        words=words,
        openings=begun,
        quotes=quotes,
        mentions=mentions,
        mention_of={k: mention for mention in mentions for k in range(mention.first, mention.last)},
        times=times,
        time_of=time_of,
        counts=counts,
        count_of={k: count for count in counts for k in range(count.figure.first, count.figure.last)},
        count_from={count.hedged.first: count for count in counts},
        nouns={i: (after, noun) for i, after, noun in lexicon.nouns().each(tokens, begun.nouns)},
        cues=cues,
        cue_before={after: i for i, (after, _) in cues.items()},
        sayings=sayings,
        said=frozenset([k for i, (after, _) in sayings.items() for k in range(i, after)]),
    )


def _times(view: str, start: int, end: int, tokens: list[Token]) -> Iterator[Time]:
    for mention in find_times(view, start, end):
        first = bisect_right(tokens, mention.start, key=_END)
        last = bisect_left(tokens, mention.end, first, key=_START)
        if first < last:
            yield Time(first, last, mention)
