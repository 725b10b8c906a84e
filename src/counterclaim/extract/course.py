"""What a report has told so far: what later sentences of it go back to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from counterclaim.extract.reading import Reading
from counterclaim.model import Claim, Document, Place
from counterclaim.text.clean import lower
from counterclaim.world import Campaign, Dossier, World


@dataclass(slots=True)
class Course:
    """The state of reading one document, from its first sentence to the one being read.

    Attributes:
        campaign: the dossier's campaign that the report is about, by its headline or lead.
        lead_place: the smallest place named where the report says what it is about.
        home: the state whose forces "the army" and "government forces" are, where the report tells.
        topic: the party that the sentence before began with, and the object that stood with it.
    """

    document: Document
    world: World
    dossier: Dossier | None
    campaign: Campaign | None = None
    lead_place: Place | None = None
    home: str | None = None
    topic: str | None = None
    topic_object: str | None = None
    place: Place | None = None
    place_at: tuple[int, int] = (-9, -9)
    claims: list[Claim] = field(default_factory=list)

    def opponents(self, party: str | None) -> str | None:
        """The party that this one fights first of all (the dossier's order), None where none is known."""
        foes = self.dossier.opponents.get(party, ()) if self.dossier and party else ()
        return foes[0] if foes else None

    def same_figure(self, text: str, party: str | None) -> Claim | None:
        """A claim above with the same figure, of the same party as far as that is known."""
        for claim in self.claims:
            if claim.number and claim.number.text == text and claim.segment != "headline":
                if party is None or claim.party is None or claim.party == party:
                    return claim
        return None

    def contained(self, place: str | None, whole: str | None) -> bool:
        """Whether a place lies in another, or in a state."""
        seen = 0
        while place and seen < 8:
            if place == whole:
                return True
            entity = self.entity(place)
            place, seen = (entity.parent if entity else None), seen + 1
        return False

    def entity(self, id_: str):  # type: ignore[no-untyped-def]
        """What is known of an id."""
        return self.world.entities.get(id_)


def campaign_of(document: Document, dossier: Dossier | None) -> Campaign | None:
    """The campaign named in the headline or in the first paragraph."""
    if dossier is None:
        return None
    heads = [s for s in document.segments if s.kind in ("headline", "standfirst")]
    body = [s for s in document.segments if s.kind == "body"][:2]
    opening = " ".join(document.text[s.start : s.end] for s in (*heads, *body))
    found = Counter({c.id: opening.count(m) for c in dossier.campaigns for m in c.mentions if m in opening})
    best = found.most_common(1)
    return next((c for c in dossier.campaigns if best and c.id == best[0][0]), None)


def home_of(readings: list[Reading]) -> str | None:
    """The state named most, if it is named at least twice as often as the next: whose "the army" is."""
    named = Counter(m.camp for r in readings for m in r.mentions if m.role in ("state", "demonym", "capital", "people", "office") and m.camp)
    ranked = named.most_common(2)
    if not ranked:
        return None
    if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]:
        return ranked[0][0]
    return None


def folded(reading: Reading) -> str:
    """The sentence in lower case, single-spaced tokens, with a space at both ends."""
    return " " + " ".join(lower(t.text) for t in reading.tokens) + " "
