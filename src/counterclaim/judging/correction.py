"""What a person puts right in a claim, held against the codebook and the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

from counterclaim.errors import JudgementError
from counterclaim.judging.figures import read_value
from counterclaim.judging.quantified import checked_value
from counterclaim.lang import load_objects, load_outcomes
from counterclaim.model import Basis, Precision, SegmentKind, Stance, Voice, WindowKind
from counterclaim.model.codec import Row
from counterclaim.text.clean import slug

_OTHER = "other:"
# Parts of a page that give no claims (codebook, `segment`).
READ = tuple(kind for kind in get_args(SegmentKind) if kind not in ("metadata", "boilerplate"))
_UNKNOWN = {"start": None, "end": None, "precision": None, "basis": "unknown"}
_MOST_NAME, _MOST_RELAYS = 300, 20


def correct(row: Row, text: str, given: Mapping[str, Any]) -> Row:
    """The fields that are put right, whole, and only those that differ from the row.

    ``number`` and ``evidence`` are given by ``start`` and ``end``. Of ``value``, ``window`` and ``claimant`` what is
    not given stays, as far as it still fits; the value of a corrected number is read anew from its words.

    Args:
        row: the claim as it stands (codebook, section 6).
        text: of its document.
        given: fields with what is right.

    Raises:
        JudgementError: names the field and what is allowed.
    """
    if unknown := [field for field in given if field not in FIELDS]:
        raise JudgementError(f"{unknown[0]}: cannot be corrected; there are {', '.join(FIELDS)}")
    found: Row = {}
    for field in ("number", "evidence"):
        if field in given:
            found[field] = _span(field, text, given[field])
    if "number" in found and row["kind"] != "quantity":
        raise JudgementError(f"number: a {row['kind']} has none")
    _check_inside(row | found)
    for field, checked in _CHECKS.items():
        if field in given:
            found[field] = checked(field, given[field], row.get(field))
    stands = row | found
    if "value" in given and row["kind"] != "quantity":
        raise JudgementError(f"value: a {row['kind']} has none")
    value, number = row["value"], stands["number"]
    if number != row["number"]:
        value = found["value"] = read_value(text, number, stands["evidence"], row)
        if value is None and "value" not in given:
            raise JudgementError(f'number: "{number["text"]}" is no figure; give the value too')
    if "value" in given:
        found["value"] = checked_value(given["value"], value, number["text"])
    return {field: found[field] for field in FIELDS if field in found and found[field] != row.get(field)}


def outcomes() -> list[str]:
    """The codebook's outcomes, sorted; beside them there is ``other:`` and a lemma."""
    entries = load_outcomes()
    return sorted({one.id for one in entries.outcome} | {one.is_ for one in entries.join})


def objects() -> list[str]:
    """The codebook's objects, sorted; beside them there is ``other:`` and a lemma."""
    return sorted({one.id for one in load_objects().object})


def _span(field: str, text: str, given: Any) -> Row:
    start, end = (given.get("start"), given.get("end")) if isinstance(given, Mapping) else (None, None)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        raise JudgementError(f"{field}: takes start and end, offsets from 0 to {len(text)} of the text")
    return {"text": text[start:end], "start": start, "end": end}


def _check_inside(row: Row) -> None:
    number, evidence = row["number"], row["evidence"]
    if number and not evidence["start"] <= number["start"] < number["end"] <= evidence["end"]:
        within = f"{evidence['start']} to {evidence['end']}"
        raise JudgementError(f"number: has to stand within the evidence, {within}; give that too")


@cache
def _listed(field: str) -> list[str]:
    return {"object": objects, "outcome": outcomes}[field]()


def _named(field: str, given: Any, _: Any) -> str | None:
    """What is counted, or what happened to it."""
    if given is None or given in _listed(field):
        return given  # type: ignore[no-any-return]
    if isinstance(given, str) and given.startswith(_OTHER):
        lemma = given.removeprefix(_OTHER)
        if len(lemma) <= _MOST_NAME and lemma and slug(lemma) == lemma.replace("-", "_"):
            return given
    allowed = ", ".join(one for one in _listed(field) if not one.startswith(_OTHER))
    raise JudgementError(f"{field}: {given!r:.60} is none of {allowed}; or other: and a lemma, or null")


def _id(field: str, given: Any, _: Any = None) -> str | None:
    if given is None:
        return None
    if isinstance(given, str) and given and len(given) <= _MOST_NAME and slug(given) == given:
        return given
    raise JudgementError(f"{field}: {given!r:.60} is no id: lower-case words joined by _, or null")


def _name(field: str, given: Any) -> str:
    if isinstance(given, str) and given.strip() and len(given) <= _MOST_NAME:
        return given.strip()
    raise JudgementError(f"{field}.name: is to be words, {_MOST_NAME} characters at most")


def _place(field: str, given: Any, _: Any) -> Row | None:
    if given is None:
        return None
    _check_keys(field, given, ("id", "name"))
    name = _name(field, given.get("name"))
    return {"id": _id(f"{field}.id", given.get("id")) or slug(name), "name": name}


def _agent(field: str, given: Any, before: Any = None) -> Row:
    _check_keys(field, given, ("id", "name", "camp"))
    known: Row = before or {}
    renamed = "id" not in given and given.get("name", known.get("name")) != known.get("name")
    if not renamed and given.get("id", known.get("id")) == known.get("id"):
        given = known | dict(given)
    name = _name(field, given.get("name"))
    made = _id(f"{field}.id", given.get("id")) or slug(name)
    if not made:
        raise JudgementError(f"{field}.id: the name has no letters; give lower-case words joined by _")
    return {"id": made, "name": name, "camp": _id(f"{field}.camp", given.get("camp"))}


def _relays(field: str, given: Any, _: Any) -> list[Row]:
    if not isinstance(given, list | tuple) or len(given) > _MOST_RELAYS:
        raise JudgementError(f"{field}: takes a list of id, name and camp, at most {_MOST_RELAYS}")
    return [_agent(field, one) for one in given]


def _window(field: str, given: Any, before: Any) -> Row:
    _check_keys(field, given, ("kind", *_UNKNOWN))
    found: Row = dict(before) | dict(given)
    _check_one_of(f"{field}.kind", found["kind"], get_args(WindowKind))
    if found["kind"] == "unknown":
        return {"kind": "unknown", **_UNKNOWN}
    start, end = (_day(f"{field}.{key}", found[key]) for key in ("start", "end"))
    if start and end and start > end:
        raise JudgementError(f"{field}: starts on {start}, after its end on {end}")
    _check_one_of(f"{field}.basis", found["basis"], get_args(Basis))
    if start or end:
        _check_one_of(f"{field}.precision", found["precision"], get_args(Precision))
    else:
        found["precision"] = None
    return {key: found[key] for key in ("kind", *_UNKNOWN)}


def _stated(field: str, given: Any, _: Any) -> list[str] | None:
    if given is None:
        return None
    days = [_day(field, one) for one in given] if isinstance(given, list | tuple) else []
    if len(days) != 2 or not (days[0] and days[1]) or days[0] > days[1]:
        raise JudgementError(f"{field}: takes its first and its last day (2024-09-03), or null")
    return [day.isoformat() for day in days if day]


def _day(field: str, given: Any) -> date | None:
    if given is None:
        return None
    try:
        day = date.fromisoformat(given)
    except (TypeError, ValueError):
        day = None
    if day is None or day.isoformat() != given:
        raise JudgementError(f"{field}: {given!r:.60} is no day; give it as 2024-09-03, or null")
    return day


def _one_of(allowed: tuple[str, ...]) -> Callable[[str, Any, Any], Any]:
    def checked(field: str, given: Any, _: Any) -> Any:
        _check_one_of(field, given, allowed)
        return given

    return checked


def _check_one_of(field: str, given: Any, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise JudgementError(f"{field}: {given!r:.60} is none of {', '.join(allowed)}")


def _check_keys(field: str, given: Any, allowed: tuple[str, ...]) -> None:
    if not isinstance(given, Mapping) or not {*given} <= {*allowed}:
        raise JudgementError(f"{field}: takes {', '.join(allowed)}")


_CHECKS: dict[str, Callable[[str, Any, Any], Any]] = {
    "object": _named,
    "outcome": _named,
    "party": _id,
    "actor": _id,
    "place": _place,
    "window": _window,
    "stated": _stated,
    "claimant": _agent,
    "relays": _relays,
    "voice": _one_of(get_args(Voice)),
    "stance": _one_of(get_args(Stance)),
    "segment": _one_of(READ),
}
FIELDS = ("number", "evidence", "value", *_CHECKS)
