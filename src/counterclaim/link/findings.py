"""The headlines of a ledger: what no single report says, each in a sentence with its claims, ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.link.clusters import Cluster
from counterclaim.link.relate import Related, order
from counterclaim.link.series import BESIDE, Check, Series
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.link.why import Wording, capital

FindingKind = Literal[
    "relabelled", "rescoped", "exceeds", "disagrees", "not_published", "silent", "running", "one_source",
    "published", "undated", "agrees",
]  # fmt: skip

# What is told first: figures that changed meaning, then what cannot hold, then what is not said, then the rest.
_RANK: dict[str, int] = {
    kind: rank
    for rank, kind in enumerate(
        ("relabelled", "rescoped", "exceeds", "disagrees", "not_published", "silent", "running", "one_source",
         "published", "undated", "agrees")
    )
}  # fmt: skip
# A figure in so many outlets that one claimant stands behind is worth telling.
_MANY_OUTLETS = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that the claims show when they are set beside one another.

    Attributes:
        kind: what it is; one of ``FindingKind``.
        claims: ids, the better founded or earlier first; empty where it is about a report.
        documents: ids of the reports that it is about, where it is not about claims.
        why: one sentence; a question where the claims only raise one.
        size: by what findings of one kind are ranked: the figure, or how many claims.
    """

    kind: FindingKind
    claims: tuple[str, ...]
    why: str
    size: float = 0.0
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undated:
    """A report whose day of publication is not stated: by what name it goes, and how sure its date is."""

    document: str
    name: str
    claims: int
    told: str


Matrix = Counter[tuple[str, str, str, str]]


def ranked(found: Iterable[Finding]) -> list[Finding]:
    """Findings in the order they are to be told; the same for whatever order they come in."""
    return sorted(found, key=lambda f: (_RANK[f.kind], -f.size, f.claims, f.documents, f.why))


def of_relations(related: Iterable[Related], wording: Wording) -> Iterator[Finding]:
    """Findings from relations: one for each figure and what became of it, however often it was repeated."""
    groups: defaultdict[object, list[Related]] = defaultdict(list)
    for found in related:
        a, b = found.source, found.target
        one_report = a.document == b.document
        if found.type in ("relabelled", "rescoped", "exceeds", "disagrees") or (
            found.type == "agrees" and not one_report and a.figure != b.figure
        ):
            groups[found.type, a.id, b.figure, b.outcome, b.party].append(found)
    for same in groups.values():
        same.sort(key=lambda r: (r.target.segment != "body", order(r.target), r.target.at))
        first = same[0]
        why = wording.why(first)
        if first.type == "relabelled":
            why = _retold(same, wording)
        yield Finding(
            first.type,  # type: ignore[arg-type]
            (first.source.id, *(r.target.id for r in same)),
            why,
            max(first.source.figure or 0, first.target.figure or 0),
        )


def _retold(same: Sequence[Related], wording: Wording) -> str:
    source, target = same[0].source, same[0].target
    where = list(dict.fromkeys(_place_in_report(r.target) for r in same))
    words = " and ".join(f"“{words}”" for words in dict.fromkeys(r.target.words for r in same))
    told, verb = " and ".join(where), "give" if len(where) > 1 else "gives"
    by = "" if target.document == source.document else f" of {wording.outlet(target)}"
    return (
        f"{capital(wording.told(source))}; {told}{by} {verb} {words} as {wording.counted(target)}. The figure is the "
        f"same, but “{wording.meaning(source.outcome)}” does not mean “{wording.meaning(target.outcome)}”."
    )


def _place_in_report(one: Statement) -> str:
    if one.segment != "body":
        return f"the {one.segment}"
    return "the report in its own words" if one.claimant == NARRATOR else "the text"


def silences(matrix: Matrix, harm: Iterable[str], wording: Wording) -> Iterator[tuple[str, Finding]]:
    """Camps whose losses others count, that count what others lost and never what they lost themselves."""
    suffered = set(harm)
    of: Counter[tuple[str, str]] = Counter()
    for (who, whom, _, outcome), number in matrix.items():
        if outcome in suffered:
            of[who, whom] += number
    counted = {whom for _, whom in of}
    for who in sorted({who for who, _ in of} & counted):
        others = {whom: number for (camp, whom), number in of.items() if camp == who != whom}
        if of[who, who] == 0 and others:
            told = " and ".join(
                f"{number} {'is' if number == 1 else 'are'} of what {wording.name(whom)} lost"
                for whom, number in sorted(others.items())
            )
            why = (
                f"Of the figures given by those who speak for {wording.name(who)}, {told}; none is of what "
                f"{wording.name(who)} lost itself, in these reports."
            )
            yield who, Finding("silent", (), why, sum(others.values()))


def of_series(found: Iterable[Series], daily: Mapping[str, Statement], wording: Wording) -> Iterator[Finding]:
    """How one side's running total grew, with the rate that this implies beside its count of a day."""
    for one in found:
        stands = [point for point in one.points if point.remark not in BESIDE]
        first, last = stands[0], stands[-1]
        days = (last.day - first.day).days
        grown = last.figure - first.figure
        if days <= 0 or grown <= 0 or one.key.statistic != "total":
            continue
        of_day = next(
            (daily[claim] for point in one.points for claim in point.claims if claim in daily), None
        )
        beside = f", beside “{of_day.words}” that it gives for one day" if of_day else ""
        renamed = sorted({wording.spaced(p.outcome) for p in one.points if p.outcome})
        called = f" (some of it told as {' or '.join(renamed)})" if renamed else ""
        of = f", on {wording.name(one.key.party)}" if one.key.party else ""
        where = f" in {wording.where(one.key.place)}" if one.key.place else ""
        count = " ".join(wording.spaced(part) for part in (one.key.object, one.key.outcome) if part)
        why = (
            f"{wording.name(one.key.claimant)}{of}: {count}{called}{where} grew from "
            f"“{first.words}” by {first.day} to “{last.words}” by {last.day}, some {grown / days:,.0f} a day{beside}."
        )
        claims = tuple(dict.fromkeys(c for p in (first, last) for c in p.claims)) + (
            (of_day.id,) if of_day else ()
        )
        yield Finding("running", claims, why, last.figure)


def of_clusters(
    found: Iterable[Cluster], claims: Mapping[str, Statement], wording: Wording
) -> Iterator[Finding]:
    """Figures that many outlets give and one claimant stands behind.

    Args:
        claims: by id, those of the clusters.
    """
    for one in found:
        named = [claims[claim] for claim in one.claims if claim in claims and _names(claims[claim])]
        if one.outlets >= _MANY_OUTLETS and one.voices == 1 and named:
            first = named[0]
            why = (
                f"“{first.words}” ({wording.counted(first)}) is given by {one.outlets} outlets, and one claimant "
                f"stands behind it: {wording.speaker(first)}."
            )
            yield Finding("one_source", one.claims, why, one.outlets)


def _names(one: Statement) -> bool:
    return one.claimant not in (NARRATOR, UNNAMED)


def of_checks(found: Iterable[tuple[Check, Statement]], wording: Wording) -> Iterator[Finding]:
    """Figures found, or not, in the series that their claimant publishes."""
    for one, claim in found:
        told = f"{wording.speaker(claim)} has “{claim.words}” ({wording.counted(claim)})"
        whose = f"{wording.name(claim.claimant)}'s own published series"
        if one.standing == "not in it":
            there = f" (which has {one.published:,} for that day)" if one.published is not None else ""
            yield Finding("not_published", (claim.id,), f"{told}: not in {whose}{there}.", claim.figure or 0)
            continue
        kind = "as the growth of one day" if one.daily else "as a total"
        day = {
            "found": f"for {one.day}, the day that the report gives or implies",
            "off by a day": f"for {one.day}, a day off what the report gives",
            "on another day": f"for {one.day}, which dates the count",
            "rounded": f"for {one.day} in round figures ({one.published:,})"
            if one.published is not None
            else "",
        }[one.standing]
        yield Finding("published", (claim.id,), f"{told}: in {whose} {kind} {day}.", claim.figure or 0)


def of_undated(found: Iterable[Undated]) -> Iterator[Finding]:
    """Reports that do not tell when they were published."""
    for one in found:
        why = (
            f"{one.name} does not say when it was published ({one.told}); what it counts “so far” or “today” "
            "rests on that."
        )
        yield Finding("undated", (), why, one.claims, (one.document,))
