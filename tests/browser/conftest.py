"""Desks that run as people run them, and a browser that tells of all that must not happen."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from counterclaim import Case
from counterclaim.web.users import Role, put_user
from tests.browser.reports import write_reports
from tests.browser.running import Served, serving
from tests.browser.watched import Watched

_NAMES = ("chromium", "chromium-browser", "google-chrome")
# In a container the browser may be root, and have little shared memory; a loaded machine may take its time (ms).
_ARGUMENTS, _PATIENCE = ["--no-sandbox", "--disable-dev-shm-usage"], 30_000
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
USERS: dict[str, Role] = {"ada": "editor", "ben": "coder", "cleo": "coder", "rita": "reader"}
# Opens a page in a browser of its own.
Open = Callable[..., Watched]


def password(name: str) -> str:
    """Of a user of the file."""
    return f"{name} counts twice"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed after this folder: while it runs, its thread is in an event loop, and other tests could start none."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        found = next(filter(None, map(shutil.which, (*_NAMES, own))), None)
        if found is None:
            pytest.skip("no chromium is installed: make test-browser")
        with playwright.chromium.launch(executable_path=found, args=_ARGUMENTS) as running:
            yield running


@pytest.fixture(scope="package")
def built(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A linked ledger that nobody opens but to copy it; made only where there is a browser to show it."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("desk")
    case = Case(folder / "case.db")
    case.build(write_reports(folder / "reports"), jobs=1)
    case.link(jobs=1)
    return folder / "case.db"


@pytest.fixture(scope="package")
def read(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk of its own user, to be read only: all tests share it."""
    with serving(_copied(built, tmp_path_factory.mktemp("read"))) as one:
        yield one


@pytest.fixture
def judged(built: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk whose ledger the test may judge."""
    with serving(_copied(built, tmp_path)) as one:
        yield one


@pytest.fixture
def shared(built: Path, tmp_path: Path) -> Iterator[Served]:
    """A desk with accounts, whose ledger the test may judge."""
    users = tmp_path / "users.json"
    for name, role in USERS.items():
        put_user(users, name, role, password(name), _CHEAP)
    with serving(_copied(built, tmp_path), users) as one:
        yield one


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens pages, and says in the end what went wrong in any of them."""
    with ExitStack() as stack:

        def open_(served: Served, path: str = "/", *, user: str | None = None, **how: Any) -> Watched:
            watched = stack.enter_context(_watching(browser, served, how))
            if user:
                watched.log_in(user, password(user))
            watched.go(path)
            return watched

        yield open_


@contextmanager
def _watching(browser: Browser, served: Served, how: dict[str, Any]) -> Iterator[Watched]:
    given = {"base_url": served.address, "locale": "en-GB", "viewport": {"width": 1440, "height": 900}} | how
    context: BrowserContext = browser.new_context(**given)
    context.set_default_timeout(_PATIENCE)
    with context:
        page: Page = context.new_page()
        watched = Watched(page, served.address)
        yield watched
        watched.check()


def _copied(ledger: Path, folder: Path) -> Path:
    return Path(shutil.copy(ledger, folder / "case.db"))
