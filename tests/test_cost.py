"""The cost of reading grows with what is read: with its length, and not with how many reports there are."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.model import Raw
from counterclaim.reader import LineReader, Reader
from tests.reports import report

PARAGRAPH = (
    "The governor said on {day} March that {n} people had been killed and {m} injured by the flood in the "
    "district. Rescuers, who reached the valley in 12 boats, spoke of at least {m} destroyed houses. "
    "According to the ministry, nearly {n},000 residents have left the region since the dam broke."
)


def text(paragraphs: int, first: int = 0) -> str:
    """A report of so many paragraphs, each different from the others."""
    numbers = range(first, first + paragraphs)
    body = (PARAGRAPH.format(day=n % 28 + 1, n=n + 2, m=n + 40) for n in numbers)
    return "Flood in the valley\n\n" + "\n\n".join(body)


def test_a_megabyte_costs_no_more_a_byte_than_a_short_report() -> None:
    read = LineReader(Reader())
    short, long = [text(14, first) for first in range(0, 1400, 14)], text(3600)
    assert all(3_500 < len(one) < 5_000 for one in short)
    assert 1_000_000 < len(long) < 1_300_000
    read(Raw("short.txt", text(14, 5000), b""))

    def seconds(one: str) -> float:
        begun = time.process_time()
        read(Raw("report.txt", one, b""))
        return time.process_time() - begun

    a_byte = sum(map(seconds, short)) / sum(map(len, short))
    # Twice would be an order of growth; the rest is what else the machine does meanwhile.
    assert min(seconds(long), seconds(long)) / len(long) < 1.6 * a_byte


@pytest.mark.skipif(sys.platform != "linux", reason="reads peak memory as Linux tells it")
@pytest.mark.parametrize("command", ["extract", "build"])
def test_memory_does_not_grow_with_the_number_of_reports(command: str, tmp_path: Path) -> None:
    def pile(number: int) -> Path:
        path = tmp_path / f"{number}.jsonl"
        lines: Iterator[str] = (json.dumps({"id": f"r{n}", "text": report(n)}) for n in range(number))
        path.write_text("\n".join(lines), "utf-8")
        return path

    def peak(number: int) -> int:
        target = (
            ["-o", "/dev/null"]
            if command == "extract"
            else ["--ledger", str(tmp_path / f"{number}.db"), "--no-link"]
        )
        script = (
            "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        program = [sys.executable, "-m", "counterclaim", command, str(pile(number)), "--jobs", "1", *target]
        done = subprocess.run(
            [sys.executable, "-c", script, *program], capture_output=True, text=True, check=True
        )
        return int(done.stdout) * 1024

    few, many = peak(300), peak(6000)
    # What is kept of a report is its id: some hundred bytes with all that holds it.
    assert many - few < 5700 * 1000
