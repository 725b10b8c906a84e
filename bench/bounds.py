"""How long it takes to bound counts by many claims, and how that grows.

``python -m bench.bounds [--claims N] [--price]`` makes claims on an invented war, the same ones each time: four camps
on the dead, wounded, captured, missing and all losses of two armies, on civilians and on tanks, in a country, its two
regions and their villages; 10,000 claims on 300 days, half of them running totals, the others counts of a day, a week
or a month. The camps differ by up to a third, and one figure in 50 is far off. Measured are

- a tenth of the claims, of the first tenth of the days: as a ledger grows;
- a tenth of the claims, of all days: fewer of them bear on one another, so that all claims take more than ten times
  as long by the number of sums and clashes alone;
- all claims;

each with seconds for the bounds over all of them and over each camp's own, numbers of counts, sums and clashes, and
with ``--price`` seconds for the least price.

The claims of a tenth of the days have fewer than a tenth of the sums, since less of what is counted is told beside
what contains it; so what is held to a bar is the time that a sum takes.

Ends with status 1 where the bounds over all claims take more than 5 seconds, or a sum more than twice as long as over
the claims of the first tenth of the days.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence
from datetime import date

from counterclaim.account.arithmetic import load_arithmetic
from counterclaim.account.bounds import Bounded, bounded
from counterclaim.account.price import least_price
from counterclaim.account.system import by_side
from counterclaim.config import collect_seldom
from counterclaim.link.compare import Rules
from counterclaim.link.containment import load_containment
from counterclaim.link.scene import Scene
from counterclaim.link.statement import Statement
from counterclaim.world import Entity, World
from counterclaim.world.profile import load_profile

# Seconds for all claims, and how many times as long a sum may take then.
_SECONDS, _RATIO = 5.0, 2.0
_FIRST = date(2031, 1, 1).toordinal()
# So many claims to a day of the war.
_A_DAY = 10_000 / 300
_CAMPS = {"ostra": 1.0, "vestra": 0.7, "norlund": 0.9, "relief_council": 0.85}
_VILLAGES = 10
_PLACES = {
    "north": "ostra",
    "south": "ostra",
    **{f"north_{n}": "north" for n in range(_VILLAGES)},
    **{f"south_{n}": "south" for n in range(_VILLAGES)},
}
# What is counted of whom, and how many of it a day in a village.
_DAILY = (
    ("personnel", "killed", "ostra", 3.0),
    ("personnel", "wounded", "ostra", 8.0),
    ("personnel", "missing", "ostra", 0.5),
    ("personnel", "captured", "ostra", 0.5),
    ("personnel", "killed", "vestra", 4.0),
    ("personnel", "wounded", "vestra", 9.0),
    ("civilian", "killed", None, 1.0),
    ("child", "killed", None, 0.3),
    ("tank", "destroyed", "vestra", 0.4),
)
_SUMS = (
    ("personnel", "killed_or_wounded", ("killed", "wounded"), ("ostra", "vestra")),
    ("personnel", "losses", ("killed", "wounded", "missing", "captured"), ("ostra", "vestra")),
    ("personnel", "irrecoverable", ("killed", "missing", "captured"), ("ostra",)),
)


def make(claims: int, days: int, seed: int = 1) -> tuple[list[Statement], Rules]:
    """Claims on the first days of the war, and what they are compared by."""
    chance = random.Random(seed)
    world = World({p: Entity(p, p.title(), "place", parent=of) for p, of in _PLACES.items()}, {}, (), {})
    kinds = load_containment(world)
    return [_claim(n, days, chance) for n in range(claims)], Rules(kinds, load_profile("plain"))


def _claim(n: int, days: int, chance: random.Random) -> Statement:
    thing, outcome, party, rate = _counted(chance)
    place, share = _where(chance)
    kind, start, end = _time(days, chance)
    camp = chance.choice(list(_CAMPS))
    figure = float(
        round(rate * share * (end - (start or _FIRST) + 1) * _CAMPS[camp] * chance.uniform(0.97, 1.03))
    )
    if chance.random() < 0.02:
        figure *= chance.choice((0.1, 3.0))
    qualifier = chance.choices(("exact", "about", "more_than", "at_most"), (6, 2, 3, 1))[0]
    return Statement(
        id=f"c{n:06}",
        document=f"d{n}",
        outlet=f"outlet_{chance.randrange(30)}",
        outlet_name="",
        outlet_camp=None,
        published=end + 1,
        at=0,
        sentence=0,
        segment="body",
        voice="indirect",
        stance="asserted",
        claimant=f"{camp}_{chance.randrange(3)}",
        name=camp.title(),
        camp=camp,
        words=f"{figure:,.0f}",
        low=None if qualifier == "at_most" else figure,
        high=None if qualifier == "more_than" else figure,
        figure=figure,
        qualifier=qualifier,
        statistic="total",
        unit=None,
        object=thing,
        outcome=outcome,
        party=party,
        place=place,
        kind=kind,
        start=start,
        end=end,
        scene=Scene(),
    )


def _counted(chance: random.Random) -> tuple[str, str, str | None, float]:
    if chance.random() < 0.7:
        return chance.choice(_DAILY)
    thing, outcome, parts, parties = chance.choice(_SUMS)
    party = chance.choice(parties)
    return thing, outcome, party, sum(rate for _, of, whose, rate in _DAILY if whose == party and of in parts)


def _where(chance: random.Random) -> tuple[str, float]:
    share = chance.random()
    if share < 0.4:
        return "ostra", 2.0 * _VILLAGES
    if share < 0.7:
        return chance.choice(("north", "south")), 1.0 * _VILLAGES
    return chance.choice([place for place, of in _PLACES.items() if of != "ostra"]), 1.0


def _time(days: int, chance: random.Random) -> tuple[str, int | None, int]:
    last = _FIRST + chance.randrange(days)
    share = chance.random()
    if share < 0.4:
        return "cumulative", None, last
    if share < 0.5:
        return "cumulative", _FIRST, last
    if share < 0.85:
        return "period", last, last
    if share < 0.95:
        return "period", last - last % 7, last - last % 7 + 6
    return "period", last - last % 30, last - last % 30 + 29


def _measure(claims: Sequence[Statement], rules: Rules) -> tuple[float, Bounded]:
    arithmetic = load_arithmetic(rules.kinds, {"ostra": [["north", "south"]], **_neighbours()})
    began = time.perf_counter()
    found = bounded(claims, rules, arithmetic)
    return time.perf_counter() - began, found


def _neighbours() -> dict[str, list[list[str]]]:
    return {side: [[p for p, of in _PLACES.items() if of == side]] for side in ("north", "south")}


def main() -> int:
    """Prints the measurements; 1 where a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--price", action="store_true", help="the least price over all claims too")
    given = options.parse_args()
    collect_seldom()
    days = max(10, round(given.claims / _A_DAY))
    taken = []
    for claims, over in ((given.claims // 10, days // 10), (given.claims // 10, days), (given.claims, days)):
        some, rules = make(claims, over)
        seconds, found = _measure(some, rules)
        solved = found.system
        taken.append((seconds, seconds / len(solved.sums)))
        print(
            f"{claims:,} claims on {over} days: {seconds:.2f} s; {len(found.bounds):,} counts claimed, "
            f"{len(solved.counts):,} in all, {len(solved.sums):,} sums, {len(found.clashes) + found.more:,} clashes"
        )
        own = [_measure(told, rules) for told in by_side(some).values()]
        clashes = sum(len(one.clashes) + one.more for _, one in own)
        print(f"  each camp's own: {sum(s for s, _ in own):.2f} s together, {clashes:,} clashes")
        if given.price:
            began = time.perf_counter()
            broken = least_price(solved)
            print(f"  least price: {time.perf_counter() - began:.2f} s, {len(broken):,} ends give way")
    (first, first_sum), _, (all_claims, all_sum) = taken
    ratio = all_sum / first_sum
    print(
        f"all claims take {all_claims / first:.1f} times as long as those of a tenth of the days, by sum {ratio:.1f}"
    )
    return int(all_claims > _SECONDS or ratio > _RATIO)


if __name__ == "__main__":
    sys.exit(main())
