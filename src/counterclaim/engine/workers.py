"""Processes that read documents: handed them one by one, watched, and replaced where they end or hang."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
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
# Documents that wait at a process, so that it need not wait for this one.
_WAITING = 4
# Results that may wait for an earlier one, a process: while a document is on its way to being set aside, the others go
# on for a good part of that time, and what waits still fits in memory.
_AHEAD = 1000
_ENDED = f"{SET_ASIDE}: the process that read it ended abruptly (out of memory?)"


def map_in_workers(
    function: Callable[[Raw], R], items: Iterable[Item], jobs: int, limit: float
) -> Iterator[R | DocumentError]:
    """``engine.map_documents`` in so many processes."""
    source, drawn, given_out = enumerate(items), False, 0
    done: dict[int, Any] = {}
    workers = [_Worker(function) for _ in range(jobs)]
    try:
        while True:
            for worker in workers:
                while (
                    not drawn and worker.ready and len(worker.tasks) < _WAITING and len(done) < jobs * _AHEAD
                ):
                    number, item = next(source, (-1, None))
                    if item is None:
                        drawn = True
                    elif isinstance(item, DocumentError):
                        done[number] = item
                    else:
                        worker.give(number, item)
            while given_out in done:
                yield done.pop(given_out)
                given_out += 1
            busy = [worker for worker in workers if worker.tasks]
            if drawn and not busy:
                return
            _await(busy or workers, limit)
            for worker in workers:
                done.update(worker.results())
            for place, worker in enumerate(workers):
                if error := worker.trouble(limit):
                    done[worker.tasks[0][0]] = error
                    workers[place] = worker.replaced()
    finally:
        for worker in workers:
            worker.end()


def _await(workers: list[_Worker], limit: float) -> None:
    """Until one of them has something, or the first limit is over."""
    first = min(worker.since for worker in workers) + limit
    connection.wait([worker.line for worker in workers], max(0.0, first - monotonic()))


class _Worker:
    """One process, from here.

    Attributes:
        line: to it and from it.
        ready: it has begun, and takes documents.
        tasks: number and document of what it has not answered, in order; it is at the first.
        since: when it began with that one.
    """

    def __init__(self, function: Callable[[Raw], Any]) -> None:
        # Spawned, not forked: the same on every platform, and no lock of a running thread is inherited.
        context = multiprocessing.get_context("spawn")
        self.line, far_end = context.Pipe()
        self.tasks: deque[tuple[int, Raw]] = deque()
        self.since = monotonic()
        self._function = function
        self.ready = self._ended = False
        # A thread hands the documents over, so that a process that takes nothing any more holds up only that.
        self._outbox: SimpleQueue[Raw | None] = SimpleQueue()
        self._process = context.Process(target=_work, args=(far_end, function), daemon=True)
        self._process.start()
        far_end.close()
        threading.Thread(target=self._hand_over, daemon=True).start()

    def give(self, number: int, item: Raw) -> None:
        """One more document to read."""
        if not self.tasks:
            self.since = monotonic()
        self.tasks.append((number, item))
        self._outbox.put(item)

    def _hand_over(self) -> None:
        while (item := self._outbox.get()) is not None:
            try:
                self.line.send(item)
            except OSError:
                return

    def results(self) -> Iterator[tuple[int, Any]]:
        """What it has answered since it was asked last."""
        try:
            while self.line.poll():
                answer = self.line.recv()
                self.since = monotonic()
                if not self.ready:
                    self.ready = True
                    continue
                if isinstance(answer, CounterclaimError) and not isinstance(answer, DocumentError):
                    raise answer
                yield self.tasks.popleft()[0], answer
        except (EOFError, OSError):
            self._ended = True

    def trouble(self, limit: float) -> SetAsideError | None:
        """Why the document it is at is given up, if it is."""
        if self._ended and not self.ready:
            self._process.join()
            code = self._process.exitcode
            raise CounterclaimError(
                f"a process to read in ended at its start (exit code {code}); try --jobs 1"
            )
        if not self.tasks:
            return None
        source = self.tasks[0][1].source
        if self._ended:
            return SetAsideError(source, _ENDED)
        # A process that has not begun yet may need a while on a crowded machine.
        return too_long(source, limit) if self.ready and monotonic() - self.since > limit else None

    def replaced(self) -> _Worker:
        """Another process in its place, with what was left after the document it was at."""
        self.end()
        other = _Worker(self._function)
        for number, item in list(self.tasks)[1:]:
            other.give(number, item)
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
    inbox: SimpleQueue[Raw] = SimpleQueue()
    threading.Thread(target=_receive, args=(line, inbox), daemon=True).start()
    line.send(None)
    while True:
        item = inbox.get()
        try:
            answer: Any = apply(function, item)
        except CounterclaimError as error:
            answer = error
        try:
            line.send(answer)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            line.send(DocumentError(item.source, f"could not be handed on ({error})"))


def _receive(line: Connection, inbox: SimpleQueue[Raw]) -> None:
    try:
        while True:
            inbox.put(line.recv())
    except (EOFError, OSError):
        os._exit(1)
