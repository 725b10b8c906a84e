"""A small desk behind its gate, a clock that is set by hand, and passwords that are cheap to check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from jinja2 import ChoiceLoader, DictLoader, Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from counterclaim.web.access import Access
from counterclaim.web.accounts import Accounts
from counterclaim.web.attempts import Attempts
from counterclaim.web.entry import entry_routes
from counterclaim.web.gate import Gate, require, visit
from counterclaim.web.hosts import answered
from counterclaim.web.sessions import Ended
from counterclaim.web.users import Role, put_user

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
HERE = "http://127.0.0.1:8000"
PASSWORDS = {"rea": "rivers and reeds", "cody": "sand of the coast", "edda": "an edge of slate"}
ROLES: dict[str, Role] = {"rea": "reader", "cody": "coder", "edda": "editor"}
PAGE = "<title>{% block title %}{% endblock %}</title>{% block main %}{% endblock %}"


class Clock:
    """Stands still until it is set."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def user_file(folder: Path) -> Path:
    """A file with a reader, a coder and an editor."""
    path = folder / "users.json"
    for name, password in PASSWORDS.items():
        put_user(path, name, ROLES[name], password, CHEAP)
    return path


def gate(path: Path | None, clock: Clock | None = None, **settings: Any) -> Gate:
    """Of a desk on loopback, with the users of a file or without accounts."""
    accounts = Accounts(path) if path else None
    ticks = clock or Clock()
    hosts = answered("127.0.0.1", 8000, users=accounts)
    return Gate(
        **{
            "accounts": accounts,
            "hosts": hosts,
            "clock": ticks,
            "attempts": Attempts(ticks),
            "ended": Ended(ticks),
        }
        | settings
    )


def app(one: Gate) -> Starlette:
    """Pages that show what the gate found."""
    environment = Environment(
        loader=ChoiceLoader([DictLoader({"page.html.j2": PAGE}), PackageLoader("counterclaim.web")]),
        autoescape=True,
        undefined=StrictUndefined,
    )

    def render(request: Request, template: str, status: int, **context: Any) -> Response:
        assert visit(request)
        return HTMLResponse(environment.get_template(template).render(context), status)

    def page(request: Request) -> Response:
        seen = visit(request)
        name = seen.user.name if seen.user else ""
        return HTMLResponse(f'{name} <input type="hidden" name="csrf" value="{seen.csrf}">')

    def data(request: Request) -> Response:
        seen = visit(request)
        return JSONResponse({"user": seen.user.name if seen.user else None})

    def judge(request: Request) -> Response:
        return PlainTextResponse(f"noted: {visit(request).posted.get('text', '')}")

    def decide(request: Request) -> Response:
        return PlainTextResponse(require(request, "editor").name)

    def style(_: Request) -> Response:
        return PlainTextResponse("p {}", media_type="text/css")

    routes = [
        *entry_routes(one, render),
        Route("/", page),
        Route("/claims/{id}", page),
        Route("/claims.json", data),
        Route("/judge", judge, methods=["POST"]),
        Route("/decide", decide, methods=["POST"]),
        Route("/static/desk.css", style),
    ]
    return Starlette(routes=routes, middleware=[Middleware(Access, gate=one)])


def client(one: Gate, at: str = HERE, address: str = "192.0.2.1") -> TestClient:
    """A browser that has not been here before."""
    return TestClient(app(one), at, follow_redirects=False, client=(address, 40000))


def token(browser: TestClient, path: str = "/") -> str:
    """The token of the form on a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', browser.get(path).text)
    assert found
    return found[1]


def log_in(browser: TestClient, name: str, password: str | None = None, to: str = "/") -> Any:
    """Fills in the form and sends it."""
    fields = {
        "name": name,
        "password": PASSWORDS[name] if password is None else password,
        "next": to,
        "csrf": token(browser, "/login"),
    }
    return browser.post("/login", data=fields)
