"""Who may come in: passwords checked against the user file, as the file is at that moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from threading import Lock

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

from counterclaim.errors import DataError
from counterclaim.web.users import Entry, load_users, same_form


@dataclass(frozen=True, slots=True)
class _Held:
    """A user file as it was read.

    Attributes:
        state: tells whether the file has changed since.
        nobody: a hash that no password fits, of the same cost as the others.
    """

    state: tuple[int, int, int]
    secret: str
    entries: Mapping[str, Entry]
    nobody: str


class Accounts:
    """The users of a file, which is read again when it changes: who is removed is out at once. Thread-safe.

    Every method raises ``DataError`` where the file has become unreadable: then nobody is let in.

    Args:
        path: the user file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._held = _read(path)

    def secret(self) -> str:
        """What the desk signs with."""
        return self._now().secret

    def entry(self, name: str) -> Entry | None:
        """The user of this name."""
        return self._now().entries.get(name)

    def check(self, name: str, password: str) -> Entry | None:
        """The user of this name and password.

        It takes as long for a name that nobody has: how long it takes does not tell which names there are.
        """
        held = self._now()
        entry = held.entries.get(same_form(name))
        fits = _fits(entry.hash if entry else held.nobody, password)
        return entry if fits else None

    def _now(self) -> _Held:
        with self._lock:
            try:
                changed = _state(self.path) != self._held.state
            except OSError as error:
                raise DataError(f"{self.path}: {error.strerror or error}") from error
            if changed:
                self._held = _read(self.path)
            return self._held


def _read(path: Path) -> _Held:
    try:
        state = _state(path)  # before the file is read: what changes in between is seen the next time
    except OSError:
        state = (0, 0, 0)
    file = load_users(path)
    hasher = (
        PasswordHasher.from_parameters(extract_parameters(file.users[0].hash))
        if file.users
        else PasswordHasher()
    )
    entries = {entry.name: entry for entry in file.users}
    return _Held(state, file.secret, entries, hasher.hash(token_hex()))


def _state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _fits(digest: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(digest, same_form(password))
    except (VerificationError, InvalidHashError):
        return False
