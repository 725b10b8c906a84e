"""Tables and views for a terminal."""

from __future__ import annotations

import dataclasses
import io
from datetime import date
from typing import Any

import pytest
from rich.console import Console, RenderableType

from counterclaim.export.show import claim_view, fields_table
from counterclaim.export.table import claims_table, documents_table
from counterclaim.export.words import chain, counted, figure, published, window
from counterclaim.model import UNKNOWN_WINDOW, Agent, Claim, Document, Event, Published, Value, Window
from counterclaim.model.codec import Row, claim_to_row, document_to_row
from tests.samples import a_reading


def printed(what: RenderableType, width: int) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, highlight=False).print(what)
    return stream.getvalue()


def sample() -> tuple[Document, list[Claim]]:
    _, document, claims = a_reading()
    return document, claims


def table(width: int, *changed: Claim) -> str:
    document, claims = sample()
    rows = [claim_to_row(claim) for claim in changed or claims]
    return printed(claims_table(rows, {document.id: document_to_row(document)}, width), width)


def test_a_wide_table_has_everything_on_one_line() -> None:
    _, claims = sample()
    line = next(line for line in table(160).splitlines() if "tank" in line)
    assert line.split("  ")[0].strip() == "Freedonian Ministry of War"
    for cell in (
        "sylvania",
        "12",
        "tank, lost",
        "Vell",
        "to 2031-05-02",
        "Daily Field",
        claims[0].id[:9],
    ):
        assert cell in line


@pytest.mark.parametrize("width", [40, 60, 72, 80, 90, 104, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    _, claims = sample()
    long = dataclasses.replace(claims[0], claimant=Agent("x", "The Ministry of Very Long Names " * 4))
    shown = table(width, long)
    assert max(len(line) for line in shown.splitlines()) <= width
    assert claims[0].id[:9] in shown


def test_markup_in_a_report_is_shown_as_it_is() -> None:
    _, claims = sample()
    odd = dataclasses.replace(claims[0], claimant=Agent("x", "[red]Min\x1bistry[/red]"))
    assert "[red]Min\ufffdistry[/red]" in table(200, odd)


WINDOWS = [
    (Window("unknown", None, None, None, "unknown"), "undated"),
    (Window("period", date(2031, 1, 2), date(2031, 1, 5), "day", "explicit"), "2031-01-02 … 2031-01-05"),
    (Window("period", date(2031, 1, 2), date(2031, 1, 2), "day", "explicit"), "on 2031-01-02"),
    (Window("period", date(2031, 1, 1), date(2031, 1, 31), "month", "explicit"), "in 2031-01"),
    (Window("period", date(2031, 1, 1), date(2031, 12, 31), "year", "explicit"), "in 2031"),
    (Window("period", date(2031, 1, 2), None, "day", "explicit"), "2031-01-02 …"),
    (Window("period", None, date(2031, 1, 2), "day", "explicit"), "… 2031-01-02"),
    (Window("cumulative", None, date(2031, 1, 2), "day", "explicit"), "total to 2031-01-02"),
    (Window("cumulative", date(2031, 1, 1), None, "day", "explicit"), "total 2031-01-01 …"),
    (
        Window("cumulative", date(2031, 1, 1), date(2031, 1, 2), "day", "explicit"),
        "total 2031-01-01 … 2031-01-02",
    ),
    (Window("instant", None, date(2031, 1, 2), "day", "explicit"), "on 2031-01-02"),
    (Window("instant", date(2031, 1, 1), date(2031, 1, 31), "month", "explicit"), "in 2031-01"),
    (Window("instant", None, None, None, "unknown"), "a state, undated"),
]


@pytest.mark.parametrize(("given", "shown"), WINDOWS)
def test_windows_in_words(given: Window, shown: str) -> None:
    assert window(claim_to_row(dataclasses.replace(sample()[1][0], window=given))) == shown


def row(**other: Any) -> Row:
    return claim_to_row(dataclasses.replace(sample()[1][0], **other))


def test_figures_in_words() -> None:
    assert figure(row()) == "12"
    assert figure(row(stance="denied")) == "12 (denied)"
    assert figure(row(value=None, number=None, kind="status")) == "status"
    assert counted(row(object="other:flag", outcome="killed_or_wounded")) == "flag, killed or wounded"
    assert counted(row(object=None, outcome=None)) == "–"


@pytest.mark.parametrize(
    ("day", "earliest", "latest", "basis", "shown"),
    [
        (2, 2, 2, "stated", "2031-05-02"),
        (2, 2, 2, "address", "2031-05-02 (address)"),
        (2, 1, 4, "inferred", "2031-05-02 (inferred, 2031-05-01 … 2031-05-04)"),
        (None, None, None, "unknown", "–"),
    ],
)
def test_publication_in_words(day: Any, earliest: Any, latest: Any, basis: Any, shown: str) -> None:
    first, second, third = (date(2031, 5, n) if n else None for n in (day, earliest, latest))
    document = dataclasses.replace(sample()[0], published=Published(first, second, third, basis, "a reason"))
    assert published(document_to_row(document)) == shown


def test_a_chain_names_each_link_once() -> None:
    document = document_to_row(sample()[0])
    wire = Agent("wire", "Wire")
    relayed = row(relays=(Agent("daily_field", "Daily Field"), wire))
    assert chain(relayed, document) == ["Daily Field", "Wire", "Freedonian Ministry of War"]
    assert chain(row(relays=()), document | {"outlet": None}) == ["Freedonian Ministry of War"]


def test_a_claim_shown() -> None:
    document, claims = sample()
    shown = printed(claim_view(claim_to_row(claims[0]), document_to_row(document)), 160)
    for part in (
        claims[0].id,
        "the enemy lost [12] tanks",
        "Daily Field → Freedonian Ministry of War",
        "the verb before the figure (“The” at 18)",
        "Vell (vell)",
        "“12”: exact 12",
        "total to 2031-05-02 (cumulative, relative)",
    ):
        assert part in shown
    assert "actor" not in shown


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Value(38000, None, "more_than", "over 38,000"), "“over 38,000”: more than 38,000"),
        (Value(None, 15000, "nearly", "nearly 15,000"), "“nearly 15,000”: nearly 15,000"),
        (Value(12, 15, "between", "12 to 15"), "“12 to 15”: between 12 and 15"),
        (Value(12, 15, "about", "12-15"), "“12-15”: about 12 to 15"),
        (Value(None, None, "vague", "dozens"), "“dozens”: vague"),
    ],
)
def test_values_and_no_window_in_plain_words(value: Value, told: str) -> None:
    _, claims = sample()
    claim = dataclasses.replace(claims[0], value=value, window=UNKNOWN_WINDOW)
    shown = [line.split("  ") for line in printed(fields_table(claim_to_row(claim)), 160).splitlines()]
    cells = {cells[0].strip(): next(filter(None, cells[1:]), "").strip() for cells in shown}
    assert cells["value"] == told
    assert cells.get("window", "undated") == "undated"
    assert " undated " in table(160, claim)


def test_a_claim_without_a_number_shown() -> None:
    document, claims = sample()
    event = Event(type="strike", date=date(2031, 5, 1))
    status = dataclasses.replace(claims[0], kind="status", number=None, value=None, event=event)
    shown = printed(claim_view(claim_to_row(status), document_to_row(document)), 160)
    assert "strike, 2031-05-01" in shown
    assert "[12]" not in shown


def test_documents_shown() -> None:
    document, _ = sample()
    declined = dataclasses.replace(document, id="dx", source="x.txt", declined="Italian is not supported yet")
    table = documents_table([document_to_row(d) for d in (document, declined)], {document.id: 2})
    shown = printed(table, 200)
    assert "declined: Italian is not supported yet" in shown
    assert [line.split()[0] for line in shown.splitlines() if ".txt" in line] == ["a.txt", "x.txt"]
