"""What accounts say, word by word."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counterclaim.account.account import Account, Said, Sentence, Time
from counterclaim.account.estimated import Bias, Diagnosis, Losses, Spread
from counterclaim.account.quantity import Quantity
from counterclaim.account.told import paragraph, tell
from counterclaim.account.words import between, counted, over
from counterclaim.world.profile import load_profile
from tests.account.samples import an_account
from tests.account.test_account import a_total, of_days, undated
from tests.link.samples import may, wording

# The sentences of each case.
TOLD = tomllib.loads((Path(__file__).parents[1] / "cases" / "accounts.toml").read_text("utf-8"))
CASES: dict[str, Callable[[], Account]] = {
    "one claim": lambda: an_account([a_total(1, "freedonia", 9, 240)]),
    "rival totals": lambda: an_account(
        [
            a_total(1, "freedonia", 9, 240),
            a_total(2, "sylvania", 8, 35),
            a_total(3, "monitor", 9, 90, qualifier="at_least", words="at least 90"),
            undated(4, "charity", 70),
        ],
        repeating=["c2"],
    ),
    "one day, by a practice with grades": lambda: an_account(
        [
            of_days(1, "paper", 3, 3, 12),
            of_days(2, "hearsay", 3, 3, 20),
            of_days(3, "police", 3, 3, None, words="dozens of"),
            of_days(4, "charity", 3, 4, 14),
        ],
        profile=load_profile("airwars"),
    ),
    "what other counts leave": lambda: an_account(
        [a_total(1, "freedonia", 9, 100, qualifier="at_least", words="at least 100")],
        [
            a_total(2, "freedonia", 9, 70, outcome="wounded"),
            a_total(3, "freedonia", 9, 200, outcome="killed_or_wounded"),
        ],
    ),
    "an old total, a forecast, another practice": lambda: an_account(
        [
            a_total(1, "freedonia", 9, 240),
            a_total(2, "sylvania", 9, 35, end=may(9).replace(month=3)),
            a_total(4, "freedonian_president", 9, 40, stance="predicted"),
        ],
        other=load_profile("acled"),
        left=7,
    ),
    "one figure within its range, and without": lambda: an_account(
        [a_total(1, "monitor", 9, 240), a_total(2, "charity", 9, 300), a_total(3, "freedonia", 9, 900)],
        profile=load_profile("ucdp"),
        other=load_profile("acled"),
    ),
    "totals of several days": lambda: an_account(
        [
            a_total(1, "freedonia", 20, 240),
            a_total(2, "freedonian_president", 3, 100),
            a_total(3, "monitor", 12, 150),
        ]
    ),
    "no time told": lambda: an_account([undated(1, "monitor", 240), undated(2, "paper", 240)]),
}


@pytest.mark.parametrize("about", CASES)
def test_an_account_reads(about: str) -> None:
    made = CASES[about]()
    assert [sentence.text for sentence in made.told] == TOLD[about]
    assert paragraph(made) == " ".join(TOLD[about])
    assert 4 <= len(made.told) <= 8


@pytest.mark.parametrize("about", CASES)
def test_every_number_has_its_claims(about: str) -> None:
    for sentence in CASES[about]().told:
        for piece in sentence.pieces:
            named = piece.text.replace(" 1”", "")  # the version of a practice
            assert piece.claims or not any(c.isdigit() for c in named) or "too many" in named


def test_a_sentence_has_each_claim_once() -> None:
    sentence = Sentence((Said("One, ", ("c1", "c2")), Said("two", ("c2",)), Said(".")))
    assert (sentence.text, sentence.claims) == ("One, two.", ("c1", "c2"))


def an_estimate(**fields: object) -> Losses:
    spread = Spread(250, 248, (240, 260), (210.2, 290.9), (200, 300))
    plain = Losses("sylvania", "personnel killed", (may(9),), (spread,), 12, 3, False)
    return replace(plain, **fields)  # type: ignore[arg-type]


def diagnosed(method: str, converged: bool, why: str = "") -> Diagnosis:
    return Diagnosis(method, 4, 1000, 1.0, 900.0, 0.0, converged, why, 9.0)  # type: ignore[arg-type]


def with_estimate(losses: Losses, diagnosis: Diagnosis | None, *biases: Bias) -> str:
    made = an_account([a_total(1, "freedonia", 9, 240)])
    told = tell(replace(made, estimate=losses, diagnosis=diagnosis, biases=biases), wording())
    return next(one.text for one in told if "estimate" in one.text)


def test_an_estimate_is_told_with_its_interval_and_method() -> None:
    bias = Bias(
        "freedonia", "sylvania", "personnel killed", Spread(1.2, 1.2, (1.1, 1.3), (0.94, 1.62), (0.9, 1.7)), 4
    )
    assert with_estimate(an_estimate(), diagnosed("sampled", True), bias) == (
        "An estimate by a model of each source's bias, sampled, from 12 claims of 3 sources, puts it at 200 to 300 "
        "(95 % interval; median 248) as of 9 May 2031; by it Freedonia reports 1.2 for each one estimated (0.9 to "
        "1.7, 95 % interval)."
    )


def test_an_estimate_says_what_is_wrong_with_it() -> None:
    assert with_estimate(an_estimate(alone=True), diagnosed("preview", False)) == (
        "An estimate by a quick approximation to a model of each source's bias, whose intervals are too narrow, from "
        "12 claims of 3 sources, puts it at 200 to 300 (95 % interval; median 248) as of 9 May 2031; its level rests "
        "on what was assumed of the one source's bias."
    )
    told = with_estimate(an_estimate(), diagnosed("sampled", False, "rhat is 1.2"))
    assert told.endswith("; the sampling did not converge (rhat is 1.2), and it is not to be relied on.")


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (Quantity("sylvania", "personnel", "killed", "vell"), "personnel of Sylvania killed in Vell"),
        (Quantity("sylvania", "tank", "lost"), "tanks of Sylvania lost"),
        (Quantity("", "child", "killed_or_wounded", "old_vell"), "children killed or wounded in old vell"),
        (Quantity("sylvania", "personnel", "losses"), "personnel of Sylvania (losses)"),
        (Quantity("", "other:pleasure_boat", "destroyed"), "pleasure boats destroyed"),
        (Quantity("", "family", "displaced"), "families displaced"),
        (Quantity("", "", "killed"), "what is not named killed"),
        (Quantity("", "area"), "area"),
    ],
)
def test_quantities_in_words(of: Quantity, words: str) -> None:
    assert counted(of, wording()) == words


@pytest.mark.parametrize(
    ("time", "words"),
    [
        (Time("running", None, may(9)), "the total up to 9 May 2031"),
        (Time("running", date(2030, 12, 1), may(9)), "the total from 1 December 2030 to 9 May 2031"),
        (Time("stretch", may(3), may(3)), "3 May 2031 alone"),
        (Time("stretch", may(3), may(4)), "the time from 3 May 2031 to 4 May 2031"),
        (Time("state", may(3), may(3)), "the state on 3 May 2031"),
        (Time("undated"), "a time that is not told"),
    ],
)
def test_times_in_words(time: Time, words: str) -> None:
    assert over(time) == words


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((3, 3, False, False), "3"),
        ((1000, 2000, False, True), "1,000 to 2,000 or more"),
        ((3, 4.5, True, True), "3 or less to 4.5 or more"),
    ],
)
def test_ranges_in_words(given: tuple[float, float, bool, bool], words: str) -> None:
    assert between(*given) == words
