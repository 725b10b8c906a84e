"""Bytes as text."""

from __future__ import annotations

import codecs

from counterclaim.errors import DocumentError

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF-", "a PDF: extract its text first"),
    (b"PK\x03\x04", "a zip archive or office document: unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an office document: save it as text first"),
    (b"{\\rtf", "rich text: save it as plain text first"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first"),
    (b"\x89PNG", "a picture: there is no text to read"),
    (b"\xff\xd8\xff", "a picture: there is no text to read"),
    (b"GIF8", "a picture: there is no text to read"),
    (b"SQLite format 3", "a database: export its texts as JSON lines first"),
)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
# Text has almost no control characters; a file with more than this share of them is something else.
_CONTROL_SHARE = 0.02
# UTF-8 with a broken character here and there is read as UTF-8 if at least so many others are whole.
_WHOLE_TO_BROKEN = 4


def encoding_by_mark(data: bytes) -> str | None:
    """The encoding that a byte order mark at the beginning tells."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def decode(source: str, data: bytes, *, html: bool = False) -> str:
    """Bytes as text, line ends made ``\\n`` as Python's text mode does.

    UTF-8, or what a byte order mark or an HTML page's own declaration says; else what the bytes look like;
    else Windows-1252. A wrong guess gives wrong letters and never an exception.

    Raises:
        DocumentError: the bytes are empty, or no text.
    """
    if not data.strip():
        raise DocumentError(source, "empty: there is nothing to read")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DocumentError(source, f"is {what}")
    marked = encoding_by_mark(data)
    if marked:
        try:
            text = data.decode(marked)
        except UnicodeDecodeError as error:
            problem = f"marked as {marked} but broken at byte {error.start}: save it again as UTF-8"
            raise DocumentError(source, problem) from None
    else:
        controls = len(data) - len(data.translate(None, _CONTROL))
        if b"\0" in data[:4096] or controls > _CONTROL_SHARE * len(data):
            raise DocumentError(source, "holds binary data and no text: convert it to UTF-8 text first")
        text = _guess(source, data, html)
    if not text.strip():
        raise DocumentError(source, "empty: there is nothing to read")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _guess(source: str, data: bytes, html: bool) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    # All that is not ASCII; counting by encoding is much faster than by looking at each character.
    whole = len(mended) - len(mended.encode("ascii", "ignore")) - broken
    if whole >= _WHOLE_TO_BROKEN * broken:
        return mended

    from resiliparse.parse.encoding import detect_encoding

    for encoding in (detect_encoding(data, from_html_meta=html), "windows-1252"):
        try:
            return data.decode(encoding or "windows-1252")
        except (UnicodeDecodeError, LookupError):
            continue
    if html:
        return mended
    raise DocumentError(source, "in no encoding that can be told: save it as UTF-8")
