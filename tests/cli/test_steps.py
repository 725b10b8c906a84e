"""How far work in steps has come, as the user sees it."""

from __future__ import annotations

import pytest

from counterclaim.cli import steps
from counterclaim.cli.steps import stepping


def test_plain_lines_at_each_step_and_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(steps, "monotonic", lambda: now[0])
    with stepping("draws") as show:
        show("looking around", 0, 1)
        for done in range(1, 1201):
            show("sampling", done, 1200)
            now[0] += 0.0625
        show("summing up", 0, 1)
    assert capsys.readouterr().err.splitlines() == [
        "looking around",
        "sampling: 1 of 1,200 draws",
        "sampling: 241 of 1,200 draws, about 0:59 left",
        "sampling: 481 of 1,200 draws, about 0:44 left",
        "sampling: 721 of 1,200 draws, about 0:29 left",
        "sampling: 961 of 1,200 draws, about 0:14 left",
        "summing up",
    ]


def test_a_moving_line_on_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    with stepping("draws") as show:
        show("sampling", 7, 1200)
    assert "sampling: 7 of 1,200 draws" in capsys.readouterr().err


def test_more_draws_than_were_foretold() -> None:
    """Chains that run at once may be counted unevenly."""
    with stepping("draws") as show:
        show("sampling", 1201, 1200)
