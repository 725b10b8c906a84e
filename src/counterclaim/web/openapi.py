"""The interface described as OpenAPI 3.1, made from the same declarations that the pages are served by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from counterclaim.config import package_version
from counterclaim.web.form import Form
from counterclaim.web.page import Asked, Page

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string", "maxLength": 400},
    "day": {"type": "string", "format": "date"},
    "number": {"type": "number"},
    "whole": {"type": "integer", "minimum": 0},
}
_PROBLEMS = {
    "400": "What is asked for cannot be; the text says why.",
    "401": "Nobody is logged in.",
    "403": "The user may not do this, or the form is not from this desk.",
    "404": "The ledger holds nothing of the kind.",
    "422": "The ledger cannot answer; the text says what to do.",
    "503": "The ledger is being written by another program; nothing was lost.",
}


def description(pages: Sequence[Page], forms: Sequence[Form]) -> dict[str, Any]:
    """Every page as JSON, and every form that changes something."""
    paths: dict[str, Any] = {}
    for page in pages:
        for address, media in ((page.path, "text/html"), (json_path(page.path), "application/json")):
            paths.setdefault(address, {})["get"] = _read(page, media)
    for form in forms:
        paths.setdefault(form.path, {})["post"] = _change(form)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "counterclaim",
            "version": package_version(),
            "summary": "A ledger of rival claims: who claims what number, on whose word.",
        },
        "paths": paths,
    }


def json_path(path: str) -> str:
    """Where the data of a page is."""
    return "/front.json" if path == "/" else f"{path}.json"


def _read(page: Page, media: str) -> dict[str, Any]:
    kind = "json" if media == "application/json" else "page"
    schema = {"type": "object"} if kind == "json" else {"type": "string"}
    return {
        "operationId": f"{page.name}_{kind}",
        "summary": page.about,
        "parameters": [*_in_path(page.path), *map(_parameter, page.asked)],
        "responses": {"200": {"description": page.about, "content": {media: {"schema": schema}}}}
        | _problems(),
    }


def _change(form: Form) -> dict[str, Any]:
    fields = {one.name: _schema(one) for one in form.fields} | {"csrf": {"type": "string"}}
    return {
        "operationId": form.name,
        "summary": form.about,
        "parameters": _in_path(form.path),
        "requestBody": {
            "required": True,
            "content": {
                "application/x-www-form-urlencoded": {
                    "schema": {"type": "object", "properties": fields, "required": ["csrf"]}
                }
            },
        },
        "responses": {"303": {"description": "Done; leads to the page that shows it."}} | _problems(),
    }


def _problems() -> dict[str, Any]:
    text = {"text/html": {"schema": {"type": "string"}}, "application/json": {"schema": {"type": "object"}}}
    return {code: {"description": why, "content": text} for code, why in _PROBLEMS.items()}


def _in_path(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _parameter(asked: Asked) -> dict[str, Any]:
    return {"name": asked.name, "in": "query", "description": asked.about, "schema": _schema(asked)}


def _schema(asked: Asked) -> dict[str, Any]:
    schema = dict(_TYPES[asked.kind])
    if asked.choices:
        schema["enum"] = list(asked.choices)
    return {"type": "array", "items": schema} if asked.many else schema
