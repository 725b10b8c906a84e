"""Where a speaker's phrase stands, and whom it names."""

from __future__ import annotations

import pytest

from counterclaim.extraction.naming import Speaker
from counterclaim.extraction.speakers import speaker_after, speaker_before
from tests.extraction.readings import reading

# Before "said": the phrase, the speaker's id, whether it is a person (None: it may be either).
BEFORE = [
    ("The harbour master said so.", "The harbour master", "harbour_master", True),
    ("Then the mayor of Orlan said so.", "the mayor of Orlan", "mayor", True),
    ("Mayor Tomas Vale said so.", "Mayor Tomas Vale", "tomas_vale", True),
    ("Tomas Vale, the mayor, said so.", "Tomas Vale", "tomas_vale", True),
    ("Chief of staff Ivan Petrov said so.", "Chief of staff Ivan Petrov", "ivan_petrov", True),
    ("Ukrainian sergeant Oleh Bondar said so.", "Ukrainian sergeant Oleh Bondar", "oleh_bondar", True),
    ("President Volodymyr Zelensky said so.", "President Volodymyr Zelensky", "volodymyr_zelensky", True),
    ("A spokesman for the Russian defence ministry said so.", "A spokesman for the Russian defence ministry",
     "russian_mod", False),
    ("The ministry's spokesman said so.", "The ministry's spokesman", "ministry", False),
    ("The Manila-based Harbour Network said so.", "The Manila-based Harbour Network", "harbour_network", False),
    ("Two officials said so.", "Two officials", "officials", False),
    ("A medical source said so.", "A medical source", "medical_source", True),
    ("The Russian army said so.", "The Russian army", "russian_army", False),
    ("Moscow said so.", "Moscow", "russia", False),
    ("Reuters said so.", "Reuters", "reuters", False),
    ("On Monday the mayor later said so.", "the mayor", "mayor", True),
    ("In the north the governor, who works there, said so.", "the governor", "governor", True),
]  # fmt: skip

NOBODY = ["In Kursk said so.", "40 said so.", "Russian said so.", "Who said so?"]

AFTER = [
    ("According to the mayor, it rained.", "the mayor", "mayor"),
    ("According to Tomas Vale, the mayor, it rained.", "Tomas Vale", "tomas_vale"),
    ("According to the United Nations, it rained.", "the United Nations", "united_nations"),
    ("According to a spokesman for the Russian defence ministry, it rained.",
     "a spokesman for the Russian defence ministry", "russian_mod"),
    ("According to residents, it rained.", "residents", "residents"),
    ("According to the mayor on Monday it rained.", "the mayor", "mayor"),
]  # fmt: skip


def _before(text: str) -> tuple[str, Speaker] | None:
    read = reading(text)
    verb = next(i for i, token in enumerate(read.tokens) if token.low == "said")
    found = speaker_before(read, verb)
    return (read.text(found.first, found.last), found) if found else None


@pytest.mark.parametrize(("text", "phrase", "id_", "person"), BEFORE)
def test_before_a_verb(text: str, phrase: str, id_: str, person: bool | None) -> None:
    found = _before(text)
    assert found is not None
    words, speaker = found
    assert words == phrase
    assert speaker.agent is not None
    assert (speaker.agent.id, speaker.person) == (id_, person)


@pytest.mark.parametrize("text", NOBODY)
def test_nobody_speaks(text: str) -> None:
    assert _before(text) is None


@pytest.mark.parametrize(("pronoun", "person"), [("He", True), ("She", True), ("It", None), ("They", None)])
def test_pronouns_wait_for_who_they_mean(pronoun: str, person: bool | None) -> None:
    found = _before(f"{pronoun} said so.")
    assert found is not None
    assert (found[1].agent, found[1].back, found[1].person) == (None, pronoun.lower(), person)


@pytest.mark.parametrize(("text", "phrase", "id_"), AFTER)
def test_after_according_to(text: str, phrase: str, id_: str) -> None:
    read = reading(text)
    found = speaker_after(read, 2)
    assert found is not None
    assert found.agent is not None
    assert (read.text(found.first, found.last), found.agent.id) == (phrase, id_)


def test_the_camp_is_that_of_the_name() -> None:
    for text, camp in (
        ("Ukrainian sergeant Oleh Bondar said so.", "ukraine"),
        ("Mayor Tomas Vale said so.", None),
    ):
        found = _before(text)
        assert found is not None
        assert found[1].agent is not None
        assert found[1].agent.camp == camp
