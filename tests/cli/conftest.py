"""Commands run within the test, as the program runs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from counterclaim.cli import main


class Done(NamedTuple):
    """What a run left: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*args: object) -> Done:
        monkeypatch.setattr("sys.argv", ["counterclaim", *map(str, args)])
        capsys.readouterr()
        try:
            main()
            status: Any = 0
        except SystemExit as end:
            status = end.code or 0
        return Done(status, *capsys.readouterr())

    return run
