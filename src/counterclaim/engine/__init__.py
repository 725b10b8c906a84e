"""Doing the same to many documents."""

from counterclaim.engine.local import map_documents

__all__ = ["map_documents"]
