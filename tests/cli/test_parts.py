"""``extract`` in parts, as a user starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reports import pile

PROGRAM = (sys.executable, "-m", "counterclaim", "extract")


def run(*arguments: object, **environment: str) -> tuple[int, list[str]]:
    command = [*PROGRAM, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    return done.returncode, done.stderr.splitlines()


def joined(folder: Path) -> str:
    return "".join(path.read_text("utf-8") for path in sorted(folder.iterdir()))


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_the_parts_hold_what_the_file_does(engine: str, tmp_path: Path) -> None:
    if engine == "ray":
        pytest.importorskip("ray")
    reports = pile(tmp_path / "reports", 5)
    (reports / "empty.txt").touch()
    whole, about = tmp_path / "claims.jsonl", tmp_path / "documents.jsonl"
    code, plain = run(reports, "-o", whole, "--documents", about)
    assert code == 1
    claims, documents = tmp_path / "claims", tmp_path / "documents"
    arguments = (reports, "-o", claims, "--documents", documents, "--engine", engine, "--part-size", 1)
    code, said = run(*arguments, "--log", "json", "--jobs", 2)
    assert code == 1
    assert (joined(claims), joined(documents)) == (whole.read_text("utf-8"), about.read_text("utf-8"))
    problem, done = map(json.loads, said)
    assert f"{problem['source']}: {problem['problem']}" == plain[0]
    assert (done["documents"], done["claims"], done["problems"]) == (5, 5, 1)
    assert done["outputs"] == [str(claims), str(documents)]
    code, said = run(*arguments)
    assert (code, len(said)) == (1, 1)
    assert "holds parts already" in said[0]


def test_parts_need_folders(tmp_path: Path) -> None:
    code, said = run(pile(tmp_path / "reports", 1), "--part-size", 1)
    assert code == 2
    assert "parts are read from files and written into folders" in " ".join(said)


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    reports = pile(tmp_path / "reports", 1)
    # Another test may run a cluster, and is not to be found.
    arguments = (reports, "-o", tmp_path / "claims", "--engine", "ray", "--address", "auto")
    code, said = run(*arguments, RAY_TMPDIR=str(tmp_path))
    assert code == 1
    assert said[-1].startswith("counterclaim: Ray cannot be started or reached")
