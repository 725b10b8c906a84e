"""Cookies and tokens."""

from __future__ import annotations

import base64
import zlib
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeTimedSerializer

from counterclaim.web.sessions import (
    MAX_AGE,
    Ended,
    begun,
    cookie_header,
    cookie_name,
    csrf_token,
    fingerprint,
    is_csrf_token,
    opened,
    sealed,
)
from tests.web.samples import Clock

SECRET, OTHER = "s" * 43, "t" * 43


def test_a_session_is_what_was_sealed() -> None:
    clock = Clock()
    for session in (begun(), begun("ana", fingerprint(SECRET, "$argon2id$…")), begun("Оксана", "x")):
        assert opened(SECRET, sealed(SECRET, session, clock), clock) == session


@pytest.mark.parametrize(
    ("seconds", "named", "holds"),
    [
        (0, True, True), (MAX_AGE - 1, True, True), (MAX_AGE + 1, True, False), (10 * MAX_AGE, True, False),
        (-60, True, False), (10 * MAX_AGE, False, True),
    ],
)  # fmt: skip
def test_age(seconds: int, named: bool, holds: bool) -> None:
    clock = Clock()
    cookie = sealed(SECRET, begun("ana" if named else "", "x"), clock)
    clock.now += seconds
    assert (opened(SECRET, cookie, clock) is not None) is holds


def forged() -> list[str]:
    clock = Clock()
    good = sealed(SECRET, begun("ana", "x"), clock)
    payload, stamp, signature = good.split(".")
    editor = base64.urlsafe_b64encode(b'["id","edda","x"]').decode().rstrip("=")
    bomb = base64.urlsafe_b64encode(zlib.compress(b"[" * 10_000_000)).decode().rstrip("=")
    how = {"key_derivation": "hmac", "digest_method": sha256}
    another = URLSafeTimedSerializer(SECRET, salt="another purpose", signer_kwargs=how)
    return [
        "", ".", "..", "...", "x", payload, f"{payload}.{stamp}", f"{payload}.{stamp}.",
        f"{editor}.{stamp}.{signature}", f"{payload}.{stamp}.{signature[:-2]}", f"{payload}.{stamp[:-1]}B.{signature}",
        f".{bomb}.{stamp}.{signature}", good.swapcase(), "\udcff", good[1:],
        sealed(OTHER, begun("ana", "x"), clock), str(another.dumps(["id", "", ""])),
    ]  # fmt: skip


@pytest.mark.parametrize("cookie", forged(), ids=range(len(forged())))
def test_a_forged_cookie_is_none(cookie: str) -> None:
    assert opened(SECRET, cookie, Clock()) is None


@given(st.text())
def test_no_text_is_a_cookie_by_chance(text: str) -> None:
    assert opened(SECRET, text) is None


def test_a_token_fits_its_session_alone() -> None:
    one, two = begun("ana"), begun("ana")
    token = csrf_token(SECRET, one)
    assert is_csrf_token(SECRET, one, token)
    assert not is_csrf_token(SECRET, two, token)
    assert not is_csrf_token(OTHER, one, token)
    for wrong in ("", token[:-1], token + "=", token.swapcase(), "ü", "\udcff", one.id):
        assert not is_csrf_token(SECRET, one, wrong)


def test_another_password_has_another_fingerprint() -> None:
    assert len({fingerprint(secret, digest) for secret in (SECRET, OTHER) for digest in "ab"}) == 4


@pytest.mark.parametrize(
    ("host", "https", "name"),
    [
        ("127.0.0.1:8000", False, "counterclaim-8000"),
        ("[::1]:8000", False, "counterclaim-8000"),
        ("[::1]", False, "counterclaim"),
        ("desk.example.org", True, "__Host-counterclaim"),
        ("desk.example.org:8443", True, "__Host-counterclaim-8443"),
    ],
)
def test_cookie_name(host: str, https: bool, name: str) -> None:
    assert cookie_name(host, https=https) == name


def test_cookie_header() -> None:
    assert cookie_header("n", "v", https=False) == "n=v; Path=/; HttpOnly; SameSite=Lax"
    assert cookie_header("n", "v", https=True, max_age=60) == (
        "n=v; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60"
    )


def test_ended_sessions_are_kept_until_their_cookies_are_too_old() -> None:
    clock = Clock()
    ended, one, two = Ended(clock), begun("ana"), begun("ana")
    ended.add(one)
    assert one in ended
    assert two not in ended
    clock.now += MAX_AGE
    ended.add(two)
    assert one in ended
    clock.now += 1
    ended.add(two)
    assert one not in ended
