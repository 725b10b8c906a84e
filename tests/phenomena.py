"""The case files under ``cases/phenomena``: texts, and the claims that a coder finds in them.

One file per phenomenon that makes extraction hard. A case is known by its file's stem and its place in the
file (``ranges-3``), so new cases go to the end. What a claim does not state is not compared. A list means any
of these, ``""`` that the field must be blank. ``relays`` is the whole chain, in order.

``python -m tests.phenomena [ranges | ranges-3 ...]`` shows what differs in these cases, or in all.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from counterclaim import Claim, extract

CASES = Path(__file__).parent / "cases"

# A figure stands alone: "20" is neither in "2020" nor in "20,000", "two" not in "twenty-two".
_ALONE = r"(?<!\w)(?<!\d[.,])(?<![^\W\d_]-)%s(?!\w|[.,]\d)"

Text = str | list[str]
Amount = int | float | str


class ExpectedWindow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """The time counted; a date of ``""`` must be unknown."""

    kind: Text
    start: Any = None
    end: Any = None
    precision: Text | None = None
    basis: Text | None = None

    def __post_init__(self) -> None:
        # msgspec takes no union of a date and a string.
        days = [day for bound in (self.start, self.end) if bound is not None for day in _listed(bound)]
        if any(day != "" and not isinstance(day, date) for day in days):
            raise ValueError(f"a day is a date or blank, not {days}")


class ExpectedClaim(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a claim must be; ``number`` lists the spans that will do, ``nth`` counts the same characters."""

    number: Text
    object: Text  # the codebook's name
    outcome: Text
    nth: int = 1
    optional: bool = False
    low: Amount | None = None
    high: Amount | None = None
    qualifier: Text | None = None
    statistic: Text | None = None
    unit: Text | None = None
    party: Text | None = None
    actor: Text | None = None
    place: Text | None = None
    claimant: Text | None = None
    relays: list[str] | None = None
    voice: Text | None = None
    stance: Text | None = None
    segment: Text | None = None
    window: ExpectedWindow | None = None


class CaseRow(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A case as written in a file; a headline stands above its text, with a blank line between."""

    text: str
    claims: list[ExpectedClaim]
    headline: str | None = None
    published: date | None = None
    dossier: str | None = None


class _File(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    phenomenon: str
    case: list[CaseRow]


@dataclass(frozen=True, slots=True)
class Case:
    """A text as it is read, its headline first, and its claims with the offsets a number may have."""

    name: str
    phenomenon: str
    text: str
    headline: str | None
    published: date | None
    dossier: str | None
    claims: tuple[tuple[frozenset[tuple[int, int]], ExpectedClaim], ...]


def load_cases(folder: Path = CASES / "phenomena") -> list[Case]:
    """All cases, by file and place.

    Raises:
        ValueError: a file is malformed, or a number does not stand in its text.
    """
    return [case for path in sorted(folder.glob("*.toml")) for case in _load(path)]


def load_known(path: Path = CASES / "known_failures.toml") -> dict[str, list[str]]:
    """Names of the cases that are not read rightly yet, by file."""
    return msgspec.toml.decode(path.read_bytes(), type=dict[str, list[str]])


def _load(path: Path) -> list[Case]:
    try:
        file = msgspec.toml.decode(path.read_bytes(), type=_File)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path.name}: {error}") from error
    return [case_of(f"{path.stem}-{n}", file.phenomenon, case) for n, case in enumerate(file.case, 1)]


def case_of(name: str, phenomenon: str, case: CaseRow) -> Case:
    """The case with its offsets. Raises ``ValueError`` where a number does not stand in the text."""
    text = f"{case.headline}\n\n{case.text}" if case.headline else case.text
    claims = tuple((_spans(name, claim, text), claim) for claim in case.claims)
    return Case(name, phenomenon, text, case.headline or None, case.published, case.dossier, claims)


def _spans(name: str, claim: ExpectedClaim, text: str) -> frozenset[tuple[int, int]]:
    found = set()
    for figure in _listed(claim.number):
        places = [match.span() for match in re.finditer(_ALONE % re.escape(figure), text)]
        if len(places) >= claim.nth:
            found.add(places[claim.nth - 1])
    if not found:
        raise ValueError(f"{name}: {claim.number!r} does not stand in the text {claim.nth} times")
    return frozenset(found)


def read(case: Case) -> list[str]:
    """What differs when the case is read, in words; empty where nothing does."""
    found = extract(case.text, title=case.headline, published=case.published, dossier=case.dossier)
    return differences(case, found)


def differences(case: Case, claims: Sequence[Claim]) -> list[str]:
    """What differs between the claims expected and the claims found, in words; empty where nothing does."""
    left = [claim for claim in claims if claim.number is not None]
    report: list[str] = []
    for spans, expected in _surest_first(case):
        same = [c for c in left if c.number is not None and (c.number.start, c.number.end) in spans]
        if not same:
            if not expected.optional:
                report.append(f"missed {_first(expected.number)!r}: {expected.object} {expected.outcome}")
            continue
        # Two claims of one figure are told apart by what they say of it.
        best = min(same, key=lambda claim: len(_wrong(expected, claim)))
        left.remove(best)
        report += _wrong(expected, best)
    report += [f"not expected {c.number and c.number.text!r}: {c.object} {c.outcome}" for c in left]
    return report


def _surest_first(case: Case) -> list[tuple[frozenset[tuple[int, int]], ExpectedClaim]]:
    return sorted(case.claims, key=lambda pair: pair[1].optional)


def _wrong(expected: ExpectedClaim, claim: Claim) -> list[str]:
    figure = claim.number.text if claim.number else None
    return [
        f"{field} of {figure!r} is {found!r}, not {want!r}"
        for field, want, found in (
            *((field, getattr(expected, field), read(claim)) for field, read in _FIELDS.items()),
            *_window(expected.window, claim),
        )
        if want is not None and not _fits(want, found)
    ]


def _window(want: ExpectedWindow | None, claim: Claim) -> list[tuple[str, Any, Any]]:
    if want is None:
        return []
    return [
        (f"window {part}", getattr(want, part), getattr(claim.window, part))
        for part in ("kind", "start", "end", "precision", "basis")
    ]


def _fits(want: Any, found: Any) -> bool:
    if isinstance(found, list):
        return bool(want == found)
    blank = "" if found is None else found
    return any(blank == one or _near(one, blank) for one in _listed(want))


def _near(want: object, found: object) -> bool:
    # Fractions are given with few digits: a third is 33.3 or 33.333.
    return (
        isinstance(want, float) and isinstance(found, int | float) and abs(want - found) <= 0.002 * abs(want)
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _first(value: Text) -> str:
    return value if isinstance(value, str) else value[0]


_FIELDS: Mapping[str, Callable[[Claim], Any]] = {
    "low": lambda c: c.value and c.value.low,
    "high": lambda c: c.value and c.value.high,
    "qualifier": lambda c: c.value and c.value.qualifier,
    "statistic": lambda c: c.value and c.value.statistic,
    "unit": lambda c: c.value and c.value.unit,
    "object": lambda c: c.object,
    "outcome": lambda c: c.outcome,
    "party": lambda c: c.party,
    "actor": lambda c: c.actor,
    "place": lambda c: c.place and c.place.id,
    "claimant": lambda c: c.claimant.id,
    "relays": lambda c: [relay.id for relay in c.relays],
    "voice": lambda c: c.voice,
    "stance": lambda c: c.stance,
    "segment": lambda c: c.segment,
}


def main(names: Sequence[str]) -> None:
    """Prints the differences in the cases named, by file or by case."""
    cases = load_cases()
    asked = [c for c in cases if not names or {c.name, c.name.rpartition("-")[0]} & set(names)]
    failing = [(case, wrong) for case in asked if (wrong := read(case))]
    for case, wrong in failing:
        print(f"{case.name}\n{case.text}", *wrong, sep="\n  - ", end="\n\n")
    print(f"{len(asked) - len(failing)} of {len(asked)} right")


if __name__ == "__main__":
    main(sys.argv[1:])
