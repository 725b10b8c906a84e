"""Processes that read documents: handed them in batches, watched, and replaced where they end or hang."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing import connection
from multiprocessing.connection import Connection
from queue import SimpleQueue
from time import monotonic
from typing import Any, TypeVar

from counterclaim.config import collect_seldom
from counterclaim.engine.apply import Item, apply, too_long
from counterclaim.errors import CounterclaimError, DocumentError, SetAsideError
from counterclaim.model import Raw
from counterclaim.model.document import SET_ASIDE

R = TypeVar("R")
# Documents with their numbers in the pile.
Batch = list[tuple[int, Raw]]
# So many documents, or so many characters, are handed over together: each message costs both sides some work.
_BATCH, _BATCH_LENGTH = 8, 100_000
# Batches at a process, the one it is at among them, so that it need not wait for this one.
_WAITING = 2
# Results that may wait for an earlier one, a process: while a document is on its way to being set aside, the others go
# on for a good part of that time, and what waits still fits in memory.
_AHEAD = 1000
# More than so many cannot be waited for on Windows.
_MOST = 60 if sys.platform == "win32" else 10_000
# What a process says when it begins with a batch.
_BEGUN = True
_ENDED = f"{SET_ASIDE}: the process that read it ended abruptly (out of memory?)"


def map_in_workers(
    function: Callable[[Raw], R], items: Iterable[Item], jobs: int, limit: float
) -> Iterator[R | DocumentError]:
    """``engine.map_documents`` in so many processes."""
    source, drawn, given_out = enumerate(items), False, 0
    done: dict[int, Any] = {}
    workers: list[_Worker] = []
    try:
        for _ in range(min(jobs, _MOST)):
            workers.append(_Worker(function))
        while True:
            for worker in workers:
                while not drawn and worker.takes() and len(done) < jobs * _AHEAD:
                    batch, drawn = _draw(source, done)
                    if batch:
                        worker.give(batch)
            while given_out in done:
                yield done.pop(given_out)
                given_out += 1
            busy = [worker for worker in workers if worker.batches]
            if drawn and not busy:
                return
            if waited_for := [worker for worker in workers if worker.batches or not worker.ready]:
                _await(waited_for, limit)
            for place, worker in enumerate(workers):
                done.update(worker.results())
                if worker.is_lost(limit):
                    done.update(worker.given_up(limit))
                    workers[place] = worker.replaced()
    finally:
        for worker in workers:
            worker.end()


def _draw(source: Iterator[tuple[int, Item]], done: dict[int, Any]) -> tuple[Batch, bool]:
    """The next documents, and whether they are the last; what is an error already needs no process."""
    batch: Batch = []
    length = 0
    for _ in range(_BATCH):
        number, item = next(source, (-1, None))
        if item is None:
            return batch, True
        if isinstance(item, DocumentError):
            done[number] = item
        else:
            batch.append((number, item))
            length += len(item.text)
        if length >= _BATCH_LENGTH:
            break
    return batch, False


def _await(workers: list[_Worker], limit: float) -> None:
    """Until one of them has something, or the first limit is over."""
    first = min((worker.since for worker in workers if worker.ready), default=monotonic()) + limit
    connection.wait([worker.line for worker in workers], max(0.0, first - monotonic()))


class _Worker:
    """One process, from here.

    Attributes:
        line: to it and from it.
        ready: it has started, and takes documents.
        batches: what it has not answered, in order; it is at the first.
        since: when it began with that one.
    """

    def __init__(self, function: Callable[[Raw], Any]) -> None:
        # Spawned, not forked: the same on every platform, and no lock of a running thread is inherited.
        context = multiprocessing.get_context("spawn")
        self.line, far_end = context.Pipe()
        self.batches: deque[Batch] = deque()
        self.since = monotonic()
        self._function = function
        self.ready = self._begun = self._ended = False
        # A thread hands the documents over, so that a process that takes nothing any more holds up only that.
        self._outbox: SimpleQueue[Batch | None] = SimpleQueue()
        self._process = context.Process(target=_work, args=(far_end, function), daemon=True)
        try:
            self._process.start()
        except OSError as error:
            raise CounterclaimError(
                f"no process to read in can be started ({error}); use fewer (--jobs)"
            ) from error
        far_end.close()
        threading.Thread(target=self._hand_over, daemon=True).start()

    def takes(self) -> bool:
        """Whether it has begun, and has room for another batch."""
        return self.ready and len(self.batches) < _WAITING

    def give(self, batch: Batch) -> None:
        """More documents to read."""
        if not self.batches:
            self.since = monotonic()
        self.batches.append(batch)
        self._outbox.put(batch)

    def _hand_over(self) -> None:
        while (batch := self._outbox.get()) is not None:
            try:
                self.line.send([item for _, item in batch])
            except OSError:
                return

    def results(self) -> Iterator[tuple[int, Any]]:
        """What it has answered since it was asked last."""
        try:
            while self.line.poll():
                answers = self.line.recv()
                self.since = monotonic()
                if answers is None:
                    self.ready = True
                elif answers is _BEGUN:
                    self._begun = True
                elif isinstance(answers, CounterclaimError):
                    raise answers
                else:
                    self._begun = False
                    batch = self.batches.popleft()
                    yield from zip((number for number, _ in batch), answers, strict=True)
        except (EOFError, OSError):
            self._ended = True

    def is_lost(self, limit: float) -> bool:
        """Whether it has ended, or is at a batch for longer than a document may take.

        Raises:
            CounterclaimError: it has never begun, nor would another one.
        """
        if self._ended and not self.ready:
            self._process.join()
            code = self._process.exitcode
            raise CounterclaimError(
                f"a process to read in ended at its start (exit code {code}): use one only (--jobs 1); "
                "a script of one's own calls this under if __name__ == '__main__'"
            )
        # A process that has not begun yet may need a while on a crowded machine.
        return self._ended or bool(self.ready and self.batches and monotonic() - self.since > limit)

    def given_up(self, limit: float) -> list[tuple[int, SetAsideError]]:
        """The document that it was lost at, if it was at a single one, and had begun with it."""
        if not self.batches or len(self.batches[0]) > 1 or (self._ended and not self._begun):
            return []
        ((number, item),) = self.batches.popleft()
        return [(number, SetAsideError(item.source, _ENDED) if self._ended else too_long(item.source, limit))]

    def replaced(self) -> _Worker:
        """Another process in its place, with what was left; of a batch that this one was lost at, each document alone,
        so that the one it was lost at comes to light."""
        self.end()
        other = _Worker(self._function)
        for place, batch in enumerate(self.batches):
            for one in [[single] for single in batch] if place == 0 and self._begun else [batch]:
                other.give(one)
        return other

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self._outbox.put(None)
        self._process.kill()
        self._process.join()
        self.line.close()


def _work(line: Connection, function: Callable[[Raw], Any]) -> None:
    """The process: an interrupt is the first process's to handle; when that one is gone, so is this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    inbox: SimpleQueue[list[Raw]] = SimpleQueue()
    threading.Thread(target=_receive, args=(line, inbox), daemon=True).start()
    line.send(None)
    while True:
        batch = inbox.get()
        line.send(_BEGUN)
        try:
            answers: Any = [apply(function, item) for item in batch]
        except CounterclaimError as error:
            answers = error
        try:
            line.send(answers)
        except (pickle.PicklingError, AttributeError, TypeError):
            line.send([_sendable(item, answer) for item, answer in zip(batch, answers, strict=True)])


def _sendable(item: Raw, answer: Any) -> Any:
    try:
        pickle.dumps(answer)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        return DocumentError(item.source, f"could not be handed on ({error})")
    return answer


def _receive(line: Connection, inbox: SimpleQueue[list[Raw]]) -> None:
    try:
        while True:
            inbox.put(line.recv())
    except (EOFError, OSError):
        os._exit(1)
