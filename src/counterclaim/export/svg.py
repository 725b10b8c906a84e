"""What makes an SVG the same each time, readable without sight, and safe to be put into a page."""

from __future__ import annotations

import hashlib
import html
import re
from html.parser import HTMLParser

from counterclaim.errors import CounterclaimError

_TAG = re.compile("<[^<>]+>")
_ID = re.compile(r'(?<= id=")[^"]*(?=")|(?<= clip-path="url\(#)[^")]*|(?<= (?:fill|mask)="url\(#)[^")]*')
_KNOWN = {
    "svg", "g", "defs", "clippath", "lineargradient", "stop", "path", "rect", "line", "circle", "text", "tspan",
    "title", "desc",
}  # fmt: skip
# What points elsewhere, or may.
_POINTING = ("href", "xlink:href", "src", "style")


def numbered(svg: str, prefix: str = "i") -> str:
    """An SVG whose ids are numbered as they come, after a prefix: a renderer counts on from one to the next."""
    found: dict[str, str] = {}

    def renamed(one: re.Match[str]) -> str:
        return found.setdefault(one[0], f"{prefix}{len(found)}")

    # Ids stand in tags; in the text between them the same letters are words.
    return _TAG.sub(lambda tag: _ID.sub(renamed, tag[0]), svg)


def told(svg: str, title: str, description: str) -> str:
    """An SVG with a title and a description, as one image for those who have it read to them.

    Its ids are such that several of them can stand on one page.
    """
    mark = f"p{hashlib.sha256(f'{title}{description}{svg}'.encode()).hexdigest()[:10]}-"
    head, opened, rest = numbered(svg, mark).partition("<svg ")
    attributes, _, inner = rest.partition(">")
    return (
        f'{head}{opened}role="img" aria-labelledby="{mark}title {mark}desc" {attributes}>'
        f'<title id="{mark}title">{html.escape(title)}</title>'
        f'<desc id="{mark}desc">{html.escape(description)}</desc>{inner}'
    )


def checked(svg: str) -> str:
    """The same SVG, if it draws and does nothing else.

    Raises:
        CounterclaimError: it holds what could run, load or lead elsewhere.
    """
    if svg.strip():
        parser = _Check(convert_charrefs=True)
        parser.feed(svg)
        parser.close()
        if not parser.opened or parser.depth:
            raise CounterclaimError("a picture is not one whole SVG")
    return svg


class _Check(HTMLParser):
    """Reads an SVG as the page it is put into would."""

    depth = 0
    opened = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN or (not self.depth and (self.opened or tag != "svg")):
            raise CounterclaimError(f"a picture must not hold <{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in _POINTING or _leads(name, value or ""):
                raise CounterclaimError(f"a picture must not hold {name}=…")
        self.opened = True
        self.depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.depth -= 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= 1
        if self.depth < 0:
            raise CounterclaimError(f"a picture must not close <{tag}>")

    def handle_data(self, data: str) -> None:
        if not self.depth and data.strip():
            raise CounterclaimError("a picture must not hold words outside of it")

    def handle_comment(self, data: str) -> None:
        self.unknown_decl(data)

    def handle_decl(self, decl: str) -> None:
        self.unknown_decl(decl)

    def handle_pi(self, data: str) -> None:
        self.unknown_decl(data)

    def unknown_decl(self, data: str) -> None:
        raise CounterclaimError(f"a picture must not hold <{data[:20]}…")


def _leads(name: str, value: str) -> bool:
    """Whether an attribute refers to anything but a part of the picture; what is read out refers to nothing."""
    return name != "aria-label" and "url(" in value.replace("url(#", "")
