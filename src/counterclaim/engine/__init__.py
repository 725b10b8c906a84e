"""Doing the same to many documents."""

from counterclaim.engine.local import LIMIT, map_documents
from counterclaim.engine.own import own_rows, reports_only

__all__ = ["LIMIT", "map_documents", "own_rows", "reports_only"]
