"""The command that gives an account of a quantity."""

from __future__ import annotations

from typing import Annotated

import typer

from counterclaim.account.account import Account, Added, Held
from counterclaim.account.beside import Difference
from counterclaim.account.naming import options
from counterclaim.account.words import between, counted
from counterclaim.case import Case
from counterclaim.cli.asking import LedgerPath, Object, Outcome, Party, Text, a_day
from counterclaim.cli.drawing import ChartPath, FitPath, chart_kind, draw, read_fit
from counterclaim.cli.watch import count, output, say
from counterclaim.errors import CounterclaimError
from counterclaim.export.account import (
    account_row,
    added_table,
    biases_told,
    claims_table,
    held_table,
    ids,
    paragraph,
    sides_table,
    times_table,
)
from counterclaim.export.estimate import status_words
from counterclaim.export.lines import write_lines, writing
from counterclaim.link.why import Wording, capital
from counterclaim.linking import load_linker

# So many of the other quantities are listed.
_OTHERS = 10
_PRICE = "How far apart they are: the least that would have to give for all to hold (it does not tell who is wrong)"


def account(
    ledger: LedgerPath,
    party: Party = None,
    object_: Object = None,
    outcome: Outcome = None,
    place: Annotated[Text, typer.Option(metavar="PLACE", help="Where: a place's id or name.")] = None,
    as_of: Annotated[
        Text,
        typer.Option("--as-of", metavar="DATE", help="Running totals up to then: 2024-09-30 or 2024-09."),
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="The coding practice by which figures become a range.")
    ] = "plain",
    versus: Annotated[
        Text, typer.Option(metavar="NAME|FILE", help="A second practice: what changes, and by which claims.")
    ] = None,
    total: Annotated[bool, typer.Option("--total", help="Add up the places that share nothing.")] = False,
    fit: FitPath = None,
    chart: ChartPath = None,
    claims: Annotated[bool, typer.Option("--claims", help="List the claims one by one.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as a line of JSON.")] = False,
) -> None:
    """Give an account of one number: who claims what, and what can be known.

    Rival figures side by side; what is independent of what; the range under a published coding practice,
    and on which words it stands; what follows from other claims, what cannot stand together, what is not
    known. Nobody is believed by default. What counts another time is told beside it, never mixed in.

    Without options: the number on which most sides speak. With some: of the numbers that fit the one with
    most claims, and a list of the others. Fields go by id or name; "none" takes what leaves one blank.
    Numbers are followed by the claims that they rest on, which `show` shows.

    \b
    Examples:
      counterclaim account case.db
      counterclaim account case.db --party russia --object personnel --outcome killed
      counterclaim account case.db --outcome killed --as-of 2024-09 --profile ucdp --versus acled
      counterclaim account case.db --object civilian --outcome killed --total
      counterclaim account case.db --fit fit.nc --chart ranges.svg
    """
    case = Case(ledger)
    wanted = {"party": party, "object": object_, "outcome": outcome, "place": place}
    until = a_day(as_of, "--as-of", last=True)
    wording = load_linker().wording
    if chart:
        chart_kind(chart)
    if total:
        if versus or claims or fit or chart:
            raise CounterclaimError("--total goes with --profile, --as-of and --json alone")
        added = case.added(as_of=until, profile=profile, **wanted)
        _give_total(added, as_json, wording)
        return
    estimated = read_fit(fit) if fit else None
    first, *others = case.quantities(**wanted)
    made = case.account(first.quantity, as_of=until, profile=profile, versus=versus, fit=estimated)
    if chart:
        from counterclaim.export.account_bars import account_chart

        draw(account_chart(made, wording), chart)
        say(f"ranges → {chart}")
    if as_json:
        with writing("-") as stream:
            row = account_row(made) | {"others": [account_row(one) for one in others]}
            write_lines([row], stream)
        return
    _print(made, claims, wording)
    _print_others(others, wording)


def _print(made: Account, claims: bool, wording: Wording) -> None:
    console = output()
    console.print(capital(counted(made.held.quantity, wording)), style="bold", markup=False)
    console.print(paragraph(made.told))
    if made.stand is not None:
        if made.stand.sides:
            console.print(sides_table(made.stand, wording.name))
        if made.stand.difference is not None:
            _print_difference(made.stand.difference)
        if made.biases and made.diagnosis is not None:
            console.print(
                f"Biases by the estimate. {status_words(made.diagnosis)}", style="bold", markup=False
            )
            console.print(biases_told(made, wording.name))
        if made.beside:
            console.print(times_table(made.beside))
        if made.more:
            say(f"{made.more:,} more times of it are not listed; `claims` has them")
        for clash in made.reckoned.clashes[1:]:
            console.print(f"{clash.why} [{ids(clash.claims)}]", markup=False)
        if made.reckoned.price:
            console.print(_PRICE, style="bold")
            for one in made.reckoned.price:
                console.print(f"  {one.why} [{ids(one.claims)}]", markup=False)
    if made.reckoned.price_why:
        say(f"which claims would have to give way is not worked out: {made.reckoned.price_why}")
    if claims:
        stands = [made.stand, *made.beside] if made.stand else []
        told = [claim for one in stands for claim in (*one.claims, *one.older)]
        console.print(claims_table(told, made.aside))
    elif made.aside:
        say(f"{len(made.aside)} claims of parts are left out; --claims lists them")


def _print_difference(found: Difference) -> None:
    """What changes, and which claims and words drive it."""
    console = output()
    console.print(f"{found.one.profile} and {found.other.profile}", style="bold", markup=False)
    if not found.changes:
        console.print("Both come to the same.")
    for change in found.changes:
        console.print(f"  {change.why} [{ids(change.claims)}]", markup=False)
    for one in found.reread:
        console.print(f"  {one.why} [{ids([one.claim])}]", markup=False)


def _print_others(others: list[Held], wording: Wording) -> None:
    if not others:
        return
    console = output()
    console.print(f"There {'is' if len(others) == 1 else 'are'} also", style="bold")
    console.print(held_table(others[:_OTHERS], wording.name))
    if len(others) > _OTHERS:
        say(f"{len(others) - _OTHERS:,} more; choose with --party, --object, --outcome, --place")
    say(f"the next one: {options(others[0].quantity)}")


def _give_total(added: Added, as_json: bool, wording: Wording) -> None:
    if as_json:
        with writing("-") as stream:
            write_lines([account_row(added)], stream)
        return
    console, of = output(), added.total
    first = added.parts[0]
    what = counted(type(first)(first.party, first.object, first.outcome), wording)
    console.print(f"{capital(what)}, {count(len(added.parts), 'place')} together", style="bold", markup=False)
    console.print(added_table(added, wording.name))
    if of.low is None or of.high is None:
        why = next(end.why for end in of.taken if end.value is None)
        console.print(
            f"Read by the practice “{of.profile}” the sum has no range, and is not told without one: {why}",
            markup=False,
        )
        return
    told = between(of.low, of.high, of.open_below, of.open_above)
    if_apart = ", if these places share nothing" if len(added.parts) > 1 else ""
    console.print(
        f"Read by the practice “{of.profile}” the sum is {told} [{ids(of.counted)}]{if_apart}. It is the span of what "
        "is claimed, and no interval of confidence.",
        markup=False,
    )
