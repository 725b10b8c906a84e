"""Pictures of an account or an estimate as a page shows them: with words, and all the numbers in a table beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from counterclaim.account.account import Said
from counterclaim.account.estimated import Bias, Diagnosis, Estimate, Losses, Spread
from counterclaim.account.figures import number
from counterclaim.export.account_chart import ranges_chart
from counterclaim.export.account_rows import Bar, Mark
from counterclaim.export.bias_chart import bias_chart
from counterclaim.export.claim_marks import Name
from counterclaim.export.drawing import Spec, clean, render
from counterclaim.export.estimate_chart import losses_chart
from counterclaim.export.frame import about, day_text, described
from counterclaim.export.losses_plot import is_of
from counterclaim.export.svg import told
from counterclaim.export.words import NOTHING, spaced

_GIVEN = {"exact": "", "minimum": "at least", "maximum": "at most"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """A row of a table; ``claims`` are the ids of those that it rests on."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on a page.

    Attributes:
        title: of its section.
        svg: as ``counterclaim.export.svg.checked`` lets pass; empty where nothing is drawn.
        alt: the picture in two sentences.
        text: a paragraph above it; empty where there is nothing more to say.
        columns, rows: the numbers it is drawn from; each row has as many cells as there are columns.
        told: a further paragraph in pieces, each with the ids of its claims; ``points`` a list beneath the picture.
    """

    title: str
    svg: str
    alt: str
    text: str
    columns: tuple[str, ...]
    rows: tuple[Numbers, ...]
    told: tuple[Said, ...] = ()
    points: tuple[Said, ...] = ()


def drawn(
    spec: Spec, columns: Sequence[str], rows: Sequence[Numbers], text: str = "", *, bare: bool = False
) -> Picture:
    """A picture of a specification that ``framed`` gives, with its numbers.

    Args:
        bare: nothing is drawn; words and numbers stand for it.

    Raises:
        CounterclaimError: vl-convert is not installed.
    """
    title, alt = " ".join(spec["title"]["text"]), described(spec)
    svg = "" if bare else told(render(spec, "svg").decode("utf-8"), title, alt)
    return Picture(title, svg, alt, text, tuple(columns), tuple(rows))


def losses_picture(
    estimate: Estimate,
    losses: Losses,
    name: Name = spaced,
    *,
    text: str = "",
    made: date | None = None,
    bare: bool = False,
) -> Picture:
    """Losses over time; its table has each claim beside what is estimated for its day, and the last day.

    Args:
        text: a paragraph above the picture.
        losses, name, made: as of ``losses_chart``; ``bare`` as of ``drawn``.

    Raises:
        CounterclaimError: there is no day to draw, or vl-convert is not installed.
    """
    spec = losses_chart(estimate, losses, name, made=made)
    totals = dict(zip(losses.days, losses.totals, strict=True))
    own = sorted(
        (one for one in estimate.observations if is_of(one, losses)),
        key=lambda one: (one.day, one.source, one.id),
    )
    rows = [
        Numbers(
            (
                _day(one.day, estimate.dated),
                clean(name(one.source)),
                number(one.count),
                _GIVEN[one.bound],
                "running total" if one.running else "that day alone",
                *_spread(totals.get(one.day) if one.running else None),
            ),
            (one.id,),
        )
        for one in own
    ]
    last = (_day(losses.days[-1], estimate.dated), "the estimate alone", NOTHING, "", "running total")
    rows.append(Numbers((*last, *_spread(losses.totals[-1]))))
    columns = (
        "day",
        "source",
        "claimed",
        "given as",
        "of what",
        "estimated",
        "50\xa0% interval",
        "95\xa0% interval",
    )
    return drawn(spec, columns, rows, text, bare=bare)


def bias_picture(
    estimate: Estimate,
    name: Name = spaced,
    *,
    chosen: Sequence[Bias] | None = None,
    text: str = "",
    made: date | None = None,
    bare: bool = False,
) -> Picture:
    """The bias of each source; its table has all of them, drawn or not. Arguments as of ``bias_chart``.

    Raises:
        CounterclaimError: there is no bias to draw, or vl-convert is not installed.
    """
    spec = bias_chart(estimate, name, chosen=chosen, made=made)
    held = estimate.biases if chosen is None else chosen
    rows = [
        Numbers(
            (
                clean(name(one.party)) if one.party else NOTHING,
                clean(one.category) or NOTHING,
                clean(name(one.source)),
                *_spread(one.factor),
                f"{one.claims:,}",
            )
        )
        for one in sorted(held, key=lambda one: (one.party, one.category, one.source))
    ]
    columns = (
        "losses of",
        "what",
        "source",
        "for each one",
        "50\xa0% interval",
        "95\xa0% interval",
        "claims",
    )
    return drawn(spec, columns, rows, text, bare=bare)


def ranges_picture(
    bars: Sequence[Bar],
    title: str,
    *,
    diagnosis: Diagnosis | None = None,
    day: date | None = None,
    text: str = "",
    made: date | None = None,
    bare: bool = False,
) -> Picture:
    """Rival ranges side by side, with the claims that each rests on. Arguments as of ``ranges_chart``.

    Raises:
        CounterclaimError: no row has a figure, or vl-convert is not installed.
    """
    spec = ranges_chart(bars, title, diagnosis=diagnosis, day=day, made=made)
    rows = [
        Numbers(
            (
                clean(bar.label),
                clean(bar.under),
                clean(bar.told),
                ", ".join(map(_mark, bar.marks)) or NOTHING,
            ),
            bar.claims,
        )
        for bar in bars
    ]
    return drawn(spec, ("whose", "what it is", "range", "figures"), rows, text, bare=bare)


def _day(day: date, dated: bool) -> str:
    return day.isoformat() if dated else day_text(day, dated)


def _spread(of: Spread | None) -> tuple[str, str, str]:
    if of is None:
        return NOTHING, NOTHING, NOTHING
    half, most = (f"{about(low)} to {about(high)}" for low, high in (of.of50, of.of95))
    return about(of.median), half, most


def _mark(mark: Mark) -> str:
    return " ".join(filter(None, (_GIVEN[mark.bound], number(mark.figure))))
