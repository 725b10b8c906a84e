"""One claim with everything that is known of it, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.export.table import SIMPLE, cell
from counterclaim.export.words import NOTHING, agent, chain, harmless, party, published, spaced, window

Row = Mapping[str, Any]


def claim_view(claim: Row, document: Row) -> RenderableType:
    """The claim in its sentence, the chain it came by, and each field with its ground.

    Args:
        document: the row of its document, with the text.
    """
    where = [f"{claim['segment']} of {document['source']}", agent(document["outlet"])]
    where.append(f"published {published(document)}")
    return Group(
        Text.assemble((claim["id"], "bold"), f"  {claim['kind']}"),
        cell(" · ".join(part for part in where if part != NOTHING)),
        Padding(sentence(claim, document["text"]), (1, 2)),
        Text("  " + harmless(" → ".join(chain(claim, document)))),
        fields_table(claim),
    )


def sentence(claim: Row, text: str) -> Text:
    """The evidence with its figure made to stand out, by weight and brackets and not by colour alone."""
    start, end = claim["evidence"]["start"], claim["evidence"]["end"]
    text, shown = harmless(text), Text()
    number = claim["number"]
    if number is None:
        return shown.append(text[start:end])
    shown.append(text[start : number["start"]])
    shown.append(f"[{text[number['start'] : number['end']]}]", style="bold reverse")
    return shown.append(text[number["end"] : end])


def fields_table(claim: Row) -> Table:
    """Every field of a claim, and on what ground it stands."""
    table = Table(**SIMPLE)
    table.add_column("field")
    table.add_column("value", overflow="fold", ratio=2)
    table.add_column("how it was found", overflow="fold", ratio=3, style="dim")
    place, event, value = claim["place"], claim["event"], claim["value"]
    rows = {
        "claimant": _with_id(claim["claimant"]),
        "camp": party(claim["claimant"]["camp"]),
        "relays": " → ".join(map(_with_id, claim["relays"])) or NOTHING,
        "party": party(claim["party"]),
        "actor": party(claim["actor"]),
        "value": NOTHING if value is None else _value(value),
        "object": spaced(claim["object"]),
        "outcome": spaced(claim["outcome"]),
        "place": NOTHING if place is None else _with_id(place),
        "window": _window(claim),
        "stated": NOTHING if claim["stated"] is None else " … ".join(dict.fromkeys(claim["stated"])),
        "event": NOTHING if event is None else ", ".join(filter(None, event.values())) or NOTHING,
        "voice": claim["voice"],
        "stance": claim["stance"],
        "segment": claim["segment"],
        "answers": spaced(claim["answers"]),
        "doubts": "; ".join(claim["doubts"]) or NOTHING,
    }
    grounds = claim["grounds"]
    for name, shown in rows.items():
        reasons = [_ground(ground) for ground in grounds if ground["field"].partition(".")[0] == name]
        if shown != NOTHING or reasons:
            table.add_row(name, cell(shown), cell("; ".join(reasons)))
    for ground in grounds:
        if ground["field"].partition(".")[0] not in rows:
            table.add_row(ground["field"], "", cell(_ground(ground)))
    return table


def _ground(ground: Row) -> str:
    at = ground["at"]
    return ground["reason"] if at is None else f"{ground['reason']} (“{at['text']}” at {at['start']})"


def _with_id(named: Row) -> str:
    return f"{named['name']} ({named['id']})" if named["name"] else str(named["id"])


def _value(value: Row) -> str:
    low, high = (f"{value[name]:,}" if value[name] is not None else "" for name in ("low", "high"))
    joined = "and" if value["qualifier"] == "between" else "to"
    bounds = low if low == high else f"{low} {joined} {high}" if low and high else low or high
    told = " ".join(filter(None, [bounds, value["unit"]]))
    statistic = "" if value["statistic"] == "total" else f", {spaced(value['statistic'])}"
    return f"“{value['words']}”: {spaced(value['qualifier'])} {told}".rstrip() + statistic


def _window(claim: Row) -> str:
    if claim["window"]["kind"] == "unknown":
        return window(claim)
    return f"{window(claim)} ({claim['window']['kind']}, {claim['window']['basis']})"
