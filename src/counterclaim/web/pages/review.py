"""Review: one claim at a time, those first of which a decision would change most; and the judgements it makes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from urllib.parse import parse_qsl, urlencode

from counterclaim.errors import JudgementError, LedgerError
from counterclaim.judging.correction import correct, objects, outcomes
from counterclaim.judging.overlay import Laid, laid
from counterclaim.judging.queue import Signs, reasons, signs
from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.store.judged import MOST_REASON, Round
from counterclaim.web.desk import Desk
from counterclaim.web.form import Form
from counterclaim.web.gate import safe_next
from counterclaim.web.judged import FIELDS, VERDICTS, changes, edited
from counterclaim.web.page import DONE, Asked, BadQuestionError, NotThereError, Page, Question, View
from counterclaim.web.pages.claim import claim_view
from counterclaim.web.pages.claims import FILTERS, wanted
from counterclaim.web.users import User

_SUGGESTED = 300


def review(desk: Desk, question: Question) -> View:
    """The claim that awaits a decision most, or the next ones after those passed over."""
    given = dict(question.given)
    skip = min(given.pop("skip") or 0, 10**9)
    if not given.get("state"):
        given["state"] = ("unjudged",)
    query = [(k, v) for k, v in question.query if k not in ("skip", "done")]
    with desk.reading() as ledger:
        found = desk.listing.find(ledger, wanted(given), sort="weight", descending=True, offset=skip, limit=1)
        rows = desk.listing.rows(ledger, found.rowids)
        one = reviewed(desk, ledger, rows[0], question) if rows else None
    return {
        "heading": "Review",
        "round": None,
        "waiting": found.total,
        "skip": skip,
        "review": one,
        "here": _at(query, skip),
        "previous": _at(query, skip - 1) if skip else None,
        "next": _at(query, skip + 1) if skip + 1 < found.total else None,
        "chosen": [[k, v] for k, v in query],
    }


def one(desk: Desk, question: Question) -> View:
    """One claim with its form, whatever was said of it."""
    with desk.reading() as ledger:
        row = desk.claim(ledger, question.path["claim"])
        return {
            "heading": "One claim",
            "round": None,
            "chosen": [],
            "waiting": 1,
            "skip": 0,
            "review": reviewed(desk, ledger, row, question),
            "here": f"/claims/{row['id']}",
            "previous": None,
            "next": None,
        }


def reviewed(
    desk: Desk, ledger: Ledger, row: Row, question: Question, round_: int | None = None
) -> dict[str, Any]:
    """A claim with all that its form needs; within a round of coding as its own coder has it."""
    found = _coded(ledger, row, question.user, round_)
    said = [one.id for one in desk.judgements(row["id"])]
    return claim_view(desk, ledger, row, found) | {
        "seen": max(said, default=0) if round_ is None else None,
        "edited": edited(desk, (found or desk.laid(row)).row),
        "why": "; ".join(reasons(signs(ledger, [row["id"]]).get(row["id"], Signs())))
        if round_ is None
        else "",
        "choices": choices(desk),
    }


def choices(desk: Desk) -> dict[str, Any]:
    """What fields may hold: those of the codebook, and who occurs in the ledger."""
    named = {
        field: sorted(
            {desk.name(one.value) for one in desk.listing.values(field, limit=_SUGGESTED) if one.value}
        )
        for field in ("party", "claimant", "camp", "place")
    }
    fixed = {one.name: list(one.choices) for one in FIELDS if one.choices}
    return (
        named
        | fixed
        | {
            "object": objects(),
            "outcome": outcomes(),
            "qualifier": [
                "exact",
                "about",
                "more_than",
                "at_least",
                "at_most",
                "nearly",
                "less_than",
                "between",
                "vague",
            ],
        }
    )


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
            found = _coded(ledger, seen, question.user, round_) or _shown(desk, seen, given["seen"])
            stands = found.row
            if verdict == "corrected":
                text = desk.document(ledger, document)["text"]
                correction = correct(stands, text, changes(desk, stands, question.posted))
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


def _coded(ledger: Ledger, row: Row, user: User, round_: int | None) -> Laid | None:
    """A claim as a coder of a round has it; None outside of rounds."""
    if round_ is None:
        return None
    own = [one for one in ledger.judgements.of(row["id"]) if one.round == round_]
    return laid(row, own, round=round_, judge=user.name)


def _documents(ledger: Ledger, subject: Row) -> set[str]:
    """Of a claim its report, of a relation those of its claims."""
    if "document" in subject:
        return {subject["document"]}
    return {row["document"] for row in ledger.lookup.claims([subject["source"], subject["target"]]).values()}


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


def _at(query: list[tuple[str, str]], skip: int) -> str:
    return f"/review?{urlencode([*query, ('skip', str(skip))])}"


NEXT = Asked("next", "where to go on", longest=5000)
PAGE = Page(
    "/review",
    "review",
    "The claim that awaits a decision most, with its form.",
    review,
    (*FILTERS, Asked("skip", "how many to pass over", "whole"), DONE),
)
ONE = Page(
    "/review/{claim}", "one", "One claim with its form, whatever was said of it.", one, (DONE,), role="coder"
)
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
