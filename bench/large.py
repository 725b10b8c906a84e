"""A large build on this machine: time, memory, size of the ledger, and where the time goes.

``python -m bench.large [--reports N] [--jobs J]`` makes the reports (``bench.corpus``), builds a ledger of them under
``build/bench``, and profiles the reading of some of them in this process.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

from bench.corpus import SHARED, write

BUILD = Path(__file__).parents[1] / "build" / "bench"
_PAGE = os.sysconf("SC_PAGE_SIZE")
_PROFILED = 600


def tree_memory(pid: int) -> int:
    """Bytes in memory of a process and all its children, what they share counted with each."""
    total = 0
    for process in (pid, *_children(pid)):
        try:
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE
        except OSError:
            continue
    return total


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        found = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return found + [one for child in found for one in _children(child)]


def build(reports: Path, ledger: Path, jobs: int) -> dict[str, float]:
    """``counterclaim build`` as a user starts it: what it says at the end, and its peak memory."""
    command = [sys.executable, "-m", "counterclaim", "build", str(reports), "--ledger", str(ledger)]
    program = subprocess.Popen(
        [*command, "--jobs", str(jobs), "--log", "json"], stderr=subprocess.PIPE, text=True
    )
    peak, told = [0], list[str]()

    def watch() -> None:
        while program.poll() is None:
            peak[0] = max(peak[0], tree_memory(program.pid))
            time.sleep(4)  # to look costs something as well

    watching = threading.Thread(target=watch)
    watching.start()
    assert program.stderr is not None
    for line in program.stderr:
        told.append(line)
        print(line, end="", flush=True)
    watching.join()
    return {**json.loads(told[-1]), "peak_memory": peak[0]}


def profile(reports: Path) -> list[tuple[str, float]]:
    """The share of each part of the program in reading, by its own time; the dearest first."""
    from counterclaim.config import collect_seldom
    from counterclaim.errors import DocumentError
    from counterclaim.ingest import read
    from counterclaim.reader import Reader, RowReader

    collect_seldom()
    reader, raws = RowReader(Reader()), []
    for raw in read([reports]):
        if not isinstance(raw, DocumentError):
            raws.append(raw)
        if len(raws) == _PROFILED:
            break
    for raw in raws[:50]:
        reader(raw)
    profiler = cProfile.Profile(builtins=False)  # what is built in counts with who calls it
    profiler.enable()
    for raw in raws:
        reader(raw)
    profiler.disable()
    shares: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, _) in pstats.Stats(profiler).stats.items():  # type: ignore[attr-defined]
        inside = file.partition("counterclaim/counterclaim/")[2] or file.partition("src/counterclaim/")[2]
        parts = inside.split("/")
        name = "other libraries" if not inside else "/".join(parts[:2]) if parts[0] == "text" else parts[0]
        shares[name.removesuffix(".py")] += own
    total = sum(shares.values())
    return [(name, own / total) for name, own in shares.most_common()]


def main() -> None:
    """Does all of it and prints what came out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the reports are cut from {SHARED}, which is not there")
    BUILD.mkdir(parents=True, exist_ok=True)
    reports, ledger = BUILD / f"large-{asked.reports}.jsonl", BUILD / f"large-{asked.reports}.db"
    for old in BUILD.glob(f"{ledger.name}*"):
        old.unlink()
    size = reports.stat().st_size if reports.exists() else write(reports, asked.reports)
    done = build(reports, ledger, asked.jobs)
    kept = sum(path.stat().st_size for path in BUILD.glob(f"{ledger.name}*"))
    print(f"{done['documents']:,} documents, {done['claims']:,} claims, {size / 1e6:,.0f} MB of reports")
    print(
        f"{done['seconds']:,.0f} s with {asked.jobs} processes: {done['documents_a_second']:,.0f} documents a second"
    )
    print(f"peak memory of all processes {done['peak_memory'] / 1e6:,.0f} MB, ledger {kept / 1e6:,.0f} MB")
    for name, share in profile(reports):
        if share >= 0.005:
            print(f"  {share:6.1%}  {name}")


if __name__ == "__main__":
    main()
