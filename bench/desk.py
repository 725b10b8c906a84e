"""How long the pages of the desk take over a large ledger, with ten people reading at once.

``python -m bench.desk [--claims N] [--keep FOLDER] [--ledger FILE] [--seconds S]`` makes the ledger of
``bench.linking`` in a temporary folder and links it, or takes one that is there; makes it ready for the desk, which is
done once after each linking; starts the desk as users do; and measures:

- seconds from the start to the first answer, when the ledger was made ready before;
- the time of each answer, as who asks sees it, while ten readers ask one thing after the other without a pause, each
  over a connection of its own: of a hundred questions 10 are for the front page, 18 for the ledger under one filter
  and 12 under three, 5 for a search in it, 15 for a report, 20 for a claim, 8 for a quantity, 5 for two claims side
  by side, 7 for the review queue;
- the memory of the server at the end.

All that is asked for is drawn at random among what the ledger holds. The bars, for a million claims: 300 ms for 95 of
100 answers, 2 seconds, 500 MB. Ends with status 1 where one is missed.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

from bench.large import tree_memory
from bench.linking import made, measure

_SLOWEST, _START, _MEMORY = 0.3, 2.0, 500e6
_READERS, _WARM = 10, 3.0
_MIX = {
    "front": 10, "one filter": 18, "three filters": 12, "search": 5, "report": 15, "claim": 20, "quantity": 8,
    "side by side": 5, "review": 7,
}  # fmt: skip
_WORDS = ("killed", "soldiers", "tanks", "hospital", "buildings damaged", "displaced", "captured", "at least")


class Asker:
    """Draws addresses of the mix among what a ledger holds.

    Args:
        path: the ledger.
    """

    def __init__(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as db:
            last = db.execute("SELECT max(rowid) FROM claims").fetchone()[0]
            some = [random.Random(1).randrange(1, last + 1) for _ in range(3000)]
            marks = ", ".join("?" * len(some[:900]))
            query = (
                "SELECT c.id, r.document, party, object, outcome, place, claimant, camp FROM claims AS c "
                f"JOIN readings AS r ON r.id = c.reading WHERE c.rowid IN ({marks})"
            )
            self._claims = [
                row for at in range(0, 2700, 900) for row in db.execute(query, some[at : at + 900])
            ]
            between = "SELECT source, target FROM relations WHERE rowid % ? = 0 LIMIT 2000"
            relations = db.execute("SELECT max(rowid) FROM relations").fetchone()[0]
            self._pairs = db.execute(between, (max(1, relations // 2000),)).fetchall()
            counted = "SELECT party, object, outcome, place FROM quantities ORDER BY random() LIMIT 2000"
            self._quantities = db.execute(counted).fetchall()

    def address(self, what: str, chance: random.Random) -> str:
        """One of a kind."""
        claim, document, party, object_, outcome, place, claimant, camp = chance.choice(self._claims)
        fields = {
            "party": party,
            "object": object_,
            "outcome": outcome,
            "claimant": claimant,
            "camp": camp,
            "place": place,
        }
        match what:
            case "front":
                return "/"
            case "one filter" | "three filters":
                names = chance.sample(sorted(fields), 1 if what == "one filter" else 3)
                return f"/claims?{urlencode({name: fields[name] or 'none' for name in names})}"
            case "search":
                return f"/claims?{urlencode({'search': chance.choice(_WORDS), 'party': party or 'none'})}"
            case "report":
                return f"/documents/{document}"
            case "claim":
                return f"/claims/{claim}"
            case "quantity":
                names = ("party", "object", "outcome", "place")
                chosen = zip(names, chance.choice(self._quantities), strict=True)
                return f"/quantity?{urlencode({name: value or 'none' for name, value in chosen})}"
            case "side by side":
                one, other = chance.choice(self._pairs)
                return f"/compare?claim={one}&claim={other}"
            case _:
                return f"/review?skip={chance.randrange(200)}"


def read(host: str, asker: Asker, until: float, seed: int, note: Callable[[str, float, int], None]) -> None:
    """Asks one thing after the other."""
    chance, connection = random.Random(seed), http.client.HTTPConnection(host)
    kinds, weights = list(_MIX), list(_MIX.values())
    while time.perf_counter() < until:
        what = chance.choices(kinds, weights)[0]
        address = asker.address(what, chance)
        begun = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        note(what, time.perf_counter() - begun, answer.status)


def run(path: Path, seconds: float) -> bool:
    """Measures everything and prints it; whether the bars are met."""
    begun = time.perf_counter()
    with _serving(path):
        print(f"made ready in {time.perf_counter() - begun:.1f} s", flush=True)
    begun = time.perf_counter()
    with _serving(path) as server:
        start = time.perf_counter() - begun
        print(f"started, with the first answer, in {start:.2f} s", flush=True)
        asker, times, wrong = Asker(path), defaultdict[str, list[float]](list), []
        lock, since = threading.Lock(), time.perf_counter() + _WARM

        def note(what: str, took: float, status: int) -> None:
            with lock:
                if status != 200:
                    wrong.append((what, status))
                if time.perf_counter() > since:
                    times[what].append(took)

        readers = [
            threading.Thread(target=read, args=(server.host, asker, since + seconds, seed, note))
            for seed in range(_READERS)
        ]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        memory = tree_memory(server.program.pid)
    every = sorted(took for some in times.values() for took in some)
    for what in (*_MIX, "all"):
        some = sorted(times[what]) if what != "all" else every
        print(
            f"{what:14} {len(some):6} answers  middle {_at(some, 0.5):6.0f} ms  95 of 100 {_at(some, 0.95):6.0f} ms"
        )
    print(
        f"{len(every) / seconds:.0f} answers a second, {len(wrong)} that failed, memory {memory / 1e6:,.0f} MB"
    )
    met = not wrong and _at(every, 0.95) < _SLOWEST * 1000 and start < _START and memory < _MEMORY
    print("bars of 300 ms, 2 s and 500 MB: " + ("met" if met else "MISSED"))
    return met


def _at(times: list[float], share: float) -> float:
    return 1000 * times[min(len(times) - 1, int(share * len(times)))] if times else float("nan")


class _serving:  # noqa: N801 (used as a function)
    """A desk as users start it; it has given its first answer when the context begins."""

    def __init__(self, path: Path) -> None:
        self._command = [sys.executable, "-m", "counterclaim", "serve", str(path), "--port", "0"]

    def __enter__(self) -> _serving:
        self.program = subprocess.Popen(self._command, stderr=subprocess.PIPE, text=True)
        assert self.program.stderr is not None
        for line in self.program.stderr:
            if found := re.search(r"http://([^/]+)/", line):
                self.host = found[1]
                break
        else:
            raise SystemExit("the desk did not start")
        threading.Thread(target=self.program.stderr.read, daemon=True).start()
        connection = http.client.HTTPConnection(self.host, timeout=600)
        connection.request("GET", "/front.json")
        json.loads(connection.getresponse().read())
        return self

    def __exit__(self, *_: object) -> None:
        self.program.terminate()
        self.program.wait()


def main() -> None:
    """Measures, prints, and ends with status 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder that the ledger is made in, and stays")
    parser.add_argument("--ledger", type=Path, help="a linked ledger that is there")
    asked = parser.parse_args()
    if asked.ledger:
        raise SystemExit(not run(asked.ledger, asked.seconds))
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        path = made(place, asked.claims)
        print(f"linked in {measure(path, asked.jobs).seconds:,.0f} s", flush=True)
        raise SystemExit(not run(path, asked.seconds))


if __name__ == "__main__":
    main()
