"""The listing answers as plain loops over the ledger's claims do, whatever is asked, judged or typed."""

from __future__ import annotations

import dataclasses
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterclaim.store import Ledger
from counterclaim.store.listing import FACETS, SORTS, STATES, Change, Found, Listing, Wanted
from counterclaim.store.listing.recent import Recent
from tests.hostile import TEXTS
from tests.samples import a_claim, a_document, a_raw, a_reading
from tests.store import plainly

many = settings(max_examples=150, deadline=None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.db"


def fill(path: Path, *names: str, claims: int = 2) -> None:
    """Reports of so many claims each, of which nothing is known but their figures."""
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+a", {})
        for name in names:
            raw = a_raw(
                name, f"{name} tells\n\n" + "\n".join(f"They lost {100 + n} tanks." for n in range(claims))
            )
            document = a_document(raw)
            ledger.add(raw, document, [a_claim(document, str(100 + n)) for n in range(claims)])


def told(found: Found) -> dict[str, tuple[list[tuple[str | None, int]], int]]:
    return {name: ([(one.value, one.count) for one in of.values], of.of) for name, of in found.counts.items()}


class Beside:
    """A listing and its claims in plain Python."""

    def __init__(self, ledger: Ledger, listing: Listing) -> None:
        self.ledger, self.listing = ledger, listing
        self.facts = plainly.facts_of(ledger)
        self.orders, self.names = plainly.orders_of(self.facts), plainly.names_of(self.facts)
        self.rowids = {one["id"]: listing.rowid_of(ledger, one["id"]) or 0 for one in self.facts}

    def check(self, wanted: Wanted, sort: str, descending: bool, offset: int, limit: int) -> None:
        found = self.listing.find(
            self.ledger, wanted, sort=sort, descending=descending, offset=offset, limit=limit
        )
        some = [one for one in self.facts if plainly.meets(one, wanted)]
        ids = plainly.in_order(some, sort, descending, self.names)
        rowids = [self.rowids[one] for one in ids]
        assert found.total == len(some)
        assert list(found.rowids) == rowids[offset : offset + limit]
        assert told(found) == plainly.counts_of(self.facts, wanted, self.orders)
        chunks = self.listing.chunks(self.ledger, wanted, sort=sort, descending=descending, size=3)
        assert [one for chunk in chunks for one in chunk] == rowids

    def change(self, changes: list[Change]) -> None:
        by_rowid = {self.rowids[one["id"]]: one for one in self.facts}
        assert self.listing.patch_all(changes) == len(changes)
        for change in changes:
            by_rowid[change.rowid] |= change.fields
        for name in FACETS:
            now = {change.rowid: change.fields[name] for change in changes if name in change.fields}
            new = [value for value in dict.fromkeys(now.values()) if value not in self.orders[name]]
            self.orders[name] += new  # type: ignore[arg-type]
            if name == "claimant" and "new" in new:
                shown = [c.names["claimant"] for c in changes if c.fields.get(name) == "new" and c.names]
                self.names |= {"new": shown[-1]} if shown else {}


@given(st.data())
@many
def test_a_listing_answers_as_plain_loops_do(data: st.DataObject) -> None:
    documents = data.draw(plainly.LEDGERS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.db"
        plainly.filled(path, documents)
        with Ledger(path, writing=data.draw(st.booleans())) as ledger:
            listing = Listing.prepare(ledger)
            if listing.kept and data.draw(st.booleans()):
                listing = Listing.load(ledger) or pytest.fail("was kept")
            beside = Beside(ledger, listing)
            for _ in range(3):
                if beside.facts:
                    beside.change(data.draw(plainly.changes(beside.facts, beside.rowids)))
                for _ in range(2):
                    wanted = data.draw(plainly.questions(beside.facts))
                    offset, limit = data.draw(st.integers(0, 4)), data.draw(st.integers(0, 6))
                    beside.check(wanted, data.draw(plainly.sorts), data.draw(st.booleans()), offset, limit)


def test_rows_are_those_of_the_ledger_with_what_a_table_shows(path: Path) -> None:
    raw, document, claims = a_reading()
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+a", {})
        ledger.add(raw, document, claims)
        ledger.sight("0/a.txt", document.id)
        listing = Listing.prepare(ledger)
        rowids = listing.find(ledger, Wanted()).rowids
        listing.patch(rowids[0], state="rejected")
        rows = listing.rows(ledger, [rowids[1], 999, rowids[0]])
        own = list(ledger.claims())
    beside: dict[str, Any] = {
        "outlet": {"id": "daily_field", "name": "Daily Field"},
        "published": "2031-05-02",
        "day": "2031-05-02",
    }
    assert rows == [
        own[1] | beside | {"rowid": rowids[1], "state": "unjudged"},
        own[0] | beside | {"rowid": rowids[0], "state": "rejected"},
    ]
    assert own[0]["source"] == "0/a.txt"


HOSTILE = [
    # what is typed, which of "army lost tanks", "don't tank élan" and "NEAR near" it finds
    ("", "abc"), ("   ", "abc"), ('"', "abc"), ("*", "abc"), ('"" "*', "abc"), ("“”", "abc"), ("\0", "abc"),
    ("🚜", ""), ("—", ""), ("-", ""), ("()", ""), ("army — lost", "a"), ("army 🚜", "a"), (";", ""),
    ("army", "a"), ("ARMY", "a"), ("army tanks", "a"), ("tanks army", "a"), ("army élan", ""), ("elan", "b"),
    ('"army lost"', "a"), ('"lost army"', ""), ("“army lost”", "a"), ("«army lost»", "a"), ('"army lost', "a"),
    ("tank", "b"), ("tank*", "ab"), ("tan*", "ab"), ('"lost tan"*', "a"), ("lost*tanks", "a"), ("*tank", "b"),
    ("don't", "b"), ("don", "b"), ("AND", ""), ("army AND lost", ""), ("army OR near", ""), ("NOT army", ""),
    ("NEAR", "c"), ("NEAR(army lost)", ""), ("near AND NEAR", ""), ("evidence:army", ""), ("evidence : army", ""),
    ("{evidence}: army", ""), ("^army", "a"), ("- army", "a"), ("army\0lost", "a"), ("army\ud800", "a"),
    ("'; DROP TABLE claims; --", ""), ('army" OR "near', ""), ("army*" * 400, ""), ("army " * 5000, "a"),
    ('"' * 5000, "abc"), ("(" * 5000, ""), ("%", ""), ("army\nlost", "a"), ("Київ", ""), ("ﬁ", ""), ("\ue000", ""),
    ("near:near", "c"), ('near"near"', "c"), ("+army", "a"), ("a.b.c", ""), ("x" * 100_000, ""),
]  # fmt: skip


@pytest.fixture(scope="module", params=[True, False], ids=["kept", "beside"])
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A listing of three claims; searched in the ledger, or beside one that is not to be written."""
    path = tmp_path_factory.mktemp("search") / "case.db"
    sentences = {"a": "army lost tanks 1.", "b": "don't tank élan 2.", "c": "NEAR near 3."}
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+a", {})
        for name, sentence in sentences.items():
            raw = a_raw(name, f"Title\n\n{sentence}")
            document = a_document(raw)
            ledger.add(raw, document, [a_claim(document, sentence[-2])])
    with Ledger(path, writing=request.param) as ledger:
        listing = Listing.prepare(ledger)
        assert listing.kept == request.param
        yield ledger, listing


@pytest.mark.parametrize(("typed", "names"), HOSTILE, ids=lambda value: ascii(value)[:30])
def test_whatever_is_typed_is_looked_for_as_words(searched: Any, typed: str, names: str) -> None:
    ledger, listing = searched
    found = listing.rows(ledger, listing.find(ledger, Wanted(search=typed)).rowids)
    assert "".join(row["source"] for row in found) == names


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_nothing_that_is_typed_raises(typed: str) -> None:
    listing, ledger = _any_listing()
    with ledger:
        assert listing.find(ledger, Wanted(search=typed)).total in (0, 1, 2)


def _any_listing() -> tuple[Listing, Ledger]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.db"
        fill(path, "a.txt")
        ledger = Ledger(path)
        return Listing.prepare(ledger), ledger


def test_a_listing_is_stale_when_the_ledger_has_grown(path: Path) -> None:
    fill(path, "a.txt")
    with Ledger(path, writing=True) as ledger:
        listing = Listing.prepare(ledger)
        assert not listing.stale(ledger)
        fill(path, "b.txt")
        assert listing.stale(ledger)
        assert listing.size == 2
        loaded = Listing.load(ledger)
        assert loaded is not None
        assert loaded.stale(ledger)
        again = Listing.prepare(ledger)
        assert (again.stale(ledger), again.size) == (False, 4)
        assert again.find(ledger, Wanted(search="lost")).total == 4
        ledger.begin("0.1.0+a", {})
        ledger.sight("c.txt", next(ledger.documents())["id"])
        assert again.stale(ledger)


def test_linking_makes_it_stale(path: Path) -> None:
    fill(path, "a.txt")
    with Ledger(path, writing=True) as ledger:
        listing = Listing.prepare(ledger)
        with ledger.linking() as links:
            links.done(links.now("0.1.0+a"))
        assert listing.stale(ledger)


def test_a_search_knows_nothing_of_claims_that_came_later(path: Path) -> None:
    fill(path, "a.txt")
    with Ledger(path, writing=True) as ledger:
        old = Listing.prepare(ledger)
        fill(path, "b.txt")
        Listing.prepare(ledger)
        assert old.find(ledger, Wanted(search="lost")).total == 2


def test_a_ledger_that_is_not_to_be_written_stays_as_it_is(path: Path) -> None:
    fill(path, "a.txt")
    with sqlite3.connect(path) as db:
        before = list(db.iterdump())
    with Ledger(path) as ledger:
        assert Listing.load(ledger) is None
        listing = Listing.prepare(ledger)
        assert not listing.kept
        assert listing.find(ledger, Wanted(search='"lost 101"')).total == 1
        assert Listing.load(ledger) is None
    with sqlite3.connect(path) as db:
        assert list(db.iterdump()) == before


def test_a_ledger_of_an_older_format_can_be_listed(path: Path) -> None:
    fill(path, "a.txt")
    with sqlite3.connect(path) as db:
        for table in ("sentences", "desk", "linkings"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 3")
    with Ledger(path) as ledger:
        assert Listing.load(ledger) is None
        assert Listing.prepare(ledger).find(ledger, Wanted(search="101")).total == 1


def test_what_another_version_kept_is_not_used(path: Path) -> None:
    fill(path, "a.txt")
    with Ledger(path, writing=True) as ledger:
        Listing.prepare(ledger)
        assert Listing.load(ledger) is not None
        with sqlite3.connect(path) as db:
            db.execute("""UPDATE desk SET body = CAST(replace(body, '"format": 1', '"format": 0') AS BLOB)""")
        assert Listing.load(ledger) is None


@pytest.mark.parametrize("writing", [True, False])
def test_what_is_closed_answers_no_more(path: Path, writing: bool) -> None:
    fill(path, "a.txt")
    with Ledger(path, writing=writing) as ledger:
        listing = Listing.prepare(ledger)
        assert listing.find(ledger, Wanted(search="lost")).total == 2
        listing.close()
        with pytest.raises(RuntimeError, match="shutdown"):
            listing.find(ledger, Wanted(search="tanks"))


def test_an_empty_ledger_has_an_empty_listing(path: Path) -> None:
    with Ledger(path, writing=True) as ledger:
        Listing.prepare(ledger)
        listing = Listing.load(ledger)
        assert listing is not None
        for sort in SORTS:
            found = listing.find(ledger, Wanted(party=(None,), search="x", least=1), sort=sort)
            assert (found.total, found.rowids) == (0, ())
        assert listing.values("party", "x") == ()
        assert listing.rowid_of(ledger, "c1") is None
        assert not listing.patch(1, state="accepted")


def test_progress_is_told_up_to_the_end(path: Path) -> None:
    fill(path, "a.txt", "b.txt")
    seen: list[tuple[str, int, int]] = []
    with Ledger(path, writing=True) as ledger:
        Listing.prepare(ledger, watch=lambda *step: seen.append(step))
    assert seen == [("claims", 4, 4), ("sentences", 4, 4)]


def test_weights_are_given_by_id_or_in_order_and_can_be_changed(path: Path) -> None:
    fill(path, "a.txt", claims=4)
    with Ledger(path, writing=True) as ledger:
        ids = [row["id"] for row in ledger.claims()]
        listing = Listing.prepare(ledger, {ids[2]: 2.0, ids[0]: 1.0, "c0": 9.0})

        def heaviest() -> list[int]:
            found = listing.find(ledger, Wanted(), sort="weight", descending=True)
            return [ids.index(row["id"]) for row in listing.rows(ledger, found.rowids)]

        assert heaviest() == [2, 0, 3, 1]
        listing = Listing.load(ledger) or pytest.fail("was kept")
        assert heaviest() == [2, 0, 3, 1]
        listing.weigh(ledger, np.array([0, 3, 1, 2]))
        in_rows = sorted(range(4), key=lambda n: listing.rowid_of(ledger, ids[n]) or 0)
        assert heaviest() == [in_rows[n] for n in (1, 3, 2, 0)]
        with pytest.raises(ValueError, match="4 claims, but 2 weights"):
            listing.weigh(ledger, np.zeros(2))


VALUES = [
    ("claimant", "", ["mod", "army_staff", "staff"]),
    ("claimant", "MIN", ["mod"]),
    ("claimant", "of w", ["mod"]),
    ("claimant", "inistry", []),
    ("claimant", "army staff", ["army_staff"]),
    ("claimant", "staff", ["army_staff", "staff"]),
    ("party", "", ["sylvania", None]),
    ("party", "none", []),
    ("state", "", ["unjudged"]),
]


@pytest.mark.parametrize(("facet", "beginning", "values"), VALUES)
def test_values_are_found_by_the_beginnings_of_their_words(
    path: Path, facet: str, beginning: str, values: list[str | None]
) -> None:
    raw = a_raw("a.txt", "Title\n\nThey lost 101, 102, 103, 104, 105.")
    document = a_document(raw)
    first = a_claim(document, "101")
    claimants = [
        ("mod", "A ministry"),
        ("mod", "Ministry of War"),
        ("mod", "Ministry of War"),
        ("army_staff", "HQ"),
        ("staff", "Heads"),
    ]
    claims = [
        dataclasses.replace(
            a_claim(document, str(101 + n), party=None if n == 4 else "sylvania"),
            claimant=dataclasses.replace(first.claimant, id=id_, name=name),
        )
        for n, (id_, name) in enumerate(claimants)
    ]
    with Ledger(path, writing=True) as ledger:
        ledger.begin("0.1.0+a", {})
        ledger.add(raw, document, claims)
        listing = Listing.prepare(ledger)
    assert [one.value for one in listing.values(facet, beginning)] == values
    assert [one.value for one in listing.values(facet, beginning, 1)] == values[:1]


def test_many_changes_at_once_are_as_one_by_one(path: Path) -> None:
    fill(path, "a.txt", claims=300)
    with Ledger(path, writing=True) as ledger:
        listings = Listing.prepare(ledger), Listing.prepare(ledger)
        rowids = listings[0].find(ledger, Wanted(), limit=300).rowids
        changes = [
            Change(
                rowid,
                {
                    "state": STATES[n % 5],
                    "low": None if n % 4 == 0 else n * 7 % 31,
                    "high": None,
                    "day": None if n % 5 == 0 else date(2031, 1, 1 + n % 9),
                    # More values than a byte can number, in the end.
                    "claimant": None if n % 7 == 0 else f"one_{n}",
                    "place": f"place_{n % 3}",
                },
                {"claimant": f"Name {n * 11 % 300}"},
            )
            for n, rowid in enumerate(rowids)
        ]
        listings[0].patch_all(changes)
        for change in changes:
            listings[1].patch_all([change])
        for sort in SORTS:
            for wanted in (Wanted(), Wanted(state=("accepted",)), Wanted(place=("place_1",), least=9)):
                first, second = (one.find(ledger, wanted, sort=sort, limit=300) for one in listings)
                assert first == second
        assert [one.name for one in listings[0].values("claimant", "name 299")] == ["Name 299"]


WRONG = [{"document": "d1"}, {"number": "12"}, {"low": 1.0}, {"high": None}]


@pytest.mark.parametrize("fields", WRONG)
def test_what_cannot_be_changed_is_refused_and_changes_nothing(path: Path, fields: dict[str, Any]) -> None:
    fill(path, "a.txt")
    with Ledger(path, writing=True) as ledger:
        listing = Listing.prepare(ledger)
        before = listing.find(ledger, Wanted())
        good = Change(before.rowids[0], {"state": "accepted"}, {})
        with pytest.raises(ValueError, match="changed"):
            listing.patch_all([good, Change(before.rowids[1], fields, {})])
        assert listing.find(ledger, Wanted()) == before


def test_readers_never_see_half_of_a_change(path: Path) -> None:
    fill(path, "a.txt", claims=40)
    with Ledger(path, writing=True) as ledger:
        listing = Listing.prepare(ledger)
        rowids = listing.find(ledger, Wanted(), limit=40).rowids
    wrong: list[object] = []
    over = threading.Event()

    def read() -> None:
        with Ledger(path) as mine:
            while not over.is_set():
                found = listing.find(mine, Wanted(party=("freedonia",)), limit=40)
                counts = {one.value: one.count for one in found.counts["party"].values}
                states = {one.value: one.count for one in found.counts["state"].values}
                whole = counts.get("sylvania", 0) + counts["freedonia"]
                # Those that were judged are those of the other party, all of them or none.
                if (whole, found.total) != (40, counts["freedonia"]) or found.total not in (0, 40):
                    wrong.append(found)
                if states != ({"accepted": 40} if found.total else {}):
                    wrong.append(found)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for _ in range(60):
        for party, state in (("freedonia", "accepted"), ("sylvania", "unjudged")):
            listing.patch_all([Change(rowid, {"party": party, "state": state}, {}) for rowid in rowids])
    over.set()
    for reader in readers:
        reader.join()
    assert not wrong


class Finder:
    """Finds the answer to a question, each time anew."""

    def __init__(self, question: str, found: list[str], seconds: float = 0.0) -> None:
        self.question, self.found, self.seconds = question, found, seconds

    def __call__(self) -> str:
        time.sleep(self.seconds)
        self.found.append(self.question)
        return self.question


RECENT = [
    # bytes of room (ten for each answer), what is asked, what of it had to be found
    (30, "abca", "abc"),
    (30, "abcadab", "abcdb"),
    (30, "abcdabcd", "abcdabcd"),
    (20, "abab", "ab"),
    (5, "aab", "aab"),
]


@pytest.mark.parametrize(("room", "asked", "sought"), RECENT)
def test_the_least_recently_asked_is_given_up(room: int, asked: str, sought: str) -> None:
    recent, found = Recent(room), list[str]()
    assert "".join(recent.get(one, Finder(one, found), lambda _: 10) for one in asked) == asked
    assert "".join(found) == sought


def test_what_many_ask_at_once_is_found_once_or_twice() -> None:
    recent, found, together = Recent(100, ThreadPoolExecutor(2)), list[str](), threading.Barrier(8)

    def ask() -> None:
        together.wait()
        recent.get("same", Finder("same", found, 0.05), len)

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for one in askers:
        one.start()
    for one in askers:
        one.join()
    assert len(found) in (1, 2)
