"""Which quantities can bear on one, and which places can be added up."""

from __future__ import annotations

from counterclaim.account.account import Held
from counterclaim.account.arithmetic import load_arithmetic
from counterclaim.account.family import apart, family
from counterclaim.account.quantity import Quantity
from tests.link.samples import rules, wording

KILLED = Quantity("sylvania", "personnel", "killed", "vell")


def of(outcome: str, place: str = "vell", *, party: str = "sylvania", thing: str = "personnel") -> Quantity:
    return Quantity(party, thing, outcome, place)


def kin(one: Quantity, *known: Quantity) -> list[Quantity]:
    kinds = rules().kinds
    return family(one, {one, *known}, kinds, load_arithmetic(kinds))


def test_wholes_come_first_then_parts_then_what_lies_in_the_wholes() -> None:
    whole, part, beside = of("losses", "lessen"), of("killed", "old_vell"), of("wounded")
    assert kin(KILLED, beside, part, whole) == [KILLED, whole, part, beside]


def test_what_cannot_bear_on_it_is_not_taken_in() -> None:
    assert kin(
        KILLED,
        of("wounded"),  # a part of no whole that is claimed
        of("killed", "oster_quay"),
        of("killed", ""),
        of("killed", party="freedonia"),
        of("destroyed", thing="tank"),
    ) == [KILLED]


def test_what_names_too_little_stands_alone() -> None:
    for one in (of("killed", party=""), of("", "vell"), Quantity()):
        assert kin(one, of("losses", "lessen"), of("losses", party="")) == [one]


def test_people_of_no_side_are_told_by_their_place() -> None:
    civilians, people = (of("killed", party="", thing=thing) for thing in ("civilian", "people"))
    assert kin(civilians, people) == [civilians, people]


def test_places_within_one_another_are_not_added() -> None:
    held = [Held(of("killed", place), 9, 1) for place in ("old_vell", "vell", "oster_quay", "")]
    kept, out = apart(held, rules().kinds, wording())
    assert [one.place for one in kept] == ["oster_quay", "vell"]
    assert [(one.place, why) for one, why in out] == [
        ("", "It gives no place."),
        ("old_vell", "old vell is not apart from Vell, which is counted."),
    ]
