"""A ledger for the tests of pages: made once, and copied for those who change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counterclaim.web.desk import Desk
from tests.web.desks import RECORDS, built


@pytest.fixture(scope="session")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger, not to be changed."""
    return built(tmp_path_factory.mktemp("ledger"), *RECORDS)


@pytest.fixture
def desk(ledger: Path, tmp_path: Path) -> Desk:
    """The desk of a copy."""
    path = tmp_path / "case.db"
    shutil.copy(ledger, path)
    return Desk(path)


@pytest.fixture(scope="session")
def quiet(ledger: Path) -> Desk:
    """A desk on which nothing is changed."""
    return Desk(ledger)
