"""Names in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given

from counterclaim.extraction.mentions import find_mentions
from counterclaim.text.clean import plain
from counterclaim.text.tokens import tokenize
from tests.extraction.readings import reading, world
from tests.hostile import TEXTS

# Text, and of each name: its role, what it stands for, whose people it stands for.
MENTIONS = [
    # offices with their state before and after
    ("Russia's Defence Ministry spoke.", ["office russian_mod russia"]),
    ("The Ministry of Defence of Russia spoke.", ["office russian_mod russia"]),
    ("The Russian Defence Ministry spoke.", ["office russian_mod russia"]),
    ("The Turkish defence ministry spoke.", ["office turkish_mod turkey"]),
    ("The defence ministry in Ankara spoke.", ["office turkish_mod turkey"]),
    ("The General Staff of the Armed Forces of Ukraine spoke.", ["office ukrainian_general_staff ukraine"]),
    ("The Ukrainian General Staff spoke.", ["office ukrainian_general_staff ukraine"]),
    ("The US Defense Department spoke.", ["office us_mod united_states"]),
    ("South Korea's Defense Ministry spoke.", ["office south_korean_mod south_korea"]),
    ("The Israeli military spoke.", ["office israeli_military israel"]),
    # an office whose state is not told is nobody's yet
    ("The Ministry of Health spoke.", ["office ministry_of_health -"]),
    # capitals and places
    ("Kiev spoke.", ["capital ukraine ukraine"]),
    ("It rained in Kiev.", ["place kyiv -"]),
    ("Washington spoke.", ["capital united_states united_states"]),
    ("It rained near Washington.", ["place washington_dc -"]),
    # demonyms, peoples
    ("American officials spoke.", ["demonym united_states united_states"]),
    ("Two Americans spoke.", ["people united_states united_states"]),
    ("North Korean troops left.", ["demonym north_korea north_korea"]),
    # people, groups, bodies, outlets
    ("Volodymyr Zelensky spoke.", ["leader volodymyr_zelensky ukraine"]),
    ("The Houthis met Hezbollah.", ["group houthis houthis", "group hezbollah hezbollah"]),
    ("The Pentagon spoke.", ["organisation pentagon united_states"]),
    ("The United Nations spoke.", ["organisation united_nations -"]),
    ("Gaza's Health Ministry spoke.", ["organisation gaza_health_ministry -"]),
    ("The BBC met Reuters.", ["outlet bbc -", "outlet reuters -"]),
    # words in lower case that are names only by their capital
    ("They had french fries, turkey and a polish wine.", []),
]


@pytest.mark.parametrize(
    ("text", "found"), MENTIONS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_mentions(text: str, found: list[str]) -> None:
    assert [f"{m.role} {m.id} {m.party or '-'}" for m in reading(text).mentions] == found


def test_an_office_covers_the_name_of_its_state() -> None:
    found = reading("A day later the Ministry of Defence of Russia spoke.")
    (office,) = found.mentions
    assert found.text(office.first, office.last) == "Ministry of Defence of Russia"


@given(TEXTS)
def test_names_are_in_order_and_never_overlap(text: str) -> None:
    tokens = tokenize(plain(text))
    end = 0
    for mention in find_mentions(tokens, world()):
        assert end <= mention.first < mention.last <= len(tokens)
        end = mention.last
