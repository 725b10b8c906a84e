"""Waiting after failures."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.web.attempts import FREE, WINDOW, Attempts
from tests.web.samples import Clock


def fail(attempts: Attempts, name: str = "ana", address: str = "192.0.2.1") -> int:
    """Seconds to wait, or 0 where it was tried and failed."""
    wait = attempts.begin(name, address)
    if not wait:
        attempts.end(name, address, succeeded=False)
    return wait


def test_waits_grow() -> None:
    clock = Clock(0.0)
    attempts = Attempts(clock)
    assert [fail(attempts) for _ in range(FREE)] == [0] * FREE
    waits = []
    for _ in range(8):
        waits.append(wait := fail(attempts))
        clock.now += wait - 1
        assert fail(attempts) == 1
        clock.now += 1
        assert fail(attempts) == 0
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]


@pytest.mark.parametrize(
    ("between", "waits"), [(0.0, True), (WINDOW / FREE, True), (WINDOW / (FREE - 1), False), (WINDOW, False)]
)
def test_failures_far_apart_do_not_add_up(between: float, waits: bool) -> None:
    clock = Clock(0.0)
    attempts = Attempts(clock)
    for _ in range(FREE - 1):
        fail(attempts)
        clock.now += between
    fail(attempts)
    assert (fail(attempts) > 0) is waits


@pytest.mark.parametrize(
    ("name", "address", "waits"),
    [
        ("ana", "192.0.2.1", True),
        ("ben", "192.0.2.1", True),
        ("ana", "192.0.2.2", True),
        ("ben", "192.0.2.2", False),
    ],
)
def test_by_name_and_by_address(name: str, address: str, waits: bool) -> None:
    attempts = Attempts(Clock(0.0))
    for _ in range(FREE):
        fail(attempts)
    assert (fail(attempts, name, address) > 0) is waits


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
        ("", "", True),
    ],
)
def test_networks(one: str, other: str, same: bool) -> None:
    attempts = Attempts(Clock(0.0))
    for number in range(FREE):
        fail(attempts, f"user {number}", one)
    assert (fail(attempts, "ana", other) > 0) is same


def test_success_clears_the_name_and_not_the_address() -> None:
    attempts = Attempts(Clock(0.0))
    for number in range(FREE - 1):
        fail(attempts, "ana", f"192.0.2.{number}")
        fail(attempts, f"user {number}", "198.51.100.1")
    assert attempts.begin("ana", "198.51.100.1") == 0
    attempts.end("ana", "198.51.100.1", succeeded=True)
    assert [fail(attempts, "ana", f"203.0.113.{number}") for number in range(FREE)] == [0] * FREE
    assert fail(attempts, "ben", "198.51.100.1") == 0
    assert fail(attempts, "cem", "198.51.100.1") > 0


def test_many_at_once_gain_nothing() -> None:
    attempts = Attempts(Clock(0.0))
    begun = [attempts.begin("ana", f"192.0.2.{number}") for number in range(20)]
    assert begun == [0] * FREE + [1] * 15
    for number in range(FREE):
        attempts.end("ana", f"192.0.2.{number}", succeeded=False)
    assert fail(attempts) == 30


def test_after_an_hour_waits_are_short_again() -> None:
    clock = Clock(0.0)
    attempts = Attempts(clock)
    for _ in range(FREE + 2):
        clock.now += fail(attempts)
    fail(attempts)
    clock.now += 2 * 60 * 60
    assert [fail(attempts) for _ in range(FREE + 1)] == [0] * FREE + [30]


def test_it_does_not_grow_without_end() -> None:
    attempts = Attempts(Clock(0.0), most=100)
    for number in range(1000):
        fail(attempts, f"user {number}", f"10.0.{number // 256}.{number % 256}")
        assert len(attempts) <= 100
    for _ in range(FREE):
        fail(attempts)
    fail(attempts, "another", "198.51.100.7")
    assert fail(attempts) > 0


def test_threads_do_not_get_in_one_anothers_way() -> None:
    attempts = Attempts(Clock(0.0))
    with ThreadPoolExecutor(8) as pool:
        waits = [*pool.map(lambda _: fail(attempts), range(200))]
    assert waits.count(0) == FREE


@given(st.lists(st.floats(0.0, 2000.0), max_size=60))
def test_no_quarter_of_an_hour_has_more_than_a_few(pauses: list[float]) -> None:
    clock, tried = Clock(0.0), []
    attempts = Attempts(clock)
    for pause in pauses:
        clock.now += pause
        if not fail(attempts):
            tried.append(clock.now)
    for at in tried:
        # Five are free; after waits of 30, 60, 120, 240 and less than 480 seconds, one each.
        assert sum(at <= other < at + WINDOW for other in tried) <= FREE + 4
