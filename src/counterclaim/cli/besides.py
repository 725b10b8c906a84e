"""What a page tells of how the claims of a ledger stand to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counterclaim.case import Case
from counterclaim.errors import CounterclaimError
from counterclaim.export.chart import series_chart
from counterclaim.export.drawing import render
from counterclaim.export.links import label
from counterclaim.export.report import Beside
from counterclaim.export.words import display
from counterclaim.link.series import Key, Series

# A page is for reading: the counts with most stands, and the first of many relations.
_SERIES, _RELATIONS, _CLUSTERS = 6, 400, 40


def beside(case: Case, names: Mapping[str, str]) -> Beside:
    """All of it, as far as a page has room."""
    series = case.series(by="camp")[:_SERIES]
    return Beside(
        findings=case.findings(),
        matrix=case.matrix(),
        series=series,
        checks={one.claim: one for one in case.checks()},
        clusters=case.clusters()[:_CLUSTERS],
        relations=case.relations()[:_RELATIONS],
        names=names,
        chart=_chart(series, names),
    )


def _chart(series: Sequence[Series], names: Mapping[str, str]) -> str:
    """The picture of the series; none where what draws it is not installed, or there is nothing to draw."""

    def told(key: Key) -> str:
        return label(key, lambda one: display(one, names))

    try:
        return render(series_chart(series, told, "Running totals as claimed"), "svg").decode("utf-8")
    except CounterclaimError:
        return ""
