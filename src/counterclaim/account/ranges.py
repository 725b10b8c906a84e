"""Rival figures of one thing at one time as a range under a coding profile, each number with the claims behind it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Literal

from counterclaim.account.counted import Held, LeftOut, reading, voices
from counterclaim.account.figures import Figure, cited, number, standing, who
from counterclaim.link.compare import Rules, camp
from counterclaim.link.statement import Statement
from counterclaim.world.profile import Profile, Standing

End = Literal["low", "best", "high"]
ENDS: tuple[End, ...] = ("low", "best", "high")
# Who may speak, in words.
_KINDS: dict[Standing, str] = {
    "uninvolved": "named claimants of no side",
    "own": "a side on its own",
    "other": "a side on others",
    "report": "reports that name no source",
    "unnamed": "hearsay",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What one end of a range rests on.

    Attributes:
        value: the number; None where there is none.
        claims, words: of the claims that give it, the first published first.
        rule: the name of the rule that decides, else of the setting.
        why: a sentence.
    """

    end: End
    value: float | None
    claims: tuple[str, ...]
    words: tuple[str, ...]
    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Range:
    """What rival claims of one quantity at one time come to under a profile.

    Attributes:
        profile: its title and version.
        low, best, high: in units of what is counted; None where the profile has none, or nothing qualifies.
        open_below, open_above: whether a claim that may drive the end leaves less, or more, open.
        grade: of the support as a whole; None where the profile has none, or none is reached.
        grade_why: a sentence; empty where the profile has no grades.
        taken: for each end what it rests on.
        left_out: claims that do not count.
        counted: ids of those that do.
        independent: how many independent voices the counted ones come from.
        outlets, camps: how many outlets published them, and how many sides they speak for.
    """

    profile: str
    low: float | None
    best: float | None
    high: float | None
    open_below: bool
    open_above: bool
    grade: str | None
    grade_why: str
    taken: tuple[Taken, ...]
    left_out: tuple[LeftOut, ...]
    counted: tuple[str, ...]
    independent: int
    outlets: int
    camps: int


def recount(
    claims: Sequence[Statement], profile: Profile, rules: Rules, sides: Collection[str] | None = None
) -> Range:
    """The range that a profile gives; the order of the claims does not matter.

    Args:
        claims: all of one quantity and one time, as the caller has chosen them.
        rules: by which two figures are known to be the same.
        sides: ids of the parties to the event; without them every camp is taken for one.
    """
    held, left = reading(claims, profile, sides)
    taken = _ends(held, profile, rules, sides)
    low, best, high = (taken[end][0] for end in ENDS)
    counted = [claim for claim, _ in held]
    apart = voices(counted, rules)
    return Range(
        titled(profile),
        low.value,
        best.value,
        high.value,
        any(f.open_below for _, f in taken["low"][1]),
        any(f.open_above for _, f in taken["high"][1]),
        *_grade(apart, profile, sides),
        (low, best, high),
        left,
        tuple(claim.id for claim in counted),
        len(apart),
        len({claim.outlet for claim in counted}),
        len({camp(claim) for claim in counted} - {None}),
    )


def _ends(
    held: Held, profile: Profile, rules: Rules, sides: Collection[str] | None
) -> dict[End, tuple[Taken, Held]]:
    """Each end with the claims that may drive it."""
    stand = {claim.id: standing(claim, sides) for claim, _ in held}
    chosen: Held = []
    kind: Sequence[Standing] = ()
    if profile.best in ("lowest", "median"):
        groups = ((group, [h for h in held if stand[h[0].id] in group]) for group in profile.best_of)
        kind, chosen = next(((group, found) for group, found in groups if found), ((), []))
    # The ends take in what the best figure rests on, whoever gives it: it lies within its own range.
    of_best = {claim.id for claim, _ in chosen}
    low, high = (
        [h for h in held if ends and (stand[h[0].id] in ends or h[0].id in of_best)]
        for ends in (profile.low_of, profile.high_of)
    )
    lowest = _end(_Way("low", "low_of", "the least", bool(profile.low_of)), low, _low, min, profile)
    highest = _end(_Way("high", "high_of", "the most", bool(profile.high_of)), high, _high, max, profile)
    middle = profile.best == "middle"
    best = _middle(lowest, highest, profile) if middle else _best(chosen, kind, profile, rules)
    return {"low": (lowest, low), "best": (best, chosen), "high": (highest, high)}


@dataclass(frozen=True, slots=True)
class _Way:
    """How an end is found: by which setting, what to call its figure, whether the profile has it, and by whom."""

    end: End
    setting: str
    what: str
    has: bool
    by: str = ""


def _low(read: Figure) -> float:
    assert read.low is not None  # noqa: S101 (what has no figure does not count)
    return read.low


def _high(read: Figure) -> float:
    assert read.high is not None  # noqa: S101
    return read.high


def _point(read: Figure) -> float:
    assert read.point is not None  # noqa: S101
    return read.point


def _end(
    way: _Way,
    held: Held,
    of: Callable[[Figure], float],
    pick: Callable[[Sequence[float]], float],
    profile: Profile,
) -> Taken:
    rule = cited(profile, way.setting)
    if not held:
        why = (
            f"No claim that counts may drive the {way.end}."
            if way.has
            else f"{profile.title} has no {way.end}."
        )
        return Taken(way.end, None, (), (), rule, why)
    value = pick([of(read) for _, read in held])
    by = [(claim, read) for claim, read in held if of(read) == value]
    first, read = by[0]
    given = f"“{first.words}” on the word of {who(first)}"
    among = "the only figure" if len(held) == 1 else f"{way.what} of {len(held)} figures"
    more = f" and in {len(by) - 1} more" if len(by) > 1 else ""
    why = f"{number(value)} is {among}{way.by}: {given}{more}; {read.why}."
    words = tuple(dict.fromkeys(claim.words for claim, _ in by))
    return Taken(way.end, value, tuple(claim.id for claim, _ in by), words, rule, why)


def _best(chosen: Held, kind: Sequence[Standing], profile: Profile, rules: Rules) -> Taken:
    has = profile.best != "none"
    if profile.best != "median":
        ranked = f" by {' or '.join(_KINDS[one] for one in kind)}" if len(profile.best_of) > 1 else ""
        return _end(_Way("best", "best", "the lowest", has, ranked), chosen, _point, min, profile)
    points = {claim.id: _point(read) for claim, read in chosen}
    # A voice that is heard often has no more weight than one that is heard once.
    of_voices = [min(points[c.id] for c in voice) for voice in voices([c for c, _ in chosen], rules)]
    way = _Way("best", "best", "the median by voice", has)
    return _end(way, chosen, _point, lambda _: median_low(of_voices), profile)


def _middle(low: Taken, high: Taken, profile: Profile) -> Taken:
    rule = cited(profile, "best")
    if low.value is None or high.value is None:
        return Taken("best", None, (), (), rule, "There are no two ends to lie between.")
    value = (low.value + high.value) / 2
    why = f"{number(value)} lies in the middle between {number(low.value)} and {number(high.value)}."
    claims, words = dict.fromkeys((*low.claims, *high.claims)), dict.fromkeys((*low.words, *high.words))
    return Taken("best", value, tuple(claims), tuple(words), rule, why)


def _grade(
    apart: Sequence[Sequence[Statement]], profile: Profile, sides: Collection[str] | None
) -> tuple[str | None, str]:
    """The first grade that enough voices support, and why; those that wait for something are not given."""
    if not profile.grades:
        return None, ""
    heard = sum(any(standing(claim, sides) in profile.grade_of for claim in voice) for voice in apart)
    grade = next((g for g in profile.grades if g.voices is not None and heard >= g.voices), None)
    waiting = [g.name for g in profile.grades if g.waits_for]
    why = f"{heard} independent {'voice counts' if heard == 1 else 'voices count'} for it."
    unknown = f" Whether it is {' or '.join(waiting)} is not coded." if waiting else ""
    return grade.name if grade else None, f"{why}{unknown}"


def titled(profile: Profile) -> str:
    """What a profile is called in results: its title and version."""
    return f"{profile.title} {profile.version}"
