"""Documents mapped in order, in this process or in several local ones."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from counterclaim.config import collect_seldom
from counterclaim.errors import CounterclaimError, DocumentError
from counterclaim.model import Raw

R = TypeVar("R")
Item = Raw | DocumentError
# Starting a process costs about as much as reading this many reports.
_WORTH_STARTING_PROCESSES = 24
# How many documents wait per process: enough that none idles, few enough that memory stays small.
_WAITING = 4


def map_documents(
    function: Callable[[Raw], R], items: Iterable[Item], jobs: int = 1
) -> Iterator[R | DocumentError]:
    """What ``function`` makes of each document, in the order of ``items``, whatever ``jobs`` is.

    A document on which the function fails, or under which its process dies, gives a ``DocumentError`` in its
    place and costs no other document. A ``DocumentError`` among the items is passed on. Items are drawn as
    they are needed, so a pile of any size can be mapped.

    Args:
        function: picklable and without side effects.
        jobs: how many processes at most; a small pile is done in this one.
    """
    source = iter(items)
    first = list(islice(source, _WORTH_STARTING_PROCESSES)) if jobs > 1 else []
    everything = chain(first, source)
    if len(first) < _WORTH_STARTING_PROCESSES:
        return (_apply(function, item) for item in everything)
    return _map_in_pool(function, everything, jobs)


def _apply(function: Callable[[Raw], R], item: Item) -> R | DocumentError:
    if isinstance(item, DocumentError):
        return item
    try:
        return function(item)
    except DocumentError as error:
        return error
    except CounterclaimError:
        raise  # broken vocabulary or ledger: true of every document
    except Exception as error:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        return DocumentError(item.source, f"could not be processed ({what[:300]})")


def _map_in_pool(
    function: Callable[[Raw], R], items: Iterator[Item], jobs: int
) -> Iterator[R | DocumentError]:
    waiting: deque[tuple[Item, Future[R | DocumentError] | None]] = deque()
    pool = _start(jobs)
    try:
        for item in chain(items, [None]):
            if item is not None:
                waiting.append((item, _submit(pool, function, item)))
            while waiting and (item is None or len(waiting) >= jobs * _WAITING):
                oldest, future = waiting.popleft()
                try:
                    done = _apply(function, oldest) if future is None else future.result()
                except BrokenProcessPool:
                    # Any of those in flight may be the one that killed its process: find out one at a time.
                    pool.shutdown(wait=False, cancel_futures=True)
                    yield _alone(function, oldest)
                    for other, _ in waiting:
                        yield _alone(function, other)
                    waiting.clear()
                    pool = _start(jobs)
                else:
                    yield done
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submit(
    pool: ProcessPoolExecutor, function: Callable[[Raw], R], item: Item
) -> Future[R | DocumentError] | None:
    if isinstance(item, DocumentError):
        return None
    try:
        return pool.submit(_apply, function, item)
    except BrokenProcessPool as error:
        broken: Future[R | DocumentError] = Future()
        broken.set_exception(error)
        return broken


def _alone(function: Callable[[Raw], R], item: Item) -> R | DocumentError:
    if isinstance(item, DocumentError):
        return item
    with _start(1) as pool:
        try:
            return pool.submit(_apply, function, item).result()
        except BrokenProcessPool:
            return DocumentError(item.source, "the process that read it ended abruptly (out of memory?)")


def _start(jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: the same on every platform, and no lock of a running thread is inherited.
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _set_up)


def _set_up() -> None:
    """An interrupt is the first process's to handle; when that one is gone, so is this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)
