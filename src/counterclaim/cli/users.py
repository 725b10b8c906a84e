"""The command that keeps the users of a desk."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.cli.watch import count, say
from counterclaim.errors import CounterclaimError

_NEEDS_DESK = "the desk needs {missing}: pip install 'counterclaim[desk]'"


class RoleName(StrEnum):
    """What a user may do; each may also do what those before may."""

    reader = "reader"
    coder = "coder"
    editor = "editor"


def user(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The user file; made where there is none.")],
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="Whom to add or change.")] = None,
    role: Annotated[
        RoleName | None,
        typer.Option(metavar="reader|coder|editor", help="reader where a new user is given none."),
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="The password is one line of standard input.")
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Remove the user.")] = False,
) -> None:
    """Add, change, list or remove the users of the desk.

    Readers see everything, coders judge claims, editors decide where coders differ. The password is asked for,
    twice; of a user who is there, --role alone changes the role and keeps the password. A new password
    ends the user's sessions. A running desk sees changes at once. Without NAME, the users are listed.

    \b
    Examples:
      counterclaim user users.json ana --role editor
      counterclaim user users.json ana
      counterclaim user users.json ben --role coder --password-stdin < password.txt
      counterclaim user users.json ben --remove
      counterclaim user users.json
    """
    try:
        from counterclaim.web.users import exposed, load_users, put_user, remove_user
    except ImportError as error:
        raise CounterclaimError(_NEEDS_DESK.format(missing=error.name)) from error
    if remove and (role or password_stdin):
        raise CounterclaimError("--remove goes alone")
    if name is None:
        if role or password_stdin or remove:
            raise CounterclaimError("whom? give a NAME after the file")
        for entry in load_users(file).users:
            typer.echo(f"{entry.name}\t{entry.role}")
    elif remove:
        remove_user(file, name)
        say(f"{name} is removed from {file}, which has {count(len(load_users(file).users), 'user')} left")
    else:
        there = {entry.name for entry in load_users(file).users} if file.exists() else set()
        keeps = role is not None and name in there and not password_stdin
        password = None if keeps else _from_input() if password_stdin else _asked()
        entry = put_user(file, name, role.value if role else None, password)
        say(f"{entry.name} is {'an' if entry.role == 'editor' else 'a'} {entry.role} in {file}")
    if note := exposed(file):
        say(note)


def _asked() -> str:
    given: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return given


def _from_input() -> str:
    return sys.stdin.readline().rstrip("\r\n")
