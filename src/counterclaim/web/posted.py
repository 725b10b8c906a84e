"""What a form sends, read within limits."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import Request

Posted = ImmutableMultiDict[str, str]
LARGEST = 1024 * 1024
MOST_FIELDS = 100
_KIND = "application/x-www-form-urlencoded"


async def read_posted(request: Request) -> Posted:
    """The fields of a form.

    Raises:
        HTTPException: 413, it is too large; 415, it is no such form; 400, it has too many fields or is not in UTF-8.
        ClientDisconnect: the browser has gone.
    """
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > 15 or int(length) > LARGEST):
        raise _too_large()
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise _too_large()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _KIND and (kind or body):
        raise HTTPException(415, f"forms are sent as {_KIND}")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the form is not in UTF-8") from error
    except ValueError as error:
        raise HTTPException(400, f"the form has more than {MOST_FIELDS} fields") from error
    return ImmutableMultiDict(pairs)


def _too_large() -> HTTPException:
    return HTTPException(413, f"a form holds at most {LARGEST // 1024:,} KB")
