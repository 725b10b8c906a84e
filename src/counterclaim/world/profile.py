"""Coding profiles: how hedged figures become numbers that can be compared, and rival ones a range."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from counterclaim.errors import DataError

_FOLDER = Path(__file__).parent / "profiles"

Standing = Literal["uninvolved", "own", "other", "report", "unnamed"]
Stance = Literal["asserted", "estimated", "reported", "denied", "questioned", "predicted"]
Statistic = Literal["total", "peak", "mean"]
_STANDINGS: tuple[Standing, ...] = ("uninvolved", "own", "other", "report", "unnamed")


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What words without a number may stand for.

    Attributes:
        words: lower-case phrases; of those that a claim holds the first listed counts.
        least, most: the smallest and largest figure that they are used of.
        rule: the name of the rule that says so; empty where it is the profile's own for ``vague``.
    """

    words: tuple[str, ...]
    least: float
    most: float
    rule: str = ""


class Unvalued(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words without a number that a profile leaves without one on purpose.

    Attributes:
        words: lower-case phrases.
        why: why there is no value, in a sentence.
    """

    words: tuple[str, ...]
    why: str


class Grade(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A level of support for the claims of a quantity as a whole.

    Attributes:
        name: as the practice calls it.
        voices: how many independent voices it takes; None where it rests on something else.
        waits_for: what must be coded before it can be given; empty where it can be. Such a grade is never given.
        means: in a sentence.
    """

    name: str
    means: str
    voices: int | None = None
    waits_for: str = ""


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where one setting of a profile comes from.

    Attributes:
        name: of the rule, in lower-case words joined by ``_``; results cite it.
        settings: the fields of the profile that follow from it.
        says: the rule in a sentence of this project's own.
        source: document, version or year, section; this project's own documentation where it decided.
        address: where the document is published; empty for this project's own.
        verified: whether it was checked against a public text of the source.
        missing: what could not be checked; empty where it is verified.
    """

    name: str
    settings: tuple[str, ...]
    says: str
    source: str
    verified: bool
    address: str = ""
    missing: str = ""


class Profile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A named, versioned way of reading hedges and of making a range of rival figures.

    How a claim stands to what it counts (``Standing``): ``uninvolved``, a named claimant of no side; ``own``, one
    who speaks for the side that is counted; ``other``, one who speaks for a side and counts another's people or
    people of no stated side; ``report``, the publication itself, which names no source; ``unnamed``, hearsay.

    Attributes:
        source: where its rules are published.
        about: how far from the figure "about" may lie to either side, as a share of the figure.
        vague: in the order to look for their words.
        nearly: how far below the figure "nearly" may lie, as a share of it.
        scope: what the practice codes, in words; nothing is left out by it.
        unvalued: words that are left without a number on purpose.
        vague_as: whether vague words enter a range with their ``bounds``, or stay ``open`` and only are shown.
        hedged_as: whether "about" and "nearly" enter as their ``figure`` or with their ``width``.
        floors: whether "at least" and "more than" enter as the ``figure`` alone, leave the end above it ``open``, or
            stay ``out``.
        ceilings: the same for "up to" and "less than", with the end below.
        ranges_as: the figure that "between a and b" counts with where one is needed.
        stances: those that count.
        statistics: the kinds of number that count; a unit other than a plain count never does.
        headlines: whether what stands in a headline, standfirst or caption counts ``always``, only ``alone``, where
            the body of its report does not have it more fully, or ``never``.
        updates: whether of one claimant's figures the ``last`` counts, or ``all`` do.
        low_of, high_of: the standings whose figures may drive the end; empty where the profile has no such end.
        best: how the one figure is found: not at all, the ``lowest`` or the ``median`` of those that may count, or
            the ``middle`` between the ends.
        best_of: standings from the most reliable group to the least; the first that has a claim counts alone.
        grade_of: the standings that count as voices for a grade.
        grades: from the first to try to the last.
        rules: where the settings come from.
    """

    title: str
    version: str
    source: str
    about: float
    nearly: float
    vague: tuple[Vague, ...] = ()
    scope: str = ""
    unvalued: tuple[Unvalued, ...] = ()
    vague_as: Literal["bounds", "open"] = "open"
    hedged_as: Literal["figure", "width"] = "figure"
    floors: Literal["figure", "open", "out"] = "open"
    ceilings: Literal["figure", "open", "out"] = "open"
    ranges_as: Literal["low", "middle", "high"] = "low"
    stances: tuple[Stance, ...] = ("asserted", "estimated", "reported", "questioned")
    statistics: tuple[Statistic, ...] = ("total",)
    headlines: Literal["always", "alone", "never"] = "always"
    updates: Literal["last", "all"] = "all"
    low_of: tuple[Standing, ...] = _STANDINGS
    high_of: tuple[Standing, ...] = _STANDINGS
    best: Literal["none", "lowest", "median", "middle"] = "none"
    best_of: tuple[tuple[Standing, ...], ...] = (_STANDINGS,)
    grade_of: tuple[Standing, ...] = _STANDINGS
    grades: tuple[Grade, ...] = ()
    rules: tuple[Rule, ...] = ()


def rule_of(profile: Profile, setting: str) -> Rule | None:
    """The rule that a setting comes from; None where the profile cites none."""
    return next((rule for rule in profile.rules if setting in rule.settings), None)


def bundled_profiles() -> tuple[str, ...]:
    """The names of the profiles that come with the package, in order."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def load_profile(name: str | Path = "plain") -> Profile:
    """A profile that comes with the package, read once per process, or one of the user's own.

    Args:
        name: of a bundled profile, or the path of a ``.toml`` file.

    Raises:
        DataError: there is none of this name, its file cannot be read or breaks the schema, or its settings do not
            go together.
    """
    path = Path(name)
    if isinstance(name, Path) or (path.suffix == ".toml" and path.is_file()):
        return _read(path)
    return _bundled(name)


@cache
def _bundled(name: str) -> Profile:
    known = bundled_profiles()
    if name not in known:
        raise DataError(f"{name}: no coding profile; there are: {', '.join(known)}")
    return _read(_FOLDER / f"{name}.toml")


def _read(path: Path) -> Profile:
    try:
        profile = msgspec.toml.decode(path.read_bytes(), type=Profile)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}") from error
    if problem := next(_problems(profile), None):
        raise DataError(f"{path}: {problem}")
    return profile


def _problems(profile: Profile) -> Iterator[str]:
    """What a schema cannot tell of a file."""
    fields, names = set(Profile.__struct_fields__), [rule.name for rule in profile.rules]
    for rule in profile.rules:
        if unknown := [setting for setting in rule.settings if setting not in fields]:
            yield f"rule {rule.name}: no setting {', '.join(unknown)}"
        if rule.verified == bool(rule.missing):
            yield f"rule {rule.name}: what is missing is said of a rule that is not verified, and of no other"
        if names.count(rule.name) > 1:
            yield f"rule {rule.name}: listed twice"
    phrases = [(phrase, at) for at, vague in enumerate(profile.vague) for phrase in vague.words]
    for phrase, at in phrases:
        vague = profile.vague[at]
        if vague.rule and vague.rule not in names:
            yield f"“{phrase}”: no rule {vague.rule}"
        if vague.least > vague.most:
            yield f"“{phrase}”: the least is above the most"
        if hidden := next((longer for longer, later in phrases if phrase in longer and at < later), ""):
            yield f"“{hidden}” must stand before “{phrase}”, which it holds"
    for phrase in (phrase for entry in profile.unvalued for phrase in entry.words):
        if held := next((words for words, _ in phrases if words in phrase), ""):
            yield f"“{phrase}” is to have no value, but holds “{held}”"
    for grade in profile.grades:
        if (grade.voices is None) == (not grade.waits_for):
            yield f"grade {grade.name}: it takes voices, or waits for something"
    if profile.best == "middle" and not (profile.low_of and profile.high_of):
        yield "the middle lies between two ends"
    if profile.best == "none" and not profile.low_of and not profile.high_of:
        yield "neither an end nor one figure"
