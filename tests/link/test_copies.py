"""Which reports are copies: sketches, pairs worth aligning, passages, and what is no copy."""

from __future__ import annotations

import random
import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.copies import Copy, Passage, align, candidates, copied, sketch
from tests.hostile import TEXTS

FLOOD = (
    "Two bridges over the Lessen were swept away on Thursday night, cutting the lower town off from its hospital "
    "and leaving some 4,000 people without electricity.",
    "The prefect said that nine bodies had been recovered by noon, and that the armoured boats of the coast guard "
    "were searching the colour-coded sectors downstream for at least 17 others who are missing.",
    "“We heard the dam before we saw the water, and by the time my father had woken the neighbours the road was "
    "already gone and there was nowhere left for any of us to run,” said a baker from Oster Quay.",
    "Engineers had warned the council twice since spring that the older of the two piers was being hollowed out, "
    "but the repairs were put off until the end of the tourist season for want of money.",
)
STRIKE = (
    "Dockers in three ports of the Sound walked out on Monday over a rota that their union calls inhuman, and "
    "ferries to the islands were cancelled until the weekend.",
    "The shipping line put the loss at 2.6 million crowns a day and said it had no plan to hire replacements.",
    "A mediator is to hear both sides on Wednesday in the old customs house, the fourth such meeting this year.",
)
# Of the same flood, with the same figures, by somebody else.
OTHER_FLOOD = (
    "At least nine people are dead after high water broke two crossings of the Lessen, the prefecture announced.",
    "Crews were still looking for 17 residents on Friday, while 4,000 households in the lower town waited for "
    "power to come back.",
    FLOOD[2].replace("said a baker from Oster Quay", "a shopkeeper told local radio"),
    "Why the piers gave way is not known. A commission will be named next week, according to a deputy minister.",
)
Spans = list[tuple[int, int]]


def joined(*paragraphs: str) -> tuple[str, Spans]:
    """A text of paragraphs, and where they stand."""
    ends = [0]
    for paragraph in paragraphs:
        ends.append(ends[-1] + len(paragraph) + 2)
    return "\n\n".join(paragraphs), [(start, end - 2) for start, end in pairwise(ends)]


def compared(one: tuple[str, ...], other: tuple[str, ...]) -> Copy | None:
    (a, spans_a), (b, spans_b) = joined(*one), joined(*other)
    return copied(("a", "b"), a, b, spans_a, spans_b)


def aligned(one: tuple[str, ...], other: tuple[str, ...]) -> list[tuple[str, str, int, float]]:
    (a, spans_a), (b, spans_b) = joined(*one), joined(*other)
    found = align(a, b, spans_a, spans_b)
    return [(a[p.start : p.end], b[p.other_start : p.other_end], p.words, p.changed) for p in found]


def edited(paragraphs: tuple[str, ...], *changes: tuple[str, str]) -> tuple[str, ...]:
    out = list(paragraphs)
    for old, new in changes:
        assert any(old in paragraph for paragraph in out)
        out = [paragraph.replace(old, new) for paragraph in out]
    return tuple(out)


LIGHTLY = edited(
    FLOOD,
    ("armoured", "armored"),
    ("colour", "color"),
    ("nine bodies", "eleven bodies"),
    ("Two bridges", "A pair of bridges"),
    (", cutting the lower town off from its hospital and leaving", ", leaving"),
    ("the older of the two piers", "the older pier"),
)
COPIES = [
    # one, other, shares of each, passages
    ("a reprint", FLOOD, FLOOD, 1, 1, 1),
    ("capitals, marks and breaks", FLOOD, (" ".join(FLOOD).upper().replace(",", " –"),), 1, 1, 1),
    ("a light hand", FLOOD, LIGHTLY, 0.98, 0.98, 1),
    ("within a longer one", FLOOD, (*STRIKE, *FLOOD), 1, 0.66, 1),
    ("one paragraph", FLOOD, (*STRIKE, FLOOD[3], "Trams ran."), 0.25, 0.35, 1),
    ("paragraphs in another order", FLOOD[:2], FLOOD[1::-1], 1, 1, 2),
    ("the text twice on one page", FLOOD, FLOOD + FLOOD, 1, 0.5, 1),
    ("of a page with the text twice", FLOOD + FLOOD, FLOOD, 1, 1, 2),
]


@pytest.mark.parametrize(("one", "other", "first", "second", "passages"), [c[1:] for c in COPIES])
def test_copies(
    one: tuple[str, ...], other: tuple[str, ...], first: float, second: float, passages: int
) -> None:
    found = compared(one, other)
    assert found is not None
    assert (found.first, found.second, len(found.passages)) == ("a", "b", passages)
    assert (found.of_first, found.of_second) == pytest.approx((first, second), abs=0.04)


@pytest.mark.parametrize("other", [LIGHTLY, (*STRIKE, *FLOOD[:2])])
def test_copies_share_enough_to_be_aligned(other: tuple[str, ...]) -> None:
    sketches = {"a": sketch(*joined(*FLOOD)), "b": sketch(*joined(*other)), "c": sketch(*joined(*STRIKE[:2]))}
    assert ("a", "b") in list(candidates(sketches))
    assert ("a", "c") not in list(candidates(sketches))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FLOOD, STRIKE),
        (FLOOD, OTHER_FLOOD),
        (OTHER_FLOOD, FLOOD),
        (FLOOD, (FLOOD[2].translate({ord("“"): None, ord("”"): None}), *STRIKE)),
        (FLOOD, (*STRIKE, STRIKE[1][:60] + " for some 4,000 people without electricity")),
        ((), FLOOD),
        (FLOOD, ("", "…")),
        (("no more than eight words of a headline",), ("no more than eight words of a headline",)),
    ],
)
def test_what_is_no_copy(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert compared(one, other) is None


def test_an_aligned_quotation_is_told_though_it_makes_no_copy() -> None:
    ((text, other, words, changed),) = aligned(FLOOD, OTHER_FLOOD)
    assert text == other
    assert (text[:8], text[-6:]) == ("We heard", "to run")
    assert (words, changed) == (35, 0)


def test_edits_are_bridged_and_counted() -> None:
    other = edited(STRIKE[:1], ("on Monday ", ""), ("union", "board"), ("ferries", "all boats"))
    ((text, same, words, changed),) = aligned(STRIKE[:1], other)
    assert (text, same) == (STRIKE[0][:-1], other[0][:-1])
    # Two words left out, one in the place of another, two in the place of one.
    assert (words, changed) == (25, 5 / 30)


def test_a_passage_ends_where_the_text_becomes_another() -> None:
    ((text, other, words, changed),) = aligned((FLOOD[0], FLOOD[3]), (FLOOD[0], STRIKE[1]))
    assert text == other == FLOOD[0][:-1]
    assert (words, changed) == (27, 0)


def test_only_the_spans_count() -> None:
    text, spans = joined(*FLOOD)
    assert align(text, text, spans[:1], spans[1:]) == ()
    assert sketch(text, []) == ()
    assert set(sketch(text, spans[:1])) < set(sketch(text, spans))
    (passage,) = align(text, text, spans[1:2], spans)
    assert (passage.start, passage.end) == (passage.other_start, passage.other_end)
    assert (passage.start, passage.end + 1) == spans[1]


def test_sketches_are_the_same_everywhere() -> None:
    assert sketch(*joined(STRIKE[1]))[:4] == (48062080, 793044756, 1047793684, 1132855984)


@pytest.mark.parametrize(
    "text",
    [
        "«Мост\u00a0рухнул» — сказал мэр, и 17 человек пропали без вести; их ищут в реке с ночи до утра",
        "Le café\ud800 naïf d’İzmir … 三 人 \u2028ont vu_là (hier) 12,5 bateaux\u200bpasser sous le pont détruit 🚢",
    ],
)
def test_any_sign_between_words_is_one(text: str) -> None:
    spaced = " ".join(re.findall(r"\w+", text.lower()))
    whole = sketch(text, [(0, len(text))])
    assert whole == sketch(spaced, [(0, len(spaced))]) != ()


def test_a_sketch_is_of_one_in_four_shingles() -> None:
    words = random.Random(1).choices([f"w{n}" for n in range(5000)], k=8000)
    text = " ".join(words)
    assert 1850 < len(sketch(text, [(0, len(text))])) < 2150


WORDS = [*re.findall(r"\w+", " ".join(FLOOD + STRIKE)), "İl", "ßa", "naïve", "Київ", "三"]
PROSE = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
PROSES = st.lists(PROSE, min_size=1, max_size=5)


@given(PROSES, st.data())
def test_a_text_has_what_a_paragraph_of_it_has(paragraphs: list[str], data: st.DataObject) -> None:
    taken = data.draw(st.sampled_from(paragraphs))
    whole = sketch(*joined(*paragraphs))
    assert set(sketch(*joined(taken))) <= set(whole)
    assert list(whole) == sorted(set(whole))
    assert all(0 <= mark < 1 << 32 for mark in whole)


def well_formed(passages: tuple[Passage, ...], one: str, other: str) -> None:
    word = re.compile(r"\w+")
    for p in passages:
        for text, start, end in ((one, p.start, p.end), (other, p.other_start, p.other_end)):
            assert 0 <= start < end <= len(text)
            places = {m.span() for m in word.finditer(text)}
            assert start in {first for first, _ in places}
            assert end in {last for _, last in places}
        assert p.words >= 12
        assert 0 <= p.changed <= 1 / 3
    assert all(before.end <= after.start for before, after in pairwise(passages))


@given(st.one_of(TEXTS, PROSE), st.one_of(TEXTS, PROSE), st.one_of(TEXTS, PROSE))
def test_passages_of_any_texts(one: str, shared: str, other: str) -> None:
    a, b = one + "\n" + shared, shared + " " + other
    whole_a, whole_b = [(0, len(a))], [(0, len(b))]
    sketch(a, whole_a)
    passages = align(a, b, whole_a, whole_b)
    well_formed(passages, a, b)
    found = copied(("a", "b"), a, b, whole_a, whole_b)
    if found:
        assert found.passages == passages
        assert 0 < found.of_first <= 1
        assert 0 < found.of_second <= 1


@given(PROSE)
def test_a_text_is_wholly_in_itself(text: str) -> None:
    passages = align(text, text, [(0, len(text))], [(0, len(text))])
    if len(text.split()) >= 12:
        assert [(p.start, p.end, p.changed) for p in passages] == [(0, len(text), 0)]


SKETCHES = st.dictionaries(
    st.text(max_size=3), st.lists(st.integers(0, 40), unique=True).map(sorted), max_size=12
)


@given(SKETCHES, st.randoms())
def test_the_order_of_documents_does_not_matter(
    sketches: dict[str, list[int]], chance: random.Random
) -> None:
    found = list(candidates(sketches))
    shuffled = list(sketches.items())
    chance.shuffle(shuffled)
    assert list(candidates(dict(shuffled))) == found == sorted(set(found))
    # Few documents: pairs are those that share three.
    shared = {
        (a, b) for a in sketches for b in sketches if a < b and len({*sketches[a]} & {*sketches[b]}) >= 3
    }
    assert set(found) == shared


def test_many_reprints_are_linked_to_the_first_few() -> None:
    chance = random.Random(2)
    text = [chance.randrange(1 << 32) for _ in range(150)]
    sketches = {f"r{n:04d}": sorted(chance.sample(text, 130)) for n in range(5000)}
    found = list(candidates(sketches))
    assert {second for _, second in found} == set(sketches) - {"r0000"}
    assert len(found) < 5 * len(sketches)


def test_a_notice_under_every_report_pairs_none() -> None:
    chance = random.Random(3)
    notice = [chance.randrange(1 << 32) for _ in range(9)]
    own = {f"d{n:04d}": [chance.randrange(1 << 32) for _ in range(80)] for n in range(1000)}
    own["d0999"] = own["d0500"][:60]
    assert list(candidates({name: marks + notice for name, marks in own.items()})) == [("d0500", "d0999")]


HOSTILE = {
    "one word": "a " * 100_000,
    "a word without end": "a" * 200_000,
    "few words": " ".join(random.Random(4).choices("abcdefghij", k=100_000)),
    "half alike": " ".join(f"m n o p q r x{n} y{n} z{n}" for n in range(12_000)),
    "marks": "“ a b c d ‘ e f g h " * 10_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_long_texts_take_no_time_to_speak_of(name: str) -> None:
    one = HOSTILE[name]
    other = " ".join(word + "'" if word[:1] in "xyz" else word for word in reversed(one.split(" ")))
    begun = time.process_time()
    spans, others = [(0, len(one))], [(0, len(other))]
    sketch(one, spans)
    copied(("a", "b"), one, other, spans, others)
    assert time.process_time() - begun < 8
