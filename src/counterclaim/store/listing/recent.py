"""What was found of late, so that it need not be found again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Executor
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Recent:
    """Answers by question, the least recently asked given up first. May be used from several threads.

    Args:
        room: for so many bytes.
        workers: find answers, in the order in which they are asked for; without, whoever asks finds it alone.
    """

    def __init__(self, room: int, workers: Executor | None = None) -> None:
        self._room, self._workers = room, workers
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Hashable, find: Callable[[], T], size: Callable[[T], int]) -> T:
        """The answer to a question, found where it is not known.

        Args:
            find: must not ask again here.
            size: bytes that an answer takes.
        """
        if (known := self._known(question)) is not None:
            return cast(T, known[0])
        if self._workers is None:
            return self._keep(question, find(), size)
        return self._workers.submit(self._find, question, find, size).result()

    def _find(self, question: Hashable, find: Callable[[], T], size: Callable[[T], int]) -> T:
        # Somebody else may have asked the same meanwhile.
        if (known := self._known(question)) is not None:
            return cast(T, known[0])
        return self._keep(question, find(), size)

    def _known(self, question: Hashable) -> tuple[Any, int] | None:
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
            return self._kept.get(question)

    def _keep(self, question: Hashable, answer: T, size: Callable[[T], int]) -> T:
        with self._lock:
            if question not in self._kept:
                self._kept[question] = answer, (took := size(answer))
                self._room -= took
            while self._room < 0 and self._kept:
                self._room += self._kept.popitem(last=False)[1][1]
        return answer
