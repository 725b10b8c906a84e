"""First characters of patterns."""

from __future__ import annotations

import re

import pytest

from counterclaim.text.times.begins import before, begins
from counterclaim.text.times.forms import Mentions, time_forms

CASES = [
    ("ab", "a"),
    ("a|b", "ab"),
    ("a?b", "ab"),
    ("a*b|c", "abc"),
    ("a{0,2}b", "ab"),
    ("a{1,2}b", "a"),
    ("(?:a|b?)c", "abc"),
    ("[ab\\]]c", "ab]"),
    ("\\.x", "."),
    ("(?P<name>a)b", "a"),
    ("(?<=x)(?!y)a", "a"),
    ("(?=z)a", "a"),
    ("(?:$|a)b", "ab"),
    ("(?:^|a)b", "ab"),
]


@pytest.mark.parametrize(("pattern", "first"), CASES)
def test_tells_first_characters(pattern: str, first: str) -> None:
    assert begins(pattern) == frozenset(first)


@pytest.mark.parametrize("pattern", ["a?", "", "a|", "(?=a)", "a)b"])
def test_refuses_what_can_match_nothing(pattern: str) -> None:
    with pytest.raises(ValueError, match="no first characters"):
        begins(pattern)


@pytest.mark.parametrize("pattern", [p for p, _ in CASES])
def test_a_guard_changes_no_match(pattern: str) -> None:
    for text in ("ab", "b", "aab", "c", "bc", "]c", ".x", "xa", "cab", "a"):
        bare = re.search(pattern, text)
        under_guard = re.search(f"{before(begins(pattern))}(?:{pattern})", text)
        assert (bare and bare.span()) == (under_guard and under_guard.span())


FORMS = {"first": "ab|b(?=c)", "second": "(?P<second_a>a)b?", "third": "[bc]d"}


@pytest.mark.parametrize("text", ["", "x", "ab", "xa", "xbd", "bcd", "bxcd", "a\nb", "\nab"])
def test_forms_are_tried_in_order_at_each_place(text: str) -> None:
    hits = (
        (name, match.span())
        for at in range(len(text))
        for name, form in FORMS.items()
        if (match := re.compile(form).match(text, at))
    )
    firsts = {name: "".join(begins(form)) for name, form in FORMS.items()}
    found = Mentions(FORMS, firsts).search(text, 0)
    assert next(hits, None) == (found and (found.lastgroup, found.span()))


def test_words_without_time_are_passed_over() -> None:
    assert time_forms().mention.search("w" * 50, 0) is None
