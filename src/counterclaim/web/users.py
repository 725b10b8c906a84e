"""The users of a desk: a file with a secret and, for each of them, a name, a role and the hash of a password."""

from __future__ import annotations

import os
import secrets
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_IMODE
from typing import Literal

import msgspec
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError

from counterclaim.errors import CounterclaimError, DataError

Role = Literal["reader", "coder", "editor"]
# From the one that may least to the one that may all.
ROLES: tuple[Role, ...] = ("reader", "coder", "editor")

_LONGEST_NAME = 64
_SHORTEST_PASSWORD, _LONGEST_PASSWORD = 10, 1000
_SECRET_BYTES, _SHORTEST_SECRET = 32, 32


@dataclass(frozen=True, slots=True)
class User:
    """Who a request comes from.

    Attributes:
        name: as it is written beside judgements.
    """

    name: str
    role: Role


def may(user: User, role: Role) -> bool:
    """Whether a user's role is enough where this one is asked for."""
    return ROLES.index(user.role) >= ROLES.index(role)


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One user of a file.

    Attributes:
        hash: of the password, by argon2.
    """

    name: str
    role: Role
    hash: str


class UserFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a user file holds.

    Attributes:
        secret: random; what the desk signs is signed with it.
    """

    secret: str
    users: tuple[Entry, ...] = ()


def load_users(path: Path) -> UserFile:
    """The users of a file, checked.

    Raises:
        DataError: it cannot be read or breaks its schema; names the file and the entry.
    """
    try:
        held = msgspec.json.decode(path.read_bytes(), type=UserFile)
    except FileNotFoundError as error:
        raise DataError(f"{path}: no such file; make it with: counterclaim user {path} NAME") from error
    except OSError as error:
        raise DataError(f"{path}: {error.strerror or error}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    if len(held.secret) < _SHORTEST_SECRET:
        raise DataError(f"{path}: secret: shorter than {_SHORTEST_SECRET} characters; make the file anew")
    names = Counter(entry.name.casefold() for entry in held.users)
    for at, entry in enumerate(held.users):
        if problem := _problem(entry, names):
            raise DataError(f"{path}: users[{at}] ({entry.name!r}): {problem}")
    return held


def _problem(entry: Entry, names: Counter[str]) -> str:
    if not is_name(entry.name):
        return f"no name: 1 to {_LONGEST_NAME} printable characters, without spaces at the ends"
    if names[entry.name.casefold()] > 1:
        return "two users of this name"
    try:
        extract_parameters(entry.hash)
    except (InvalidHashError, ValueError):
        return "the hash is none of argon2's; set the password again"
    return ""


def exposed(path: Path) -> str:
    """A note where other users of the machine can read the file or change it; empty where they cannot."""
    mode = S_IMODE(path.stat().st_mode)
    if os.name != "posix" or not mode & 0o077:
        return ""
    return f"{path}: other users of this machine may open it ({mode:04o}); close it with: chmod 600 {path}"


def is_name(name: str) -> bool:
    """Whether a user can have this name."""
    return (
        0 < len(name) <= _LONGEST_NAME
        and name.isprintable()
        and name == name.strip() == unicodedata.normalize("NFC", name)
    )


def put_user(
    path: Path,
    name: str,
    role: Role | None = None,
    password: str | None = None,
    hasher: PasswordHasher | None = None,
) -> Entry:
    """Adds a user, or changes one; the file is made where there is none.

    Args:
        role: None keeps that of a user who is there; a new one is a reader.
        password: None keeps that of a user who is there.
        hasher: how passwords are hashed; argon2-cffi's own choice where it is left out.

    Raises:
        CounterclaimError: the name or password is not fit, or a new user has none.
        DataError: as ``load_users``.
    """
    name = same_form(name)
    if not is_name(name):
        raise CounterclaimError(
            f"{name!r} is no name: 1 to {_LONGEST_NAME} printable characters, without spaces at the ends"
        )
    # Before the file is opened for change: it takes its time.
    digest = None if password is None else (hasher or PasswordHasher()).hash(fit_password(password))

    def put(held: UserFile) -> UserFile:
        there = {entry.name: entry for entry in held.users}
        one = there.get(name)
        alike = next((each for each in there if each != name and each.casefold() == name.casefold()), None)
        if alike is not None:
            raise CounterclaimError(
                f"{path}: there is a user {alike!r} already; names differ by more than case"
            )
        made = digest or (one.hash if one else None)
        if made is None:
            raise CounterclaimError(f"{path}: {name!r} is new and needs a password")
        there[name] = Entry(name, role or (one.role if one else "reader"), made)
        return msgspec.structs.replace(held, users=tuple(there.values()))

    return next(entry for entry in _change(path, put).users if entry.name == name)


def remove_user(path: Path, name: str) -> None:
    """Removes a user.

    Raises:
        CounterclaimError: there is no such user.
        DataError: as ``load_users``.
    """
    load_users(path)  # no file is made only for somebody to be removed from it
    name = same_form(name)

    def remove(held: UserFile) -> UserFile:
        left = tuple(entry for entry in held.users if entry.name != name)
        if len(left) == len(held.users):
            raise CounterclaimError(f"{path}: there is no user {name!r}")
        return msgspec.structs.replace(held, users=left)

    _change(path, remove)


def fit_password(password: str) -> str:
    """A password as it is hashed: the same whatever keyboard it was typed on.

    Raises:
        CounterclaimError: it is too short or too long.
    """
    if len(password) < _SHORTEST_PASSWORD:
        raise CounterclaimError(f"the password is too short: at least {_SHORTEST_PASSWORD} characters")
    if len(password) > _LONGEST_PASSWORD:
        raise CounterclaimError(f"the password is too long: at most {_LONGEST_PASSWORD:,} characters")
    return same_form(password)


def same_form(text: str) -> str:
    """A text as it is compared: of two ways to write an accented letter the one. What is far too long to be a name
    or a password is cut, since to bring a megabyte into this form may take long."""
    return unicodedata.normalize("NFC", text[: 4 * _LONGEST_PASSWORD])


def _change(path: Path, change: Callable[[UserFile], UserFile]) -> UserFile:
    """In one step, from a file that nobody else could ever read. That file's being there keeps others out who
    would change the same at the same time."""
    target = path.resolve()
    unfinished = target.with_name(target.name + ".part")
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise CounterclaimError(
            f"{unfinished}: somebody is changing the users, or was broken off; delete this file where nobody is"
        ) from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            held = load_users(path) if target.exists() else UserFile(secrets.token_urlsafe(_SECRET_BYTES))
            changed = change(held)
            stream.write(msgspec.json.format(msgspec.json.encode(changed)) + b"\n")
            stream.flush()
            os.fsync(stream.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    return changed
