"""Many at once: a desk in a process of its own, readers, coders, and others who add to the ledger meanwhile."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from counterclaim.store import Ledger
from tests.samples import a_claim, a_document, a_raw
from tests.web.desks import LATER, RECORDS, assert_held, built, write

READERS, CODERS, SECONDS = 10, 3, 4.0
PAGES = (
    "/", "/claims", "/claims?search=tanks&sort=figure", "/claims.json?limit=500", "/documents", "/quantities",
    "/sources",
    "/quantity?party=russia&object=tank&outcome=lost&place=sudzha", "/review.json", "/rounds", "/claims/as/csv",
)  # fmt: skip


def reports(first: int, number: int) -> list[dict[str, str]]:
    """Reports of so many different counts."""
    return [
        LATER | {"id": f"count{n}.html", "url": f"https://late.example/{n}",
                 "text": LATER["text"].replace("150", str(n)).replace("Another", f"Count {n}, another")}
        for n in range(first, first + number)
    ]  # fmt: skip


def command(*given: object) -> list[str]:
    return [sys.executable, "-m", "counterclaim", *map(str, given)]


@contextmanager
def served(ledger: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A desk that runs, with its address; it is ended with the context, if it still runs then."""
    process = subprocess.Popen(
        command("serve", ledger, "--port", 0), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    assert process.stderr
    try:
        address = ""
        for line in process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                address = found[0]
                break
        assert address, "the desk does not run"
        yield process, address
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


@dataclass
class Seen:
    """What all threads together met.

    Attributes:
        kept: of each judgement that was confirmed its number, subject, verdict and reason.
    """

    answers: int = 0
    wrong: list[str] = field(default_factory=list)
    kept: list[tuple[int, str, str, str]] = field(default_factory=list)

    def take(self, answer: httpx.Response) -> None:
        self.answers += 1
        try:
            assert_held(answer)
            assert "locked" not in answer.text
            assert answer.status_code in (200, 303)
        except AssertionError as error:
            self.wrong.append(f"{answer.request.url} {answer.status_code} {error}"[:400])


def reading(address: str, seen: Seen, nth: int, until: Callable[[], bool]) -> None:
    with httpx.Client(base_url=address, timeout=30) as browser:
        while not until():
            for n in range(len(PAGES)):
                seen.take(browser.get(PAGES[(n + nth) % len(PAGES)]))


def coding(address: str, seen: Seen, nth: int, until: Callable[[], bool], subjects: list[str]) -> None:
    """Judges claims of one's own and one that all judge, as fast as it goes."""
    own = subjects[1 + nth :: CODERS]
    with httpx.Client(base_url=address, timeout=30) as browser:
        found = re.search(r'name="csrf" value="([^"]+)"', browser.get("/review").text)
        assert found
        n = 0
        while not until():
            n += 1
            subject = subjects[0] if n % 3 == 0 else own[n % len(own)]
            verdict, reason = ("accepted", "rejected", "noted")[n % 3], f"coder {nth}, judgement {n}"
            form = {"csrf": found[1], "subject": subject, "verdict": verdict, "reason": reason}
            try:
                answer = browser.post("/judgements", data=form)
            except httpx.TransportError:
                if not until():
                    raise
                return
            seen.take(answer)
            if answer.status_code == 303:
                number = int(answer.headers["location"].partition("done=")[2])
                seen.kept.append((number, subject, verdict, reason))


def kept(ledger: Path) -> list[tuple[int, str, str, str]]:
    with Ledger(ledger) as held:
        return [(one.id, one.subject, one.verdict, one.reason) for one in held.judgements.all()]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return built(tmp_path, *RECORDS, *reports(1000, 12))


def subjects_of(ledger: Path) -> list[str]:
    with Ledger(ledger) as held:
        return [row["id"] for row in held.claims()]


def test_readers_coders_and_others_who_write(ledger: Path, tmp_path: Path) -> None:
    subjects = subjects_of(ledger)
    seen = Seen()
    over = threading.Event()
    with served(ledger) as (process, address):
        readers = [
            threading.Thread(target=reading, args=(address, seen, n, over.is_set)) for n in range(READERS)
        ]
        coders = [
            threading.Thread(target=coding, args=(address, seen, n, over.is_set, subjects))
            for n in range(CODERS)
        ]
        for thread in (*readers, *coders):
            thread.start()
        end = time.monotonic() + SECONDS
        added = 0
        while time.monotonic() < end or added < 2:
            new = write(tmp_path / f"new{added}.jsonl", *reports(2000 + 10 * added, 4))
            linked = "--no-link" if added % 2 else "--link"
            subprocess.run(command("build", new, "--ledger", ledger, linked), check=True, capture_output=True)
            if added % 2:
                subprocess.run(command("link", ledger), check=True, capture_output=True)
            added += 1
        over.set()
        for thread in (*readers, *coders):
            thread.join(60)
        assert process.poll() is None
        assert seen.wrong == []
        assert seen.answers > 100
        assert len({reason for *_, reason in seen.kept}) > CODERS * 3
        assert sorted(seen.kept) == kept(ledger)
        time.sleep(0.6)
        with httpx.Client(base_url=address, timeout=30) as browser:
            assert browser.get("/claims.json").json()["total"] == len(subjects) + 4 * added
            told = browser.get(f"/claims/{subjects[0]}.json").json()["judgements"]
            shown = [(one["id"], subjects[0], one["verdict"], one["reason"]) for one in told]
            assert shown == [one for one in kept(ledger) if one[1] == subjects[0]]
            states = browser.get("/claims.json?limit=500").json()["claims"]
        with Ledger(ledger) as held:
            judged = {s: [j for j in held.judgements.of(s) if j.verdict != "noted"] for s in subjects}
        assert {one["id"]: one["state"] for one in states if one["id"] in judged} == {
            one: said[-1].verdict if said else "unjudged" for one, said in judged.items()
        }


def test_a_killed_desk_loses_nothing_that_it_confirmed(ledger: Path) -> None:
    subjects = subjects_of(ledger)
    seen = Seen()
    over = threading.Event()
    with served(ledger) as (process, address):
        coders = [
            threading.Thread(target=coding, args=(address, seen, n, over.is_set, subjects))
            for n in range(CODERS)
        ]
        for thread in coders:
            thread.start()
        while len(seen.kept) < 20:
            time.sleep(0.01)
        over.set()
        os.kill(process.pid, signal.SIGKILL)
        for thread in coders:
            thread.join(30)
    found = kept(ledger)
    assert {*seen.kept} <= {*found}
    # One judgement of each coder may have been kept just before it would have been confirmed.
    assert len(found) - len(seen.kept) <= CODERS
    with served(ledger) as (_, address):
        told = httpx.get(f"{address}/claims/{subjects[0]}.json", timeout=30).json()["judgements"]
        assert [one["id"] for one in told] == [one[0] for one in found if one[1] == subjects[0]]


def test_long_downloads_at_once_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    with Ledger(path, writing=True) as writing:
        writing.begin("0.1.0+abc", {})
        for n in range(30):
            raw = a_raw(
                f"{n}.txt", f"Counts {n}\n\n" + " ".join(f"They lost {k} of them." for k in range(1000, 1090))
            )
            document = a_document(raw)
            claims = [
                a_claim(document, str(k), party=f"p{k}_{n}", object=f"other:o{k}") for k in range(1000, 1090)
            ]
            writing.add(raw, document, claims)
    subprocess.run(command("link", path), check=True, capture_output=True)
    found: dict[int, bytes] = {}
    with served(path) as (_, address):

        def fetch(nth: int) -> None:
            kind = ("csv", "jsonl")[nth % 2]
            found[nth] = httpx.get(f"{address}/claims/as/{kind}", timeout=60).content

        threads = [threading.Thread(target=fetch, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len({*found.values()}) == 2
    assert [found[n].count(b"\n") for n in (0, 1)] == [2701, 2700]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /claims?" + b"x=1&" * 40_000 + b" HTTP/1.1\r\nhost: {host}\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nhost: {host}\r\nhost: evil.example\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nhost: evil.example\r\n\r\n", b" 421 "),
        (b"GET http://evil.example/ HTTP/1.1\r\nhost: {host}\r\n\r\n", b" 404 "),
        (b"GET /../../etc/passwd HTTP/1.1\r\nhost: {host}\r\n\r\n", b" 404 "),
        (b"GET /static/../app.py HTTP/1.1\r\nhost: {host}\r\n\r\n", b" 404 "),
        (b"GET /\x00\xff HTTP/1.1\r\nhost: {host}\r\n\r\n", b" 400 "),
        (b"\x16\x03\x01\x02\x00" * 20 + b"\r\n\r\n", b" 400 "),
        (b"POST /judgements HTTP/1.1\r\nhost: {host}\r\ncontent-length: 99999999999\r\n\r\n", b" 413 "),
        (b"POST /judgements HTTP/1.1\r\nhost: {host}\r\ncontent-length: -5\r\n\r\n", b" 400 "),
        (b"POST /judgements HTTP/1.1\r\nhost: {host}\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nhost: {host}\r\nx: " + b"y" * 2_000_000 + b"\r\n\r\n", b" 400 "),
    ],
    ids=range(13),
)
def test_what_no_browser_sends(address: str, sent: bytes, status: bytes) -> None:
    host = address.removeprefix("http://")
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=10) as connection:
        connection.sendall(sent.replace(b"{host}", host.encode()))
        answer = b""
        while b"\r\n\r\n" not in answer and (some := connection.recv(65536)):
            answer += some
    assert status in answer.partition(b"\r\n")[0] + b" "
    assert b"root:" not in answer
    assert b"Traceback" not in answer
    assert httpx.get(f"{address}/claims", timeout=10).status_code == 200


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built(tmp_path_factory.mktemp("served"), *RECORDS)) as (_, at):
        yield at
