"""Who published a report, and whom it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from counterclaim.lang.layout import load_layout
from counterclaim.model import Agent, Raw, Segment
from counterclaim.text.blocks import dateline
from counterclaim.text.clean import lower, plain, slug
from counterclaim.world import World

_ADDRESS = re.compile(r"https?://[^\s<>\"'()]+")
# An archive's address has the page's own behind its own.
_ARCHIVED = re.compile(r"^https?://(?:web\.archive\.org|archive\.\w+)/.*?(https?:?/+\S+)$")
_WORD = re.compile(r"[^\W_][\w.&'-]*")
# The agency in the dateline of a dispatch or after its last sentence.
_AGENCY_FIRST = re.compile(r"[(\[/]([A-Z][\w .&'-]{0,40}?)[)\]/]")
_AGENCY_LAST = re.compile(r"(?:[(\[/-]|--) ?([A-Z][\w .&'-]{1,30}?) ?[)\]/]?$")
_HOST = re.compile(r"(?:[\w-]+\.)+[a-zA-Z]{2,}$")
_LONGEST_NAME = 6
_LINE = 300
_DATELINE = 150


def address_of(raw: Raw, segments: Sequence[Segment]) -> str | None:
    """Where the report was published: as stated, or as a line above the text has it."""
    if raw.url:
        archived = _ARCHIVED.match(raw.url)
        return archived[1] if archived else raw.url
    for segment in segments:
        if segment.kind == "body":
            break
        if segment.kind == "metadata":
            found = _ADDRESS.search(raw.text, segment.start, segment.end)
            if found:
                return found[0].rstrip(".,;")
    return None


def outlet_of(raw: Raw, segments: Sequence[Segment], world: World, url: str | None) -> Agent | None:
    """Who published it: as stated, by the address, or named alone on a line or in the copyright notice."""
    stated = " ".join((raw.outlet or "").split())
    by_name = _named(stated, world) if stated else None
    by_address = _of_address(url, world) if url else None
    if by_name or (by_address and by_address.id in world.entities):
        return by_name or by_address
    if stated:
        return Agent(slug(stated), stated) if slug(stated) else by_address
    if by_address:
        return by_address
    begun = False
    for segment in segments:
        begun = begun or segment.kind == "body"
        line = plain(raw.text[segment.start : min(segment.end, segment.start + _LINE)])
        alone = line.strip(" |*#.:")
        if segment.kind == "metadata" or (segment.kind == "boilerplate" and not begun):
            found = _named(alone, world) or (_of_address(alone, world) if _HOST.match(alone) else None)
            if found and (segment.kind == "metadata" or found.id in world.entities):
                return found
        if segment.kind == "boilerplate" and _copyright(line) and (found := _within(line, world)):
            return found
    return None


def taken_from(raw: Raw, segments: Sequence[Segment], world: World, outlet: Agent | None) -> Agent | None:
    """The outlet or agency that the report was taken from, where it says so and it is another one."""
    for found in _taken(raw.text, segments, world):
        if found and (outlet is None or found.id != outlet.id):
            return found
    return None


def _taken(text: str, segments: Sequence[Segment], world: World) -> list[Agent | None]:
    layout = load_layout()
    found: list[Agent | None] = []
    body = [segment for segment in segments if segment.kind == "body"]
    for segment in segments:
        if segment.kind not in ("boilerplate", "metadata") or segment.end - segment.start > 400:
            continue
        line = plain(text[segment.start : segment.end])
        low = lower(line)
        if cue := layout.taken.search(low):
            rest = line[cue.end() :].lstrip(" :-")
            found.append(_within(rest, world) or _unlisted(rest, world))
        elif layout.source.match(low) or (segment.kind == "metadata" and layout.bylines.match(low, low)):
            found.append(_within(line, world))
    if body:
        first, last = body[0], body[-1]
        opening = plain(text[first.start : min(first.end, first.start + _DATELINE)])
        head = _AGENCY_FIRST.search(dateline(opening, 0, len(opening)))
        tail = _AGENCY_LAST.search(plain(text[max(last.start, last.end - 40) : last.end]))
        found += [_named(match[1].strip(), world) for match in (head, tail) if match]
    return found


def _named(name: str, world: World) -> Agent | None:
    """The outlet that a name stands for, called as the name has it."""
    for form in (name, name.removeprefix("The "), f"The {name}"):
        for sense in world.names.get(form, ()):
            if sense.role == "outlet":
                return Agent(sense.id, world.entities[sense.id].name, world.entities[sense.id].camp)
    return None


def _within(line: str, world: World) -> Agent | None:
    """The first outlet named in a line, by its longest name."""
    words = list(_WORD.finditer(line))[:60]
    for first, word in enumerate(words):
        if not word[0][0].isupper():
            continue
        for last in range(min(len(words), first + _LONGEST_NAME) - 1, first - 1, -1):
            found = _named(line[word.start() : words[last].end()].rstrip("."), world)
            if found:
                return found
    return None


def _unlisted(rest: str, world: World) -> Agent | None:
    """A name that the world does not know, where it can be nothing else."""
    name = re.split(r"[.,;:|(\[\n]|https?://| on | in | at ", rest, maxsplit=1)[0].strip(" \"'-")
    words = name.split()
    if not words or len(words) > _LONGEST_NAME or not words[0][:1].isupper() or name in world.names:
        return None
    return Agent(slug(name), name) if slug(name) else None


def _copyright(line: str) -> bool:
    low = line[:200].lower()
    return "©" in low or "copyright" in low or "(c)" in low


def _of_address(url: str, world: World) -> Agent | None:
    """The outlet of an address; an unlisted one is called by its host."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    labels = host.split(".")
    if len(labels) < 2 or not all(labels):
        return None
    for first in range(len(labels) - 1):
        entity = world.entities.get(world.domains.get(".".join(labels[first:]), ""))
        if entity:
            return Agent(entity.id, entity.name, entity.camp)
    name = host.removeprefix("www.")
    return Agent(slug(name), name) if slug(name) else None
