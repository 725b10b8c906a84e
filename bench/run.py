"""How fast claims are extracted, beside what others do with the same reports: ``make bench``.

One core, one run, the same reports (``bench.corpus``): ``counterclaim extract`` as a user starts it, and each peer
(``bench.peers``) for some seconds in an environment of its own under ``build/bench``. Prints a table and writes
``docs/benchmark.md``. A peer that cannot be installed is left out, and that is said.

``python -m bench.run [--reports N] [--seconds S] [--no-peers]``
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

from bench.corpus import SHARED, write
from bench.peers import PEERS

ROOT = Path(__file__).parents[1]
BUILD = ROOT / "build" / "bench"
PROGRAM = (sys.executable, "-m", "counterclaim")
_STARTS, _ROUNDS = 7, 3


class Measured(NamedTuple):
    """What one program did."""

    name: str
    does: str
    documents: int
    seconds: float
    size: int
    memory_kb: int
    claims: int | None = None

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds


def extract(reports: Path, size: int) -> Measured:
    """The whole of ``counterclaim extract --jobs 1``, start and writing included."""
    out = BUILD / "claims.jsonl"
    seconds, memory, told = _run("extract", str(reports), "--jobs", "1", "--log", "json", "-o", str(out))
    done = json.loads(told.splitlines()[-1])
    return Measured(
        "counterclaim", "claims: who says how many of what, whose, where, when",
        done["documents"], seconds, size, memory, done["claims"],
    )  # fmt: skip


def start(reports: Path) -> tuple[float, float]:
    """Median seconds of ``--version`` and of the first document, from nothing to the last line written."""
    one = BUILD / "one.jsonl"
    one.write_text(reports.open(encoding="utf-8").readline(), "utf-8")
    version = [_run("--version")[0] for _ in range(_STARTS)]
    first = [_run("extract", str(one), "--jobs", "1", "-o", os.devnull)[0] for _ in range(_STARTS)]
    return statistics.median(version), statistics.median(first)


def cost(reports: Path) -> tuple[float, float]:
    """Microseconds a document and a claim: the line through the reports' times by their claims (least squares)."""
    from counterclaim.config import collect_seldom
    from counterclaim.errors import DocumentError
    from counterclaim.ingest import read
    from counterclaim.reader import LineReader, Reader

    collect_seldom()
    reader = LineReader(Reader())
    raws = [raw for raw in read([reports]) if not isinstance(raw, DocumentError)][:400]
    counts = [float(reader(raw).seen.claims or 0) for raw in raws]
    times = [float("inf")] * len(raws)
    for _ in range(
        _ROUNDS
    ):  # the machine has other things to do as well: the shortest time is the report's own
        for place, raw in enumerate(raws):
            begun = time.perf_counter()
            reader(raw)
            times[place] = min(times[place], (time.perf_counter() - begun) * 1e6)
    line = statistics.linear_regression(counts, times)
    return line.intercept, line.slope


def peer(name: str, reports: Path, seconds: float) -> Measured | str:
    """One peer, or why it is left out."""
    packages, does = PEERS[name]
    place = BUILD / "env" / packages.split()[0]
    python = place / "bin" / "python"
    if not (place / ".installed").exists():
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        made = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", *packages.split()], capture_output=True, text=True
        )
        if made.returncode:
            return f"{name}: could not be installed ({made.stderr.strip().splitlines()[-1][:120]})"
        (place / ".installed").touch()
    command = [python, Path(__file__).with_name("peers.py"), name, reports, str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        return f"{name}: did not run ({done.stderr.strip().splitlines()[-1][:120]})"
    told = json.loads(done.stdout)
    return Measured(name, does, told["documents"], told["seconds"], told["bytes"], told["memory_kb"])


def _run(*arguments: str) -> tuple[float, int, str]:
    """Seconds, peak memory in kB and standard error of one start of the program."""
    begun = time.perf_counter()
    # As for a user: compiled modules are kept from one start to the next.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = subprocess.Popen(
        [*PROGRAM, *arguments], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
    )
    assert child.stderr is not None
    told = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(told)
    return time.perf_counter() - begun, usage.ru_maxrss, told


def page(
    rows: list[Measured], left_out: list[str], starts: tuple[float, float], costs: tuple[float, float]
) -> str:
    """The table, as the documentation has it."""
    own = rows[0]
    lines = [
        "# Speed beside others",
        "",
        "Written by `make bench`: one core, one run, the same reports of about 4 kB, dense with figures, no two",
        f"alike. {platform.python_implementation()} {platform.python_version()}, {_processor()}.",
        "",
        "| program | finds | documents/s | MB/s | peak memory | counterclaim is |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for row in rows:
        times = "" if row is own else f"{own.rate / row.rate:.1f} times as fast"
        lines.append(
            f"| {row.name} | {row.does} | {row.rate:,.1f} | {row.size / row.seconds / 1e6:.3f} "
            f"| {row.memory_kb / 1024:,.0f} MB | {times} |"
        )
    lines += [f"\nLeft out: {line}" for line in left_out]
    lines += [
        "",
        f"counterclaim read {own.documents:,} reports and found {own.claims:,} claims: "
        f"{(own.claims or 0) / own.seconds:,.0f} claims a second, start and writing included. "
        f"A report costs about {costs[0]:,.0f} µs and each claim in it {costs[1]:,.0f} µs more.",
        "",
        f"`counterclaim --version` takes {starts[0]:.2f} s, the first document {starts[1]:.2f} s "
        f"from nothing to the last line written (medians of {_STARTS}).",
        "",
    ]
    return "\n".join(lines)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.machine()} ({len(names)} cores)"


def main() -> None:
    """Measures everything, prints the page and keeps it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=20, help="for each peer")
    parser.add_argument("--no-peers", action="store_true")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the reports are cut from {SHARED}, which is not there")
    BUILD.mkdir(parents=True, exist_ok=True)
    reports = BUILD / "reports.jsonl"
    size = write(reports, asked.reports)
    rows, left_out = [extract(reports, size)], []
    for name in () if asked.no_peers else PEERS:
        found = peer(name, reports, asked.seconds)
        if isinstance(found, str):
            left_out.append(found)
        else:
            rows.append(found)
    told: Any = page(rows, left_out, start(reports), cost(reports))
    print(told)
    if not asked.no_peers:
        (ROOT / "docs" / "benchmark.md").write_text(told, "utf-8")


if __name__ == "__main__":
    main()
