"""How claims compare with a coding: as tables for a terminal, and as rows."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any, TextIO

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from counterclaim.evaluate import Evaluation, Miss
from counterclaim.evaluate.context import sentence_at
from counterclaim.export.table import SIMPLE, cell
from counterclaim.export.words import harmless, spaced
from counterclaim.model import Span

_KINDS = {
    "missed": "missed: coded, not reported",
    "spurious": "spurious: reported, not coded",
    "wrong": "wrong",
}


def scores_view(evaluation: Evaluation, texts: Mapping[str, str], worst: int) -> RenderableType:
    """Figures, confusions, and the worst misses in their sentences.

    Args:
        texts: the texts of the coded documents, as far as they are at hand.
        worst: how many misses are shown.
    """
    shown = evaluation.misses[:worst]
    parts: list[RenderableType] = [_found_table(evaluation), _fields_table(evaluation)]
    for title, counts in (("outcome", evaluation.outcomes), ("party", evaluation.parties)):
        if counts:
            parts.append(_confusions(title, counts))
    if shown:
        parts.append(Text(f"The worst {len(shown)} of {len(evaluation.misses)} misses\n", style="bold"))
        parts += [_miss_view(miss, texts.get(miss.document)) for miss in shown]
    return Group(*parts)


def write_scores(evaluation: Evaluation, stream: TextIO) -> None:
    """The figures as CSV: name, value from 0 to 1, and what it is a share of where it is one of claims."""
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("figure", "value", "right", "of"))
    counts = evaluation.counts()
    for name, figure in evaluation.figures().items():
        share = counts.get(name)
        writer.writerow((name, round(figure, 4), *((share.right, share.of) if share else ("", ""))))


def score_row(evaluation: Evaluation, texts: Mapping[str, str]) -> dict[str, Any]:
    """Everything, ready for JSON."""
    return {
        "coded": evaluation.coded,
        "reported": evaluation.reported,
        "figures": {name: round(figure, 4) for name, figure in evaluation.figures().items()},
        "outcomes": _counted(evaluation.outcomes),
        "parties": _counted(evaluation.parties),
        "misses": [_miss_row(miss, texts.get(miss.document)) for miss in evaluation.misses],
    }


def _counted(counts: Mapping[tuple[str, str], int]) -> list[dict[str, Any]]:
    return [{"coded": pair[0], "reported": pair[1], "claims": number} for pair, number in counts.items()]


def _found_table(evaluation: Evaluation) -> Table:
    table = Table(**SIMPLE)
    table.add_column(f"{evaluation.coded:,} claims coded, {evaluation.reported:,} reported")
    for name in ("precision", "recall", "F1"):
        table.add_column(name, justify="right")
    figures = evaluation.figures()
    rows = {"found": "found: the same figure", "core": "core: value, object, outcome and party right too"}
    for name, told in rows.items():
        shares = (figures.get(f"{name}_{measure}") for measure in ("precision", "recall", "f1"))
        table.add_row(told, *map(_share, shares))
    return table


def _fields_table(evaluation: Evaluation) -> Table:
    table = Table(**SIMPLE)
    for name in ("field", "right", "of", "share"):
        table.add_column(name, justify="left" if name == "field" else "right")
    for name, share in evaluation.fields.items():
        table.add_row(name, f"{share.right:,}", f"{share.of:,}", _share(share.figure))
    filled = evaluation.invented
    if filled.of:
        table.add_row(
            "invented: blanks filled in", f"{filled.right:,}", f"{filled.of:,}", _share(filled.figure)
        )
    return table


def _share(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


def _confusions(title: str, counts: Mapping[tuple[str, str], int]) -> Table:
    """A row for each that was coded, a column for each that was reported; a dot where there was none.

    What was always and only reported as itself takes no row or column.
    """
    apart = {name for pair in counts if pair[0] != pair[1] for name in pair}
    rows, columns = (sorted({pair[i] for pair in counts} & apart) for i in (0, 1))
    table = Table(**SIMPLE)
    right = sum(number for pair, number in counts.items() if pair[0] == pair[1])
    head = f"{title}: {right:,} of {sum(counts.values()):,} right"
    table.add_column(f"{head}; coded \\ reported" if apart else head)
    for name in columns:
        table.add_column(cell(spaced(name)), justify="right", overflow="fold")
    for name in rows:
        cells = (str(counts.get((name, column), "·")) for column in columns)
        table.add_row(cell(spaced(name)), *cells)
    return table


def _miss_view(miss: Miss, text: str | None) -> RenderableType:
    around = _around(miss, text)
    lines = [Text.assemble((_KINDS[miss.kind], "bold"), harmless(f"  {miss.document}  {miss.told}"))]
    lines.append(Text("  ").append_text(_marked(miss.number, around)))
    for one in miss.differences:
        told = f"    {one.field}: {spaced(one.got)}, expected {spaced(one.expected)}"
        lines.append(Text(harmless(told)))
    return Group(*lines, Text())


def _around(miss: Miss, text: str | None) -> Span:
    if text is not None and miss.number.end <= len(text):
        return sentence_at(text, miss.number)
    return miss.evidence or miss.number


def _marked(number: Span, around: Span) -> Text:
    """The words with the figure made to stand out, by weight and brackets and not by colour alone."""
    words, start, end = harmless(around.text), number.start - around.start, number.end - around.start
    if not 0 <= start < end <= len(words):
        return Text(words)
    return Text.assemble(words[:start], (f"[{words[start:end]}]", "bold reverse"), words[end:])


def _miss_row(miss: Miss, text: str | None) -> dict[str, Any]:
    return {
        "kind": miss.kind,
        "document": miss.document,
        "number": {"text": miss.number.text, "start": miss.number.start, "end": miss.number.end},
        "sentence": _around(miss, text).text,
        "told": miss.told,
        "differences": [
            {"field": one.field, "expected": one.expected, "got": one.got, "invented": one.invented}
            for one in miss.differences
        ],
    }
