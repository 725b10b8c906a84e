"""Doing the same to many documents."""

from counterclaim.engine.local import map_documents
from counterclaim.engine.own import own_rows, reports_only

__all__ = ["map_documents", "own_rows", "reports_only"]
