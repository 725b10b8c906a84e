"""Who claims what number, on whose word.

>>> import counterclaim
>>> for claim in counterclaim.extract("The army lost 12 tanks, the ministry said on Friday."):
...     print(claim.claimant.name, claim.number.text, claim.object, claim.outcome)

Texts in, claims out: ``extract``. A pile of reports kept in a ledger: ``Case``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from counterclaim.errors import CounterclaimError, DataError, DocumentError, LedgerError
from counterclaim.model import Claim, Document

if TYPE_CHECKING:
    from counterclaim.case import Case
    from counterclaim.reader import extract

    __version__: str

__all__ = [
    "Case",
    "Claim",
    "CounterclaimError",
    "DataError",
    "Document",
    "DocumentError",
    "LedgerError",
    "__version__",
    "extract",
]


def __getattr__(name: str) -> Any:
    # The rest of the package is loaded when it is asked for.
    if name == "__version__":
        from counterclaim.config import package_version

        return package_version()
    if name == "Case":
        from counterclaim.case import Case

        return Case
    if name == "extract":
        from counterclaim.reader import extract

        return extract
    raise AttributeError(f"module 'counterclaim' has no attribute {name!r}")
