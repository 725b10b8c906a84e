"""How well claims are found, on everything that is labelled: one summary, status 1 where a floor is not held.

Run by ``make eval``. Floors and ceilings stand in ``tests/floors.toml``; what is labelled elsewhere than in this
repository lies beside it, and is left out where it is not there.

``python -m eval.run --misses`` also lists what is wrong: claims, cases, events and numbers.
"""

from __future__ import annotations

import json
import runpy
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from eval import rivals
from tests import number_specs, phenomena

import counterclaim
from counterclaim.evaluate import compare, found_in, read_gold
from counterclaim.evaluate.disasters import PUBLISHED, Case, figures, measure, read_articles
from counterclaim.reader import Reader, Reading, read_reports

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
BOUNDS: dict[str, Any] = tomllib.loads((ROOT / "tests" / "floors.toml").read_text("utf-8"))


class Summary:
    """Prints figures, and remembers which bounds are not held."""

    def __init__(self, *, misses: bool) -> None:
        self.misses = misses
        self.short: list[str] = []

    def title(self, text: str, folder: Path | None = None) -> bool:
        """Says what comes; False where its data are not there."""
        there = folder is None or folder.exists()
        print(f"\n{text}" if there else f"\n{text}: left out, {folder} is not there")
        return there

    def figure(
        self,
        name: str,
        value: float,
        *,
        floor: float | None = None,
        ceiling: float | None = None,
        more: str = "",
    ) -> None:
        """One figure beside its bound."""
        held = (floor is None or value >= floor) and (ceiling is None or value <= ceiling)
        bound = f"≥ {floor:g}" if floor is not None else f"≤ {ceiling:g}" if ceiling is not None else ""
        shown = f"{value:.3f}" if isinstance(value, float) else f"{value:,}"
        print(f"  {name:<18}{shown:>8}  {bound:<8}{'' if held else '  NOT HELD'}{more}".rstrip())
        if not held:
            self.short.append(name)

    def miss(self, text: str) -> None:
        """One thing that is wrong."""
        if self.misses:
            print("    " + " ".join(text.split()))


def labelled_reports(summary: Summary) -> None:
    """Claims of the reports that were labelled by hand."""
    if not summary.title("Labelled reports", SHARED / "gold" / "kursk.json"):
        return
    readings = [one for one in read_reports(SHARED / "seeds") if isinstance(one, Reading)]
    claims = [found_in(claim) for reading in readings for claim in reading.claims]
    result = compare(read_gold(SHARED / "gold" / "kursk.json"), claims)
    measured = result.figures()
    measured["bad_spans"] = sum(_bad_spans(reading) for reading in readings)
    for name, value in measured.items():
        floor, ceiling = BOUNDS["floors"].get(name), BOUNDS["ceilings"].get(name)
        summary.figure(name, value, floor=floor, ceiling=ceiling)
    for miss in result.misses:
        wrong = "; ".join(f"{one.field} {one.got}, expected {one.expected}" for one in miss.differences)
        summary.miss(f"{miss.kind} {miss.document} {miss.number.text!r} {miss.told} {wrong}")


def relations(summary: Summary) -> None:
    """How the claims of the labelled reports stand to one another."""
    if not summary.title("Relations among them", SHARED / "gold" / "kursk.json"):
        return
    gold = json.loads((SHARED / "gold" / "kursk.json").read_text("utf-8"))
    score = runpy.run_path(str(SHARED / "score.py"))["score"]
    with tempfile.TemporaryDirectory() as folder:
        case = counterclaim.Case(Path(folder) / "case.db")
        case.build(SHARED / "seeds")
        case.link()
        result, shown = score(gold, case.claims(), case.relations())
    for name in ("relations_recall", "relations_precision"):
        summary.figure(name, result[name], floor=BOUNDS["floors"][name])
    for line in shown:
        if line.startswith("relation"):
            summary.miss(line)


def _bad_spans(reading: Reading) -> int:
    spans = [span for claim in reading.claims for span in (claim.number, claim.evidence) if span]
    return sum(reading.document.text[span.start : span.end] != span.text for span in spans)


def phenomenon_cases(summary: Summary) -> None:
    """Cases of the project's own, by what makes them hard."""
    summary.title("Cases of phenomena")
    cases = phenomena.load_cases()
    wrong = {case.name: report for case in cases if (report := phenomena.read(case))}
    total = Counter(case.phenomenon for case in cases)
    failed = Counter(case.phenomenon for case in cases if case.name in wrong)
    summary.figure(
        "wrong", len(wrong), ceiling=BOUNDS["phenomena"]["known_failures"], more=f"  of {len(cases)}"
    )
    summary.figure("share right", 1 - len(wrong) / len(cases))
    for name, number in failed.most_common(10):
        print(f"  {number:>4} of {total[name]:<3} {name}")
    for name, report in wrong.items():
        summary.miss(f"{name}: {'; '.join(report)}")


def disasters(summary: Summary) -> None:
    """Totals of events in articles; data for development, not a test on unseen articles."""
    articles = SHARED / "data" / "disasters" / "articles.json"
    if not summary.title("Disasters: mean error of event totals, on data for development", articles):
        return
    cases = measure(read_articles(articles), Reader("none"))
    for name, held in figures(cases).items():
        published = f"GPT-4o {PUBLISHED[name]:.3f} on 156 others" if name in PUBLISHED else ""
        more = f"  n {held.events}, nothing reported {held.error_blank:.3f}  {published}"
        summary.figure(name, held.error, ceiling=BOUNDS["disasters"][name], more=more)
        print(f"{'':20}{held.error_stated:6.3f}  on the {held.stated} where either side has a figure")
    for case in sorted(cases, key=lambda case: (case.category, -case.distance)):
        if case.distance:
            summary.miss(_told(case))


def _told(case: Case) -> str:
    got = "nothing"
    if case.total:
        got = f"{case.total.figure:,g} by rule {case.total.rule}: {case.total.claims[0].evidence.text[:150]}"
    table = "nothing" if case.table is None else " to ".join(f"{end:,g}" for end in dict.fromkeys(case.table))
    return f"{case.category} {case.article}: table {table}, got {got}"


def numbers(summary: Summary) -> None:
    """The figure finder on a public specification."""
    if not summary.title("Specification of numbers: share that passes", number_specs.SPECS):
        return
    for model in number_specs.MODELS:
        outcome = number_specs.measure(model)
        tried = outcome.passed + len(outcome.failed)
        more = f"  of {tried} cases, {outcome.left_out.total()} left out"
        summary.figure(model, outcome.share, floor=BOUNDS["number_specs"][model]["share"], more=more)
        for text, wanted, found in outcome.failed:
            summary.miss(f"{text} | wanted {wanted} | found {found}")


def rival_sources(summary: Summary) -> None:
    """Counts of battles: each source foretold from the others."""
    if not summary.title("Battles by rival sources, on data for development", rivals.TABLE):
        return
    bounds = BOUNDS["rivals"]
    for name, value in rivals.report(misses=summary.misses).items():
        summary.figure(name, value, floor=bounds["floors"].get(name), ceiling=bounds["ceilings"].get(name))


PARTS = (labelled_reports, relations, phenomenon_cases, disasters, numbers, rival_sources)


def main() -> int:
    summary = Summary(misses="--misses" in sys.argv)
    for part in PARTS:
        part(summary)
    print(f"\nnot held: {', '.join(summary.short)}" if summary.short else "\nall bounds hold")
    return 1 if summary.short else 0


if __name__ == "__main__":
    sys.exit(main())
