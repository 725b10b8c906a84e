"""The interface described as OpenAPI 3.1, made from the same declarations that the pages are served by."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from counterclaim.config import package_version
from counterclaim.web.form import Form
from counterclaim.web.page import LARGEST, MOST, Asked, Page

_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "day": {"type": "string", "format": "date"},
    "number": {"type": "number", "minimum": -LARGEST, "maximum": LARGEST},
    "whole": {"type": "integer", "minimum": 0, "maximum": LARGEST},
}
_JSON, _HTML = "application/json", "text/html"
_PROBLEMS = {
    "303": "Nobody is logged in; leads to where one does.",
    "400": "What is asked for cannot be; the text says why.",
    "401": "Nobody is logged in.",
    "403": "The user may not do this, or the form is not from this desk.",
    "404": "The ledger holds nothing of the kind.",
    "409": "The judgement cannot be kept as it is given; the text says why.",
    "413": "The form is too large.",
    "414": "The address is too long.",
    "415": "Forms are sent as application/x-www-form-urlencoded.",
    "421": "The desk does not answer under this name.",
    "422": "The ledger cannot answer; the text says what to do.",
    "503": "The ledger is being written by another program; nothing was lost.",
}
_READING = ("400", "403", "404", "414", "421", "422", "503")
_CHANGING = ("400", "403", "404", "409", "413", "415", "421", "422", "503")


def description(
    pages: Sequence[Page], forms: Sequence[Form], filters: Sequence[Asked], files: Mapping[str, str]
) -> dict[str, Any]:
    """Every page, also as JSON; every form that changes something; and claims as files.

    Args:
        filters: which claims a file holds.
        files: the media types of files, by how their kinds are called.
    """
    paths: dict[str, Any] = {"/claims/as/{kind}": {"get": _file(filters, files)}}
    for page in pages:
        for address, media in ((page.path, _HTML), (json_path(page.path), _JSON)):
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
    kind = "json" if media == _JSON else "page"
    schema = {"type": "object"} if kind == "json" else {"type": "string"}
    problems = (
        _problems(("401", *_READING), _JSON) if kind == "json" else _problems(("303", *_READING), _HTML)
    )
    return {
        "operationId": f"{page.name}_{kind}",
        "summary": page.about,
        "parameters": [*_in_path(page.path), *map(_parameter, page.asked)],
        "responses": {"200": {"description": page.about, "content": {media: {"schema": schema}}}} | problems,
    }


def _file(filters: Sequence[Asked], files: Mapping[str, str]) -> dict[str, Any]:
    about = "Claims as a file, with the judgements laid over."
    kind = {"name": "kind", "in": "path", "required": True, "schema": {"type": "string", "enum": list(files)}}
    content = {media.partition(";")[0]: {"schema": {"type": "string"}} for media in files.values()}
    return {
        "operationId": "download",
        "summary": about,
        "parameters": [kind, *map(_parameter, filters)],
        "responses": {"200": {"description": about, "content": content}}
        | _problems(("303", *_READING), _HTML),
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
        "responses": {
            "303": {"description": "Done, or nobody is logged in; leads to the page that shows it."}
        }
        | _problems(_CHANGING, _HTML),
    }


def _problems(codes: Collection[str], media: str) -> dict[str, Any]:
    told: dict[str, Any] = {"type": "string"}
    if media == _JSON:
        told = {"type": "object", "properties": {"error": told}, "required": ["error"]}
    found: dict[str, Any] = {}
    for code in codes:
        # Where the desk has another name, nobody reads a page.
        shown = "text/plain" if media == _HTML and code in ("303", "421") else media
        found[code] = {"description": _PROBLEMS[code], "content": {shown: {"schema": told}}}
    return found


def _in_path(path: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in re.findall(r"{(\w+)}", path)
    ]


def _parameter(asked: Asked) -> dict[str, Any]:
    return {"name": asked.name, "in": "query", "description": asked.about, "schema": _schema(asked)}


def _schema(asked: Asked) -> dict[str, Any]:
    schema = dict(_TYPES[asked.kind])
    if asked.kind == "text":
        schema["maxLength"] = asked.longest
    if asked.choices:
        schema["enum"] = list(asked.choices)
    return {"type": "array", "items": schema, "maxItems": MOST} if asked.many else schema
