"""Rounds of blind coding: while one is open, nobody is shown what another coder said, by whatever way they ask."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from counterclaim.store import Ledger
from counterclaim.web.desk import Desk
from counterclaim.web.users import put_user
from tests.web.desks import assert_held, client, said
from tests.web.samples import CHEAP, gate, log_in, user_file

SECRET = "The sentence counts turrets only"


class Round:
    """A round over the first report: Cody and Dora code, Edda edits, Rea reads.

    Attributes:
        claims: of the report, in the order of its text.
    """

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk = desk
        path = user_file(folder)
        put_user(path, "dora", "coder", "dunes and driftwood", CHEAP)
        one = gate(path)
        self.rea, self.cody, self.dora, self.edda = (client(desk, one) for _ in range(4))
        for name in ("rea", "cody", "edda"):
            log_in(getattr(self, name), name)
        log_in(self.dora, "dora", "dunes and driftwood")
        with desk.reading() as ledger:
            found = {row["source"]: row["id"] for row in ledger.documents()}
            self.document, self.other = found["field.html"], found["post.html"]
            self.claims = [row["id"] for row in ledger.lookup.claims_of(self.document)]

    def open(self, document: str | None = None, coders: str = "cody, dora", name: str = "First") -> Any:
        return send(self.edda, "/rounds", name=name, coders=coders, document=document or self.document)


def send(browser: TestClient, path: str, **fields: str) -> Any:
    (csrf, *_) = re.findall(r'name="csrf" value="([^"]+)"', browser.get("/").text)
    return browser.post(path, data={"csrf": csrf, **fields})


@pytest.fixture
def round_(desk: Desk, tmp_path: Path) -> Round:
    return Round(desk, tmp_path)


def everything(of: Round, browser: TestClient) -> dict[str, str]:
    """All that somebody can read of the report under coding, by address."""
    claim = of.claims[0]
    addresses = [
        "/", "/claims", "/claims?sort=weight&order=down", "/review", "/review?skip=1", f"/review/{claim}",
        f"/claims/{claim}", f"/documents/{of.document}", "/rounds", "/rounds/1", "/rounds/1/code", "/sources",
        "/sources/ukrainian_general_staff", f"/compare?claim={claim}&claim={of.claims[1]}", "/quantities",
        "/quantity?party=russia&object=tank&outcome=lost&place=sudzha", "/documents",
    ]  # fmt: skip
    found = {}
    for at in addresses:
        path, mark, query = at.partition("?")
        for address in (at, ("/front" if path == "/" else path) + f".json{mark}{query}"):
            found[address] = html.unescape(browser.get(address).text)
    for address in ("/claims/as/csv", "/claims/as/jsonl", "/openapi.json"):
        found[address] = browser.get(address).text
    return {at: re.sub(r'name="csrf" value="[^"]*"', "", text) for at, text in found.items()}


VERDICTS = (
    {"verdict": "corrected", "outcome": "captured", "party": "Belarus", "claimant": "Office of Vell"},
    {"verdict": "rejected"},
)


@pytest.mark.parametrize("given", VERDICTS, ids=[one["verdict"] for one in VERDICTS])
def test_nothing_that_is_read_changes_when_another_coder_judges(round_: Round, given: dict[str, str]) -> None:
    assert round_.open().headers["location"] == "/rounds/1"
    readers = (round_.rea, round_.cody)
    before = [everything(round_, one) for one in readers]
    form = {"subject": round_.claims[0], "round": "1", "reason": SECRET, "into": round_.claims[1]}
    done = send(round_.dora, "/judgements", **form, **given)
    assert done.status_code == 303
    for browser, was in zip(readers, before, strict=True):
        now = everything(round_, browser)
        assert {at for at in now if now[at] != was[at]} == set()
    own = everything(round_, round_.dora)
    assert "dora: 1 of 4 judged" in own["/rounds/1"]


def test_a_coder_is_not_shown_what_was_said_before_the_round(round_: Round) -> None:
    claim = round_.claims[0]
    send(round_.edda, "/judgements", subject=claim, verdict="corrected", outcome="captured", reason=SECRET)
    (relation, *_) = round_.edda.get(f"/claims/{claim}.json").json()["relations"]
    send(round_.edda, "/judgements", subject=relation["id"], claim=claim, verdict="rejected", reason=SECRET)
    round_.open()
    data = round_.cody.get("/rounds/1/code.json").json()["review"]
    assert (data["claim"]["id"], data["claim"]["outcome"], data["brief"]["outcome"]) == (
        claim,
        "lost",
        "lost",
    )
    assert (data["relations"], data["judgements"], data["machine"], data["conflict"]) == ([], [], {}, "")
    assert data["edited"]["outcome"] == "lost"
    for at in ("/rounds/1/code", "/rounds/1/code.json"):
        text = round_.cody.get(at).text
        assert SECRET not in text
        assert "captured" not in re.sub(r"<(?:option|datalist).*?>", "", text.partition('"choices"')[0])


def test_in_a_round_one_is_shown_ones_own(round_: Round) -> None:
    round_.open()
    claim = round_.claims[0]
    send(round_.cody, "/judgements", subject=claim, round="1", verdict="corrected", party="Belarus")
    with round_.desk.reading() as ledger:
        (kept,) = ledger.judgements.all()
    assert (kept.judge, kept.round, kept.correction) == ("cody", 1, {"party": "belarus"})
    assert round_.cody.get("/rounds/1/code.json").json()["review"]["claim"]["id"] == round_.claims[1]
    undone = send(round_.cody, "/judgements/undo", judgement="1", next="/rounds/1/code")
    assert undone.headers["location"] == "/rounds/1/code?done=2"
    assert round_.cody.get("/rounds/1/code.json").json()["review"]["claim"]["party"] == "russia"


def test_reports_of_an_open_round_are_judged_there_alone(round_: Round) -> None:
    claim = round_.claims[0]
    send(round_.edda, "/judgements", subject=claim, verdict="accepted")
    (relation, *_) = round_.edda.get(f"/claims/{claim}.json").json()["relations"]
    round_.open()
    tried = (
        send(round_.edda, "/judgements", subject=claim, verdict="rejected"),
        send(round_.cody, "/judgements", subject=claim, verdict="rejected"),
        send(round_.cody, "/judgements", subject=relation["id"], claim=claim, verdict="rejected"),
        send(round_.edda, "/judgements/undo", judgement="1"),
    )
    for answer in tried:
        assert answer.status_code == 409
        assert "being coded blind" in said(answer)
        assert_held(answer)
    with round_.desk.reading() as ledger:
        assert len([*ledger.judgements.all()]) == 1


def test_what_a_round_refuses(round_: Round) -> None:
    round_.open()
    claim, other = round_.claims[0], round_.claims[1]
    elsewhere = next(row for row in Ledger(round_.desk.path).claims() if row["document"] == round_.other)[
        "id"
    ]
    send(round_.dora, "/judgements", subject=claim, round="1", verdict="accepted")
    refused = (
        (send(round_.cody, "/judgements/undo", judgement="1"), 404, "no judgement 1 that you could take back"),
        (send(round_.cody, "/judgements/undo", judgement="9"), 404, "no judgement 9 that you could take back"),
        (send(round_.edda, "/judgements", subject=other, round="1", verdict="accepted"), 409, "edda is no coder"),
        (send(round_.cody, "/judgements", subject=elsewhere, round="1", verdict="accepted"), 409, "is none of round"),
        (send(round_.cody, "/judgements", subject=other, round="9", verdict="accepted"), 404, "no round 9"),
        (send(round_.cody, "/rounds/1/end", whose="all"), 403, "by an editor"),
        (send(round_.edda, "/rounds/1/end", whose="own"), 409, "edda is no coder"),
        (send(round_.edda, "/rounds/1/adopt", subject=claim, coder="dora"), 400, "is not ended"),
        (send(round_.cody, "/rounds/1/adopt"), 403, "role of editor"),
        (send(round_.cody, "/rounds", name="x", coders="a,b", document=round_.other), 403, "role of editor"),
        (round_.open(name="Second"), 400, "in the round “First”"),
        (round_.open(round_.other, "cody"), 409, "two coders"),
        (round_.open(round_.other, name="n" * 300), 409, "at most 200"),
        (round_.edda.get("/rounds/1/code"), 403, "no coder of the round"),
        (round_.rea.get("/rounds/1/code"), 403, "role of coder"),
    )  # fmt: skip
    assert [(one.status_code, status) for one, status, _ in refused if one.status_code != status] == []
    for answer, _, told in refused:
        assert told in html.unescape(said(answer))
        assert_held(answer)


def test_an_ended_round_is_shown_and_decided(round_: Round) -> None:
    round_.open()
    first, second, third, _ = round_.claims
    for browser in (round_.cody, round_.dora):
        send(browser, "/judgements", subject=second, round="1", verdict="accepted")
        send(browser, "/judgements", subject=third, round="1", verdict="corrected", outcome="hospitalised")
    send(round_.cody, "/judgements", subject=first, round="1", verdict="rejected", reason="No count.")
    send(round_.dora, "/judgements", subject=first, round="1", verdict="accepted")
    send(round_.cody, "/rounds/1/end", whose="own")
    assert (
        send(round_.cody, "/judgements", subject=first, round="1", verdict="noted", reason="x").status_code
        == 409
    )
    assert "No count." not in round_.dora.get("/rounds/1").text
    send(round_.dora, "/rounds/1/end", whose="own")
    data = round_.rea.get("/rounds/1.json").json()
    assert data["round"]["ended"]
    assert [one["field"] for one in data["agreement"]][:2] == ["verdict", "number"]
    (difference,) = data["differences"]
    assert (difference["subject"], difference["fields"]) == (first, ["verdict"])
    page = round_.rea.get("/rounds/1")
    assert "No count." in page.text
    assert "take this" not in page.text
    assert_held(page)
    adopted = send(round_.edda, "/rounds/1/adopt", subject=first, coder="cody")
    assert adopted.headers["location"] == "/rounds/1"
    assert send(round_.edda, "/rounds/1/adopt").status_code == 303
    states = {
        one["id"]: (one["state"], one["outcome"]) for one in round_.rea.get("/claims.json").json()["claims"]
    }
    assert (states[first][0], states[second][0]) == ("rejected", "accepted")
    assert states[third] == ("corrected", "hospitalised")


def test_nothing_is_taken_over_into_a_report_that_is_coded_again(round_: Round) -> None:
    round_.open()
    send(round_.cody, "/judgements", subject=round_.claims[0], round="1", verdict="rejected")
    send(round_.dora, "/judgements", subject=round_.claims[0], round="1", verdict="rejected")
    send(round_.edda, "/rounds/1/end", whose="all")
    assert round_.open(name="Again").headers["location"] == "/rounds/2"
    assert send(round_.edda, "/rounds/1/adopt").status_code == 409
