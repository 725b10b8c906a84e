"""What accounts say, word by word."""

from __future__ import annotations

import pytest

from counterclaim.account.account import Account
from counterclaim.account.told import paragraph
from tests.account.samples import an_account
from tests.account.test_account import a_total, undated

CASES: dict[str, tuple[Account, str]] = {}


def told(name: str, made: Account, *sentences: str) -> None:
    CASES[name] = made, " ".join(sentences)


told("one claim", an_account([a_total(1, "freedonia", 9, 240)]), "")
told(
    "rivals",
    an_account(
        [
            a_total(1, "freedonia", 9, 240),
            a_total(2, "sylvania", 8, 35),
            a_total(3, "monitor", 9, 90, qualifier="at_least", words="at least 90"),
            undated(4, "charity", 70),
        ]
    ),
    "",
)


@pytest.mark.parametrize("name", CASES)
def test_an_account_reads(name: str) -> None:
    made, text = CASES[name]
    print(name, paragraph(made))
    assert paragraph(made) == text
