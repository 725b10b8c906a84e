"""The ledger: everything that was read and found, with the run that did it."""

from counterclaim.store.judgements import Judgement, Judgements, Round, Verdict
from counterclaim.store.ledger import Filter, Ledger
from counterclaim.store.links import Links
from counterclaim.store.rows import Kept, rows_of

__all__ = ["Filter", "Judgement", "Judgements", "Kept", "Ledger", "Links", "Round", "Verdict", "rows_of"]
