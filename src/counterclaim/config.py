"""Which extractor this is: the version, and a digest of the rules and data it works with. How a process is set up."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).parent
# The packages that decide what is found in a report; storing and showing it does not.
_DECIDING = ("model", "lang", "world", "text", "ingest", "extraction")
# And those that decide how claims stand to one another.
_LINKING = ("model", "lang", "world", "link")


@cache
def package_version() -> str:
    """The installed version, ``0`` where the package runs without being installed."""
    from importlib.metadata import PackageNotFoundError, version  # slow to load, and seldom asked

    try:
        return version("counterclaim")
    except PackageNotFoundError:
        return "0"


@cache
def extractor() -> str:
    """Version and a digest of code and data, such as ``0.1.0+3f2a9c01be77``.

    Two extractors of the same name find the same in the same text, so what a ledger holds from one of them
    need not be worked out again; a changed rule or dossier gives another name.
    """
    return _digest(_DECIDING)


@cache
def linker() -> str:
    """The same of the rules by which claims are set beside one another."""
    return _digest(_LINKING)


def _digest(packages: tuple[str, ...]) -> str:
    digest = sha256()
    for file in _files(packages):
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return f"{package_version()}+{digest.hexdigest()[:12]}"


def _files(packages: tuple[str, ...]) -> Iterator[Path]:
    for name in packages:
        found = [file for file in sorted((_PACKAGE / name).rglob("*")) if "__pycache__" not in file.parts]
        if not found:
            raise FileNotFoundError(_PACKAGE / name)
        yield from filter(Path.is_file, found)


def collect_seldom() -> None:
    """For processes of the program's own: the vocabulary stays as long as they run, and to search it for garbage
    again and again costs a tenth of the time. What a document leaves behind is freed without that search."""
    gc.set_threshold(100_000, 20, 20)
