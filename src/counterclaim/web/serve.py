"""Serving the desk: what is checked before anybody can reach it, and the server itself."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from counterclaim.errors import CounterclaimError
from counterclaim.web.accounts import Accounts
from counterclaim.web.app import application
from counterclaim.web.desk import Desk
from counterclaim.web.gate import Gate
from counterclaim.web.hosts import answered, may_listen
from counterclaim.web.ready import Watch
from counterclaim.web.users import exposed

if TYPE_CHECKING:
    from counterclaim.account.estimated import Estimate

# Connections that wait to be taken; requests at a time, beyond which the desk says that it is busy.
_BACKLOG, _AT_ONCE = 128, 256


@dataclass(frozen=True, slots=True)
class Serving:
    """A desk that listens, and answers once it runs.

    Attributes:
        address: to be opened in a browser.
    """

    address: str
    server: uvicorn.Server
    listening: socket.socket

    def run(self) -> None:
        """Answers until it is interrupted."""
        self.server.run(sockets=[self.listening])


def serving(
    ledger: Path,
    host: str,
    port: int,
    user_file: Path | None,
    hosts: tuple[str, ...],
    estimate: Estimate | None,
    watch: Watch,
    note: Callable[[str], None],
) -> Serving:
    """Makes a desk ready and listens.

    Args:
        port: 0 takes any that is free.
        hosts: further names under which the desk answers.
        watch: told of progress; ``note`` of what whoever starts it should know.

    Raises:
        LedgerError: there is no ledger, or it is not linked.
        DataError: the user file is broken.
        CounterclaimError: others could reach it without accounts; or nobody can listen there.
    """
    accounts = Accounts(user_file) if user_file else None
    may_listen(host, accounts)
    if user_file and (warning := exposed(user_file)):
        note(warning)
    desk = Desk(ledger, estimate, watch)
    listening = _listening(host, port)
    port = listening.getsockname()[1]
    gate = Gate(accounts, answered(host, port, hosts, accounts))
    config = uvicorn.Config(
        application(desk, gate),
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        limit_concurrency=_AT_ONCE,
        backlog=_BACKLOG,
    )
    shown = f"[{host}]" if ":" in host else host
    return Serving(f"http://{shown}:{port}/", uvicorn.Server(config), listening)


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)  # whoever is told the address is answered, if a moment later
    except OSError as error:
        listening.close()
        raise CounterclaimError(
            f"{host}:{port}: nobody can listen there ({error.strerror or error}); give another --port"
        ) from error
    return listening
