"""Documents: read, and understood."""

from counterclaim.ingest.readers import read
from counterclaim.ingest.understand import understand

__all__ = ["read", "understand"]
