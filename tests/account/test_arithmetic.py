"""What is certain of counts, as data."""

from __future__ import annotations

import pytest

from counterclaim.account.arithmetic import load_arithmetic
from counterclaim.errors import DataError
from counterclaim.link.containment import load_containment
from counterclaim.world import load_world
from tests.account.campaigns import DIVIDED, rules


def test_the_file_fits_the_containments_and_the_world() -> None:
    found = load_arithmetic(load_containment(load_world()))
    assert found.places["palestine"] == (("gaza", "west_bank"),)
    assert ("killed", "wounded") in found.outcomes["killed_or_wounded"]


def test_what_mounts_and_what_is_of_no_side_is_in_the_vocabulary() -> None:
    found, kinds = load_arithmetic(rules().kinds), rules().kinds
    assert found.sideless <= kinds.objects.keys() | {"people"}
    assert not found.mounting & {"missing", "trapped", "displaced", "deployed"}
    assert {"killed", "losses", "destroyed"} <= found.mounting


def test_further_places() -> None:
    assert load_arithmetic(rules().kinds, DIVIDED).places == {"vell": (("old_vell", "new_vell"),)}


@pytest.mark.parametrize(
    ("divided", "problem"),
    [
        ({"vell": [["old_vell", "lessen"]]}, "lessen does not lie within vell"),
        ({"lessen": [["old_vell", "vell"]]}, "old_vell and vell, parts of lessen, share old_vell"),
        ({"vell": [["old_vell", "old_vell"]]}, "old_vell and old_vell, parts of vell, share old_vell"),
    ],
)
def test_parts_lie_within_their_whole_and_share_nothing(
    divided: dict[str, list[list[str]]], problem: str
) -> None:
    with pytest.raises(DataError, match=problem):
        load_arithmetic(rules().kinds, divided)
