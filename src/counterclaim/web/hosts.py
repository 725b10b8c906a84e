"""Where the desk listens, under which names it answers, and whether a form was sent from one of its own pages."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from counterclaim.errors import CounterclaimError
from counterclaim.web.accounts import Accounts

Resolve = Callable[[str], Iterable[str]]
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


def addresses(name: str) -> list[str]:
    """What a name of a machine stands for; nothing where that cannot be found out."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(name, None)]
    except (OSError, UnicodeError):
        return []


def is_loopback(host: str, resolve: Resolve = addresses) -> bool:
    """Whether who listens there is reached from this machine alone.

    An empty host, ``0.0.0.0`` and ``::`` are every address of the machine, and a name is what it stands for.
    """
    found = [*resolve(host.strip("[]"))] if host else []
    return bool(found) and all(_is_loopback_address(each) for each in found)


def _is_loopback_address(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def may_listen(host: str, users: Accounts | None, resolve: Resolve = addresses) -> None:
    """Lets nobody open a desk without accounts to others.

    Raises:
        CounterclaimError: others can reach the address, and there are no accounts.
    """
    if users is None and not is_loopback(host, resolve):
        raise CounterclaimError(
            f"{host or 'every address'} can be reached by others, who would need no password: make a user file "
            "(counterclaim user users.json NAME --role editor) and give it with --user-file"
        )


def answered(
    host: str,
    port: int,
    allowed: Iterable[str] = (),
    users: Accounts | None = None,
    resolve: Resolve = addresses,
) -> frozenset[str] | None:
    """The hosts that requests may name; None for any.

    On loopback only names of loopback with the port: otherwise any web page could give its own name the address
    127.0.0.1, and read the desk as if it were a part of itself.

    Args:
        host, port: where the desk listens.
        allowed: hosts given by the user, with a port or for any.

    Raises:
        CounterclaimError: one of them is no host; or others shall reach a desk without accounts under it.
    """
    given = frozenset(each.lower() for each in allowed)
    for each in given:
        name = _HOST.fullmatch(each)
        if not name:
            raise CounterclaimError(
                f"{each!r} is no host; give a name, or a name and a port: desk.example.org"
            )
        if users is None and name["name"] not in _LOOPBACK:
            raise CounterclaimError(f"under the name {each} others would reach a desk without accounts")
    if not is_loopback(host, resolve):
        return given or None
    own = f"[{host}]" if ":" in host and not host.startswith("[") else host.lower()
    names = {*_LOOPBACK, own}
    return given | {f"{name}:{port}" for name in names} | (names if port == 80 else frozenset())


def is_answered(host: str, hosts: frozenset[str] | None) -> bool:
    """Whether a request that names this host is answered."""
    found = _HOST.fullmatch(host.lower())
    if not found:
        return False
    return hosts is None or host.lower() in hosts or found["name"] in hosts


def is_from_here(headers: Mapping[str, str], host: str) -> bool:
    """Whether a form may have been sent from a page of the desk, as far as the browser tells.

    Args:
        headers: by lower-case name.
        host: that the request names.
    """
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None or (origin == "null" and site == "same-origin"):
        return True  # who tells neither must still bring the token
    try:
        parts = urlsplit(origin.lower())
    except ValueError:
        return False
    default = _DEFAULT_PORTS.get(parts.scheme, "")
    return bool(default) and parts.netloc.removesuffix(default) == host.lower().removesuffix(default)
