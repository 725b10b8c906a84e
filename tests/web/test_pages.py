"""Every page: who sees it, what stands in it, that its data is the same; and what refusals say."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from counterclaim.web.app import FORMS, PAGES
from counterclaim.web.desk import Desk
from counterclaim.web.openapi import json_path
from counterclaim.web.posted import LARGEST, MOST_FIELDS
from tests.web.desks import assert_held, client, local, said
from tests.web.samples import gate, log_in, token, user_file

FIGURE = "party=russia&object=tank&outcome=lost&place=sudzha"
REVIEWED = {"heading", "round", "waiting", "skip", "review", "here", "previous", "next", "chosen"}
# To each page its address, the keys of its data, and some of what must be read on it. ``{c1}`` is a claim.
SHOWN: tuple[tuple[str, set[str], tuple[str, ...]], ...] = (
    ("/", {"claims", "documents", "findings", "further", "matrix", "quantities", "charts", "waiting", "review"},
     ("12 claims in 4 reports", "Who counts whom", "Awaiting review")),
    ("/claims", {"total", "of", "offset", "limit", "sort", "order", "claims", "facets", "chosen", "previous", "next",
                 "sorts", "downloads", "query", "asked"}, ("12 claims", "120", "Daily Field", "CSV")),
    (f"/claims?search=tanks&{FIGURE}&sort=figure&order=down", {"total", "claims"},
     ("3 of 12 claims", "take this filter away")),
    ("/claims?limit=2&offset=2", {"next", "previous"}, ("Claims 3 to 4", "next →", "← previous")),
    ("/claims/{c1}", {"claim", "brief", "machine", "sentence", "chain", "document", "fields", "relations", "judgements",
                      "quantity", "line", "conflict"},
     ("Russia lost ", "Fields, and how each was found", "Beside other claims", "Nobody has judged it yet")),
    ("/documents", {"search", "total", "offset", "limit", "documents"}, ("4 reports", "Night Wire", "blatt.txt")),
    ("/documents?search=post", {"documents"}, ("1 report", "Moscow tells")),
    ("/documents/{d1}", {"document", "language", "blocks", "claims", "copies", "camps"},
     ("Kyiv counts losses", "Has text in common with", "https://field.example/1")),
    ("/documents/{d1}/beside/{d3}", {"one", "other", "passages"}, ("Two reports with text in common", "700 wounded")),
    ("/compare?claim={c1}&claim={c2}", {"claims", "fields", "pairs"}, ("2 claims side by side", "200", "120")),
    ("/quantities", {"total", "offset", "limit", "asked", "quantities"}, ("Tanks", "2 camps")),
    (f"/quantity?{FIGURE}",
     {"quantity", "title", "over", "held", "profile", "versus", "as_of", "profiles", "told", "chart", "ranges", "rows",
      "claims", "further", "aside", "beside", "clashes", "follows", "estimate", "all"},
     ("Coding profile", "Over time", "Rival ranges", "3 claims")),
    ("/anew", {"changed", "lost"}, ("Judged, and read anew since", "every judgement stands")),
    ("/values/claimant", {"field", "beginning", "total", "offset", "query", "values", "previous", "next"},
     ("values of claimant", "Russian Defense Ministry")),
    ("/sources", {"search", "offset", "limit", "claimant", "outlet"}, ("Claimants", "Outlets", "Evening Post")),
    ("/sources/russian_mod", {"id", "name", "parts", "standing"}, ("Russian Defense Ministry", "As claimant")),
    ("/review", REVIEWED, ("12 left", "How it was found", "accept", "Nobody has judged it yet")),
    ("/review?skip=1&object=tank", REVIEWED, ("object: tank",)),
    ("/review/{c1}", REVIEWED, ("One claim", "Judgements")),
    ("/rounds", {"rounds", "documents", "further", "may_open"}, ("There is none yet", "Open a round")),
)  # fmt: skip


@pytest.fixture(scope="module")
def browser(quiet: Desk) -> TestClient:
    return local(quiet)


@pytest.fixture(scope="module")
def names(browser: TestClient) -> dict[str, str]:
    """Ids of the claims of 120 and of 200 tanks, and of their reports."""
    held = browser.get("/claims.json").json()["claims"]
    first = next(one for one in held if one["figure"] == "120" and one["source"] == "field.html")
    other = next(one for one in held if one["figure"] == "200")
    third = next(one for one in held if one["source"] == "wire.html")
    return {"c1": first["id"], "c2": other["id"], "d1": first["document"], "d3": third["document"]}


def filled(address: str, names: dict[str, str]) -> str:
    return re.sub(r"{(\w+)}", lambda one: names[one[1]], address)


def as_data(address: str) -> str:
    path, mark, query = address.partition("?")
    return f"{json_path(path)}{mark}{query}"


def words_of(page: str) -> str:
    """All that is read on a page: without tags, white space as one blank; with what fields and titles hold."""
    held = " ".join(re.findall(r'(?:value|title|aria-label|placeholder)="([^"]*)"', page))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", page) + " " + held).split())


@pytest.mark.parametrize(("address", "keys", "told"), SHOWN, ids=[one[0] for one in SHOWN])
def test_a_page(
    browser: TestClient, names: dict[str, str], address: str, keys: set[str], told: tuple[str, ...]
) -> None:
    at = filled(address, names)
    page, data = browser.get(at), browser.get(as_data(at))
    assert (page.status_code, data.status_code) == (200, 200)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert data.headers["content-type"] == "application/json"
    for answer in (page, data):
        assert_held(answer)
        assert answer.headers["cache-control"] == "no-store"
    words = words_of(page.text)
    for one in told:
        assert one in words
    assert keys <= data.json().keys()
    # The page leads to its data, and the data is what is shown.
    (link,) = re.findall(r'href="([^"]*)">This page as data', page.text)
    assert browser.get(html.unescape(link)).json() == data.json()
    for text in texts(data.json()):
        assert " ".join(text.split()) in words


# Fields of the data whose text is read on the page as it stands.
_READ = {"figure", "who", "title", "why", "name", "label", "told", "party_name", "outlet_name", "verdict"}
# What is listed for forms and drawn but not written, or shown in other words.
_NOT_READ = {
    "sorts",
    "facets",
    "choices",
    "matrix",
    "camps",
    "machine",
    "claim",
    "pairs",
    "line",
    "parts",
    "profiles",
    "chosen",
}


def texts(data: Any, name: str = "") -> list[str]:
    """The texts of some fields of a page's data."""
    if isinstance(data, dict):
        # What has a title is not called by its name as well.
        skipped = _NOT_READ | ({"name"} if data.get("title") else set())
        return [text for key, one in data.items() if key not in skipped for text in texts(one, key)]
    if isinstance(data, list):
        return [text for one in data for text in texts(one, name)]
    return [data] if isinstance(data, str) and name in _READ and data != "–" else []


def test_every_page_is_in_the_table() -> None:
    def pattern(path: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"{\w+}", "[^/]+", path))

    addresses = [one[0].partition("?")[0] for one in SHOWN]
    missing = [page.path for page in PAGES if not any(map(pattern(page.path).fullmatch, addresses))]
    assert missing == ["/rounds/{round}", "/rounds/{round}/code"]  # see test_blind


def test_a_page_of_a_report_in_an_unread_language_says_so(browser: TestClient) -> None:
    (row,) = browser.get("/documents.json?search=blatt").json()["documents"]
    page = browser.get(f"/documents/{row['id']}")
    assert page.status_code == 200
    assert "declined" in page.text


REFUSED: tuple[tuple[str, int, str], ...] = (
    ("/nowhere", 404, "there is no page"),
    ("/claims/c0000", 404, "no claims whose id begins with c0000"),
    ("/claims/c", 404, "claims whose id begins with c"),
    ("/documents/d0000", 404, "no document d0000"),
    ("/documents/{d1}/beside/{d1}", 404, "in common with itself"),
    ("/values/nothing", 404, "claims are not listed by nothing"),
    ("/sources/nobody", 404, "nobody in the ledger has the id nobody"),
    ("/quantity?party=nobody", 404, "no claim of party nobody, object none, outcome none, place none"),
    ("/rounds/7", 404, "no round 7"),
    ("/rounds/x", 404, "no round x"),
    ("/rounds/٣", 404, "no round"),
    ("/claims/as/xlsx", 404, "csv, jsonl, parquet"),
    ("/compare", 400, "two to 6 claims"),
    ("/compare?claim={c1}&claim={c1}", 400, "two to 6 claims"),
    ("/compare?claim={c1}&claim={c1}x", 404, "no claims"),
    ("/claims?since=yesterday", 400, "since is a day such as 2024-08-06"),
    ("/claims?least=many", 400, "least is a number"),
    ("/claims?least=nan", 400, "least is a number"),
    ("/claims?most=1e400", 400, "most is a number"),
    ("/claims?offset=-1", 400, "offset is a whole number from 0 on"),
    ("/claims?offset=1" + "0" * 40, 400, "offset is a whole number"),
    ("/claims?sort=colour", 400, "sort is one of text, day"),
    ("/claims?" + "&".join(["party=x"] * 51), 400, "51 times; 50 are the most"),
    ("/claims?search=" + "x" * 401, 400, "401 characters; 400 are the most"),
    ("/claims?search=" + "x" * 4000, 414, "4,000 characters"),
    ("/quantity?profile=mine", 400, "profile is one of"),
)  # fmt: skip


@pytest.mark.parametrize(("address", "status", "told"), REFUSED, ids=[one[0][:60] for one in REFUSED])
def test_a_refusal_says_what_can_be(
    browser: TestClient, names: dict[str, str], address: str, status: int, told: str
) -> None:
    at = filled(address, names)
    answers = [browser.get(at)]
    if "/as/" not in at:
        answers.append(browser.get(as_data(at)))
    for answer in answers:
        assert answer.status_code == status
        assert told in html.unescape(said(answer))
        assert_held(answer)


def test_methods_that_an_address_does_not_take(browser: TestClient) -> None:
    csrf = {"csrf": token(browser, "/review")}
    for method, address, allowed in (
        ("GET", "/judgements", "POST"),
        ("POST", "/claims", "GET, HEAD"),
        ("PUT", "/claims/c1", "GET, HEAD"),
        ("DELETE", "/rounds/1/end", "POST"),
        ("OPTIONS", "/claims.json", "GET, HEAD"),
    ):
        answer = browser.request(method, address, data=csrf if method != "GET" else None)
        assert answer.status_code == 405
        assert {*answer.headers["allow"].split(", ")} == {*allowed.split(", ")}
        assert f"{answer.headers['allow']} alone" in said(answer)
        assert_held(answer)
    assert browser.head("/claims").status_code == 200


def test_forms_that_are_none(browser: TestClient) -> None:
    csrf = token(browser, "/review")
    many = {f"f{n}": "x" for n in range(MOST_FIELDS)} | {"csrf": csrf}
    sent: list[tuple[dict[str, Any], int]] = [
        ({"data": {"csrf": csrf, "reason": "x" * LARGEST}}, 413),
        ({"data": many}, 400),
        ({"json": {"csrf": csrf}}, 415),
        ({"files": {"reason": b"x"}, "data": {"csrf": csrf}}, 415),
        ({"data": {"verdict": "accepted"}}, 403),
        ({"data": {"csrf": csrf}}, 400),
        ({"content": b"csrf=%ff", "headers": {"content-type": "application/x-www-form-urlencoded"}}, 400),
    ]
    for given, status in sent:
        answer = browser.post("/judgements", **given)
        assert (answer.status_code, status, said(answer)) == (status, answer.status_code, said(answer))
        assert_held(answer)


@pytest.mark.parametrize(("name", "rank"), [("rea", 0), ("cody", 1), ("edda", 2)])
def test_each_page_and_form_asks_for_its_role(desk: Desk, tmp_path: Path, name: str, rank: int) -> None:
    browser = client(desk, gate(user_file(tmp_path)))
    roles = ("reader", "coder", "editor")
    for page in PAGES:
        assert browser.get(page.path).status_code == 303
        assert browser.get(json_path(page.path)).status_code == 401
    for form in FORMS:
        assert browser.post(form.path, data={}).status_code == 303
    log_in(browser, name)
    for page in PAGES:
        for at in (page.path, json_path(page.path)):
            allowed = browser.get(at).status_code != 403
            assert allowed == (rank >= roles.index(page.role)), at
    (csrf,) = re.findall(r'name="csrf" value="([^"]+)"', browser.get("/").text)[:1]
    for form in FORMS:
        answer = browser.post(form.path, data={"csrf": csrf})
        assert (answer.status_code != 403) == (rank >= roles.index(form.role)), form.path
        assert_held(answer)
    assert browser.get("/claims/as/csv").status_code == 200
    judging = "Coders and editors can judge it" not in browser.get("/review").text
    assert judging == (rank > 0)


def test_a_download_holds_the_claims_that_the_page_lists(browser: TestClient) -> None:
    query = "party=russia&object=tank"
    listed = browser.get(f"/claims.json?{query}").json()["claims"]
    lines = browser.get(f"/claims/as/jsonl?{query}")
    assert lines.headers["content-disposition"] == 'attachment; filename="claims.jsonl"'
    assert [re.findall(r'"id": ?"(c\w+)"', line)[0] for line in lines.text.splitlines()] == [
        one["id"] for one in listed
    ]
    table = browser.get(f"/claims/as/csv?{query}").text.splitlines()
    assert len(table) == 1 + len(listed)
    assert browser.get("/claims/as/csv?party=nobody").text.count("\n") == 1
    assert browser.get(f"/claims/as/parquet?{query}").content[:4] == b"PAR1"
    for kind in ("csv", "jsonl", "parquet"):
        assert_held(browser.get(f"/claims/as/{kind}?since=x"))


@pytest.mark.parametrize("verdict", ["accepted", "rejected", "noted", "corrected", "merged"])
def test_what_is_judged_is_shown_and_can_be_taken_back(
    desk: Desk, names: dict[str, str], verdict: str
) -> None:
    browser = local(desk)
    csrf, claim = token(browser, "/review"), names["c1"]
    form = {"csrf": csrf, "subject": claim, "verdict": verdict, "reason": "As the table has it. " * 100}
    form |= {"outcome": "destroyed", "into": names["c2"], "next": f"/claims/{claim}?x=1#there"}
    done = browser.post("/judgements", data=form)
    assert (done.status_code, done.headers["location"]) == (303, f"/claims/{claim}?x=1&done=1")
    page = browser.get(done.headers["location"])
    assert "Judgement 1 is kept" in page.text
    (told,) = browser.get(f"/claims/{claim}.json").json()["judgements"]
    assert (told["verdict"], told["judge"], told["reason"]) == (verdict, "local", form["reason"])
    state = "unjudged" if verdict == "noted" else verdict
    assert browser.get(f"/claims.json?state={state}").json()["total"] == (12 if state == "unjudged" else 1)
    outcome = "destroyed" if verdict == "corrected" else "lost"
    assert browser.get(f"/claims/{claim}.json").json()["claim"]["outcome"] == outcome
    assert (
        f'"{outcome}"'
        in browser.get(f"/claims/as/jsonl?document={names['d1']}&object=tank&party=russia").text
    )
    undone = browser.post("/judgements/undo", data={"csrf": csrf, "judgement": "1"})
    assert undone.status_code == 303
    assert browser.get("/claims.json?state=unjudged").json()["total"] == 12
    assert browser.post("/judgements/undo", data={"csrf": csrf, "judgement": "1"}).status_code == 409


def test_two_who_correct_one_claim_at_once_undo_nothing_of_one_another(
    desk: Desk, names: dict[str, str]
) -> None:
    browser = local(desk)
    csrf, at = token(browser, "/review"), f"/review/{names['c1']}"
    shown = browser.get(f"{at}.json").json()["review"]
    (seen,) = re.findall(r'name="seen" value="(\d+)"', browser.get(at).text)
    assert (seen, shown["seen"]) == ("0", 0)
    # Both send all fields as they were shown to them, but for one.
    held = {one: "" if value is None else str(value) for one, value in shown["edited"].items()}
    form = held | {"csrf": csrf, "subject": names["c1"], "verdict": "corrected", "seen": seen}
    for changed in ({"outcome": "captured"}, {"actor": "Belarus"}):
        assert browser.post("/judgements", data=form | changed).status_code == 303
    data = browser.get(f"/claims/{names['c1']}.json").json()
    assert (data["claim"]["outcome"], data["claim"]["actor"]) == ("captured", "belarus")
    assert [one["correction"] for one in data["judgements"]] == [
        {"outcome": "captured"},
        {"actor": "belarus"},
    ]


@pytest.mark.parametrize(
    "away",
    [
        "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/\t/evil.example",
        "/\r\nset-cookie: a=b", "\\\\evil.example", "/login", "/%0d%0a" + "x" * 3000, "evil", "/logout?x",
    ],
)  # fmt: skip
def test_a_form_leads_nowhere_else(desk: Desk, names: dict[str, str], away: str) -> None:
    browser = local(desk)
    form = {"csrf": token(browser, "/review"), "subject": names["c1"], "verdict": "accepted", "next": away}
    done = browser.post("/judgements", data=form)
    assert (done.status_code, done.headers["location"]) == (303, f"/claims/{names['c1']}?done=1")
    assert browser.get("/login", params={"next": away}).headers["location"] == "/"
