"""Writes cli.md, the reference of the command line, from what ``--help`` prints."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from counterclaim.cli.main import app

PAGE = Path(__file__).with_name("cli.md")
COMMANDS = [command.callback.__name__ for command in app.registered_commands if command.callback]


def page() -> str:
    """The reference: the help of the program, then of each command."""
    parts = ["# The command line", "Written by `make docs` from what `--help` prints.", _help()]
    for command in COMMANDS:
        parts += [f"## counterclaim {command}", _help(command)]
    return "\n\n".join(parts) + "\n"


def _help(*command: str) -> str:
    environment = {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    result = CliRunner().invoke(app, [*command, "--help"], prog_name="counterclaim", env=environment)
    if result.exit_code:
        raise RuntimeError(result.output)
    lines = (line.rstrip() for line in result.output.strip().splitlines())
    return "```text\n" + "\n".join(lines) + "\n```"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
