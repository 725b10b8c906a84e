"""``extract`` in parts, here or on a cluster."""

from __future__ import annotations

from contextlib import closing
from enum import StrEnum

import typer

from counterclaim.cli.watch import Log, Watch, say
from counterclaim.engine import cores
from counterclaim.engine.operations import Here, OnRay
from counterclaim.export.parts import Format, Targets
from counterclaim.ingest import size
from counterclaim.partwise import check_targets, extract_parts

# Exit status after an interrupt, as shells have it.
INTERRUPTED = 130


class On(StrEnum):
    """Where the work is done."""

    local = "local"
    ray = "ray"


class Kind(StrEnum):
    """What claims are written as."""

    jsonl = "jsonl"
    parquet = "parquet"


def extract_in_parts(
    paths: list[str],
    targets: Targets,
    *,
    on: On,
    address: str | None,
    kind: Format,
    dossier: str,
    jobs: int,
    limit: float,
    size_: int,
    log: Log,
) -> None:
    """Does it, and says how far it has come.

    Args:
        jobs: processes at most; 0: one a core, and on a cluster all it has.
        size_: bytes of a part.
    """
    if "-" in (*paths, *targets):
        raise typer.BadParameter("parts are read from files and written into folders", param_hint="-")
    check_targets(targets)  # before a cluster is started
    watch = Watch(moving=True, log=log, total=lambda: size(paths))
    on_ray = on is On.ray
    try:
        with closing(OnRay(address, jobs or None) if on_ray else Here()) as engine, watch:
            # A task on Ray has a core of its own.
            for done in extract_parts(
                engine,
                paths,
                targets,
                kind=kind,
                dossier=dossier,
                jobs=1 if on_ray else jobs or cores(),
                limit=limit,
                size=size_,
            ):
                watch.see_part(done)
    except KeyboardInterrupt:
        say("interrupted; the parts that were finished are there")
        raise typer.Exit(INTERRUPTED) from None
    folders = [folder for folder in targets if folder]
    watch.done(f"{watch.told()} → {', '.join(folders)}", outputs=folders)
    raise typer.Exit(1 if watch.problems else 0)
