"""What a page shows of accounts and of an estimate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from counterclaim.account.account import Account, Said
from counterclaim.account.estimated import Estimate
from counterclaim.case import Case
from counterclaim.cli.drawing import naming
from counterclaim.errors import CounterclaimError, LedgerError
from counterclaim.export.account_bars import account_bars, account_day, account_title
from counterclaim.export.drawing import NEEDS_VL_CONVERT, can_draw
from counterclaim.export.estimate import status_words
from counterclaim.export.picture import Picture, bias_picture, losses_picture, ranges_picture
from counterclaim.link.why import Wording
from counterclaim.linking import load_linker

# A page is for reading: so many running totals of an estimate.
_LOSSES = 6


def pictures(
    case: Case, names: Mapping[str, str], accounts: int, estimate: Estimate | None = None
) -> list[Picture]:
    """Accounts of the quantities on which most camps speak, then losses and biases of an estimate.

    Args:
        names: display names of the ledger, by id.
        accounts: of how many quantities; those that one claim alone counts are left out.
    """
    bare = not can_draw()
    found = [*_accounts(case, accounts, estimate, bare)]
    return found if estimate is None else found + _estimated(estimate, names, bare)


def note() -> str:
    """How to get pictures where none can be drawn; else nothing."""
    return "" if can_draw() else f"No pictures are drawn here: {NEEDS_VL_CONVERT}."


def _accounts(case: Case, many: int, estimate: Estimate | None, bare: bool) -> Iterator[Picture]:
    if not many:
        return
    try:
        held = case.quantities()
    except LedgerError:  # it holds none
        return
    wording = load_linker().wording
    for one in [one for one in held if one.claims > 1][:many]:
        yield _account(case.account(one.quantity, fit=estimate), wording, bare)


def _account(of: Account, wording: Wording, bare: bool) -> Picture:
    """The paragraph in pieces with their claims, the ranges, and what cannot stand together beyond the first."""
    told = [piece for sentence in of.told for piece in (*sentence.pieces, Said(" "))]
    points = tuple(Said(one.why, one.claims) for one in of.reckoned.clashes[1:])
    title, bars = account_title(of, wording), account_bars(of, wording)
    drawn = any(bar.kind == "estimate" for bar in bars)
    try:
        made = ranges_picture(
            bars, title, diagnosis=of.diagnosis if drawn else None, day=account_day(of), bare=bare
        )
    except CounterclaimError:  # no row has a figure
        made = Picture(title, "", "", "", (), ())
    return replace(made, told=tuple(told), points=points)


def _estimated(of: Estimate, names: Mapping[str, str], bare: bool) -> list[Picture]:
    name, text = naming(names), status_words(of.diagnosis)
    largest = sorted(of.losses, key=lambda one: -one.claims)[:_LOSSES]
    losses = partial(losses_picture, of, name=name, text=text, bare=bare)
    return [*(losses(one) for one in largest), bias_picture(of, name, text=text, bare=bare)]
