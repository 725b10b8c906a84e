"""How long it takes to give an account of a quantity of a large ledger.

``python -m bench.account [--claims N] [--keep FOLDER] [--ledger FILE]`` makes the ledger of ``bench.linking`` in a
temporary folder and links it, or takes one that is there, and measures, each in a ledger opened anew:

- what is counted, as a list: all of it, and that of one outcome;
- the account of the quantity on which most camps speak, of the one with most claims (a running total through five
  outlets a day), of those of most claims among wholes and parts, and of 200 quantities drawn at random: the middle and
  the slowest of them;
- the same quantities under a second profile beside the first.

The bar is one second for each account of a ledger of a million claims; ends with status 1 where it is missed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.linking import made, measure
from counterclaim.account.account import Held
from counterclaim.accounting import Accounting
from counterclaim.config import collect_seldom
from counterclaim.linking import load_linker
from counterclaim.store import Ledger
from counterclaim.world.profile import load_profile

_SECONDS, _DRAWN = 1.0, 200


def timed(path: Path, question: Callable[[Accounting], object]) -> float:
    """Seconds for one question, from opening the ledger."""
    begun = time.perf_counter()
    with Ledger(path) as ledger:
        question(Accounting(ledger, load_linker()))
    return time.perf_counter() - begun


def run(path: Path) -> bool:
    """Measures everything and prints it; whether the bar is met."""
    load_linker()  # once a process, and not what is measured
    with Ledger(path) as ledger:
        found = Accounting(ledger, load_linker()).quantities()
    print(f"{sum(one.claims for one in found):,} statements of {len(found):,} quantities")
    print(f"all quantities: {timed(path, lambda a: a.quantities()):.3f} s")
    print(f"those of one outcome: {timed(path, lambda a: a.quantities(outcome='killed')):.3f} s")
    drawn = random.Random(1).sample(found, min(_DRAWN, len(found)))
    most = sorted(found, key=lambda one: -one.claims)
    chosen = {
        "most camps": [found[0]],
        "most claims": most[:1],
        "the ten of most claims": most[:10],
        f"{len(drawn)} at random": drawn,
    }
    met = True
    for name, some in chosen.items():
        for versus in (None, "acled"):
            took = [timed(path, lambda a, one=one, v=versus: _account(a, one, v)) for one in some]
            met = met and max(took) < _SECONDS
            beside = " beside a second profile" if versus else ""
            print(
                f"{name}{beside}: {median(took):.3f} s in the middle, {max(took):.3f} s at most", flush=True
            )
    print("bar of one second: " + ("met" if met else "MISSED"))
    return met


def _account(of: Accounting, one: Held, versus: str | None) -> object:
    return of.account(one.quantity, other=load_profile(versus) if versus else None)


def main() -> None:
    """Measures, prints, and ends with status 1 where the bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder that the ledger is made in, and stays")
    parser.add_argument("--ledger", type=Path, help="a linked ledger that is there")
    asked = parser.parse_args()
    collect_seldom()
    if asked.ledger:
        raise SystemExit(not run(asked.ledger))
    with tempfile.TemporaryDirectory() as folder:
        place = asked.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        path = made(place, asked.claims)
        print(f"linked in {measure(path, asked.jobs).seconds:,.0f} s", flush=True)
        raise SystemExit(not run(path))


if __name__ == "__main__":
    main()
