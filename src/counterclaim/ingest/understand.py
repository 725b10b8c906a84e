"""What a report is: its parts, who published it and when, in which language."""

from __future__ import annotations

from counterclaim.errors import SetAsideError
from counterclaim.ingest.language import SUPPORTED, language_of
from counterclaim.ingest.outlet import address_of, outlet_of, taken_from
from counterclaim.ingest.published import published
from counterclaim.model import Document, DossierChoice, Published, Raw
from counterclaim.model.codec import document_id
from counterclaim.text.segment import segment
from counterclaim.world import Dossier, World, with_dossier


def understand(raw: Raw, world: World, dossier: Dossier | None, choice: DossierChoice) -> Document:
    """A report, ready for extraction. Pure: the same report gives the same document anywhere.

    A report in a language that is not supported is ``declined``; one whose language cannot be told is taken
    for English.

    Args:
        world: the built-in world, without the dossier.
        dossier: what it is read with; None: nothing.
        choice: why that one, for the record.
    """
    merged = with_dossier(world, dossier)
    segments = segment(raw.text, raw.title)
    url = address_of(raw, segments)
    outlet = outlet_of(raw, segments, merged, url)
    language = language_of(raw, segments)
    headline = next((s for s in segments if s.kind == "headline"), None)
    return Document(
        id=document_id(raw),
        source=raw.source,
        text=raw.text,
        segments=segments,
        published=published(raw, segments, merged, dossier, url),
        dossier=choice,
        language=language,
        url=url,
        title=raw.title or (raw.text[headline.start : headline.end] if headline else None),
        outlet=outlet,
        taken_from=taken_from(raw, segments, merged, outlet),
        declined=f"language {language} is not supported" if language and language not in SUPPORTED else None,
    )


def set_aside(raw: Raw, error: SetAsideError) -> Document:
    """What is kept of a report that could not be read to its end: the text, and why."""
    return Document(
        id=document_id(raw),
        source=raw.source,
        text=raw.text,
        segments=(),
        published=Published(None, None, None, "unknown", error.problem),
        dossier=DossierChoice(None, error.problem),
        url=raw.url,
        title=raw.title,
        declined=error.problem,
    )
