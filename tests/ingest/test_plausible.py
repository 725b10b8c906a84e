"""What is no report is refused at once, and every report is let through."""

from __future__ import annotations

import time

import pytest

from counterclaim.errors import DocumentError
from counterclaim.ingest.plausible import check_plausible
from counterclaim.model import Raw

SENTENCE = "Ukraine lost 12 tanks and 30 lorries near Sudzha on 3 September, the ministry said. "
TABLE = "Tanks 412\nLorries 30\nGuns 1,200\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (SENTENCE * 600_000, "a line of 50,400,000 characters"),
        ("x" * 1_000_001, "a line of 1,000,001 characters"),
        (" ".join(map(str, range(1_000_000))), "a line of"),
        ("\n".join(map(str, range(1_000_000))), "a mass of 1,000,000 numbers"),
        ("\n".join(f"{n},{n + 1}, {n}" for n in range(30_000)), "a mass of 60,000 numbers"),
    ],
)
def test_what_is_no_report(text: str, problem: str) -> None:
    start = time.monotonic()
    with pytest.raises(DocumentError, match=problem):
        check_plausible(Raw("a.txt", text, b""))
    assert time.monotonic() - start < 10


@pytest.mark.parametrize(
    "text", [SENTENCE * 10_000, (SENTENCE + "\n") * 20_000, TABLE * 2_000, "1 2 3 4", "", "\n".join("12345")]
)
def test_what_may_be_one(text: str) -> None:
    check_plausible(Raw("a.txt", text, b""))
