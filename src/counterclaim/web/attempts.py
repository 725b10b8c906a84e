"""Attempts to log in: after a few that failed, the next must wait, and longer each time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock

FREE = 5
WINDOW = 15 * 60.0
_FIRST_WAIT, _LONGEST_WAIT = 30.0, 15 * 60.0
# Without a failure for so long, waits are short again.
_FORGOTTEN = 60 * 60.0
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is remembered of a name or an address.

    Attributes:
        failures: when the last of them were, at most ``FREE``.
        waits: how often it was made to wait.
        until: when it may go on.
        going: attempts that are neither failed nor succeeded yet.
    """

    failures: tuple[float, ...] = ()
    waits: int = 0
    until: float = 0.0
    going: int = 0


class Attempts:
    """Counts failures by name and by address, and says who has to wait. Thread-safe; kept in memory only.

    Args:
        clock: seconds that never go back.
        most: so many names and addresses are remembered; then the one that failed longest ago is forgotten.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = _MOST_KEPT) -> None:
        self._clock = clock
        self._most = most
        self._lock = Lock()
        self._tallies: OrderedDict[tuple[str, str], _Tally] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tallies)

    def begin(self, name: str, address: str) -> int:
        """Seconds that an attempt must wait; 0 where it may go on, and then ``end`` must follow.

        Attempts that go on at the same time count as if they failed, so that many at once gain nothing.
        """
        now, keys = self._clock(), _keys(name, address)
        with self._lock:
            held = {key: _fresh(self._tallies.get(key, _Tally()), now) for key in keys}
            if wait := max(_wait(tally, now) for tally in held.values()):
                return wait
            for key, tally in held.items():
                self._keep(key, replace(tally, going=tally.going + 1))
        return 0

    def end(self, name: str, address: str, *, succeeded: bool) -> None:
        """Tells how an attempt ended. Success clears the name, and leaves the address as it was."""
        now, keys = self._clock(), _keys(name, address)
        with self._lock:
            for key in keys:
                tally = _fresh(self._tallies.get(key, _Tally()), now)
                tally = replace(tally, going=max(0, tally.going - 1))
                if not succeeded:
                    tally = _failed(tally, now)
                elif key[0] == "name":
                    tally = _Tally(going=tally.going)
                self._keep(key, tally)

    def _keep(self, key: tuple[str, str], tally: _Tally) -> None:
        """The latest last; those that stand first are forgotten first."""
        self._tallies.pop(key, None)
        if tally != _Tally():
            self._tallies[key] = tally
        while len(self._tallies) > self._most:
            self._tallies.popitem(last=False)


def _keys(name: str, address: str) -> Iterable[tuple[str, str]]:
    return ("name", name), ("address", _network(address))


def _network(address: str) -> str:
    """Of IPv6, who has one address has the 2^64 beside it as well."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def _fresh(tally: _Tally, now: float) -> _Tally:
    """Without what is too long ago."""
    last = max((*tally.failures, tally.until))
    if now - last > _FORGOTTEN:
        return _Tally(going=tally.going)
    return replace(tally, failures=tuple(at for at in tally.failures if now - at < WINDOW))


def _wait(tally: _Tally, now: float) -> int:
    if now < tally.until:
        return ceil(tally.until - now)
    # After a wait, one at a time.
    free = 1 if tally.waits else FREE - len(tally.failures)
    return 0 if tally.going < free else 1


def _failed(tally: _Tally, now: float) -> _Tally:
    failures = (*tally.failures, now)[-FREE:]
    if len(failures) < FREE and not tally.waits:
        return replace(tally, failures=failures)
    wait = min(_FIRST_WAIT * 2**tally.waits, _LONGEST_WAIT)
    return replace(tally, failures=failures, waits=min(tally.waits + 1, 10), until=now + wait)
