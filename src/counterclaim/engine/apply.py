"""One document under one function: what it gives, or why it gives nothing."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from counterclaim.errors import CounterclaimError, DocumentError, SetAsideError
from counterclaim.model import Raw
from counterclaim.model.document import SET_ASIDE

R = TypeVar("R")
Item = Raw | DocumentError


def apply(function: Callable[[Raw], R], item: Item) -> R | DocumentError:
    """What the function makes of a document; what goes wrong with it is returned, not raised.

    Raises:
        CounterclaimError: what is true of every document: broken vocabulary, a broken ledger.
    """
    if isinstance(item, DocumentError):
        return item
    try:
        return function(item)
    except DocumentError as error:
        return error
    except CounterclaimError:
        raise
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return DocumentError(item.source, f"could not be processed ({what[:300]})")


def apply_within(function: Callable[[Raw], R], item: Item, limit: float) -> R | DocumentError:
    """The same, given up after so many seconds, where the system has an alarm clock and this is the main thread."""
    try:
        with _alarm(limit):
            return apply(function, item)
    except _RungError:
        return too_long(item.source, limit)


def too_long(source: str, limit: float) -> SetAsideError:
    """The error for a document that was given up."""
    return SetAsideError(source, f"{SET_ASIDE}: not read within {limit:g} seconds (--limit)")


class _RungError(BaseException):
    """No ``Exception``, so that nothing on the way takes it for its own."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise _RungError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
