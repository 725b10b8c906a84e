"""Doing the same to many documents."""

from counterclaim.engine.local import LIMIT, cores, map_documents
from counterclaim.engine.own import own_rows, reports_only

__all__ = ["LIMIT", "cores", "map_documents", "own_rows", "reports_only"]
