"""Web pages: their report as text, and what they say of themselves (selectors: ``page.toml``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from counterclaim.errors import DocumentError
from counterclaim.ingest.decode import decode
from counterclaim.lang import read_toml
from counterclaim.model import Raw

if TYPE_CHECKING:
    from resiliparse.parse.html import ElementNode, HTMLTree

_MEDIA = "text/html"
# A report's container holds at least this share of what looks like the main text.
_SHARE = 0.6
# With less text than this the page is read whole.
_LITTLE = 200
# A date is looked for in so much of the page.
_HEAD = 200_000
# Time to extract grows with the square of the depth of a page, time to parse with that of a tag's attributes;
# pages as people write them are below 100 and 50.
_DEEPEST, _LONGEST_TAG, _SMALL = 2000, 50_000, 20_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that are left open, by rule or by habit.
_OPEN = frozenset(
    "area base br col dd dt embed hr img input li link meta option p source td th tr track wbr".split()  # noqa: SIM905
)
_LONG_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>?")
_ATTRIBUTE = re.compile(r"\s[^\s=<>\"'/]+")
_MOST_ATTRIBUTES = 1000
_LD_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_BLANK = re.compile(r"\n{3,}")


class _Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    containers: tuple[str, ...]
    skip: tuple[str, ...]
    meta: dict[str, tuple[tuple[str, str], ...]]


@cache
def _selectors() -> _Page:
    return read_toml("page.toml", _Page, "counterclaim.ingest")


def page(source: str, data: bytes) -> Raw:
    """A web page as a document: the text of its report, with the title in front where the text lacks it.

    Raises:
        DocumentError: the page is empty, no text, or nested beyond use.
    """
    from resiliparse.parse.html import HTMLTree

    html = decode(source, data, html=True)
    _check(source, html)
    tree = HTMLTree.parse(html)
    for picture in _all(tree, "img[alt], area[alt], input[alt]"):
        picture.setattr("alt", "")  # captions are kept with alternative texts only, and these repeat them
    title = _title(tree)
    text = _BLANK.sub("\n\n", _report(tree)).strip("\n")
    if title and _key(title) not in _key(text[:2000]):
        text = f"{title}\n\n{text}"
    if not text.strip():
        raise DocumentError(source, "the page has no text: it may need a browser; save what it shows as text")
    url = _stated(tree, "url")
    saved = _SAVED_FROM.search(html[:4000])
    return Raw(
        source=source,
        text=text,
        data=data,
        media=_MEDIA,
        url=url if url and url.startswith(("http://", "https://")) else saved[1] if saved else None,
        outlet=_stated(tree, "outlet"),
        title=title,
        published=_stated(tree, "published") or _published(html),
        language=_stated(tree, "language"),
    )


def _report(tree: HTMLTree) -> str:
    """The text of the page's report; of the whole page where none stands out."""
    from resiliparse.extract.html2text import extract_plain_text

    skip = list(_selectors().skip)
    main: str = extract_plain_text(tree, main_content=True, alt_texts=True, list_bullets=False)
    for selector in _selectors().containers:
        found = max(_all(tree, selector)[:20], key=lambda node: len(node.text or ""), default=None)
        if found is not None:
            # The main text as found by shape leaves lists out; the container has them.
            text: str = extract_plain_text(
                found.html, main_content=False, alt_texts=True, list_bullets=False, skip_elements=skip
            )
            if len(text) >= max(_SHARE * len(main), _LITTLE):
                return text
    if len(main) >= _LITTLE:
        return main
    whole: str = extract_plain_text(
        tree, main_content=False, alt_texts=True, list_bullets=False, skip_elements=skip
    )
    return max(whole, main, key=len)


def _all(tree: HTMLTree, selector: str) -> Sequence[ElementNode]:
    # Cut, because to step through the list itself takes time quadratic in its length.
    return () if tree.document is None else tree.document.query_selector_all(selector)[:]


def _stated(tree: HTMLTree, field: str) -> str | None:
    for attribute, selector in _selectors().meta[field]:
        for node in _all(tree, selector)[:3]:
            value = " ".join((node.getattr(attribute) or "").split())
            if value:
                return value
    return None


def _title(tree: HTMLTree) -> str | None:
    """The page's only first heading, else what it states, else its title without the outlet's name."""
    outlet = _key(_stated(tree, "outlet") or "")
    headings = [" ".join((node.text or "").split()) for node in _all(tree, "h1")[:9]]
    headings = [h for h in dict.fromkeys(headings) if len(h.split()) >= 3 and _key(h) != outlet]
    title = _stated(tree, "title")
    if len(headings) == 1 or (headings and not title):
        return headings[0]
    title = title or " ".join((tree.title or "").split())
    for sign in (" | ", " - ", " – ", " — ", " :: "):
        front, _, back = title.rpartition(sign)
        if front and (
            _key(back) == outlet or (len(back.split()) <= 4 <= len(front.split()) and sign != " - ")
        ):
            return front
    return title or None


def _published(html: str) -> str | None:
    """A date out of the page's data for search engines, else one that htmldate finds."""
    stated = _LD_DATE.search(html)
    if stated:
        return stated[1]
    from htmldate import find_date

    try:
        return find_date(html[:_HEAD], extensive_search=False, original_date=True, max_date="2100-01-01")
    except Exception:  # noqa: BLE001, RUF100 (whatever a foreign parser makes of a page, the page is read)
        return None


def _check(source: str, html: str) -> None:
    """Raises ``DocumentError`` for a page that would take minutes."""
    if len(html) < _SMALL:
        return
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        if tag[2].lower() not in _OPEN:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            deepest = max(deepest, depth)
    if deepest > _DEEPEST:
        raise DocumentError(source, f"nested {deepest} deep, which no page is: save its text instead")
    for tag in _LONG_TAG.finditer(html) if len(html) > _LONGEST_TAG else ():
        if (
            tag.end() - tag.start() > _LONGEST_TAG
            and sum(1 for _ in _ATTRIBUTE.finditer(tag[0])) > _MOST_ATTRIBUTES
        ):
            raise DocumentError(
                source, "a tag with thousands of attributes, which no page has: save its text instead"
            )


def _key(words: str) -> str:
    return "".join(c for c in words.lower() if c.isalnum())
