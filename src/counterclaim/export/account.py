"""An account for a terminal, and as a row for machines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from rich.table import Table
from rich.text import Text

from counterclaim.account.account import Account, Added, Aside, Held, Sentence, Stand
from counterclaim.account.beside import Side
from counterclaim.account.estimate_told import total_of
from counterclaim.account.figures import number
from counterclaim.account.words import between, over
from counterclaim.export.estimate import biases_table
from counterclaim.export.table import SHORT_ID, SIMPLE, cell
from counterclaim.export.words import NOTHING, harmless, spaced
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement

# So many ids follow a number; the others are in --json.
_IDS = 3
_KEPT = (
    "id", "document", "outlet", "published", "segment", "stance", "claimant", "name", "camp", "words", "figure", "low",
    "high", "qualifier", "kind", "start", "end",
)  # fmt: skip
_DAYS = ("published", "start", "end")


def account_row(of: Account | Added | Held) -> dict[str, Any]:
    """An account as JSON can hold it: days as ISO dates, claims with what is compared of them."""
    row = _plain(of)
    if isinstance(of, Account):
        found = total_of(of)
        if found is not None:  # of one day: the others are in the file of the estimate
            row["estimate"] |= {"days": [_plain(found[0])], "totals": [_plain(found[1])]}
        row["told"] = [{"text": one.text, "claims": one.claims} for one in of.told]
    return dict(row)


def _plain(value: Any) -> Any:
    if isinstance(value, Statement):
        row = {name: getattr(value, name) for name in _KEPT}
        return row | {name: _iso(row[name]) for name in _DAYS}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def paragraph(told: Iterable[Sentence]) -> Text:
    """Sentences in a row; what rests on claims is followed by their ids."""
    text = Text()
    for sentence in told:
        for piece in sentence.pieces:
            words = piece.text
            stop = words.endswith(".") and bool(piece.claims)
            text.append(harmless(words.removesuffix(".") if stop else words))
            if piece.claims:
                text.append(f" [{ids(piece.claims)}]", style="dim")
            text.append("." if stop else "")
        text.append(" ")
    text.rstrip()
    return text


def ids(claims: Sequence[str]) -> str:
    """The beginnings of the first ids, and how many more there are."""
    further = len(claims) - _IDS
    return " ".join(claim[:SHORT_ID] for claim in claims[:_IDS]) + (f" +{further}" if further > 0 else "")


def sides_table(stand: Stand, name: Any) -> Table:
    """What each camp gives over the time that an account is mainly of."""
    table = _table("on whose side", "least", "most", "in words", "claims")
    for side in stand.sides:
        least, most = _ends(side)
        words = ", ".join(f"“{one}”" for one in side.words[:_IDS]) + (" …" if len(side.words) > _IDS else "")
        who = name(side.camp) if side.camp else "no known side"
        table.add_row(*map(cell, (who, least, most, words, ids(side.claims))))
    return table


def _ends(side: Side) -> tuple[str, str]:
    below, above = " or less" if side.open_below else "", " or more" if side.open_above else ""
    return f"{number(side.least)}{below}", f"{number(side.most)}{above}"


def biases_told(of: Account, name: Any) -> Table:
    """How many each source reports for each one estimated of this quantity."""
    alone = {(one.party, one.category) for one in (of.estimate,) if one is not None and one.alone}
    return biases_table(of.biases, alone, name)


def times_table(beside: Iterable[Stand]) -> Table:
    """Further times of a quantity, with their ranges."""
    table = _table("over another time", "figures", "claims")
    for one in beside:
        lows = [(side.least, side.open_below) for side in one.sides]
        highs = [(side.most, side.open_above) for side in one.sides]
        told = NOTHING
        if lows:
            least, most = min(lows)[0], max(highs)[0]
            told = between(least, most, any(o for _, o in lows), any(o for _, o in highs))
        table.add_row(*map(cell, (over(one.time), told, ids([claim.id for claim in one.claims]))))
    return table


def claims_table(claims: Iterable[Statement], aside: Iterable[Aside] = ()) -> Table:
    """Claims one by one, with what keeps some of them out of every range."""
    table = _table("claimant", "figure", "counts to", "published", "outlet", "id", "")
    for one in claims:
        to = NOTHING if one.end is None else date.fromordinal(one.end).isoformat()
        when = NOTHING if one.published is None else date.fromordinal(one.published).isoformat()
        who = {NARRATOR: "the report itself", UNNAMED: "unnamed"}.get(
            one.claimant, one.name or spaced(one.claimant)
        )
        outlet = NOTHING if one.outlet == one.document else one.outlet_name or spaced(one.outlet)
        table.add_row(*map(cell, (who, one.words, to, when, outlet, one.id[:SHORT_ID], "")))
    for left in aside:
        row = (NOTHING, left.words, NOTHING, NOTHING, NOTHING, left.claim[:SHORT_ID], left.why)
        table.add_row(*map(cell, row))
    return table


def held_table(found: Iterable[Held], name: Any) -> Table:
    """Quantities, with how many claims and camps there are."""
    table = _table("of", "what", "where", "claims", "camps")
    for one in found:
        of = one.quantity
        what = ", ".join(spaced(part) for part in (of.object, of.outcome) if part) or NOTHING
        places = name(of.party) if of.party else NOTHING, what, name(of.place) if of.place else NOTHING
        table.add_row(*map(cell, (*places, f"{one.claims:,}", f"{one.camps:,}")))
    return table


def added_table(of: Added, name: Any) -> Table:
    """The parts of a sum, and what is left out."""
    table = _table("where", "over", "figures", "claims")
    for part, time, found in zip(of.parts, of.over, of.ranges, strict=True):
        ends = (
            (found.low, found.high)
            if found.best is None
            else (found.low or found.best, found.high or found.best)
        )
        told = NOTHING
        if ends[0] is not None and ends[1] is not None:
            told = between(ends[0], ends[1], found.open_below, found.open_above)
        table.add_row(*map(cell, (name(part.place), over(time), told, ids(found.counted))))
    for left, why in of.left_out:
        table.add_row(
            *map(cell, (name(left.place) if left.place else NOTHING, f"left out: {why}", NOTHING, NOTHING))
        )
    return table


def _table(*columns: str) -> Table:
    table = Table(**SIMPLE)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
