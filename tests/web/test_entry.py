"""Logging in and out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.web.gate import safe_next
from counterclaim.web.sessions import MAX_AGE
from counterclaim.web.users import put_user
from tests.web.samples import HERE, PASSWORDS, Clock, app, client, gate, log_in, token, user_file

NEXT = [
    ("/", "/"), ("/claims?party=russia&outcome=killed#c1", "/claims?party=russia&outcome=killed#c1"),
    ("/claims/Ок", "/claims/Ок"), ("/a//b", "/a//b"), ("/?next=//evil.example", "/?next=//evil.example"),
    ("", "/"), ("claims", "/"), ("//evil.example", "/"), ("///evil.example", "/"), ("/\\evil.example", "/"),
    ("\\\\evil.example", "/"), ("/\t/evil.example", "/"), ("/\n/evil.example", "/"), ("\t//evil.example", "/"),
    (" //evil.example", "/"), ("http:evil.example", "/"), ("http://evil.example", "/"), ("https:///evil.example", "/"),
    ("javascript:alert(1)", "/"), ("data:text/html,x", "/"), ("@evil.example", "/"), (".evil.example", "/"),
    ("/\x00/evil", "/"), ("/\u2028/evil", "/"), ("/\r\nSet-Cookie: a=b", "/"), ("/login", "/"),
    ("/login?next=/x", "/"), ("/logout", "/"), ("/" + "x" * 2000, "/"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "to"), NEXT)
def test_next(tmp_path: Path, wanted: str, to: str) -> None:
    assert safe_next(wanted) == to
    browser = client(gate(user_file(tmp_path)))
    location = log_in(browser, "rea", to=wanted).headers["location"]
    assert urlsplit(urljoin(HERE + "/login", location)).netloc == urlsplit(HERE).netloc
    assert browser.get("/login", params={"next": wanted}).headers["location"] == location


@given(st.text(st.sampled_from("/\\ \t\n\r:@.?#%ahtp\u00a0\u3002\u2044"), max_size=12))
def test_next_never_leaves(text: str) -> None:
    # As browsers read an address: tabs and line breaks left out, backslashes as slashes.
    read = "".join(c for c in safe_next(text).strip() if c not in "\t\n\r").replace("\\", "/")
    assert urlsplit(urljoin(HERE + "/login", read)).netloc == urlsplit(HERE).netloc


def test_who_logs_in_goes_where_they_were_going(tmp_path: Path) -> None:
    browser = client(gate(user_file(tmp_path)))
    to_login = browser.get("/claims/c1?a=b&c=%20d").headers["location"]
    page = browser.get(to_login)
    assert page.status_code == 200
    assert '<input type="hidden" name="next" value="/claims/c1?a=b&amp;c=%20d">' in page.text
    assert log_in(browser, "rea", to="/claims/c1?a=b&c=%20d").headers["location"] == "/claims/c1?a=b&c=%20d"
    assert browser.get("/").text.startswith("rea ")


def test_what_is_wrong_is_not_told_apart(tmp_path: Path) -> None:
    browser = client(gate(user_file(tmp_path)))
    answers = [
        log_in(browser, "rea", "wrong password"),
        log_in(browser, "nobody", "wrong password"),
        log_in(browser, "", ""),
        log_in(browser, "x" * 300_000, "wrong"),
    ]
    assert {answer.status_code for answer in answers} == {403}
    texts = [answer.text.replace("rea", "nobody") for answer in answers[:2]]
    assert texts[0] == texts[1]
    assert all("The name or the password is wrong." in answer.text for answer in answers)
    assert browser.get("/").status_code == 303


def test_what_was_typed_is_shown_as_text(tmp_path: Path) -> None:
    browser = client(gate(user_file(tmp_path)))
    answer = log_in(browser, '"><script>', "wrong password", to='/"><script>')
    assert "<script>" not in answer.text
    assert "wrong password" not in answer.text


@pytest.mark.parametrize("name", ["rea", "nobody"])
def test_after_five_failures_one_waits(tmp_path: Path, name: str) -> None:
    clock = Clock()
    one = gate(user_file(tmp_path), clock)
    for number in range(5):
        assert log_in(client(one, address=f"192.0.2.{number}"), name, "wrong password").status_code == 403
    browser = client(one, address="198.51.100.1")
    answer = log_in(browser, name, PASSWORDS["rea"])
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "30")
    assert "try again in 30 seconds" in answer.text
    clock.now += 30
    assert log_in(browser, name, PASSWORDS["rea"]).status_code == (303 if name == "rea" else 403)


def test_one_address_tries_few_names(tmp_path: Path) -> None:
    one = gate(user_file(tmp_path))
    answers = [log_in(client(one), f"user {number}", "wrong password").status_code for number in range(7)]
    assert answers == [403] * 5 + [429] * 2
    assert log_in(client(one, address="192.0.2.77"), "rea").status_code == 303


def test_a_form_from_elsewhere_logs_nobody_in(tmp_path: Path) -> None:
    one = gate(user_file(tmp_path))
    fields = {"name": "rea", "password": PASSWORDS["rea"]}
    browser = client(one)
    assert browser.post("/login", data=fields).status_code == 403
    assert browser.post("/login", data=fields | {"csrf": token(client(one), "/login")}).status_code == 403
    good = fields | {"csrf": token(browser, "/login")}
    assert browser.post("/login", data=good, headers={"origin": "https://evil.example"}).status_code == 403
    assert browser.post("/login", data=good).status_code == 303


def test_a_session_is_new_with_each_log_in(tmp_path: Path) -> None:
    browser = client(gate(user_file(tmp_path)))
    before = token(browser, "/login")
    log_in(browser, "rea")
    after = token(browser)
    assert before != after
    assert browser.post("/logout", data={"csrf": before}).status_code == 403
    assert browser.get("/").status_code == 200


def test_logging_out_ends_the_session_itself(tmp_path: Path) -> None:
    browser = client(gate(user_file(tmp_path)))
    log_in(browser, "rea")
    kept = dict(browser.cookies)
    assert browser.get("/logout").status_code == 405
    answer = browser.post("/logout", data={"csrf": token(browser)})
    assert answer.headers["location"] == "/login"
    assert answer.headers["set-cookie"].endswith("Max-Age=0")
    assert not browser.cookies
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303
    browser.cookies.clear()
    assert log_in(browser, "rea").status_code == 303


def test_the_cookie_of_a_user_lasts_half_a_day(tmp_path: Path) -> None:
    given = log_in(client(gate(user_file(tmp_path))), "rea").headers["set-cookie"]
    assert given.endswith(f"; Path=/; HttpOnly; SameSite=Lax; Max-Age={MAX_AGE}")


def test_without_accounts_there_is_nothing_to_log_in_to() -> None:
    browser = client(gate(None))
    csrf = {"csrf": token(browser)}
    assert browser.get("/login?next=/claims/c1").headers["location"] == "/claims/c1"
    assert browser.post("/login", data=csrf | {"name": "a", "password": "b"}).headers["location"] == "/"
    assert browser.post("/logout", data=csrf).headers["location"] == "/"
    assert browser.get("/").status_code == 200


def test_not_everybody_logs_in_at_once(tmp_path: Path) -> None:
    path = tmp_path / "users.json"
    put_user(
        path, "ana", "editor", "correct horse", PasswordHasher(time_cost=8, memory_cost=8192, parallelism=1)
    )
    desk = app(gate(path))

    async def attempts(many: int) -> list[httpx.Response]:
        transports = [httpx.ASGITransport(desk, client=(f"192.0.2.{number}", 1)) for number in range(many)]
        browsers = [httpx.AsyncClient(transport=transport, base_url=HERE) for transport in transports]
        pages = [await browser.get("/login") for browser in browsers]
        tokens = [page.text.partition('name="csrf" value="')[2].partition('"')[0] for page in pages]
        fields = [
            {"name": f"user {number}", "password": "x", "csrf": csrf} for number, csrf in enumerate(tokens)
        ]
        posts = [browser.post("/login", data=one) for browser, one in zip(browsers, fields, strict=True)]
        return [*await asyncio.gather(*posts)]

    answers = asyncio.run(attempts(80))
    assert {answer.status_code for answer in answers} == {403, 503}
    assert all(answer.headers["retry-after"] == "5" for answer in answers if answer.status_code == 503)
    assert sum(answer.status_code == 403 for answer in answers) >= 32
