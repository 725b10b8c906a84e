"""The ledger: everything that was read and found, with the run that did it."""

from counterclaim.store.ledger import Filter, Ledger

__all__ = ["Filter", "Ledger"]
