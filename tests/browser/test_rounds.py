"""A round of blind coding, from its opening to what the editor decides."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from counterclaim.web.openapi import json_path
from tests.browser.conftest import Open
from tests.browser.running import Served
from tests.browser.watched import Watched

_REPORTS = ("flood.txt", "zoryane.txt")
# What one coder writes, to be looked for where the other must not see it.
_BEN, _CLEO = "benmarkword", "cleomarkword"


def _documents(desk: Watched) -> list[str]:
    return [one["id"] for one in desk.data("/documents.json")["documents"] if one["name"] in _REPORTS]


def _claims(desk: Watched, documents: list[str]) -> list[str]:
    return [
        one["id"] for one in desk.data("/claims.json?limit=200")["claims"] if one["document"] in documents
    ]


def _open_round(editor: Watched) -> str:
    editor.go("/rounds")
    editor.page.get_by_label("Name").fill("First round")
    editor.page.get_by_label("Coders").fill("ben, cleo")
    reports = [
        one.get_attribute("value") or ""
        for one in editor.page.locator("select[name=document] option").all()
        if any(name in one.inner_text() for name in _REPORTS)
    ]
    editor.page.locator("select[name=document]").select_option(reports)
    editor.page.get_by_role("button", name="Open").click()
    expect(editor.page.get_by_role("heading", level=1)).to_contain_text("Round First round open")
    return editor.path


def _code(coder: Watched, number: int, verdict: str, mark: str) -> None:
    """All claims of the round: one otherwise than by accepting it."""
    for nth in range(number):
        expect(coder.page.locator(".pager")).to_contain_text(f"{number - nth} left")
        if coder.page.locator("main h1").inner_text().startswith("61"):
            coder.page.get_by_label("Reason or note").fill(mark)
            coder.page.keyboard.press("Escape")
            key = verdict
            if key == "c":
                coder.page.get_by_label("outcome").fill("missing")
                coder.page.keyboard.press("Escape")
        else:
            key = "a"
        with coder.page.expect_navigation():
            coder.page.keyboard.press(key)
    expect(coder.page.get_by_role("heading", level=1)).to_have_text("Nothing awaits review")


def _never_told(desk: Watched, round_: str, documents: list[str], claims: list[str], mark: str) -> None:
    """No page or data that this user can reach has the words of the other, nor that a claim was judged."""
    (judged,) = [one["id"] for one in desk.data("/claims.json?limit=200")["claims"] if one["figure"] == "61"]
    pages = [
        "/", "/claims?limit=200", "/review", "/rounds", round_, "/sources", "/quantities", f"/claims/{judged}",
        f"/review/{judged}", *(f"/documents/{one}" for one in documents),
    ]  # fmt: skip
    for page in pages:
        path, _, query = page.partition("?")
        for address in (page, f"{json_path(path)}?{query}"):
            answer = desk.page.request.get(address)
            assert (address, answer.status) == (address, 200)
            assert mark not in answer.text(), address
    assert desk.data("/claims.json?state=unjudged")["total"] == desk.data("/claims.json")["of"]
    for claim in claims:
        assert desk.data(f"/claims/{claim}.json")["judgements"] == []
    for kind in ("csv", "jsonl"):
        taken = desk.page.request.get(f"/claims/as/{kind}")
        assert (taken.status, mark in taken.text()) == (200, False)
    (progress,) = desk.data(f"{round_}.json")["progress"]
    assert progress["coder"] == desk.user


def test_blind_from_the_opening_to_the_decision(shared: Served, opened: Open) -> None:
    editor = opened(shared, user="ada")
    round_ = _open_round(editor)
    documents = _documents(editor)
    claims = _claims(editor, documents)
    ben, cleo = (opened(shared, f"{round_}/code", user=name) for name in ("ben", "cleo"))
    for coder in (ben, cleo):
        coder.refusals |= {400}

    _code(ben, len(claims), "r", _BEN)
    _never_told(cleo, round_, documents, claims, _BEN)
    expect(cleo.page.locator("main")).not_to_contain_text("rejected")
    cleo.go(f"{round_}/code")
    _code(cleo, len(claims), "c", _CLEO)
    _never_told(ben, round_, documents, claims, _CLEO)

    for coder in (ben, cleo):
        coder.go(round_)
        expect(coder.page.locator("main")).not_to_contain_text("Agreement")
        coder.page.get_by_role("button", name="I am through").click()
    expect(cleo.page.get_by_role("heading", level=1)).to_contain_text("ended")

    editor.go(round_)
    agreement = editor.page.get_by_role("region", name="Agreement")
    verdicts = {row["field"]: row for row in editor.data(f"{round_}.json")["agreement"]}
    assert all(row["percent"] is not None for row in verdicts.values() if row["units"])
    assert any(row["alpha"] is not None and row["alpha"] < 1 for row in verdicts.values())
    for row in verdicts.values():
        if row["alpha"] is not None:
            expect(agreement.locator("tr", has_text=row["field"].replace("_", " ")).first).to_contain_text(
                str(row["alpha"])
            )
    difference = editor.page.locator("section.card", has_text="61")
    expect(difference).to_contain_text(_BEN)
    expect(difference).to_contain_text(_CLEO)
    difference.locator("tr", has_text="cleo").get_by_role("button", name="take this").click()
    expect(difference).to_contain_text("Decided by ada: corrected")
    editor.page.get_by_role("button", name="Take over all on which the coders agree").click()
    expect(editor.page.get_by_role("heading", name="To be decided")).to_contain_text("0 of")

    lines = map(json.loads, editor.page.request.get("/claims/as/jsonl").text().splitlines())
    held = {one["id"]: one for one in lines if one["document"] in documents}
    assert len(held) == len(claims)
    decided = {one["number"]["text"]: one["outcome"] for one in held.values()}
    assert (decided["61"], decided["84"]) == ("missing", "killed")
    states = {one: editor.data(f"/claims/{one}.json")["brief"]["state"] for one in claims}
    assert sorted(states.values()) == ["accepted"] * (len(claims) - 1) + ["corrected"]


def test_a_report_in_a_round_is_judged_there_alone(shared: Served, opened: Open) -> None:
    editor = opened(shared, user="ada")
    _open_round(editor)
    claim = _claims(editor, _documents(editor))[0]
    ben = opened(shared, f"/review/{claim}", user="ben")
    ben.refusals |= {409}
    with ben.page.expect_navigation():
        ben.page.keyboard.press("a")
    expect(ben.page.locator("main")).to_contain_text("being coded blind")
