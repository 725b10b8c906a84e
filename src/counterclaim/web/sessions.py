"""Who a browser belongs to: a signed cookie, and the token by which forms show that they came from the desk."""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Any

from itsdangerous import BadSignature, Signer, TimestampSigner, URLSafeTimedSerializer

Clock = Callable[[], float]
# A day's work. Logged in again after it, whatever is done in between.
MAX_AGE = 12 * 60 * 60
_FINGERPRINT = 16


@dataclass(frozen=True, slots=True)
class Session:
    """What a cookie says.

    Attributes:
        id: random, and new whenever somebody logs in.
        name: of the user; empty while nobody is logged in.
        fingerprint: of the hash of the user's password as it was then; with another password, the session is over.
    """

    id: str
    name: str = ""
    fingerprint: str = ""


def begun(name: str = "", fingerprint: str = "") -> Session:
    """A new session."""
    return Session(secrets.token_urlsafe(16), name, fingerprint)


def fingerprint(secret: str, digest: str) -> str:
    """Of the hash of a password; nothing about the hash can be told from it."""
    made = hmac.new(secret.encode(), b"counterclaim.fingerprint\0" + digest.encode(), sha256)
    return made.hexdigest()[:_FINGERPRINT]


def sealed(secret: str, session: Session, clock: Clock = time.time) -> str:
    """A session as the value of a cookie."""
    made = _serializer(secret, clock).dumps([session.id, session.name, session.fingerprint])
    return made if isinstance(made, str) else made.decode()


def opened(secret: str, cookie: str, clock: Clock = time.time) -> Session | None:
    """The session of a cookie; None where this desk did not make it, or it is too old.

    What holds no name does not age: it gives nobody a right, and a page that stays open overnight keeps working.
    """
    serializer = _serializer(secret, clock)
    try:
        session = _session(serializer.loads(cookie))
        if session and session.name:
            serializer.loads(cookie, max_age=MAX_AGE)
    except (BadSignature, UnicodeError):
        return None
    return session


def csrf_token(secret: str, session: Session) -> str:
    """What a form of this session must bring along."""
    return _signer(secret).get_signature(session.id).decode()


def is_csrf_token(secret: str, session: Session, given: str) -> bool:
    """Whether a form brought it; takes the same time whatever it brought."""
    return given.isascii() and hmac.compare_digest(csrf_token(secret, session), given)


def cookie_name(host: str, *, https: bool) -> str:
    """The name of the cookie of the desk at a host.

    Browsers keep the ports of a machine together: two desks on it need two names. The prefix, which browsers
    know, keeps other hosts of the same domain from setting it.

    Args:
        host: as the request names it: ``127.0.0.1:8000``.
    """
    _, _, port = host.rpartition("]")[2].rpartition(":")
    return f"{'__Host-' if https else ''}counterclaim{'-' + port if port.isdigit() else ''}"


def cookie_header(name: str, value: str, *, https: bool, max_age: int | None = None) -> str:
    """The ``Set-Cookie`` of a session.

    Lax: with Strict, who follows a link to the desk from a message would be asked to log in again.

    Args:
        max_age: in seconds, 0 to delete it; None for as long as the browser runs.
    """
    age = "" if max_age is None else f"; Max-Age={max_age}"
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{'; Secure' if https else ''}{age}"


class Ended:
    """Sessions that somebody logged out of, kept until their cookies are too old anyway. Thread-safe."""

    def __init__(self, clock: Clock = time.time) -> None:
        self._clock = clock
        self._lock = Lock()
        self._until: dict[str, float] = {}

    def add(self, session: Session) -> None:
        """Ends a session."""
        now = self._clock()
        with self._lock:
            self._until = {one: until for one, until in self._until.items() if until >= now}
            self._until[session.id] = now + MAX_AGE

    def __contains__(self, session: Session) -> bool:
        with self._lock:
            return session.id in self._until


class _Signer(TimestampSigner):
    """By a clock that is given."""

    def __init__(self, *given: Any, clock: Clock, **named: Any) -> None:
        super().__init__(*given, **named)
        self._clock = clock

    def get_timestamp(self) -> int:
        return int(self._clock())


def _serializer(secret: str, clock: Clock) -> URLSafeTimedSerializer:
    how = {"clock": clock, "key_derivation": "hmac", "digest_method": sha256}
    return URLSafeTimedSerializer(secret, salt="counterclaim.session", signer=_Signer, signer_kwargs=how)


def _signer(secret: str) -> Signer:
    return Signer(secret, salt="counterclaim.csrf", key_derivation="hmac", digest_method=sha256)


def _session(held: Any) -> Session | None:
    if not isinstance(held, list) or len(held) != 3 or not all(isinstance(one, str) for one in held):
        return None
    return Session(*held)
