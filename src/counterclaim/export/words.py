"""How the fields of a claim are put for a reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from counterclaim.model.codec import is_document
from counterclaim.world import load_world

NOTHING = "–"
UNDATED = "undated"
# Control characters and those that turn the direction of writing: a report must not steer the terminal it is
# shown on, nor hide words.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """Text with the same number of characters, those that steer the display replaced."""
    return _STEERING.sub("\ufffd", text)


def spaced(name: str | None) -> str:
    """An id or code as words: ``killed_or_wounded`` as "killed or wounded"."""
    return NOTHING if name is None else name.removeprefix("other:").replace("_", " ")


def display(known: str | None, names: Mapping[str, str]) -> str:
    """An id by its name; what published a report of no known outlet is named by that report's id, and has none."""
    return NOTHING if known and is_document(known) else names.get(known or "") or spaced(known)


def party(id: str | None) -> str:  # noqa: A002 (what it is)
    """A party or actor by its name in the built-in world, else its id as words."""
    known = load_world().entities.get(id or "")
    return known.name if known else spaced(id)


def figure(claim: Mapping[str, Any]) -> str:
    """Hedge and figure as worded; with the stance where it is not simply asserted."""
    if claim["value"] is None:
        return f"{claim['kind']}{_stance(claim)}"
    return " ".join(claim["value"]["words"].split()) + _stance(claim)


def counted(claim: Mapping[str, Any]) -> str:
    """What is counted and what happened to it: "tank, destroyed"."""
    return ", ".join(spaced(claim[name]) for name in ("object", "outcome") if claim[name]) or NOTHING


def window(claim: Mapping[str, Any], *, short: bool = False) -> str:
    """The time that is counted: "2024-08-06 … 2024-09-05", "total to 2025-01-06", "on 2024-12-24".

    Args:
        short: a running total as "to 2025-01-06", whether or not it is told from when, and what has no
            date without its kind, as "undated".
    """
    kind, precision = claim["window"]["kind"], claim["window"]["precision"]
    start, end = (_day(claim["window"][name], precision) for name in ("start", "end"))
    if kind == "unknown" or not (start or end):
        return UNDATED if short or kind == "unknown" else f"{_KINDS[kind]}, {UNDATED}"
    if kind == "instant":
        return f"on {start or end}" if precision == "day" else f"in {start or end}"
    if kind == "cumulative":
        if short and end:
            return f"to {end}"
        return f"total {start} … {end}".rstrip() if start else f"total to {end}"
    if start == end:
        return f"on {start}" if precision == "day" else f"in {start}"
    return f"{start or ''} … {end or ''}".strip()


def file_name(source: str) -> str:
    """A path without its folders; an address or other name as it is."""
    return source if "://" in source else source.rstrip("/").rpartition("/")[2] or source


def agent(row: Mapping[str, Any] | None) -> str:
    """A claimant, relay or outlet by its name."""
    return NOTHING if row is None else row["name"] or spaced(row["id"])


def chain(claim: Mapping[str, Any], document: Mapping[str, Any]) -> list[str]:
    """Who passed the claim on, from the reader's end to the one who stands behind it."""
    links = [document["outlet"], document["taken_from"], *claim["relays"], claim["claimant"]]
    names: list[str] = []
    for link in links:
        if link is not None and (name := agent(link)) not in names[-1:]:
            names.append(name)
    return names


def published(document: Mapping[str, Any]) -> str:
    """The day of publication, with its basis where it is not stated and the range where it is not sure."""
    found = document["published"]
    if found["day"] is None:
        return NOTHING
    if found["basis"] == "stated":
        return str(found["day"])
    if found["earliest"] != found["latest"]:
        return f"{found['day']} ({found['basis']}, {found['earliest']} … {found['latest']})"
    return f"{found['day']} ({found['basis']})"


_KINDS = {"period": "a period", "cumulative": "a running total", "instant": "a state"}


def _stance(claim: Mapping[str, Any]) -> str:
    return "" if claim["stance"] == "asserted" else f" ({claim['stance']})"


def _day(text: str | None, precision: str | None) -> str:
    if text is None:
        return ""
    return {"month": text[:7], "season": text[:7], "year": text[:4]}.get(precision or "", text)
