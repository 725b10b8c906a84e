"""How well a source's figures are foretold from the others: each source of a table left out in turn.

``python -m eval.rivals [--misses]``; also a part of ``make eval``. The model was developed on these data, so that the
figures say how well it fits them, not how well it does on others; but no figure of the source left out is seen by the
fit that foretells it. A figure is foretold where another source tells of the same battle and side: ``direct`` where
one gives the same category, ``joined`` where one gives a part or a whole of it or another part of the same whole,
``bounded`` where others only bound it (strength by casualties). Intervals are compared on direct ones, which the
others' own range needs: it, and their geometric mean, widened by one factor up and down, the least at which they hold
as many figures as the model's intervals do. The factor is chosen with the answers in view; the model's is not.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf, log
from pathlib import Path

from counterclaim.account.relabelled import relabelled
from counterclaim.account.rivalry.foretelling import foretold
from counterclaim.account.rivals import Quantity, Rival, Sums, fit

TABLE = Path(__file__).parents[2] / "shared" / "data" / "rival_sources" / "claims.csv"
SUMS = Sums(
    parts={"killed_wounded": ("killed", "wounded"), "casualties": ("killed_wounded", "missing_captured")},
    within=(("casualties", "strength"),),
)
# What the injected relabellings do, and from which probability a finding counts.
INJECTED, AS, SHARE, THRESHOLD = "killed", "casualties", 0.05, 0.5
_HALF, _EVEN = 0.5, 1e-9


def read() -> tuple[Rival, ...]:
    """The figures of the table."""
    with TABLE.open(encoding="utf-8") as file:
        return tuple(
            Rival(
                str(at),
                Quantity(row["battle"], row["side"], row["category"]),
                row["source"],
                float(row["low"]),
            )
            for at, row in enumerate(csv.DictReader(file), start=2)
        )


@dataclass(frozen=True, slots=True)
class Foretold:
    """A figure of a source left out, all as log(count + ½).

    Attributes:
        others: the figures of the others for the same quantity.
        joined: whether others give a category that is joined with its own by a sum.
    """

    rival: Rival
    at: float
    of50: tuple[float, float]
    of90: tuple[float, float]
    others: tuple[float, ...]
    joined: bool

    @property
    def inside(self) -> bool:
        """Whether it is in the interval of 90 %."""
        return self.of90[0] - _EVEN <= self.at <= self.of90[1] + _EVEN

    @property
    def inside50(self) -> bool:
        """Whether it is in the interval of 50 %."""
        return self.of50[0] - _EVEN <= self.at <= self.of50[1] + _EVEN


def foretell(rivals: Sequence[Rival], source: str, seed: int = 0) -> list[Foretold]:
    """A source's figures, from a fit to those of the others; those that nothing tells of are left out."""
    rest = [one for one in rivals if one.source != source]
    fitted = fit(rest, SUMS, seed=seed)
    beside: dict[tuple[str, str], set[str]] = {}
    for one in rest:
        beside.setdefault(one.quantity[:2], set()).add(one.quantity.category)
    found = []
    for one in rivals:
        if (
            one.source != source
            or one.quantity[:2] not in beside
            or one.quantity.category not in fitted.categories
        ):
            continue
        expected = foretold(fitted, one.quantity, None)
        others = tuple(log(each.count + _HALF) for each in fitted.figures_of.get(one.quantity, ()))
        joined = any(_joined(one.quantity.category, each) for each in beside[one.quantity[:2]])
        ends = expected.between(0.5), expected.between(0.9)
        found.append(Foretold(one, log(one.count + _HALF), *ends, others, joined))
    return found


def _joined(one: str, other: str) -> bool:
    wholes = [SUMS.elements(whole) for whole in SUMS.parts]
    both = SUMS.elements(one) | SUMS.elements(other)
    return one == other or any(both <= whole for whole in wholes)


@dataclass(frozen=True, slots=True)
class Row:
    """Of some figures: shares inside, and mean widths on the log scale.

    Attributes:
        within50, within90: of all; ``direct50``, ``direct90`` of those with a direct rival.
        width: of the intervals of 90 % of those with a direct rival; ``by_range``, ``by_mean`` of the others' range
            and mean, widened until they hold as many.
    """

    figures: int
    within50: float
    within90: float
    direct: int
    direct50: float
    direct90: float
    width: float
    by_range: float
    by_mean: float


def row(found: Sequence[Foretold]) -> Row:
    """The figures of a table's row."""
    direct = [one for one in found if one.others]
    held = _share(one.inside for one in direct)
    return Row(
        len(found),
        _share(one.inside50 for one in found),
        _share(one.inside for one in found),
        len(direct),
        _share(one.inside50 for one in direct),
        held,
        _share(one.of90[1] - one.of90[0] for one in direct),
        _widened([(one.at, min(one.others), max(one.others)) for one in direct], held),
        _widened([(one.at, mean, mean) for one in direct for mean in [_share(one.others)]], held),
    )


def _widened(ranges: Sequence[tuple[float, float, float]], held: float) -> float:
    """The mean width at which as large a share is held: ranges without width are widened by as much as the others."""
    short = sorted(max(low - at, at - high, 0.0) for at, low, high in ranges)
    if not short:
        return inf
    by = short[min(max(round(held * len(short)) - 1, 0), len(short) - 1)]
    return _share(high - low + 2 * by for _, low, high in ranges)


def _share(values: Iterable[float]) -> float:
    each = list(values)
    return sum(each) / len(each) if each else float("nan")


@dataclass(frozen=True, slots=True)
class Injected:
    """How injected relabellings are found.

    Attributes:
        recall: found of those injected, with the right category.
        precision: injected of those found among figures with the injected label; found without injection too, and
            so perhaps true, are not counted. ``strict`` counts them as false.
    """

    injected: int
    recall: float
    precision: float
    strict: float


def inject(rivals: Sequence[Rival], before: Iterable[str], seed: int = 0) -> Injected:
    """Losses put for the killed in a share of the cells in which other sources tell of the same battle and side.

    Args:
        before: ids of figures that seem relabelled as they stand.
    """
    of: dict[Quantity, list[Rival]] = {}
    for one in rivals:
        of.setdefault(one.quantity, []).append(one)
    can = []
    for one in rivals:
        wholes = of.get(one.quantity._replace(category=AS), [])
        own = sorted(wholes, key=lambda each: (each.source != one.source, each.source, each.id))
        if one.quantity.category == INJECTED and any(each.source != one.source for each in wholes):
            can.append((one, own[0].count))
    chosen = random.Random(seed).sample(can, max(1, round(SHARE * len(can))))  # noqa: S311
    put = {one.id: replace(one, count=count) for one, count in chosen if count != one.count}
    found = relabelled(fit([put.get(one.id, one) for one in rivals], SUMS), THRESHOLD)
    labelled = {each.rival.id: each.counts for each in found if each.rival.quantity.category == INJECTED}
    right = [at for at in put if labelled.get(at) == AS]
    known = set(before) - set(put)
    false = [at for at in labelled if at not in put]
    fresh = [at for at in false if at not in known]
    precision, strict = (len(right) / max(len(right) + len(each), 1) for each in (fresh, false))
    return Injected(len(put), len(right) / len(put), precision, strict)


def report(*, misses: bool) -> dict[str, float]:
    """Prints all figures; returns those that have bounds."""
    rivals = read()
    found: list[Foretold] = []
    print(f"{'':22}{'n':>5}  in 50  in 90 | {'direct':>6}  in 50  in 90  width  range   mean")
    for source in sorted({one.source for one in rivals}):
        of_source = foretell(rivals, source)
        found += of_source
        _show(source, [one for one in of_source if one.joined])
    joined = [one for one in found if one.joined]
    _show("all", joined)
    _show("direct: 1 rival", [one for one in found if len(one.others) == 1])
    _show("direct: 2 or more", [one for one in found if len(one.others) > 1])
    _show("joined by sums only", [one for one in joined if not one.others])
    _show("bounded only", [one for one in found if not one.joined])
    print(f"  not foretold, nothing beside: {len(rivals) - len(found)}")
    shown = relabelled(fit(rivals, SUMS), THRESHOLD)
    print(f"  seem relabelled as the data stand, from {THRESHOLD:g}: {len(shown)} of {len(rivals)}")
    for one in shown[: None if misses else 5]:
        print(f"    {one.probability:.2f} {one.why}")
    injected = inject(rivals, [one.rival.id for one in shown])
    print(
        f"  {injected.injected} relabelled on purpose; precision {injected.strict:.2f} if all found before is false"
    )
    every = row(joined)
    return {
        "all_within90": every.within90,
        "width_to_range": every.width / every.by_range,
        "width_to_mean": every.width / every.by_mean,
        "recall": injected.recall,
        "precision": injected.precision,
    }


def main() -> int:
    if not TABLE.exists():
        print(f"left out, {TABLE} is not there")
        return 0
    for name, value in report(misses="--misses" in sys.argv).items():
        print(f"  {name:16} {value:.3f}")
    return 0


def _show(name: str, found: Sequence[Foretold]) -> None:
    one = row(found)
    text = f"  {name:20}{one.figures:5} {one.within50:6.3f} {one.within90:6.3f}"
    if one.direct:
        text += (
            f" | {one.direct:6} {one.direct50:6.3f} {one.direct90:6.3f} {one.width:6.2f} {one.by_range:6.2f}"
        )
        text += f" {one.by_mean:6.2f}"
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
