"""The page holds every character of the reports, marks every claim, and runs nothing."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from counterclaim.export.report import Beside, blocks, report_page
from counterclaim.export.words import harmless
from counterclaim.link.findings import Finding
from counterclaim.link.series import Key, Point, Series
from counterclaim.model import Agent, Claim, Document, Raw, Span
from counterclaim.model.codec import Row, claim_to_row, document_to_row
from tests.samples import TEXT, a_claim, a_document, a_raw, a_reading

EVIL = '<script>alert(1)</script> " onmouseover="x" {{ 7 * 7 }} \u202e\x1b[31m'


def evil_beside(claim: str) -> Beside:
    """Everything that stands beside the claims, named by a text that would take over the page."""
    point = Point(date(2024, 5, 1), EVIL, 1.0, None, 1.0, EVIL, (claim,), (EVIL,), daily=EVIL)
    return Beside(
        findings=[Finding("relabelled", (claim,), EVIL)],
        matrix=Counter({(EVIL, EVIL, EVIL, EVIL): 3}),
        series=[Series(Key(EVIL, EVIL, EVIL, EVIL, EVIL), (point,))],
        clusters=[{"figure": EVIL, "claims": [claim], "outlets": 2, "voices": 1, "camps": 0}],
        relations=[{"type": EVIL, "why": EVIL, "source": claim, "target": EVIL}],
        names={EVIL: EVIL},
    )


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.marked: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag == "mark":
            self.marked.append("")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.tags and self.tags[-1] == "mark":
            self.marked[-1] += data
            self.tags.append("end of mark")


def rows(*readings: tuple[Raw, Document, list[Claim]]) -> tuple[list[Row], list[Row]]:
    documents = [document_to_row(document) for _, document, _ in readings]
    return documents, [claim_to_row(claim) for _, _, claims in readings for claim in claims]


def test_every_claim_is_listed_and_marked_in_its_text() -> None:
    documents, claims = rows(a_reading(), a_reading("b.txt", "14"))
    page = Page(report_page("case.db", documents, claims, Beside()))
    for claim in claims:
        assert page.ids.count(claim["id"]) == 1
        assert page.ids.count(f"row-{claim['id']}") == 1
        assert page.links.count(f"#{claim['id']}") == 1
        assert page.links.count(f"#row-{claim['id']}") == 1
    assert page.marked == ["12", "30", "14", "30"]
    assert "Army loses tanks" in page.text
    assert "4 claims in 2 documents" in page.text
    assert all(link[1:] in page.ids for link in page.links if link.startswith("#"))


def test_marks_do_not_rest_on_colour() -> None:
    documents, claims = rows(a_reading())
    page = report_page("case.db", documents, claims, Beside())
    assert re.search(r"<mark>12</mark><a class=\"label\"[^>]*>lost · sylvania</a>", page)
    assert re.search(r"<mark>30</mark><a class=\"label\"[^>]*>vehicle · sylvania</a>", page)


def test_nothing_in_a_report_becomes_part_of_the_page() -> None:
    raw = a_raw(EVIL, f"{EVIL}\n\n{EVIL} 12 tanks {EVIL}", url="javascript:alert(1)")
    document = a_document(
        raw, outlet=Agent("evil", EVIL), declined=EVIL, url="javascript:alert(1)", title=EVIL
    )
    claim = a_claim(document, "12", claimant=Agent(EVIL, EVIL), party=EVIL, outcome=EVIL)
    made, claims = rows((raw, document, [claim]))
    page = report_page(EVIL, made, claims, evil_beside(claim.id))
    found = Page(page)
    assert "script" not in found.tags
    assert "onmouseover" not in found.attributes
    assert all(link.startswith("#") for link in found.links)
    assert "49" not in page
    assert not re.search("[\u202e\x1b]", page)


def test_the_page_loads_nothing() -> None:
    documents, claims = rows(a_reading())
    documents[0]["url"] = "https://example.org/a?b=1&c=2"
    page = report_page("case.db", documents, claims, Beside())
    assert "default-src 'none'" in page
    assert [link for link in Page(page).links if not link.startswith("#")] == [
        "https://example.org/a?b=1&c=2"
    ]
    assert not {"script", "link", "img", "iframe"} & set(Page(page).tags)


def test_findings_point_to_their_claims() -> None:
    documents, claims = rows(a_reading())
    finding = Finding("relabelled", (claims[0]["id"], "c-not-there"), "They differ.")
    page = Page(report_page("case.db", documents, claims, Beside(findings=[finding])))
    assert "They differ." in page.text
    assert page.links.count(f"#{claims[0]['id']}") == 2
    assert "#c-not-there" not in page.links


SPANS = st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(1, 12)), max_size=8)


@given(SPANS)
def test_blocks_make_up_their_segments(spans: list[tuple[int, int]]) -> None:
    """Wherever figures stand and however they overlap: no character is lost, none shown twice."""
    document = document_to_row(a_document(a_raw()))
    claims = []
    for number, (start, length) in enumerate(spans):
        span = Span(start, start + length, TEXT[start : start + length])
        claim = claim_to_row(a_claim(a_document(a_raw()), "12"))
        claims.append(claim | {"id": f"c{number}", "number": {"start": span.start, "end": span.end}})
    made = list(blocks(document, claims))
    assert ["".join(piece.text for piece in block.pieces) for block in made] == [
        TEXT[segment["start"] : segment["end"]] for segment in document["segments"]
    ]
    marked = [claim["id"] for block in made for piece in block.pieces for claim in piece.claims]
    assert len(marked) == len(set(marked))


def test_harmless_keeps_offsets() -> None:
    assert len(harmless(EVIL)) == len(EVIL)
    assert harmless("a\tb\nc é 🚜") == "a\tb\nc é 🚜"
