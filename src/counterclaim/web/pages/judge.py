"""What people say of claims and relations, kept; taken back; and set beside the rest."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl, urlencode

from counterclaim.errors import JudgementError, LedgerError
from counterclaim.judging.correction import correct
from counterclaim.judging.overlay import Laid, laid
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judged import MOST_REASON, Round
from counterclaim.web.desk import Desk
from counterclaim.web.form import Form
from counterclaim.web.gate import safe_next
from counterclaim.web.judged import FIELDS, VERDICTS, changes
from counterclaim.web.page import Asked, BadQuestionError, NotThereError, Question
from counterclaim.web.users import User


def judge(desk: Desk, question: Question) -> str:
    """Keeps a judgement of a claim or a relation."""
    given = question.given
    subject, verdict, round_ = given["subject"] or "", given["verdict"], given["round"]
    if verdict is None:
        raise BadQuestionError(f"verdict is missing: one of {', '.join(VERDICTS)}")
    with desk.reading() as ledger:
        if round_ is not None:
            round_of(ledger, str(round_))
        seen, document = _subject(desk, ledger, subject, given["claim"])
        if round_ is None:
            check_open(ledger, _documents(ledger, seen))
        correction: dict[str, Any] | None = None
        if document is not None:
            found = coded(ledger, seen, question.user, round_) or _shown(desk, seen, given["seen"])
            stands = found.row
            if verdict == "corrected":
                text = desk.document(ledger, document)["text"]
                correction = correct(stands, text, changes(desk, stands, question))
                if not correction:
                    verdict, correction = "accepted", None
            elif verdict == "merged":
                into = desk.claim(ledger, given["into"] or "")["id"]
                if into == subject:
                    raise BadQuestionError("into: a claim cannot be merged into itself")
                correction = {"claim": into}
        elif verdict in ("corrected", "merged"):
            raise BadQuestionError("a relation can be accepted, rejected or noted")
    with Ledger.judging(desk.path) as judgements:
        done = judgements.add(
            subject,
            verdict,
            {k: v for k, v in seen.items() if k not in ("outlet", "published")},
            question.user.name,
            document=document,
            correction=correction,
            reason=given["reason"] or "",
            round=round_,
        )
    desk.catch_up(at_once=True)
    return _back(given["next"], f"/claims/{subject}" if document else "/review", done)


def undo(desk: Desk, question: Question) -> str:
    """Takes a judgement back; taking that back puts it in force again."""
    wanted_ = question.given["judgement"]
    if wanted_ is None:
        raise BadQuestionError("judgement is missing: the number of the one that is taken back")
    with desk.reading() as ledger:
        one = next(ledger.judgements.all(wanted_ - 1), None)
        # That somebody else said something in a round is not told either.
        if one is None or one.id != wanted_ or (one.round is not None and one.judge != question.user.name):
            raise NotThereError(f"there is no judgement {wanted_} that you could take back")
        if one.round is None:
            check_open(ledger, _documents(ledger, one.seen))
    with Ledger.judging(desk.path) as judgements:
        done = judgements.add(
            one.subject,
            "undone",
            one.seen,
            question.user.name,
            document=one.document,
            correction={"judgement": one.id},
            reason=question.given["reason"] or "",
            round=one.round,
        )
    desk.catch_up(at_once=True)
    return _back(question.given["next"], f"/claims/{one.subject}" if one.document else "/review", done)


def link(desk: Desk, question: Question) -> str:
    """Sets beside the others what was judged, and what came, since that was done last."""
    desk.link()
    return safe_next(question.given["next"] or "/")


def _subject(desk: Desk, ledger: Ledger, subject: str, claim: str | None) -> tuple[Row, str | None]:
    """The row that is judged, and its document; None for a relation, which is looked for among those of a claim."""
    if subject.startswith("r"):
        for row in ledger.links.relations(claim=claim or ""):
            if row["id"] == subject:
                return row, None
        raise NotThereError(f"the claim {(claim or '')[:40]} has no relation {subject[:40]}")
    row = desk.claim(ledger, subject)
    if row["id"] != subject:
        raise BadQuestionError("subject: a claim is judged by its whole id")
    return row, row["document"]


def _shown(desk: Desk, row: Row, last: int | None) -> Laid:
    """A claim as it stood with the judgements up to one: what a form shows of older ones corrects no newer ones."""
    said = desk.judgements(row["id"])
    return laid(row, [one for one in said if last is None or one.id <= last])


def _documents(ledger: Ledger, subject: Row) -> set[str]:
    """Of a claim its report, of a relation those of its claims."""
    if "document" in subject:
        return {subject["document"]}
    return {row["document"] for row in ledger.lookup.claims([subject["source"], subject["target"]]).values()}


def coded(ledger: Ledger, row: Row, user: User, round_: int | None) -> Laid | None:
    """A claim as a coder of a round has it; None outside of rounds."""
    if round_ is None:
        return None
    own = [one for one in ledger.judgements.of(row["id"]) if one.round == round_]
    return laid(row, own, round=round_, judge=user.name)


def round_of(ledger: Ledger, given: str) -> Round:
    """A round by its number. Raises ``NotThereError`` where there is none."""
    try:
        known = given.isascii() and given.isdecimal() and len(given) < 10
        return ledger.judgements.round(int(given) if known else -1)
    except LedgerError as error:
        raise NotThereError(f"there is no round {given[:20]}") from error


def check_open(ledger: Ledger, documents: Collection[str]) -> None:
    """Raises ``JudgementError`` where a report is being coded blind: a judgement that all can see would tell the
    other coders."""
    for one in ledger.judgements.rounds():
        if not one.ended and set(one.documents) & set(documents):
            raise JudgementError(
                f"this report is being coded blind in the round “{one.name}”; judge it there, or end the round"
            )


def _back(next_: str | None, otherwise: str, done: int) -> str:
    """Where to go on, with what was done."""
    own = next_ and safe_next(next_) == next_
    path, _, query = (next_ if next_ and own else otherwise).partition("#")[0].partition("?")
    kept = [pair for pair in parse_qsl(query) if pair[0] != "done"]
    return f"{path}?{urlencode([*kept, ('done', str(done))])}"


NEXT = Asked("next", "where to go on", longest=5000)
JUDGE = Form(
    "/judgements",
    "judge",
    "Keeps what somebody says of a claim or a relation.",
    (
        Asked("subject", "the id of the claim or relation"),
        Asked("claim", "of a relation: a claim that it is of"),
        Asked("verdict", "what is said", choices=VERDICTS),
        Asked("reason", "why, in words", longest=MOST_REASON),
        Asked("into", "of merged: the id of the claim that it is one with"),
        Asked("round", "of blind coding", "whole"),
        Asked(
            "seen", "the last judgement of the claim that the form was filled in with; 0 for none", "whole"
        ),
        NEXT,
        *FIELDS,
    ),
    judge,
)
UNDO = Form(
    "/judgements/undo",
    "undo",
    "Takes a judgement back.",
    (Asked("judgement", "its number", "whole"), Asked("reason", "why", longest=MOST_REASON), NEXT),
    undo,
)
LINK = Form(
    "/link",
    "link",
    "Sets beside the others what was judged, and what came, since that was done last.",
    (NEXT,),
    link,
)
