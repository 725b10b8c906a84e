"""A ledger that has grown while the desk is open: what is shown till it is linked, and from then on."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from counterclaim.case import Case
from counterclaim.errors import LedgerError
from counterclaim.web.app import PAGES
from counterclaim.web.desk import Desk
from counterclaim.web.openapi import json_path
from tests.web.desks import LATER, RECORDS, assert_held, built, local, said, write
from tests.web.samples import token

NOTICE = (
    "What came into the ledger of late is not shown yet. case.db: has claims that are not linked; "
    "run: counterclaim link case.db"
)
QUANTITY = "party=russia&object=tank&outcome=lost&place=sudzha"


@pytest.fixture
def case(desk: Desk, tmp_path: Path) -> Case:
    """With a report that is not linked yet; the desk was open before."""
    case = Case(desk.path)
    assert case.build([str(write(tmp_path / "late.jsonl", LATER))]).added == 1
    desk.catch_up(at_once=True)
    return case


def looked(browser: TestClient) -> dict[str, str]:
    """Pages of all kinds, as they are now."""
    found = {}
    held = browser.get("/claims.json").json()["claims"]
    one, other = (next(c["id"] for c in held if c["figure"] == figure) for figure in ("120", "20"))
    addresses = [
        f"/compare?claim={one}&claim={other}", f"/quantity?{QUANTITY}", "/quantities", f"/claims/{one}",
        f"/review/{one}", "/sources/russian_mod", f"/documents/{held[0]['document']}",
        *(page.path for page in PAGES if "{" not in page.path and page.path not in ("/compare", "/quantity")),
    ]  # fmt: skip
    for at in addresses:
        page = browser.get(at)
        path, mark, query = at.partition("?")
        data = browser.get(f"{json_path(path)}{mark}{query}")
        assert (at, page.status_code, data.status_code) == (at, 200, 200)
        assert_held(page, str(Path.cwd()))
        found[at] = page.text
    return found


@pytest.mark.usefixtures("case")
def test_until_it_is_linked_the_desk_shows_what_it_had_and_says_so(desk: Desk) -> None:
    browser = local(desk)
    pages = looked(browser)
    assert [at for at, text in pages.items() if NOTICE not in text] == []
    assert str(desk.path) not in "".join(pages.values())
    assert browser.get("/claims.json").json()["total"] == 12
    assert browser.get(f"/quantity.json?{QUANTITY}").json()["held"]["claims"] == 3
    assert "cannot be compared" not in browser.get("/quantities").text


def test_what_is_not_linked_can_be_read_and_judged(desk: Desk, case: Case) -> None:
    browser = local(desk)
    (new,) = [row for row in case.claims() if row["source"] == "late.html"]
    csrf = token(browser, "/review")
    for at in (f"/claims/{new['id']}", f"/documents/{new['document']}", f"/review/{new['id']}"):
        assert browser.get(at).status_code == 200
    answer = browser.post("/judgements", data={"csrf": csrf, "subject": new["id"], "verdict": "rejected"})
    assert answer.status_code == 303
    old = browser.get("/claims.json").json()["claims"][0]["id"]
    compared = browser.get(f"/compare.json?claim={old}&claim={new['id']}")
    assert compared.status_code == 200
    assert str(desk.path) not in compared.text
    case.link()
    desk.catch_up(at_once=True)
    assert browser.get("/claims.json?state=rejected").json()["claims"][0]["id"] == new["id"]


def test_once_it_is_linked_all_of_it_is_shown(desk: Desk, case: Case) -> None:
    browser = local(desk)
    before = looked(browser)
    case.link()
    time.sleep(0.6)  # two looks at the ledger lie so far apart
    after = looked(browser)
    assert [at for at, text in after.items() if NOTICE in text] == []
    assert browser.get("/claims.json").json()["total"] == 13
    assert browser.get(f"/quantity.json?{QUANTITY}").json()["held"]["claims"] == 4
    assert {at for at in before if "Another count" in after[at]} >= {"/documents"}


def test_what_was_judged_stays_laid_over_a_ledger_that_grew(desk: Desk, case: Case) -> None:
    browser = local(desk)
    claim = browser.get("/claims.json").json()["claims"][0]["id"]
    csrf = token(browser, "/review")
    form = {"csrf": csrf, "subject": claim, "verdict": "corrected", "outcome": "captured"}
    assert browser.post("/judgements", data=form).status_code == 303
    case.link()
    desk.catch_up(at_once=True)
    data = browser.get(f"/claims/{claim}.json").json()
    assert (data["claim"]["outcome"], len(data["judgements"])) == ("captured", 1)
    assert browser.get("/claims.json?outcome=captured").json()["total"] == 1


def test_a_ledger_that_was_never_linked_is_not_opened(tmp_path: Path) -> None:
    case = Case(tmp_path / "case.db")
    case.build([str(write(tmp_path / "records.jsonl", *RECORDS))])
    with pytest.raises(LedgerError, match="not linked; run: counterclaim link"):
        Desk(case.path)


def test_a_ledger_that_is_taken_away_is_told_and_shown_again_when_it_is_back(tmp_path: Path) -> None:
    path = built(tmp_path, *RECORDS)
    desk = Desk(path)
    browser = local(desk)
    away = path.rename(tmp_path / "away.db")
    for at in ("/claims", "/claims.json", "/claims/as/csv", "/", "/review"):
        answer = browser.get(at)
        assert answer.status_code == 503
        assert "no such ledger" in said(answer)
        assert str(tmp_path) not in answer.text
    away.rename(path)
    assert browser.get("/claims").status_code == 200


def test_a_conflict_with_a_new_reading_is_settled_by_judging_again(desk: Desk) -> None:
    browser = local(desk)
    claim = browser.get("/claims.json").json()["claims"][0]["id"]
    with desk.reading() as ledger:
        seen = {k: v for k, v in desk.claim(ledger, claim).items() if k not in ("outlet", "published")}
        document = seen["document"]
    with type(ledger).judging(desk.path) as judgements:
        judgements.add(claim, "accepted", seen | {"outcome": "damaged"}, "ana", document=document)
    again = Desk(desk.path)  # finds that the claim reads otherwise than when it was judged
    browser = local(again)
    assert "outcome was damaged, is lost" in browser.get(f"/claims/{claim}.json").json()["conflict"]
    csrf = token(browser, "/review")
    browser.post("/judgements", data={"csrf": csrf, "subject": claim, "verdict": "accepted"})
    assert browser.get(f"/claims/{claim}.json").json()["conflict"] == ""
    assert "Judge it again" not in browser.get(f"/claims/{claim}").text


def test_while_another_program_writes_pages_are_read_and_forms_say_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterclaim.store.connect._BUSY_SECONDS", 0.1)
    browser = local(desk)
    claim = browser.get("/claims.json").json()["claims"][0]["id"]
    form = {"csrf": token(browser, "/review"), "subject": claim, "verdict": "accepted"}
    other = sqlite3.connect(desk.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    looked(browser)
    for at, given in (("/judgements", form), ("/link", form)):
        answer = browser.post(at, data=given)
        assert answer.status_code == 503
        assert said(answer) == "case.db: is being written by another program; nothing was lost, try again"
    other.execute("ROLLBACK")
    other.close()
    assert browser.post("/judgements", data=form).headers["location"] == f"/claims/{claim}?done=1"
    assert browser.post("/link", data=form).status_code == 303


@pytest.mark.usefixtures("case")
def test_a_reader_sees_reports_set_beside_the_others_when_a_coder_asks(desk: Desk) -> None:
    browser = local(desk)
    assert (
        browser.post("/link", data={"csrf": token(browser, "/review")}, follow_redirects=False).status_code
        == 303
    )
    page = browser.get("/")
    assert "not shown yet" not in page.text
    assert f"in {len(RECORDS) + 1} reports" in page.text


def test_a_claim_that_is_rejected_leaves_the_account_once_it_is_linked(desk: Desk) -> None:
    browser = local(desk)
    before = browser.get(f"/quantity.json?{QUANTITY}").json()["held"]["claims"]
    rejected = next(c for c in browser.get("/claims.json").json()["claims"] if c["figure"] == "20")
    posted = {"csrf": token(browser, "/review"), "subject": rejected["id"], "verdict": "rejected"}
    assert browser.post("/judgements", data=posted, follow_redirects=False).status_code == 303
    assert browser.get(f"/quantity.json?{QUANTITY}").json()["held"]["claims"] == before
    assert "do not know of 1 judgement yet" in " ".join(browser.get("/").text.split())
    assert (
        browser.post("/link", data={"csrf": token(browser, "/review")}, follow_redirects=False).status_code
        == 303
    )
    assert browser.get(f"/quantity.json?{QUANTITY}").json()["held"]["claims"] == before - 1
    assert "do not know of" not in browser.get("/").text


def test_what_takes_long_is_not_linked_while_somebody_waits(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterclaim.web.desk.linker", lambda: "0.0.0+another")
    browser = local(desk)
    answer = browser.post("/link", data={"csrf": token(browser, "/review")})
    assert (answer.status_code, "run: counterclaim link case.db" in answer.text) == (409, True)
