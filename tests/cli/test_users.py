"""The command that keeps users."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from counterclaim.web.accounts import Accounts
from counterclaim.web.users import load_users
from tests.cli.conftest import Run
from tests.web.samples import user_file


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_a_user_is_made_from_standard_input(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "users.json"
    typed(monkeypatch, "correct horse\nnot this\n")
    done = run("user", path, "ana", "--role", "editor", "--password-stdin")
    assert (done.status, done.out) == (0, "")
    assert done.err == f"ana is an editor in {path}\n"
    assert Accounts(path).check("ana", "correct horse") is not None
    assert path.stat().st_mode & 0o777 == 0o600


def test_listing(tmp_path: Path, run: Run) -> None:
    done = run("user", user_file(tmp_path))
    assert done.out == "rea\treader\ncody\tcoder\nedda\teditor\n"
    assert "argon2" not in done.out + done.err


def test_role_and_password_change_apart(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    path = user_file(tmp_path)
    before = load_users(path).users[0]
    typed(monkeypatch, "")
    assert run("user", path, "rea", "--role", "coder").status == 0
    changed = load_users(path).users[0]
    assert (changed.role, changed.hash) == ("coder", before.hash)
    typed(monkeypatch, "another reed")
    assert run("user", path, "rea", "--password-stdin").status == 0
    assert load_users(path).users[0].role == "coder"
    assert Accounts(path).check("rea", "another reed") is not None


def test_removing(tmp_path: Path, run: Run) -> None:
    path = user_file(tmp_path)
    done = run("user", path, "cody", "--remove")
    assert (done.status, done.err) == (0, f"cody is removed from {path}, which has 2 users left\n")
    assert run("user", path, "cody", "--remove").status == 1


REFUSED = [
    (("ana", "--password-stdin"), "too short: at least 10 characters"),
    (("ana", "--role", "owner"), "owner"),
    (("ana", "--remove"), "there is no user 'ana'"),
    (("rea", "--remove", "--role", "coder"), "--remove goes alone"),
    (("--role", "coder"), "give a NAME"),
    (("--remove",), "give a NAME"),
    (("REA", "--role", "coder", "--password-stdin"), "too short"),
]


@pytest.mark.parametrize(("given", "told"), REFUSED)
def test_refused(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, given: tuple[str, ...], told: str
) -> None:
    path = user_file(tmp_path)
    before = path.read_bytes()
    typed(monkeypatch, "short\n")
    done = run("user", path, *given)
    assert done.status != 0
    assert told in done.err
    assert path.read_bytes() == before


def test_a_file_that_others_may_open_is_told_of(tmp_path: Path, run: Run) -> None:
    path = user_file(tmp_path)
    path.chmod(0o640)
    assert "chmod 600" in run("user", path).err


def test_no_file_to_list(tmp_path: Path, run: Run) -> None:
    done = run("user", tmp_path / "users.json")
    assert done.status == 1
    assert "make it with: counterclaim user" in done.err


def test_the_base_installation_says_what_is_missing(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "argon2", None)
    for module in [name for name in sys.modules if name.startswith("counterclaim.web")]:
        monkeypatch.delitem(sys.modules, module)
    done = run("user", tmp_path / "users.json")
    assert (done.status, done.err) == (
        1,
        "counterclaim: the desk needs argon2: pip install 'counterclaim[desk]'\n",
    )
