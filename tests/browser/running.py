"""A desk in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_PATIENCE = 60.0


@dataclass(frozen=True)
class Served:
    """A desk that answers.

    Attributes:
        address: without a slash at its end.
    """

    address: str
    ledger: Path

    def data(self, path: str) -> Any:
        """What a page of a desk without accounts shows, as data."""
        with urllib.request.urlopen(self.address + path) as answer:
            return json.load(answer)

    def claim(self, report: str, figure: str) -> str:
        """The id of the claim of a figure in a report."""
        (found,) = [
            one["id"]
            for one in self.data("/claims.json?limit=200")["claims"]
            if one["source"].endswith(f"/{report}") and one["figure"].casefold() == figure.casefold()
        ]
        return str(found)

    def report(self, name: str) -> str:
        """The id of a report."""
        (found,) = [one["id"] for one in self.data("/documents.json")["documents"] if one["name"] == name]
        return str(found)


@contextmanager
def serving(ledger: Path, users: Path | None = None) -> Iterator[Served]:
    """A desk, from the line that says where it is until it is not needed any more."""
    command = [sys.executable, "-m", "counterclaim", "serve", str(ledger), "--port", "0"]
    said = ledger.with_suffix(".log")
    with said.open("w") as log:
        process = subprocess.Popen(
            [*command, *(["--user-file", str(users)] if users else [])], stdout=log, stderr=log
        )
        try:
            yield Served(_address(process, said), ledger)
        finally:
            process.terminate()
            process.wait(20)


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        if found := re.search(r"at (http://\S+)/ ", said.read_text("utf-8")):
            return found[1]
        time.sleep(0.05)
    raise RuntimeError(f"the desk does not answer: {said.read_text('utf-8')}")
