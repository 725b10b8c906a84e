"""Opening and ending rounds, and taking over what coders made of claims as what counts."""

from __future__ import annotations

from typing import Any

from counterclaim.judging.agreement import differences
from counterclaim.judging.overlay import Laid, laid
from counterclaim.store import Ledger
from counterclaim.store.judged import MOST_REASON
from counterclaim.store.judgements import Judgement, Round
from counterclaim.web.desk import Desk
from counterclaim.web.form import Form
from counterclaim.web.page import (
    Asked,
    BadQuestionError,
    NotAllowedError,
    NotThereError,
    Question,
)
from counterclaim.web.pages.judge import check_open, round_of
from counterclaim.web.users import may

_MOST_DOCUMENTS = 500


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
