"""A quantity: rival figures over time, the range under a profile, what follows, an estimate, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from counterclaim.account.account import Account, Held, Stand
from counterclaim.account.naming import FIELDS, NONE, fields
from counterclaim.account.quantity import Quantity
from counterclaim.account.words import counted, over
from counterclaim.accounting import Accounting
from counterclaim.errors import CounterclaimError, LedgerError
from counterclaim.export.account_bars import account_bars
from counterclaim.export.drawing import can_draw
from counterclaim.export.picture import losses_picture
from counterclaim.export.svg import checked, numbered
from counterclaim.link.compare import camp
from counterclaim.link.statement import Statement
from counterclaim.link.why import capital
from counterclaim.web.desk import Desk
from counterclaim.web.drawing import Timeline, ranges, timeline
from counterclaim.web.page import Asked, NotThereError, Page, Question, View
from counterclaim.world.profile import bundled_profiles, load_profile

_PAGE = 100
# Claims of a quantity that are drawn from and listed, at most.
_MOST, _LISTED = 20_000, 100


def address(of: Quantity, **more: str) -> str:
    """Where the page of a quantity is."""
    given = {name: value or NONE for name, value in zip(FIELDS, fields(of), strict=True)}
    return f"/quantity?{urlencode({**given, **more})}"


def listed(desk: Desk, held: Held) -> dict[str, Any]:
    """A quantity as a list has it, with the address of its page."""
    return {
        "title": capital(counted(held.quantity, desk.linker.wording)),
        "address": address(held.quantity),
        "claims": held.claims,
        "camps": held.camps,
    }


def drawn(desk: Desk, of: Quantity, claims: Sequence[Statement]) -> Timeline | None:
    """The claims of a quantity over time; None where there is nothing to draw."""
    return timeline(
        claims[:_MOST],
        capital(counted(of, desk.linker.wording)),
        camp,
        desk.kinds,
        desk.linker.wording.speaker,
        desk.name,
    )


def quantity(desk: Desk, question: Question) -> View:
    """The account of one quantity."""
    given = question.given
    of = Quantity(*("" if given[name] in (None, NONE) else given[name] for name in FIELDS))
    profile, versus = given["profile"] or "plain", given["versus"]
    with desk.reading() as ledger:
        accounting = Accounting(ledger, desk.linker, grown=True)
        claims = accounting.claims(of)
        try:
            found = accounting.account(
                of,
                as_of=given["as_of"],
                profile=load_profile(profile),
                other=load_profile(versus) if versus else None,
                fit=desk.estimate,
                claims=claims,
            )
        except LedgerError as error:
            asked = ", ".join(f"{name} {given[name][:40] if given[name] else NONE}" for name in FIELDS)
            raise NotThereError(
                f"the ledger holds no claim of {asked}; /quantities lists what it holds"
            ) from error
        ids = [claim.id for claim in found.stand.claims[:_LISTED]] if found.stand else []
        aside = ledger.lookup.claims([one.claim for one in found.aside[:_LISTED]])
        chart = drawn(desk, of, claims)
        wording = desk.linker.wording
        labels = {desk.name(camp_): kind for camp_, kind in desk.kinds.items()}
        bars = account_bars(found, wording)
        rival = ranges(bars, capital(counted(of, wording)), labels)
        return {
            "quantity": asdict(of),
            "title": capital(counted(of, wording)),
            "over": over(found.stand.time) if found.stand else None,
            "held": {"claims": found.held.claims, "camps": found.held.camps},
            "profile": profile,
            "versus": versus,
            "as_of": given["as_of"] and given["as_of"].isoformat(),
            "profiles": [{"name": name, "title": load_profile(name).title} for name in bundled_profiles()],
            "told": [
                [{"text": p.text, "claims": p.claims} for p in sentence.pieces] for sentence in found.told
            ],
            "chart": asdict(chart) if chart else None,
            "ranges": asdict(rival) if rival else None,
            "rows": [
                {"label": bar.label, "under": bar.under, "told": bar.told, "claims": bar.claims}
                for bar in bars
            ],
            "claims": desk.briefs(ledger, ids),
            "further": max(0, len(found.stand.claims) - _LISTED) if found.stand else 0,
            "aside": [
                {"claim": desk.brief(aside[one.claim]), "why": one.why}
                for one in found.aside[:_LISTED]
                if one.claim in aside
            ],
            "beside": [_beside(desk, one) for one in found.beside],
            "clashes": [{"why": one.why, "claims": one.claims} for one in found.reckoned.clashes],
            "follows": [
                {"name": one.name or "all claims together", "why": one.why, "claims": one.claims}
                for one in found.reckoned.follows
                if one.why
            ],
            "estimate": _estimate(desk, found),
            "all": f"/claims?{urlencode([(n, v or NONE) for n, v in asdict(of).items()])}",
        }


def quantities(desk: Desk, question: Question) -> View:
    """What is counted, as a list."""
    given = question.given
    wanted = {name: given[name] for name in FIELDS if given[name]}
    offset = min(given["offset"] or 0, 10**9)
    with desk.reading() as ledger:
        try:
            found = Accounting(ledger, desk.linker, grown=True).quantities(**wanted)
        except LedgerError:
            found = []
    return {
        "total": len(found),
        "offset": offset,
        "limit": _PAGE,
        "asked": {name: given[name] for name in FIELDS},
        "quantities": [listed(desk, one) for one in found[offset : offset + _PAGE]],
    }


def _beside(desk: Desk, one: Stand) -> dict[str, Any]:
    sides = [
        {
            "name": desk.name(side.camp) if side.camp else "no known side",
            "words": side.words[:4],
            "claims": side.claims,
        }
        for side in one.sides
    ]
    return {"over": over(one.time), "sides": sides}


def _estimate(desk: Desk, found: Account) -> dict[str, Any] | None:
    if desk.estimate is None:
        return None
    if found.estimate is None:
        return {"why_not": found.not_estimated, "svg": "", "alt": "", "biases": []}
    name = desk.linker.wording.name
    try:
        picture = losses_picture(desk.estimate, found.estimate, name, bare=not can_draw())
    except CounterclaimError as error:
        return {"why_not": desk.told(error), "svg": "", "alt": "", "biases": []}
    biases = [
        {
            "source": name(one.source),
            "factor": round(one.factor.median, 3),
            "low": round(one.factor.of95[0], 3),
            "high": round(one.factor.of95[1], 3),
            "claims": one.claims,
        }
        for one in found.biases
    ]
    return {
        "why_not": "",
        "svg": numbered(checked(picture.svg), "e") if picture.svg else "",
        "alt": picture.alt,
        "biases": biases,
    }


_FIELDS = tuple(Asked(name, f"{name} of what is counted, by id; {NONE} where it is open") for name in FIELDS)
PAGE = Page(
    "/quantity",
    "quantity",
    "The account of one quantity: rival figures, ranges under a profile, what follows, an estimate.",
    quantity,
    (
        *_FIELDS,
        Asked("profile", "the coding profile", choices=bundled_profiles()),
        Asked("versus", "another, for what changes", choices=bundled_profiles()),
        Asked("as_of", "the day to which running totals count at the latest", "day"),
    ),
)
LIST = Page(
    "/quantities",
    "quantities",
    "What is counted, with how many claims and camps.",
    quantities,
    (*_FIELDS, Asked("offset", "how many to pass over", "whole")),
)
