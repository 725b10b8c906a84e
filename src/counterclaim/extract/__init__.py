"""Claims out of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from counterclaim.model import Claim, Document


def extract_claims(document: Document, world: Any, dossier: Any) -> tuple[Claim, ...]:
    """Stub."""
    return ()
