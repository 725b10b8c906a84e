"""Accounts as rows of ranges, and how they stand on a page."""

from __future__ import annotations

from dataclasses import replace

from counterclaim.account.account import Account, Follows, Reckoned, Said
from counterclaim.account.estimated import Losses
from counterclaim.export.account_bars import account_bars, account_chart
from counterclaim.export.picture import Numbers, Picture
from counterclaim.export.report import Beside, report_page
from tests.account.samples import an_account, some_claims
from tests.export.samples import SAMPLED, a_spread
from tests.export.test_report import EVIL, Page, rows
from tests.link.samples import may, wording
from tests.samples import a_reading


def rival_totals() -> Account:
    told = [
        {"by": by, "figure": figure, "kind": "cumulative", "start": may(1), "end": may(9), **more}
        for by, figure, more in (
            ("freedonia", 240, {"qualifier": "at_least"}),
            ("freedonian_president", 250, {}),
            ("sylvania", 90, {}),
        )
    ]
    return an_account(some_claims(told))


def with_losses(of: Account) -> Account:
    days = tuple(map(may, range(1, 10)))
    losses = Losses(
        "sylvania",
        "personnel killed, Vell",
        days,
        tuple(a_spread(20.0 * n) for n in range(1, 10)),
        3,
        2,
        False,
    )
    return replace(of, estimate=losses, diagnosis=SAMPLED)


def test_camps_profiles_and_an_estimate_of_the_same_day() -> None:
    bars = account_bars(with_losses(rival_totals()), wording())
    assert [bar.kind for bar in bars] == ["camp", "camp", "profile", "estimate"]
    freedonia, sylvania, _, estimate = bars
    assert [(mark.figure, mark.bound) for mark in freedonia.marks] == [(240, "minimum"), (250, "exact")]
    assert (freedonia.label, sylvania.label) == ("Freedonia", "Sylvania")
    assert estimate.told == "180 (95\xa0%: 138 to 234)"


def test_an_estimate_stands_beside_no_count_of_a_day() -> None:
    claims = some_claims(
        [{"by": "freedonia", "figure": 30, "kind": "period", "start": may(9), "end": may(9)}]
    )
    made = with_losses(an_account(claims))
    assert "estimate" not in {bar.kind for bar in account_bars(made, wording())}


def test_what_follows_is_a_row_where_it_is_more_than_what_is_claimed() -> None:
    all_of_it = Follows(None, "", 100, None, ("It is more.",), ("c1",), True)
    of_one = Follows("sylvania", "Sylvania", None, 400, ("It is less.",), ("c3",), True)
    made = replace(
        rival_totals(), reckoned=Reckoned(follows=(all_of_it, of_one, replace(of_one, further=False)))
    )
    bounds = [bar for bar in account_bars(made, wording()) if bar.kind == "bound"]
    assert [(bar.label, bar.told) for bar in bounds] == [
        ("By arithmetic", "at least 100"),
        ("By arithmetic, Sylvania", "at most 400"),
    ]
    assert "By arithmetic" in str(account_chart(made, wording()))


def test_sentences_lead_to_their_claims_and_nothing_else() -> None:
    documents, claims = rows(a_reading())
    own = claims[0]["id"]
    said = (Said(EVIL, (own, "c-not-there")), Said(". "))
    picture = Picture("Vell", "", "", "", (), (), told=said, points=(Said("Both cannot hold.", (own,)),))
    numbers = replace(picture, columns=("what",), rows=(Numbers((EVIL,)),))
    page = report_page("case.db", documents, claims, Beside(), [picture, numbers], EVIL)
    found = Page(page)
    assert found.links.count(f"#{own}") == 5
    assert "#c-not-there" not in found.links
    assert "Both cannot hold." in found.text
    assert page.count("<details>") == 1
    assert "script" not in found.tags
    assert "onmouseover" not in found.attributes
