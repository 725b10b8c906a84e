"""Totals of disasters: what articles say of a whole event, against tables that people filled in from them.

An article makes many claims; the table holds one figure for the whole event. What gives it, per category:

1. the box beside the article, where it has a figure of the category: the largest in it, or the sum where it
   counts direct and indirect victims apart;
2. else the figure of the text, where it has only one of the category: it is the event's, of whatever place;
3. else the largest in the lead of those that are of no place, or of one in the article's name: the lead sums
   up, and a figure of a place is of a part;
4. else none. Many figures in the sections are of many places, days and neighbouring events, and adding them
   up counts some twice; a figure that is not there costs the same as one that is wrong.

Nothing is added up but direct and indirect victims in the box, and buildings destroyed and damaged that one
sentence tells apart, since the table holds both together. Figures that are vague, shares, rates, denied,
predicted or doubted do not count, nor families where people are counted.

The distance of two figures is ``|a - b| / (a + b)``, 0 where both are 0 or there is none on either side, 1
where only one side has one. A table may give a range; a figure inside it is right, others are measured from
the nearer end. The mean is over all events, as in the published evaluation of a language model, and also over
those events only where either side has a figure, which does not reward what is blank on both sides.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Literal

from counterclaim.errors import DataError
from counterclaim.model import Claim, Raw
from counterclaim.reader import Reading
from counterclaim.text.clean import slug

Range = tuple[float, float]
Part = Literal["box", "lead", "body"]
Rule = Literal["box", "only", "lead"]

# Category of the tables: outcomes and objects that count towards it.
_PEOPLE = frozenset({"people", "civilian", "personnel", "body"})
CATEGORIES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Deaths": (frozenset({"killed"}), _PEOPLE),
    "Injuries": (frozenset({"wounded", "hospitalised"}), _PEOPLE),
    "Displaced": (frozenset({"displaced", "evacuated"}), _PEOPLE),
    "Homeless": (frozenset({"homeless"}), _PEOPLE),
    "Affected": (frozenset({"affected"}), _PEOPLE),
    "Buildings_Damaged": (frozenset({"destroyed", "damaged"}), frozenset({"building"})),
}
# GPT-4o on 156 other events of the same collection (Wikimpacts, 2024).
PUBLISHED = {"Deaths": 0.037, "Injuries": 0.21, "Displaced": 0.30, "Buildings_Damaged": 0.28}

_CITATION = re.compile(r"\[[\w ]{1,12}\]")
_DOUBTED = frozenset({"denied", "predicted", "questioned"})


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its table.

    Attributes:
        text: name, box and sections, as paragraphs; marks of footnotes are left out.
        parts: where each part of the article begins in the text.
        table: per category the least and the greatest figure for the whole event.
    """

    id: str
    text: str
    parts: tuple[tuple[int, Part], ...]
    table: Mapping[str, Range]

    def part(self, offset: int) -> Part:
        """The part of the article that a place in its text belongs to."""
        return [part for start, part in self.parts if start <= offset][-1]


@dataclass(frozen=True, slots=True)
class Total:
    """The figure taken for a whole event, the claims it rests on, and by which of the rules."""

    figure: float
    claims: tuple[Claim, ...]
    rule: Rule


@dataclass(frozen=True, slots=True)
class Case:
    """One category of one event."""

    article: str
    category: str
    table: Range | None
    total: Total | None

    @property
    def distance(self) -> float:
        return distance(self.total.figure if self.total else None, self.table)

    @property
    def blank(self) -> bool:
        """Neither side has a figure."""
        return self.total is None and self.table is None


@dataclass(frozen=True, slots=True)
class Figures:
    """Errors in one category; lower is better.

    Attributes:
        error: the mean over all events.
        error_stated: the mean over the ``stated`` events, where either side has a figure.
        error_blank: what the mean over all events were if nothing was ever reported.
    """

    events: int
    error: float
    stated: int
    error_stated: float
    error_blank: float


def read_articles(path: str | Path) -> list[Article]:
    """Articles in JSON, each with ``event_id``, ``event``, ``infobox``, ``sections`` and ``gold``.

    Raises:
        DataError: the file cannot be read or is not of this form.
    """
    try:
        return [_article(row) for row in json.loads(Path(path).read_text("utf-8"))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: no articles with tables: {error!r}") from error


def _article(row: Mapping[str, Any]) -> Article:
    sections = [section for section in row["sections"] if section["content"].strip()]
    paragraphs: list[tuple[Part, str]] = [("lead", row["event"].strip())]
    paragraphs += [("box", line) for line in row["infobox"].splitlines() if line.strip()]
    for number, section in enumerate(sections):
        part: Part = "body" if number else "lead"
        paragraphs += [(part, section["header"].strip()), (part, section["content"].strip())]
    text, parts = "", []
    for part, paragraph in paragraphs:
        parts.append((len(text), part))
        text += _CITATION.sub("", paragraph) + "\n\n"
    (totals,) = (gold for gold in row["gold"] if gold["level"] == "total")
    table = {
        name: (float(totals[f"{name}_Min"]), float(totals[f"{name}_Max"]))
        for name in CATEGORIES
        if totals.get(f"{name}_Min") is not None
    }
    return Article(row["event_id"], text, tuple(parts), table)


def distance(figure: float | None, table: Range | None) -> float:
    """From 0, the same, to 1."""
    if figure is None or table is None:
        return float((figure is None) != (table is None))
    low, high = table
    end = low if figure < low else high if figure > high else figure
    return abs(figure - end) / (figure + end) if figure + end else 0.0


def measure(articles: Iterable[Article], read: Callable[[Raw], Reading]) -> list[Case]:
    """Reads each article as a report without a date, and takes the totals from its claims."""
    cases = []
    for article in articles:
        reading = read(Raw(article.id, article.text, article.text.encode()))
        found = totals(article, reading.claims)
        cases += [Case(article.id, name, article.table.get(name), found.get(name)) for name in CATEGORIES]
    return cases


def figures(cases: Iterable[Case]) -> dict[str, Figures]:
    """Errors by category."""
    held: defaultdict[str, list[Case]] = defaultdict(list)
    for case in cases:
        held[case.category].append(case)
    return {name: _figures(held[name]) for name in CATEGORIES if held[name]}


def _figures(cases: Sequence[Case]) -> Figures:
    stated = [case.distance for case in cases if not case.blank]
    return Figures(
        events=len(cases),
        error=fmean(case.distance for case in cases),
        stated=len(stated),
        error_stated=fmean(stated) if stated else 0.0,
        error_blank=fmean(distance(None, case.table) for case in cases),
    )


def totals(article: Article, claims: Iterable[Claim]) -> dict[str, Total]:
    """Per category the total of the event, where the article gives one."""
    found = {}
    held = list(claims)
    for name, (outcomes, objects) in CATEGORIES.items():
        fitting = [c for c in held if c.outcome in outcomes and c.object in objects and _counts(c)]
        total = _total(article, fitting)
        if total:
            found[name] = total
    return found


def _counts(claim: Claim) -> bool:
    value = claim.value
    return (
        value is not None
        and value.statistic == "total"
        and value.unit is None
        and (value.low, value.high) != (None, None)
        and claim.stance not in _DOUBTED
    )


def _total(article: Article, claims: Sequence[Claim]) -> Total | None:
    box = [claim for claim in claims if article.part(_start(claim)) == "box"]
    text = [claim for claim in claims if claim not in box]
    only = text if len({_figure(claim) for claim in text}) == 1 else []
    lead = [c for c in text if article.part(_start(c)) == "lead" and _of_all(article, c)]
    return _of_box(article, box) or _largest(only, "only") or _largest(lead, "lead")


def _of_all(article: Article, claim: Claim) -> bool:
    """It is of no place, or of one that the article is named after."""
    return claim.place is None or claim.place.id in slug(article.text.partition("\n")[0])


def _of_box(article: Article, claims: Sequence[Claim]) -> Total | None:
    apart = {kind: [c for c in claims if kind in _after(article, c)] for kind in (" direct", " indirect")}
    if all(apart.values()):
        parts = tuple(held[0] for held in apart.values())
        added = sum(map(_figure, parts))
        if all(_figure(claim) < added for claim in claims):
            return Total(added, parts, "box")
    return _largest(claims, "box")


def _largest(claims: Sequence[Claim], rule: Rule) -> Total | None:
    options: list[tuple[float, tuple[Claim, ...]]] = [(_figure(claim), (claim,)) for claim in claims]
    sentences: defaultdict[tuple[int, int], dict[str | None, Claim]] = defaultdict(dict)
    for claim in claims:
        sentences[claim.evidence.start, claim.evidence.end].setdefault(claim.outcome, claim)
    for parts in sentences.values():
        if parts.keys() == {"destroyed", "damaged"} and len({_start(c) for c in parts.values()}) > 1:
            options.append((sum(map(_figure, parts.values())), tuple(parts.values())))
    if not options:
        return None
    figure, held = max(options, key=lambda option: option[0])
    return Total(figure, held, rule)


def _figure(claim: Claim) -> float:
    """The figure that is named; the middle of a range."""
    value = claim.value
    ends = () if value is None else (value.low, value.high)
    return fmean(end for end in ends if end is not None)


def _start(claim: Claim) -> int:
    return claim.number.start if claim.number else claim.evidence.start


def _after(article: Article, claim: Claim) -> str:
    end = claim.number.end if claim.number else claim.evidence.end
    return article.text[end : end + 10]
