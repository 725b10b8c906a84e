"""How long it takes to set the claims of a large ledger beside one another, and how that grows.

``python -m bench.linking [--claims N] [--jobs J] [--keep FOLDER]`` makes ledgers of invented claims in a
temporary folder, the same ones each time, and measures ``counterclaim.linking.link`` on them, from opening
the ledger to closing it (which moves what SQLite wrote ahead into the file):

- all claims, after a tenth of them: seconds, how many times as long, peak memory of this process and its
  children together (proportional shares, looked at five times a second), relations by type, size of ledgers;
- one more document, with twenty claims on an event that is there and the next stand of a running total;
- 2,000 claims whose documents came in another order, linked at the end, and half way as well: are the
  relations and clusters the same?

Events have 200 claims each: ten counts, in ten reports of twenty claims. Half are claims of their own, each
with its claimant, value and hedge; the others repeat one of them, through another outlet (every other time
word for word) or by the report itself. Beside them stand ten running totals of one army's losses, day by day,
through five outlets a day, two of which print one text, some rounded. Each has one in 200 of the ledger's
claims: at least 500, or one in twenty of a small ledger, which is another mix, so that only from a million on
a tenth of the claims is a tenth of the work.

The bars are those for a million claims. Ends with status 1 where one is missed.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from bench.large import tree_memory
from counterclaim.config import collect_seldom
from counterclaim.linking import Linked, link, load_linker
from counterclaim.model import Agent, Claim, Document, Raw, Span
from counterclaim.model.claim import Ground, Place
from counterclaim.model.codec import claim_id, document_id
from counterclaim.model.document import DossierChoice, Published, Segment
from counterclaim.model.quantity import UNKNOWN_WINDOW, Qualifier, Value, Window
from counterclaim.store import Ledger
from counterclaim.store.rows import rows_of

# The bars, for a million claims: seconds, bytes, times as long as a tenth, seconds for one document.
_SECONDS, _MEMORY, _RATIO, _ONE = 120.0, 4e9, 13.0, 1.0
_SMALL = 2_000
_LOOK = 0.2

_REPORTS, _OUTLETS_A_DAY, _FIRST_DAY = 10, 5, date(2010, 1, 1)
_SYLLABLES = [c + v for c in "bdgklmnprstvz" for v in "aeiou"]
_OUTLETS = [Agent(f"courier_{n}", f"Courier {n}", "ostra" if n % 10 == 0 else None) for n in range(40)]
_PARTIES = [
    (f"{name}", name.capitalize()) for name in ("ostra", "vestra", "norlund", "sudmark", "kesh", "tarn")
]
_NARRATOR = Agent("narrator", "narrator")
_STAFF = Agent("vestra_general_staff", "the Vestra general staff", "vestra")
_FRONT = Place("the_long_front", "the Long Front")


class _Count(NamedTuple):
    """What is counted: ``side`` is 0 or 1 for one of an event's two parties, None for nobody's."""

    object: str
    outcome: str
    side: int | None
    noun: str
    verb: str


_COUNTS = (
    _Count("civilian", "killed", None, "civilians", "were killed"),
    _Count("civilian", "wounded", None, "civilians", "were wounded"),
    _Count("child", "killed", None, "children", "were killed"),
    _Count("people", "displaced", None, "people", "were displaced"),
    _Count("people", "killed_or_wounded", None, "people", "were killed or wounded"),
    _Count("personnel", "killed", 0, "soldiers", "were killed"),
    _Count("personnel", "captured", 1, "soldiers", "were captured"),
    _Count("personnel", "deployed", 0, "soldiers", "were deployed"),
    _Count("tank", "destroyed", 1, "tanks", "were destroyed"),
    _Count("building", "damaged", None, "buildings", "were damaged"),
)
_TOTALS = (
    _Count("personnel", "losses", 0, "soldiers", "were lost"),
    _Count("tank", "destroyed", 0, "tanks", "were destroyed"),
    _Count("infantry_fighting_vehicle", "destroyed", 0, "fighting vehicles", "were destroyed"),
    _Count("artillery", "destroyed", 0, "guns", "were destroyed"),
    _Count("multiple_rocket_launcher", "destroyed", 0, "rocket launchers", "were destroyed"),
    _Count("air_defence_system", "destroyed", 0, "air defence systems", "were destroyed"),
    _Count("vehicle", "destroyed", 0, "vehicles", "were destroyed"),
    _Count("helicopter", "destroyed", 0, "helicopters", "were destroyed"),
    _Count("drone", "destroyed", 0, "drones", "were destroyed"),
    _Count("ship", "destroyed", 0, "ships", "were destroyed"),
)
# The most that each of them grows by in a day: some stand still for weeks.
_GROWTH = (900, 12, 25, 20, 3, 2, 60, 1, 40, 0.1)
_HEDGES: tuple[tuple[Qualifier, str, int], ...] = (
    ("exact", "", 50),
    ("about", "about ", 15),
    ("more_than", "more than ", 10),
    ("at_least", "at least ", 10),
    ("nearly", "nearly ", 5),
    ("at_most", "up to ", 3),
    ("between", "", 4),
    ("vague", "", 3),
)


class _Said(NamedTuple):
    """One claim before it stands in a text.

    Attributes:
        form: how its sentence is built.
        more: what follows it.
    """

    what: _Count
    claimant: Agent
    value: Value
    party: str | None
    place: Place | None
    window: Window
    form: int
    more: str


class _Kept(NamedTuple):
    """A document as it goes into a ledger."""

    raw: Raw
    document: Document
    claims: list[Claim]


class Corpus:
    """Invented documents; what each holds depends on its number alone.

    Args:
        claims: about so many in all.
    """

    def __init__(self, claims: int, seed: int = 1) -> None:
        self._seed = seed
        self.stands = min(max(500, claims // 200), claims // 20) if claims >= 200 else 0
        self.events = max(1, (claims - len(_TOTALS) * self.stands) // (2 * _REPORTS * len(_COUNTS)))
        self._days = self.stands // (2 * _OUTLETS_A_DAY)
        self._totals = [self._growing(nth) for nth in range(len(_TOTALS))]

    def documents(self) -> Iterator[_Kept]:
        """All of them, twenty claims each."""
        for event in range(self.events):
            for report in range(_REPORTS):
                yield self._report(event, report)
        for day in range(self._days):
            for outlet in range(_OUTLETS_A_DAY):
                yield self._bulletin(day, outlet)

    def one_more(self) -> _Kept:
        """A report that is not among them, of an event that is, with the next stand of a running total."""
        return self._report(
            self.events // 2, _REPORTS, [self._stand(0, self._days, _chance(self._seed, "more"))]
        )

    def _report(self, event: int, report: int, also: Sequence[_Said] = ()) -> _Kept:
        chance = _chance(self._seed, "event", event, report)
        own = self._originals(event, report)
        said: list[_Said] = []
        for nth, one in enumerate(own):
            said.append(one)
            if chance.random() < 0.5:
                said.append(_reworded(one, chance)._replace(claimant=_NARRATOR))
            else:
                others = [r for r in range(_REPORTS) if r != report]
                other = self._originals(event, chance.choice(others))[nth]
                said.append(other if chance.random() < 0.5 else _reworded(other, chance))
        began = _chance(self._seed, "event", event).randrange(5000)
        day = _FIRST_DAY + timedelta(began + chance.randrange(4))
        outlet = _OUTLETS[(event * 7 + report * 3) % len(_OUTLETS)]
        return _page(f"event-{event}-{report}.txt", outlet, day, [*said, *also])

    def _originals(self, event: int, report: int) -> list[_Said]:
        """A claim of its own on each count of an event."""
        of_event, chance = _chance(self._seed, "event", event), _chance(self._seed, "own", event, report)
        day = _FIRST_DAY + timedelta(of_event.randrange(5000))
        parties = of_event.sample(_PARTIES, 2)
        truths = [round(10 ** of_event.uniform(1, 3.5)) for _ in _COUNTS]
        name = _name(event)
        place = Place(name.lower(), name)
        speakers = _speakers(name, parties)
        on_the_day = Window("period", day, day, "day", "relative")
        said = []
        for nth, count in enumerate(_COUNTS):
            hedge = chance.choices(_HEDGES, [weight for _, _, weight in _HEDGES])[0]
            figure = max(2, round(truths[nth] * chance.uniform(0.6, 1.5)))
            said.append(
                _Said(
                    count,
                    speakers[(report + nth) % len(speakers)],
                    _value(figure, hedge[0], hedge[1]),
                    None if count.side is None else parties[count.side][0],
                    place if nth == 0 or chance.random() < 0.85 else None,
                    on_the_day if chance.random() < 0.8 else UNKNOWN_WINDOW,
                    *_form(chance),
                )
            )
        return said

    def _bulletin(self, day: int, outlet: int) -> _Kept:
        """Each running total as one outlet gives it, with that of the day before."""
        chance = _chance(self._seed, "bulletin", day, max(outlet, 1))
        told = [self._stand(nth, on, chance) for on in (day, day - 1) for nth in range(len(_TOTALS))]
        published = _FIRST_DAY + timedelta(day + 1)
        return _page(
            f"bulletin-{day}-{outlet}.txt", _OUTLETS[(day + outlet * 7) % len(_OUTLETS)], published, told
        )

    def _stand(self, nth: int, day: int, chance: random.Random) -> _Said:
        total = int(self._totals[nth][day + 1])
        value = _value(total, "exact", "")
        if total >= 100 and chance.random() < 0.15:
            step = 10 ** (len(str(total)) - 2)
            value = _value(total // step * step, "more_than", "more than ")
        window = Window("cumulative", date(2009, 11, 1), _FIRST_DAY + timedelta(day + 1), "day", "explicit")
        return _Said(_TOTALS[nth], _STAFF, value, "ostra", _FRONT, window, *_form(chance))

    def _growing(self, nth: int) -> list[float]:
        chance = _chance(self._seed, "total", nth)
        totals = [60 * _GROWTH[nth]]
        for _ in range(self._days + 1):
            totals.append(totals[-1] + chance.uniform(0, _GROWTH[nth]))
        return totals


def _chance(*parts: object) -> random.Random:
    return random.Random(":".join(map(str, parts)))


def _name(event: int) -> str:
    """A town's name that no other event has."""
    parts = []
    for _ in range(3):
        event, nth = divmod(event, len(_SYLLABLES))
        parts.append(_SYLLABLES[nth])
    return "".join(parts).capitalize() + ("grad" + str(event) if event else "grad")


def _form(chance: random.Random) -> tuple[int, str]:
    words = ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(chance.randint(6, 14))]
    return chance.randrange(3), f"{' '.join(words).capitalize()}."


def _reworded(one: _Said, chance: random.Random) -> _Said:
    form, more = _form(chance)
    return one._replace(form=form, more=more)


def _speakers(town: str, parties: Sequence[tuple[str, str]]) -> list[Agent]:
    own = town.lower()
    sides = [
        Agent(f"{party}_defence_ministry", f"the {name} defence ministry", party) for party, name in parties
    ]
    sides += [
        Agent(f"{party}_army_spokesman", f"the {name} army spokesman", party) for party, name in parties
    ]
    plain = "governor", "hospital", "mayor", "police", "rescue service", "residents", "observers", "lawyers"
    return [Agent(f"{own}_{one.replace(' ', '_')}", f"the {town} {one}") for one in plain] + sides


def _value(figure: int, qualifier: Qualifier, hedge: str) -> Value:
    told = f"{hedge}{figure:,}"
    match qualifier:
        case "vague":
            return Value(None, None, "vague", "dozens of")
        case "between":
            return Value(figure, round(figure * 1.2), "between", f"{figure:,} to {round(figure * 1.2):,}")
        case "more_than" | "at_least":
            return Value(figure, None, qualifier, told)
        case "nearly" | "at_most":
            return Value(None, figure, qualifier, told)
        case _:
            return Value(figure, figure, qualifier, told)


def _page(name: str, outlet: Agent, day: date, said: Sequence[_Said]) -> _Kept:
    """A document that says all that, a sentence each."""
    source = f"{day:%Y}/{name}"
    lines: list[str] = []
    starts: list[int] = []
    at = 0
    for one in said:
        lines.append(_sentence(one))
        starts.append(at)
        at += len(lines[-1]) + len(one.more) + 3
    text = "\n\n".join(f"{line} {one.more}" for line, one in zip(lines, said, strict=True)) + "\n"
    raw = Raw(source, text, text.encode())
    id_ = document_id(raw)
    claims = [_claim(one, id_, source, lines[k], starts[k]) for k, one in enumerate(said)]
    ends = [*(start - 2 for start in starts[1:]), len(text) - 1]
    segments = tuple(Segment("body", start, end) for start, end in zip(starts, ends, strict=True))
    published = Published(day, day, day, "stated", "invented")
    return _Kept(
        raw,
        Document(
            id_, source, text, segments, published, DossierChoice(None, "invented"), "en", outlet=outlet
        ),
        claims,
    )


def _sentence(one: _Said) -> str:
    what, where, when = f"{_counted(one)} {one.what.verb}", "", ""
    if one.place:
        where = f" in {one.place.name}"
    if one.window.end:
        when = f"{' by' if one.window.kind == 'cumulative' else ' on'} {one.window.end:%d %B %Y}"
    if one.claimant is _NARRATOR:
        return f"{('In all', 'So far', 'This time')[one.form]}, {what}{where}{when}."
    who = one.claimant.name
    match one.form:
        case 0:
            return f"According to {who}, {what}{where}{when}."
        case 1:
            return f"It was{when} that {what}{where}, as {who} told reporters."
        case _:
            return f"{who[0].upper()}{who[1:]} put it this way: {what}{when}{where}."


def _counted(one: _Said) -> str:
    whose = f"{one.party.capitalize()} " if one.party else ""
    return f"{one.value.words} {whose}{one.what.noun}"


def _claim(one: _Said, document: str, source: str, sentence: str, start: int) -> Claim:
    def span(words: str) -> Span:
        at = start + sentence.index(words, after)
        return Span(at, at + len(words), words)

    what, after = one.what, sentence.index(f" {_counted(one)} ") + 1
    named = one.value.words
    number = span(named if one.value.qualifier in ("between", "vague") else named.split(" ")[-1])
    narrated = one.claimant is _NARRATOR
    grounds = [
        Ground("object", "the noun counted", span(what.noun)),
        Ground("outcome", "the verb after it", span(what.verb)),
        Ground("claimant", "nobody is named" if narrated else "the words of attribution"),
    ]
    if one.place:
        grounds.append(Ground("place", "named in the sentence", span(one.place.name)))
    return Claim(
        id=claim_id(document, "quantity", number.start, number.end, what.object, what.outcome, one.party),
        kind="quantity",
        document=document,
        source=source,
        number=number,
        evidence=Span(start, start + len(sentence), sentence),
        value=one.value,
        object=what.object,
        outcome=what.outcome,
        party=one.party,
        actor=None,
        event=None,
        place=one.place,
        window=one.window,
        stated=None,
        claimant=one.claimant,
        relays=(),
        voice="narrator" if narrated else "indirect",
        stance="asserted",
        segment="body",
        grounds=tuple(grounds),
    )


class Peak:
    """The most bytes in memory of this process and its children together, seen in a ``with`` block."""

    def __init__(self) -> None:
        self.size = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            self.size = max(self.size, _memory())
            if self._over.wait(_LOOK):
                return


def _memory() -> float:
    """What pages are shared counts in parts; where the system does not tell, in full with each."""
    try:
        return sum(map(_share, _with_children(os.getpid())))
    except PermissionError:
        return tree_memory(os.getpid())


def _share(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):  # it has ended in the meantime
        return 0.0
    return sum(float(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _with_children(process: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        found = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return [process]
    return [process, *(one for child in found for one in _with_children(child))]


class Measured(NamedTuple):
    """What one linking took."""

    seconds: float
    memory: float
    linked: Linked
    before: int
    after: int


def keep(path: Path, documents: Iterable[_Kept]) -> tuple[int, int]:
    """A ledger of them; how many documents and claims."""
    count = claims = 0
    with Ledger(path, writing=True) as ledger:
        ledger.begin("bench.linking", {})
        for one in documents:
            count += ledger.keep(one.raw, rows_of(one.document, one.claims))
            claims += len(one.claims)
    return count, claims


def measure(path: Path, jobs: int) -> Measured:
    """Links what is not linked yet."""
    before = path.stat().st_size
    with Peak() as peak:
        begun = time.perf_counter()
        with Ledger(path, writing=True) as ledger:
            linked = link(ledger, jobs=jobs)
        seconds = time.perf_counter() - begun
    return Measured(seconds, peak.size, linked, before, path.stat().st_size)


def types(path: Path) -> Counter[str]:
    """How many relations of each type there are."""
    with closing(sqlite3.connect(path)) as db:
        return Counter(dict(db.execute("SELECT type, count(*) FROM relations GROUP BY type")))


def derived(path: Path) -> tuple[list[Any], list[Any]]:
    """Relations and clusters, whole rows in a fixed order."""
    with closing(sqlite3.connect(path)) as db:
        tables = [db.execute(f"SELECT * FROM {table}").fetchall() for table in ("relations", "clusters")]
    return sorted(tables[0]), sorted(tables[1])


def in_any_order(jobs: int) -> tuple[bool, int, int]:
    """Whether the order in which documents come makes no difference; relations and clusters."""
    documents = list(Corpus(_SMALL).documents())
    shuffled = _chance("order").sample(documents, len(documents))
    half = len(documents) // 2
    found = []
    for parts in ([documents], [shuffled], [shuffled[:half], shuffled[half:]]):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "small.db"
            for part in parts:
                keep(path, part)
                measure(path, jobs)
            found.append(derived(path))
    return found[0] == found[1] == found[2], len(found[0][0]), len(found[0][1])


def made(folder: Path, claims: int) -> Path:
    path = folder / f"{claims}.db"
    for old in folder.glob(f"{path.name}*"):
        old.unlink()
    begun = time.perf_counter()
    documents, kept = keep(path, Corpus(claims).documents())
    print(
        f"made {documents:,} documents, {kept:,} claims in {time.perf_counter() - begun:,.0f} s", flush=True
    )
    return path


def _told(name: str, one: Measured, path: Path) -> None:
    print(
        f"{name}: {one.seconds:,.2f} s, peak memory {one.memory / 1e6:,.0f} MB, "
        f"ledger {one.before / 1e6:,.0f} MB, then {one.after / 1e6:,.0f} MB; "
        f"{one.linked.documents:,} documents, {one.linked.groups:,} groups, "
        f"{one.linked.relations:,} relations"
    )
    print("  " + ", ".join(f"{kind} {count:,}" for kind, count in types(path).most_common()), flush=True)


def run(folder: Path, claims: int, jobs: int) -> bool:
    """Measures everything and prints it; whether all bars are met."""
    load_linker()  # once a process, and not what is measured
    same, relations, clusters = in_any_order(jobs)
    tenth = made(folder, claims // 10)
    small = measure(tenth, jobs)
    _told(f"{claims // 10:,} claims", small, tenth)
    whole = made(folder, claims)
    large = measure(whole, jobs)
    _told(f"{claims:,} claims", large, whole)
    keep(whole, [Corpus(claims).one_more()])
    more = measure(whole, jobs)
    _told("one more document", more, whole)
    rows = [
        (f"linking {claims:,} claims, {jobs} processes", large.seconds, _SECONDS, "s"),
        ("peak memory of all processes", large.memory / 1e6, _MEMORY / 1e6, "MB"),
        ("times as long as a tenth", large.seconds / small.seconds, _RATIO, ""),
        (f"one more document ({more.linked.groups} groups)", more.seconds, _ONE, "s"),
    ]
    print(f"\n{'':44}{'measured':>12}{'bar':>9}")
    for name, value, bar, unit in rows:
        print(f"{name:44}{value:12,.2f}{bar:9,.0f} {unit:3}{'met' if value < bar else 'MISSED'}")
    answer, met = ("yes", "met") if same else ("no", "MISSED")
    print(f"{'same in any order':44}{answer:>12}{'yes':>9}    {met}", end=" ")
    print(f"({relations:,} relations, {clusters:,} clusters)")
    return same and all(value < bar for _, value, bar, _ in rows)


def main() -> None:
    """Measures, prints, and ends with status 1 where a bar is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="folder that the ledgers are made in, and stay")
    asked = parser.parse_args()
    if asked.claims < 10 * _SMALL:
        parser.error(f"--claims: {10 * _SMALL:,} at least")
    collect_seldom()
    if asked.keep:
        asked.keep.mkdir(parents=True, exist_ok=True)
        raise SystemExit(not run(asked.keep, asked.claims, asked.jobs))
    with tempfile.TemporaryDirectory() as folder:
        raise SystemExit(not run(Path(folder), asked.claims, asked.jobs))


if __name__ == "__main__":
    main()
