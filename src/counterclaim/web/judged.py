"""What a form says of a claim, as a judgement: names become ids, and only what differs is a correction."""

from __future__ import annotations

from typing import Any, get_args

from counterclaim.judging.correction import READ
from counterclaim.model import Stance, Voice, WindowKind
from counterclaim.model.codec import Row
from counterclaim.model.quantity import Qualifier
from counterclaim.text.clean import slug
from counterclaim.web.desk import Desk
from counterclaim.web.page import Asked, BadQuestionError, Question

# Values that begin like what was written.
_LOOKED_AT = 1000
VERDICTS = ("accepted", "corrected", "rejected", "merged", "noted")
# The fields of a claim as a person edits them: names, days and offsets in text.
FIELDS = (
    Asked("number_start", "where the figure begins in the text, in code points", "whole"),
    Asked("number_end", "where it ends", "whole"),
    Asked("evidence_start", "where the sentence begins", "whole"),
    Asked("evidence_end", "where it ends", "whole"),
    Asked("low", "the lower end of what the words mean", "number"),
    Asked("high", "the upper end", "number"),
    Asked("qualifier", "the hedge", choices=get_args(Qualifier)),
    Asked("object", "what is counted"),
    Asked("outcome", "what happened to it"),
    Asked("party", "whose it is, by name or id"),
    Asked("actor", "who did it, by name or id"),
    Asked("place", "where, by name or id"),
    Asked("claimant", "who says so, by name or id"),
    Asked("camp", "for whom the claimant speaks, by name or id"),
    Asked("window_kind", "the time that is counted", choices=get_args(WindowKind)),
    Asked("window_start", "its first day", "day"),
    Asked("window_end", "its last day", "day"),
    Asked("voice", "how it is told", choices=get_args(Voice)),
    Asked("stance", "how sure", choices=get_args(Stance)),
    Asked("segment", "where in the report", choices=READ),
)  # fmt: skip


def edited(desk: Desk, row: Row) -> dict[str, Any]:
    """The fields of a claim as the form shows them."""
    number, value, window = row["number"], row["value"] or {}, row["window"]
    return {
        "number_start": number and number["start"],
        "number_end": number and number["end"],
        "evidence_start": row["evidence"]["start"],
        "evidence_end": row["evidence"]["end"],
        "low": _plain(value.get("low")),
        "high": _plain(value.get("high")),
        "qualifier": value.get("qualifier"),
        "object": row["object"],
        "outcome": row["outcome"],
        "party": row["party"] and desk.name(row["party"]),
        "actor": row["actor"] and desk.name(row["actor"]),
        "place": row["place"] and row["place"]["name"],
        "claimant": row["claimant"]["name"] or row["claimant"]["id"],
        "camp": row["claimant"]["camp"] and desk.name(row["claimant"]["camp"]),
        "window_kind": window["kind"],
        "window_start": window["start"],
        "window_end": window["end"],
        "voice": row["voice"],
        "stance": row["stance"],
        "segment": row["segment"],
    }


def changes(desk: Desk, row: Row, question: Question) -> dict[str, Any]:
    """What a form says otherwise than the claim stands, as ``judging.correction.correct`` takes it.

    Raises:
        BadQuestionError: a field is not what it has to be.
    """
    shown, given, posted = edited(desk, row), question.given, question.posted
    text = {one.name: posted[one.name].strip() for one in FIELDS if one.name in posted}
    changed = {
        name: said or None
        for name, said in text.items()
        if said != ("" if shown[name] is None else str(shown[name]))
    }
    found: dict[str, Any] = {}
    for name in ("object", "outcome", "voice", "stance", "segment"):
        if name in changed:
            found[name] = changed[name]
    for name in ("party", "actor"):
        if name in changed:
            found[name] = id_of(desk, name, changed[name])
    if "place" in changed:
        place = id_of(desk, "place", changed["place"])
        found["place"] = place and {"id": place, "name": changed["place"]}
    if {"claimant", "camp"} & set(changed):
        who = dict(row["claimant"])
        if "claimant" in changed:
            name = changed["claimant"] or ""
            who |= {"id": id_of(desk, "claimant", name) or "", "name": name}
        if "camp" in changed:
            who["camp"] = id_of(desk, "camp", changed["camp"])
        found["claimant"] = who
    for name in ("number", "evidence"):
        if {f"{name}_start", f"{name}_end"} & set(changed):
            found[name] = {end: given[f"{name}_{end}"] for end in ("start", "end")}
            if None in found[name].values():
                raise BadQuestionError(f"{name}: its beginning and end are whole numbers")
    if {"low", "high", "qualifier"} & set(changed):
        found["value"] = {
            name: changed[name] if name == "qualifier" else _plain(given[name])
            for name in ("low", "high", "qualifier")
            if name in changed
        }
    window = {
        name: changed[f"window_{name}"] for name in ("kind", "start", "end") if f"window_{name}" in changed
    }
    if window:
        found["window"] = window
    return found


def id_of(desk: Desk, field: str, text: str | None) -> str | None:
    """The id of what somebody wrote: of whoever has that name in the ledger, else the words themselves."""
    if text is None:
        return None
    known = [one.value for one in desk.listing.values(field, text, limit=_LOOKED_AT) if one.value]
    alike = [value for value in known if text == value or desk.name(value).casefold() == text.casefold()]
    return min(alike) if alike else slug(text)


def _plain(value: float | None) -> float | int | None:
    return int(value) if isinstance(value, float) and value.is_integer() else value
