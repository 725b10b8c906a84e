"""The commands that set claims beside one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Annotated

import typer

from counterclaim.case import Case
from counterclaim.cli.asking import Format, LedgerPath, Text
from counterclaim.cli.watch import count, counting, output, say
from counterclaim.engine import cores
from counterclaim.errors import CounterclaimError
from counterclaim.export.lines import write_lines, write_rows, writing, writing_bytes
from counterclaim.export.links import (
    RELATION_COLUMNS,
    SERIES_COLUMNS,
    comparison_table,
    copies_table,
    findings_table,
    label,
    matrix_table,
    relations_table,
    series_list,
    series_rows,
    series_table,
)
from counterclaim.export.words import display, harmless
from counterclaim.link.series import Series
from counterclaim.link.statement import Statement
from counterclaim.linking import Linked
from counterclaim.text.clean import slug

Jobs = Annotated[int, typer.Option(min=0, metavar="N", help="Processes at most; 0: one per core.")]
_MANY = 12


class Relations(StrEnum):
    """The types of the codebook, section 5."""

    repeats = "repeats"
    updates = "updates"
    agrees = "agrees"
    disagrees = "disagrees"
    relabelled = "relabelled"
    rescoped = "rescoped"
    part_of = "part_of"
    exceeds = "exceeds"


class By(StrEnum):
    """Whose word a series goes by."""

    claimant = "claimant"
    camp = "camp"


def link(
    ledger: LedgerPath,
    dossier: Annotated[
        list[str] | None,
        typer.Option(metavar="FILE", help="One's own dossier, for the places it knows; may be given again."),
    ] = None,
    jobs: Jobs = 0,
) -> None:
    """Set the claims of a ledger beside one another.

    Finds which claims repeat, update, confirm or rule one another out, which figures changed meaning on
    the way, and which reports copy others. `build` does it by itself; run it after a new version of the
    program, which links all of a ledger anew. Only what came since the last time is compared.

    \b
    Example:
      counterclaim link case.db
    """
    say(told(link_case(Case(ledger), jobs, tuple(dossier or ()))))


def link_case(case: Case, jobs: int = 0, dossiers: tuple[str, ...] = ()) -> Linked:
    """Links a ledger and shows how far it has come."""
    with counting() as show:
        return case.link(dossiers=dossiers, jobs=jobs or cores(), watch=show)


def told(done: Linked) -> str:
    """What a linking did, in words."""
    if not done.documents and not done.groups:
        return "nothing new to link"
    return f"{count(done.documents, 'document')} linked, {count(done.relations, 'relation')} found"


def relations(
    ledger: LedgerPath,
    types: Annotated[
        list[Relations] | None,
        typer.Option(
            "--type",
            metavar="TYPE",
            help="repeats, updates, agrees, disagrees, relabelled, rescoped, part_of or exceeds; may be given again.",
        ),
    ] = None,
    claim: Annotated[
        Text, typer.Option(metavar="CLAIM", help="Those of one claim, by the beginning of its id.")
    ] = None,
    format_: Annotated[
        Format, typer.Option("--format", metavar="table|csv|json", help="json gives JSON lines.")
    ] = Format.table,
    out: Annotated[
        Text,
        typer.Option("-o", "--output", metavar="FILE", help="Where to; JSON lines unless --format says csv."),
    ] = None,
) -> None:
    """List how claims stand to one another, each with the reason.

    \b
    Examples:
      counterclaim relations case.db --type relabelled --type rescoped
      counterclaim relations case.db --claim c1a2b3
      counterclaim relations case.db -o relations.jsonl
    """
    case = Case(ledger)
    whose = case.claim(claim)["id"] if claim else None
    rows = case.relations([one.value for one in types or ()], whose)
    if format_ is Format.table and out is None:
        console = output()
        console.print(relations_table(rows, console.width) if rows else "no relations")
        return
    with writing(out or "-") as stream:
        if format_ is Format.csv:
            write_rows(rows, RELATION_COLUMNS, stream)
        else:
            write_lines(rows, stream)


def series(
    ledger: LedgerPath,
    claimant: Annotated[
        Text, typer.Option(metavar="CLAIMANT", help="Who says so: russian_mod, or a camp.")
    ] = None,
    party: Annotated[Text, typer.Option(metavar="PARTY", help="Whose people or things are counted.")] = None,
    object_: Annotated[Text, typer.Option("--object", metavar="OBJECT", help="personnel, tank …")] = None,
    outcome: Annotated[Text, typer.Option(metavar="OUTCOME", help="killed, losses …")] = None,
    place: Annotated[Text, typer.Option(metavar="PLACE", help="A place's id: kursk_oblast.")] = None,
    by: Annotated[
        By, typer.Option(metavar="claimant|camp", help="camp: all who speak for one side, in one series.")
    ] = By.claimant,
    format_: Annotated[
        Format, typer.Option("--format", metavar="table|csv|json", help="json gives JSON lines.")
    ] = Format.table,
    chart: Annotated[
        Text, typer.Option(metavar="FILE", help="Draw them instead: a .svg or .png file.")
    ] = None,
) -> None:
    """Show counts over time.

    Running totals with the growth a day that they imply, the daily counts given beside them, steps that
    do not fit, and whether the figure stands in the series that its claimant publishes.

    \b
    Examples:
      counterclaim series case.db
      counterclaim series case.db --party ukraine --object personnel --by camp
      counterclaim series case.db --claimant russian_mod --chart losses.svg
    """
    case = Case(ledger)
    wanted = {"party": party, "object": object_, "outcome": outcome, "place": place}
    found = case.series(_fits({name: slug(text) for name, text in wanted.items() if text}), by.value)
    if claimant:
        found = [one for one in found if one.key.claimant == slug(claimant)]
    names = case.names()

    def name(known: str | None) -> str:
        return display(known, names)

    if chart:
        _draw(found, chart, name)
        return
    checks = {one.claim: one for one in case.checks()}
    if format_ is not Format.table:
        rows = series_rows(found, checks)
        with writing("-") as stream:
            if format_ is Format.csv:
                write_rows(rows, SERIES_COLUMNS, stream)
            else:
                write_lines(rows, stream)
        return
    console = output()
    if not found:
        who, hint = "claimant", "; --by camp puts all who speak for one side together"
        if by is By.camp:
            who, hint = "camp", ""
        say(f"no series: no {who} gives a running total of one thing at two dates{hint}")
        return
    if len(found) > 1:
        console.print(series_list(found[:_MANY], name))
        if len(found) > _MANY:
            say(f"{len(found) - _MANY} more; choose with --claimant, --party, --object, --outcome, --place")
    console.print(label(found[0].key, name), style="bold", markup=False)
    console.print(series_table(found[0], checks, name))


def findings(
    ledger: LedgerPath,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
) -> None:
    """Tell what no single report says.

    Figures that changed meaning, claims that cannot both hold, sides that speak only of the other's losses,
    reports without a date: one sentence each, with the claims behind it. Some are questions: what a claim
    counts is not always told in full. Under it, who counts whom.

    \b
    Example:
      counterclaim findings case.db
    """
    case = Case(ledger)
    found = case.findings()
    if as_json:
        rows = ({"kind": f.kind, "why": f.why, "claims": f.claims, "documents": f.documents} for f in found)
        with writing("-") as stream:
            write_lines(rows, stream)
        return
    names, console = case.names(), output()
    console.print(findings_table(found) if found else "Nothing that these comparisons can see.")
    console.print(
        "Who counts whom (claims by those who speak for a side, of whose people and things)", style="bold"
    )
    console.print(matrix_table(case.matrix(), lambda one: display(one, names)))


def copies(
    ledger: LedgerPath,
    document: Annotated[
        str | None,
        typer.Argument(
            metavar="[DOCUMENT]", help="Show what it has in common with others: an id, or a source."
        ),
    ] = None,
) -> None:
    """List reports that have text in common where they give one figure.

    Reprints, wire copies and lightly rewritten ones, whole or in part. With a document, the passages, and
    how much of each was changed.

    \b
    Examples:
      counterclaim copies case.db
      counterclaim copies case.db reports/2024-08-10-first-days.txt
    """
    case = Case(ledger)
    sources = {row["id"]: row["source"] for row in case.documents()}
    whose = _document(document, sources) if document else None
    found = case.copies(whose)
    console = output()
    if not found:
        say("no report has text of another where they give one figure")
        return
    console.print(copies_table(found, sources))
    for row in found if whose else ():
        with_ = row["second"] if row["first"] == whose else row["first"]
        console.print(f"in {sources[with_]}", style="bold", markup=False)
        text = case.text(str(whose))
        for passage in case.passages(str(whose), with_):
            words = " ".join(text[passage.start : passage.end].split())
            console.print(
                f"  {harmless(words)} [{passage.words} words, {passage.changed:.0%} changed]", markup=False
            )


def _document(wanted: str, sources: Mapping[str, str]) -> str:
    fits = [
        one for one, source in sources.items() if one.startswith(wanted) or source in (wanted, f"./{wanted}")
    ]
    fits = fits or [one for one, source in sources.items() if source.endswith(f"/{wanted}")]
    if len(fits) != 1:
        raise CounterclaimError(
            f"{wanted}: {len(fits) or 'no'} documents of the ledger fit; list them with: documents"
        )
    return fits[0]


def compare(
    ledger: LedgerPath,
    first: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or the beginning of it.")],
    second: Annotated[str, typer.Argument(metavar="CLAIM", help="Another's.")],
) -> None:
    """Tell why two claims can be compared, or cannot, field by field.

    \b
    Example:
      counterclaim compare case.db c1a2b3 c4d5e6
    """
    case = Case(ledger)
    found = case.compare(first, second)
    console = output()
    console.print(comparison_table(found))
    console.print(found.verdict, style="bold", markup=False)
    for row in case.relations(claim=case.claim(first)["id"]):
        if case.claim(second)["id"] in (row["source"], row["target"]):
            console.print(f"{row['type']}: {row['why']}", markup=False)


def _fits(wanted: dict[str, str]) -> Callable[[Statement], bool]:
    return lambda claim: all(getattr(claim, field) == value for field, value in wanted.items())


def _draw(found: list[Series], path: str, name: Callable[[str | None], str]) -> None:
    from counterclaim.export.chart import series_chart  # its library is needed by no other command
    from counterclaim.export.drawing import render

    kind = path.rpartition(".")[2].lower()
    if kind not in ("svg", "png"):
        raise CounterclaimError(f"{path}: a chart is a .svg or a .png file")
    spec = series_chart(found[:_MANY], lambda key: label(key, name), "Running totals as claimed")
    with writing_bytes(path) as stream:
        stream.write(render(spec, "svg" if kind == "svg" else "png"))
    say(f"{count(min(len(found), _MANY), 'series')} → {path}")
