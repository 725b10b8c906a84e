"""The list of claims: filtered, searched, shared, sorted, paged, taken away as a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as parquet
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.running import Served


def _figures(page: Page) -> list[str]:
    return page.locator("table.claims tbody td.figure a").all_inner_texts()


def _facet(page: Page, name: str, value: str) -> None:
    group = page.locator(".facets details", has=page.locator("summary", has_text=name))
    group.get_by_role("link", name=value, exact=True).click()


def test_two_facets_and_a_search_make_an_address_to_share(read: Served, opened: Open) -> None:
    desk = opened(read, "/claims")
    _facet(desk.page, "camp of the claimant", "Russia")
    _facet(desk.page, "object", "personnel")
    expect(desk.page.get_by_role("link", name="object: personnel ×")).to_be_visible()
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("Sudzha")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("2 of")
    found = _figures(desk.page)
    assert found == ["212", "212"]
    other = opened(read, desk.path)
    assert _figures(other.page) == found
    other.page.get_by_role("link", name="search: Sudzha ×").click()
    expect(other.page.get_by_role("link", name="object: personnel ×")).to_be_visible()
    assert len(_figures(other.page)) == read.data("/claims.json?camp=russia&object=personnel")["total"] > 2


def test_sorted_and_paged(read: Served, opened: Open) -> None:
    desk = opened(read, "/claims?limit=7&state=unjudged")
    desk.page.get_by_role("link", name="figure", exact=True).click()
    expect(desk.page.get_by_role("link", name="figure ↓")).to_be_visible()
    pages = [_figures(desk.page)]
    while desk.page.get_by_role("link", name="next →").count():
        with desk.page.expect_navigation():
            desk.page.keyboard.press("j")
        pages.append(_figures(desk.page))
    total = read.data("/claims.json")["total"]
    assert [len(page) for page in pages[:-1]] == [7] * (len(pages) - 1)
    assert sum(map(len, pages)) == total
    assert pages[0][0] == "at least 120,000"
    with desk.page.expect_navigation():
        desk.page.keyboard.press("k")
    assert _figures(desk.page) == pages[-2]


def _csv(path: Path) -> list[str]:
    return [row["id"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8")))]


def _lines(path: Path) -> list[str]:
    return [json.loads(line)["id"] for line in path.read_text("utf-8").splitlines()]


def _parquet(path: Path) -> list[str]:
    return [str(one) for one in parquet.read_table(path).column("id").to_pylist()]


READERS = {"CSV": _csv, "JSON": _lines, "Parquet": _parquet}


@pytest.mark.parametrize("kind", READERS)
def test_what_is_listed_can_be_taken_away(read: Served, opened: Open, tmp_path: Path, kind: str) -> None:
    desk = opened(read, "/claims?object=personnel&camp=russia")
    shown = [row.get_attribute("id") for row in desk.page.locator("table.claims tbody tr").all()]
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("link", name=kind, exact=True).click()
    path = tmp_path / "claims"
    coming.value.save_as(path)
    assert sorted(READERS[kind](path)) == sorted(filter(None, shown))
