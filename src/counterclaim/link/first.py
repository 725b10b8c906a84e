"""What does not fit together at first sight: three simple comparisons, each with its reason in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from counterclaim.model import Claim
from counterclaim.world import load_world

FindingKind = Literal["relabelled", "cannot_both_hold", "one_sided"]

# What contains what (codebook, section 4).
_WITHIN = {
    "killed": {"irrecoverable", "killed_or_wounded", "losses"},
    "wounded": {"killed_or_wounded", "losses"},
    "captured": {"irrecoverable", "losses"},
    "missing": {"irrecoverable", "losses"},
    "irrecoverable": {"losses"},
    "killed_or_wounded": {"losses"},
}
_PEOPLE = {*_WITHIN, "losses", "eliminated"}
_HARM = {*_PEOPLE, "destroyed", "damaged", "lost", "shot_down"}
# Smaller figures coincide too often for their sameness to mean anything.
_TELLING = 100
# Totals that are further apart in time than this are not one total.
_SAME_TIME_DAYS = 14
# The plain coding profile: how far from the figure its words may reach (codebook, section 2).
_ABOUT = _NEARLY = 0.15


@dataclass(frozen=True, slots=True)
class Finding:
    """Claims that do not fit together.

    Attributes:
        kind: ``relabelled`` one figure with two outcomes; ``cannot_both_hold`` two running totals that rule
            one another out; ``one_sided`` a camp that counts only the others.
        claims: ids; of two, the better founded or earlier first.
        why: a sentence with the figures and wordings.
    """

    kind: FindingKind
    claims: tuple[str, ...]
    why: str


def find(claims: Iterable[Claim]) -> list[Finding]:
    """Findings of the three kinds, in the order of the claims; what is said twice is told once."""
    held = [c for c in claims if c.value and c.value.qualifier != "vague"]
    held = [c for c in held if c.stance not in ("denied", "questioned", "predicted")]
    return [*_relabelled(held), *_cannot_both_hold(held), *_one_sided(held)]


def matrix(claims: Iterable[Claim]) -> Counter[tuple[str, str]]:
    """How many figures of harm each claimant's camp (first) gives of each party (second)."""
    return Counter((camp, c.party) for c in claims if (camp := _camp(c)) and c.party)


def _relabelled(claims: Sequence[Claim]) -> Iterator[Finding]:
    same: defaultdict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.outcome in _PEOPLE and claim.party and _figure(claim) >= _TELLING:
            same[_figure(claim), claim.party, claim.object, claim.place and claim.place.id].append(claim)
    told = set()
    for one, other in _pairs(same.values()):
        # The wider count is the better founded one: what was lost is more than what was killed.
        wide, narrow = (other, one) if other.outcome in _WITHIN.get(str(one.outcome), ()) else (one, other)
        pair = (_figure(one), wide.outcome, narrow.outcome)
        one_sentence = one.document == other.document and one.evidence == other.evidence
        relabelled = one.outcome != other.outcome and not one_sentence
        if relabelled and _near(one, other) and pair not in told:
            told.add(pair)
            why = (
                f"{_say(wide)} and {_say(narrow)}: the figure is the same, but {_spaced(wide.outcome)} "
                f"and {_spaced(narrow.outcome)} are not."
            )
            yield Finding("relabelled", (wide.id, narrow.id), why)


def _cannot_both_hold(claims: Sequence[Claim]) -> Iterator[Finding]:
    totals: defaultdict[object, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.window.kind == "cumulative" and c.window.end and c.outcome and c.value:
            unit = c.value.statistic, c.value.unit
            totals[c.party, c.object, c.place and c.place.id, unit].append(c)
    told = set()
    for one, other in _pairs(totals.values()):
        earlier, later = (one, other) if str(one.window.end) <= str(other.window.end) else (other, one)
        least, most = _bounds(earlier)[0], _bounds(later)[1]
        pair = tuple((c.claimant.id, _figure(c)) for c in (earlier, later))
        # What is part of a thing cannot outgrow it; that the whole is larger than a part is no news.
        alike = earlier.outcome == later.outcome or later.outcome in _WITHIN.get(str(earlier.outcome), ())
        rivals = earlier.claimant.id != later.claimant.id and _same_start(earlier, later)
        if alike and rivals and least is not None and most is not None and least > most and pair not in told:
            told.add(pair)
            why = (
                f"By {earlier.window.end} {_say(earlier)}, and by {later.window.end} {_say(later)}: "
                "a running total does not fall, so both cannot hold of the same thing."
            )
            yield Finding("cannot_both_hold", (earlier.id, later.id), why)


def _one_sided(claims: Sequence[Claim]) -> Iterator[Finding]:
    counts = matrix(claims)
    for camp in sorted({camp for camp, _ in counts}):
        others = sorted(party for who, party in counts if who == camp != party)
        if counts[camp, camp] == 0 and others:
            theirs = tuple(c.id for c in claims if _camp(c) == camp and c.party in others)
            told = " and ".join(f"{counts[camp, party]} on what {_name(party)} lost" for party in others)
            why = (
                f"Of the figures from those who speak for {_name(camp)}, {told}; none on what it lost itself."
            )
            yield Finding("one_sided", theirs, why)


def _pairs(groups: Iterable[list[Claim]]) -> Iterator[tuple[Claim, Claim]]:
    return (pair for group in groups for pair in combinations(group, 2))


def _camp(claim: Claim) -> str | None:
    return claim.claimant.camp if claim.outcome in _HARM and claim.party else None


def _near(one: Claim, other: Claim) -> bool:
    ends = one.window.end, other.window.end
    return ends[0] is None or ends[1] is None or abs((ends[0] - ends[1]).days) <= _SAME_TIME_DAYS


def _same_start(one: Claim, other: Claim) -> bool:
    starts = one.window.start, other.window.start
    return starts[0] is None or starts[1] is None or abs((starts[0] - starts[1]).days) <= _SAME_TIME_DAYS


def _figure(claim: Claim) -> float:
    low, high = (claim.value.low, claim.value.high) if claim.value else (None, None)
    return low if low is not None else high if high is not None else 0


def _bounds(claim: Claim) -> tuple[float | None, float | None]:
    low, high = (claim.value.low, claim.value.high) if claim.value else (None, None)
    qualifier = claim.value.qualifier if claim.value else None
    if qualifier == "about" and low is not None and high is not None:
        return low * (1 - _ABOUT), high * (1 + _ABOUT)
    return (high * (1 - _NEARLY), high) if qualifier == "nearly" and high is not None else (low, high)


def _say(claim: Claim) -> str:
    words = claim.value.words if claim.value else ""
    return f"{claim.claimant.name} has “{words}” ({_spaced(claim.object)}, {_spaced(claim.outcome)})"


def _name(party: str) -> str:
    known = load_world().entities.get(party)
    return known.name if known else _spaced(party)


def _spaced(name: str | None) -> str:
    return (name or "not said").replace("_", " ")
