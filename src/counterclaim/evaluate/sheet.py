"""Claims as coded in a table: one row each, the number as it is printed in the text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from counterclaim.errors import DataError
from counterclaim.evaluate.compare import document_of
from counterclaim.evaluate.gold import (
    ANY,
    BLANK,
    OPEN,
    Accepted,
    Coded,
    Gold,
    Wanted,
    WantedValue,
    WantedWindow,
)
from counterclaim.evaluate.judge import NARRATOR
from counterclaim.model import Span
from counterclaim.text.clean import plain
from counterclaim.text.figures import find_figures
from counterclaim.text.tokens import tokenize
from counterclaim.text.when import find_times

NEEDED = ("document", "number", "object", "outcome", "party", "claimant")
_OPTIONAL = ("actor", "voice", "stance", "segment", "place")
_VALUE = ("qualifier", "statistic", "unit")
_WINDOW = ("window", "start", "end")
COLUMNS = (*NEEDED, *_OPTIONAL, *_VALUE, *_WINDOW, "relays", "outlet", "evidence", "offset", "optional")
_YES = frozenset({"1", "yes", "true", "x"})
_AFTER = 40

Row = Mapping[str, str]


def read_sheet(path: str | Path, texts: Mapping[str, str]) -> Gold:
    """Labels in CSV with a header; ``NEEDED`` columns, and any of the other ``COLUMNS``.

    In a cell, ``a|b`` accepts either and ``*`` is not scored. An empty party, place or window (start and end)
    must be left blank, an empty outcome or actor is not scored, an empty claimant is the publication itself.
    A column that is not there is not scored; without ``qualifier`` only the figure counts, not its bound, and
    with it an empty one is ``exact``; without ``unit`` it is the one that is printed with the figure.
    ``outlet``, in any row of a document, is another name of the publication as a claimant.

    The rows of a document come in reading order: a number is looked for after the one of the row before,
    dates and parts of longer numbers left out; one that does not come again is the same one, said of
    something else. ``offset`` (characters before it) or ``evidence`` (words around it) settle it otherwise.

    Args:
        texts: the texts of the documents, by path, file name, or record's id.

    Raises:
        DataError: the file cannot be read, lacks a column, or a number is not in its text; names the line.
    """
    rows = _rows(path)
    names = dict.fromkeys(row["document"] for _, row in rows)
    numbers = {name: _Numbers(text) for name, text in _texts(names, texts)}
    claims = []
    for line, row in rows:
        held = numbers.get(row["document"])
        if held is None:
            raise DataError(f"{path}:{line}: there is no text of the document {row['document'] or '(empty)'}")
        try:
            claims.append(_wanted(line, row, held.find(row), held.text))
        except ValueError as error:
            raise DataError(f"{path}:{line}: {row['document']}: {error}") from error
    outlets = {row["document"]: row["outlet"] for _, row in rows if row.get("outlet")}
    return Gold(tuple(Coded(name, outlets.get(name)) for name in names), tuple(claims))


def _rows(path: str | Path) -> list[tuple[int, Row]]:
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            header = reader.fieldnames = [name.strip().lower() for name in reader.fieldnames or ()]
            rows = [(reader.line_num, _clean(row)) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error})") from error
    if lacking := [name for name in NEEDED if name not in header]:
        raise DataError(f"{path}: lacks the columns {', '.join(lacking)}; it has: {', '.join(header)}")
    if strange := [name for name in header if name not in COLUMNS]:
        raise DataError(f"{path}: no such column: {', '.join(strange)}; there can be: {', '.join(COLUMNS)}")
    return rows


def _clean(row: Mapping[str, str | None]) -> Row:
    return {name: (cell or "").strip() for name, cell in row.items() if name is not None}


def _texts(names: Mapping[str, None], texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for source, text in texts.items():
        name = document_of(source, names)
        if name is not None:
            yield name, text


class _Numbers:
    """Where the numbers of one text stand; remembers how far it has been read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._plain = plain(text)
        self._times = [(t.start, t.end) for t in find_times(self._plain, 0, len(text))]
        self._at = 0
        self._last: Span | None = None

    def find(self, row: Row) -> Span:
        """Raises ``ValueError`` where the number is not to be found."""
        found = self._find(row)
        self._last, self._at = found, found.end
        return found

    def _find(self, row: Row) -> Span:
        number = plain(row["number"])
        if not number:
            raise ValueError("the number is empty")
        if row.get("offset"):
            start = int(row["offset"]) if row["offset"].isdigit() else -1
            if start < 0 or self._plain[start : start + len(number)] != number:
                raise ValueError(f"{number!r} does not stand at offset {row['offset']}")
            return self._span(start, number)
        first, end = self._at, len(self.text)
        if evidence := plain(row.get("evidence", "")):
            at = self._plain.find(evidence)
            if at < 0:
                raise ValueError(f"the evidence is not in the text: {evidence[:60]!r}")
            end = at + len(evidence)
            first = self._at if at <= self._at < end else at
        starts = [m.start() for m in _whole(number).finditer(self._plain, first, end)]
        counts = [s for s in starts if not any(a <= s and s + len(number) <= b for a, b in self._times)]
        if counts or starts:
            return self._span((counts or starts)[0], number)
        if self._last is not None and plain(self._last.text) == number:
            return self._last
        raise ValueError(self._why_not(number, within=bool(evidence)))

    def _why_not(self, number: str, *, within: bool) -> str:
        """Why a number is not found: it is written otherwise, nowhere there, or out of order."""
        if _whole(number).search(self._plain):
            if within:
                return f"{number!r} does not stand in the words given as evidence, or not after the row above"
            after = "" if self._last is None else f" ({self._last.text!r} at {self._last.start})"
            return (
                f"{number!r} comes only before the number of the row above{after}; put rows in reading order"
            )
        told = f"{number!r} is not in the text as written"
        if found := _otherwise(number, self._plain):
            return f"{told}; the text has {found!r}"
        return f"{told}; give the number as it is printed"

    def _span(self, start: int, number: str) -> Span:
        return Span(start, start + len(number), self.text[start : start + len(number)])


def _whole(number: str) -> re.Pattern[str]:
    words = r"[ \n]+".join(map(re.escape, number.split()))
    return re.compile(rf"(?<![\w$€£])(?<!\d[.,])(?:{words})(?!\w)(?![.,]\d)")


def _otherwise(number: str, text: str) -> str | None:
    """The same digits as the text writes them: 50000 as "50,000"."""
    digits = re.sub(r"\D", "", number)
    if not digits or not re.fullmatch(r"\d[\d., ]*", number):
        return None
    found = re.search(rf"(?<![\d.,]){'[., ]?'.join(digits)}(?![.,]?\d)", text)
    return found[0] if found else None


def _wanted(line: int, row: Row, number: Span, text: str) -> Wanted:
    evidence = None
    if words := row.get("evidence"):
        start = plain(text).find(plain(words))
        evidence = Span(start, start + len(words), words)
    return Wanted(
        id=f"line {line}",
        document=row["document"],
        number=number,
        value=_value(row, number, text),
        object=_options(row, "object", OPEN),
        outcome=_options(row, "outcome", OPEN),
        party=_options(row, "party", BLANK),
        claimant=_options(row, "claimant", (NARRATOR,)),
        actor=_options(row, "actor", OPEN),
        place=_options(row, "place", BLANK),
        window=_window(row),
        relays=tuple(filter(None, row.get("relays", "").split("|"))),
        voice=_options(row, "voice", OPEN),
        stance=_options(row, "stance", OPEN),
        segment=_options(row, "segment", OPEN),
        optional=row.get("optional", "").lower() in _YES,
        evidence=evidence,
    )


def _options(row: Row, name: str, empty: Accepted) -> Accepted:
    if name not in row:
        return OPEN
    return tuple(option.strip() for option in row[name].split("|")) if row[name] else empty


def _value(row: Row, number: Span, text: str) -> WantedValue:
    """The figure as printed, read with the words after it, which may say what it is a share of."""
    tokens = tokenize(plain(text), number.start, min(len(text), number.end + _AFTER))
    figure = next(iter(find_figures(tokens)), None)
    low, high = (figure.low, figure.high) if figure else (None, None)
    unit = (figure.unit,) if figure and figure.unit else BLANK
    return WantedValue(
        low=low,
        high=high,
        qualifier=_options(row, "qualifier", ("exact",)),
        statistic=_options(row, "statistic", ("total",)),
        unit=_options(row, "unit", BLANK) if "unit" in row else unit,
    )


def _window(row: Row) -> WantedWindow:
    if not {*_WINDOW} & row.keys():
        return WantedWindow(OPEN)
    start, end = row.get("start"), row.get("end")
    kind = tuple(row["window"].split("|")) if row.get("window") else None
    if kind is None:
        kind = ("unknown",) if not start and not end else ("period", "cumulative", "instant")
    return WantedWindow(kind, *(None if day in ("", ANY) else day for day in (start, end)))
