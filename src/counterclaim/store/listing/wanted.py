"""What can be asked of a listing of claims, and what comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

Value = str | None
Chosen = tuple[Value, ...]

FACETS = (
    "outlet",
    "claimant",
    "camp",
    "party",
    "actor",
    "object",
    "outcome",
    "place",
    "qualifier",
    "statistic",
    "unit",
    "window_kind",
    "voice",
    "stance",
    "segment",
    "kind",
    "doubts",
    "document",
    "state",
)
"""The fields that claims are listed and counted by. ``doubts`` is yes or no, ``state`` one of ``STATES``."""

STATES = ("unjudged", "accepted", "corrected", "rejected", "merged")
SORTS = ("text", "day", "published", "figure", "claimant", "outlet", "weight")
"""The orders: ``text`` is by source and place in the text, and decides between equals in all the others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which claims to list.

    Attributes:
        outlet … state: any of these values; None among them stands for a blank, and an empty tuple takes all.
        since, until: of the day a claim is about: the end of its window, else the start, else the day its report
            was published; a claim that has none of these is left out.
        least, most: of the figure; of a range some part must lie within. A claim without figures is left out.
        search: words that its sentence has, all of them: ``"words in a row"``, ``begin*``. Quotation marks and
            asterisks alone ask for nothing, other signs without a letter or digit find nothing.
    """

    outlet: Chosen = ()
    claimant: Chosen = ()
    camp: Chosen = ()
    party: Chosen = ()
    actor: Chosen = ()
    object: Chosen = ()
    outcome: Chosen = ()
    place: Chosen = ()
    qualifier: Chosen = ()
    statistic: Chosen = ()
    unit: Chosen = ()
    window_kind: Chosen = ()
    voice: Chosen = ()
    stance: Chosen = ()
    segment: Chosen = ()
    kind: Chosen = ()
    doubts: Chosen = ()
    document: Chosen = ()
    state: Chosen = ()
    since: date | None = None
    until: date | None = None
    least: float | None = None
    most: float | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """One value of a field.

    Attributes:
        value: None for a blank.
        name: to be shown: of outlets, claimants and places their own, of documents the source; else the value.
        count: how many claims have it.
    """

    value: Value
    name: Value
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The values of one field among the claims that meet what is asked of all other fields.

    Attributes:
        values: the most frequent, and after them those that were asked for and are less frequent or not there.
        of: how many values there are in all.
    """

    values: tuple[Counted, ...]
    of: int


@dataclass(frozen=True, slots=True)
class Found:
    """A page of claims.

    Attributes:
        total: how many claims there are on all pages.
        rowids: of those on this one, in order.
        counts: to each of ``FACETS`` its values.
    """

    total: int
    rowids: tuple[int, ...]
    counts: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Change:
    """What a judgement changes of one claim in the listing.

    Attributes:
        rowid: of the claim.
        fields: facets but ``document`` with their new values; ``low`` and ``high`` as numbers (None is open), given
            both or neither; ``day`` as a date or None.
        names: to facets whose new value the listing may not know, the name to show for it.
    """

    rowid: int
    fields: Mapping[str, object]
    names: Mapping[str, str]
