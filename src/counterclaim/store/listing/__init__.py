"""The listing of claims behind the desk's ledger page; needs numpy, which comes with the extra ``desk``."""

from counterclaim.store.listing.listing import Listing
from counterclaim.store.listing.wanted import FACETS, SORTS, STATES, Change, Counted, Found, Tally, Wanted

__all__ = ["FACETS", "SORTS", "STATES", "Change", "Counted", "Found", "Listing", "Tally", "Wanted"]
