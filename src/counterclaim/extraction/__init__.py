"""Claims out of documents: who says that so many of what suffered or did what, where and when."""

from counterclaim.extraction.claims import extract_claims

__all__ = ["extract_claims"]
