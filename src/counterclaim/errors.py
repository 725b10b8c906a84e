"""What can go wrong, under one root. Only the command line turns these into exit codes."""

from __future__ import annotations


class CounterclaimError(Exception):
    """Root of every error this package raises on purpose."""


class DocumentError(CounterclaimError):
    """One document cannot be read; the others go on.

    Args:
        source: the path, or the record's id, as the user would recognise it.
        problem: what is wrong and what to do about it, in one line.
    """

    def __init__(self, source: str, problem: str) -> None:
        super().__init__(f"{source}: {problem}")
        self.source = source
        self.problem = problem

    def __reduce__(self) -> tuple[type[DocumentError], tuple[str, str]]:
        return type(self), (self.source, self.problem)


class SetAsideError(DocumentError):
    """One document took too long, or ended the process that read it; it is named and left, the others go on."""


class DataError(CounterclaimError):
    """A vocabulary, world or dossier file breaks its schema; names the file and the entry."""


class LedgerError(CounterclaimError):
    """A ledger cannot be opened, is not a ledger, or lacks what was asked of it."""


class JudgementError(CounterclaimError):
    """A judgement cannot be kept as it was given; names the field and what is allowed."""
