"""The command that gives an account, as a user runs it."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.conftest import Run

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from counterclaim.case import Case

    case = Case(tmp_path_factory.mktemp("account") / "case.db")
    case.build([REPORTS])
    case.link()
    return case.path


def flat(text: str) -> str:
    return " ".join(text.split())


def test_without_options_the_number_on_which_most_sides_speak(made: Path, run: Run) -> None:
    done = run("account", made)
    assert done.status == 0
    text = flat(done.out)
    assert text.startswith(
        "Civilians killed in Kursk region Of civilians killed in Kursk region the ledger holds 2 claims"
    )
    assert re.search(r"Those who speak for Russia give “304” \(Alexander Khinshtein\) \[c[0-9a-f]{8}\]", text)
    assert "They cannot all be true" in text
    assert "it does not tell who is wrong" in text
    assert "There are also" in text
    assert "--party ukraine --object tank --outcome lost --place kursk_oblast" in flat(done.err)


def test_every_id_can_be_shown(made: Path, run: Run) -> None:
    ids = set(re.findall(r"\bc[0-9a-f]{8}\b", run("account", made, "--party", "Russia", "--claims").out))
    assert ids
    for claim in ids:
        assert run("show", made, claim).status == 0


def test_names_dates_and_two_practices(made: Path, run: Run) -> None:
    done = run(
        "account", made, "--party", "Russia", "--outcome", "killed", "--place", "Kursk region",
        "--as-of", "2024-12", "--versus", "ucdp",
    )  # fmt: skip
    text = flat(done.out)
    assert "Read by the practice “Plain 1”, that is 7,905" in text
    assert "Plain 1 and UCDP 1 The best is none under Plain 1 and 7,905 under UCDP 1." in text
    assert "“7,905” on the word of Oleksandr Syrskyi" in text
    assert "Volodymyr Zelensky" not in text


def test_claims_of_other_times_are_listed_apart(made: Path, run: Run) -> None:
    done = run("account", made, "--party", "russia", "--outcome", "killed", "--claims")
    assert "over another time" in done.out
    assert "a time that is not told" in done.out
    assert "Volodymyr Zelensky" in done.out


def test_all_of_it_as_json(made: Path, run: Run) -> None:
    row = json.loads(run("account", made, "--object", "tank", "--json").out)
    assert row["held"]["quantity"] == {
        "party": "ukraine", "object": "tank", "outcome": "lost", "place": "kursk_oblast",
    }  # fmt: skip
    assert row["stand"]["time"] == {"kind": "running", "start": "2024-08-06", "end": "2025-01-10"}
    assert row["stand"]["claims"][0]["words"] == "296"
    assert row["told"][0]["claims"]
    assert [one["day"] for one in row["points"]] == ["2024-08-10", "2024-09-11", "2025-01-10"]
    assert [one["quantity"]["party"] for one in row["others"]] == ["russia"]


def test_places_together(made: Path, run: Run) -> None:
    done = run("account", made, "--party", "russia", "--object", "tank", "--total")
    assert "the sum is 54" in flat(done.out)
    row = json.loads(run("account", made, "--party", "russia", "--object", "tank", "--total", "--json").out)
    assert (row["total"]["low"], row["parts"][0]["place"]) == (54, "kursk_oblast")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--outcome", "kiled"], "no claim has the outcome kiled; near it are: killed"),
        (["--object", "tank", "--outcome", "killed"], "there are --party"),
        (["--profile", "nobody"], "nobody: no coding profile; there are: acled, airwars, ccc, plain, ucdp"),
        (["--total", "--claims"], "--total goes with"),
        (["--outcome", "lost", "--total"], "place alone"),
    ],
)
def test_what_is_wrong_is_told_in_a_line(made: Path, run: Run, options: list[str], says: str) -> None:
    done = run("account", made, *options)
    assert (done.status, done.out) == (1, "")
    assert says in flat(done.err)


def test_a_date_that_is_none(made: Path, run: Run) -> None:
    done = run("account", made, "--as-of", "soon")
    assert done.status == 2
    assert "soon is no date" in flat(done.err)


def test_a_ledger_that_is_not_linked(made: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    path.write_bytes(made.read_bytes())
    db = sqlite3.connect(path)
    db.execute("DELETE FROM linkings")
    db.commit()
    db.close()
    done = run("account", path)
    assert done.status == 1
    assert f"run: counterclaim link {path}" in flat(done.err)


def test_a_sum_is_not_told_without_its_range(made: Path, run: Run) -> None:
    done = run("account", made, "--party", "russia", "--object", "tank", "--total", "--profile", "acled")
    assert "the sum has no range, and is not told without one: The low of the sum is not known" in flat(
        done.out
    )
