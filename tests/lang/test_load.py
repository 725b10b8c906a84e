"""The vocabulary files: all load; a broken one is refused with its name and the entry that breaks it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import CounterclaimError, DataError
from counterclaim.lang import (
    load_agents,
    load_beside_others,
    load_grammar,
    load_hedges,
    load_numbers,
    load_objects,
    load_outcomes,
    load_sentence_words,
    load_small_words,
    load_speech,
    read_toml,
)
from counterclaim.lang.schema import (
    AgentWords,
    BesideOthers,
    Grammar,
    Hedges,
    NumberWords,
    Objects,
    Outcomes,
    SentenceWords,
    SmallWords,
    Speech,
)

KINDS: dict[str, type[Any]] = {
    "agents.toml": AgentWords,
    "beside_others.toml": BesideOthers,
    "hedges.toml": Hedges,
    "numbers.toml": NumberWords,
    "objects.toml": Objects,
    "outcomes.toml": Outcomes,
    "sentences.toml": SentenceWords,
    "speech.toml": Speech,
    "words.toml": SmallWords,
    "grammar.toml": Grammar,
}
LOADERS: tuple[Callable[[], object], ...] = (
    load_agents,
    load_beside_others,
    load_hedges,
    load_numbers,
    load_objects,
    load_outcomes,
    load_sentence_words,
    load_grammar,
    load_small_words,
    load_speech,
)

# File, what is replaced in it by what, and how the error names the entry.
BROKEN = [
    ("hedges.toml", 'qualifier = "about"', 'qualifier = "roughly"', r"\$\.hedge\[\d+\]\.qualifier"),
    ("hedges.toml", "[estimates]\nwords", "[estimates]\nword", r"\$\.estimates"),
    ("numbers.toml", "seven = 7", 'seven = "7"', r"\$\.units\[\.\.\.\]"),
    ("numbers.toml", 'unit = "km"', "unit = 1", r"\$\.measure\[\d+\]\.unit"),
    ("objects.toml", 'class = "people"', 'class = "peoples"', r"\$\.object\[\d+\]\.class"),
    ("objects.toml", 'id = "civilian"\n', "", r"\$\.object\[\d+\]"),
    ("outcomes.toml", 'for = ["people"]', 'for = ["folk"]', r"\$\.outcome\[\d+\]\.for\[\d+\]"),
    ("outcomes.toml", "loser = true", 'loser = "yes"', r"\$\.outcome\[\d+\]\.loser"),
    ("outcomes.toml", 'of = ["killed", "wounded"]', 'of = ["killed"]', r"\$\.join\[\d+\]\.of"),
    ("speech.toml", 'stance = "estimated"', 'stance = "guessed"', r"\$\.verb\[\d+\]\.stance"),
    ("speech.toml", "[hearsay]", "[rumour]", "rumour"),
    ("sentences.toml", "anywhere =", "everywhere =", "everywhere"),
]


def _broken(folder: Path, name: str, text: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A package with one data file of this text; its name."""
    package = f"vocabulary_{folder.name}"
    (folder / package).mkdir()
    (folder / package / "__init__.py").touch()
    (folder / package / name).write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    return package


@pytest.mark.parametrize("load", LOADERS)
def test_is_read_once(load: Callable[[], object]) -> None:
    assert load() is load()


def test_all_files_are_known() -> None:
    here = {f.name for f in files("counterclaim.lang.en").iterdir() if f.name.endswith(".toml")}
    assert set(KINDS) == here - {"layout.toml", "time.toml"}  # these have loaders and tests of their own


@pytest.mark.parametrize("name", KINDS)
def test_lists_name_nothing_twice_with_a_stray_space(name: str) -> None:
    assert [w for w in _words(read_toml(name, dict[str, Any])) if w != w.strip() or not w] == []


def _words(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [w for v in (*value, *value.values()) for w in _words(v)]
    return [w for v in value for w in _words(v)] if isinstance(value, list) else []


@pytest.mark.parametrize(("name", "old", "new", "entry"), BROKEN)
def test_a_broken_file_is_refused(
    name: str, old: str, new: str, entry: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = files("counterclaim.lang.en").joinpath(name).read_text(encoding="utf-8")
    assert old in text
    package = _broken(tmp_path, name, text, monkeypatch)
    assert read_toml(name, KINDS[name], package) == read_toml(name, KINDS[name])
    (tmp_path / package / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=entry) as refused:
        read_toml(name, KINDS[name], package)
    assert f"{package}/{name}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("anywhere = [\n", "end of document"),
        ("words = ['a']\nwords = ['b']\n", "line 2"),
        ("", "before_names"),
    ],
)
def test_what_is_no_such_file_is_refused(
    text: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _broken(tmp_path, "sentences.toml", text, monkeypatch)
    with pytest.raises(DataError, match=told) as refused:
        read_toml("sentences.toml", SentenceWords, package)
    assert isinstance(refused.value, CounterclaimError)
