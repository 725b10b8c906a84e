"""Runs the commands that README.md and the pages below show, writes down what they print, and draws demo.svg.

In a page, ``<!-- run -->`` stands before a block of commands (lines with ``$``), run in their order in one
folder that begins with the bundled reports and a table of claims; what they print replaces the lines below each.
A block after ``<!-- about -->`` is run as well: its figures may differ a little from one processor to the next, and
tests leave them out. ``<!-- file: NAME -->`` stands before a block that is written to that file first.
``<!-- ids -->`` only renews the claim ids in a block.
An id in a command is that of the first claim with the outcome named: ``<!-- run irrecoverable -->``.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
# Of the terminal, per page.
WIDTHS = {
    DOCS.parent / "README.md": 100,
    DOCS / "tutorial.md": 124,
    DOCS / "account.md": 124,
    DOCS / "desk.md": 124,
    DOCS / "estimate.md": 124,
}
_REPORTS = DOCS.parent / "examples" / "reports"
_TABLE = DOCS.parent / "examples" / "claims.csv"
_PICTURE_WIDTH = 132
_BLOCK = re.compile(r"<!-- (run|about|file:|ids)(?: ([^\n]+?))? -->\n```(\w+)\n(.*?)```", re.DOTALL)
_CLAIM_ID = re.compile(r"\bc[0-9a-f]{8}\b")


def renewed(page: Path) -> str:
    """The page's text with all its blocks as they come out now."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        shutil.copytree(_REPORTS, work / "reports")
        shutil.copy(_TABLE, work)
        return _BLOCK.sub(lambda block: _renew(work, WIDTHS[page], *block.groups()), page.read_text("utf-8"))


def _renew(work: Path, width: int, kind: str, detail: str | None, language: str, body: str) -> str:
    begin = f"<!-- {kind}{f' {detail}' if detail else ''} -->\n```{language}\n"
    if kind == "file:" and detail:
        path = work / detail
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
        return f"{begin}{body}```"
    if detail:
        body = _CLAIM_ID.sub(_id_of(work, detail), body)
    if kind in ("run", "about"):
        commands = [line for line in body.splitlines() if line.startswith("$ ")]
        body = "\n".join(f"{line}\n{_printed(work, width, line[2:])}".rstrip() for line in commands) + "\n"
    return f"{begin}{body}```"


def _id_of(work: Path, outcome: str) -> str:
    run(["counterclaim", "build", "reports/", "--ledger", "ids.db"], work)
    lines = run(["counterclaim", "claims", "ids.db", "--format", "json", "--outcome", outcome], work)
    return str(json.loads(lines.splitlines()[0])["id"])[:9]


def _printed(work: Path, width: int, command: str) -> str:
    text = run(["sh", "-c", command], work, width)
    return "\n".join(line.rstrip() for line in text.splitlines())


def run(command: list[str], work: Path, width: int = 100, colour: bool = False) -> str:
    """What a command prints in a terminal of this width."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"COLUMNS": str(width), "TERM": "xterm-256color", "PATH": path}
    environment |= {"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"}
    done = subprocess.run(  # noqa: S603 (commands of this project's own pages)
        command,
        env=environment,
        cwd=work,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


def picture() -> str:
    """The demo in a terminal, as SVG that loads nothing from elsewhere."""
    printed = run(["counterclaim", "demo"], DOCS, _PICTURE_WIDTH, colour=True)
    console = Console(record=True, width=_PICTURE_WIDTH, file=io.StringIO())
    console.print(Text("$ counterclaim demo\n"), Text.from_ansi(printed.rstrip()), sep="\n")
    svg = console.export_svg(title="counterclaim", unique_id="terminal")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)


if __name__ == "__main__":
    (DOCS / "demo.svg").write_text(picture(), encoding="utf-8")
    for page in WIDTHS:
        page.write_text(renewed(page), encoding="utf-8")
