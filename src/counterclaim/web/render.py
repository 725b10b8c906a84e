"""Pages as HTML: templates that escape whatever comes from a report, with the little that all of them share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from counterclaim.export.words import harmless

Render = Callable[..., str]


def renderer(case: str) -> Render:
    """A function that makes the HTML of a template from its context.

    Args:
        case: the name of the ledger, on top of each page.
    """
    environment = Environment(
        loader=PackageLoader("counterclaim.web"),
        autoescape=select_autoescape(["html", "html.j2"], default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["harmless"] = _harmless
    environment.filters["spaced"] = _spaced
    environment.globals["case"] = case

    def render(template: str, **context: Any) -> str:
        # Whatever a template forgets: no page steers the display.
        return harmless(environment.get_template(f"{template}.html.j2").render(_SHARED | context))

    return render


# What every page can ask of its context, where nothing else is given.
_SHARED: dict[str, Any] = {
    "user": None,
    "csrf": "",
    "accounts": False,
    "may_judge": False,
    "waiting": (0, 0),
    "notice": "",
    "here": "",
    "path": "/",
    "json_address": "",
}


def _harmless(value: object) -> str:
    """As long as it was, for forms count characters; of the two that end a line of Windows, one ends it here."""
    return harmless(str(value).replace("\r\n", " \n").replace("\r", "\n"))


def _spaced(value: object) -> str:
    return str(value).removeprefix("other:").replace("_", " ")
