"""What was found of late, so that it need not be found again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import BoundedSemaphore, Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")

# Each question takes some megabytes for a moment, and all of them share the interpreter's one lock.
_AT_ONCE = 2


class Recent:
    """Answers by question, the least recently asked given up first. May be used from several threads.

    Args:
        room: for so many bytes.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()
        self._finding = BoundedSemaphore(_AT_ONCE)

    def get(self, question: Hashable, find: Callable[[], T], size: Callable[[T], int]) -> T:
        """The answer to a question, found where it is not known; few are looked for at a time.

        Args:
            find: must not ask again here.
            size: bytes that an answer takes.
        """
        if (known := self._known(question)) is not None:
            return cast(T, known[0])
        with self._finding:
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
