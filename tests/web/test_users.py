"""The user file."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import CounterclaimError, DataError
from counterclaim.web.users import (
    ROLES,
    Role,
    User,
    exposed,
    fit_password,
    is_name,
    load_users,
    may,
    put_user,
    remove_user,
)
from tests.web.samples import CHEAP, user_file

GOOD = "s" * 43
HASH = CHEAP.hash("rivers and reeds")
ONE = {"name": "rea", "role": "reader", "hash": HASH}

BROKEN: list[tuple[str, Any, str]] = [
    ("no JSON", "{", "truncated"),
    ("not UTF-8", b'{"secret": "\xff"}', "utf-8"),
    ("a list", [], "Expected `object`"),
    ("no secret", {"users": []}, "secret"),
    ("a short secret", {"secret": "abc", "users": []}, "secret: shorter than 32"),
    ("an unknown key", {"secret": GOOD, "admins": []}, "admins"),
    ("an unknown key of a user", {"secret": GOOD, "users": [ONE | {"mail": "x"}]}, "`mail` - at `$.users[0]`"),
    ("an unknown role", {"secret": GOOD, "users": [ONE | {"role": "owner"}]}, "owner"),
    ("no role", {"secret": GOOD, "users": [{"name": "rea", "hash": HASH}]}, "role"),
    ("a name that is a number", {"secret": GOOD, "users": [ONE | {"name": 5}]}, ".name"),
    ("an empty name", {"secret": GOOD, "users": [ONE | {"name": ""}]}, "users[0] (''): no name"),
    ("the password itself", {"secret": GOOD, "users": [ONE, ONE | {"name": "b", "hash": "open"}]}, "users[1] ('b')"),
    ("another kind of hash", {"secret": GOOD, "users": [ONE | {"hash": "$2b$12$abc"}]}, "none of argon2's"),
    ("two of a name", {"secret": GOOD, "users": [ONE, ONE]}, "users[0] ('rea'): two users"),
    ("two but for case", {"secret": GOOD, "users": [ONE, ONE | {"name": "Rea"}]}, "two users"),
]  # fmt: skip


@pytest.mark.parametrize(("held", "told"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_file_is_named_with_its_entry(tmp_path: Path, held: Any, told: str) -> None:
    path = tmp_path / "users.json"
    path.write_bytes(
        held if isinstance(held, bytes) else (held if held == "{" else json.dumps(held)).encode()
    )
    with pytest.raises(DataError) as caught:
        load_users(path)
    assert str(path) in str(caught.value)
    assert told in str(caught.value)
    assert "rivers" not in str(caught.value)


def test_a_file_that_is_not_there_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="counterclaim user"):
        load_users(tmp_path / "users.json")


def test_users_are_added_changed_and_removed(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    before = load_users(path)
    assert [(entry.name, entry.role) for entry in before.users] == [
        ("rea", "reader"), ("cody", "coder"), ("edda", "editor"),
    ]  # fmt: skip
    put_user(path, "rea", "coder")
    put_user(path, "cody", password="another coast", hasher=CHEAP)
    remove_user(path, "edda")
    after = load_users(path)
    assert after.secret == before.secret
    assert [(entry.name, entry.role) for entry in after.users] == [("rea", "coder"), ("cody", "coder")]
    assert after.users[0].hash == before.users[0].hash
    assert CHEAP.verify(after.users[1].hash, "another coast")


def test_no_password_stands_in_the_file_and_no_two_secrets_are_alike(tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    for path in (one, two):
        put_user(path, "ana", "editor", "correct horse", CHEAP)
        assert "correct horse" not in path.read_text()
    assert load_users(one).secret != load_users(two).secret
    assert load_users(one).users[0].hash != load_users(two).users[0].hash


def test_only_its_owner_opens_the_file(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert exposed(path) == ""
    path.chmod(0o644)
    assert re.search("0644.*chmod 600", exposed(path))
    put_user(path, "rea", "coder")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    remove_user(link, "rea")
    assert link.is_symlink()
    assert len(load_users(path).users) == 2


REFUSED = [
    ({"name": ""}, "no name"),
    ({"name": " ana"}, "no name"),
    ({"name": "a\nb"}, "no name"),
    ({"name": "a" * 65}, "no name"),
    ({"name": "ana"}, "new and needs a password"),
    ({"name": "ana", "password": "short one"}, "at least 10"),
    ({"name": "ana", "password": "x" * 1001}, "at most 1,000"),
    ({"name": "REA", "password": "long enough"}, "there is a user 'rea'"),
]


@pytest.mark.parametrize(("given", "told"), REFUSED)
def test_what_is_refused_changes_nothing(tmp_path: Path, given: dict[str, str], told: str) -> None:
    path = user_file(tmp_path)
    before = path.read_bytes()
    with pytest.raises(CounterclaimError, match=told):
        put_user(path, **given, hasher=CHEAP)  # type: ignore[arg-type]
    with pytest.raises(CounterclaimError, match="no user 'nobody'"):
        remove_user(path, "nobody")
    assert path.read_bytes() == before
    assert [*tmp_path.iterdir()] == [path]


def test_nobody_changes_it_while_another_does(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    (tmp_path / "users.json.part").touch()
    with pytest.raises(CounterclaimError, match="is changing the users"):
        put_user(path, "rea", "coder")
    assert load_users(path).users[0].role == "reader"


def test_a_broken_file_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    path.write_text("{")
    with pytest.raises(DataError):
        put_user(path, "ana", "editor", "correct horse", CHEAP)
    assert path.read_text() == "{"


def test_roles_contain_one_another() -> None:
    able: dict[Role, list[Role]] = {
        one: [role for role in ROLES if may(User("x", one), role)] for one in ROLES
    }
    assert able == {
        "reader": ["reader"],
        "coder": ["reader", "coder"],
        "editor": ["reader", "coder", "editor"],
    }


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("ana", True), ("Ana Petrović", True), ("o'brien@desk.example", True), ("Оксана", True),
        ("", False), ("ana ", False), ("a\u200bna", False), ("a\u202ena", False), ("Petrovic\u0301", False),
    ],
)  # fmt: skip
def test_names(name: str, is_one: bool) -> None:
    assert is_name(name) is is_one


def test_a_password_is_the_same_on_every_keyboard() -> None:
    assert fit_password("cafe\u0301 au lait") == fit_password("café au lait")
