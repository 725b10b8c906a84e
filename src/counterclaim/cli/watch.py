"""What the user sees while documents are read: progress, and a line for each that could not be."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from counterclaim.case import Reading
from counterclaim.errors import DocumentError
from counterclaim.export.words import harmless

# A table that is not shown on a terminal has no width to keep to.
_UNBOUNDED = 160


class Watch:
    """Counts what is read and says what cannot be.

    Args:
        moving: with a moving line, where standard error is a terminal.
    """

    def __init__(self, *, moving: bool) -> None:
        self.documents = self.claims = self.declined = self.problems = 0
        self._console = Console(stderr=True, highlight=False)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
            disable=not (moving and self._console.is_terminal),
            redirect_stdout=False,  # what is written there is data
            redirect_stderr=False,
        )
        self._task = self._progress.add_task("reading")

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    def see(self, result: Reading | DocumentError) -> None:
        """Takes note of one document."""
        if isinstance(result, DocumentError):
            self.problems += 1
            say(str(result), self._console)
        else:
            self.documents += 1
            self.claims += len(result.claims)
            if result.document.declined:
                self.declined += 1
                say(f"{result.document.source}: declined: {result.document.declined}", self._console)
        self._progress.update(self._task, advance=1, description=self.told())

    def note(self, line: str) -> None:
        """Says what is no problem but good to know."""
        say(line, self._console)

    def told(self) -> str:
        """What was seen so far, in words."""
        return ", ".join([count(self.documents, "document"), count(self.claims, "claim"), *self.shortfall()])

    def shortfall(self) -> list[str]:
        """What gave no claims, in words."""
        declined = [f"{self.declined:,} declined"] if self.declined else []
        return declined + ([count(self.problems, "problem")] if self.problems else [])


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
