"""The pictures of docs/desk.md, drawn anew when asked: ``make docs-pictures``."""

from __future__ import annotations

import os
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from counterclaim import Case
from counterclaim.web.users import put_user
from tests.browser.conftest import USERS, Open, password
from tests.browser.reports import BUNDLED
from tests.browser.running import serving
from tests.browser.watched import Watched

_PICTURES = Path(__file__).parents[2] / "docs" / "desk"
_SIZE = {"width": 1100, "height": 720}
_LARGEST = 150_000
_CODERS = ("ben", "cleo")


def _take(desk: Watched, name: str) -> None:
    """What the window shows, in few colours."""
    expect(desk.page.locator("footer")).to_be_attached()
    shot = Image.open(BytesIO(desk.page.screenshot())).convert("RGB")
    path = _PICTURES / f"{name}.png"
    shot.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    assert path.stat().st_size < _LARGEST


def _code(desk: Watched, otherwise: bool) -> None:
    while desk.page.locator("form[data-judge]").count():
        heading = desk.page.get_by_role("heading", level=1).inner_text()
        if otherwise and heading.startswith("About 15,000"):
            desk.page.get_by_label("outcome").fill("killed")
            desk.page.get_by_label("Reason or note").fill("the headline says so")
            desk.page.keyboard.press("Escape")
        with desk.page.expect_navigation():
            desk.page.keyboard.press("c")


@pytest.mark.skipif(not os.environ.get("DOCS_PICTURES"), reason="drawn when asked: make docs-pictures")
def test_the_pictures_of_the_tutorial(opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where reports lie is shown as it was given
    shutil.copytree(BUNDLED, "reports")
    case, users = Case("case.db"), tmp_path / "users.json"
    case.build("reports", jobs=1)
    case.link(jobs=1)
    for name, role in USERS.items():
        put_user(users, name, role, password(name))
    with serving(tmp_path / "case.db", users) as served:
        editor = opened(served, user="ada", viewport=_SIZE)
        _take(editor, "front")
        reports = {one["name"]: one["id"] for one in editor.data("/documents.json")["documents"]}
        held = editor.data("/claims.json")["claims"]
        claims = {one["figure"]: one["id"] for one in held}
        editor.go(f"/documents/{reports['2025-01-10-both-ministries.txt']}")
        editor.page.locator("article a.marked").nth(1).hover()
        _take(editor, "report")
        editor.go(f"/review/{claims['About 15,000']}")
        editor.page.evaluate("scrollTo(0, 215)")
        _take(editor, "review")
        editor.go("/rounds")
        editor.page.get_by_label("Name").fill("January")
        editor.page.get_by_label("Coders").fill(", ".join(_CODERS))
        chosen = [id_ for name, id_ in reports.items() if name.startswith("2025-01-0")]
        editor.page.locator("select[name=document]").select_option(chosen)
        editor.page.get_by_role("button", name="Open").click()
        round_ = editor.path
        for name in _CODERS:
            coder = opened(served, f"{round_}/code", user=name)
            _code(coder, otherwise=name == "cleo")
            coder.go(round_)
            coder.page.get_by_role("button", name="I am through").click()
        editor.go(round_)
        _take(editor, "round")
