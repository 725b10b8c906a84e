"""A page whose every request and complaint is kept: the desk loads nothing from elsewhere, and nothing breaks in it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request

_STATUS = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


class Watched:
    """A page of the desk.

    Attributes:
        user: who logged in; empty where nobody has to.
        refusals: statuses that the test brings about itself.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address, self.user = page, address, ""
        self.refusals: set[int] = set()
        self._said: list[str] = []
        self._asked: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self._said.append(f"error: {error}"))
        page.context.on("request", self._see)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self._said.append(message.text)

    def _see(self, request: Request) -> None:
        self._asked.append(request.url)

    def go(self, path: str) -> None:
        """To another page, by its address."""
        self.page.goto(path)

    def log_in(self, user: str, password: str) -> None:
        """By the form."""
        self.user = user
        self.go("/login")
        self.page.get_by_label("Name").fill(user)
        self.page.get_by_label("Password").fill(password)
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/")

    @property
    def path(self) -> str:
        """Where the page is, from the first slash on."""
        return self.page.url.removeprefix(self.address)

    def data(self, path: str) -> Any:
        """What a page shows to this user, as data."""
        return self.page.request.get(path).json()

    def check(self) -> None:
        """Fails where anything was asked of another server, or the browser complained."""
        elsewhere = [url for url in self._asked if not url.startswith((f"{self.address}/", "data:"))]
        assert not elsewhere, elsewhere
        assert self._asked, "no page was opened"
        refused = [(one, _STATUS.match(one)) for one in self._said]
        broken = [one for one, found in refused if found is None or int(found[1]) not in self.refusals]
        assert not broken, broken
