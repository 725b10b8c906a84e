"""Rival figures of one quantity as rows to be set under one another: of camps, profiles, arithmetic, an estimate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from counterclaim.account.account import Follows
from counterclaim.account.beside import Side, Total
from counterclaim.account.bounds import Bound, behind
from counterclaim.account.estimated import Bound as Given
from counterclaim.account.estimated import Diagnosis, Spread
from counterclaim.account.figures import number
from counterclaim.account.ranges import Range
from counterclaim.export.claim_marks import Name
from counterclaim.export.frame import about
from counterclaim.export.words import spaced

Kind = Literal["camp", "profile", "bound", "estimate"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure as it was claimed."""

    figure: float
    bound: Given = "exact"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a picture of rival ranges.

    Attributes:
        label: whose range, in words; ``under`` says on a second line what kind of range it is.
        low, high: in units of what is counted; None where no end is known.
        open_below, open_above: whether less than ``low``, or more than ``high``, is left open.
        best: the figure that the row is named by, if it has one.
        half: the interval of 50 % of an estimate.
        marks: the figures that a camp gives.
        told: the range in words.
        claims: ids of those it rests on.
    """

    kind: Kind
    label: str
    under: str
    low: float | None
    high: float | None
    told: str
    open_below: bool = False
    open_above: bool = False
    best: float | None = None
    half: tuple[float, float] | None = None
    marks: tuple[Mark, ...] = ()
    claims: tuple[str, ...] = ()


def camp_bar(side: Side, marks: Sequence[Mark] = (), name: Name = spaced) -> Bar:
    """A camp's least and most, with its figures.

    Args:
        marks: each of its figures; only the least and the most unless given.
        name: display name of a camp by its id.
    """
    least = Mark(side.least, "maximum" if side.open_below else "exact")
    most = Mark(side.most, "minimum" if side.open_above else "exact")
    ends = (most if side.open_above else least,) if side.least == side.most else (least, most)
    return Bar(
        kind="camp",
        label=name(side.camp) if side.camp else "Those of no known side",
        under="what it claims" if side.camp else "what they claim",
        low=side.least,
        high=side.most,
        told=range_words(side.least, side.most, side.open_below, side.open_above),
        open_below=side.open_below,
        open_above=side.open_above,
        marks=tuple(marks) or ends,
        claims=side.claims,
    )


def profile_bar(given: Range | Total) -> Bar:
    """The range under a coding profile, with its best figure where it has one."""
    told = range_words(given.low, given.high, given.open_below, given.open_above)
    best = f"best\xa0{number(given.best)}" if given.best is not None else ""
    known = given.low is not None or given.high is not None
    return Bar(
        kind="profile",
        label=given.profile,
        under="coding profile",
        low=given.low,
        high=given.high,
        told="; ".join(filter(None, (told if known or not best else "", best))),
        open_below=given.open_below,
        open_above=given.open_above,
        best=given.best,
        claims=given.counted,
    )


def bound_bar(bound: Bound, label: str = "By arithmetic") -> Bar:
    """What a count is at least and at most if the claims that bear on it hold, with those that set its ends."""
    held = (*behind(bound.low_by), *behind(bound.high_by))
    return Bar(
        kind="bound",
        label=label,
        under="what follows from claims taken together",
        low=bound.low,
        high=bound.high,
        told=range_words(bound.low, bound.high, False, False),
        claims=tuple(dict.fromkeys(claim for one in held for claim in one.claims)),
    )


def follows_bar(given: Follows) -> Bar:
    """What follows from all claims together, or from those of one side alone."""
    return Bar(
        kind="bound",
        label=f"By arithmetic, {given.name}" if given.side is not None else "By arithmetic",
        under="what follows from its claims alone"
        if given.side is not None
        else "what follows from all claims",
        low=given.low,
        high=given.high,
        told=range_words(given.low, given.high, False, False),
        claims=given.claims,
    )


def estimate_bar(
    total: Spread, diagnosis: Diagnosis, claims: Sequence[str] = (), label: str = "Estimate"
) -> Bar:
    """The median with its intervals of 50 and 95 %, and how far they are to be trusted."""
    low, high = total.of95
    return Bar(
        kind="estimate",
        label=label,
        under=_made(diagnosis),
        low=low,
        high=high,
        told=f"{about(total.median)} (95\xa0%: {about(low)} to {about(high)})",
        best=total.median,
        half=total.of50,
        claims=tuple(claims),
    )


def range_words(low: float | None, high: float | None, open_below: bool, open_above: bool) -> str:
    """A range as it is read: "900 or less to 1,400 or more", "at least 900", "no figure"."""
    below, above = " or less" if open_below else "", " or more" if open_above else ""
    if low is None or high is None:
        if high is not None:
            return f"at most {number(high)}{above}"
        return "no figure" if low is None else f"at least {number(low)}{below}"
    if low == high:
        return f"{number(low)}{below}{above}"
    return f"{number(low)}{below} to {number(high)}{above}"


def _made(diagnosis: Diagnosis) -> str:
    if diagnosis.method == "preview":
        return "a preview: its interval is too narrow"
    return "sampled" if diagnosis.converged else "sampled; it did not converge"
