"""A judgement and a round of coding as they are kept, and what can be kept of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from counterclaim.errors import JudgementError
from counterclaim.model.codec import Row, to_line

Verdict = Literal["accepted", "corrected", "rejected", "merged", "noted", "undone"]

MOST_REASON, _MOST_CORRECTION, _MOST_NAME = 10_000, 20_000, 200
# What the correction of a verdict has to tell; the others have none.
_TOLD: dict[Verdict, str] = {"merged": "claim", "undone": "judgement"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One word of one person on a claim or relation.

    Attributes:
        id: counts up in the order in which they were written.
        subject: claim or relation id.
        document: id of the claim's document; None for a relation.
        correction: of ``corrected`` the fields put right, whole; of ``merged`` ``{"claim": id}``, what it is one
            with; of ``undone`` ``{"judgement": id}``, what is taken back; else None.
        seen: the machine's row when it was judged.
        at: UTC, ISO 8601.
        round: of blind coding; None where it counts for all.
    """

    id: int
    subject: str
    document: str | None
    verdict: Verdict
    correction: Row | None
    seen: Row
    judge: str
    at: str
    reason: str
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """Documents that several coders judge without seeing one another's judgements.

    Attributes:
        documents: ids.
        at: when it was opened; UTC, ISO 8601.
        finished: coders who are through, by name.
        ended: all of them are, or it was ended for all.
    """

    id: int
    name: str
    documents: tuple[str, ...]
    coders: tuple[str, ...]
    opened_by: str
    at: str
    finished: tuple[str, ...]
    ended: bool


def taken_back(judgements: Iterable[Judgement]) -> set[int]:
    """Ids of those that are undone; who undoes an undoing puts back what it took."""
    gone: set[int] = set()
    for one in sorted(judgements, key=lambda one: one.id, reverse=True):
        if one.verdict == "undone" and one.correction and one.id not in gone:
            gone.add(one.correction["judgement"])
    return gone


def checked(
    subject: str,
    verdict: Verdict,
    document: str | None,
    correction: Mapping[str, Any] | None,
    seen: Mapping[str, Any],
    judge: str,
    reason: str,
) -> Row:
    """The columns of a judgement; raises ``JudgementError``."""
    if verdict not in get_args(Verdict):
        raise JudgementError(f"verdict: {verdict!r} is none of {', '.join(get_args(Verdict))}")
    check_name("subject", subject)
    if document is not None:
        check_name("document", document)
    check_name("judge", judge)
    _check_text("reason", reason, MOST_REASON, least=1 if verdict == "noted" else 0)
    told = _TOLD.get(verdict)
    if told is not None and (correction is None or [*correction] != [told]):
        raise JudgementError(f"correction: of {verdict} it is the {told}, and nothing else")
    if verdict == "undone" and correction is not None and type(correction["judgement"]) is not int:
        raise JudgementError("correction: the judgement that is taken back is given by its number")
    if bool(correction) != (verdict in (*_TOLD, "corrected")):
        needs = (
            "has to say what is right" if verdict == "corrected" else "is for corrected, merged and undone"
        )
        raise JudgementError(f"correction: {needs}")
    line = _line("correction", correction) if correction else None
    if line is not None and len(line) > _MOST_CORRECTION:
        raise JudgementError(
            f"correction: is {len(line):,} characters; at most {_MOST_CORRECTION:,} are kept"
        )
    return {
        "subject": subject,
        "document": document,
        "verdict": verdict,
        "correction": line,
        "seen": _line("seen", seen),
        "judge": judge,
        "at": now(),
        "reason": reason,
    }


def _line(what: str, row: Mapping[str, Any]) -> str:
    """A row as JSON; raises ``JudgementError`` where it has half characters, or what JSON has no form for."""
    try:
        json.dumps(row, ensure_ascii=False).encode()
        return to_line(row)
    except UnicodeEncodeError as error:
        raise JudgementError(f"{what}: has half characters (lone surrogates), not kept") from error
    except (TypeError, ValueError, RecursionError) as error:
        raise JudgementError(f"{what}: cannot be kept ({error})") from error


def check_name(what: str, text: str) -> None:
    """Raises ``JudgementError`` where a name is missing, too long, or has half characters."""
    _check_text(what, text, _MOST_NAME, least=1)


def _check_text(what: str, text: str, most: int, *, least: int) -> None:
    if not isinstance(text, str) or len(text.strip()) < least:
        raise JudgementError(f"{what}: is missing")
    if len(text) > most:
        raise JudgementError(f"{what}: is {len(text):,} characters; at most {most:,} are kept")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise JudgementError(f"{what}: has half characters (lone surrogates), not kept") from error


def check_coder(of: Round, coder: str) -> None:
    """Raises ``JudgementError`` where somebody cannot judge in a round, or no longer."""
    if coder not in of.coders:
        raise JudgementError(f"{coder} is no coder of round {of.id} ({of.name})")
    if of.ended or coder in of.finished:
        raise JudgementError(f"round {of.id} ({of.name}) is over for {coder}")


def now() -> str:
    """UTC, ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")
