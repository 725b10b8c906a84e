"""What a report has told so far: what later sentences of it go back to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from counterclaim.extraction import lexicon
from counterclaim.extraction.reading import Reading
from counterclaim.model import Claim, Document, Place, Window
from counterclaim.text.clean import lower
from counterclaim.world import Campaign, Dossier, Entity, World


@dataclass(slots=True)
class Course:
    """The state of reading one document, from its first sentence to the one being read.

    Attributes:
        campaign: the dossier's campaign that the report is about, by its headline or lead.
        lead_place: the smallest place named where the report says what it is about.
        group: the armed group that "the militants" are, where the report names one before all others.
        armed: it tells of soldiers and fighters, so that a state's uncounted dead may be its troops.
        foes: who fights whom, learned from the claims so far.
        home: the state whose forces "the army" and "government forces" are, where the report tells.
        topic: the party that the sentence before began with, and the object that stood with it.
    """

    document: Document
    world: World
    dossier: Dossier | None
    campaign: Campaign | None = None
    lead_place: Place | None = None
    home: str | None = None
    group: str | None = None
    armed: bool = False
    foes: dict[str, str] = field(default_factory=dict)
    topic: str | None = None
    topic_object: str | None = None
    scope: Window | None = None
    began: date | None = None
    claims_at: int = -9
    time: Window | None = None
    time_at: int = -9
    lead_time: Window | None = None
    place: Place | None = None
    place_at: tuple[int, int] = (-9, -9)
    claims: list[Claim] = field(default_factory=list)

    def opponents(self, party: str | None) -> str | None:
        """The party that this one fights first of all (the dossier's order), None where none is known."""
        foes = self.dossier.opponents.get(party, ()) if self.dossier and party else ()
        return foes[0] if foes else self.foes.get(party or "")

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

    def entity(self, id_: str) -> Entity | None:
        """What is known of an id."""
        return self.world.entities.get(id_)

    def entity_kind(self, id_: str) -> str | None:
        """What kind of thing an id names, None if that is not known."""
        entity = self.entity(id_)
        return entity.kind if entity else None


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


def home_of(readings: list[Reading], place: Place | None, course: Course) -> str | None:
    """The state whose "army", "regime" and "police" the report means: the one named with such a word, else the one
    named at least twice as often as the next, else the one that the report's place lies in."""
    governing: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for reading in readings:
        for m in reading.mentions:
            if m.camp and m.role in ("state", "demonym", "capital", "people", "office"):
                named[m.camp] += 1
                if lexicon.sides().at(reading.tokens, m.last) or m.role == "office":
                    governing[m.camp] += 1
    return _foremost(governing) or _foremost(named) or _state_of(place, course)


def group_of(readings: list[Reading]) -> str | None:
    """The armed group that is named before all others."""
    return _foremost(Counter(m.party for r in readings for m in r.mentions if m.role == "group" and m.party))


def is_armed(readings: list[Reading]) -> bool:
    """Whether a report speaks of soldiers or fighters more than in passing."""
    told = sum(noun.object == "personnel" for r in readings for _, noun in r.nouns.values())
    return told >= 2


def _foremost(named: Counter[str]) -> str | None:
    ranked = named.most_common(2)
    if not ranked or len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]:
        return None
    return ranked[0][0]


def _state_of(place: Place | None, course: Course) -> str | None:
    id_, seen = (place.id if place else None), 0
    while id_ and seen < 8:
        entity = course.entity(id_)
        if entity is None or entity.kind == "state":
            return id_ if entity else None
        id_, seen = entity.parent, seen + 1
    return None


def folded(reading: Reading) -> str:
    """The sentence in lower case, single-spaced tokens, with a space at both ends."""
    return " " + " ".join(lower(t.text) for t in reading.tokens) + " "
