"""What a sentence says of its count: that it is new, that it was given up, and whose people are counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.link.sentence import is_fresh, is_superseded, state_counted
from tests.hostile import TEXTS

FRESH = [
    ("At least 40 killed in new attacks on Vell", True),
    ("Fresh strikes leave nine dead", True),
    ("The latest overnight rocket attack wounded 12.", True),
    ("RENEWED SHELLING: 12 hurt", True),
    ("The recent wave of bombings took 30 lives.", True),
    ("The recent year of many bombings took 30 lives.", False),
    ("A new bridge was hit in the attacks; 12 died.", False),
    ("Attacks killed 40 people in Vell.", False),
    ("The new mayor of Vell, a town used to attacks, counted 12 dead.", False),
    ("He renewed his pledge after 12 died in the attack.", False),
    ("", False),
]
SUPERSEDED = [
    # the sentence, the figure asked about, whether it was given up
    ("The earlier figure of 20 was wrong.", "20", True),
    ("Initially 31 people were thought dead.", "31", True),
    ("Preliminary reports spoke of 15 victims.", "15", True),
    ("The ministry had put it at 60.", "60", True),
    ("The toll was 12, the prefect said.", "12", False),
    ("The count was unpreviouslyknown at 31.", "31", False),
    ("An earlier flood is remembered in the valley for its height; this one killed 44.", "44", False),
    ("It killed 44 in the valley, and nobody there remembers one that was any earlier.", "44", False),
    ("The PREVIOUS toll was 20.", "20", True),
    ("The toll stands at 30, up from 20.", "20", True),
    ("The toll stands at 30, up from 20.", "30", False),
    ("They lowered the toll from 359 to “about 253”.", "359", True),
    ("They lowered the toll from 359 to “about 253”.", "253", False),
    ("The count rose from at least 20 on Monday to 31.", "20", True),
    ("He drove from 20 burnt houses. To 31 more he did not get.", "20", False),
]
COUNTED = [
    # the sentence, the figure asked about, whose people it counts
    ("The heat killed 60 Jordanian pilgrims.", "60", "jordan"),
    ("The ferry carried 12 Danes.", "12", "denmark"),
    ("It killed 12, Danish police said.", "12", None),
    ("It hurt 14 injured Danish sailors.", "14", "denmark"),
    ("Nine of 31 badly injured Danish sailors died.", "31", None),
    ("The blast hurt 30 people in Denmark.", "30", None),
    ("Of 30 victims nine were Danish.", "30", None),
    ("Danish doctors counted 16 dead.", "16", None),
    ("A total of 16", "16", None),
]


def end_of(figure: str, sentence: str) -> int:
    return sentence.index(figure) + len(figure)


@pytest.mark.parametrize(("sentence", "fresh"), FRESH)
def test_fresh(sentence: str, fresh: bool) -> None:
    assert is_fresh(sentence) is fresh


@pytest.mark.parametrize(("sentence", "figure", "given_up"), SUPERSEDED)
def test_superseded(sentence: str, figure: str, given_up: bool) -> None:
    end = end_of(figure, sentence)
    assert is_superseded(sentence, end - len(figure), end) is given_up


@pytest.mark.parametrize(("sentence", "figure", "state"), COUNTED)
def test_whose_people_are_counted(sentence: str, figure: str, state: str | None) -> None:
    assert state_counted(sentence, end_of(figure, sentence)) == state


@given(TEXTS, TEXTS)
def test_what_stands_before_a_figure_does_not_say_whose_people(before: str, after: str) -> None:
    told = f"12 Danish sailors; {after}"
    assert state_counted(before + told, len(before) + 2) == "denmark"


@given(TEXTS)
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_fresh(f"{text} new attacks")
    for end in (0, len(text) // 2, len(text)):
        assert is_superseded(f"{text[:end]} earlier {text[end:]}", end, end)


@given(st.integers(1, 200))
def test_a_cue_further_away_is_about_something_else(between: int) -> None:
    """All of it stands within 40 characters of the figure, on either side."""
    gap = " " * between
    after, before = f"12{gap}earlier", f"earlier{gap}12"
    assert is_superseded(after, 0, 2) == (between + len("earlier") <= 40)
    assert is_superseded(before, len(before) - 2, len(before)) == (between + len("earlier") <= 40)
