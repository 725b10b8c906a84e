"""Documents mapped in order, in this process or in several local ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import TypeVar

from counterclaim.engine.apply import Item, apply_within
from counterclaim.errors import DocumentError
from counterclaim.model import Raw

R = TypeVar("R")
# A report is read in milliseconds and the longest in seconds: what takes a minute would take for ever.
LIMIT = 60.0
# Starting a process costs about as much as reading this many reports, and a stream may be slow to come to more.
_WORTH_STARTING_PROCESSES = 48


def cores() -> int:
    """How many processes the machine has room for."""
    return os.cpu_count() or 1


def map_documents(
    function: Callable[[Raw], R],
    items: Iterable[Item],
    jobs: int = 1,
    *,
    limit: float = LIMIT,
    apart: bool = False,
) -> Iterator[R | DocumentError]:
    """What ``function`` makes of each document, in the order of ``items``, whatever ``jobs`` is.

    A document on which the function fails gives a ``DocumentError`` in its place, one that takes too long or
    ends its process a ``SetAsideError``; neither costs another document. A ``DocumentError`` among the items
    is passed on. Items are drawn as they are needed, so a pile of any size can be mapped.

    Args:
        function: picklable and without side effects.
        jobs: how many processes at most; a small pile is done in this one.
        limit: seconds for one document.
        apart: in processes of their own, however small the pile: a document may end its process.

    Raises:
        CounterclaimError: what is true of every document (broken vocabulary), or no process can be started.
    """
    source = iter(items)
    first = list(islice(source, _WORTH_STARTING_PROCESSES)) if jobs > 1 and not apart else []
    everything = chain(first, source)
    if apart or len(first) == _WORTH_STARTING_PROCESSES:
        from counterclaim.engine.workers import map_in_workers  # slow to load, and small piles do without

        return map_in_workers(function, everything, jobs, limit)
    return (apply_within(function, item, limit) for item in everything)
