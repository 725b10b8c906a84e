"""Times found and placed.

The kinds of expression follow reports of events. Of the public suites of date cases (Microsoft's
Recognizers-Text), these kinds are left out on purpose: what calendar assistants are told (business days,
"for the 27th", "rest of the week", "two Sundays from now", "tmrw"), months and weekdays without a capital,
years in words ("nineteen ninety-nine"), numbered weeks, the nth weekday of a month, the year before the month
("2016 November"), and day and month in bare figures (4/22, 4.22), which in reports are as often fractions.
"""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.lang.time import load_time
from counterclaim.text import when
from counterclaim.text.clean import plain
from counterclaim.text.when import Resolved, TimeMention, find_times, resolve

CASES: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "when.toml").read_text(encoding="utf-8")
)
PUBLISHED = date(2024, 11, 14)


def _name(case: dict[str, Any]) -> str:
    return str(case["text"])


def _window(resolved: Resolved | None) -> str:
    if resolved is None:
        return "none"
    return (
        f"{resolved.kind} {resolved.start or '-'} {resolved.end or '-'} {resolved.precision} {resolved.basis}"
    )


def _told(mention: TimeMention, expected: dict[str, Any]) -> dict[str, Any]:
    """What the case names of the mention, and what it must name in any case."""
    told = {
        "text": mention.text,
        "kind": mention.kind,
        "window": _window(resolve(mention, PUBLISHED)),
        "event": mention.event,
        "count": mention.count,
        "unit": mention.unit,
    }
    return {key: value for key, value in told.items() if key in expected}


@pytest.mark.parametrize("case", CASES["case"], ids=_name)
def test_tells_and_places(case: dict[str, Any]) -> None:
    text = case["text"]
    mentions = find_times(plain(text))
    expected = [{"window": "none", "event": None} | told for told in case["told"]]
    assert [text[m.start : m.end] for m in mentions] == [told["text"] for told in expected]
    plain_texts = [told | {"text": plain(told["text"])} for told in expected]
    assert [_told(m, e) for m, e in zip(mentions, expected, strict=True)] == plain_texts


@pytest.mark.parametrize("case", CASES["free"], ids=_name)
def test_leaves_counts_free(case: dict[str, Any]) -> None:
    text, at = case["text"], 0
    mentions = find_times(text)
    for count in case["counts"]:
        at = text.index(count, at)
        assert not [m.text for m in mentions if m.start < at + len(count) and at < m.end]
        at += len(count)


@pytest.mark.parametrize("case", CASES["silent"], ids=_name)
def test_finds_no_time_where_none_is_told(case: dict[str, Any]) -> None:
    assert find_times(case["text"]) == ()


@pytest.mark.parametrize("case", CASES["placed"], ids=_name)
def test_places_under_other_circumstances(case: dict[str, Any]) -> None:
    mentions = find_times(case["text"])
    assert len(mentions) == 1
    assert _window(resolve(mentions[0], case.get("anchor", PUBLISHED), case.get("context"))) == case["window"]


@pytest.mark.parametrize("case", CASES["case"], ids=_name)
def test_places_only_what_is_explicit_without_a_date(case: dict[str, Any]) -> None:
    for mention in find_times(plain(case["text"])):
        known, without = resolve(mention, PUBLISHED), resolve(mention, None)
        if known and known.basis == "explicit":
            assert without
            assert (without.start, without.basis) == (known.start, "explicit")
        else:
            assert without is None


@pytest.mark.parametrize("case", CASES["case"], ids=_name)
def test_reads_a_stretch_like_a_text_of_its_own(case: dict[str, Any]) -> None:
    text = plain(case["text"])
    before = "On Friday, 2 died. " * 9 + "\n\n"
    inside = find_times(before + text + "\n\nSince Monday 3.", len(before), len(before) + len(text))
    assert [(m.start - len(before), m.text, m.kind) for m in inside] == [
        (m.start, m.text, m.kind) for m in find_times(text)
    ]


WORDS = [word for phrases in load_time().cues.values() for phrase in phrases for word in phrase.split()]
WORDS += [
    w
    for table in ("months", "short_months", "weekdays", "units", "parts")
    for w in getattr(load_time(), table)
]
FIGURES = [
    "5",
    "12",
    "31",
    "45",
    "2024",
    "2000",
    "1,200",
    "0900",
    "10:30",
    "2.5",
    "5th",
    "101st",
    "2024-05-10",
]
FIGURES += [
    "05/10/2024",
    "31.12.99",
    "2023-24",
    "1990s",
    "Q3",
    "99999999999999999999",
    "1" * 400,
    "00",
    "²",
    "٣",
]
PIECES = st.sampled_from([*WORDS, *FIGURES, *",.-()'/:;\"\n", "\n\n", "Ruritania", "soldiers", "🚜", "'s"])
DAYS = st.none() | st.dates()


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join) | st.text(), DAYS, DAYS)
def test_never_fails_and_never_loses_its_place(text: str, anchor: date | None, context: date | None) -> None:
    end = 0
    for mention in find_times(text):
        assert end <= mention.start < mention.end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end
        resolved = resolve(mention, anchor, context)
        if resolved and resolved.start and resolved.end:
            assert resolved.start <= resolved.end
        if resolved and anchor is None and context is None:
            assert resolved.basis == "explicit"


def test_reads_long_lines_without_a_gap() -> None:
    text = "5 May 2024, " * 2_000 + "x" * 10_000 + "2024" * 5_000
    assert len(find_times(text)) >= 1_990


def test_every_cue_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in (Path(when.__file__).parent / "times").glob("*.py"))
    source += Path(when.__file__).read_text("utf-8")
    unused = [cue for cue in load_time().cues if not re.search(rf'{{{cue}}}|"{cue}"|\b{cue}: re\.', source)]
    assert unused == []
