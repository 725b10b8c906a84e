"""Forms, read within limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from counterclaim.web.posted import LARGEST, MOST_FIELDS, read_posted

FORM = {"content-type": "application/x-www-form-urlencoded"}


async def _echo(request: Request) -> Response:
    return JSONResponse((await read_posted(request)).multi_items())


BROWSER = TestClient(Starlette(routes=[Route("/", _echo, methods=["POST"])]))


@pytest.mark.parametrize(
    ("body", "held"),
    [
        (b"", []),
        (b"a=1&b=2&a=3", [["a", "1"], ["b", "2"], ["a", "3"]]),
        (b"a=&b", [["a", ""], ["b", ""]]),
        (b"a=x+y%20z%26", [["a", "x y z&"]]),
        (b"name=%D0%9E%D0%BA", [["name", "Ок"]]),
        ("name=Ок".encode(), [["name", "Ок"]]),
        (b"a=1;b=2", [["a", "1;b=2"]]),
        (b"a=%zz%", [["a", "%zz%"]]),
        (b"a=" + b"x" * (LARGEST - 2), [["a", "x" * (LARGEST - 2)]]),
    ],
    ids=range(9),
)
def test_fields(body: bytes, held: list[Any]) -> None:
    answer = BROWSER.post(
        "/", content=body, headers=FORM | {"content-type": FORM["content-type"] + "; charset=utf-8"}
    )
    assert answer.json() == held


def _in_pieces() -> Iterator[bytes]:
    """Without a length told beforehand."""
    for _ in range(LARGEST // 1000 + 1):
        yield b"x" * 1000


REFUSED: list[tuple[str, Any, dict[str, str], int]] = [
    ("too large", b"x" * (LARGEST + 1), FORM, 413),
    ("said to be too large", b"", FORM | {"content-length": "9" * 40}, 413),
    ("too large in pieces", _in_pieces, FORM, 413),
    ("too many fields", b"&".join([b"a=1"] * (MOST_FIELDS + 1)), FORM, 400),
    ("too many empty fields", b"&" * (MOST_FIELDS + 1), FORM, 400),
    ("not UTF-8", b"a=\xff", FORM, 400),
    ("not UTF-8, in percents", b"a=%FF", FORM, 400),
    ("half a surrogate", b"a=%ED%A0%80", FORM, 400),
    ("JSON", b"{}", {"content-type": "application/json"}, 415),
    ("plain text", b"csrf=x", {"content-type": "text/plain"}, 415),
    ("no type", b"csrf=x", {}, 415),
    ("a file", b"--x--", {"content-type": "multipart/form-data; boundary=x"}, 415),
]


@pytest.mark.parametrize(
    ("body", "headers", "status"), [case[1:] for case in REFUSED], ids=[c[0] for c in REFUSED]
)
def test_refused(body: Any, headers: dict[str, str], status: int) -> None:
    answer = BROWSER.post("/", content=body() if callable(body) else body, headers=headers)
    assert answer.status_code == status


@given(st.binary(max_size=200))
def test_any_bytes_are_a_form_or_refused(body: bytes) -> None:
    assert BROWSER.post("/", content=body, headers=FORM).status_code in (200, 400)
