"""What an estimate adds to an account, and that in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from counterclaim.account.account import Account, Said, Sentence
from counterclaim.account.estimated import Estimate, Spread
from counterclaim.account.estimation.taken import category
from counterclaim.account.figures import number
from counterclaim.account.words import day, several
from counterclaim.link.why import Wording

# So many sources are told of, those with most claims.
_SOURCES = 2
_METHODS = {
    "sampled": "by a model of each source's bias, sampled",
    "preview": "by a quick approximation to a model of each source's bias, whose intervals are too narrow",
}


def with_fit(of: Account, fit: Estimate, name: Callable[[str], str]) -> Account:
    """An account with what a fit estimates of its quantity; with why there is nothing, where there is not.

    Args:
        name: as of ``taken.take``, by which the categories of the fit were named.
    """
    asked = of.held.quantity
    key = asked.party, category(asked.object, asked.outcome, asked.place, name)
    losses = next((one for one in fit.losses if (one.party, one.category) == key), None)
    if losses is None or not fit.dated:
        why = "it has no such count" if losses is None else "its days are numbers from an unknown beginning"
        return replace(of, diagnosis=fit.diagnosis, not_estimated=why)
    own = [one for one in fit.biases if (one.party, one.category) == key]
    biases = tuple(sorted(own, key=lambda one: (-one.claims, one.source)))
    made = replace(of, estimate=losses, biases=biases, diagnosis=fit.diagnosis)
    if losses.totals and total_of(made) is None:
        return replace(made, not_estimated=f"it begins on {day(losses.days[0])}")
    return made


def total_of(of: Account) -> tuple[date, Spread] | None:
    """The running total estimated for the day that an account is of, else for the last day; None before the first."""
    if of.estimate is None or not of.estimate.totals:
        return None
    until = of.as_of
    if of.stand is not None and of.stand.time.kind == "running":
        until = of.stand.time.end or until
    reached = [
        pair
        for pair in zip(of.estimate.days, of.estimate.totals, strict=True)
        if until is None or pair[0] <= until
    ]
    return reached[-1] if reached else None


def estimate_told(of: Account, wording: Wording) -> Iterator[Sentence]:
    """A total with its interval and its method, and each bias with its interval; or why there is none."""
    if of.not_estimated:
        yield Sentence((Said(f"The estimate that was given does not tell of it: {of.not_estimated}."),))
    found = total_of(of)
    if found is None or of.estimate is None:
        return
    losses, (last, total) = of.estimate, found
    how = _METHODS[of.diagnosis.method] if of.diagnosis else "by a method that is not told"
    low, high = (number(round(end)) for end in total.of95)
    told = (
        f"An estimate {how}, from {several(losses.claims, 'claim')} of {several(losses.sources, 'source')}, puts it at "
        f"{low} to {high} (95 % interval; median {number(round(total.median))}) as of {day(last)}"
    )
    doubts = []
    if losses.alone:
        doubts.append("its level rests on what was assumed of the one source's bias")
    if of.diagnosis and not of.diagnosis.converged and of.diagnosis.method == "sampled":
        doubts.append(f"the sampling did not converge ({of.diagnosis.why}), and it is not to be relied on")
    pieces = [Said(f"{told}{'; ' * bool(doubts)}{'; '.join(doubts)}")]
    for one in of.biases[:_SOURCES]:
        least, most = one.factor.of95
        pieces.append(
            Said(
                f"; by it {wording.name(one.source)} reports {one.factor.median:.2g} for each one estimated "
                f"({least:.2g} to {most:.2g}, 95 % interval)"
            )
        )
    yield Sentence((*pieces, Said(".")))
