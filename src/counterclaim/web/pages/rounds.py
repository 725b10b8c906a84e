"""Rounds: several coders judge the same reports blind, and an editor decides where they do not agree."""

from __future__ import annotations

from typing import Any

from counterclaim.export.words import file_name
from counterclaim.judging.agreement import Difference, agreements, differences
from counterclaim.judging.overlay import Laid, laid
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judged import MOST_REASON
from counterclaim.store.judgements import Judgement, Round
from counterclaim.web.desk import Desk
from counterclaim.web.form import Form
from counterclaim.web.page import (
    DONE,
    Asked,
    BadQuestionError,
    NotAllowedError,
    NotThereError,
    Page,
    Question,
    View,
)
from counterclaim.web.pages.review import check_open, reviewed, round_of
from counterclaim.web.users import may

_LISTED, _MOST_DOCUMENTS, _NAMED = 200, 500, 8


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


def open_(desk: Desk, question: Question) -> str:
    """Opens a round."""
    given = question.given
    with desk.reading() as ledger:
        documents = [desk.document(ledger, one)["id"] for one in given["document"][:_MOST_DOCUMENTS]]
        for one in ledger.judgements.rounds():
            if not one.ended and set(one.documents) & set(documents):
                raise BadQuestionError(f"a report of these is in the round “{one.name}”, which is not ended")
    coders = [name.strip() for name in (given["coders"] or "").split(",") if name.strip()]
    with Ledger.judging(desk.path) as judgements:
        made = judgements.open_round(given["name"] or "", documents, coders, question.user.name)
    return f"/rounds/{made}"


def end(desk: Desk, question: Question) -> str:
    """Ends a round for its coder, or for all."""
    with desk.reading() as ledger:
        one = round_of(ledger, question.path["round"])
    for_all = question.given["whose"] == "all"
    if for_all and not may(question.user, "editor"):
        raise NotAllowedError("a round is ended for all by an editor")
    with Ledger.judging(desk.path) as judgements:
        judgements.end_round(one.id, None if for_all else question.user.name, question.user.name)
    return f"/rounds/{one.id}"


def adopt(desk: Desk, question: Question) -> str:
    """Takes over what a coder of an ended round made of a claim, or what all of them agree on, as what counts."""
    with desk.reading() as ledger:
        one = round_of(ledger, question.path["round"])
        if not one.ended:
            raise BadQuestionError(f"the round “{one.name}” is not ended")
        judgements = list(ledger.judgements.of_round(one.id))
        outside = {
            j.subject for d in one.documents for j in ledger.judgements.of_document(d) if j.round is None
        }
        differing = {d.subject: dict(d.coded) for d in differences(judgements, one)}
        subject = question.given["subject"]
        chosen: dict[str, Laid]
        if subject:
            coder = question.given["coder"] or ""
            if coder not in differing.get(subject, {}):
                raise NotThereError(f"{coder[:40]} judged no claim {subject[:40]} of this round differently")
            chosen = {subject: differing[subject][coder]}
        else:
            chosen = _agreed(judgements, one, differing.keys() | outside)
        documents = {j.subject: j.document for j in judgements}
        check_open(ledger, {documents[claim] or "" for claim in chosen})
    reason = question.given["reason"] or ("" if subject else f"the coders of round {one.id} agree")
    with Ledger.judging(desk.path) as writing:
        for claim, found in chosen.items():
            verdict, correction = _verdict(found)
            writing.add(
                claim, verdict, found.machine, question.user.name, document=documents[claim], correction=correction,
                reason=reason,
            )  # fmt: skip
    desk.catch_up(at_once=True)
    return f"/rounds/{one.id}"


def _agreed(judgements: list[Judgement], one: Round, apart: Any) -> dict[str, Laid]:
    """What every coder judged, and none otherwise than the others."""
    found: dict[str, Laid] = {}
    for subject in dict.fromkeys(j.subject for j in judgements):
        own = [j for j in judgements if j.subject == subject]
        coded = [laid(own[0].seen, own, round=one.id, judge=coder) for coder in one.coders]
        if subject not in apart and all(each.judgement for each in coded):
            found[subject] = coded[0]
    return found


def _verdict(found: Laid) -> tuple[Any, dict[str, Any] | None]:
    """The verdict and correction that make a row stand so for all."""
    if found.state == "merged" and found.judgement:
        return "merged", found.judgement.correction
    if found.fields and found.state != "rejected":
        return "corrected", {field: found.row[field] for field in found.fields}
    return found.state, None


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
OPEN = Form(
    "/rounds",
    "open_round",
    "Opens a round of blind coding.",
    (
        Asked("name", "of the round"),
        Asked("coders", "names, with commas between"),
        Asked("document", "ids of reports", many=True),
    ),
    open_,
    role="editor",
)
END = Form(
    "/rounds/{round}/end",
    "end_round",
    "Ends a round for its coder, or for all.",
    (Asked("whose", "own or all", choices=("own", "all")),),
    end,
)
ADOPT = Form(
    "/rounds/{round}/adopt",
    "adopt",
    "Takes what one coder made of a claim, or what all agree on, for what counts.",
    (
        Asked("subject", "the claim; without it all on which the coders agree"),
        Asked("coder", "whose"),
        Asked("reason", "why", longest=MOST_REASON),
    ),
    adopt,
    role="editor",
)
