"""Records in JSON: one a line, or an array of them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from counterclaim.errors import DocumentError
from counterclaim.ingest.decode import encoding_by_mark
from counterclaim.model import Raw

_MEDIA = "application/json"
_CHUNK = 1 << 20
_SPACE = " \t\n\r"


class _Record(msgspec.Struct):
    """What a record may have; other fields are left alone."""

    text: str | None = None
    id: str | int | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | int | None = None
    language: str | None = None


FIELDS = frozenset(_Record.__struct_fields__)


def record_lines(source: str, stream: Iterable[bytes], before: int = 0) -> Iterator[Raw | DocumentError]:
    """A record a line, read line by line; a line that is none gives an error and the rest goes on.

    Args:
        source: names the file; a record without ``id`` is named ``source:line``.
        stream: an open binary file, or its lines.
        before: how many lines of the file stand before these.
    """
    number = before
    try:
        for number, line in enumerate(stream if before else _utf8(stream), before + 1):
            if line.strip():
                yield record(f"{source}:{number}", line)
    except UnicodeDecodeError:
        yield DocumentError(f"{source}:{number + 1}", "cannot be decoded: save the file as UTF-8")


def record_array(source: str, stream: BinaryIO, ahead: bytes = b"") -> Iterator[Raw | DocumentError]:
    """An array of records, or records one after the other, read piece by piece.

    Args:
        source: names the file; a record without ``id`` is named ``source:line``.
        ahead: what was already read of the stream.
    """
    try:
        for line, element in _elements(_Buffer(stream, ahead)):
            yield record(f"{source}:{line}", element.encode("utf-8", "surrogatepass"))
    except _BrokenError as error:
        yield DocumentError(f"{source}:{error.line}", f"not valid JSON, {error}: mend the file from here on")
    except UnicodeDecodeError:
        yield DocumentError(source, "cannot be decoded: save the file as UTF-8")


def _utf8(stream: Iterable[bytes]) -> Iterator[bytes]:
    lines = iter(stream)
    first = next(lines, b"")
    marked = encoding_by_mark(first)
    if marked in (None, "utf-8-sig"):
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from lines
        return
    # A line feed is more than one byte here, so the lines are found again in the decoded text.
    decoder = codecs.getincrementaldecoder(marked or "utf-16")()
    rest = decoder.decode(first)
    for piece in lines:
        *whole, rest = (rest + decoder.decode(piece)).split("\n")
        yield from (line.encode("utf-8", "replace") for line in whole)
    yield (rest + decoder.decode(b"", final=True)).encode("utf-8", "replace")


def record(name: str, data: bytes) -> Raw | DocumentError:
    """One record, as JSON; ``name`` is what it is called if it has no id."""
    try:
        found = msgspec.json.decode(data, type=_Record)
    except msgspec.ValidationError as error:
        return DocumentError(name, f"not a record: {error}")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return DocumentError(name, f"not valid JSON ({error}): the line may be cut off; mend or remove it")
    except RecursionError:
        return DocumentError(name, "not a record: nested too deeply")
    if found.text is None or not found.text.strip():
        return DocumentError(name, "the record has no text: give it a field 'text'")
    return Raw(
        source=name if found.id in (None, "") else str(found.id),
        text=found.text,
        data=data.rstrip(b"\r\n"),
        media=_MEDIA,
        url=found.url or None,
        outlet=found.outlet or None,
        title=found.title or None,
        published=str(found.published) if found.published else None,
        language=found.language or None,
    )


class _BrokenError(Exception):
    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line


class _Buffer:
    """A window on the decoded stream that grows while a value does not end in it."""

    def __init__(self, stream: BinaryIO, ahead: bytes) -> None:
        head = ahead or stream.read(_CHUNK)
        self._decoder = codecs.getincrementaldecoder(encoding_by_mark(head) or "utf-8")()
        self._stream = stream
        self.text = self._decoder.decode(head)
        self.at = 0
        self.line = 1
        self.ended = False

    def grow(self) -> None:
        """More of the stream, at least as much as is waiting: a long value costs linear time."""
        self.text = self.text[self.at :]
        self.at = 0
        piece = self._stream.read(max(_CHUNK, len(self.text)))
        self.ended = not piece
        self.text += self._decoder.decode(piece, final=self.ended)

    def skip(self, characters: str) -> str:
        """Past these characters; returns the one after them, empty at the end of the stream."""
        while True:
            end = self.at
            while end < len(self.text) and self.text[end] in characters:
                end += 1
            self.take(end)
            if self.at < len(self.text):
                return self.text[self.at]
            if self.ended:
                return ""
            self.grow()

    def take(self, end: int) -> str:
        """What stands before ``end``; the window moves behind it."""
        taken = self.text[self.at : end]
        self.line += taken.count("\n")
        self.at = end
        return taken


def _elements(buffer: _Buffer) -> Iterator[tuple[int, str]]:
    """The line and the text of each value; commas between them are taken as they come."""
    scan: Callable[[str, int], tuple[object, int]] = json.JSONDecoder().raw_decode
    array = buffer.skip(_SPACE) == "["
    if array:
        buffer.take(buffer.at + 1)
    while True:
        sign = buffer.skip(_SPACE + ",")
        if array and sign == "]":
            return
        if not sign:
            if array:
                raise _BrokenError(buffer.line, "the array does not end")
            return
        try:
            end = scan(buffer.text, buffer.at)[1]
        except json.JSONDecodeError as error:
            open_ended = error.msg.startswith("Unterminated") or error.pos >= len(buffer.text) - 8
            if buffer.ended or not open_ended:
                line = buffer.line + buffer.text.count("\n", buffer.at, error.pos)
                raise _BrokenError(line, error.msg) from None
            buffer.grow()
            continue
        except RecursionError:
            raise _BrokenError(buffer.line, "nested too deeply") from None
        if end == len(buffer.text) and not buffer.ended:
            buffer.grow()  # a number or word may go on
            continue
        line = buffer.line
        yield line, buffer.take(end)
