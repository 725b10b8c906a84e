"""The command that estimates losses and the biases of those who report them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.case import Case
from counterclaim.cli.asking import Text, a_day
from counterclaim.cli.drawing import ChartPath, chart_kind, draw, naming, read_fit
from counterclaim.cli.linking import By
from counterclaim.cli.steps import stepping
from counterclaim.cli.watch import output, say
from counterclaim.errors import CounterclaimError
from counterclaim.export.claim_marks import Name
from counterclaim.export.estimate import (
    checks_table,
    estimate_row,
    last_day,
    left_out_words,
    losses_table,
    priors_table,
    status_words,
)
from counterclaim.export.lines import completing, write_lines, writing

if TYPE_CHECKING:
    from counterclaim.account.estimated import Estimate, Losses
    from counterclaim.account.estimation.settings import Settings
    from counterclaim.account.estimation.taken import Taken

_LEDGER, _FIT = b"SQLite format 3\0", b"\x89HDF\r\n\x1a\n"
_FACTORS = (0.5, 1.0, 2.0)
PARTY = Annotated[
    Text, typer.Option(metavar="PARTY", help="Show only the losses of this party, by id or name.")
]
CATEGORY = Annotated[
    Text, typer.Option(metavar="WORDS", help="Show only what is counted under these words: personnel.")
]


@dataclass(frozen=True, slots=True)
class _Given:
    """What an estimate is to be made from; ``kept`` where it was made before."""

    path: Path
    name: Name
    ledger: bool = False
    taken: Taken | None = None
    dated: bool = True
    kept: Estimate | None = None


def estimate(
    given: Annotated[
        Path,
        typer.Argument(
            metavar="LEDGER|TABLE|FIT", help="A linked ledger, a CSV table of claims, or a kept estimate."
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FIT", help="Keep the estimate: fit.nc.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="A quick approximation, whose intervals are too narrow.")
    ] = False,
    by: Annotated[
        By, typer.Option(metavar="camp|claimant", help="claimant: each who speaks is a source of its own.")
    ] = By.camp,
    since: Annotated[
        Text,
        typer.Option(metavar="DATE", help="From when totals count; a table's day numbers count from it."),
    ] = None,
    draws: Annotated[int, typer.Option(min=50, metavar="N", help="Draws of each of the two chains.")] = 1000,
    bias_scale: Annotated[
        float,
        typer.Option(min=0.01, max=10.0, metavar="X", help="Scale of the prior of biases, on the log scale."),
    ] = 1.0,
    seed: Annotated[int, typer.Option(min=0, metavar="N", help="The same seed gives the same draws.")] = 1,
    priors: Annotated[
        bool, typer.Option("--priors", help="Fit with half and with twice that scale as well; compare.")
    ] = False,
    party: PARTY = None,
    category: CATEGORY = None,
    chart: ChartPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="As a line of JSON.")] = False,
) -> None:
    """Estimate losses over time, and how each source's counts differ from them.

    All counts together, by a model in which each source reports some multiple of what happened, which it
    finds where sources count the same things. The first line says whether the sampling converged. The
    level of losses is told apart from the biases by an assumption alone (--bias-scale): that sources as a
    whole neither exaggerate nor understate; --priors shows how much hangs on it. Too few claims are
    declined: then `account` gives ranges and bounds. Sampling takes minutes, of large tables much longer;
    --preview is for a look. With a kept estimate, nothing is sampled; it is shown again.

    \b
    Examples:
      counterclaim estimate case.db --preview
      counterclaim estimate case.db -o fit.nc
      counterclaim estimate claims.csv --since 2022-02-24 -o fit.nc
      counterclaim estimate fit.nc --party russia --chart losses.svg
    """
    if chart:
        chart_kind(chart)  # before an hour of sampling
    found = _given(given, by, a_day(since, "--since"))
    settings = _settings(draws, bias_scale, seed, preview)
    if priors:
        if chart or as_json or found.kept:
            raise CounterclaimError("--priors goes with a ledger or a table, and without --chart and --json")
        made = [_fit(found, replace(settings, bias_scale=bias_scale * factor)) for factor in _FACTORS]
        _print_priors(made, found.name, party, category)
        one = made[1]
    else:
        one = found.kept or _fit(found, settings)
        _give(one, found.name, party, category, as_json)
    if out:
        _keep(one, out)
    if chart:
        _draw(one, chosen(one.losses, found.name, party, category), chart, found.name)
    if not as_json:
        _say_how_to_go_on(out or (given if found.kept else None))


def _given(path: Path, by: By, since: date | None) -> _Given:
    with path.open("rb") as stream:
        head = stream.read(16)
    if head == _LEDGER:
        case = Case(path)
        return _Given(path, naming(case.names()), ledger=True, taken=case.taken(by=by.value, since=since))
    if head.startswith(_FIT):
        return _Given(path, naming(), kept=read_fit(path))
    from counterclaim.account.estimation.table import read_table  # no other command needs it

    table = read_table(path, since)
    return _Given(path, naming(), taken=table.taken(since), dated=table.dated)


def _settings(draws: int, bias_scale: float, seed: int, preview: bool) -> Settings:
    from counterclaim.account.estimation.settings import Settings  # no other command needs it

    return Settings(bias_scale=bias_scale, draws=draws, preview=preview, seed=seed)


def _fit(given: _Given, settings: Settings) -> Estimate:
    from counterclaim.account.estimation.fitting import DeclinedError, estimate
    from counterclaim.account.estimation.taken import enough, limits

    assert given.taken is not None  # noqa: S101 (nothing was kept)
    try:
        with stepping("draws") as watch:
            return estimate(given.taken, settings, watch, dated=given.dated)
    except DeclinedError as error:
        # Claims may be many, and those that can be taken in few.
        for line in left_out_words(enough(given.taken, limits())[0].left_out):
            say(line)
        hint = f": counterclaim account {given.path}" if given.ledger else ""
        raise DeclinedError(f"{given.path}: {error}{hint}") from error


def _keep(one: Estimate, path: Path) -> None:
    from counterclaim.account.estimation.kept import save  # no other command needs it

    with completing(path) as unfinished:
        save(one, unfinished)
    say(f"{len(one.losses):,} running totals and {len(one.biases):,} biases → {path}")


def _give(one: Estimate, name: Name, party: str | None, category: str | None, as_json: bool) -> None:
    losses = chosen(one.losses, name, party, category)
    if as_json:
        keys = {(each.party, each.category) for each in losses}
        biases = [each for each in one.biases if (each.party, each.category) in keys]
        with writing("-") as stream:
            write_lines([estimate_row(one, losses, biases)], stream)
        return
    console = output()
    console.print(status_words(one.diagnosis), style="bold", markup=False)
    console.print(f"Running totals to {last_day(one)}, from {len(one.observations):,} claims", markup=False)
    console.print(losses_table(losses, name))
    console.print("Where the claims lie in what the estimate foretells for them", style="bold")
    console.print(checks_table(one.checks, name))
    for line in left_out_words(one.left_out):
        say(line)


def _print_priors(made: Sequence[Estimate], name: Name, party: str | None, category: str | None) -> None:
    console = output()
    for one in made:
        console.print(f"Scale {one.bias_scale:g}: {status_words(one.diagnosis)}", style="bold", markup=False)
    console.print(f"Running totals to {last_day(made[0])}, under three priors of the biases", markup=False)
    shown = [replace(one, losses=chosen(one.losses, name, party, category)) for one in made]
    console.print(priors_table(shown, name))
    console.print(
        "The claims tell how sources differ from one another, and not how far all of them together are off: the level "
        "of losses is told apart from the bias of the sources by this prior alone. What moves here is assumed and not "
        "observed.",
        markup=False,
    )
    for line in left_out_words(made[0].left_out):
        say(line)


def chosen(
    losses: Sequence[Losses], name: Name, party: str | None, category: str | None
) -> tuple[Losses, ...]:
    """Those of a party, by id or name, whose category holds some words.

    Raises:
        CounterclaimError: there are none; names those there are.
    """
    found = tuple(one for one in losses if is_party(one.party, party, name) and holds(one.category, category))
    if not found:
        there = "; ".join(
            sorted({f"{name(one.party)}: {one.category}" if one.party else one.category for one in losses})
        )
        raise CounterclaimError(f"the estimate has no such losses; there are {there}")
    return found


def is_party(one: str, wanted: str | None, name: Name) -> bool:
    """Whether an id is the one that is wanted by id or name; where nothing is, it is."""
    return wanted is None or wanted.casefold() in (one.casefold(), name(one).casefold())


def holds(text: str, words: str | None) -> bool:
    """Whether a text holds some words, whatever their case; where none are given, it does."""
    return words is None or words.casefold() in text.casefold()


def _draw(one: Estimate, losses: Sequence[Losses], path: str, name: Name) -> None:
    from counterclaim.export.estimate_chart import losses_chart, losses_page

    largest = sorted(losses, key=lambda each: -each.claims)
    title = "Estimated running totals, those with most claims first"
    spec = (
        losses_chart(one, losses[0], name)
        if len(losses) == 1
        else losses_page(one, title, name, chosen=largest)
    )
    draw(spec, path)
    say(f"{len(losses):,} running {'total' if len(losses) == 1 else 'totals'} → {path}")


def _say_how_to_go_on(kept: Path | None) -> None:
    if kept is None:
        say("keep it with -o fit.nc; then: counterclaim biases fit.nc")
    else:
        say(f"go on with: counterclaim biases {kept}; estimate {kept} --chart FILE; account … --fit {kept}")
