"""Finding the quantity that somebody means: fields by id or by name, and what is near where there is none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches

from counterclaim.account.account import Held
from counterclaim.account.quantity import Quantity
from counterclaim.link.why import Wording
from counterclaim.text.clean import slug

FIELDS = ("party", "object", "outcome", "place")
# The word that takes what does not tell a field.
NONE = "none"
# So many near ones are named, and names at least so alike.
_NEAR, _ALIKE = 5, 0.5


def fields(of: Quantity) -> tuple[str, str, str, str]:
    """Its fields in the order of ``FIELDS``."""
    return of.party, of.object, of.outcome, of.place


def options(of: Quantity) -> str:
    """A quantity as the options that ask for it: "--party sylvania --object personnel"."""
    return " ".join(f"--{name} {value or NONE}" for name, value in zip(FIELDS, fields(of), strict=True))


def meant(text: str, values: Collection[str], wording: Wording) -> str | None:
    """The id that somebody means by an id or a name, empty for the word ``none``; None where there is none.

    Args:
        values: the ids there are in the field.
    """
    if slug(text) == NONE:
        return ""
    for one in (text, slug(text)):
        if one in values:
            return one
    named = (
        one
        for one in sorted(values)
        if one and slug(text) in (slug(wording.name(one)), slug(wording.spaced(one)))
    )
    return next(named, None)


def near(text: str, values: Mapping[str, int], wording: Wording) -> list[str]:
    """Ids of a field that are written or called much like a text, the nearest first; else those most often met.

    Args:
        values: the ids there are, with how often.
    """
    called: dict[str, str] = {}
    for one in sorted(filter(None, values), key=lambda one: (-values[one], one)):
        called.setdefault(one, one)
        called.setdefault(slug(wording.name(one)), one)
    found = get_close_matches(slug(text), called, _NEAR, _ALIKE)
    ids = dict.fromkeys(called[one] for one in found)
    return list(ids) or list(dict.fromkeys(called.values()))[:_NEAR]


def nearest(wanted: Mapping[str, str], known: Iterable[Held]) -> list[Held]:
    """The quantities that have most of some fields, those of most claims first."""

    def weight(one: Held) -> tuple[int, int, Quantity]:
        has = dict(zip(FIELDS, fields(one.quantity), strict=True))
        return -sum(has[name] == value for name, value in wanted.items()), -one.claims, one.quantity

    return sorted(known, key=weight)[:_NEAR]
