"""A picture in a page says what it shows, is the same each time, and does nothing."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from counterclaim.errors import CounterclaimError
from counterclaim.export.svg import checked, numbered, told

PLAIN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><defs><clipPath id="clip41"><rect width="5"/>'
    '</clipPath></defs><g clip-path="url(#clip41)" aria-label="url(#clip41)"><text>id="clip41"</text></g></svg>'
)
WORD = "{http://www.w3.org/2000/svg}"


def test_ids_are_numbered_as_they_come_and_words_are_left() -> None:
    made = numbered(PLAIN)
    assert made == numbered(PLAIN.replace("clip41", "clip7")).replace("clip7", "clip41")
    assert 'clipPath id="i0"' in made
    assert 'clip-path="url(#i0)"' in made
    assert 'aria-label="url(#clip41)"' in made
    assert '>id="clip41"<' in made


def test_a_picture_is_one_image_with_title_and_description() -> None:
    root = ElementTree.fromstring(told(PLAIN, "A < B & “C”", '<script> "x"'))
    title, description = root.find(f"{WORD}title"), root.find(f"{WORD}desc")
    assert title is not None
    assert description is not None
    assert (title.text, description.text) == ("A < B & “C”", '<script> "x"')
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"


def test_two_pictures_on_one_page_share_no_id() -> None:
    one, other = (re.findall(r' id="([^"]*)"', told(PLAIN, title, "")) for title in ("one", "other"))
    assert len(one) == 4 - 1
    assert not {*one} & {*other}


def test_what_only_draws_passes() -> None:
    made = told(PLAIN, "a", "b")
    assert checked(made) == made
    assert checked("") == ""


EVIL = [
    "<script>alert(1)</script>",
    "<svg><script>alert(1)</script></svg>",
    '<svg onload="alert(1)"></svg>',
    '<svg><image href="https://example.org/a.png"/></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<svg><foreignObject><p>x</p></foreignObject></svg>",
    '<svg><rect fill="url(https://example.org/a)"/></svg>',
    '<svg><rect style="background:red"/></svg>',
    "<svg><style>@import 'https://example.org'</style></svg>",
    "<svg></svg></figure><p>more</p>",
    "<svg></svg><svg></svg>",
    "<svg></svg>words",
    "<svg>",
    "words",
    "<svg><!-- --><g></g></svg>",
    '<?xml version="1.0"?><svg></svg>',
    "<!doctype html><svg></svg>",
]


@pytest.mark.parametrize("svg", EVIL)
def test_what_runs_loads_or_breaks_out_does_not(svg: str) -> None:
    with pytest.raises(CounterclaimError, match="a picture"):
        checked(svg)
