"""What was found of late, so that it need not be found again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")


class Recent:
    """Answers by question, the least recently asked given up first. May be used from several threads.

    Args:
        room: for so many bytes.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Hashable, find: Callable[[], T], size: Callable[[T], int]) -> T:
        """The answer to a question, found where it is not known.

        Two threads that ask at once may both find it, which costs less than one waiting for another's question.
        """
        with self._lock:
            if question in self._kept:
                self._kept.move_to_end(question)
                known: T = self._kept[question][0]
                return known
        answer = find()
        with self._lock:
            if question not in self._kept:
                self._kept[question] = answer, (took := size(answer))
                self._room -= took
            while self._room < 0 and self._kept:
                self._room += self._kept.popitem(last=False)[1][1]
        return answer
