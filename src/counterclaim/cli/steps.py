"""What the user sees while work in several steps goes on: which step, how far, how much time is left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic

from rich.console import Console

from counterclaim.cli.watch import Line, clock, say

# Where standard error is no terminal, a step says every so many seconds how far it is.
_EVERY = 15.0


@contextmanager
def stepping(things: str) -> Iterator[Callable[[str, int, int], None]]:
    """Shows what is being done and how much of how much: a moving line on a terminal, else plain lines.

    What it gives may be called from several threads.

    Args:
        things: what is counted: "draws".
    """
    console = Console(stderr=True, highlight=False)
    moving = Line(console, "beginning") if console.is_terminal else None
    step, begun, told_at, lock = "", monotonic(), 0.0, Lock()

    def show(what: str, done: int, of: int) -> None:
        nonlocal step, begun, told_at
        with lock:
            now = monotonic()
            is_new = what != step
            if is_new:
                step, begun = what, now
            line = what if of <= 1 else f"{what}: {done:,} of {of:,} {things}{_left(now - begun, done, of)}"
            if moving:
                moving.show(line)
            elif is_new or now - told_at >= _EVERY:
                told_at = now
                say(line, console)

    if moving:
        moving.start()
    try:
        yield show
    finally:
        if moving:
            moving.stop()


def _left(seconds: float, done: int, of: int) -> str:
    """After a moment; sooner there is nothing to judge by."""
    if seconds < 1 or not 0 < done <= of:
        return ""
    return f", about {clock(seconds / done * (of - done))} left"
