"""Every page as it looks: to everybody's eyes and ears, on wide and narrow screens, by day and night, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from counterclaim.web.app import PAGES as APP
from tests.browser.conftest import Open
from tests.browser.running import Served

_SCREENS = Path(__file__).parents[2] / "build" / "screens"
_WIDTHS = {"wide": 1440, "narrow": 390}
_GRAVE = ("serious", "critical")


def _quantity(desk: Served) -> str:
    held = desk.data("/quantities.json")["quantities"]
    return str(next(one["address"] for one in held if one["title"].startswith("Tanks of Ukraine")))


PAGES: dict[str, Callable[[Served], str]] = {
    "front": lambda _: "/",
    "claims": lambda _: "/claims",
    "claims-filtered": lambda _: "/claims?camp=russia&object=personnel&search=Sudzha",
    "claims-none": lambda _: "/claims?search=nowhere",
    "values": lambda _: "/values/claimant",
    "claim": lambda desk: f"/claims/{desk.claim('march.txt', 'about 40,000')}",
    "documents": lambda _: "/documents",
    "document": lambda desk: f"/documents/{desk.report('2025-01-10-both-ministries.txt')}",
    "document-here": lambda desk: f"/documents/{desk.report('flood.txt')}#f-{desk.claim('flood.txt', '61')}",
    "document-cyrillic": lambda desk: f"/documents/{desk.report('zoryane.txt')}",
    "beside": lambda desk: f"/documents/{desk.report('wire.txt')}/beside/{desk.report('reprint.txt')}",
    "compare": lambda desk: (
        "/compare?claim="
        + "&claim=".join(desk.claim("march.txt", one) for one in ("about 40,000", "at least 120,000"))
    ),
    "compare-three": lambda desk: (
        "/compare?claim="
        + "&claim=".join(desk.claim("flood.txt", one) for one in ("At least 84", "61", "17"))
    ),
    "quantities": lambda _: "/quantities",
    "quantity": _quantity,
    "quantity-versus": lambda desk: f"{_quantity(desk)}&versus=ucdp",
    "sources": lambda _: "/sources",
    "source": lambda _: "/sources/russian_mod",
    "review": lambda _: "/review",
    "one": lambda desk: f"/review/{desk.claim('wire.txt', '212')}",
    "review-none": lambda _: "/review?search=nowhere",
    "rounds": lambda _: "/rounds",
    "anew": lambda _: "/anew",
    "problem": lambda _: "/claims/nothing",
}
_REFUSED = {"problem": 404}


def _too_wide(page: Page) -> list[str]:
    """What sticks out of the window, and is in no box of its own that scrolls."""
    found: list[str] = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
          [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".wide"))
            .map((e) => `${e.tagName} ${e.textContent.trim().slice(0, 40)}`)
            .concat("wider than its window")"""
    )
    return found


def _grave(page: Page) -> list[str]:
    """What axe, which the page has loaded, finds seriously in somebody's way."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in _GRAVE
        for node in one["nodes"]
    ]


def _look(page: Page, name: str) -> None:
    """All of it, wide and narrow, by day and by night."""
    _SCREENS.mkdir(parents=True, exist_ok=True)
    page.evaluate(Axe().axe_script)
    for width, pixels in _WIDTHS.items():
        page.set_viewport_size({"width": pixels, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if (width, scheme) != ("narrow", "dark"):
                page.screenshot(path=_SCREENS / f"{name}-{width}-{scheme}.png", full_page=True)
            assert not _too_wide(page)
            assert not _grave(page), (width, scheme)


def test_every_page_is_looked_at(read: Served) -> None:
    shown = {address(read).partition("?")[0].partition("#")[0] for address in PAGES.values()}
    forms = {page.path: re.sub(r"\{\w+\}", "[^/]+", page.path) for page in APP if page.role == "reader"}
    missing = {path for path, form in forms.items() if not any(re.fullmatch(form, one) for one in shown)}
    assert missing == {"/rounds/{round}"}  # of a desk with accounts, below


@pytest.mark.parametrize("name", PAGES)
def test_every_page_can_be_read_by_all(read: Served, opened: Open, name: str) -> None:
    desk = opened(read, "/rounds")
    desk.refusals |= {_REFUSED.get(name, 0)}
    desk.go(PAGES[name](read))
    _look(desk.page, name)


def test_the_pages_of_a_desk_with_accounts(shared: Served, opened: Open) -> None:
    desk = opened(shared, "/login")
    _look(desk.page, "login")
    desk.log_in("ada", "ada counts twice")
    documents = desk.data("/rounds.json")["documents"]
    desk.go("/rounds")
    desk.page.get_by_label("Name").fill("A round")
    desk.page.get_by_label("Coders").fill("ada, ben")
    desk.page.locator("select[name=document]").select_option([one["id"] for one in documents[:2]])
    desk.page.get_by_role("button", name="Open").click()
    _look(desk.page, "round-open")
    round_ = desk.path
    desk.page.get_by_role("link", name="Go on coding").click()
    _look(desk.page, "code")
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    with desk.page.expect_navigation():
        desk.page.keyboard.press("r")
    ben = opened(shared, f"{round_}/code", user="ben")
    with ben.page.expect_navigation():
        ben.page.keyboard.press("a")
    desk.go(round_)
    desk.page.get_by_role("button", name="End it for all").click()
    _look(desk.page, "round-ended")


@pytest.mark.parametrize("name", ["claims", "document", "compare", "quantity", "beside"])
def test_tables_and_charts_scroll_in_boxes_that_keys_reach(read: Served, opened: Open, name: str) -> None:
    desk = opened(read, PAGES[name](read), viewport={"width": 390, "height": 800})
    boxes = desk.page.locator(".wide").all()
    for box in boxes:
        wider, keys = box.evaluate(
            """(e) => [e.scrollWidth > e.clientWidth + 1, e.tabIndex >= 0 || e.querySelector("a, button") !== null]"""
        )
        assert keys or not wider
    for table in desk.page.locator("table").all():
        assert table.evaluate("(e) => e.closest('.wide') !== null")


@pytest.mark.parametrize("name", ["front", "claims", "claim", "document", "one", "quantity"])
def test_on_paper_there_are_no_forms(read: Served, opened: Open, name: str) -> None:
    desk = opened(read, PAGES[name](read))
    desk.page.emulate_media(media="print")
    for what in ("form", "nav", ".facets", "button", "input:not([type=hidden])"):
        assert not [one for one in desk.page.locator(what).all() if one.is_visible()], what
    assert desk.page.get_by_role("heading", level=1).is_visible()


def test_by_night_the_paper_is_dark(read: Served, opened: Open) -> None:
    desk = opened(read, "/", color_scheme="dark")
    paper, ink = (
        [int(part) for part in desk.page.evaluate(f"getComputedStyle(document.body).{one}")[4:-1].split(",")]
        for one in ("backgroundColor", "color")
    )
    assert max(paper) < 60 < 200 < min(ink)


@pytest.mark.parametrize("name", ["front", "claims", "document", "one", "quantity"])
def test_the_first_key_leads_to_the_content(read: Served, opened: Open, name: str) -> None:
    desk = opened(read, PAGES[name](read))
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.className") == "skip"
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("document.activeElement.id") == "main"
