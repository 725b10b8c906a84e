"""The report of a page, what it states, and pages made to break readers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.errors import DocumentError
from counterclaim.ingest.html import page

BODY = """
<p>Nine tanks were lost on the canal in one day, the ministry said, and forty men were taken.</p>
<figure><img alt="A tank burns"><figcaption>A tank on the bank. Photo: Ana Ruiz</figcaption></figure>
<ul><li>Tanks: 9</li><li>Men: 40</li></ul>
<p>The other side called the count absurd &amp; said it had not had nine&nbsp;tanks there at all.</p>
"""
AROUND = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>{meta}</head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article>{body}</article><aside>Related: <a href="/x">12 tanks lost in May</a></aside>
<div id="comments"><h3>Leave a comment</h3><p>I counted 14 of them.</p></div></main>
<footer>Copyright 2025 The Example</footer></body></html>"""


def _page(body: str = BODY, title: str = "Nine tanks lost in a day | The Example", meta: str = "") -> bytes:
    return AROUND.format(body=body, title=title, meta=meta).encode()


def test_the_report_and_nothing_else() -> None:
    text = page("a.html", _page()).text
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert lines == [
        "Nine tanks lost in a day",
        "Nine tanks were lost on the canal in one day, the ministry said, and forty men were taken.",
        "A tank on the bank. Photo: Ana Ruiz",
        "Tanks: 9",
        "Men: 40",
        "The other side called the count absurd & said it had not had nine\u00a0tanks there at all.",
    ]


def test_a_heading_is_not_repeated() -> None:
    text = page("a.html", _page(f"<h1>Nine tanks lost in a day</h1>{BODY}")).text
    assert text.count("Nine tanks lost in a day") == 1


def test_what_a_page_states() -> None:
    meta = (
        '<meta property="og:title" content="Nine  tanks lost">'
        '<meta property="og:site_name" content="The Example">'
        '<meta property="article:published_time" content="2025-03-03T08:15:00Z">'
        '<link rel="canonical" href="https://example.org/2025/nine"><meta property="og:url" content="/x">'
    )
    raw = page("a.html", _page(meta=meta))
    assert (raw.title, raw.outlet, raw.published) == (
        "Nine tanks lost",
        "The Example",
        "2025-03-03T08:15:00Z",
    )
    assert (raw.url, raw.language, raw.media) == ("https://example.org/2025/nine", "en-GB", "text/html")
    assert raw.data == _page(meta=meta)


@pytest.mark.parametrize(
    ("meta", "published"),
    [
        (
            '<script type="application/ld+json">{"@type": "Article", "datePublished": "2025-03-03"}</script>',
            "2025-03-03",
        ),
        ('<meta name="pubdate" content="20250303">', "20250303"),
        ('<time datetime="2025-03-03" pubdate>today</time>', "2025-03-03"),
        ('<meta name="article.created" content="2025-03-03">', "2025-03-03"),  # known to htmldate alone
        ("", None),
    ],
)
def test_dates_that_pages_state(meta: str, published: str | None) -> None:
    assert page("a.html", _page(meta=meta)).published == published


def test_an_address_that_is_no_address() -> None:
    meta = '<link rel="canonical" href="javascript:alert(1)">'
    assert page("a.html", _page(meta=meta)).url is None
    saved = b"<!-- saved from url=(0027)https://example.org/2025/a -->" + _page()
    assert page("a.html", saved).url == "https://example.org/2025/a"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Nine tanks lost in a day | The Example", "Nine tanks lost in a day"),
        ("Nine tanks lost in a day – The Example", "Nine tanks lost in a day"),
        ("Who won - and who lost", "Who won - and who lost"),
        ("The Example", "The Example"),
    ],
)
def test_titles_without_the_outlet(title: str, expected: str) -> None:
    assert page("a.html", _page(title=title)).title == expected


def test_a_page_without_a_report_is_read_whole() -> None:
    assert page("a.html", b"<html><body><div>Nine tanks lost.</div><p>Ten men</p></body></html>").text == (
        "Nine tanks lost.\n\nTen men"
    )


def test_the_declared_encoding() -> None:
    html = '<html><head><meta charset="windows-1251"></head><body><p>Девять танков</p></body></html>'
    assert page("a.html", html.encode("cp1251")).text == "Девять танков"
    wrong = html.replace("windows-1251", "no-such-thing").encode()
    assert page("a.html", wrong).text == "Девять танков"


@pytest.mark.parametrize(
    "html", [b"<html><body></body></html>", b"<script>x()</script>", b"<!-- nothing -->"]
)
def test_a_page_without_text(html: bytes) -> None:
    with pytest.raises(DocumentError, match="no text"):
        page("a.html", html)


_PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<article>",
        "</article>",
        "<main>",
        "<h1>",
        "</h1>",
        "<li>",
        "<img alt='x'>",
        "<!--",
        "-->",
        "<script>",
        "&#xD800;",
        "&#0;",
        "&amp",
        "<",
        ">",
        '"',
        "'",
        "<a href=",
        "\0",
        "\ufffe",
        "İ",
        "🚢",
        "<title>",
        "<meta property='og:title' content='x'>",
        "nine tanks ",
        "<table><td>",
        "<svg>",
        "<template>",
        "<noscript>",
        "<frameset>",
        "<base href='//['>",
        "]]>",
        "<html lang=>",
        "<time datetime='x' pubdate>",
    ]
)


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=60).map("".join)))
def test_no_markup_breaks_it(html: str) -> None:
    try:
        text = page("a.html", html.encode("utf-8", "surrogatepass")).text
    except DocumentError:
        return
    text.encode("utf-8")
    assert text.strip()
    assert "\r" not in text


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000 + "nine",
        "<div>" * 3_000 + "nine" + "</div>" * 3_000,
        "<p " + " ".join(f"a{n}=b" for n in range(50_000)) + ">nine",
        "<img alt=x>" * 20_000 + "nine",
        "<article>nine</article>" * 5_000,
        "<b><p>" * 5_000 + "nine",
        '<a "' * 20_000 + "nine",
        "<" * 100_000,
        "<!--" * 50_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_pages_take_no_time(html: str) -> None:
    start = time.process_time()
    try:
        page("a.html", html.encode())
    except DocumentError as error:
        assert "\n" not in error.problem  # noqa: PT017 (either way is right; time is what counts)
    assert time.process_time() - start < 5
