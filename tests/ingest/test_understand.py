"""A report as a whole: language, title, and that nothing but the report counts."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.ingest import understand
from counterclaim.model import Document, DossierChoice, Raw
from counterclaim.model.codec import document_id
from counterclaim.world import load_world
from tests.ingest.war import dossier

ENGLISH = (
    "The ministry said on Friday that nine tanks had been lost in a day and that forty men had been taken."
)
GERMAN = (
    "Das Ministerium teilte mit, dass an einem Tag neun Panzer verloren und vierzig Mann gefangen wurden."
)
# With words that English has too: of, was, had, by, for.
DUTCH = (
    "De minister zei dat het leger in één dag negen tanks had verloren, of dat er was geschoten op de haven, en "
    "dat veertig man gevangen was genomen; of zij gewond waren, had hij van de staf nog niet gehoord."
)
DANISH = (
    "Ministeren sagde, at hæren havde mistet ni kampvogne for en by ved kanalen, og at fyrre mand var taget til "
    "fange for en dag siden; den by, som de had ramte, lå for sig selv, og by efter by blev tømt."
)
RUSSIAN = "Министерство сообщило, что за сутки потеряно девять танков и сорок человек взято в плен у канала."


def _understood(text: str, language: str | None = None, title: str | None = None) -> Document:
    raw = Raw("a.txt", text, b"", language=language, title=title)
    return understand(raw, load_world(), None, DossierChoice(None, "none was asked for"))


@pytest.mark.parametrize(
    ("text", "stated", "language", "declined"),
    [
        (ENGLISH, None, "en", None),
        (GERMAN, None, "de", "language de is not supported"),
        (DUTCH, None, "nl", "language nl is not supported"),
        (DANISH, None, "da", "language da is not supported"),
        (RUSSIAN, None, "ru", "language ru is not supported"),
        (RUSSIAN, "en-US", "ru", "language ru is not supported"),  # a template's word against a page of text
        ("9 tanks", None, None, None),
        ("9 tanks", "EN_us", "en", None),
        ("9 Panzer", "de", "de", "language de is not supported"),
        (ENGLISH.upper(), None, "en", None),
        (f"Menü\n{ENGLISH}\n{ENGLISH}\nLeave a comment\n{GERMAN} {GERMAN}", None, "en", None),
    ],
)
def test_language(text: str, stated: str | None, language: str | None, declined: str | None) -> None:
    found = _understood(text, stated)
    assert (found.language, found.declined) == (language, declined)


def test_title_is_stated_or_the_headline() -> None:
    text = f"Nine tanks lost in a day, ministry says\n{ENGLISH}"
    assert _understood(text).title == "Nine tanks lost in a day, ministry says"
    assert _understood(text, title="Tanks lost").title == "Tanks lost"
    assert _understood(ENGLISH).title is None


def test_what_was_given_is_kept() -> None:
    raw = Raw("folder/a.txt", ENGLISH, b"", url="https://tass.com/a")
    choice = DossierChoice("alma", "it was asked for")
    found = understand(raw, load_world(), dossier(), choice)
    assert (found.source, found.text, found.url, found.dossier) == (raw.source, raw.text, raw.url, choice)
    assert found.id == document_id(raw)
    assert pickle.loads(pickle.dumps(found)) == found


_PIECES = st.sampled_from(
    [
        "COURTESY: ",
        "By ",
        "(AFP)",
        "https://[::1/",
        "https://x.example/2024/02/",
        "Published ",
        "31 February 2024",
        "\n",
        "Sunday, Oct 6",
        "123,450",
        "İ",
        "🚢",
        "—",
        "launched an offensive",
        "99 months ago",
        "over the past 9 weeks of fighting",
        "Alma hills",
        "Almanian General Staff",
        ". ",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES).map("".join)), st.none() | st.text(), st.none() | st.text())
def test_nothing_breaks_it(text: str, url: str | None, published: str | None) -> None:
    raw = Raw("a.txt", text, b"", url=url, published=published, outlet=url, language=published, title=url)
    choice = DossierChoice("alma", "")
    found = understand(raw, load_world(), dossier(), choice)
    assert understand(raw, load_world(), dossier(), choice) == found
