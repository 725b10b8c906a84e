"""The one way in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from counterclaim.web.hosts import answered
from counterclaim.web.sessions import MAX_AGE, begun, fingerprint, sealed
from counterclaim.web.users import User, load_users, put_user, remove_user
from tests.web.samples import CHEAP, HERE, Clock, app, client, gate, log_in, token, user_file

COOKIE = "counterclaim-8000"


def test_the_local_user_needs_no_password() -> None:
    browser = client(gate(None, local=User("ana", "editor")))
    assert browser.get("/").text.startswith("ana ")
    assert browser.get("/claims.json").json() == {"user": "ana"}
    assert browser.post("/judge", data={"csrf": token(browser), "text": "Ок"}).text == "noted: Ок"


def test_nothing_but_what_is_public_is_shown_without_a_user(tmp_path: Path) -> None:
    browser = client(gate(user_file(tmp_path)))
    seen = {
        path: browser.get(path)
        for path in ("/", "/claims/c1?a=%20b&c=/d", "/claims.json", "/nowhere", "//evil")
    }
    assert {path: (answer.status_code, answer.headers.get("location")) for path, answer in seen.items()} == {
        "/": (303, "/login?next=/"),
        "/claims/c1?a=%20b&c=/d": (303, "/login?next=/claims/c1%3Fa%3D%2520b%26c%3D/d"),
        "/claims.json": (401, None),
        "/nowhere": (303, "/login?next=/nowhere"),
        "//evil": (303, "/login?next=/"),
    }
    assert seen["/claims.json"].json()["error"]
    assert browser.get("/static/desk.css").status_code == 200
    assert browser.post("/judge", data={}).headers["location"] == "/login?next=/"
    assert browser.post("/static/desk.css").status_code == 303
    assert browser.head("/claims/c1").status_code == 303


@pytest.mark.parametrize(
    ("name", "judges", "decides"), [("rea", 403, 403), ("cody", 200, 403), ("edda", 200, 200)]
)
def test_roles(tmp_path: Path, name: str, judges: int, decides: int) -> None:
    browser = client(gate(user_file(tmp_path)))
    assert log_in(browser, name).status_code == 303
    csrf = {"csrf": token(browser)}
    assert browser.get("/").status_code == 200
    assert browser.post("/judge", data=csrf).status_code == judges
    assert browser.post("/decide", data=csrf).status_code == decides
    assert browser.post("/logout", data=csrf).status_code == 303


def test_a_changed_role_counts_at_once(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    browser = client(gate(path))
    log_in(browser, "edda")
    csrf = {"csrf": token(browser)}
    put_user(path, "edda", "reader")
    assert browser.post("/judge", data=csrf).status_code == 403


@pytest.mark.parametrize("accounts", [False, True])
def test_every_form_needs_the_token_of_its_session(tmp_path: Path, accounts: bool) -> None:
    one = gate(user_file(tmp_path) if accounts else None)
    browser, other = client(one), client(one)
    if accounts:
        log_in(browser, "edda")
        log_in(other, "edda")
    good = token(browser)
    forms: list[tuple[Any, int]] = [
        ({"csrf": good}, 200), ({}, 403), ({"csrf": ""}, 403), ({"csrf": good[:-1]}, 403), ({"csrf": "ü"}, 403),
        ({"csrf": token(other)}, 403), ({"CSRF": good}, 403), ({"csrf": ["x", good]}, 200),
        ({"csrf": [good, "x"]}, 403),
    ]  # fmt: skip
    assert [browser.post("/judge", data=form).status_code for form, _ in forms] == [
        status for _, status in forms
    ]
    assert browser.post(f"/judge?csrf={good}").status_code == 403
    browser.cookies.clear()
    assert browser.post("/judge", data={"csrf": good}).status_code == (303 if accounts else 403)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "post", "PROPFIND"])
def test_no_method_gets_around_the_token(method: str) -> None:
    browser = client(gate(None))
    browser.get("/")
    assert browser.request(method, "/judge").status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": HERE}, 200),
        ({"origin": HERE, "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://127.0.0.1:9000"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"host": "evil.example:8000"}, 421),
        ({"host": "localhost:8000"}, 403),  # another host's cookie, and so no token
    ],
)
def test_where_a_form_comes_from(headers: dict[str, str], status: int) -> None:
    browser = client(gate(None))
    csrf = token(browser)
    if headers.get("host") == "localhost:8000":
        browser.cookies.clear()
    assert browser.post("/judge", data={"csrf": csrf}, headers=headers).status_code == status


@pytest.mark.parametrize("path", ["/", "/claims.json", "/static/desk.css", "/login"])
def test_other_names_are_not_answered(tmp_path: Path, path: str) -> None:
    for one in (gate(None), gate(user_file(tmp_path))):
        browser = client(one)
        for host in ("evil.example", "evil.example:8000", "127.0.0.1", "localhost:8001", "a b", ""):
            assert browser.get(path, headers={"host": host}).status_code == 421, host
        assert browser.get(path, headers=[("host", "127.0.0.1:8000"), ("host", "x")]).status_code == 421


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"])
def test_a_desk_without_accounts_is_not_passed_on(tmp_path: Path, header: str) -> None:
    headers = {header: "192.0.2.9"}
    assert client(gate(None)).get("/", headers=headers).status_code == 403
    assert client(gate(user_file(tmp_path))).get("/", headers=headers).status_code == 303


def test_a_session_ends(tmp_path: Path) -> None:
    path, clock = user_file(tmp_path), Clock()
    browser = client(gate(path, clock))

    def is_in() -> bool:
        return bool(browser.get("/claims.json").status_code == 200)

    log_in(browser, "rea")
    clock.now += MAX_AGE - 1
    assert is_in()
    clock.now += 2
    assert not is_in()
    log_in(browser, "rea")
    put_user(path, "rea", password="another reed", hasher=CHEAP)
    assert not is_in()
    log_in(browser, "rea", "another reed")
    assert is_in()
    kept = dict(browser.cookies)
    remove_user(path, "rea")
    assert not is_in()
    put_user(path, "rea", "editor", "rivers and reeds", CHEAP)  # another person of that name
    browser.cookies.update(kept)
    assert not is_in()


def test_forged_cookies_let_nobody_in(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    clock, held = Clock(), load_users(path)
    browser = client(gate(path, clock))
    rea, edda = held.users[0], held.users[2]
    good = fingerprint(held.secret, rea.hash)
    tries = {
        "as it should be": (sealed(held.secret, begun("rea", good), clock), 200),
        "signed by another": (sealed("x" * 43, begun("rea", good), clock), 401),
        "another's password": (sealed(held.secret, begun("edda", good), clock), 401),
        "no fingerprint": (sealed(held.secret, begun("rea"), clock), 401),
        "nobody": (sealed(held.secret, begun("", fingerprint(held.secret, "")), clock), 401),
        "a name that is not there": (sealed(held.secret, begun("root", good), clock), 401),
        "no session": ("rea", 401),
        "the hash itself": (sealed(held.secret, begun("edda", edda.hash[:16]), clock), 401),
    }
    for what, (cookie, status) in tries.items():
        browser.cookies.clear()
        browser.cookies.set(COOKIE, cookie)
        assert browser.get("/claims.json").status_code == status, what


def test_cookies_are_given_with_pages_alone_and_once() -> None:
    browser = client(gate(None))
    assert "set-cookie" not in browser.get("/static/desk.css").headers
    assert "set-cookie" not in browser.get("/claims.json").headers
    given = browser.get("/").headers["set-cookie"]
    assert given.startswith(f"{COOKIE}=")
    assert given.endswith("; Path=/; HttpOnly; SameSite=Lax")
    assert "set-cookie" not in browser.get("/").headers


def test_over_tls_cookies_are_kept_to_it(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    browser = client(gate(path, hosts=None), "https://desk.example.org")
    given = log_in(browser, "rea").headers["set-cookie"]
    assert given.startswith("__Host-counterclaim=")
    assert given.endswith("; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=43200")
    assert browser.get("/claims.json").json() == {"user": "rea"}


def test_a_user_file_that_breaks_closes_the_desk(tmp_path: Path) -> None:
    path = user_file(tmp_path)
    browser = client(gate(path))
    log_in(browser, "edda")
    path.write_text("{")
    answer = browser.get("/")
    assert answer.status_code == 503
    assert str(path) not in answer.text
    assert browser.get("/claims.json").json().keys() == {"error"}


def test_large_forms_and_other_kinds() -> None:
    browser = client(gate(None))
    csrf = token(browser)
    assert browser.post("/judge", data={"csrf": csrf, "text": "x" * 1_100_000}).status_code == 413
    assert browser.post("/judge", data={f"f{n}": "" for n in range(101)}).status_code == 400
    assert browser.post("/judge", json={"csrf": csrf}).status_code == 415
    assert browser.post("/judge", files={"csrf": csrf.encode()}).status_code == 415


def test_there_are_no_web_sockets() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/", "headers": []}
    asyncio.run(app(gate(None))(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


def test_any_host_where_others_may_come(tmp_path: Path) -> None:
    one = gate(user_file(tmp_path), hosts=answered("192.0.2.1", 8000))
    assert client(one).get("/login", headers={"host": "any.example:8000"}).status_code == 200
