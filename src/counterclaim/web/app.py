"""The desk as an ASGI application: each page at its address, as HTML and as data, and the forms that change things."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterclaim.errors import CounterclaimError, JudgementError, LedgerError
from counterclaim.web.access import Access
from counterclaim.web.desk import Desk
from counterclaim.web.download import MEDIA, download_route
from counterclaim.web.entry import entry_routes
from counterclaim.web.form import Form
from counterclaim.web.gate import Gate, require, visit
from counterclaim.web.openapi import description, json_path
from counterclaim.web.page import (
    BadQuestionError,
    NotAllowedError,
    NotThereError,
    Page,
    Question,
    checked,
    known,
)
from counterclaim.web.pages import (
    adjudicating,
    anew,
    claim,
    claims,
    compare,
    document,
    front,
    judge,
    quantity,
    review,
    rounds,
    sources,
    values,
)
from counterclaim.web.pages.claims import FILTERS
from counterclaim.web.render import Render, renderer
from counterclaim.web.users import may

PAGES: tuple[Page, ...] = (
    front.PAGE, claims.PAGE, values.PAGE, claim.PAGE, document.LIST, document.PAGE, document.BESIDE, compare.PAGE,
    quantity.LIST, quantity.PAGE, sources.LIST, sources.PAGE, review.PAGE, review.ONE, anew.PAGE, rounds.LIST,
    rounds.PAGE, rounds.CODE,
)  # fmt: skip
FORMS: tuple[Form, ...] = (
    judge.JUDGE,
    judge.UNDO,
    judge.LINK,
    adjudicating.OPEN,
    adjudicating.END,
    adjudicating.ADOPT,
)
_STATUS: tuple[tuple[type[CounterclaimError], int], ...] = (
    (NotThereError, 404),
    (BadQuestionError, 400),
    (NotAllowedError, 403),
    (JudgementError, 409),
    (LedgerError, 503),
)
# What Starlette says of these is for programs.
_TOLD = {404: "there is no page at this address", 405: "this address takes {allow} alone"}
# So long may an address be after its question mark: each of the links on a page holds all of it again.
_LONGEST_QUERY = 4000
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        b"form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)


def application(desk: Desk, gate: Gate) -> ASGIApp:
    """The desk of a ledger, to be served.

    Args:
        gate: who is let in.
    """
    render = renderer(desk.path.name)

    def refused(request: Request, status: int, text: str) -> Response:
        return _problem(render, request, status, text)

    def plain(request: Request, template: str, status: int, **context: Any) -> Response:
        return HTMLResponse(
            render(template.removesuffix(".html.j2"), here=request.url.path, **context), status
        )

    routes: list[BaseRoute] = [
        *entry_routes(gate, plain),
        Route("/openapi.json", _described, name="openapi"),
        Mount("/static", StaticFiles(directory=Path(__file__).parent / "static")),
        download_route(desk),
        *(Route(form.path, _changing(desk, form), methods=["POST"], name=form.name) for form in FORMS),
        *(Route(json_path(page.path), _data(desk, page), name=f"{page.name}_json") for page in PAGES),
        *(Route(page.path, _page(desk, page, render), name=page.name) for page in PAGES),
    ]

    async def failed(request: Request, error: Exception) -> Response:
        if isinstance(error, HTTPException):
            headers = dict(error.headers or {})
            told = _TOLD.get(error.status_code)
            text = told.format(allow=headers.get("Allow", "nothing")) if told else error.detail
            answer = refused(request, error.status_code, text)
            answer.headers.update(headers)
            return answer
        status = next((code for kind, code in _STATUS if isinstance(error, kind)), 422)
        return refused(request, status, desk.told(error))

    handlers: dict[Any, Any] = {HTTPException: failed, CounterclaimError: failed}
    return _Headed(Access(Starlette(routes=routes, exception_handlers=handlers), gate, refused))


def _page(desk: Desk, page: Page, render: Render) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        question, view = _made(desk, page, request)
        found = visit(request)
        query = urlencode([pair for pair in question.query if pair[0] != "done"])
        names = {name: quote(value, safe="") for name, value in question.path.items()}
        address = json_path(page.path).format(**names) + (f"?{query}" if query else "")
        context: dict[str, Any] = {
            "view": view,
            "user": question.user,
            "csrf": found.csrf,
            "accounts": found.accounts,
            "may_judge": may(question.user, "coder"),
            "here": page.path.split("/{")[0],
            "path": page.path.format(**names) + (f"?{query}" if query else ""),
            "json_address": address,
            "waiting": desk.waiting,
            "done": question.given.get("done"),
            "notice": desk.behind,
        }
        return HTMLResponse(render(page.name, **context), headers={"cache-control": "no-store"})

    return answer


def _data(desk: Desk, page: Page) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        _, view = _made(desk, page, request)
        return _json(view)

    return answer


def _made(desk: Desk, page: Page, request: Request) -> tuple[Question, dict[str, Any]]:
    user = require(request, page.role)
    if len(request.url.query) > _LONGEST_QUERY:
        raise HTTPException(
            414, f"the address is too long; {_LONGEST_QUERY:,} characters can be asked at once"
        )
    query = known(page.asked, request.query_params.multi_items())
    question = Question(request.path_params, checked(page.asked, query), user, query)
    desk.catch_up()
    return question, page.make(desk, question)


def _changing(desk: Desk, form: Form) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        user = require(request, form.role)
        posted = visit(request).posted
        given = checked(form.fields, posted.multi_items())
        address = form.make(desk, Question(request.path_params, given, user, (), posted))
        return RedirectResponse(address, 303)

    return answer


def _described(_: Request) -> Response:
    return _json(description(PAGES, FORMS, FILTERS, MEDIA))


def _problem(render: Render, request: Request, status: int, told: str) -> Response:
    text = " ".join(told.split())
    if request.url.path.endswith(".json"):
        return _json({"error": text}, status)
    return HTMLResponse(render("problem", status=status, text=text), status)


def _json(value: Any, status: int = 200) -> Response:
    body = msgspec.json.encode(value)
    return Response(body, status, {"cache-control": "no-store"}, "application/json")


class _Headed:
    """Puts what keeps a page harmless on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *_HEADERS]
            await send(message)

        await self._app(scope, receive, headed if scope["type"] == "http" else send)
