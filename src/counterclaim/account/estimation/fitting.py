"""From claims to an estimate."""

from __future__ import annotations

from time import perf_counter

from counterclaim.account.estimated import Estimate, Method
from counterclaim.account.estimation.chains import chain, chains, ready
from counterclaim.account.estimation.design import design
from counterclaim.account.estimation.settings import Settings, Watch
from counterclaim.account.estimation.summary import biases, diagnosed, losses, predictions
from counterclaim.account.estimation.taken import Limits, Taken, enough, limits
from counterclaim.errors import CounterclaimError


class DeclinedError(CounterclaimError):
    """There are too few claims to estimate from; ranges and bounds are what there is."""


def estimate(
    taken: Taken,
    settings: Settings | None = None,
    watch: Watch = lambda _what, _done, _of: None,
    rule: Limits | None = None,
    *,
    dated: bool = True,
) -> Estimate:
    """Losses and the bias of each source, estimated together.

    Args:
        taken: claims, from a ledger or a table; their order does not matter.
        watch: told what is done, how much of how much.
        rule: of how few claims are too few; the shipped one if not given.
        dated: whether the days are dates, and no numbers of days since a beginning that is not known.

    Raises:
        DeclinedError: there are too few claims.
        CounterclaimError: what the extra ``estimate`` brings is not installed.
    """
    how = settings or Settings()
    kept, why = enough(taken, rule or limits())
    if why:
        raise DeclinedError(f"no estimate: {why}; ranges and bounds are what there is")
    ready()
    began = perf_counter()
    of = design(kept.observations, kept.first.toordinal() if kept.first else None)
    seeds = [how.seed] if how.preview else [how.seed, how.seed + 1]
    told = [chain(of, how, s, watch) for s in seeds] if how.one_process else chains(of, how, seeds, watch)
    method: Method = "preview" if how.preview else "sampled"
    watch("summing up", 0, 1)
    return Estimate(
        losses(of, told),
        biases(of, told),
        predictions(of, told, how.seed),
        diagnosed(of, told, method, perf_counter() - began),
        kept.observations,
        kept.left_out,
        how.bias_scale,
        how.seed,
        dated,
    )
