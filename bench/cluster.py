"""What Ray costs beside local processes on this machine, and from when on more machines pay.

``python -m bench.cluster [--few N] [--many M]`` extracts two piles, with local processes into one file and with Ray's
own processes in parts, and puts a line through the times: what a start costs, and what a report costs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from bench.corpus import SHARED, write

BUILD = Path(__file__).parents[1] / "build" / "bench"
OUT = BUILD / "out"
_HUNDRED_MILLION = 100_000_000


class Line(NamedTuple):
    """Seconds for a pile: ``start + report * number``."""

    start: float
    report: float


def seconds(reports: Path, engine: str, megabytes: int) -> float:
    """One run of ``counterclaim extract``."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir()
    here = ["-o", str(OUT / "claims.jsonl")]
    there = ["-o", str(OUT), "--engine", "ray", "--part-size", str(megabytes)]
    command = [sys.executable, "-m", "counterclaim", "extract", str(reports)]
    begun = time.perf_counter()
    subprocess.run([*command, *(there if engine == "ray" else here)], check=True, capture_output=True)
    return time.perf_counter() - begun


def measured(engine: str, few: int, many: int) -> tuple[Line, int]:
    """The line for an engine, and bytes written for each report."""
    times = []
    for number in (few, many):
        reports = BUILD / f"cluster-{number}.jsonl"
        if not reports.exists():
            write(reports, number)
        times.append(seconds(reports, engine, max(1, few * 4096 // (2 << 20))))
    a_report = (times[1] - times[0]) / (many - few)
    size = sum(path.stat().st_size for path in OUT.iterdir()) // many
    return Line(times[0] - few * a_report, a_report), size


def main() -> None:
    """Measures both engines and prints what follows."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--few", type=int, default=2000)
    parser.add_argument("--many", type=int, default=12_000)
    asked = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the reports are cut from {SHARED}, which is not there")
    BUILD.mkdir(parents=True, exist_ok=True)
    cores = os.cpu_count() or 1
    (local, size), (ray, _) = (measured(engine, asked.few, asked.many) for engine in ("local", "ray"))
    for name, line in (("local", local), ("ray", ray)):
        print(
            f"{name:6} start {line.start:5.1f} s, then {1 / line.report:6.1f} reports a second on {cores} cores"
        )
    for machines in (2, 4, 10, 100):
        saved = local.report - ray.report / machines
        even = (ray.start - local.start) / saved if saved > 0 else float("inf")
        print(f"{machines:4} machines of {cores} cores: as fast as one from {even:10,.0f} reports on")
    core_hours = _HUNDRED_MILLION * ray.report * cores / 3600
    print(
        f"100 million reports: {core_hours:,.0f} core-hours, {_HUNDRED_MILLION * size / 1e9:,.0f} GB of JSON lines"
    )


if __name__ == "__main__":
    main()
