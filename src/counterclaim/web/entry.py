"""Logging in and out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from counterclaim.web.accounts import Accounts
from counterclaim.web.gate import LOGIN, LOGOUT, Gate, safe_next, visit
from counterclaim.web.sessions import MAX_AGE, begun
from counterclaim.web.users import Entry, is_name, same_form

TEMPLATE = "login.html.j2"
# Hashing takes memory and time on purpose: more at once, and whoever sends passwords could stop the machine.
_AT_ONCE, _MOST_WAITING = 2, 32
_WRONG = "The name or the password is wrong."


class Render(Protocol):
    """Makes a page of a template."""

    def __call__(self, request: Request, template: str, status: int, **context: Any) -> Response: ...


def entry_routes(gate: Gate, render: Render) -> Sequence[Route]:
    """``GET /login``, ``POST /login``, ``POST /logout``.

    Args:
        render: is given ``login.html.j2`` with ``error`` (empty where there is none), ``name``, ``next``, ``csrf``.
    """
    desk = _Entry(gate, render)
    return (
        Route(LOGIN, desk.ask, methods=["GET"], name="login"),
        Route(LOGIN, desk.enter, methods=["POST"], name="enter"),
        Route(LOGOUT, desk.leave, methods=["POST"], name="logout"),
    )


class _Entry:
    def __init__(self, gate: Gate, render: Render) -> None:
        self._gate = gate
        self._render = render
        self._hashing = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="passwords")
        self._waiting = 0

    def ask(self, request: Request) -> Response:
        wanted = safe_next(request.query_params.get("next", "/"))
        if visit(request).user:
            return RedirectResponse(wanted, 303)
        return self._page(request, 200, wanted)

    async def enter(self, request: Request) -> Response:
        posted = visit(request).posted
        wanted = safe_next(posted.get("next", "/"))
        accounts = self._gate.accounts
        if accounts is None:
            return RedirectResponse(wanted, 303)
        name = same_form(posted.get("name", "").strip())
        name = name if is_name(name) else ""
        status, error, wait, found = await self._check(
            accounts, name, posted.get("password", ""), request.client.host if request.client else ""
        )
        if found is None:
            answer = await run_in_threadpool(self._page, request, status, wanted, name, error)
            if wait:
                answer.headers["retry-after"] = str(wait)
            return answer
        answer = RedirectResponse(wanted, 303)
        session = self._gate.logged_in(found)
        answer.headers.append("set-cookie", self._gate.cookie(request, session, MAX_AGE))
        return answer

    async def _check(
        self, accounts: Accounts, name: str, password: str, address: str
    ) -> tuple[int, str, int, Entry | None]:
        """Status, what to say, seconds to wait, and who it is."""
        if self._waiting >= _MOST_WAITING:
            return 503, "Too many log in at this moment; try again.", 5, None
        if wait := self._gate.attempts.begin(name, address):
            return 429, f"Too many attempts; try again in {_told(wait)}.", wait, None
        found = None
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            found = await loop.run_in_executor(self._hashing, accounts.check, name, password)
        finally:
            self._waiting -= 1
            self._gate.attempts.end(name, address, succeeded=found is not None)
        return 403, _WRONG, 0, found

    async def leave(self, request: Request) -> Response:
        seen = visit(request)
        answer = RedirectResponse(LOGIN if seen.accounts else "/", 303)
        if seen.accounts:
            self._gate.ended.add(seen.session)
            answer.headers.append("set-cookie", self._gate.cookie(request, begun(), 0))
        return answer

    def _page(self, request: Request, status: int, wanted: str, name: str = "", error: str = "") -> Response:
        csrf = visit(request).csrf
        return self._render(request, TEMPLATE, status, error=error, name=name, next=wanted, csrf=csrf)


def _told(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return f"{seconds} seconds" if seconds < 60 else f"{minutes} minute{'' if minutes == 1 else 's'}"
