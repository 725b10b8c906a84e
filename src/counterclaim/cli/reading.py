"""The commands that read reports."""

from __future__ import annotations

import glob
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from counterclaim.case import Case
from counterclaim.cli.demo import print_demo
from counterclaim.cli.linking import link_case, told
from counterclaim.cli.parts import INTERRUPTED, Kind, On, extract_in_parts
from counterclaim.cli.watch import Log, Watch, count, say
from counterclaim.engine import LIMIT, cores, own_rows
from counterclaim.errors import CounterclaimError
from counterclaim.export.lines import writing
from counterclaim.export.parts import Targets
from counterclaim.ingest import size
from counterclaim.ingest.readers import READ
from counterclaim.partwise import PART_SIZE
from counterclaim.reader import Lines, read_lines

Reports = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files (.txt .html .jsonl .json …), folders, patterns in quotation marks, - for standard input.",
        show_default=False,
    ),
]
Dossier = Annotated[
    str,
    typer.Option(
        metavar="NAME|FILE|none",
        help="What to know beforehand; auto chooses for each document by what it mentions.",
    ),
]
Jobs = Annotated[int, typer.Option(min=0, metavar="N", help="Processes at most; 0: one per core.")]
Limit = Annotated[
    float, typer.Option(min=0.001, metavar="SECONDS", help="After so long a document is set aside.")
]
LogAs = Annotated[
    Log, typer.Option("--log", metavar="text|json", help="json: progress and problems as JSON lines.")
]


def extract(
    paths: Reports,
    out: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
    ] = "-",
    documents: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Also write what was found out about each document, a line each."),
    ] = None,
    relations: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Also write how the claims of each report stand to one another."),
    ] = None,
    dossier: Dossier = "auto",
    jobs: Jobs = 0,
    limit: Limit = LIMIT,
    log: LogAs = Log.text,
    engine: Annotated[
        On, typer.Option(metavar="local|ray", help="ray: on a Ray cluster, or Ray's own processes here.")
    ] = On.local,
    address: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of the Ray cluster; auto finds a running one.")
    ] = None,
    format_: Annotated[
        Kind, typer.Option("--format", metavar="jsonl|parquet", help="parquet: tables, in parts.")
    ] = Kind.jsonl,
    part_size: Annotated[
        int | None, typer.Option(min=1, metavar="MB", help="Write parts, each from so many MB of reports.")
    ] = None,
) -> None:
    """Write the claims of reports as JSON lines.

    One claim a line. What cannot be read gives one line on standard error, and exit status 1 at
    the end; all the rest is done. The same report met twice is read once.

    For piles of many millions: with --part-size, --format parquet or --engine ray, what is written goes
    into parts, and -o, --documents and --relations name folders. One after the other the parts hold the
    same bytes as the one file.

    \b
    Examples:
      counterclaim extract report.txt
      counterclaim extract reports/ -o claims.jsonl --documents documents.jsonl
      counterclaim extract "2024/**/*.html" --dossier my_dossier.toml -o claims.jsonl
      curl -s https://example.org/news.html | counterclaim extract - --dossier none
      counterclaim extract archive/ -o claims/ --engine ray --address auto --format parquet
    """
    if engine is On.ray or format_ is Kind.parquet or part_size:
        targets = Targets(out, documents, relations)
        size_ = (part_size << 20) if part_size else PART_SIZE
        extract_in_parts(
            paths, targets, on=engine, address=address, kind=format_.value, dossier=dossier, jobs=jobs,
            limit=limit, size_=size_, log=log,
        )  # fmt: skip
        return
    named = [name for name in (out, documents, relations) if name]
    if len(set(named)) < len(named):
        hint = "--documents" if out == documents else "--relations"
        raise typer.BadParameter("each kind of line needs a file of its own", param_hint=hint)
    outputs = [name for name in named if name != "-"]
    _check_not_read(outputs, paths)
    moving = not (out == "-" and sys.stdout.isatty())  # two writers on one terminal get in each other's way
    watch = Watch(moving=moving, log=log, total=lambda: size(paths))
    found = read_lines(
        paths,
        documents=documents is not None,
        relations=relations is not None,
        dossier=dossier,
        jobs=jobs or cores(),
        limit=limit,
        stdin=sys.stdin.buffer,
        outputs=outputs,
        note=watch.note,
    )
    try:
        with (
            watch,
            writing(out) as claims,
            writing(documents or os.devnull) as about,
            writing(relations or os.devnull) as links,
        ):
            for result in found:
                watch.see(result.seen if isinstance(result, Lines) else result)
                if isinstance(result, Lines):
                    claims.write(result.claims)
                    about.write(result.document)
                    links.write(result.relations)
    except KeyboardInterrupt:
        say("interrupted")
        raise typer.Exit(INTERRUPTED) from None
    watch.done(watch.told() + (f" → {', '.join(outputs)}" if outputs else ""), outputs=outputs)
    raise typer.Exit(1 if watch.problems else 0)


def build(
    paths: Reports,
    ledger: Annotated[Path, typer.Option(metavar="FILE", help="The ledger; made where there is none.")],
    dossier: Dossier = "auto",
    jobs: Jobs = 0,
    limit: Limit = LIMIT,
    retry: Annotated[bool, typer.Option("--retry", help="Read again what was set aside.")] = False,
    linked: Annotated[
        bool, typer.Option("--link/--no-link", help="Set the claims beside one another as well.")
    ] = True,
    log: LogAs = Log.text,
) -> None:
    """Keep reports and their claims in a ledger.

    A ledger is one SQLite file. Run this again as reports come in: what is there already is not read
    again, changed files are added beside the old ones, and nothing is overwritten. It can be stopped
    at any time, and goes on where it was when it is run again. A document that takes too long, or ends
    the process that reads it, is set aside: kept, named, without claims. In the end the claims are set
    beside one another, as by `link`.

    \b
    Examples:
      counterclaim build reports/ --ledger case.db
      counterclaim build "feeds/*.jsonl" --ledger case.db --dossier none
    """
    case = Case(ledger)
    try:
        with Watch(moving=True, log=log, total=lambda: size(paths)) as watch:
            built = case.build(
                paths,
                dossier=dossier,
                jobs=jobs or cores(),
                limit=limit,
                retry=retry,
                stdin=sys.stdin.buffer,
                watch=watch.see,
                note=watch.note,
            )
    except KeyboardInterrupt:
        say(f"interrupted; {ledger} keeps what was finished, run the same again to go on")
        raise typer.Exit(INTERRUPTED) from None
    done = link_case(case, jobs) if linked and (built.added or built.unchanged) else None
    parts = [
        f"{count(built.added, 'document')} and {count(built.claims, 'claim')} added",
        f"{count(built.unchanged, 'document')} unchanged",
        *([told(done)] if done else []),
        *watch.shortfall(),
    ]
    watch.done(f"{', '.join(parts)} → {ledger}", ledger=str(ledger))
    raise typer.Exit(1 if built.problems else 0)


def demo(
    reports: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Other reports than the bundled ones.")
    ] = None,
) -> None:
    """Show all of it on a few short dispatches.

    They are from both sides of one battle, and come with the program.

    \b
    Example:
      counterclaim demo
    """
    with tempfile.TemporaryDirectory() as folder:
        print_demo(Path(folder) / "demo.db", reports)


def _check_not_read(outputs: list[str], paths: list[str]) -> None:
    """Raises ``CounterclaimError`` where a report would be written over by what is found in it."""
    for output in map(Path, outputs):
        if not output.is_file() or not output.stat().st_size or own_rows(output):
            continue
        for path in paths:
            inside = Path(path).is_dir() and output.suffix.lower() in READ
            fits = glob.glob(path, recursive=True) if glob.has_magic(path) else [path]  # noqa: PTH207
            if inside and output.resolve().is_relative_to(Path(path).resolve()):
                fits = [str(output)]
            if any(Path(one).is_file() and output.samefile(one) for one in fits):
                raise CounterclaimError(
                    f"{output}: would be read and written over; give another file to write"
                )
