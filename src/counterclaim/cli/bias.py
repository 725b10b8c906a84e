"""The command that shows how what each source reports differs from what is estimated."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from counterclaim.cli.asking import Text
from counterclaim.cli.drawing import ChartPath, chart_kind, draw, naming, read_fit
from counterclaim.cli.estimating import CATEGORY, PARTY, holds, is_party
from counterclaim.cli.watch import count, output, say
from counterclaim.errors import CounterclaimError
from counterclaim.export.estimate import biases_table, estimate_row, status_words
from counterclaim.export.lines import write_lines, writing

_READ = (
    "How many each source reports for each one estimated: 1 is what is estimated, 0.3 is three in ten of it. "
    "A factor compares, and says nothing about why."
)


def biases(
    fit: Annotated[Path, typer.Argument(metavar="FIT", help="An estimate that estimate -o has kept.")],
    source: Annotated[
        Text, typer.Option(metavar="SOURCE", help="Only what this source counts, by id or name.")
    ] = None,
    party: PARTY = None,
    category: CATEGORY = None,
    chart: ChartPath = None,
    as_json: Annotated[bool, typer.Option("--json", help="As a line of JSON.")] = False,
) -> None:
    """Show how many each source reports for each one estimated.

    By source, party and category, with intervals of 95 % and the number of claims that each rests on.
    The first line says whether the sampling converged. Factors of several sources can be compared with
    one another; how far all of them together are off rests on an assumption (see estimate --priors).

    \b
    Examples:
      counterclaim biases fit.nc
      counterclaim biases fit.nc --source russia --chart biases.svg
    """
    if chart:
        chart_kind(chart)
    one, name = read_fit(fit), naming()
    found = [
        each
        for each in one.biases
        if is_party(each.source, source, name)
        and is_party(each.party, party, name)
        and holds(each.category, category)
    ]
    if not found:
        there = "; ".join(sorted({name(each.source) for each in one.biases}))
        raise CounterclaimError(f"{fit}: the estimate has no such bias; there are those of {there}")
    if as_json:
        with writing("-") as stream:
            write_lines([estimate_row(one, (), found)], stream)
    else:
        console = output()
        console.print(status_words(one.diagnosis), style="bold", markup=False)
        console.print(_READ, markup=False)
        alone = {(losses.party, losses.category) for losses in one.losses if losses.alone}
        console.print(biases_table(found, alone, name))
    if chart:
        from counterclaim.export.bias_chart import bias_chart

        draw(bias_chart(one, name, chosen=found), chart)
        say(f"{count(len(found), 'factor')} → {chart}")
