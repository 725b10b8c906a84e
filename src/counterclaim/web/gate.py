"""Whom the desk lets in, and what is known of a request once it is let in."""

from __future__ import annotations

import hmac
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request

from counterclaim.web.accounts import Accounts
from counterclaim.web.attempts import Attempts
from counterclaim.web.posted import Posted
from counterclaim.web.sessions import (
    Clock,
    Ended,
    Session,
    begun,
    cookie_header,
    cookie_name,
    fingerprint,
    opened,
    sealed,
)
from counterclaim.web.users import Entry, Role, User, may

LOGIN, LOGOUT = "/login", "/logout"
LOCAL = User("local", "editor")
VISIT = "counterclaim.visit"
_LONGEST_NEXT = 2000


@dataclass(frozen=True, slots=True)
class Visit:
    """What is known of a request.

    Attributes:
        user: None only on the page where one logs in.
        csrf: the token that each form of the answer must hold as its field ``csrf``.
        posted: the fields that a form sent; they cannot be read from the request again.
        accounts: whether there are accounts, and so something to log out of.
    """

    user: User | None
    csrf: str
    session: Session
    posted: Posted
    accounts: bool


def visit(request: Request) -> Visit:
    """What is known of a request that ``access.Access`` let in."""
    found: Visit = request.scope[VISIT]
    return found


def require(request: Request, role: Role) -> User:
    """The user of a request.

    Raises:
        HTTPException: 403, the role is too low.
    """
    return fit(visit(request).user, role)


def fit(user: User | None, role: Role) -> User:
    """A user whose role is enough; raises as ``require``."""
    if user is None or not may(user, role):
        raise HTTPException(403, f"this needs the role of {role}, which who runs the desk can give")
    return user


@dataclass(frozen=True)
class Gate:
    """Whom the desk lets in, and under which names it answers.

    Its methods raise ``DataError`` where the user file has become unreadable.

    Attributes:
        accounts: None lets everybody in who reaches the desk: for loopback alone (``hosts.may_listen``).
        hosts: as ``hosts.answered`` gives them.
        local: who works at a desk without accounts.
        posting: the role without which nothing can be changed; pages may ask for more (``require``).
        public: what the addresses begin with that anybody may read.
        own_secret: signs for a desk without accounts; new with each start, so open pages must be loaded again.
    """

    accounts: Accounts | None
    hosts: frozenset[str] | None
    local: User = LOCAL
    posting: Role = "coder"
    public: tuple[str, ...] = ("/static/",)
    clock: Clock = time.time
    attempts: Attempts = field(default_factory=Attempts)
    ended: Ended = field(default_factory=Ended)
    own_secret: str = field(default_factory=secrets.token_urlsafe, repr=False)

    def secret(self) -> str:
        """What the desk signs with."""
        return self.accounts.secret() if self.accounts else self.own_secret

    def session(self, request: Request) -> Session | None:
        """The session of a request; None where it brings none that holds."""
        cookie = request.cookies.get(_cookie_name(request), "")
        session = opened(self.secret(), cookie, self.clock)
        return None if session is None or session in self.ended else session

    def user(self, session: Session) -> User | None:
        """The user of a session, who is still there and has the same password."""
        if self.accounts is None:
            return self.local
        entry = self.accounts.entry(session.name) if session.name else None
        if entry is None:
            return None
        same = hmac.compare_digest(fingerprint(self.secret(), entry.hash), session.fingerprint)
        return User(entry.name, entry.role) if same else None

    def logged_in(self, entry: Entry) -> Session:
        """A new session of somebody whose password was right."""
        return begun(entry.name, fingerprint(self.secret(), entry.hash))

    def cookie(self, request: Request, session: Session, max_age: int | None = None) -> str:
        """The ``Set-Cookie`` that gives a session to a browser; ``max_age`` 0 takes it away."""
        value = sealed(self.secret(), session, self.clock)
        https = is_https(request)
        return cookie_header(_cookie_name(request), value, https=https, max_age=max_age)


def is_https(request: Request) -> bool:
    """Whether a request came over TLS, as the server says, which knows of proxies."""
    return request.scope.get("scheme") == "https"


def _cookie_name(request: Request) -> str:
    return cookie_name(request.headers.get("host", ""), https=is_https(request))


def safe_next(path: str) -> str:
    """Where to go after logging in: an address of this server, else the front page.

    What browsers take for the address of another server begins with two slashes, or has backslashes in their place,
    or line breaks and tabs in between, which they pass over.
    """
    own = path.startswith("/") and not path.startswith("//") and len(path) <= _LONGEST_NEXT
    if not own or "\\" in path or not path.isprintable() or urlsplit(path).path in (LOGIN, LOGOUT):
        return "/"
    return path
