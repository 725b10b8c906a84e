"""What a form is: an address that takes a change, the fields it has, and the function that makes the change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.web.page import Asked, Question

if TYPE_CHECKING:
    from counterclaim.web.desk import Desk
    from counterclaim.web.users import Role


@dataclass(frozen=True, slots=True)
class Form:
    """A change that a user can make.

    Attributes:
        path: where it is sent, names in braces.
        fields: what it may say, as for a page.
        make: makes the change, and gives the address of the page that shows it.
        role: who may, and those above them.
    """

    path: str
    name: str
    about: str
    fields: tuple[Asked, ...]
    make: Callable[[Desk, Question], str]
    role: Role = "coder"
