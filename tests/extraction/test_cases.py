"""What each step of extraction decides, a sentence or two at a time: ``tests/cases/extraction``.

One file a concept (``outcome`` holds predicates, governors and lists; ``sides`` subjects too; ``speakers`` all that
finds who stands behind a figure), written as the cases of ``tests/phenomena.py``. All of them must be read rightly.
"""

from __future__ import annotations

import pytest

from tests.phenomena import CASES, Case, load_cases, read


@pytest.mark.parametrize("case", load_cases(CASES / "extraction"), ids=lambda case: case.name)
def test_case(case: Case) -> None:
    wrong = read(case)
    assert not wrong, "\n".join([case.text, "", *wrong])
