"""What the user sees while documents are read: how far it has come, and a line for each that could not be."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from time import monotonic
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.text import Text

from counterclaim.errors import DocumentError, SetAsideError
from counterclaim.export.words import harmless
from counterclaim.partwise import PartDone
from counterclaim.reader import Seen

# A table that is not shown on a terminal has no width to keep to.
_UNBOUNDED = 160
# A log for machines has a line of progress every so many seconds.
_EVERY = 5.0


class Log(StrEnum):
    """How progress and problems are told."""

    text = "text"
    json = "json"


class Watch:
    """Counts what is read and says what cannot be.

    Args:
        moving: with a moving line, where standard error is a terminal.
        log: ``json`` writes a JSON object a line instead of text: ``progress``, ``problem``, ``declined``,
            ``note`` and at the end ``done``.
        total: how many bytes there are to read, asked for only where the remaining time is shown.
    """

    def __init__(
        self, *, moving: bool, log: Log = Log.text, total: Callable[[], int | None] = lambda: None
    ) -> None:
        self.documents = self.claims = self.declined = self.problems = self.set_aside = self.unchanged = 0
        self._bytes = self._bytes_read = 0
        self._json = log is Log.json
        self._console = Console(stderr=True, highlight=False)
        shown = moving and not self._json and self._console.is_terminal
        self._line = Line(self._console) if shown else None
        self._ask_total = total
        self._total: int | None = None
        self._begun = self._told_at = monotonic()

    def __enter__(self) -> Self:
        self._total = self._ask_total() if self._json or self._line else None
        self._begun = self._told_at = monotonic()
        if self._line:
            self._line.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line:
            self._line.stop()

    def see(self, result: Seen | DocumentError) -> None:
        """Takes note of one document."""
        if isinstance(result, DocumentError):
            self.problems += 1
            self.set_aside += isinstance(result, SetAsideError)
            self._say("problem", str(result), source=result.source, problem=result.problem)
        elif result.claims is None:
            self.unchanged += 1
            self._bytes += result.size
        else:
            self.documents += 1
            self.claims += result.claims
            self._bytes += result.size
            self._bytes_read += result.size
            if result.declined:
                self.declined += 1
                told = f"{result.source}: declined: {result.declined}"
                self._say("declined", told, source=result.source, reason=result.declined)
        self._tell()

    def see_part(self, done: PartDone) -> None:
        """Takes note of many documents at once."""
        for problem in done.problems:
            self.see(problem)
        self.documents += done.documents
        self.claims += done.claims
        self.declined += done.declined
        self._bytes += done.size
        self._bytes_read += done.size
        self._tell()

    def _tell(self) -> None:
        now = monotonic()
        if self._json and now - self._told_at >= _EVERY:
            self._told_at = now
            self._write("progress", **self.figures())
        if self._line:
            self._line.show(f"{self.told()} · {self._pace()}")

    def note(self, line: str) -> None:
        """Says what is no problem but good to know."""
        self._say("note", line, text=line)

    def done(self, line: str, **figures: Any) -> None:
        """Says what has been done in the end."""
        self._say("done", line, **self.figures(), **figures)

    def told(self) -> str:
        """What was seen so far, in words."""
        return ", ".join([count(self.documents, "document"), count(self.claims, "claim"), *self.shortfall()])

    def shortfall(self) -> list[str]:
        """What gave no claims, in words."""
        declined = [f"{self.declined:,} declined"] if self.declined else []
        aside = f" ({self.set_aside:,} set aside)" if self.set_aside else ""
        return declined + ([count(self.problems, "problem") + aside] if self.problems else [])

    def figures(self) -> dict[str, Any]:
        """What was seen so far: counts, documents a second, seconds taken and, as far as can be told, left."""
        seconds = monotonic() - self._begun
        left = self._left(seconds)
        return {
            "documents": self.documents,
            "claims": self.claims,
            "unchanged": self.unchanged,
            "declined": self.declined,
            "problems": self.problems,
            "set_aside": self.set_aside,
            "seconds": round(seconds, 1),
            "documents_a_second": round(self.documents / seconds, 1) if seconds else None,
            "seconds_left": None if left is None else round(left),
        }

    def _left(self, seconds: float) -> float | None:
        """By bytes: documents are of any size, and nobody has counted them."""
        if not self._total or not self._bytes_read:
            return None
        return max(0.0, (self._total - self._bytes) * seconds / self._bytes_read)

    def _pace(self) -> str:
        seconds = monotonic() - self._begun
        left = self._left(seconds)
        rate = f"{self.documents / max(seconds, 0.001):,.0f} a second, {clock(seconds)}"
        return rate if left is None else f"{rate}, about {clock(left)} left"

    def _say(self, event: str, line: str, **fields: Any) -> None:
        if self._json:
            self._write(event, **fields)
        else:
            say(line, self._console)

    def _write(self, event: str, **fields: Any) -> None:
        sys.stderr.write(json.dumps({"event": event, **fields}) + "\n")
        sys.stderr.flush()


class Line:
    """A moving line on a terminal."""

    def __init__(self, console: Console, first: str = "reading") -> None:
        from rich.progress import Progress, SpinnerColumn, TextColumn  # only terminals need it

        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=True,
            redirect_stdout=False,  # what is written there is data
            redirect_stderr=False,
        )
        self._task = self._progress.add_task(first)
        self.start, self.stop = self._progress.start, self._progress.stop

    def show(self, text: str) -> None:
        """What it says from now on."""
        self._progress.update(self._task, description=text)


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Shows how far work on a known number of things has come, where standard error is a terminal."""
    console = Console(stderr=True, highlight=False)
    if not console.is_terminal:
        yield lambda _what, _done, _of: None
        return
    line, begun = Line(console), monotonic()

    def show(what: str, done: int, of: int) -> None:
        if done % max(1, of // 200) == 0:
            left = (monotonic() - begun) / done * (of - done)
            line.show(f"linking {what}: {done:,} of {of:,}, {clock(left)} left")

    line.start()
    try:
        yield show
    finally:
        line.stop()


def clock(seconds: float) -> str:
    """A length of time: "1:20"."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def say(line: str, console: Console | None = None) -> None:
    """One line on standard error, whole however narrow the terminal is."""
    target = console or Console(stderr=True, highlight=False)
    target.print(Text(harmless(" ".join(line.split()))), soft_wrap=True)


def count(number: int, thing: str) -> str:
    """A number and its thing: "1 claim", "2,000 claims"."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def output() -> Console:
    """Standard output; as wide as its terminal, and wide where it is none."""
    width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else _UNBOUNDED
    return Console(width=width, highlight=False)
