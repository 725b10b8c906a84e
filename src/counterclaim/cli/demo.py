"""The main job on bundled reports, shown in one go."""

from __future__ import annotations

from pathlib import Path

import counterclaim
from counterclaim.case import Case
from counterclaim.cli.watch import output, say
from counterclaim.errors import CounterclaimError
from counterclaim.export.table import claims_table, counts_table
from counterclaim.link.first import matrix
from counterclaim.model.codec import claim_from_row

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
    """Builds a ledger of the reports and prints its claims and what does not fit together."""
    case = Case(ledger)
    for problem in case.build(reports or bundled_reports()).problems:
        say(str(problem))
    console, claims = output(), case.claims()
    documents = {row["id"]: row for row in case.documents()}
    console.print(f"{len(claims)} claims in {len(documents)} reports\n", style="bold")
    console.print(claims_table(claims, documents, console.width))
    console.print("What does not fit together, as far as can be told by now\n", style="bold")
    findings = case.findings()
    for number, finding in enumerate(findings, 1):
        console.print(f"{number}. {finding.why}\n", width=min(console.width, _LINE))
    if not findings:
        console.print("Nothing that these comparisons can see.\n")
    console.print("Who counts whose losses (figures given, by the claimant's camp)\n", style="bold")
    console.print(counts_table(matrix([claim_from_row(row) for row in claims])))
