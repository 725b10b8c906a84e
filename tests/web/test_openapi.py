"""The interface as it is described, held against the desk by requests that are made from the description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from counterclaim.web.app import FORMS, PAGES
from counterclaim.web.desk import Desk
from counterclaim.web.download import MEDIA
from counterclaim.web.openapi import description, json_path
from counterclaim.web.pages.claims import FILTERS
from tests.web.desks import RECORDS, assert_held, built, local
from tests.web.samples import HERE, token

DESCRIBED = description(PAGES, FORMS, FILTERS, MEDIA)
_FOUND: list[Any] = [*schemathesis.openapi.from_dict(DESCRIBED).get_all_operations()]
OPERATIONS = {f"{one.ok().method} {one.ok().path}": one.ok() for one in _FOUND}
# So many requests of each operation.
_REQUESTS = 20
_NEEDED = ("subject", "verdict", "judgement")


@dataclass(frozen=True, slots=True)
class Known:
    """A browser, its token, and what leads to something in parts of addresses and fields."""

    browser: TestClient
    csrf: str
    parts: Mapping[str, str]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """Of a desk that the tests of this module change."""
    browser = local(Desk(built(tmp_path_factory.mktemp("described"), *RECORDS)))
    csrf = token(browser, "/review")
    rows = browser.get("/claims.json").json()["claims"]
    row, other = rows[0], rows[-1]
    form = {"csrf": csrf, "name": "a", "coders": "local,b", "document": other["document"]}
    assert browser.post("/rounds", data=form).status_code == 303
    parts = {
        "claim": row["id"], "subject": row["id"], "into": other["id"], "document": row["document"], "round": "1",
        "other": other["document"], "source": row["claimant"], "judgement": "1", "coder": "local", "field": "party",
        "verdict": "accepted",
    }  # fmt: skip
    return Known(browser, csrf, parts)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_does_what_is_described(known: Known, name: str) -> None:
    operation = OPERATIONS[name]

    @settings(
        max_examples=_REQUESTS,
        deadline=None,
        phases=(Phase.generate,),
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(), real=st.booleans())
    def check(case: Any, real: bool) -> None:
        if real:  # else hardly any request would lead anywhere
            case.path_parameters = {one: known.parts.get(one, "csv") for one in case.path_parameters}
        made = case.as_transport_kwargs(base_url=HERE)
        sent = {"params": made["params"]}
        if isinstance(case.body, dict):
            fields = {
                one: told for one, told in case.body.items() if isinstance(told, str | int | float | list)
            }
            if real:
                fields |= {one: told for one, told in known.parts.items() if one in fields or one in _NEEDED}
            sent["data"] = fields | {"csrf": known.csrf}
        answer = known.browser.request(case.method, made["url"], **sent)
        assert_held(answer)
        case.validate_response(
            answer,
            checks=[
                not_a_server_error,
                status_code_conformance,
                content_type_conformance,
                response_schema_conformance,
            ],
        )

    check()


def test_the_description_is_that_of_this_desk(known: Known) -> None:
    answer = known.browser.get("/openapi.json")
    assert answer.json() == DESCRIBED
    assert_held(answer)
    addresses = {json_path(page.path) for page in PAGES} | {page.path for page in PAGES}
    assert {*DESCRIBED["paths"]} == addresses | {form.path for form in FORMS} | {"/claims/as/{kind}"}
    names = [one["operationId"] for path in DESCRIBED["paths"].values() for one in path.values()]
    assert len(names) == len({*names})


def test_no_operation_is_left_out(known: Known) -> None:
    """Each of the described statuses that are about what is asked can be met."""
    for name, operation in OPERATIONS.items():
        method, path = name.split()
        address = path.format(**known.parts, kind="csv")
        if method.upper() == "POST":
            assert known.browser.post(address).status_code == 403
        else:
            assert known.browser.get(address).status_code in (200, 400, 404), operation.path
