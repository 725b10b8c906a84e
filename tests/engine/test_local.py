"""Order, isolation and sameness of mapping over documents."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.engine import map_documents
from counterclaim.errors import DataError, DocumentError, SetAsideError
from counterclaim.model import Raw


def shout(raw: Raw) -> str:
    if "fail" in raw.text:
        raise ValueError("two\nlines")
    if "unreadable" in raw.text:
        raise DocumentError(raw.source, "is unreadable")
    if "broken data" in raw.text:
        raise DataError("states.toml: no such key")
    if "die" in raw.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "slow" in raw.text:
        time.sleep(0.2)
    if "endless" in raw.text:
        # As a pattern that backtracks without end: no signal handler gets a word in.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)
    if "pending" in raw.text:
        time.sleep(600)
    if "unsendable" in raw.text:
        return lambda: None  # type: ignore[return-value]
    return raw.text.upper()


def pile(**texts: str) -> list[Raw | DocumentError]:
    """Sixty documents, those named by number with a text of their own."""
    return [Raw(f"{n}.txt", texts.get(f"n{n}", f"report {n}"), b"") for n in range(60)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_a_failure_costs_only_itself(jobs: int) -> None:
    items = pile(n0="slow", n3="fail", n7="unreadable", n59="fail")
    items[5] = DocumentError("5.txt", "is empty")
    out = list(map_documents(shout, items, jobs, apart=jobs > 1))
    problems = {n: str(item) for n, item in enumerate(out) if isinstance(item, DocumentError)}
    assert problems == {
        3: "3.txt: could not be processed (ValueError: two lines)",
        5: "5.txt: is empty",
        7: "7.txt: is unreadable",
        59: "59.txt: could not be processed (ValueError: two lines)",
    }
    assert out[0] == "SLOW"
    assert [item for n, item in enumerate(out) if n not in problems][1:] == [
        f"REPORT {n}" for n in range(1, 60) if n not in problems
    ]


def test_a_process_that_dies_costs_only_its_document() -> None:
    out = list(map_documents(shout, pile(n0="die", n30="die", n59="die"), 2, apart=True))
    assert [n for n, item in enumerate(out) if isinstance(item, SetAsideError)] == [0, 30, 59]
    assert str(out[30]) == "30.txt: set aside: the process that read it ended abruptly (out of memory?)"
    assert out[1:30] == [f"REPORT {n}" for n in range(1, 30)]
    assert out[31:59] == [f"REPORT {n}" for n in range(31, 59)]


def test_a_document_without_end_is_set_aside() -> None:
    items = pile(n3="endless", n4="endless", n40="pending")
    out = list(map_documents(shout, items, 2, limit=0.5, apart=True))
    problems = {n: str(item) for n, item in enumerate(out) if isinstance(item, SetAsideError)}
    told = "set aside: not read within 0.5 seconds (--limit)"
    assert problems == {n: f"{n}.txt: {told}" for n in (3, 4, 40)}
    assert len(out) == 60


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no alarm clock")
def test_a_document_without_end_is_set_aside_in_this_process_too() -> None:
    out = list(map_documents(shout, pile(n3="pending"), limit=0.2))
    assert [n for n, item in enumerate(out) if isinstance(item, SetAsideError)] == [3]


def test_what_cannot_be_handed_on_is_told() -> None:
    out = list(map_documents(shout, pile(n3="unsendable"), 1, apart=True))
    assert str(out[3]).startswith("3.txt: could not be handed on")
    assert len(out) == 60


def test_large_documents_and_answers_do_not_block() -> None:
    """More than any pipe holds, both ways at once."""
    items = [Raw(f"{n}.txt", "x" * 3_000_000, b"") for n in range(12)]
    assert [len(str(item)) for item in map_documents(shout, items, 2, apart=True)] == [3_000_000] * 12


@pytest.mark.parametrize("jobs", [1, 2])
def test_broken_data_stops_everything(jobs: int) -> None:
    with pytest.raises(DataError, match=r"states\.toml"):
        list(map_documents(shout, pile(n30="broken data"), jobs, apart=jobs > 1))


def test_items_are_drawn_as_needed() -> None:
    drawn: list[int] = []

    def endless() -> Iterator[Raw]:
        for n in range(10_000):
            drawn.append(n)
            yield Raw(str(n), str(n), b"")

    results = map_documents(shout, endless(), 2)
    next(results)
    assert len(drawn) < 1000


def test_a_pile_of_errors_is_passed_on_as_it_comes() -> None:
    drawn: list[int] = []

    def endless() -> Iterator[DocumentError]:
        for n in range(100_000):
            drawn.append(n)
            yield DocumentError(f"{n}.txt", "is empty")

    results = map_documents(shout, endless(), 2, apart=True)
    assert str(next(results)) == "0.txt: is empty"
    assert len(drawn) < 5000


def test_many_errors_make_nobody_wait() -> None:
    errors = [DocumentError(f"{n}.txt", "is empty") for n in range(9000)]
    begun = time.monotonic()
    assert len(list(map_documents(shout, [*pile(), *errors, *pile()], 2, limit=20, apart=True))) == 9120
    assert time.monotonic() - begun < 15


def test_a_process_that_ends_while_it_waits_takes_no_document_with_it() -> None:
    def slowly() -> Iterator[Raw]:
        yield from (Raw(f"{n}.txt", "slow report", b"") for n in range(40))
        time.sleep(1)  # until both have begun, and answered
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        yield Raw("long.txt", "report " * 50_000, b"")

    out = list(map_documents(shout, slowly(), 2, apart=True))
    assert [item for item in out if isinstance(item, DocumentError)] == []
    assert len(out) == 41


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to see processes")
def test_processes_end_with_the_first_one(tmp_path: Path) -> None:
    """Killed without a chance to clean up, it leaves no process behind."""
    script = tmp_path / "script.py"
    script.write_text(
        "import os, time\n"
        "from counterclaim.engine import map_documents\n"
        "from counterclaim.model import Raw\n"
        "def pid(raw):\n"
        "    return os.getpid()\n"
        "if __name__ == '__main__':\n"
        "    results = map_documents(pid, (Raw(str(n), '', b'') for n in range(1000)), 2)\n"
        "    print(next(results), flush=True)\n"
        "    time.sleep(60)\n"
    )
    first = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert first.stdout is not None
    worker = int(first.stdout.readline())
    assert worker != first.pid
    first.kill()
    first.wait()
    for _ in range(100):
        if not _runs(worker):
            return
        time.sleep(0.1)
    pytest.fail(f"process {worker} still runs")


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"
