"""What all pictures share: how they look, how words are put on them, and the making of the picture itself."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Any, Literal

from counterclaim.errors import CounterclaimError
from counterclaim.export.svg import numbered
from counterclaim.export.words import harmless

Spec = dict[str, Any]
Row = dict[str, Any]

SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
WIDTH, HEIGHT = 820, 420
INK, MUTED = "#222222", "#444444"
NOTHING_TO_DRAW = "there is nothing to draw"

NEEDS_VL_CONVERT = "charts need vl-convert: pip install 'counterclaim[charts]'"
# The version of the schema above that every supported vl-convert brings.
_VEGA_LITE = "5.17"
_PIXELS_PER_UNIT = 2
# Up to so many days each has its own tick.
_FEW_DAYS = 12
# All but those that hold words together.
_SPACES = re.compile("[^\\S\xa0]+")
# Not characters in XML.
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def render(spec: Spec, format: Literal["svg", "png"]) -> bytes:  # noqa: A002 (what it is)
    """The picture of a specification, the same bytes each time; nothing is fetched for it.

    Raises:
        CounterclaimError: vl-convert is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise CounterclaimError(NEEDS_VL_CONVERT) from error
    if format == "png":
        picture: bytes = vl_convert.vegalite_to_png(
            spec, vl_version=_VEGA_LITE, scale=_PIXELS_PER_UNIT, allowed_base_urls=[]
        )
        return picture
    return numbered(vl_convert.vegalite_to_svg(spec, vl_version=_VEGA_LITE, allowed_base_urls=[])).encode()


def can_draw() -> bool:
    """Whether what draws pictures is installed."""
    return find_spec("vl_convert") is not None


def clean(text: str) -> str:
    """On one line, without what steers a display or breaks the picture's file."""
    return _NO_CHARACTERS.sub("\ufffd", _SPACES.sub(" ", harmless(text)).strip())


def fitted(text: str, width: int, most: int) -> list[str]:
    """Lines of so many characters at the most; what is beyond the last of them is cut with an ellipsis."""
    found = textwrap.wrap(clean(text), width) or [""]
    if len(found) > most:
        found = [*found[: most - 1], f"{found[most - 1][: width - 1].rstrip()}…"]
    return found


def listed(texts: Iterable[str]) -> str:
    """One after another; a line ends between them only."""
    return " · ".join(text.replace(" ", "\xa0") for text in texts)


def time_of(day: date, dated: bool = True) -> str | int:
    """A day as ``days_axis`` takes it in the field ``time``."""
    return day.isoformat() if dated else day.toordinal()


def days_axis(first: date, last: date, title: str | None, dated: bool = True) -> Spec:
    """The encoding of days along the foot of a picture, from the field ``time``.

    Args:
        dated: whether the days are dates; otherwise they are numbered from a beginning that is not known.
    """
    few = (last - first).days <= _FEW_DAYS
    if not dated:
        return {
            "field": "time",
            "type": "quantitative",
            "title": title,
            "scale": {"zero": False, "nice": False, "padding": 26},
            "axis": {"format": ",d", "tickCount": (last - first).days or 1 if few else 8, "tickMinStep": 1},
        }
    return {
        "field": "time",
        "type": "temporal",
        "title": title,
        # In local time a day would begin on the one before, west of Greenwich.
        "scale": {"type": "utc", "padding": 26},
        "axis": {"format": "%-d %b %Y", "tickCount": {"interval": "day", "step": 1} if few else 8},
    }


def haloed(places: Sequence[Row], style: Spec) -> list[Spec]:
    """Words beside marks, on a white edge where they cross lines; of rows with ``time``, ``figure`` and ``text``."""
    edge = {"stroke": "white", "strokeWidth": 3, "strokeJoin": "round"}
    return [
        {
            "data": {"values": list(places)},
            "mark": {"type": "text", "color": MUTED, **style, **halo},
            "encoding": {"text": {"field": "text", "type": "nominal"}},
        }
        for halo in ((edge, {}) if places else ())
    ]


def words_at(field: str, x: float, limit: float, style: Spec | None = None) -> Spec:
    """A layer of words of a field from ``x`` on, cut after ``limit`` pixels, at the height that its rows have."""
    mark = {
        "type": "text",
        "align": "left",
        "baseline": "middle",
        "fontSize": 12,
        "color": INK,
        "limit": limit,
    }
    return {
        "mark": mark | (style or {}),
        "encoding": {"x": {"value": x}, "text": {"field": field, "type": "nominal"}},
    }


CONFIG: Spec = {
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "titlePadding": 10,
        "labelColor": MUTED,
        "titleColor": MUTED,
        "gridColor": "#e4e4e4",
        "labelOverlap": True,
        "labelSeparation": 12,
    },
    "axisX": {"grid": False},
    "axisY": {"domain": False, "ticks": False},
    "legend": {
        "labelFontSize": 12,
        "labelColor": INK,
        "rowPadding": 5,
        "columnPadding": 24,
        "offset": 14,
    },
    "title": {
        "anchor": "start",
        "frame": "group",
        "fontSize": 17,
        "subtitleFontSize": 12,
        "subtitleColor": MUTED,
        "subtitlePadding": 7,
        "subtitleLineHeight": 17,
        "lineHeight": 21,
        "offset": 16,
    },
}
