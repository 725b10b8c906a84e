"""Documents: read, and understood."""

from counterclaim.ingest.readers import read

__all__ = ["read"]
