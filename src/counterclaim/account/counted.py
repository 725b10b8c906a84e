"""Which claims of one quantity count under a coding profile, and how many independent voices they come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from counterclaim.account.figures import Figure, cited, figure, standing, who
from counterclaim.link.alike import Alike
from counterclaim.link.compare import Rules, amount, camp, of_one_house
from counterclaim.link.relate import order
from counterclaim.link.statement import NARRATOR, UNNAMED, Statement
from counterclaim.world.profile import Profile

Held = list[tuple[Statement, Figure]]
_Left = tuple[str, str]
# Behind whom anybody may stand.
_NOBODY = (NARRATOR, UNNAMED)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that does not count: by which rule, and a sentence of why."""

    claim: str
    words: str
    rule: str
    why: str


def reading(
    claims: Sequence[Statement], profile: Profile, sides: Collection[str] | None = None
) -> tuple[Held, tuple[LeftOut, ...]]:
    """The claims that count with their figures, the first published first, and those that do not.

    Args:
        sides: ids of the parties to the event; without them every camp is taken for one.
    """
    speak = {*profile.low_of, *profile.high_of}
    speak |= {one for group in profile.best_of for one in group if profile.best in ("lowest", "median")}
    held: Held = []
    left: list[tuple[Statement, _Left]] = []
    for claim in sorted(claims, key=order):
        read = figure(claim, profile)
        because = _uncounted(claim, read, profile)
        if because is None and standing(claim, sides) not in speak:
            why = f"“{claim.words}” is on the word of {who(claim)}, which drives no number under {profile.title}."
            because = cited(profile, "best_of" if profile.best != "none" else "low_of"), why
        if because:
            left.append((claim, because))
        else:
            held.append((claim, read))
    for sift in (_beside_its_body, _replaced):
        kept: Held = []
        beside = [claim for claim, _ in held]
        for claim, read in held:
            if because := sift(claim, beside, profile):
                left.append((claim, because))
            else:
                kept.append((claim, read))
        held = kept
    ordered = sorted(left, key=lambda found: order(found[0]))
    return held, tuple(LeftOut(c.id, c.words, rule, why) for c, (rule, why) in ordered)


def _uncounted(claim: Statement, read: Figure, profile: Profile) -> _Left | None:
    """Why a claim does not count, whatever the others are."""
    if claim.unit is not None or claim.statistic not in profile.statistics:
        return cited(profile, "statistics"), f"“{claim.words}” is no plain count that {profile.title} takes."
    if claim.stance not in profile.stances:
        return cited(profile, "stances"), f"“{claim.words}” is told as {claim.stance}, which does not count."
    if claim.segment != "body" and profile.headlines == "never":
        return cited(profile, "headlines"), f"“{claim.words}” stands outside the body of its report."
    return (read.rule, f"{read.why[:1].upper()}{read.why[1:]}.") if read.point is None else None


def _beside_its_body(claim: Statement, held: Sequence[Statement], profile: Profile) -> _Left | None:
    """Whether the body of its report has a headline's figure more fully; a headline drops hedges and speakers."""
    if claim.segment == "body" or profile.headlines != "alone":
        return None
    body = (c for c in held if c.document == claim.document and c.segment == "body")
    fuller = next(
        (c for c in body if _given(c) == _given(claim) or claim.claimant in (c.claimant, *_NOBODY)), None
    )
    if fuller is None:
        return None
    why = f"“{claim.words}” stands outside the body of its report, which has “{fuller.words}”."
    return cited(profile, "headlines"), why


def _replaced(claim: Statement, held: Sequence[Statement], profile: Profile) -> _Left | None:
    """Whether a later figure of the same claimant takes the place of this one."""
    if profile.updates == "all":
        return None
    rivals = (
        c for c in held if _given(c) != _given(claim) and _before(claim, c) and _same_claimant(claim, c)
    )
    later = max(rivals, key=lambda c: (_said(c) or 0, c.id), default=None)
    if later is None:
        return None
    why = f"“{claim.words}” was replaced by “{later.words}”, which {who(later)} has later."
    return cited(profile, "updates"), why


def _before(one: Statement, other: Statement) -> bool:
    """Told as given up, or said on an earlier day; of one day with nothing told neither is the later."""
    if one.superseded != other.superseded:
        return one.superseded
    mine, others = _said(one), _said(other)
    return mine is not None and others is not None and mine < others


def _given(claim: Statement) -> float | str:
    return claim.figure if claim.figure is not None else claim.words.casefold()


def _said(claim: Statement) -> int | None:
    return claim.said if claim.said is not None else claim.published


def _same_claimant(one: Statement, other: Statement) -> bool:
    if UNNAMED in (one.claimant, other.claimant):
        return False
    if NARRATOR in (one.claimant, other.claimant):
        return one.claimant == other.claimant and one.outlet == other.outlet
    return one.claimant == other.claimant or of_one_house(one.claimant, other.claimant)


def voices(claims: Sequence[Statement], rules: Rules) -> list[list[Statement]]:
    """The claims by independent voices, as far as independence can be told.

    Claimants of one camp or one house are one voice. A report's own figure and hearsay pass on what somebody who is
    named says in the same report, or gives as the same figure anywhere; else each outlet is a voice, and outlets
    that have the same sentence are one.

    Args:
        rules: by which two figures are known to be the same.
    """
    by_claimant: dict[tuple[str, str | None], list[Statement]] = {}
    loose: list[Statement] = []
    for claim in claims:
        if _nobodys(claim):
            loose.append(claim)
        else:
            by_claimant.setdefault((claim.claimant, camp(claim)), []).append(claim)
    named: list[list[Statement]] = []
    for same in by_claimant.values():
        _join(named, same, _one_voice)
    own: list[list[Statement]] = []
    for claim in loose:
        if group := next((g for g in named if any(_passes_on(claim, c, rules) for c in g)), None):
            group.append(claim)
        else:
            _join(own, [claim], _one_text)
    return named + own


def _join(
    groups: list[list[Statement]], more: list[Statement], one: Callable[[Statement, Statement], bool]
) -> None:
    """Adds claims of one voice to the groups that they are of, which become one."""
    kin = [any(one(more[0], other) for other in group) for group in groups]
    joined = [claim for group, is_kin in zip(groups, kin, strict=True) if is_kin for claim in group]
    groups[:] = [group for group, is_kin in zip(groups, kin, strict=True) if not is_kin]
    groups.append([*joined, *more])


def _nobodys(claim: Statement) -> bool:
    """Whether nobody is named for it, nor a side known."""
    return claim.claimant in _NOBODY and camp(claim) is None


def _one_voice(one: Statement, other: Statement) -> bool:
    mine, others = camp(one), camp(other)
    if mine is not None and mine == others:
        return True
    if one.claimant == other.claimant not in _NOBODY:
        return True
    return (mine is None or others is None) and of_one_house(one.claimant, other.claimant)


def _one_text(one: Statement, other: Statement) -> bool:
    return one.outlet == other.outlet or (one.figure == other.figure and Alike({})(one, other))


def _passes_on(claim: Statement, named: Statement, rules: Rules) -> bool:
    return claim.document == named.document or amount(claim, named, rules.profile) == "same"
