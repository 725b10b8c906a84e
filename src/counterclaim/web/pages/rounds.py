"""Rounds: several coders judge the same reports blind, and an editor decides where they do not agree."""

from __future__ import annotations

from typing import Any

from counterclaim.export.words import file_name
from counterclaim.judging.agreement import Difference, agreements, differences
from counterclaim.judging.overlay import laid
from counterclaim.model.codec import Row
from counterclaim.store.judgements import Judgement, Round
from counterclaim.web.desk import Desk
from counterclaim.web.page import (
    DONE,
    Asked,
    BadQuestionError,
    NotAllowedError,
    Page,
    Question,
    View,
)
from counterclaim.web.pages.judge import round_of
from counterclaim.web.pages.review import reviewed
from counterclaim.web.users import may

_LISTED, _NAMED = 200, 8


def rounds(desk: Desk, question: Question) -> View:
    """All rounds, the newest first."""
    with desk.reading() as ledger:
        held = [_about(one) for one in reversed(ledger.judgements.rounds())]
        ids, total = ledger.lookup.sources("", 0, _LISTED)
        documents = ledger.lookup.documents(ids)
    return {
        "rounds": held,
        "documents": [
            {"id": one, "source": row["source"], "claims": row["claims"]}
            for one, row in documents.items()
            if row["claims"]
        ],
        "further": max(0, total - _LISTED),
        "may_open": may(question.user, "editor"),
    }


def round_(desk: Desk, question: Question) -> View:
    """One round: how far each coder is; when it is ended, their agreement and what is to be decided."""
    with desk.reading() as ledger:
        one = round_of(ledger, question.path["round"])
        judgements = list(ledger.judgements.of_round(one.id))
        claims = [row for document in one.documents for row in ledger.lookup.claims_of(document)]
        view: dict[str, Any] = {
            "round": _about(one),
            "claims": len(claims),
            "reports": [
                {"id": id_, "name": file_name(row["source"])}
                for id_, row in ledger.lookup.documents(one.documents[:_NAMED]).items()
            ],
            "progress": [
                {
                    "coder": coder,
                    "judged": len(_judged(judgements, one, coder)),
                    "finished": coder in one.finished,
                }
                for coder in one.coders
                if one.ended or coder == question.user.name or may(question.user, "editor")
            ],
            "is_coder": question.user.name in one.coders,
            "may_end": may(question.user, "editor"),
            "agreement": [],
            "differences": [],
        }
        if not one.ended:
            return view
        outside = [j for d in one.documents for j in ledger.judgements.of_document(d) if j.round is None]
        view["agreement"] = [
            {
                "field": found.field,
                "units": found.units,
                "percent": None if found.share is None else round(100 * found.share, 1),
                "alpha": None if found.alpha is None else round(found.alpha, 3),
            }
            for found in agreements(judgements, one)
        ]
        held = differences([*judgements, *outside], one)
        rows = ledger.lookup.claims([d.subject for d in held])
        view["differences"] = [_difference(desk, d, rows.get(d.subject)) for d in held]
        return view


def code(desk: Desk, question: Question) -> View:
    """The next claim of a round that the user has not judged yet; nobody else's judgements are shown."""
    with desk.reading() as ledger:
        one = round_of(ledger, question.path["round"])
        who = question.user.name
        if who not in one.coders:
            raise NotAllowedError(f"you are no coder of the round “{one.name}”")
        if one.ended or who in one.finished:
            raise BadQuestionError(f"the round “{one.name}” is over for you")
        done = _judged(ledger.judgements.of_round(one.id), one, who)
        ids = [row["id"] for document in one.documents for row in ledger.lookup.claims_of(document)]
        left = [claim for claim in ids if claim not in done]
        skip = min(question.given["skip"] or 0, max(0, len(left) - 1))
        rows = list(ledger.lookup.claims(left[skip : skip + 1]).values())
        found = reviewed(desk, ledger, rows[0], question, one.id) if rows else None
    here = f"/rounds/{one.id}/code"
    return {
        "heading": f"Round {one.name}",
        "round": one.id,
        "chosen": [],
        "waiting": len(left),
        "skip": skip,
        "review": found,
        "here": f"{here}?skip={skip}",
        "previous": f"{here}?skip={skip - 1}" if skip else None,
        "next": f"{here}?skip={skip + 1}" if skip + 1 < len(left) else None,
    }


def _difference(desk: Desk, found: Difference, row: Row | None) -> dict[str, Any]:
    coded = []
    for coder, of in found.coded:
        stands = {**of.row, "outlet": None, "published": None}
        said = {
            field: of.state if field == "verdict" else _said(desk, stands, field) for field in found.fields
        }
        coded.append(
            {
                "coder": coder,
                "state": of.state,
                "said": said,
                "reason": of.judgement.reason if of.judgement else "",
            }
        )
    return {
        "subject": found.subject,
        "claim": desk.brief(row) if row else None,
        "fields": list(found.fields),
        "coded": coded,
        "settled": found.settled
        and {"id": found.settled.id, "judge": found.settled.judge, "verdict": found.settled.verdict},
    }


def _said(desk: Desk, row: Row, field: str) -> str:
    """What one coder has in a field, in words."""
    name, _, part = field.partition("_")
    value = row.get(field, row.get(name))
    if field in ("low", "high"):
        value = (row["value"] or {}).get(field)
    elif name == "window" and part:
        value = row["window"][part]
    elif name in ("place", "claimant", "number"):
        value = value and (value.get("name") or value.get("text") or value.get("id"))
    elif name in ("party", "actor"):
        return desk.name(value)
    return "–" if value is None else str(value).replace("_", " ")


def _judged(judgements: Any, one: Round, coder: str) -> set[str]:
    held: dict[str, list[Judgement]] = {}
    for j in judgements:
        if j.judge == coder:
            held.setdefault(j.subject, []).append(j)
    return {s for s, own in held.items() if laid({}, own, round=one.id, judge=coder).judgement}


def _about(one: Round) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "documents": list(one.documents),
        "coders": list(one.coders),
        "opened_by": one.opened_by,
        "at": one.at,
        "finished": list(one.finished),
        "ended": one.ended,
    }


LIST = Page("/rounds", "rounds", "Rounds of blind coding.", rounds)
PAGE = Page(
    "/rounds/{round}", "round", "One round: progress, agreement, what is to be decided.", round_, (DONE,)
)
CODE = Page(
    "/rounds/{round}/code",
    "code",
    "The next claim of a round for its coder, without anybody else's judgements.",
    code,
    (Asked("skip", "how many to pass over", "whole"), DONE),
    role="coder",
)
