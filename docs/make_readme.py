"""Puts what the program really prints into README.md, and a picture of it beside this file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
README = DOCS.parent / "README.md"
REPORTS = "examples/reports"
_WIDTH = 132


def run(*arguments: str, width: int = _WIDTH, colour: bool = False) -> str:
    """What a command prints in a terminal of this width."""
    environment = os.environ | {"COLUMNS": str(width), "TERM": "xterm-256color"}
    environment |= {"FORCE_COLOR": "1"} if colour else {"NO_COLOR": "1"}
    command = [sys.executable, "-m", "counterclaim", *arguments]
    return subprocess.run(  # noqa: S603 (this project's own program)
        command,
        env=environment,
        cwd=DOCS.parent,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    ).stdout


def picture(path: Path, command: str, printed: str) -> None:
    """A terminal as SVG that loads nothing from elsewhere."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO())
    console.print(Text(f"$ {command}\n"), Text.from_ansi(printed.rstrip()), sep="\n")
    svg = console.export_svg(title="counterclaim", unique_id="terminal")
    path.write_text(re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL), encoding="utf-8")


def example() -> str:
    """One claim of the example reports, shown."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "case.db")
        run("build", REPORTS, "--ledger", ledger)
        claims = [json.loads(line) for line in run("claims", ledger, "--format", "json").splitlines()]
        first = next(claim for claim in claims if claim["outcome"] == "irrecoverable")
        shown = run("show", ledger, first["id"], width=100)
        return f"$ counterclaim show case.db {first['id'][:9]}\n{shown}"


def main() -> None:
    """Rewrites the block between the marks, and the picture."""
    picture(DOCS / "demo.svg", "counterclaim demo", run("demo", colour=True))
    lines = [line.rstrip() for line in example().splitlines()]
    block = "\n".join(["```text", *lines, "```"])
    readme = README.read_text("utf-8")
    start, end = "<!-- written by make docs -->", "<!-- end -->"
    before, _, rest = readme.partition(start)
    after = rest.partition(end)[2]
    README.write_text(f"{before}{start}\n{block}\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
