"""The two operations that everything on many documents is made of, here or on a cluster.

``map`` does the same to each part of a pile; ``group`` brings together what has the same key, wherever it was
found. Both give the same results on every engine.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from counterclaim.errors import CounterclaimError

P = TypeVar("P")
R = TypeVar("R")
Keyed = Iterable[tuple[int, Any]]
# Buckets that keys are spread over: each is held by one process at a time.
_BUCKETS = 64
_NEEDS_RAY = "the ray engine needs Ray: pip install 'counterclaim[ray]'"


class Engine(Protocol):
    """Where the work is done."""

    def map(self, function: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """What the function makes of each part, in their order; parts are drawn as they are needed."""
        ...

    def group(
        self,
        emit: Callable[[P], Keyed],
        reduce: Callable[[Mapping[int, Sequence[Any]]], Keyed],
        parts: Iterable[P],
    ) -> Callable[[int], list[Any]]:
        """Brings together by key what ``emit`` finds in the parts, and gives out what ``reduce`` makes of it.

        Args:
            emit: key and value of what a part holds, in its order.
            reduce: is given all values of some keys, those of one key in the order of the parts, and returns
                values for parts, by their numbers.

        Returns:
            Picklable: of a part's number, all that was returned for it.
        """
        ...


class Here:
    """This process, one part after the other."""

    def map(self, function: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """As ``Engine.map``."""
        return map(function, parts)

    def group(
        self,
        emit: Callable[[P], Keyed],
        reduce: Callable[[Mapping[int, Sequence[Any]]], Keyed],
        parts: Iterable[P],
    ) -> Callable[[int], list[Any]]:
        """As ``Engine.group``."""
        gathered: dict[int, list[Any]] = {}
        for part in parts:
            for key, value in emit(part):
                gathered.setdefault(key, []).append(value)
        by_part: dict[int, list[Any]] = {}
        for number, value in reduce(gathered):
            by_part.setdefault(number, []).append(value)
        return _Held(by_part)


class OnRay:
    """A Ray cluster, or Ray's own processes on this machine.

    Args:
        address: of a running cluster (``auto`` finds it); None starts Ray here and ends it with ``close``.
        workers: how many processes where it is started here; None: one a core.

    Raises:
        CounterclaimError: Ray is not installed, or no cluster answers.
    """

    def __init__(self, address: str | None = None, workers: int | None = None) -> None:
        try:
            import ray
        except ImportError as error:
            raise CounterclaimError(_NEEDS_RAY) from error
        self._ray = ray
        try:
            if address:
                ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
            else:
                ray.init(
                    num_cpus=workers,
                    include_dashboard=False,
                    log_to_driver=False,
                    logging_level=logging.ERROR,
                )
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise CounterclaimError(f"Ray cannot be started or reached ({error})") from error
        cluster_resources: Callable[[], Mapping[str, float]] = ray.cluster_resources
        self._ahead = 2 * int(cluster_resources().get("CPU", 1))

    def close(self) -> None:
        """Leaves the cluster, or ends the one that was started here."""
        self._ray.shutdown()

    def map(self, function: Callable[[P], R], parts: Iterable[P]) -> Iterator[R]:
        """As ``Engine.map``; a part whose process is lost is done again elsewhere."""
        run, shared = self._ray.remote(_call), self._ray.put(function)
        waiting: deque[Any] = deque()
        for part in parts:
            waiting.append(run.remote(shared, part))
            if len(waiting) >= self._ahead:
                yield self._get(waiting.popleft())
        while waiting:
            yield self._get(waiting.popleft())

    def group(
        self,
        emit: Callable[[P], Keyed],
        reduce: Callable[[Mapping[int, Sequence[Any]]], Keyed],
        parts: Iterable[P],
    ) -> Callable[[int], list[Any]]:
        """As ``Engine.group``; what is gathered stays in the cluster's memory and never comes here."""
        spread = self._ray.remote(_spread).options(num_returns=_BUCKETS)
        columns = list(zip(*(spread.remote(emit, part) for part in parts), strict=True))
        gather = self._ray.remote(_gather).options(num_returns=_BUCKETS)
        return _Fetched(list(zip(*(gather.remote(reduce, *column) for column in columns), strict=True)))

    def _get(self, reference: Any) -> Any:
        try:
            return self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            cause = error.cause if isinstance(error.cause, CounterclaimError) else None
            raise cause or CounterclaimError(f"a task on Ray failed ({error})") from error
        except self._ray.exceptions.RayError as error:
            raise CounterclaimError(
                f"a task on Ray was lost ({' '.join(str(error).split())[:300]})"
            ) from error


def _call(function: Callable[[Any], Any], part: Any) -> Any:
    return function(part)


def _spread(emit: Callable[[Any], Keyed], part: Any) -> list[list[tuple[int, Any]]]:
    buckets: list[list[tuple[int, Any]]] = [[] for _ in range(_BUCKETS)]
    for key, value in emit(part):
        buckets[key % _BUCKETS].append((key, value))
    return buckets


def _gather(
    reduce: Callable[[Mapping[int, Sequence[Any]]], Keyed], *found: list[tuple[int, Any]]
) -> list[list[tuple[int, Any]]]:
    gathered: dict[int, list[Any]] = {}
    for pairs in found:
        for key, value in pairs:
            gathered.setdefault(key, []).append(value)
    buckets: list[list[tuple[int, Any]]] = [[] for _ in range(_BUCKETS)]
    for number, value in reduce(gathered):
        buckets[number % _BUCKETS].append((number, value))
    return buckets


class _Held:
    """What was returned for each part, at hand."""

    def __init__(self, by_part: Mapping[int, list[Any]]) -> None:
        self._by_part = by_part

    def __call__(self, number: int) -> list[Any]:
        return self._by_part.get(number, [])


class _Fetched:
    """What was returned for each part, in the cluster's memory; a task fetches its own."""

    def __init__(self, columns: Sequence[Sequence[Any]]) -> None:
        self._columns = columns

    def __call__(self, number: int) -> list[Any]:
        import ray

        if not self._columns:
            return []
        pieces = ray.get(list(self._columns[number % _BUCKETS]))
        return [value for piece in pieces for one, value in piece if one == number]
