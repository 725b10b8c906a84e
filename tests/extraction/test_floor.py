"""Who "he", "it" and "the group" are, after others have spoken."""

from __future__ import annotations

import pytest

from counterclaim.extraction.attribution import attributions
from counterclaim.extraction.floor import Floor
from tests.extraction.readings import reading

# Sentences in order; who speaks in the last.
COURSES = [
    (["Mayor Tomas Vale said so.", "He said more."], "tomas_vale"),
    (["Mayor Tomas Vale said so.", "Vale said more."], "tomas_vale"),
    (["Mayor Tomas Vale said so.", "The Red Crescent said so.", "He said more."], "tomas_vale"),
    (
        ["Mayor Tomas Vale said so.", "The Harbour Relief Network said so.", "It said more."],
        "harbour_relief_network",
    ),
    (["The Harbour Relief Network said so.", "The group said more."], "harbour_relief_network"),
    (["The Russian Defence Ministry said so.", "The ministry said more."], "russian_mod"),
    (["Mayor Tomas Vale said so.", "Governor Ana Brock said so.", "She said more."], "ana_brock"),
    (["Mayor Tomas Vale said so.", "Police said so.", "Residents said more."], "residents"),
]


@pytest.mark.parametrize(("texts", "speaker"), COURSES)
def test_who_is_meant(texts: list[str], speaker: str) -> None:
    floor, spoken = Floor(), []
    for text in texts:
        read = reading(text)
        spoken = attributions(read, floor)
        for attribution in spoken:
            floor.heard(attribution, read)
    assert [a.agent.id for a in spoken] == [speaker]


@pytest.mark.parametrize("text", ["He said more.", "It said more."])
def test_a_pronoun_without_anybody_before_attributes_nothing(text: str) -> None:
    assert attributions(reading(text), Floor()) == []
