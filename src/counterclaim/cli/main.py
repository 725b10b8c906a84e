"""The program: its commands put together, and errors turned into one line and an exit status."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from counterclaim.cli import (
    accounting,
    asking,
    bias,
    estimating,
    evaluating,
    linking,
    reading,
    serving,
    users,
)
from counterclaim.cli.watch import say
from counterclaim.config import package_version
from counterclaim.errors import CounterclaimError

app = typer.Typer(
    name="counterclaim",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (
    reading.demo,
    reading.extract,
    reading.build,
    asking.claims,
    asking.show,
    asking.documents,
    linking.link,
    linking.findings,
    accounting.account,
    estimating.estimate,
    bias.biases,
    linking.relations,
    linking.series,
    linking.compare,
    linking.copies,
    asking.report,
    serving.serve,
    evaluating.evaluate,
    users.user,
):
    app.command()(command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"counterclaim {package_version()}")
        raise typer.Exit


@app.callback()
def _program(
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Who claims what number, on whose word, of what, where and when: a ledger of rival claims.

    \b
    Look around:       counterclaim demo
    Claims as lines:   counterclaim extract reports/ -o claims.jsonl
    Keep them:         counterclaim build reports/ --ledger case.db
    Ask:               counterclaim claims case.db --party ukraine --outcome killed
    Check one:         counterclaim show case.db c1a2b3
    What it shows:     counterclaim findings case.db
    One number:        counterclaim account case.db --party russia --outcome killed
    Over time:         counterclaim series case.db --by camp
    Estimate losses:   counterclaim estimate case.db --preview
    Hand it on:        counterclaim report case.db -o report.html
    Read and judge:    counterclaim serve case.db
    """


def main() -> None:
    """Runs the program; what went wrong is one line on standard error, and exit status 1."""
    try:
        app()
    except CounterclaimError as error:
        problem = str(error)
    except OSError as error:
        problem = f"{error.filename or 'output'}: {error.strerror or error}"
    else:
        return
    say(f"counterclaim: {problem}")
    sys.exit(1)
