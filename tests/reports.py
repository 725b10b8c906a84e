"""Reports to read in tests: plain sentences whose claims are beyond doubt."""

from __future__ import annotations

from pathlib import Path

HEADLINE = "Ministry counts tanks near Sudzha"


def report(figure: object = 12) -> str:
    """One headline without a figure, and one sentence with one claim: that Ukraine lost so many tanks."""
    return (
        f"{HEADLINE}\n\n"
        f"Ukraine lost {figure} tanks near Sudzha on 3 September 2024, the Russian Defense Ministry said. 🚜"
    )


def pile(folder: Path, number: int) -> Path:
    """A folder with so many reports, of 100, 101, 102 … tanks."""
    folder.mkdir(exist_ok=True)
    for n in range(100, 100 + number):
        (folder / f"{n}.txt").write_text(report(n), encoding="utf-8")
    return folder
