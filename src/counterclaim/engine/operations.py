"""The two operations that everything on many documents is made of, here or on a cluster.

``map`` does the same to each part of a pile; ``group`` brings together what has the same key, wherever it was
found. Both give the same results on every engine.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, Protocol, TypeVar

from counterclaim.errors import CounterclaimError

P = TypeVar("P")
R = TypeVar("R")
Keyed = Iterable[tuple[int, Any]]
Reduce = Callable[[Mapping[int, Sequence[Any]]], Keyed]
# Buckets that keys are spread over: each is held by one process at a time.
_BUCKETS = 64
_NEEDS_RAY = "the ray engine needs Ray: pip install 'counterclaim[ray]'"


class _LostError(CounterclaimError):
    """The process that did a task ended, or its machine is gone."""


class Engine(Protocol):
    """Where the work is done."""

    def close(self) -> None:
        """Leaves it."""
        ...

    def map(
        self, function: Callable[[P], R], parts: Iterable[P], careful: Callable[[P], R] | None = None
    ) -> Iterator[R]:
        """What the function makes of each part, in their order; parts are drawn as they are needed.

        Args:
            careful: the same, where the process that it is called in may end with it: nothing that a part holds ends
                this one.
        """
        ...

    def group(
        self,
        emit: Callable[[P], Keyed],
        reduce: Reduce,
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

    def close(self) -> None:
        """There is nothing to leave."""

    def map(
        self, function: Callable[[P], R], parts: Iterable[P], careful: Callable[[P], R] | None = None
    ) -> Iterator[R]:
        """As ``Engine.map``; this process must not end, so care is taken from the beginning."""
        return map(careful or function, parts)

    def group(
        self,
        emit: Callable[[P], Keyed],
        reduce: Reduce,
        parts: Iterable[P],
    ) -> Callable[[int], list[Any]]:
        """As ``Engine.group``."""
        gathered = _by_key(pair for part in parts for pair in emit(part))
        return _Held(_by_key(reduce(gathered)))


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
            where: dict[str, Any] = (
                {"address": address} if address else {"num_cpus": workers, "include_dashboard": False}
            )
            ray.init(log_to_driver=False, logging_level=logging.ERROR, **where)
        except (ConnectionError, ValueError, RuntimeError) as error:
            raise CounterclaimError(f"Ray cannot be started or reached ({error})") from error
        cluster_resources: Callable[[], Mapping[str, float]] = ray.cluster_resources
        self._ahead = 2 * int(cluster_resources().get("CPU", 1))

    def close(self) -> None:
        """Leaves the cluster, or ends the one that was started here."""
        self._ray.shutdown()

    def map(
        self, function: Callable[[P], R], parts: Iterable[P], careful: Callable[[P], R] | None = None
    ) -> Iterator[R]:
        """As ``Engine.map``; a part whose process is lost is done again elsewhere, and at last with care."""
        run, shared = self._ray.remote(_call).options(max_retries=1), self._ray.put(function)
        waiting: deque[tuple[P, Any]] = deque()

        def oldest() -> R:
            part, reference = waiting.popleft()
            try:
                found: R = self._get(reference)
            except _LostError:
                if careful is None:
                    raise
                found = self._get(run.remote(self._ray.put(careful), part))
            return found

        for part in parts:
            waiting.append((part, run.remote(shared, part)))
            if len(waiting) >= self._ahead:
                yield oldest()
        while waiting:
            yield oldest()

    def group(
        self,
        emit: Callable[[P], Keyed],
        reduce: Reduce,
        parts: Iterable[P],
    ) -> Callable[[int], list[Any]]:
        """As ``Engine.group``; what is gathered stays in the cluster's memory and never comes here."""
        known = list(parts)
        buckets = max(1, min(_BUCKETS, len(known)))
        spread = self._ray.remote(_spread).options(num_returns=buckets)
        found = [_several(spread.remote(emit, part, buckets)) for part in known]
        gather = self._ray.remote(_gather).options(num_returns=buckets)
        made = [_several(gather.remote(reduce, buckets, *column)) for column in zip(*found, strict=True)]
        return _Fetched(list(zip(*made, strict=True)))

    def _get(self, reference: Any) -> Any:
        try:
            return self._ray.get(reference)
        except self._ray.exceptions.RayTaskError as error:
            cause = error.cause if isinstance(error.cause, CounterclaimError) else None
            raise cause or CounterclaimError(f"a task on Ray failed ({error})") from error
        except self._ray.exceptions.RayError as error:
            raise _LostError(f"a task on Ray was lost ({' '.join(str(error).split())[:300]})") from error


def _by_key(pairs: Keyed) -> dict[int, list[Any]]:
    gathered: dict[int, list[Any]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return gathered


def _call(function: Callable[[Any], Any], part: Any) -> Any:
    return function(part)


def _several(references: Any) -> list[Any]:
    """What a task returns, whether that is one thing or more."""
    return references if isinstance(references, list) else [references]


def _spread(emit: Callable[[Any], Keyed], part: Any, buckets: int) -> Any:
    return _in_buckets(emit(part), buckets)


def _in_buckets(pairs: Keyed, number: int) -> Any:
    """Pairs by the remainder of their keys: as many lists, or the one."""
    buckets: list[list[tuple[int, Any]]] = [[] for _ in range(number)]
    for key, value in pairs:
        buckets[key % number].append((key, value))
    return buckets if number > 1 else buckets[0]


def _gather(reduce: Reduce, buckets: int, *found: list[tuple[int, Any]]) -> Any:
    return _in_buckets(reduce(_by_key(chain.from_iterable(found))), buckets)


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
        pieces = ray.get(list(self._columns[number % len(self._columns)]))
        return [value for piece in pieces for one, value in piece if one == number]
