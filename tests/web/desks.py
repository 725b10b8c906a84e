"""A desk of a few reports of our own, browsers before it, and what every answer of it must be like."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from counterclaim.case import Case
from counterclaim.export.words import harmless
from counterclaim.web.app import application
from counterclaim.web.desk import Desk
from counterclaim.web.gate import Gate
from tests.web.samples import HERE, gate

_FIELD = (
    "Kyiv counts losses near Sudzha\n\nRussia lost 120 tanks near Sudzha since 6 August 2024, the Ukrainian General "
    "Staff said on 3 September. At least 300 Russian soldiers were killed and 700 wounded, it added. Ukraine lost "
    "40 tanks, according to the Russian Defense Ministry."
)
RECORDS: tuple[dict[str, str], ...] = (
    {"id": "field.html", "url": "https://field.example/1", "outlet": "Daily Field", "published": "2024-09-03",
     "title": "Kyiv counts losses near Sudzha", "text": _FIELD},
    {"id": "post.html", "url": "https://post.example/1", "outlet": "Evening Post", "published": "2024-09-04",
     "title": "Moscow tells of another count",
     "text": "Moscow tells of another count\n\nUkraine lost 200 tanks near Sudzha since 6 August 2024, the Russian "
             "Defense Ministry said. Russia lost 20 tanks near Sudzha since 6 August 2024, the Russian Defense "
             "Ministry said. As many as 500 Ukrainian soldiers were killed."},
    {"id": "wire.html", "url": "https://wire.example/1", "outlet": "Night Wire", "published": "2024-09-05",
     "title": "Losses near Sudzha",
     "text": _FIELD + " Three civilians were killed in Sudzha on 4 September 2024, police said."},
    {"id": "blatt.txt", "published": "2024-09-05",
     "text": "Verluste bei Sudscha\n\nDie Ukraine hat nach Angaben aus Moskau bei Sudscha zweihundert Panzer verloren, "
             "die Armee schweigt dazu und verweist auf den Abend, an dem der Sprecher wieder vor die Presse tritt."},
)  # fmt: skip
LATER: dict[str, str] = {
    "id": "late.html", "url": "https://late.example/1", "outlet": "Late Edition", "published": "2024-09-09",
    "title": "Another count near Sudzha",
    "text": "Another count near Sudzha\n\nRussia lost 150 tanks near Sudzha since 6 August 2024, the Ukrainian General "
            "Staff said on 8 September.",
}  # fmt: skip


def write(path: Path, *records: dict[str, str]) -> Path:
    """A file of records, one a line."""
    path.write_text("".join(json.dumps(one) + "\n" for one in records), encoding="utf-8")
    return path


def built(folder: Path, *records: dict[str, str]) -> Path:
    """A ledger of some records, linked."""
    case = Case(folder / "case.db")
    done = case.build([str(write(folder / "records.jsonl", *records))])
    assert not done.problems
    case.link()
    return case.path


def local(desk: Desk) -> TestClient:
    """The browser of an editor at a desk without accounts."""
    return client(desk, gate(None))


def client(desk: Desk, one: Gate) -> TestClient:
    """A browser that has not been here before; what fails on the server fails the test."""
    return TestClient(application(desk, one), HERE, follow_redirects=False)


def said(answer: Any) -> str:
    """What a refusal says, in one line."""
    if answer.headers["content-type"] == "application/json":
        text = answer.json()["error"]
    else:
        found = re.search(r"</h1>\s*<p[^>]*>(.*?)</p>", answer.text, re.DOTALL)
        text = found[1] if found else answer.text
    assert isinstance(text, str)
    return text.strip()


# All that templates are made of.
_TAGS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "nav", "main", "div", "span", "form",
    "input", "button", "label", "select", "option", "textarea", "footer", "h1", "h2", "h3", "p", "ul", "ol", "li",
    "table", "caption", "thead", "tbody", "tr", "th", "td", "strong", "kbd", "code", "mark", "ins", "details",
    "summary", "dl", "dt", "dd", "section", "article", "aside", "figure", "figcaption", "fieldset", "legend",
    "output", "datalist", "small", "br", "time", "em", "svg", "g", "line", "text", "rect", "circle", "path",
    "polygon",
}  # fmt: skip
_ATTRIBUTES = {
    "lang", "charset", "name", "content", "rel", "href", "type", "src", "defer", "class", "id", "tabindex", "action",
    "method", "role", "value", "size", "inputmode", "title", "scope", "aria-label", "aria-labelledby", "aria-current",
    "aria-live", "aria-describedby", "aria-hidden", "list", "autocomplete", "autocapitalize", "spellcheck",
    "autofocus", "required", "maxlength", "step", "min", "rows", "placeholder", "multiple", "selected", "colspan",
    "datetime", "data-key", "data-needs", "data-at", "data-text", "data-span", "data-show", "data-panel", "data-claim",
    "data-judge",
    "for", "hidden", "viewbox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d",
    "points", "open", "text-anchor", "stroke-dasharray", "stroke-width",
}  # fmt: skip
_POINTING = ("href", "src", "action")


@dataclass
class Seen:
    """What stands in a page."""

    tags: set[str]
    attributes: set[str]
    addresses: list[str]
    scripts: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen(set(), set(), [], [])
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.seen.tags.add(tag)
        for name, value in attrs:
            self.seen.attributes.add(name)
            if name in _POINTING:
                self.seen.addresses.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style") and data.strip():
            self.seen.scripts.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")


def assert_harmless(html: str) -> None:
    """Nothing in a page is an element, attribute or address but what the templates make."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    seen = reader.seen
    assert seen.tags <= _TAGS, seen.tags - _TAGS
    assert seen.attributes <= _ATTRIBUTES, seen.attributes - _ATTRIBUTES
    assert not seen.scripts
    strange = [one for one in seen.addresses if not re.match(r"(/(?![/\\])|#|$)", one)]
    assert not strange, strange
    assert html.count("<script") == 1
    if (shown := harmless(html)) != html:
        at = next(n for n, sign in enumerate(html) if shown[n] != sign)
        raise AssertionError(f"it steers the display: {html[max(0, at - 80) : at + 9]!r}")


def assert_held(answer: Any, *never: str) -> None:
    """What every answer must be, whatever was asked.

    Args:
        never: what must not stand in a refusal; a report is named by the place where it was met.
    """
    assert answer.status_code < 500, (answer.status_code, answer.text[:500])
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    kind = headers.get("content-type", "")
    if kind.startswith("text/html"):
        assert_harmless(answer.text)
    elif kind == "application/json":
        answer.json()
    for one in ("Traceback", "site-packages", 'File "'):
        assert one not in answer.text, one
    if answer.status_code >= 400:
        assert not [one for one in never if one in answer.text]
        told = said(answer)
        assert 10 < len(told) < 600, told
        assert "\n" not in told
