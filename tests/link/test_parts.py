"""Parts and their wholes, as a report tells them."""

from __future__ import annotations

import pytest

import counterclaim
from counterclaim.link.parts import parts

CASES = [
    ("Shelling killed 31 villagers, nine of them children.", [("nine", "31")]),
    ("The blast killed 20 people, including three women and two children.", [("three", "20"), ("two", "20")]),
    ("Six civilians were among at least 22 people killed in the raids.", [("Six", "22")]),
    ("The mayor said 20 people were killed. Of these, three were children.", [("three", "20")]),
    ("The flood killed 12 people and injured 40.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_parts(text: str, expected: list[tuple[str, str]]) -> None:
    claims = counterclaim.extract(text, dossier=None)
    words = {claim.id: claim.number.text for claim in claims if claim.number}
    found = list(parts(claims))
    assert [(words[r.source], words[r.target]) for r in found] == expected
    for relation in found:
        assert relation.type == "part_of"
        assert words[relation.source] in relation.why
        assert words[relation.target] in relation.why
