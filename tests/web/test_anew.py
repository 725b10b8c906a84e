"""What the desk shows of judgements after the machine ran again."""

from __future__ import annotations

from pathlib import Path

from counterclaim.model.codec import Row
from counterclaim.store import Ledger
from counterclaim.web.desk import Desk
from tests.web.desks import assert_held, local
from tests.web.samples import token


def judged(desk: Desk, claim: Row, **seen: object) -> Row:
    """A claim that was accepted when the machine had something else of it."""
    row = claim | seen
    with Ledger.judging(desk.path) as judgements:
        judgements.add(str(row["id"]), "accepted", row, "ada", document=str(row["document"]))
    return row


def the_claim(desk: Desk, figure: str) -> Row:
    with desk.reading() as ledger:
        held = local(desk).get("/claims.json").json()["claims"]
        row = ledger.lookup.claims([next(one["id"] for one in held if one["figure"] == figure)])
    return {k: v for k, v in next(iter(row.values())).items() if k not in ("outlet", "published")}


def test_what_changed_is_told_until_it_is_judged_again(desk: Desk) -> None:
    claim = the_claim(desk, "120")
    judged(desk, claim, outcome="damaged")
    again = Desk(desk.path)
    browser = local(again)
    assert "1 judged claim</a> should be looked at again" in browser.get("/").text
    page = browser.get("/anew")
    assert_held(page, str(Path.cwd()))
    assert "outcome was damaged, is lost" in page.text
    assert "outcome was damaged, is lost" in browser.get(f"/claims/{claim['id']}").text
    posted = {"csrf": token(browser, "/review"), "subject": claim["id"], "verdict": "accepted"}
    assert browser.post("/judgements", data=posted, follow_redirects=False).status_code == 303
    assert "every judgement stands" in browser.get("/anew").text
    assert "should be looked at again" not in browser.get("/").text


def test_what_is_no_longer_found_is_told(desk: Desk) -> None:
    claim = the_claim(desk, "120")
    number, evidence = (
        claim["number"] | {"text": "77", "start": 1, "end": 3},
        claim["evidence"] | {"text": "77 boats."},
    )
    judged(desk, claim, id="c00000000000000ff", number=number, evidence=evidence, object="ship")
    page = local(Desk(desk.path)).get("/anew")
    assert_held(page, str(Path.cwd()))
    assert all(text in page.text for text in ("No longer found", "77 boats.", "ship, lost", "accepted"))
