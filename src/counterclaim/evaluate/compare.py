"""Reported claims against coded ones."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from counterclaim.errors import DataError
from counterclaim.evaluate.found import Found, FoundValue, FoundWindow, ident, span
from counterclaim.evaluate.gold import ANY, Accepted, Coded, Gold, Wanted, WantedValue, WantedWindow
from counterclaim.evaluate.judge import CORE, FIELDS, NARRATOR, invented, judge
from counterclaim.evaluate.result import Difference, Evaluation, Kind, Miss, Share
from counterclaim.model import Span

# Two spans are the same figure when what they share is this much of what they cover together.
_ALIKE = 0.8
# A wrong side or speaker is worse than a blank one, a wrong figure worse than a wrong detail.
_WEIGHTS = {"party": 8, "claimant": 8, "value": 6, "outcome": 5, "object": 4, "place": 3, "window": 3}
_DETAIL, _SPURIOUS, _MISSED = 1, 7, 6
_NONE = "none"
# Hedges that say by themselves which end is open.
_FROM, _UP_TO = frozenset({"more_than", "at_least"}), frozenset({"nearly", "less_than", "at_most"})
_KINDS = {"period": "period", "cumulative": "running total", "instant": "state"}


def compare(gold: Gold, found: Iterable[Found]) -> Evaluation:
    """Pairs the claims of both sides by where their figures stand, and judges every field.

    A claim's ``source`` is that of a coded document where its file's name, with or without the ending, is the
    document's id; claims of other documents are left out. The order of the claims does not matter.

    Raises:
        DataError: there are claims, and none of a coded document.
    """
    documents = {one.id: one for one in gold.documents}
    reported: defaultdict[str, list[Found]] = defaultdict(list)
    strange = None
    for one in found:
        name = document_of(one.source, documents)
        if name is None:
            strange = one.source
        elif one.number is not None and (one.kind or "quantity") == "quantity":
            reported[name].append(one)
    if strange is not None and not reported:
        raise DataError(
            f"no claim is of a coded document: claims are of {strange}, coded is {min(documents)}"
        )
    coded: defaultdict[str, list[Wanted]] = defaultdict(list)
    for claim in gold.claims:
        coded[claim.document].append(claim)
    tally = _Tally()
    for name, document in documents.items():
        tally.add(document, coded[name], reported[name])
    return tally.result()


def document_of(source: str, documents: Iterable[str]) -> str | None:
    """The coded document that a path or record's id stands for."""
    name = re.split(r"[/\\]", source)[-1]
    known = {*documents}
    return next((one for one in (source, name, name.rpartition(".")[0]) if one in known), None)


class _Tally:
    """What was counted over the documents so far."""

    def __init__(self) -> None:
        self.coded = self.reported = self.paired = self.core = 0
        self.fields: dict[str, list[bool]] = {field: [] for field in FIELDS}
        self.blanks: list[bool] = []
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.parties: Counter[tuple[str, str]] = Counter()
        self.misses: list[Miss] = []

    def add(self, document: Coded, wanted: Sequence[Wanted], found: Sequence[Found]) -> None:
        pairs = _pairs(document, wanted, found)
        taken = {id(claim) for pair in pairs for claim in pair}
        for claim in wanted:
            if id(claim) not in taken and not claim.optional:
                self.coded += 1
                told = _told(claim.object, claim.outcome, claim.party)
                self._miss(document, "missed", claim.number, claim.evidence, told, _MISSED)
        for one in found:
            number = span(one.number)
            if number is not None and id(one) not in taken and not _tolerated(number, document):
                self.reported += 1
                told = _told((one.object,), (one.outcome,), (ident(one.party),))
                self._miss(document, "spurious", number, span(one.evidence), told, _SPURIOUS)
        for claim, one in pairs:
            self._judge(document, claim, one)

    def _judge(self, document: Coded, claim: Wanted, one: Found) -> None:
        verdict, blanks = judge(claim, one, document), invented(claim, one)
        self.coded += 1
        self.reported += 1
        self.paired += 1
        self.core += all(verdict[field] is not False for field in CORE)
        self.blanks += blanks.values()
        for field, right in verdict.items():
            if right is not None:
                self.fields[field].append(right)
        for field, table in (("outcome", self.outcomes), ("party", self.parties)):
            if verdict[field] is not None:
                got = ident(getattr(one, field)) or _NONE
                expected = got if verdict[field] else ident(getattr(claim, field)[0]) or _NONE
                table[expected, got] += 1
        wrong = [field for field, right in verdict.items() if right is False or blanks.get(field)]
        if wrong:
            differences = tuple(_difference(field, claim, one, bool(blanks.get(field))) for field in wrong)
            told = _told(claim.object, claim.outcome, claim.party)
            evidence = claim.evidence or span(one.evidence)
            weight = sum(map(_weight, differences))
            self._miss(document, "wrong", claim.number, evidence, told, weight, differences)

    def _miss(
        self,
        document: Coded,
        kind: Kind,
        number: Span,
        evidence: Span | None,
        told: str,
        weight: int,
        differences: tuple[Difference, ...] = (),
    ) -> None:
        self.misses.append(Miss(kind, document.id, number, evidence, told, differences, weight))

    def result(self) -> Evaluation:
        """The whole."""
        return Evaluation(
            coded=self.coded,
            reported=self.reported,
            paired=self.paired,
            core=self.core,
            fields={field: Share(sum(held), len(held)) for field, held in self.fields.items() if held},
            invented=Share(sum(self.blanks), len(self.blanks)),
            outcomes=dict(sorted(self.outcomes.items())),
            parties=dict(sorted(self.parties.items())),
            misses=tuple(sorted(self.misses, key=lambda m: (-m.weight, m.document, m.number.start, m.told))),
        )


def _pairs(document: Coded, wanted: Sequence[Wanted], found: Sequence[Found]) -> list[tuple[Wanted, Found]]:
    """One to one; where a figure has several claims, those that agree in most fields go together."""
    fits = []
    for at, claim in enumerate(wanted):
        for one in found:
            if one.number is not None and _alike(claim.number, one.number.start, one.number.end) >= _ALIKE:
                right = sum(verdict is True for verdict in judge(claim, one, document).values())
                fits.append((-right, at, repr(one), claim, one))
    taken: set[int] = set()
    pairs = []
    for *_, claim, one in sorted(fits, key=lambda fit: fit[:3]):
        if not taken & {id(claim), id(one)}:
            taken |= {id(claim), id(one)}
            pairs.append((claim, one))
    return pairs


def _alike(number: Span, start: int, end: int) -> float:
    shared = min(number.end, end) - max(number.start, start)
    return shared / (max(number.end, end) - min(number.start, start)) if shared > 0 else 0.0


def _tolerated(number: Span, document: Coded) -> bool:
    return any(start <= number.end and number.start <= end for start, end in document.tolerated)


def _weight(difference: Difference) -> int:
    weight = _WEIGHTS.get(difference.field, _DETAIL)
    return weight if difference.got != _NONE else (weight + 1) // 2


def _difference(field: str, claim: Wanted, one: Found, filled: bool) -> Difference:
    if field in ("value", "qualifier"):
        expected, got = _value(claim.value), _value(one.value or FoundValue())
    elif field == "window":
        expected, got = _window(claim.window), _window(one.window or FoundWindow())
    elif field == "relays":
        expected, got = _any(claim.relays, " and "), _any([ident(relay) for relay in one.relays], " and ")
    else:
        expected, got = _any(getattr(claim, field)), ident(getattr(one, field)) or _NONE
        got = NARRATOR if field == "claimant" and got == _NONE else got
    return Difference(field, "blank" if filled else expected, got, filled)


def _told(*fields: Accepted) -> str:
    return ", ".join(_any(field) for field in fields if field != (None,) and ANY not in field)


def _any(options: Iterable[str | None], joined: str = " or ") -> str:
    return joined.join(option or _NONE for option in options) or _NONE


def _value(value: WantedValue | FoundValue) -> str:
    """In plain words: "more than 38,000", "12 to 15", "38,000 or more", "50 percent"."""
    hedges, low, high = _options(value.qualifier), value.low, value.high
    if low is None and high is None:
        figure = "" if hedges else "no figure"
    elif low == high:
        figure = f"{low:,}"
    elif high is None:
        figure = f"{low:,}" if hedges and _FROM.issuperset(hedges) else f"{low:,} or more"
    elif low is None:
        figure = f"{high:,}" if hedges and _UP_TO.issuperset(hedges) else f"up to {high:,}"
    else:
        figure = f"{low:,} {'and' if hedges == ('between',) else 'to'} {high:,}"
    parts = [
        () if hedges == ("exact",) else hedges,
        (figure,) if figure else (),
        _options(value.unit),
        tuple(one for one in _options(value.statistic) if one != "total"),
    ]
    return " ".join(_any(part) for part in parts if part).replace("_", " ")


def _window(window: WantedWindow | FoundWindow) -> str:
    """In plain words: "2024-08-06 to 2024-09-05", "running total to 2025-01-06", "undated"."""
    kinds, start, end = _options(window.kind), window.start, window.end
    if start and end:
        days = start if start == end else f"{start} to {end}"
    else:
        days = f"from {start}" if start else f"to {end}" if end else ""
    told = len(kinds) not in (0, len(_KINDS)) and "unknown" not in kinds
    kind = _any([_KINDS.get(one or "", one) for one in kinds]) if told else ""
    if not days:
        return f"{kind}, undated" if kind else "undated"
    return days if kinds == ("period",) else f"{kind} {days}".strip()


def _options(held: Accepted | str | None) -> Accepted:
    """What is accepted or reported; nothing where it is not scored or blank."""
    options = held if isinstance(held, tuple) else (held,)
    return () if ANY in options or options == (None,) else options
