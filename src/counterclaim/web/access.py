"""The one way into the desk: every request passes here before any page sees it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from counterclaim.errors import DataError
from counterclaim.web.gate import LOGIN, LOGOUT, VISIT, Gate, Visit, fit, safe_next
from counterclaim.web.hosts import is_answered, is_from_here
from counterclaim.web.posted import Posted, read_posted
from counterclaim.web.sessions import begun, csrf_token, is_csrf_token

# Shows a refusal: the request, its status and why, in words.
Refused = Callable[[Request, int, str], Response]

_SAFE = ("GET", "HEAD", "OPTIONS")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
_IN_PATH = "/:@!$&'()*+,;="
_log = logging.getLogger(__name__)


def plainly(_request: Request, status: int, why: str) -> Response:
    """A refusal without any looks."""
    return PlainTextResponse(f"{why}\n", status)


class Access:
    """Middleware that lets requests in, and tells pages what is known of them (``gate.visit``).

    Args:
        refused: shows refusals to people; what asks for JSON gets JSON. It must not ask for ``gate.visit``.
    """

    def __init__(self, app: ASGIApp, gate: Gate, refused: Refused = plainly) -> None:
        self._app = app
        self._gate = gate
        self._refused = refused

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._serve(Request(scope, receive), receive, send)
        elif scope["type"] == "websocket":  # the desk has none
            await receive()
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)

    async def _serve(self, request: Request, receive: Receive, send: Send) -> None:
        try:
            self._check_names(request)
            if request.method in _SAFE and request.scope["path"].startswith(self._gate.public):
                await self._app(request.scope, receive, send)
                return
            found, cookie = await self._let_in(request)
        except ClientDisconnect:
            return
        except HTTPException as error:
            await self._answer(request, error)(request.scope, receive, send)
            return
        except DataError as error:
            _log.error("nobody is let in: %s", error)
            problem = HTTPException(
                503, "the desk cannot read its user file; what it says to its owner tells why"
            )
            await self._answer(request, problem)(request.scope, receive, send)
            return
        request.scope[VISIT] = found
        await self._app(request.scope, receive, _completing(send, cookie))

    def _check_names(self, request: Request) -> None:
        named = request.headers.getlist("host")
        if len(named) != 1 or not is_answered(named[0], self._gate.hosts):
            raise HTTPException(421, "the desk does not answer under this name")
        if self._gate.accounts is None and any(name in request.headers for name in _FORWARDED):
            raise HTTPException(403, "a desk that others reach through a proxy needs a user file")

    async def _let_in(self, request: Request) -> tuple[Visit, str]:
        """With the cookie for a browser that has none."""
        gate, path = self._gate, request.scope["path"]
        posts = request.method not in _SAFE
        if posts and not is_from_here(request.headers, request.headers["host"]):
            raise HTTPException(403, "the form was sent from a page of another site")
        held = gate.session(request)
        session = held or begun()
        user = gate.user(session)
        if user is None and path != LOGIN:
            raise _to_login(request)
        if posts and path not in (LOGIN, LOGOUT):
            fit(user, gate.posting)
        posted = await read_posted(request) if posts else Posted([])
        secret = gate.secret()
        if posts and not is_csrf_token(secret, session, posted.get("csrf", "")):
            raise HTTPException(
                403,
                "the page is too old, or the browser takes no cookies: load the page again, and send it then",
            )
        found = Visit(user, csrf_token(secret, session), session, posted, gate.accounts is not None)
        return found, "" if held else gate.cookie(request, session)

    def _answer(self, request: Request, error: HTTPException) -> Response:
        status, why = error.status_code, error.detail
        if request.scope["path"].endswith(".json"):
            answer: Response = JSONResponse({"error": why}, status)
        elif status in (303, 421):
            answer = plainly(request, status, why)
        else:
            answer = self._refused(request, status, why)
        answer.headers.update(error.headers or {})
        answer.headers["cache-control"] = "no-store"
        return answer


def _to_login(request: Request) -> HTTPException:
    path, query = request.scope["path"], request.scope["query_string"].decode("latin-1")
    if path.endswith(".json"):
        return HTTPException(401, f"nobody is logged in; log in at {LOGIN}")
    wanted = quote(path, safe=_IN_PATH) + (f"?{query}" if query else "")
    back = safe_next(wanted) if request.method in _SAFE else "/"
    return HTTPException(303, "log in first", {"location": f"{LOGIN}?next={quote(back)}"})


def _completing(send: Send, cookie: str) -> Send:
    """Adds the cookie to pages; what they load beside them would each bring another."""

    async def complete(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("cache-control", "private, no-cache")
            if cookie and headers.get("content-type", "").startswith("text/html"):
                headers.append("set-cookie", cookie)
        await send(message)

    return complete
