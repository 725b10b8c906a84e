"""Fields by id and by name."""

from __future__ import annotations

import pytest

from counterclaim.account.account import Held
from counterclaim.account.naming import meant, near, nearest, options
from counterclaim.account.quantity import Quantity
from tests.link.samples import wording

PLACES = {"": 1, "vell": 4, "lessen": 2, "oster_quay": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vell", "vell"),
        ("Oster Quay", "oster_quay"),
        ("Lessen valley", "lessen"),
        ("none", ""),
        ("the moon", None),
    ],
)
def test_what_is_meant(text: str, found: str | None) -> None:
    assert meant(text, PLACES, wording()) == found


def test_what_is_near() -> None:
    assert near("vel", PLACES, wording()) == ["vell"]
    assert near("Lesen Valley", PLACES, wording())[0] == "lessen"
    assert near("xyzzy", PLACES, wording()) == ["vell", "lessen", "oster_quay"]


def test_the_nearest_have_most_of_what_is_asked_for() -> None:
    killed, lost = Quantity("sylvania", "personnel", "killed"), Quantity("sylvania", "tank", "lost")
    found = nearest(
        {"object": "tank", "outcome": "killed", "party": "sylvania"}, [Held(killed, 9, 1), Held(lost, 2, 1)]
    )
    assert [one.quantity for one in found] == [killed, lost]
    assert options(lost) == "--party sylvania --object tank --outcome lost --place none"
