"""Pictures with their numbers, and how they stand on a page."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from datetime import date

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.export.account_rows import bound_bar, camp_bar, estimate_bar, profile_bar
from counterclaim.export.picture import Numbers, Picture, bias_picture, losses_picture, ranges_picture
from counterclaim.export.report import Beside, report_page
from counterclaim.export.svg import checked
from tests.export.samples import SAMPLED, a_bound, a_range, a_side, a_spread, an_estimate
from tests.export.test_report import EVIL, Page, rows
from tests.samples import a_reading

drawing = pytest.mark.skipif(
    importlib.util.find_spec("vl_convert") is None,
    reason="vl-convert is not installed: no pictures are drawn",
)


def a_picture(
    svg: str = "<svg><title>x</title></svg>", claims: tuple[str, ...] = (), text: str = "Words."
) -> Picture:
    row = Numbers(("400", "1,400"), claims)
    return Picture(text, svg, f"Alt {text}", text, (text, "most"), (row, Numbers((text, "–"))))


@drawing
def test_losses_with_each_claim_beside_the_estimate() -> None:
    estimate = an_estimate(days=20)
    picture = losses_picture(estimate, estimate.losses[0], str.title, text="Told.", made=date(2031, 8, 2))
    own = [
        one for one in estimate.observations if (one.party, one.category) == ("freedonia", "personnel killed")
    ]
    assert [row.claims for row in picture.rows][-1] == ()
    assert sorted(claim for row in picture.rows for claim in row.claims) == sorted(one.id for one in own)
    assert all(len(row.cells) == len(picture.columns) for row in picture.rows)
    by_claim = {row.claims: row.cells for row in picture.rows}
    for one in own:
        cells = by_claim[one.id,]
        assert cells[:3] == (one.day.isoformat(), one.source.title(), f"{one.count:,.0f}")
        assert cells[3] == {"exact": "", "minimum": "at least", "maximum": "at most"}[one.bound]
        assert (cells[5] == "–") == (not one.running)
    assert picture.title == "Freedonia: personnel killed: estimated running total to 20 March 2031"
    assert (
        f'<desc id="{picture.svg.split("<desc id=")[1][1:].split(chr(34))[0]}">{picture.alt}</desc>'
        in picture.svg
    )
    assert checked(picture.svg) == picture.svg


@drawing
def test_all_biases_stand_in_the_table() -> None:
    estimate = an_estimate(days=5)
    picture = bias_picture(estimate, str.title)
    assert len(picture.rows) == len(estimate.biases)
    assert picture.rows[0].cells == (
        "Freedonia", "personnel killed", "Freedonia", "0.7", "0.584 to 0.839", "0.418 to 1.17", "8",
    )  # fmt: skip
    assert checked(picture.svg) == picture.svg


@drawing
def test_ranges_name_the_claims_they_rest_on() -> None:
    bars = [
        camp_bar(a_side(more=True)),
        profile_bar(a_range()),
        bound_bar(a_bound(380, None)),
        estimate_bar(a_spread(9), SAMPLED),
    ]
    picture = ranges_picture(bars, "Killed at Vell", diagnosis=SAMPLED)
    assert [row.claims for row in picture.rows] == [("c1", "c2"), ("c1", "c2"), ("c8",), ()]
    assert picture.rows[0].cells == (
        "sylvania",
        "what it claims",
        "900 to 1,400 or more",
        "900, at least 1,400",
    )
    assert checked(picture.svg) == picture.svg


@drawing
def test_pictures_are_the_same_each_time_and_share_no_id() -> None:
    estimate = an_estimate(days=20)
    one, other = (losses_picture(estimate, estimate.losses[nth]) for nth in (0, 1))
    assert one == losses_picture(estimate, estimate.losses[0])
    documents, claims = rows(a_reading())
    page = Page(report_page("case.db", documents, claims, Beside(), [one, other]))
    assert len(page.ids) == len(set(page.ids))


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(CounterclaimError, match="charts need vl-convert"):
        bias_picture(an_estimate(days=5))


def test_a_page_without_pictures_has_no_section_for_them() -> None:
    documents, claims = rows(a_reading())
    page = Page(report_page("case.db", documents, claims, Beside()))
    assert "accounts" not in page.ids
    assert "details" not in page.tags


def test_a_page_shows_pictures_with_their_numbers_and_links_claims() -> None:
    documents, claims = rows(a_reading())
    known = claims[0]["id"]
    page = Page(
        report_page("case.db", documents, claims, Beside(), [a_picture(claims=("c-not-there", known))])
    )
    assert page.tags.count("details") == page.tags.count("summary") == 1
    assert page.tags.count("svg") == 1
    assert page.links.count(f"#{known}") == 2
    assert "#c-not-there" not in page.links
    assert page.tags.index("svg") < page.tags.index("details")
    for word in ("Words.", "1,400", "most"):
        assert word in page.text


def test_claims_that_are_not_on_the_page_get_no_column() -> None:
    documents, claims = rows(a_reading())
    shown, bare = (
        Page(report_page("case.db", documents, claims, Beside(), [a_picture(claims=ids)])).tags.count("th")
        for ids in ((claims[0]["id"],), ("c-not-there",))
    )
    assert shown == bare + 1


def test_without_a_drawing_the_words_stand_in_its_place() -> None:
    documents, claims = rows(a_reading())
    page = Page(report_page("case.db", documents, claims, Beside(), [a_picture(svg="")]))
    assert "svg" not in page.tags
    assert "Alt Words." in page.text


def test_nothing_in_a_picture_becomes_part_of_the_page() -> None:
    documents, claims = rows(a_reading())
    pictures = [a_picture(text=EVIL), a_picture("", text=EVIL)]
    text = report_page("case.db", documents, claims, Beside(), pictures)
    page = Page(text)
    assert "script" not in page.tags
    assert "onmouseover" not in page.attributes
    assert "49" not in text
    assert "\u202e" not in text
    evil = replace(pictures[0], svg=f"<svg></svg>{EVIL}")
    with pytest.raises(CounterclaimError, match="a picture must not hold"):
        report_page("case.db", documents, claims, Beside(), [evil])


@drawing
@pytest.mark.parametrize("name", [EVIL, "N" * 300, "وزارة الدفاع"])
def test_hostile_names_pass_through_a_drawn_picture_as_words(name: str) -> None:
    estimate = an_estimate(days=20)
    pictures = [
        losses_picture(estimate, estimate.losses[0], lambda _: name),
        bias_picture(estimate, lambda _: name),
        ranges_picture([camp_bar(a_side(), name=lambda _: name)], name),
    ]
    documents, claims = rows(a_reading())
    page = Page(report_page("case.db", documents, claims, Beside(), pictures))
    assert page.tags.count("svg") == 3
    assert "script" not in page.tags
    assert not [one for one in page.attributes if one.startswith("on")]


def test_without_a_picture_its_words_and_numbers_are_left() -> None:
    """Whether or not anything is installed to draw with."""
    estimate = replace(an_estimate(days=20), dated=False)
    picture = losses_picture(estimate, estimate.losses[0], bare=True)
    assert picture.svg == ""
    assert picture.alt.startswith("Chart of the estimated running total of freedonia")
    assert picture.rows[-1].cells[0] == "day 741,521"
    assert len(bias_picture(estimate, bare=True).rows) == len(estimate.biases)
    assert ranges_picture([camp_bar(a_side())], "Vell", bare=True).rows
