"""The main job on bundled reports, shown in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import counterclaim
from counterclaim.case import Case
from counterclaim.cli.display import named, named_document
from counterclaim.cli.watch import count, output, say
from counterclaim.errors import CounterclaimError, DocumentError
from counterclaim.export.links import matrix_table
from counterclaim.export.table import claims_table
from counterclaim.export.words import display, harmless

_LINE = 110


def bundled_reports() -> Path:
    """The folder of example reports: inside an installed package, else beside its source.

    Raises:
        CounterclaimError: it is in neither place.
    """
    package = Path(counterclaim.__file__).parent
    for folder in (package / "examples" / "reports", package.parents[1] / "examples" / "reports"):
        if folder.is_dir():
            return folder
    raise CounterclaimError("the example reports are not there; give a folder of reports of your own")


def print_demo(ledger: Path, reports: Path | None) -> None:
    """Builds a ledger of the reports and prints its claims and what does not fit together.

    Raises:
        CounterclaimError: there is no report that can be read.
    """
    case, folder = Case(ledger), reports or bundled_reports()
    built = case.build(folder, note=say)
    if not built.added:
        raise CounterclaimError(_nothing_read(folder, built.problems))
    for problem in built.problems:
        say(str(problem))
    console, claims = output(), case.claims()
    names = case.names()
    documents = {row["id"]: named_document(row, names) for row in case.documents()}
    told = f"{count(len(claims), 'claim')} in {count(len(documents), 'report')}"
    console.print(f"{told}\n", style="bold")
    console.print(claims_table([named(row, names) for row in claims], documents, console.width))
    case.link()
    console.print("What the claims show beside one another\n", style="bold")
    findings = case.findings()
    for number, finding in enumerate(findings, 1):
        console.print(f"{number}. {harmless(finding.why)}\n", width=min(console.width, _LINE), markup=False)
    if not findings:
        console.print("Nothing that these comparisons can see.\n")
    console.print("Who counts whom (claims by those who speak for a side)\n", style="bold")
    console.print(matrix_table(case.matrix(), lambda one: display(one, names)))


def _nothing_read(folder: Path, problems: Sequence[DocumentError]) -> str:
    if not problems:
        return f"{folder}: there is no report in it"
    if len(problems) == 1:
        return str(problems[0])
    return f"{folder}: no report could be read, {count(len(problems), 'problem')}; the first: {problems[0]}"
