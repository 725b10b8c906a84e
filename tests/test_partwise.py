"""Parts, one after the other, are what one run writes, on every engine."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from counterclaim.engine.operations import Engine, Here, OnRay
from counterclaim.errors import CounterclaimError, DocumentError
from counterclaim.export.parts import Targets
from counterclaim.model.flat import COLUMNS
from counterclaim.partwise import PartDone, extract_parts
from counterclaim.reader import Lines, read_lines
from tests.reports import pile, report


@pytest.fixture(scope="module", params=["here", "ray"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    if request.param == "here":
        yield Here()
    else:
        pytest.importorskip("ray")
        with closing(OnRay(workers=2)) as cluster:
            yield cluster


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files, records with and without ids, a table, a broken line; some reports stand in several places."""
    folder = tmp_path_factory.mktemp("reports")
    pile(folder / "files", 12)
    lines = [json.dumps({"text": report(n)}) for n in range(40)]
    lines[7] = "{"
    (folder / "nameless.jsonl").write_text("\n".join(lines), "utf-8")
    twice = [json.dumps({"id": f"rec-{n % 25}", "text": report(n % 25)}) for n in range(60)]
    (folder / "twice.jsonl").write_text("\n".join(twice) + "\n", "utf-8")
    texts = pyarrow.table({"text": [report(n) for n in range(30)], "id": [f"rec-{n}" for n in range(30)]})
    pyarrow.parquet.write_table(texts, folder / "zz_table.parquet", row_group_size=7)
    (folder / "zzz_no_table.parquet").write_bytes(b"PAR1")
    return folder


def test_parts_hold_the_bytes_of_one_run(engine: Engine, reports: Path, tmp_path: Path) -> None:
    targets = Targets(str(tmp_path / "claims"), str(tmp_path / "documents"), str(tmp_path / "relations"))
    done = list(extract_parts(engine, reports, targets, size=1500))
    assert len(done) > 5
    whole = list(read_lines(reports, documents=True, relations=True))
    expected = [one for one in whole if isinstance(one, Lines)]
    assert _joined(targets.claims) == "".join(one.claims for one in expected)
    assert _joined(targets.documents) == "".join(one.document for one in expected)
    assert _joined(targets.relations) == "".join(one.relations for one in expected)
    problems = [str(one) for one in whole if isinstance(one, DocumentError)]
    assert [str(problem) for part in done for problem in part.problems] == problems
    assert len(problems) == 2
    assert sum(part.documents for part in done) == len(expected) == 12 + 39 + 25 + 5
    assert sum(part.claims for part in done) == _joined(targets.claims).count("\n")


def test_parquet_has_a_column_for_each_value_and_the_whole_row(
    engine: Engine, reports: Path, tmp_path: Path
) -> None:
    targets = Targets(str(tmp_path / "claims"))
    list(extract_parts(engine, reports, targets, kind="parquet", size=3000))
    table = pyarrow.parquet.read_table(tmp_path / "claims")
    whole = [one for one in read_lines(reports) if isinstance(one, Lines)]
    assert table.column_names == [*COLUMNS, "row"]
    assert [f"{row}\n" for row in table["row"].to_pylist()] == [one.claims for one in whole]
    first = table.slice(0, 1).to_pylist()[0]
    assert (first["low"], first["claimant"], first["published_basis"]) == (100.0, "russian_mod", "unknown")


def test_what_one_part_raises_is_raised(engine: Engine) -> None:
    with pytest.raises(CounterclaimError, match="broken"):
        list(engine.map(_break, [1, 2]))


def test_a_part_that_ends_its_process_is_done_with_care(engine: Engine) -> None:
    assert list(engine.map(_end, [1, 2, 3], careful=_negative)) in ([1, -2, 3], [-1, -2, -3])


def test_grouping_brings_together_what_has_the_same_key(engine: Engine) -> None:
    at = engine.group(_digits, _sums, range(200))
    assert sorted(at(3)) == sorted(sum(n for n in range(200) if n % 10 == digit) for digit in range(10))
    assert at(4) == []


def test_parts_are_not_mixed_with_older_ones(tmp_path: Path) -> None:
    reports, targets = pile(tmp_path / "reports", 2), Targets(str(tmp_path / "claims"))
    assert [part.documents for part in extract_parts(Here(), reports, targets)] == [2]
    with pytest.raises(CounterclaimError, match="holds parts already"):
        extract_parts(Here(), reports, targets)


def test_kinds_of_rows_need_folders_of_their_own(tmp_path: Path) -> None:
    reports, folder = pile(tmp_path / "reports", 2), str(tmp_path / "out")
    with pytest.raises(CounterclaimError, match="folders of their own"):
        extract_parts(Here(), reports, Targets(folder, f"{folder}/"))


def test_a_part_that_is_broken_off_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, targets = pile(tmp_path / "reports", 2), Targets(str(tmp_path / "claims"))

    def interrupted(*_: object, **__: object) -> Iterator[Lines]:
        raise KeyboardInterrupt

    monkeypatch.setattr("counterclaim.partwise.map_documents", interrupted)
    for kind in ("jsonl", "parquet"):
        with pytest.raises(KeyboardInterrupt):
            list[PartDone](extract_parts(Here(), reports, targets, kind=kind))
        assert list((tmp_path / "claims").iterdir()) == []


def _joined(folder: str | None) -> str:
    assert folder
    return "".join(path.read_text("utf-8") for path in sorted(Path(folder).iterdir()))


def _break(_: int) -> int:
    raise CounterclaimError("broken vocabulary")


def _end(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _negative(number: int) -> int:
    return -number


def _digits(number: int) -> list[tuple[int, int]]:
    return [(number % 10, number)]


def _sums(gathered: object) -> list[tuple[int, int]]:
    assert isinstance(gathered, dict)
    return [(3, sum(values)) for values in gathered.values()]
