"""Pictures that commands write, and fits that they read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from counterclaim.errors import CounterclaimError
from counterclaim.export.claim_marks import Name
from counterclaim.export.lines import writing_bytes
from counterclaim.export.words import display
from counterclaim.linking import load_linker
from counterclaim.model.codec import is_document

if TYPE_CHECKING:
    from counterclaim.account.estimated import Estimate
    from counterclaim.export.drawing import Spec

ChartPath = Annotated[
    str | None, typer.Option("--chart", metavar="FILE", help="Draw it as well: a .svg or .png file.")
]
FitPath = Annotated[
    Path | None, typer.Option("--fit", metavar="FIT", help="An estimate that estimate -o has kept.")
]


def chart_kind(path: str) -> Literal["svg", "png"]:
    """What a picture's file is to be.

    Raises:
        CounterclaimError: neither of the two.
    """
    kind = path.rpartition(".")[2].lower()
    if kind not in ("svg", "png"):
        raise CounterclaimError(f"{path}: a chart is a .svg or a .png file")
    return "svg" if kind == "svg" else "png"


def draw(spec: Spec, path: str) -> None:
    """Writes a picture. Raises as ``chart_kind`` and ``render``."""
    from counterclaim.export.drawing import render

    picture = render(spec, chart_kind(path))
    with writing_bytes(path) as stream:
        stream.write(picture)


def read_fit(path: Path) -> Estimate:
    """An estimate that was kept. Raises as ``kept.load``."""
    from counterclaim.account.estimation.kept import load  # no other command needs it

    return load(path)


def naming(names: Mapping[str, str] | None = None) -> Name:
    """How parties and sources of an estimate are called.

    Args:
        names: of a ledger, by id; those of the world and the bundled dossiers unless given.
    """
    known = load_linker().wording.name

    def name(one: str) -> str:
        if is_document(one):
            return f"an unknown outlet ({one[:9]})"
        return known(one) if names is None else display(one, names)

    return name
