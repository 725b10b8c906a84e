"""Where the desk may listen, and what it answers to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.web.accounts import Accounts
from counterclaim.web.hosts import answered, is_answered, is_from_here, is_loopback, may_listen
from tests.web.samples import user_file

NAMES: dict[str, Sequence[str]] = {
    "localhost": ("127.0.0.1", "::1"),
    "desk.example.org": ("192.0.2.7",),
    "half.example.org": ("127.0.0.1", "192.0.2.7"),
    "own.example.org": ("127.0.1.1",),
    "127.1": ("127.0.0.1",),
    "0": ("0.0.0.0",),
}


def resolve(name: str) -> Sequence[str]:
    return NAMES.get(name, (name,) if name[0] in "0123456789:" else ())


LISTENING = [
    ("127.0.0.1", True), ("127.8.9.10", True), ("::1", True), ("[::1]", True), ("localhost", True), ("127.1", True),
    ("own.example.org", True),
    ("", False), ("0.0.0.0", False), ("::", False), ("0", False), ("192.0.2.7", False), ("2001:db8::1", False),
    ("desk.example.org", False), ("half.example.org", False), ("nowhere.example.org", False),
]  # fmt: skip


@pytest.mark.parametrize(("host", "alone"), LISTENING)
def test_only_loopback_needs_no_accounts(tmp_path: Path, host: str, alone: bool) -> None:
    assert is_loopback(host, resolve) is alone
    may_listen(host, Accounts(user_file(tmp_path)), resolve)
    if alone:
        may_listen(host, None, resolve)
    else:
        with pytest.raises(CounterclaimError, match="counterclaim user users"):
            may_listen(host, None, resolve)


@pytest.mark.parametrize(
    ("host", "alone"), [("127.0.0.1", True), ("localhost", True), ("0.0.0.0", False), ("", False)]
)
def test_as_this_machine_resolves_them(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone


ON_LOOPBACK = [
    ("127.0.0.1:8000", True), ("localhost:8000", True), ("LOCALHOST:8000", True), ("[::1]:8000", True),
    ("127.0.0.1", False), ("localhost", False), ("localhost:8001", False), ("evil.example:8000", False),
    ("localhost.evil.example:8000", False), ("127.0.0.1.evil.example:8000", False), ("evil.example", False),
    ("localhost:8000:8000", False), ("localhost:8000/", False), ("user@localhost:8000", False), ("::1:8000", False),
    ("", False), (":8000", False), ("localhost:٨٠٠٠", False), ("localhost :8000", False),
]  # fmt: skip


@pytest.mark.parametrize(("host", "fits"), ON_LOOPBACK)
def test_on_loopback(host: str, fits: bool) -> None:
    assert is_answered(host, answered("127.0.0.1", 8000)) is fits


@pytest.mark.parametrize(
    ("listening", "port", "allowed", "host", "fits"),
    [
        ("127.0.0.1", 80, (), "localhost", True),
        ("127.8.9.10", 8000, (), "127.8.9.10:8000", True),
        ("::1", 8000, (), "[::1]:8000", True),
        ("127.0.0.1", 8000, ("desk.example.org",), "desk.example.org", True),
        ("127.0.0.1", 8000, ("desk.example.org",), "desk.example.org:444", True),
        ("127.0.0.1", 8000, ("Desk.example.org:443",), "desk.example.org:443", True),
        ("127.0.0.1", 8000, ("desk.example.org:443",), "desk.example.org", False),
        ("127.0.0.1", 8000, ("desk.example.org",), "localhost:8000", True),
        ("127.0.0.1", 8000, ("desk.example.org",), "evil.example", False),
        ("0.0.0.0", 8000, (), "any.example:8000", True),
        ("0.0.0.0", 8000, (), "any.example/x", False),
        ("0.0.0.0", 8000, (), "", False),
        ("0.0.0.0", 8000, ("desk.example.org",), "desk.example.org", True),
        ("0.0.0.0", 8000, ("desk.example.org",), "any.example:8000", False),
    ],
)
def test_with_accounts(
    tmp_path: Path, listening: str, port: int, allowed: Sequence[str], host: str, fits: bool
) -> None:
    accounts = Accounts(user_file(tmp_path))
    assert is_answered(host, answered(listening, port, allowed, accounts, resolve)) is fits


@pytest.mark.parametrize(
    ("allowed", "told"),
    [
        ("desk.example.org", "without accounts"),
        ("127.0.0.1.evil.example", "without accounts"),
        ("https://desk.example.org", "no host"),
        ("*", "no host"),
        ("", "no host"),
    ],
)
def test_what_cannot_be_allowed(allowed: str, told: str) -> None:
    with pytest.raises(CounterclaimError, match=told):
        answered("127.0.0.1", 8000, [allowed])


def test_another_port_of_loopback_can_be_allowed() -> None:
    assert is_answered("localhost:9000", answered("127.0.0.1", 8000, ["localhost:9000"]))


DESK = "desk.example.org"
ORIGINS = [
    ({}, DESK, True),
    ({"origin": "https://desk.example.org"}, DESK, True),
    ({"origin": "https://desk.example.org:443"}, DESK, True),
    ({"origin": "https://desk.example.org"}, DESK + ":443", True),
    ({"origin": "http://127.0.0.1:8000"}, "127.0.0.1:8000", True),
    ({"origin": "http://[::1]:8000"}, "[::1]:8000", True),
    ({"origin": "http://127.0.0.1:8001"}, "127.0.0.1:8000", False),
    ({"origin": "http://127.0.0.1"}, "127.0.0.1:8000", False),
    ({"origin": "https://evil.example"}, DESK, False),
    ({"origin": "https://desk.example.org.evil.example"}, DESK, False),
    ({"origin": "https://desk.example.org@evil.example"}, DESK, False),
    ({"origin": "https://desk.example.org:444"}, DESK, False),
    ({"origin": "null"}, DESK, False),
    ({"origin": ""}, DESK, False),
    ({"origin": "http://["}, DESK, False),
    ({"origin": "chrome-extension://desk.example.org"}, DESK, False),
    ({"sec-fetch-site": "same-origin"}, DESK, True),
    ({"sec-fetch-site": "none"}, DESK, True),
    ({"sec-fetch-site": "same-site"}, DESK, False),
    ({"sec-fetch-site": "cross-site"}, DESK, False),
    ({"sec-fetch-site": "cross-site", "origin": "https://desk.example.org"}, DESK, False),
    ({"sec-fetch-site": "same-origin", "origin": "null"}, DESK, True),
    ({"sec-fetch-site": "none", "origin": "null"}, DESK, False),
    ({"sec-fetch-site": "same-origin", "origin": "https://evil.example"}, DESK, False),
]


@pytest.mark.parametrize(("headers", "host", "own"), ORIGINS)
def test_where_a_form_comes_from(headers: dict[str, str], host: str, own: bool) -> None:
    assert is_from_here(headers, host) is own
