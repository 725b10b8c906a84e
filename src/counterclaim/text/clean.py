"""One view of a text in which variants of a character are one, at the same offsets.

The view has exactly one character for each of the source, so an offset found in it is an offset in the
source. Nothing is recovered by searching afterwards.
"""

from __future__ import annotations

import re
import unicodedata

_SAME = {
    "'": "‘’‚‛ʼ′´`＇",
    '"': "“”„‟«»″＂〝〞",
    "-": "‐‑‒–—―−﹘﹣－",
    " ": (
        "\t\v\f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
        "\u2009\u200a\u202f\u205f\u3000\ufeff\u200b\u200c\u200d\u2060\u00ad"
    ),
    "\n": "\r\x85\u2028\u2029",
    ",": "，",
    ".": "．",
    "%": "％",
}
_PLAIN = {variant: plain for plain, variants in _SAME.items() for variant in variants}
_PLAIN |= {chr(ord("０") + n): str(n) for n in range(10)}
# Few characters of a text are variants: to look for them is cheaper than to translate them all.
_VARIANT = re.compile(f"[{re.escape(''.join(_PLAIN))}]")


def plain(text: str) -> str:
    """The text with quotation marks, dashes and spaces made plain; same length, same offsets."""
    return _VARIANT.sub(_made_plain, text)


def _made_plain(variant: re.Match[str]) -> str:
    return _PLAIN[variant[0]]


# Marks of notes as encyclopaedias and reports of organisations have them: "243 people died,[8]".
_NOTE = re.compile(r"\[(?<=[^\s\[(]\[)(?:[0-9]{1,3}|[a-z])\]")


def without_notes(view: str) -> str:
    """A plain view with spaces in the place of the marks of notes; same length, same offsets."""
    return _NOTE.sub(lambda note: " " * len(note[0]), view) if "[" in view else view


def lower(text: str) -> str:
    """Lower case with the same offsets: a character whose lower case is longer stays as it is."""
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# Apostrophes, and the stops of an abbreviation: "People's" is peoples, "U.N." un, "example.org" two words.
_UNSPOKEN = re.compile(r"['’]|(?<=\b\w)\.")


def _bare(char: str) -> str:
    """A Latin letter without its marks; other letters stay whole (й is no и)."""
    base = unicodedata.normalize("NFKD", char)
    return "".join(c for c in base if not unicodedata.combining(c)) if base[:1].isascii() else char


def slug(words: str) -> str:
    """An id from words: ASCII, lower case, joined by underscores; letters without an ASCII form stay."""
    kept = words if words.isascii() else "".join(_bare(c) for c in unicodedata.normalize("NFKC", words))
    out = "".join(c if c.isalnum() else " " for c in lower(_UNSPOKEN.sub("", kept)))
    return "_".join(out.split())
