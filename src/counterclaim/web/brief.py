"""A claim as lists and charts show it: a few words for each field, with the ids that lead on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from counterclaim.export import words
from counterclaim.link.statement import NARRATOR, UNNAMED

Name = Callable[[str | None], str]
_VOICES = {NARRATOR: "the report itself", UNNAMED: "hearsay"}


def brief(
    claim: Mapping[str, Any], about: Mapping[str, Any], name: Name, state: str = "unjudged"
) -> dict[str, Any]:
    """The fields of a claim in words.

    Args:
        claim: its row.
        about: of its document: ``outlet`` (id or row or None) and ``published`` (ISO day or None).
        name: display names.
        state: what people say of it.
    """
    who, place, outlet = claim["claimant"], claim["place"], about["outlet"]
    return {
        "id": claim["id"],
        "document": claim["document"],
        "source": claim["source"],
        "figure": words.figure(claim),
        "counted": words.counted(claim),
        "object": claim["object"],
        "outcome": claim["outcome"],
        "party": claim["party"],
        "party_name": name(claim["party"]),
        "claimant": who["id"],
        "who": _VOICES.get(who["id"]) or words.agent(who),
        "camp": who["camp"],
        "camp_name": name(who["camp"]) if who["camp"] else "",
        "place": place and place["id"],
        "place_name": place["name"] if place else words.NOTHING,
        "when": words.window(claim, short=True),
        "stance": claim["stance"],
        "segment": claim["segment"],
        "outlet": outlet,
        "outlet_name": name(outlet),
        "published": about["published"],
        "evidence": claim["evidence"]["text"],
        "state": state,
        "doubts": claim["doubts"],
    }
