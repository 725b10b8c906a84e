"""The noun a figure counts."""

from __future__ import annotations

import pytest

from counterclaim.extraction.counted import counted
from tests.extraction.readings import reading

# Text, the object, the words of the head.
NOUNS = [
    ("20 soldiers left.", "personnel", "soldiers"),
    ("20 Russian soldiers left.", "personnel", "soldiers"),
    ("20 heavily armed Ukrainian paratroopers left.", "personnel", "paratroopers"),
    ("20 wounded soldiers waited.", "personnel", "soldiers"),
    ("20 police officers left.", "personnel", "police officers"),
    ("20 armored personnel carriers left.", "armoured_personnel_carrier", "armored personnel carriers"),
    ("20 T-72 tanks left.", "tank", "tanks"),
    ("20 drone attacks followed.", "attack", "drone attacks"),
    ("20 aid workers left.", "civilian", "aid workers"),
    ("20 other people left.", "people", "people"),
    ("One of the men left.", "people", "men"),
    ("Three of the five children left.", "child", "children"),
    ("Two Americans left.", "people", "Americans"),
    ("Two American women left.", "woman", "women"),
    ("200 Houthis left.", "personnel", "Houthis"),
    ("20 cities and towns voted.", "settlement", "cities"),
    ("63% of houses stood.", "building", "houses"),
    ("Over 20 km of road were paved.", "distance", None),
    ("They mapped 12 square kilometres of land.", "area", None),
    ("They gave $5 million in aid.", "money", None),
    ("Thousands marched.", "people", None),
    ("20 and more left.", None, None),
    ("20 left.", None, None),
]


@pytest.mark.parametrize(("text", "object_", "head"), NOUNS)
def test_nouns(text: str, object_: str | None, head: str | None) -> None:
    read = reading(text)
    thing = counted(read, read.counts[0])
    assert (thing.noun and thing.noun.object) == object_
    assert (thing.head and read.text(*thing.head)) == head
    assert not thing.outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("20 dead were found.", "killed"),
        ("20 wounded were brought in.", "wounded"),
        ("20 casualties were listed.", "killed_or_wounded"),
        ("20 missing were listed.", "missing"),
    ],
)
def test_nouns_that_say_what_happened(text: str, outcome: str) -> None:
    read = reading(text)
    assert outcome in {cue.outcome for cue in counted(read, read.counts[0]).outcome}


def test_nouns_that_no_list_has_are_kept_as_written() -> None:
    read = reading("20 accordions were listed.")
    thing = counted(read, read.counts[0])
    assert (thing.noun, thing.unlisted) == (None, "accordions")


@pytest.mark.parametrize(
    ("text", "back"),
    [("20 of them left.", True), ("300 of these losses came later.", True), ("20 of the men left.", False)],
)
def test_what_goes_back(text: str, back: bool) -> None:
    read = reading(text)
    assert counted(read, read.counts[0]).anaphor is back
