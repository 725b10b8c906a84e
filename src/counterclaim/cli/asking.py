"""The commands that ask a ledger."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.case import Case
from counterclaim.cli.besides import beside
from counterclaim.cli.display import named, named_document, print_documents
from counterclaim.cli.drawing import FitPath, read_fit
from counterclaim.cli.watch import output, say
from counterclaim.export.lines import write_csv, write_lines, writing
from counterclaim.export.show import claim_view
from counterclaim.export.table import claims_table
from counterclaim.store import Filter, Ledger

LedgerPath = Annotated[Path, typer.Argument(metavar="LEDGER", help="A ledger that build made.")]
Text = str | None
Party = Annotated[Text, typer.Option(metavar="PARTY", help="Whose people or things are counted: ukraine.")]
Object = Annotated[
    Text, typer.Option("--object", metavar="OBJECT", help="What is counted: personnel, tank …")
]
Outcome = Annotated[Text, typer.Option(metavar="OUTCOME", help="What happened to them: killed, losses …")]


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def claims(
    ledger: LedgerPath,
    party: Party = None,
    outcome: Outcome = None,
    claimant: Annotated[
        Text, typer.Option(metavar="CLAIMANT", help="Who says so: russian_mod, or a name.")
    ] = None,
    object_: Object = None,
    document: Annotated[
        Text, typer.Option(metavar="DOCUMENT", help="A source, a file's name, or a document's id.")
    ] = None,
    since: Annotated[Text, typer.Option(metavar="DATE", help="2024-08-06, 2024-08 or 2024.")] = None,
    until: Annotated[Text, typer.Option(metavar="DATE", help="The same, to the end of it.")] = None,
    format_: Annotated[
        Format, typer.Option("--format", metavar="table|csv|json", help="json gives JSON lines.")
    ] = Format.table,
) -> None:
    """List the claims, or those that fit all the filters given.

    A filter's value "none" takes the claims that leave the field blank. A claim is dated by the end
    of the time it counts, or the start; where it has neither, by the day its report was published.

    \b
    Examples:
      counterclaim claims case.db --party russia --outcome killed
      counterclaim claims case.db --claimant russian_mod --since 2024-08 --until 2024-12
      counterclaim claims case.db --format csv > claims.csv
    """
    days = a_day(since, "--since"), a_day(until, "--until", last=True)
    where = Filter(party, outcome, claimant, object_, document, *days)
    case = Case(ledger)
    rows = case.claims(where)
    if not rows:
        _say_what_there_is(ledger, where)
    if format_ is Format.table:
        console = output()
        names = case.names()
        known = {row["id"]: named_document(row, names) for row in case.documents()}
        shown = [named(row, names) for row in rows]
        console.print(claims_table(shown, known, console.width) if rows else "")
        return
    with writing("-") as stream:
        if format_ is Format.csv:
            write_csv(case.flat(where), stream)
        else:
            write_lines(rows, stream)


def show(
    ledger: LedgerPath,
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or the beginning of it.")],
) -> None:
    """Show one claim in its sentence.

    With those who passed it on, and every field and how it was found.

    \b
    Example:
      counterclaim show case.db c1a2b3
    """
    with Ledger(ledger) as held:
        row = held.claim(claim)
        document = held.document(row["document"])
    names = Case(ledger).names()
    output().print(claim_view(named(row, names), named_document(document, names)))


def documents(
    ledger: LedgerPath,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines with everything found out.")] = False,
) -> None:
    """List the documents.

    With outlet, day of publication and its basis, language, dossier, and how many claims each makes.

    \b
    Examples:
      counterclaim documents case.db
      counterclaim documents case.db --json > documents.jsonl
    """
    case = Case(ledger)
    rows = case.documents()
    if as_json:
        with writing("-") as stream:
            write_lines(rows, stream)
    else:
        names = case.names()
        counts = Counter(claim["document"] for claim in case.claims())
        print_documents(output(), [named_document(row, names) for row in rows], counts)


def report(
    ledger: LedgerPath,
    out: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="The page; - is standard output.")
    ],
    accounts: Annotated[
        int,
        typer.Option(min=0, metavar="N", help="Accounts of so many numbers, those with most sides; 0: none."),
    ] = 6,
    fit: FitPath = None,
) -> None:
    """Write one HTML page that holds it all.

    The claims, what does not fit together, accounts of the numbers that are most in dispute, and each text
    with its claims marked. It loads nothing from elsewhere, and can be printed or sent.

    \b
    Examples:
      counterclaim report case.db -o report.html
      counterclaim report case.db -o report.html --accounts 12 --fit fit.nc
    """
    from counterclaim.cli.pictured import note, pictures
    from counterclaim.export.report import report_page  # its templates' library is needed by no other command

    estimated = read_fit(fit) if fit else None
    case = Case(ledger)
    case.link()
    names = case.names()
    with Ledger(ledger) as held:
        texts = [held.document(row["id"]) | {"source": row["source"]} for row in held.documents()]
    shown = [named(row, names) for row in case.claims()]
    page = report_page(
        ledger.name,
        [named_document(row, names) for row in texts],
        shown,
        beside(case, names),
        pictures(case, names, accounts, estimated),
        note(),
    )
    with writing(out) as stream:
        stream.write(page)


def _say_what_there_is(ledger: Path, where: Filter) -> None:
    say("no claim fits")
    with Ledger(ledger) as held:
        for field in ("party", "outcome", "object", "claimant"):
            if getattr(where, field) is not None:
                say(f"{field} is one of: {', '.join(held.values(field)[:20])}")


def a_day(text: str | None, option: str, *, last: bool = False) -> date | None:
    """A day, month or year that was given, as its first or last day; told what is wrong with it where it is none."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    try:
        year, month, day = (int(part) if part else 0 for part in found.groups()) if found else (0, 0, 0)
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
    except (ValueError, IndexError) as error:
        problem = f"{text} is no date; a day (2024-08-06), a month (2024-08) or a year (2024)"
        raise typer.BadParameter(problem, param_hint=option) from error
