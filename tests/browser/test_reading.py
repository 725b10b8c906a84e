"""From what the desk shows to the sentence it stands on: findings, reports, relations, comparisons, charts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Open
from tests.browser.running import Served


def test_a_finding_leads_to_its_claim_and_on_to_its_sentence(read: Served, opened: Open) -> None:
    desk = opened(read)
    finding = desk.page.locator("#findings ~ ol li", has_text="organisers")
    finding.get_by_role("link", name="at least 120,000").click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("at least 120,000 people, attended")
    expect(desk.page.locator("[data-text] mark")).to_have_text("120,000")
    desk.page.get_by_role("link", name="Tens of thousands march").click()
    claim = read.claim("march.txt", "at least 120,000")
    assert desk.path.endswith(f"#m-{claim}")
    marked = desk.page.locator(f"#m-{claim}")
    expect(marked).to_be_in_viewport()
    expect(marked).to_have_text("120,000")


def test_the_fields_of_a_figure_are_shown_beside_it(read: Served, opened: Open) -> None:
    desk = opened(read, f"/documents/{read.report('wire.txt')}")
    first, second, last = (read.claim("wire.txt", figure) for figure in ("212", "two", "9"))
    panel = desk.page.locator("[data-panel]")
    for claim in (last, second):
        desk.page.locator(f"#m-{claim}").hover()
        expect(panel.locator(".here")).to_have_id(f"f-{claim}")
        expect(panel.locator(".here h2")).to_be_in_viewport()
    begins = [one.bounding_box() for one in (panel, panel.locator(".here"))]
    assert begins[0]
    assert begins[1]
    assert abs(begins[0]["y"] - begins[1]["y"]) < 5
    desk.page.locator(f"#m-{first}").focus()
    expect(panel.locator(".here")).to_have_id(f"f-{first}")
    expect(panel.locator(".here h2")).to_be_in_viewport()
    assert panel.locator(".here").evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"
    desk.page.keyboard.press("Enter")
    assert desk.path.endswith(f"#f-{first}")


def test_a_text_in_other_letters_is_shown_as_it_is(read: Served, opened: Open) -> None:
    desk = opened(read, f"/documents/{read.report('zoryane.txt')}")
    expect(desk.page.locator("article")).to_contain_text("😀🏚️ Zoryane: what the mayor counts")
    for figure in ("14", "35", "45"):
        expect(desk.page.locator("article a.marked", has_text=re.compile(f"^{figure}$"))).to_have_count(1)


def test_lines_that_windows_ended_are_lines(read: Served, opened: Open) -> None:
    desk = opened(read, f"/documents/{read.report('windows.txt')}")
    text = desk.page.locator("article").inner_text()
    assert "\ufffd" not in text
    assert [line.strip()[:11] for line in text.splitlines()[-3:]] == [
        "Two days af",
        "of the town",
        "and that th",
    ]


def test_a_relation_leads_to_the_other_claim(read: Served, opened: Open) -> None:
    desk = opened(read, f"/claims/{read.claim('wire.txt', '212')}")
    relation = desk.page.locator("section[aria-labelledby=relations] li", has_text="repeats")
    relation.get_by_role("link", name="212").click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("212 personnel, losses of Ukraine")
    assert desk.path == f"/claims/{read.claim('reprint.txt', '212')}"


def test_two_claims_side_by_side(read: Served, opened: Open) -> None:
    desk = opened(read, f"/claims/{read.claim('march.txt', 'about 40,000')}")
    relation = desk.page.locator("section[aria-labelledby=relations] li", has_text="disagrees")
    relation.get_by_role("link", name="side by side").click()
    expect(desk.page.locator(".verdict")).to_contain_text("below anything that the second allows")
    rows = desk.page.locator("tbody tr")
    expect(rows.filter(has_text="claimant")).to_contain_text("police")
    expect(rows.filter(has_text="claimant")).to_contain_text("organisers")
    expect(rows.filter(has_text=re.compile("^outcome")).locator(".same")).to_have_count(1)


def test_two_reprints_side_by_side(read: Served, opened: Open) -> None:
    desk = opened(read, f"/documents/{read.report('wire.txt')}")
    desk.page.get_by_role("link", name=re.compile(r"reprint\.txt")).click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Two reports with text in common")
    expect(desk.page.locator("ins")).to_have_count(4)
    columns = [desk.page.locator(f"tbody td:nth-child({n}) ins").all_inner_texts() for n in (1, 2)]
    assert columns == [["two houses", "neighbours"], ["three barns", "farmers"]]


def test_a_quantity_under_another_profile_and_a_mark_of_its_chart(read: Served, opened: Open) -> None:
    desk = opened(read, "/quantities")
    desk.page.get_by_role("link", name="Civilians killed in Kursk region").click()
    for profile in ("Plain", "ACLED"):
        desk.page.get_by_label("Coding profile").select_option(label=profile)
        desk.page.get_by_role("button", name="Show").click()
        expect(desk.page.locator(".told")).to_contain_text(profile)
    mark = desk.page.locator(".over-time svg a").first
    mark.focus()
    title = mark.get_attribute("aria-label") or ""
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text(title.split(",")[0])
