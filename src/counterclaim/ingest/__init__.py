"""Documents: read, and understood."""

from counterclaim.ingest.readers import read, size
from counterclaim.ingest.understand import set_aside, understand

__all__ = ["read", "set_aside", "size", "understand"]
