"""Passwords, checked against the file as it is."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

import pytest
from argon2 import PasswordHasher

from counterclaim.errors import DataError
from counterclaim.web.accounts import Accounts
from counterclaim.web.users import put_user, remove_user
from tests.web.samples import CHEAP, PASSWORDS, user_file


@pytest.mark.parametrize(
    ("name", "password", "is_let_in"),
    [
        ("rea", PASSWORDS["rea"], True),
        ("rea", PASSWORDS["cody"], False),
        ("rea", "", False),
        ("rea", PASSWORDS["rea"] + " ", False),
        ("Rea", PASSWORDS["rea"], False),
        ("nobody", PASSWORDS["rea"], False),
        ("", "", False),
        ("rea\0", PASSWORDS["rea"], False),
        ("x" * 2_000_000, "y" * 2_000_000, False),
    ],
    ids=range(9),
)
def test_check(tmp_path: Path, name: str, password: str, is_let_in: bool) -> None:
    found = Accounts(user_file(tmp_path)).check(name, password)
    assert (found.name if found else None) == (name if is_let_in else None)


def test_changes_of_the_file_are_seen_at_once(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    accounts = Accounts(path)
    put_user(path, "rea", password="quite another", hasher=CHEAP)
    assert accounts.check("rea", PASSWORDS["rea"]) is None
    assert accounts.check("rea", "quite another") is not None
    remove_user(path, "rea")
    assert accounts.check("rea", "quite another") is None
    assert accounts.entry("rea") is None


def test_nobody_is_let_in_by_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    accounts = Accounts(path)
    path.write_text("{")
    for _ in range(2):
        with pytest.raises(DataError):
            accounts.check("rea", PASSWORDS["rea"])
    path.unlink()
    with pytest.raises(DataError):
        accounts.secret()


def test_a_file_without_users_lets_nobody_in(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    for name in PASSWORDS:
        remove_user(path, name)
    assert Accounts(path).check("rea", PASSWORDS["rea"]) is None


def test_an_unknown_name_takes_as_long(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    costly = PasswordHasher(time_cost=4, memory_cost=8192, parallelism=1)
    put_user(path, "ana", "editor", "correct horse", costly)
    accounts = Accounts(path)

    def taken(name: str) -> float:
        begun = perf_counter()
        accounts.check(name, "wrong horse")
        return perf_counter() - begun

    known = median(taken("ana") for _ in range(7))
    unknown = median(taken("nobody") for _ in range(7))
    # Without the hash of nobody it would be a hundredth.
    assert 0.3 < unknown / known < 3
