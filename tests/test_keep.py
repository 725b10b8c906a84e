"""What is kept is what was made, until one of its sources changes."""

from __future__ import annotations

from importlib.util import cache_from_source
from pathlib import Path

import pytest

from counterclaim.errors import DataError
from counterclaim.keep import kept


class Maker:
    """Counts words, and how often it was asked to."""

    def __init__(self, path: Path) -> None:
        self.path, self.asked = path, 0

    def __call__(self) -> dict[str, int]:
        self.asked += 1
        return {word: len(word) for word in self.path.read_text().split()}

    def kept(self) -> dict[str, int]:
        return kept(self.path, [self.path], dict[str, int], self)


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    (tmp_path / "words.toml").write_text("tug crew")
    return Maker(tmp_path / "words.toml")


def place(maker: Maker) -> Path:
    return Path(cache_from_source(str(maker.path.with_suffix(".py")))).with_suffix(".msgpack")


def test_it_is_made_once(maker: Maker) -> None:
    assert maker.kept() == maker.kept() == {"tug": 3, "crew": 4}
    assert maker.asked == 1


def test_it_is_made_again_when_a_source_changes(maker: Maker) -> None:
    maker.kept()
    maker.path.write_text("tug mates")
    assert maker.kept() == {"tug": 3, "mates": 5}
    assert maker.asked == 2


@pytest.mark.parametrize("rest", [b"", b"\xc1", b"\x93\x01"])
def test_what_is_broken_is_made_again(maker: Maker, rest: bytes) -> None:
    maker.kept()
    place(maker).write_bytes(place(maker).read_bytes()[:32] + rest)
    assert maker.kept() == {"tug": 3, "crew": 4}
    place(maker).write_bytes(b"short")
    assert maker.kept() == {"tug": 3, "crew": 4}
    assert maker.asked == 3


def test_where_nothing_can_be_written_nothing_is_kept(maker: Maker) -> None:
    place(maker).parent.write_text("a file where the folder would be")
    assert maker.kept() == maker.kept() == {"tug": 3, "crew": 4}
    assert maker.asked == 2


def test_what_fails_leaves_nothing(maker: Maker) -> None:
    def fail() -> dict[str, int]:
        raise DataError("words.toml: broken")

    with pytest.raises(DataError, match="broken"):
        kept(maker.path, [maker.path], dict[str, int], fail)
    assert not place(maker).parent.exists()


def test_no_unfinished_file_stays(maker: Maker) -> None:
    maker.kept()
    assert list(place(maker).parent.iterdir()) == [place(maker)]
