"""What a page is: its address, what can be asked of it, and the function that makes it from the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from counterclaim.errors import CounterclaimError

if TYPE_CHECKING:
    from counterclaim.web.desk import Desk
    from counterclaim.web.users import Role, User

Kind = Literal["text", "day", "number", "whole"]
View = dict[str, Any]
# So long may one value in an address be, and so many may be given for one name.
_LONGEST, MOST = 400, 50
LARGEST = 10**15


class NotThereError(CounterclaimError):
    """An address leads to nothing that the ledger holds."""


class BadQuestionError(CounterclaimError):
    """An address or a form asks for what cannot be; says what can."""


class NotAllowedError(CounterclaimError):
    """Who asks may not do that; says who may."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that an address can ask for after its question mark.

    Attributes:
        about: for the description of the interface.
        many: it may be given several times.
        choices: the values it may have, where they are fixed.
        longest: characters of one value, at most.
    """

    name: str
    about: str
    kind: Kind = "text"
    many: bool = False
    choices: tuple[str, ...] = ()
    longest: int = _LONGEST


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody asks of a page.

    Attributes:
        path: the names in the address with their values.
        given: what is asked for, checked: a value, a tuple of values, or None where it is not given.
        user: who asks.
        query: the same as it was written, for addresses that differ from this one in one thing; names that the page
            does not know are left out.
        posted: the fields of a form as they were sent, empty ones too.
    """

    path: Mapping[str, str]
    given: Mapping[str, Any]
    user: User
    query: tuple[tuple[str, str], ...] = ()
    posted: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk.

    Attributes:
        path: its address, names in braces; the same with ``.json`` gives what it shows as data.
        name: of its template.
        about: one sentence, shown in the description of the interface.
        make: what it shows, as JSON can hold it.
        role: whose users may see it, and those above them.
    """

    path: str
    name: str
    about: str
    make: Callable[[Desk, Question], View]
    asked: tuple[Asked, ...] = ()
    role: Role = "reader"


DONE = Asked("done", "the judgement that was just made", "whole")


def checked(asked: Sequence[Asked], query: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """What an address asks for; names that nobody knows are passed over, and so are empty values.

    Raises:
        BadQuestionError: a value is not what its name calls for.
    """
    found: dict[str, Any] = {}
    for one in asked:
        values = [value for name, value in query if name == one.name and value != ""]
        if len(values) > MOST:
            raise BadQuestionError(f"{one.name} is given {len(values)} times; {MOST} are the most")
        read = [_read(one, value) for value in values]
        found[one.name] = tuple(read) if one.many else (read[-1] if read else None)
    return found


def known(asked: Sequence[Asked], query: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What of an address is asked for at all, as it was written."""
    names = {one.name for one in asked}
    return tuple((name, value) for name, value in query if name in names and value != "")


def _read(asked: Asked, text: str) -> Any:
    if len(text) > asked.longest:
        raise BadQuestionError(f"{asked.name} has {len(text):,} characters; {asked.longest:,} are the most")
    if asked.choices and text not in asked.choices:
        raise BadQuestionError(f"{asked.name} is one of {', '.join(asked.choices)}")
    try:
        if asked.kind == "day":
            return date.fromisoformat(text)
        if asked.kind == "whole":
            return _whole(text)
        if asked.kind == "number":
            return _number(text)
    except ValueError as error:
        raise BadQuestionError(f"{asked.name} is {_KINDS[asked.kind]}, not {text[:40]!r}") from error
    return text


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > LARGEST:
        raise ValueError(text)
    return int(text)


def _number(text: str) -> float:
    value = float(text.replace(",", ""))
    if not abs(value) <= LARGEST:
        raise ValueError(text)
    return value


_KINDS = {
    "day": "a day such as 2024-08-06",
    "whole": "a whole number from 0 on",
    "number": "a number",
    "text": "text",
}
