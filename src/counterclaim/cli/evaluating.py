"""The command that scores claims against one's own coding."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from counterclaim.cli.reading import Dossier, Jobs
from counterclaim.cli.watch import Watch, output, say
from counterclaim.engine import cores, reports_only
from counterclaim.errors import CounterclaimError, DocumentError
from counterclaim.export.lines import writing
from counterclaim.ingest import read
from counterclaim.model.codec import to_line
from counterclaim.reader import Seen, read_reports

if TYPE_CHECKING:
    from counterclaim.evaluate import Found, Gold


class Format(StrEnum):
    """How figures are printed."""

    table = "table"
    csv = "csv"
    json = "json"


def evaluate(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Your coding, .json or .csv.", show_default=False)
    ],
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH", help="The coded reports, as for extract.", show_default=False),
    ] = None,
    claims: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Score these claims (JSON lines) and extract none."),
    ] = None,
    worst: Annotated[int, typer.Option(min=0, metavar="N", help="How many misses to show.")] = 20,
    format_: Annotated[
        Format, typer.Option("--format", metavar="table|csv|json", help="json holds all the misses.")
    ] = Format.table,
    dossier: Dossier = "auto",
    jobs: Jobs = 0,
) -> None:
    """Score the extraction against your own coding.

    Precision, recall and F1 of the figures found; how often each field is right; what was taken for
    what; and the worst misses in their sentences. A document is known by its file's name, with or
    without the ending, or by its record's id.

    \b
    A CSV has a row for each claim, in the order of the text, and the number as it is printed:
      document,number,object,outcome,party,claimant
      monday.txt,14,people,killed,,residents
      monday.txt,two,tank,destroyed|lost,ukraine,russian_mod
    More columns that are scored when they are there: qualifier (else hedges do not count), place,
    start, end, actor, voice, stance. An empty party or place must be left blank; an empty claimant is
    the publication itself, which outlet names; a|b accepts either; * is not scored. offset (characters
    before the number) or evidence (words around it) tell equal numbers apart.
    \b
    Examples:
      counterclaim evaluate coding.csv reports/
      counterclaim evaluate gold.json reports/ --worst 50
      counterclaim evaluate gold.json --claims claims.jsonl --format json > scores.json
      counterclaim evaluate coding.csv reports/ --claims from_another_tool.jsonl
    """
    # No other command needs these, and each start would pay for them.
    from counterclaim.evaluate import compare
    from counterclaim.evaluate.compare import document_of
    from counterclaim.export.scores import score_row, scores_view, write_scores

    if not paths and claims is None:
        raise typer.BadParameter("give the coded reports, or claims with --claims", param_hint="PATH")
    texts, found = _given(paths or [], claims, dossier, jobs)
    coded = _coding(gold, texts)
    names = [one.id for one in coded.documents]
    known = {name: text for source, text in texts.items() if (name := document_of(source, names))}
    if paths and (unread := [name for name in names if name not in known]):
        say(f"not among the reports, all its claims are missed: {', '.join(unread)}")
    evaluation = compare(coded, found)
    if format_ is Format.table:
        output().print(scores_view(evaluation, known, worst))
        return
    with writing("-") as stream:
        if format_ is Format.json:
            stream.write(to_line(score_row(evaluation, known)) + "\n")
        else:
            write_scores(evaluation, stream)


def _coding(path: Path, texts: dict[str, str]) -> Gold:
    from counterclaim.evaluate import read_gold, read_sheet

    if path.suffix.lower() != ".csv":
        return read_gold(path)
    if not texts:
        raise CounterclaimError(f"{path}: numbers are looked up in the texts: give the coded reports too")
    return read_sheet(path, texts)


def _given(
    paths: list[str], claims: Path | None, dossier: str, jobs: int
) -> tuple[dict[str, str], list[Found]]:
    """The texts, by source, and the claims to be scored."""
    from counterclaim.evaluate import found_in, read_claims

    texts: dict[str, str] = {}
    if claims is not None:
        for raw in reports_only(read(paths, sys.stdin.buffer), note=say):
            if isinstance(raw, DocumentError):
                say(str(raw))
            else:
                texts[raw.source] = raw.text
        return texts, read_claims(claims)
    found: list[Found] = []
    with Watch(moving=True) as watch:
        processes = jobs or cores()
        stdin = sys.stdin.buffer
        for result in read_reports(paths, dossier=dossier, jobs=processes, stdin=stdin, note=watch.note):
            if isinstance(result, DocumentError):
                watch.see(result)
            else:
                document, text = result.document, result.document.text
                watch.see(Seen(document.source, len(text), len(result.claims), document.declined))
                texts[document.source] = text
                found += map(found_in, result.claims)
    return texts, found
