"""Logging in and out, and what each role is let do."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, password
from tests.browser.running import Served


def test_in_by_the_form_to_where_one_wanted_and_out_again(shared: Served, opened: Open) -> None:
    desk = opened(shared, "/claims?object=personnel&camp=russia")
    assert desk.path.startswith("/login")
    desk.page.get_by_label("Name").fill("ben")
    desk.page.get_by_label("Password").fill(password("ben"))
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("link", name="object: personnel ×")).to_be_visible()
    expect(desk.page.locator(".who")).to_contain_text("ben, coder")
    desk.page.get_by_role("button", name="log out").click()
    assert desk.path == "/login"
    desk.go("/claims")
    assert desk.path == "/login?next=/claims"


def test_a_wrong_password_is_refused(shared: Served, opened: Open) -> None:
    desk = opened(shared, "/login")
    desk.refusals |= {403}
    desk.page.get_by_label("Name").fill("ben")
    desk.page.get_by_label("Password").fill(password("cleo"))
    desk.page.get_by_role("button", name="Log in").click()
    expect(desk.page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    expect(desk.page.get_by_label("Name")).to_have_value("ben")
    expect(desk.page.get_by_label("Password")).to_be_focused()
    desk.page.get_by_label("Password").fill(password("ben"))
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".who")).to_contain_text("ben")


def test_a_reader_reads_and_judges_nothing(shared: Served, opened: Open) -> None:
    desk = opened(shared, "/review", user="rita")
    desk.refusals |= {403}
    claim = desk.data("/claims.json")["claims"][0]["id"]
    desk.go(f"/claims/{claim}")
    for name in ("accept", "reject", "undo"):
        expect(desk.page.get_by_role("button", name=name)).to_have_count(0)
    expect(desk.page.get_by_role("link", name="Judge it")).to_have_count(0)
    desk.go(f"/review/{claim}")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Not allowed")
    # A form of her own making, sent from the desk's own page with her own token.
    desk.go("/claims")
    token = desk.page.locator('form[action="/logout"] [name=csrf]').input_value()
    status = desk.page.evaluate(
        """async (fields) => (await fetch("/judgements", {
             method: "POST", body: new URLSearchParams(fields) })).status""",
        {"csrf": token, "subject": claim, "verdict": "accepted"},
    )
    assert status == 403
    assert desk.data(f"/claims/{claim}.json")["judgements"] == []


@pytest.mark.parametrize("path", ["/review", "/rounds"])
def test_a_reader_is_shown_no_form_that_would_be_refused(shared: Served, opened: Open, path: str) -> None:
    desk = opened(shared, path, user="rita")
    assert desk.page.locator("main form[method=post]").count() == 0


def test_who_logs_out_is_out_in_every_tab(shared: Served, opened: Open) -> None:
    desk = opened(shared, "/review", user="ben")
    other = desk.page.context.new_page()
    other.goto("/rounds")
    other.get_by_role("button", name="log out").click()
    with desk.page.expect_navigation():
        desk.page.keyboard.press("a")
    assert desk.path.startswith("/login")
    desk.log_in("ben", password("ben"))
    assert desk.data("/claims.json?state=accepted")["total"] == 0
