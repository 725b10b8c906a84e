"""How well claims are found: against labels made by hand, and against totals that others published."""

from counterclaim.evaluate.compare import compare
from counterclaim.evaluate.found import Found, found_in, read_claims
from counterclaim.evaluate.gold import Gold, Wanted, read_gold
from counterclaim.evaluate.result import Evaluation, Miss, Share
from counterclaim.evaluate.sheet import read_sheet

__all__ = [
    "Evaluation",
    "Found",
    "Gold",
    "Miss",
    "Share",
    "Wanted",
    "compare",
    "found_in",
    "read_claims",
    "read_gold",
    "read_sheet",
]
