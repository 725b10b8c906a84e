"""How long the listing of a large ledger takes to make, to load and to ask.

``python -m bench.listing [--claims N] [--keep FOLDER] [--ledger FILE]`` makes the ledger of ``bench.linking`` in a
temporary folder, or takes one that is there (its listing is made anew and kept in it), and measures, each in a process
of its own:

- making the listing: seconds, the longest that somebody else could not write meanwhile, peak memory;
- loading it: seconds, memory of the process, and that after all questions;
- questions that were not asked before, by kind: none, one and three fields at a time, words of the sentences, days and
  figures, each order, a page far down, an order of what was found; half of them, and nineteen in twenty, were
  answered in so many milliseconds; with one thread and with ten;
- the same when the fields of each claim are drawn at random, so that few claims have the same values;
- a judgement, and the first question after it.

The bars are those for a million claims. Ends with status 1 where one is missed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.linking import made
from counterclaim.store import Ledger
from counterclaim.store.desk import State
from counterclaim.store.listing import FACETS, SORTS, Listing, Wanted
from counterclaim.store.listing.columns import grouped
from counterclaim.store.listing.sentences import Sentences

# The bars: seconds to make and to load, bytes of the process, milliseconds of the middle and of a slow question.
_MAKE, _LOAD, _MEMORY, _MIDDLE, _SLOW = 60.0, 0.5, 400e6, 10.0, 40.0
_EACH, _THREADS = 60, 10
_FIELDS = tuple(name for name in FACETS if name not in ("document", "state"))
_READY = ("no field", "each order", "far down")
_WORDS = (
    "killed", "were", "soldiers", "hospital", '"were wounded"', "ostra tank*", "January 2012", "gov*",
    "police told", '"fighting vehicles"', "a*", "1*", "dozens", "between", "vestra army spokesman", "Sunday",
)  # fmt: skip


class Question(NamedTuple):
    """A page of what is wanted."""

    wanted: Wanted
    sort: str = "text"
    descending: bool = False
    offset: int = 0


def questions(listing: Listing) -> dict[str, list[Question]]:
    """Questions by kind, the same ones each time."""
    chance = random.Random(1)
    values = {name: [one.value for one in listing.values(name, limit=40)] for name in _FIELDS}
    asked = [name for name in _FIELDS if len(values[name]) > 1]
    deep = listing.size * 9 // 10

    def fields(number: int) -> Wanted:
        chosen = {}
        for name in chance.sample(asked, number):
            some = chance.sample(values[name], min(len(values[name]), chance.choice((1, 1, 2, 8))))
            chosen[name] = tuple(some)
        return Wanted(**chosen)  # type: ignore[arg-type]

    def days() -> Wanted:
        since = date(2010, 1, 1) + timedelta(chance.randrange(4000))
        figures = {"least": float(chance.randrange(1000))} if chance.random() < 0.5 else {}
        return Wanted(since=since, until=since + timedelta(chance.randrange(30, 2000)), **figures)

    each = range(_EACH)
    return {
        "no field": [Question(Wanted())],
        "one field": [Question(fields(1)) for _ in each],
        "three fields": [Question(fields(3)) for _ in each],
        "days, figures": [Question(days()) for _ in each],
        "words": [Question(Wanted(search=words)) for words in _WORDS],
        "words, two fields": [
            Question(replace(fields(2), search=f"{word} {chance.choice(_WORDS)}")) for word in _WORDS
        ],
        "each order": [Question(Wanted(), sort, down) for sort in SORTS for down in (False, True)],
        "far down": [Question(Wanted(), chance.choice(SORTS), False, deep - nth) for nth in each],
        "one field in an order": [
            Question(fields(1), chance.choice(SORTS), chance.random() < 0.5, 1000) for _ in each
        ],
    }


def asked(path: Path, listing: Listing, some: list[Question], threads: int) -> list[float]:
    """Milliseconds of each question, in order."""
    own = threading.local()

    def one(question: Question) -> float:
        if not hasattr(own, "ledger"):
            own.ledger = Ledger(path)
        begun = time.perf_counter()
        listing.find(own.ledger, *question[:1], **dict(zip(Question._fields[1:], question[1:], strict=True)))  # type: ignore[arg-type]
        return (time.perf_counter() - begun) * 1000

    with ThreadPoolExecutor(threads) as pool:
        return sorted(pool.map(one, some))


def prepare(path: Path) -> tuple[float, float, float]:
    """Seconds to make a listing, the longest that somebody else waited for a moment to write, and peak memory."""
    longest, over = 0.0, threading.Event()

    def write() -> None:
        nonlocal longest
        with closing(sqlite3.connect(path, isolation_level=None, timeout=60)) as db:
            while not over.wait(0.02):
                begun = time.perf_counter()
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
                longest = max(longest, time.perf_counter() - begun)

    writer = threading.Thread(target=write)
    writer.start()
    begun = time.perf_counter()
    with Ledger(path, writing=True) as ledger:
        kept = Listing.prepare(ledger).kept
    seconds = time.perf_counter() - begun
    over.set()
    writer.join()
    assert kept
    return seconds, longest, _peak()


def ask(path: Path, threads: int, mixed: bool) -> dict[str, Any]:
    """Seconds to load, peak memory then and after all questions, and milliseconds of questions by kind."""
    with Ledger(path) as ledger:
        begun = time.perf_counter()
        listing = Listing.load(ledger)
        seconds = time.perf_counter() - begun
        assert listing
        loaded = _peak()
        if mixed:
            listing = _mixed(listing)
        found = {kind: asked(path, listing, some, threads) for kind, some in questions(listing).items()}
        judged = list(_judged(ledger, listing))
    return {"load": seconds, "loaded": loaded, "asked": _peak(), "found": found, "judged": judged}


def _mixed(listing: Listing) -> Listing:
    """The same claims, with the values of each field given to any of them."""
    chance = np.random.default_rng(1)
    columns = listing._view.columns
    facets = {
        name: replace(one, codes=chance.permutation(one.codes)) if name in _FIELDS else one
        for name, one in columns.facets.items()
    }
    return Listing(
        replace(columns, facets=facets, groups=grouped(facets)), State(0, 0, 0), Sentences(), kept=False
    )


def _judged(ledger: Ledger, listing: Listing) -> Iterator[float]:
    for rowid in listing.find(ledger, Wanted(), offset=listing.size // 2, limit=20).rowids:
        begun = time.perf_counter()
        listing.patch(rowid, state="corrected", low=7.0, high=None, party="elsewhere")
        listing.find(ledger, Wanted(state=("unjudged",)))
        yield (time.perf_counter() - begun) * 1000


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024.0


def alone(question: Callable[..., Any], *given: Any) -> Any:
    """What a function returns in a process of its own, whose memory nothing else has used."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(question, given)


def run(path: Path) -> bool:
    """Measures everything and prints it; whether all bars are met."""
    seconds, waited, memory = alone(prepare, path)
    print(
        f"made in {seconds:.1f} s; a writer waited {waited:.2f} s at most; peak memory {memory / 1e6:,.0f} MB"
    )
    rows = [("making", seconds, _MAKE, "s")]
    for threads, mixed in ((1, False), (10, False), (1, True)):
        told: dict[str, Any] = alone(ask, path, threads, mixed)
        name = f"{threads} thread{'s' * (threads > 1)}{', values at random' * mixed}"
        print(
            f"\n{name}: loaded in {told['load']:.2f} s; peak memory {told['loaded'] / 1e6:,.0f} MB then, ",
            end="",
        )
        print(f"{told['asked'] / 1e6:,.0f} MB after all questions")
        for kind, took in told["found"].items():
            print(
                f"  {kind:24}{_at(took, 0.5):8.1f} ms in the middle {_at(took, 0.95):8.1f} ms slow ({len(took)})"
            )
        print(
            f"  {'a judgement':24}{_at(sorted(told['judged']), 0.5):8.1f} ms in the middle, with a question after it"
        )
        if threads == 1:
            # Orders of all claims are there beforehand, and would make the middle one look too good.
            every = sorted(one for kind, took in told["found"].items() if kind not in _READY for one in took)
            rows += [
                (f"{name}: middle question", _at(every, 0.5), _MIDDLE, "ms"),
                (f"{name}: slow, three fields", _at(told["found"]["three fields"], 0.95), _SLOW, "ms"),
            ]
        if (threads, mixed) == (1, False):
            rows += [
                ("loading", told["load"], _LOAD, "s"),
                ("memory", told["asked"] / 1e6, _MEMORY / 1e6, "MB"),
            ]
    print(f"\n{'':44}{'measured':>12}{'bar':>9}")
    for name, value, bar, unit in rows:
        print(f"{name:44}{value:12,.2f}{bar:9,.1f} {unit:3}{'met' if value < bar else 'MISSED'}")
    return all(value < bar for _, value, bar, _ in rows)


def _at(took: list[float], share: float) -> float:
    return took[min(len(took) - 1, int(len(took) * share))]


def main() -> None:
    """Measures, prints, and ends with status 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="folder that the ledger is made in, and stays")
    parser.add_argument("--ledger", type=Path, help="a ledger that is there")
    asked_for = parser.parse_args()
    if asked_for.ledger:
        raise SystemExit(not run(asked_for.ledger))
    with tempfile.TemporaryDirectory() as folder:
        place = asked_for.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        raise SystemExit(not run(made(place, asked_for.claims)))


if __name__ == "__main__":
    main()
