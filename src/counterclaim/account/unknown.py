"""What an account does not know, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from counterclaim.account.account import Account, Said, Sentence, Stand
from counterclaim.account.figures import standing
from counterclaim.link.statement import Statement

# Reports date one event so many days apart.
_A_DAY = 1


def unknown(of: Account) -> Iterator[Sentence]:
    """What is not known: open ends, who is missing, other times, what waits for coding; nothing where all is told."""
    stand = of.stand
    if stand is None:
        return
    told = [*_of_stand(stand), *_of_others(of)]
    if not told:
        return
    pieces = [Said("Not known: ")]
    for nth, one in enumerate(told):
        pieces.append(Said(f"{'; ' if nth else ''}{one.text}", one.claims))
    yield Sentence((*pieces, Said(".")))


def _of_stand(stand: Stand) -> Iterator[Said]:
    found = stand.range
    if found.open_above or found.open_below:
        wide = [side for side in stand.sides if side.open_above or side.open_below]
        beyond = " and ".join(
            end for end, is_open in (("more", found.open_above), ("less", found.open_below)) if is_open
        )
        yield Said(f"how much {beyond} the words leave open", tuple(c for side in wide for c in side.claims))
    if found.counted and found.independent == 1:
        yield Said("a second count by an independent voice", found.counted)
    elif found.counted and not any(
        standing(c) == "uninvolved" for c in stand.claims if c.id in found.counted
    ):
        yield Said("the count of a named source that speaks for no side")
    if worded := tuple(
        claim.id for claim in stand.claims if claim.figure is None and claim.id not in found.counted
    ):
        yield Said("the number behind words that name none", worded)
    if stand.loose:
        loose = tuple(claim.id for claim in stand.claims if claim.start is None)
        yield Said(
            "the beginning from which the total is counted" + _some(len(loose), len(stand.claims)), loose
        )
    if earlier := tuple(
        claim.id for claim in stand.claims if _lags(claim, stand) and claim.id in found.counted
    ):
        # Between two days a total grows: what lies between their figures is not all dispute.
        count = "one speaker" if len(earlier) == 1 else f"{len(earlier):,} speakers"
        yield Said(f"what {count} with an earlier total would give for the last day", earlier)
    waits = found.grade_why.partition("Whether ")[2]
    if waits:
        yield Said(f"whether {waits.removesuffix(' is not coded.')}")


def _lags(claim: Statement, stand: Stand) -> bool:
    """Whether a running total is of an earlier day, by more than reports differ in dating one."""
    last = stand.time.end
    if stand.time.kind != "running" or claim.end is None or last is None:
        return False
    return last.toordinal() - claim.end > _A_DAY


def _of_others(of: Account) -> Iterator[Said]:
    undated = [one for one in of.beside if one.time.kind == "undated"]
    for one in undated:
        count = len(one.claims)
        whose = "one further claim counts" if count == 1 else f"{count:,} further claims count"
        yield Said(f"the time that {whose}", tuple(claim.id for claim in one.claims))
    if of.reckoned.left:
        yield Said(
            f"what {of.reckoned.left:,} more claims would bear on it, which were too many to be reckoned with"
        )


def _some(count: int, of: int) -> str:
    return "" if count == of else f" ({count:,} of {of:,} do not tell it)"
