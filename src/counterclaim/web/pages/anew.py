"""What became of judgements after the machine ran again: claims that were read anew, and those no longer found."""

from __future__ import annotations

from counterclaim.export import words
from counterclaim.web.desk import Desk
from counterclaim.web.page import Page, Question, View
from counterclaim.web.pages.claim import history


def anew(desk: Desk, _: Question) -> View:
    """Judged claims that somebody should look at again."""
    claims, lost = desk.read_anew()
    with desk.reading() as ledger:
        found = [{"claim": brief, "why": desk.conflict(brief["id"])} for brief in desk.briefs(ledger, claims)]
    return {
        "changed": found,
        "lost": [
            {
                "id": one.subject,
                "document": one.laid.row["document"],
                "figure": words.figure(one.laid.row),
                "counted": words.counted(one.laid.row),
                "who": words.agent(one.laid.row["claimant"]),
                "evidence": one.laid.row["evidence"]["text"],
                "judgements": history(one.judgements),
            }
            for one in lost
        ],
    }


PAGE = Page(
    "/anew",
    "anew",
    "Judged claims that the machine has read anew since, and those that it no longer finds.",
    anew,
)
