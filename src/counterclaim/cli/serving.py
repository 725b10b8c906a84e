"""The command that opens the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counterclaim.cli.asking import LedgerPath
from counterclaim.cli.drawing import FitPath, read_fit
from counterclaim.cli.watch import counting, say
from counterclaim.errors import CounterclaimError

_NEEDS = "the desk needs Starlette and others: pip install 'counterclaim[desk]'"


def serve(
    ledger: LedgerPath,
    host: Annotated[
        str, typer.Option(metavar="HOST", help="Where to listen; this machine alone unless given.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="PORT", help="0 takes any that is free.")
    ] = 8000,
    user_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Accounts, as `user` makes them; needed where others can reach the desk."
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="A name under which the desk answers; may be given again."),
    ] = None,
    fit: FitPath = None,
) -> None:
    """Open the desk: pages to read, compare and judge the claims of a ledger.

    On this machine alone it works at once, as the user “local”. Where others can reach it, it asks who they are:
    make a user file first. Nothing is loaded from elsewhere, and nothing is sent there. Ctrl-C ends it.

    \\b
    Examples:
      counterclaim serve case.db
      counterclaim serve case.db --fit fit.nc --port 8080
      counterclaim user users.json ada --role editor
      counterclaim serve case.db --host 0.0.0.0 --user-file users.json
    """
    try:
        from counterclaim.web.serve import serving
    except ImportError as error:
        raise CounterclaimError(_NEEDS) from error
    estimate = read_fit(fit) if fit else None
    with counting() as show:
        desk = serving(ledger, host, port, user_file, tuple(allow_host or ()), estimate, show, say)
    say(f"the desk of {ledger} is at {desk.address} (Ctrl-C ends it)")
    desk.run()
