"""Relations, series, findings and comparisons for a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table

from counterclaim.export.table import SHORT_ID, SIMPLE, cell
from counterclaim.export.words import NOTHING, spaced
from counterclaim.link.explain import Explained
from counterclaim.link.findings import Finding, Matrix
from counterclaim.link.series import Check, Key, Series

Row = Mapping[str, Any]
Name = Callable[[str | None], str]
_ROOMY = 110


def relations_table(rows: Iterable[Row], width: int) -> Table:
    """Relations with their reasons."""
    table = _table("type", "why", "from", "to")
    for name in ("from", "to"):
        table.columns[("type", "why", "from", "to").index(name)].no_wrap = True
    for row in rows:
        table.add_row(
            *map(cell, (row["type"], row["why"], row["source"][:SHORT_ID], row["target"][:SHORT_ID]))
        )
    if width < _ROOMY:
        table.columns.pop()
        table.columns.pop()
    return table


def series_list(found: Iterable[Series], name: Name) -> Table:
    """What series there are, one row each."""
    table = _table("claimant", "of", "what", "where", "stands", "from", "to", "first", "last")
    for one in found:
        first, last = one.points[0], one.points[-1]
        stands = str(len(one.points))
        cells = (*key_words(one.key, name), stands, str(first.day), str(last.day), first.words, last.words)
        table.add_row(*map(cell, cells))
    return table


def series_table(one: Series, checks: Mapping[str, Check], name: Name) -> Table:
    """The stands of one series: day, figure, growth a day, the day's own count, what does not fit."""
    table = _table(
        "as of", "running total", "a day since", "that day", "remark", "issuer's series", "outlets"
    )
    for column in (1, 2, 3):
        table.columns[column].justify = "right"
    for point in one.points:
        rate = NOTHING if point.rate is None else f"{point.rate:,.0f}"
        as_ = f", as {spaced(point.outcome)}" if point.outcome else ""
        found = next((checks[c] for c in point.claims if c in checks), None)
        outlets = ", ".join(map(name, point.outlets))
        told = (
            str(point.day),
            point.words + as_,
            rate,
            point.daily or NOTHING,
            point.remark,
            _checked(found),
            outlets,
        )
        table.add_row(*map(cell, told))
    return table


def findings_table(found: Iterable[Finding]) -> Table:
    """Findings by number, with the beginnings of their claims' ids."""
    table = _table("", "finding", "claims")
    for number, one in enumerate(found, 1):
        ids = " ".join(claim[:SHORT_ID] for claim in one.claims[:6])
        table.add_row(str(number), cell(one.why), cell(ids))
    return table


def matrix_table(matrix: Matrix, name: Name) -> Table:
    """Who counts whom: a row for each camp, a column for each party; an empty cell is one nobody fills."""
    camps, parties = (sorted({pair[i] for pair in matrix}) for i in (0, 1))
    table = _table("who claims \\ of whom", *map(name, parties))
    for who in camps:
        cells = [name(who), *(cell_text(cell_of(matrix, who, whom)) for whom in parties)]
        table.add_row(*map(cell, cells))
    return table


def cell_of(matrix: Matrix, camp: str, party: str) -> dict[tuple[str, ...], int]:
    """What a camp counts of a party, with how many claims there are of each."""
    return {tuple(what): number for (c, p, *what), number in matrix.items() if (c, p) == (camp, party)}


def cell_text(held: Mapping[tuple[str, ...], int]) -> str:
    """How many claims, and of what the most."""
    if not held:
        return "none"
    most = sorted(held.items(), key=lambda pair: (-pair[1], pair[0]))
    told = ", ".join(f"{' '.join(filter(None, map(spaced, what)))} {number}" for what, number in most[:3])
    return f"{sum(held.values())}: {told}{' …' if len(most) > 3 else ''}"


def copies_table(found: Iterable[Row], sources: Mapping[str, str]) -> Table:
    """Pairs of reports with the share of each that is in the other."""
    table = _table("report", "of it", "report", "of it")
    for row in found:
        shares = (f"{row[of]:.0%}" if row[of] else "a sentence" for of in ("of_first", "of_second"))
        cells = (sources[row["first"]], next(shares), sources[row["second"]], next(shares))
        table.add_row(*map(cell, cells))
    return table


def comparison_table(found: Explained) -> Table:
    """Two claims, field by field."""
    table = _table("field", "the first", "the second", "", "why")
    for field in found.fields:
        table.add_row(*map(cell, (field.name, field.one, field.other, field.standing, field.reason)))
    return table


def label(key: Key, name: Name) -> str:
    """A series in one line."""
    who, whom, what, where = key_words(key, name)
    return f"{who} on {whom}: {what}" + (f" ({where})" if where != NOTHING else "")


def key_words(key: Key, name: Name) -> tuple[str, str, str, str]:
    """A series as who, of whom, what, where."""
    what = ", ".join(spaced(part) for part in (key.object, key.outcome) if part) or NOTHING
    if key.statistic != "total":
        what += f", {spaced(key.statistic)}"
    return name(key.claimant), name(key.party), what, name(key.place)


def _checked(found: Check | None) -> str:
    if found is None:
        return ""
    if found.standing == "not in it" and found.published is not None:
        return f"not in it ({found.published:,})"
    return found.standing if found.day is None else f"{found.standing} ({found.day})"


def _table(*columns: str) -> Table:
    table = Table(**SIMPLE)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def series_rows(found: Sequence[Series], checks: Mapping[str, Check]) -> Iterable[dict[str, Any]]:
    """The stands of some series as flat rows."""
    for one in found:
        key = one.key
        for point in one.points:
            check = next((checks[c] for c in point.claims if c in checks), None)
            yield {
                "claimant": key.claimant,
                "party": key.party,
                "object": key.object,
                "outcome": point.outcome or key.outcome,
                "place": key.place,
                "statistic": key.statistic,
                "unit": key.unit,
                "as_of": point.day.isoformat(),
                "words": point.words,
                "figure": point.figure,
                "low": point.low,
                "high": point.high,
                "a_day_since": None if point.rate is None else round(point.rate, 2),
                "that_day": point.daily or None,
                "remark": point.remark or None,
                "issuer_series": check.standing if check else None,
                "issuer_day": check.day.isoformat() if check and check.day else None,
                "claims": " ".join(point.claims),
                "outlets": " ".join(point.outlets),
            }


SERIES_COLUMNS = (
    "claimant", "party", "object", "outcome", "place", "statistic", "unit", "as_of", "words", "figure", "low", "high",
    "a_day_since", "that_day", "remark", "issuer_series", "issuer_day", "claims", "outlets",
)  # fmt: skip
RELATION_COLUMNS = ("id", "type", "source", "target", "basis", "why")


def totals(matrix: Matrix) -> Counter[tuple[str, str]]:
    """A matrix without what is counted."""
    found: Counter[tuple[str, str]] = Counter()
    for (who, whom, *_), number in matrix.items():
        found[who, whom] += number
    return found
