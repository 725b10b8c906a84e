"""Whatever reports, records and people bring: no page breaks, nothing of it becomes a part of the page."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from counterclaim.case import Case
from counterclaim.model import Agent, Place, Published, Window
from counterclaim.store import Ledger
from counterclaim.web.app import FORMS, PAGES
from counterclaim.web.desk import Desk
from counterclaim.web.openapi import json_path
from counterclaim.web.page import Asked
from counterclaim.web.users import User
from tests.samples import a_claim, a_document, a_raw
from tests.web.desks import RECORDS, assert_held, built, client, local
from tests.web.samples import HERE, gate, log_in, token, user_file

TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title></textarea></select></script><svg onload=alert(1)>",
    "<!-- <![CDATA[ <?php --> ]]>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% include 'x' %}${7*7}#{7*7}",
    "%s%n%x{0}{claim}{view.__class__}",
    "\u202etxt.exe\u2066\u2069\u200f\u061c",
    "\x00\x01\x1b[31m\x7f\x85\u2028\u2029",
    "../../../../etc/passwd",
    "..\\..\\windows\\system.ini",
    "/etc/passwd\x00.html",
    "'; DROP TABLE claims; --",
    '" OR NEAR(a b) AND * NOT ^c: {evidence}: - + ((',
    "evidence : x* \"unclosed “quote” OR",
    "\r\nset-cookie: counterclaim=x\r\n\r\n<h1>x",
    "=HYPERLINK(\"http://evil.example\")",
    "𝕏👩‍🚒\u0301\ufeff\ufffe" + "e\u0301" * 20,
    "(" * 200 + "[" * 100,
    "x" * 400,
    "-1", "1e999", "NaN", "٣", "0x10", "9" * 300, "2024-02-30", "0000-00-00", "9999-12-31", "none", "*", "%", "_",
)  # fmt: skip


def hostile_ledger(folder: Path) -> Path:
    """Claims whose every name, id, place, outlet, title, address and sentence is hostile; and a file of records."""
    records = [
        {"id": f"{text} {n}", "url": f"{text}", "outlet": text, "title": text, "published": "2024-09-03",
         "text": f"Report {text} of tanks\n\nRussia lost {12 + n} tanks near Sudzha, {text} said Ali {text}, "
                 f"according to the {text} Ministry of {text}. {text}"}
        for n, text in enumerate(TEXTS)
    ]  # fmt: skip
    # As a file whose own name is hostile.
    named = folder / "<img src=x onerror=alert(1)> & 'x'.jsonl"
    named.write_text(
        "".join(json.dumps(one) + "\n" for one in [*records, {"text": records[0]["text"] + " 2"}]), "utf-8"
    )
    case = Case(folder / "case.db")
    case.build([str(named)])
    with Ledger(case.path, writing=True) as ledger:
        ledger.begin("hostile", {})
        for n, text in enumerate(TEXTS[:20]):
            who = Agent(text, text, text)
            raw = a_raw(
                f"{text}/{n}", f"Tanks {text}\n\nThe {text} said {n + 12} tanks {text} were lost.", url=text
            )
            day = date(1 if n % 2 else 9999, 1 if n % 2 else 12, 1 if n % 2 else 31)
            about = Published(day, day, day, "stated", text)
            document = a_document(raw, outlet=who, title=text, published=about)
            window = Window("period", day, day, "day", "explicit")
            claim = a_claim(
                document, str(n + 12), party=text, actor=text, place=Place(text, text), claimant=who, relays=(who, who),
                window=window, doubts=(text,), object=f"other:{text}", outcome=text, stated=(day, day),
            )  # fmt: skip
            ledger.add(raw, document, [claim])
    case.link()
    return case.path


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("evil")
    desk = Desk(hostile_ledger(folder))
    browser = client(desk, gate(None, local=User(TEXTS[1], "editor")))
    csrf = token(browser, "/review")
    with desk.reading() as ledger:
        rows = list(ledger.claims())
        reports = list(dict.fromkeys(row["document"] for row in rows))
    for n, text in enumerate(TEXTS[:20]):
        form = {"csrf": csrf, "subject": rows[n]["id"], "verdict": "corrected", "reason": text, "next": text}
        browser.post(
            "/judgements",
            data=form | {"party": text, "place": text, "claimant": text, "outcome": "destroyed"},
        )
        browser.post("/judgements", data=form | {"verdict": "noted"})
        browser.post(
            "/rounds", data={"csrf": csrf, "name": text, "coders": f"{text},ana", "document": reports[-n - 1]}
        )
        browser.post(f"/rounds/{n + 1}/end", data={"csrf": csrf, "whose": "all"})
    return desk


def test_every_page_of_a_hostile_ledger(evil: Desk) -> None:
    browser = client(evil, gate(None, local=User(TEXTS[1], "editor")))
    listed = browser.get("/claims.json?limit=500").json()
    rows = listed["claims"]
    assert len(rows) >= len(TEXTS)
    addresses = ["/", "/claims?limit=500", "/documents", "/quantities", "/sources", "/review", "/rounds"]
    addresses += [f"/claims/{row['id']}" for row in rows] + [f"/review/{row['id']}" for row in rows[:20]]
    addresses += [f"/documents/{one}" for one in {row["document"] for row in rows}]
    addresses += [f"/rounds/{n}" for n in range(1, 21)]
    found = browser.get("/sources.json").json()
    addresses += [
        f"/sources/{quote(one['id'], safe='')}"
        for kind in ("claimant", "outlet")
        for one in found[kind]["rows"]
    ]
    addresses += [one["address"] for one in browser.get("/quantities.json").json()["quantities"][:25]]
    addresses += [v["address"] for facet in listed["facets"] for v in facet["values"][:8]]
    addresses += [
        f"/compare?claim={one['id']}&claim={other['id']}" for one, other in itertools.pairwise(rows[::4])
    ]
    shown = 0
    for at in addresses:
        page = browser.get(at)
        assert_held(page)
        shown += page.status_code == 200
        assert page.status_code in (200, 404), at
        path, mark, query = at.partition("?")
        assert_held(browser.get(f"{json_path(path)}{mark}{query}"))
    assert shown > len(addresses) * 0.9
    for kind in ("csv", "jsonl", "parquet"):
        assert browser.get(f"/claims/as/{kind}").status_code == 200
    assert "<script>alert(1)</script>" in browser.get("/claims/as/jsonl").text


def fitting(one: Asked, text: str) -> bool:
    return one.kind == "text" and not one.choices and len(text) <= one.longest


@pytest.mark.parametrize("page", PAGES, ids=[one.name for one in PAGES])
def test_hostile_words_in_every_part_of_an_address(evil: Desk, page: Any) -> None:
    browser = local(evil)
    claim = browser.get("/claims.json").json()["claims"][0]
    good = {"claim": claim["id"], "document": claim["document"], "source": claim["claimant"], "round": "1"}
    good |= {"other": claim["document"], "field": "claimant"}
    for text in TEXTS if page.asked or "{" in page.path else ():
        asked = urlencode([(one.name, text) for one in page.asked if fitting(one, text)])
        path = page.path.format(**{name: quote(text, safe="") for name in good})
        assert_held(browser.get(f"{path}?{asked}"), str(evil.path.parent))
        assert_held(browser.get(f"{json_path(path)}?{asked}"), str(evil.path.parent))
        if asked and path != page.path:
            assert_held(browser.get(f"{page.path.format(**good)}?{asked}"))
    for one in page.asked:
        if not fitting(one, ""):
            for text in TEXTS[::2]:
                assert_held(browser.get(page.path.format(**good), params={one.name: text}))


PATHS = (
    "/../etc/passwd", "/claims/../../etc/passwd", "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py",
    "/static/%2e%2e%2fapp.py", "/static/....//app.py", "/static/..%5capp.py", "/static//etc/passwd", "/static/%00",
    "/static/desk.css%00.js", "/static/", "/static", "/static/" + "x" * 3000, "/static/" + "x/" * 500, "/%00",
    "/%ff%fe", "/%ed%a0%80", "/claims/%ed%a0%80", "/claims/%00", "/claims/...", "/claims/%2e%2e%2e",
    "/claims/%2e%2e%2fx.json",
    "//evil.example/%2e%2e", "/\\evil.example", "/claims;x=1", "/claims%3fsince=x", "/claims/" + "%25" * 800 + "2e",
    "/documents/" + "a" * 5000, "/rounds/" + "9" * 500, "/rounds/-1", "/rounds/1e3", "/rounds/%c2%b2", "/.git/config",
    "/case.db", "/users.json", "/openapi.json/x", "/claims.json/", "/login/x", "/logout", "/judgements/..%2fundo",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS, ids=[one[:40] for one in PATHS])
def test_addresses_that_lead_nowhere(quiet: Desk, path: str) -> None:
    browser = local(quiet)
    # As it is written: the client would put it in order.
    for method in ("GET", "HEAD", "POST"):
        request = browser.build_request(method, HERE)
        request.url = request.url.copy_with(raw_path=path.encode())
        answer = browser.send(request)
        assert_held(answer, str(quiet.path.parent), "root:", "from __future__") if method != "HEAD" else None
        assert answer.status_code in ((307, 400, 404, 405) if method != "POST" else (307, 403, 404, 405))
        if answer.status_code == 307:
            assert answer.headers["location"].startswith(f"{HERE}/")


def hostile_forms() -> Iterator[tuple[str, dict[str, str]]]:
    for form, (n, text) in itertools.product(FORMS, enumerate(TEXTS)):
        # One at a time a few of them each, together all.
        for one in form.fields[n % 3 :: 3]:
            yield form.name, {one.name: text}
        yield form.name, {one.name: text for one in form.fields}


def test_hostile_words_in_every_field_of_a_form(desk: Desk) -> None:
    browser = local(desk)
    csrf = token(browser, "/review")
    row = browser.get("/claims.json").json()["claims"][0]
    with desk.reading() as ledger:
        document = row["document"]
        other = next(d["id"] for d in ledger.documents() if d["id"] != document)
    browser.post("/rounds", data={"csrf": csrf, "name": "One", "coders": "local,ana", "document": other})
    valid = {
        "judge": {"subject": row["id"], "verdict": "corrected", "next": "/"},
        "undo": {"judgement": "1"},
        "link": {},
        "open_round": {"name": "x", "coders": "a,b", "document": document},
        "end_round": {"whose": "own"},
        "adopt": {"subject": row["id"], "coder": "local"},
    }
    paths = {form.name: form.path.replace("{round}", "1") for form in FORMS}
    kept = 0
    for name, given in hostile_forms():
        answer = browser.post(paths[name], data={"csrf": csrf, **valid[name], **given})
        assert_held(answer, str(desk.path.parent))
        if answer.status_code == 303:
            kept += 1
            assert answer.headers["location"].startswith("/")
            assert not answer.headers["location"].startswith(("//", "/\\"))
    assert kept > 50
    for at in ("/", "/claims", f"/claims/{row['id']}", f"/review/{row['id']}", f"/documents/{document}", "/rounds",
               "/rounds/1", "/sources", "/claims?sort=day", "/claims?sort=figure", "/review"):  # fmt: skip
        page = browser.get(at)
        assert page.status_code == 200
        assert_held(page)


DAYS = ("0001-01-01", "0001-12-31", "9999-01-01", "9999-12-31", "")


@pytest.mark.parametrize(("first", "last"), [*itertools.combinations_with_replacement(DAYS, 2)])
def test_days_at_the_ends_of_the_calendar(desk: Desk, first: str, last: str) -> None:
    browser = local(desk)
    row = next(c for c in browser.get("/claims.json").json()["claims"] if c["figure"] == "120")
    form = {"csrf": token(browser, "/review"), "subject": row["id"], "verdict": "corrected"}
    for kind in ("period", "cumulative", "instant"):
        given = {
            "window_kind": kind,
            "window_start": first,
            "window_end": last,
            "low": "1e15",
            "high": "1e15",
        }
        assert browser.post("/judgements", data=form | given).status_code in (303, 409)
        assert_held(browser.get(f"/claims/{row['id']}"))
    days = f"since={first}&until={last}"
    for at in (f"/review/{row['id']}", f"/documents/{row['document']}", "/", "/claims?sort=day", f"/claims?{days}",
               f"/quantity?party=russia&object=tank&outcome=lost&place=sudzha&as_of={first or last}"):  # fmt: skip
        page = browser.get(at)
        assert page.status_code == 200
        assert_held(page)


def test_forged_cookies_and_foreign_origins(quiet: Desk) -> None:
    one = gate(None)
    browser, forger = client(quiet, one), client(quiet, one)
    csrf = token(browser, "/review")
    (name,) = browser.cookies.keys()
    good = browser.cookies[name]
    form = {"csrf": csrf, "subject": "c", "verdict": "accepted"}
    for text in (*TEXTS, good[:-1], good + "x", "." * 50, "W10." + good.partition(".")[2], "a" * 8000):
        for cookie in (f"{name}={text}", f"{name}={quote(text)}", f"{text}={good}"):
            # A client would refuse to send what is no header.
            headers = [(b"cookie", cookie.replace("\r\n", " ").encode("utf-8", "replace"))]
            forger.cookies.clear()
            answer = forger.post("/judgements", data=form, headers=headers)
            assert (answer.status_code, cookie) == (403, cookie)
            assert_held(answer)
    assert forger.post("/judgements", data=form, headers={"cookie": f"{name}={good}"}).status_code == 404
    for headers_, status in (
        ({"origin": "https://evil.example"}, 403),
        ({"origin": TEXTS[1]}, 403),
        ({"origin": "http://[::"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"host": "evil.example"}, 421),
        ({"host": "evil.example:8000"}, 421),
        ({"host": "127.0.0.1:8000/../x"}, 421),
        ({"host": "127.0.0.1:8000@evil.example"}, 421),
        ({"host": '"><script>alert(1)</script>'}, 421),
        ({"host": ""}, 421),
        ({"x-forwarded-host": "evil.example"}, 403),
        ({"content-length": "-1"}, 404),
        ({"content-length": "x"}, 404),
    ):
        answer = browser.post("/judgements", data=form, headers=headers_)
        assert answer.status_code == status
        assert_held(answer)
        answer = browser.get("/claims.json", headers=headers_)
        assert answer.status_code == (
            421 if "host" in headers_ else 403 if "x-forwarded-host" in headers_ else 200
        )


def test_very_long_and_very_many(quiet: Desk) -> None:
    browser = local(quiet)
    csrf = token(browser, "/review")
    kind = {"content-type": "application/x-www-form-urlencoded"}
    start = f"csrf={csrf}&".encode()
    for body, status in (
        (start + b"reason=" + b"x" * 10_000_000, 413),
        (start + b"&".join(b"f%d=x" % n for n in range(10_000)), 400),
        (start + b"&" * 900_000, 400),
        (start + b"=" * 900_000, 400),
        (start + b"%" * 900_000, 400),
        (start + b"reason=" + b"%ed%a0%80", 400),
        (start + b"reason=\xff\xfe", 400),
        (start + b"verdict=accepted&subject=" + b"%00" * 100, 404),
        (start + b"verdict=accepted&" + b"subject=c&" * 60, 400),
        (start + b"[" * 100_000, 400),
    ):
        answer = browser.post("/judgements", content=body, headers=kind)
        assert (answer.status_code, body[-20:]) == (status, body[-20:])
        assert_held(answer)
    assert_held(browser.post("/judgements", content=iter([b"x" * 100_000] * 20), headers=kind))
    assert browser.post("/judgements", json=json.loads("[" * 500 + "]" * 500)).status_code == 415
    for query in ("x=1&" * 10_000, "since=" + "2" * 50_000, "&" * 50_000, "=" * 5000, "%" * 4001):
        for at in ("/claims", "/review", "/quantity", "/documents", "/compare"):
            answer = browser.get(f"{at}?{query}")
            assert answer.status_code == 414
            assert_held(answer)
    crowded = urlencode(
        [("party", f"p{n}") for n in range(40)] + [("search", "a* " * 130), ("actor", TEXTS[1])]
    )
    page = browser.get(f"/claims?{crowded}")
    assert page.status_code == 200
    assert_held(page)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_hostile_names_at_the_door(tmp_path: Path, quiet: Desk, text: str) -> None:
    browser = client(quiet, gate(user_file(tmp_path)))
    answer = log_in(browser, text, "a password of some length", text)
    assert answer.status_code == 403
    assert_held(answer)
    assert_held(browser.get("/login", params={"next": text, "name": text}))
    asked = browser.get("/claims", params={"search": text})
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/login?next=/")


def test_a_ledger_with_a_hostile_file_name(tmp_path: Path) -> None:
    folder = tmp_path / "<b>&"
    folder.mkdir()
    path = built(folder, *RECORDS).rename(
        folder / "\u202e<script>alert(1)</script>{{7*7}}.db".replace("/", "")
    )
    browser = local(Desk(path))
    page = browser.get("/claims")
    assert page.status_code == 200
    assert_held(page)
    assert_held(browser.get("/quantity?party=x"), str(folder))
