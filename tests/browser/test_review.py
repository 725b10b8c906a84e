"""Claims judged by hand: by keys alone, by selecting text, by name; and taken back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.running import Served
from tests.browser.watched import Watched


def _press(desk: Watched, key: str) -> None:
    """A key that leads to another page."""
    with desk.page.expect_navigation():
        desk.page.keyboard.press(key)


def _shown(page: Page) -> str:
    return page.locator('form[data-judge] [name="subject"]').input_value()


def _verdicts(served: Served, claim: str) -> list[str]:
    return [one["verdict"] for one in served.data(f"/claims/{claim}.json")["judgements"]]


def _select(page: Page, start: int, end: int) -> None:
    """Selects so many letters of the sentence, by code points of the text as it is shown."""
    page.evaluate(
        """([start, end]) => {
          const text = document.querySelector("[data-text]"), range = document.createRange();
          let at = Number(text.querySelector("[data-at]").dataset.at);
          const walk = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node; (node = walk.nextNode());) {
            const letters = Array.from(node.data), of = (n) => letters.slice(0, n - at).join("").length;
            if (at <= start && start < at + letters.length) range.setStart(node, of(start));
            if (at < end && end <= at + letters.length) range.setEnd(node, of(end));
            at += letters.length;
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [start, end],
    )


def test_by_keys_alone(judged: Served, opened: Open) -> None:
    desk = opened(judged, "/review")
    total = int(judged.data("/review.json")["waiting"])
    first = _shown(desk.page)
    _press(desk, "a")
    expect(desk.page.locator(".notice", has_text="is kept")).to_contain_text("is kept")
    expect(desk.page.locator(".pager")).to_contain_text(f"{total - 1} left")
    second = _shown(desk.page)
    _press(desk, "j")
    third = _shown(desk.page)
    assert len({first, second, third}) == 3
    _press(desk, "r")
    assert (_verdicts(judged, first), _verdicts(judged, second)) == (["accepted"], [])
    assert _verdicts(judged, third) == ["rejected"]
    _press(desk, "u")
    assert _verdicts(judged, third) == ["rejected", "undone"]
    assert judged.data(f"/claims/{third}.json")["brief"]["state"] == "unjudged"
    _press(desk, "k")
    assert _shown(desk.page) == second


def test_a_note_takes_words(judged: Served, opened: Open) -> None:
    claim = judged.claim("flood.txt", "61")
    desk = opened(judged, f"/review/{claim}")
    desk.page.keyboard.press("n")
    expect(desk.page.get_by_label("Reason or note")).to_be_focused()
    assert _verdicts(judged, claim) == []
    desk.page.keyboard.type("an earlier count: does it fall under “updates”?")
    desk.page.keyboard.press("Escape")
    _press(desk, "n")
    expect(desk.page.locator("section[aria-labelledby=judgements]")).to_contain_text("does it fall under")
    assert _verdicts(judged, claim) == ["noted"]


def test_a_figure_is_put_right_by_its_ends(judged: Served, opened: Open) -> None:
    claim = judged.claim("zoryane.txt", "about 45")
    desk = opened(judged, f"/review/{claim}")
    for label in ("figure from", "figure to"):
        assert desk.page.get_by_label(label).input_value().isdecimal()
    desk.page.get_by_label("figure from").focus()
    desk.page.keyboard.press("ArrowUp")
    expect(desk.page.locator("[data-span=number]")).to_have_text("5")
    expect(desk.page.locator("[data-text] mark")).to_have_text("5")
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_label("figure to")).to_be_focused()
    desk.page.keyboard.press("ArrowDown")
    expect(desk.page.locator("[data-span=number]")).to_have_text("")
    desk.page.keyboard.press("ArrowUp")
    _press(desk, "Enter")
    found = judged.data(f"/claims/{claim}.json")
    assert (found["brief"]["state"], found["claim"]["number"]["text"], found["claim"]["value"]["high"]) == (
        "corrected", "5", 5,
    )  # fmt: skip


@pytest.mark.parametrize("how", ["mouse", "selection"])
def test_a_figure_is_put_right_by_selecting_it(judged: Served, opened: Open, how: str) -> None:
    """Behind letters that this language of browsers counts twice."""
    claim = judged.claim("zoryane.txt", "about 45")
    before = judged.data(f"/claims/{claim}.json")["claim"]
    desk = opened(judged, f"/review/{claim}")
    if how == "mouse":
        box = desk.page.evaluate(
            """() => {
              const node = document.querySelector("[data-text] span:nth-of-type(2)").firstChild;
              const range = document.createRange(), at = node.data.indexOf("120");
              range.setStart(node, at); range.setEnd(node, at + 3);
              const { x, y, width, height } = range.getBoundingClientRect();
              return { x: x + width / 2, y: y + height / 2 };
            }"""
        )
        desk.page.mouse.dblclick(box["x"], box["y"])
    else:
        start = before["evidence"]["start"] + before["evidence"]["text"].index("120")
        _select(desk.page, start, start + 3)
    desk.page.keyboard.press("f")
    expect(desk.page.locator("[data-span=number]")).to_have_text("120")
    expect(desk.page.locator("[data-text] mark")).to_have_text("120")
    _press(desk, "c")
    after = judged.data(f"/claims/{claim}.json")["claim"]
    assert (after["number"]["text"], after["value"]["low"]) == ("120", 120)
    assert after["number"]["start"] == before["evidence"]["start"] + before["evidence"]["text"].index("120")


def test_a_sentence_is_put_right_by_selecting_all_of_it(judged: Served, opened: Open) -> None:
    claim = judged.claim("zoryane.txt", "14")
    desk = opened(judged, f"/review/{claim}")
    desk.page.locator("[data-text]").click(click_count=3)
    desk.page.keyboard.press("s")
    _press(desk, "c")
    evidence = judged.data(f"/claims/{claim}.json")["claim"]["evidence"]
    assert "14 civilians" in evidence["text"]
    assert evidence["text"] == evidence["text"].strip()


def test_fields_are_put_right_by_name(judged: Served, opened: Open) -> None:
    claim = judged.claim("zoryane.txt", "about 45")
    desk = opened(judged, f"/review/{claim}")
    desk.page.get_by_label("object").fill("family")
    desk.page.get_by_label("place").fill("Зоряне")
    desk.page.get_by_label("claimant").fill("Russian Defense Ministry")
    desk.page.get_by_label("stance").select_option("estimated")
    desk.page.get_by_label("Reason or note").fill("families, of whose houses the sentence speaks")
    desk.page.keyboard.press("Escape")
    _press(desk, "c")
    found = judged.data(f"/claims/{claim}.json")["claim"]
    assert (found["object"], found["place"]["id"], found["claimant"]["id"], found["stance"]) == (
        "family", "зоряне", "russian_mod", "estimated",
    )  # fmt: skip
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("family, destroyed")
    history = desk.page.locator("section[aria-labelledby=judgements] li")
    expect(history).to_contain_text(
        re.compile("corrected by local.*object, place, claimant, stance", re.DOTALL)
    )


def test_enter_in_a_field_keeps_what_was_written(judged: Served, opened: Open) -> None:
    claim = judged.claim("zoryane.txt", "about 45")
    desk = opened(judged, f"/review/{claim}")
    desk.page.get_by_label("object").fill("family")
    _press(desk, "Enter")
    assert judged.data(f"/claims/{claim}.json")["claim"]["object"] == "family"


def test_one_claim_is_merged_into_another(judged: Served, opened: Open) -> None:
    claim, into = (judged.claim("march.txt", figure) for figure in ("Tens of thousands", "about 40,000"))
    desk = opened(judged, f"/review/{claim}")
    desk.page.keyboard.press("m")
    field = desk.page.get_by_label("the same as claim")
    expect(field).to_be_focused()
    desk.page.keyboard.type(into[:9])
    _press(desk, "Enter")
    assert _verdicts(judged, claim) == ["merged"]
    expect(desk.page.get_by_role("link", name=into[:9])).to_be_visible()


def test_what_cannot_be_kept_says_why(judged: Served, opened: Open) -> None:
    claim = judged.claim("flood.txt", "61")
    desk = opened(judged, f"/review/{claim}")
    desk.refusals |= {409}
    desk.page.get_by_label("figure from").fill("0")
    desk.page.keyboard.press("Escape")
    _press(desk, "c")
    expect(desk.page.locator("main")).to_contain_text("has to stand within the evidence")
    assert _verdicts(judged, claim) == []
    desk.page.go_back()
    expect(desk.page.get_by_label("figure from")).to_have_value("0")


def test_a_relation_is_judged(judged: Served, opened: Open) -> None:
    claim = judged.claim("march.txt", "about 40,000")
    desk = opened(judged, f"/claims/{claim}")
    relation = desk.page.locator("section[aria-labelledby=relations] li", has_text="disagrees")
    relation.get_by_role("button", name="accept").click()
    expect(relation).to_contain_text("accepted by local")


def test_without_scripts_all_of_it_works(judged: Served, opened: Open) -> None:
    desk = opened(judged, "/claims", java_script_enabled=False)
    desk.page.get_by_label("Words in the sentence").fill("civilians")
    desk.page.get_by_role("button", name="Filter").click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("claims")
    claim = judged.claim("zoryane.txt", "14")
    desk.page.locator(f'a[href="/claims/{claim}"]').click()
    desk.page.get_by_role("link", name="zoryane.txt").click()
    assert desk.path.endswith(f"#m-{claim}")
    desk.page.go_back()
    desk.page.get_by_role("link", name="Judge it").click()
    desk.page.get_by_label("place").fill("")
    desk.page.get_by_role("button", name="c correct").click()
    assert judged.data(f"/claims/{claim}.json")["claim"]["place"] is None
    desk.page.locator(".notice", has_text="is kept").get_by_role("button", name="undo").click()
    assert judged.data(f"/claims/{claim}.json")["claim"]["place"] is not None
