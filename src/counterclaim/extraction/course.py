"""What a report has told so far: what later sentences of it go back to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from counterclaim.extraction import lexicon
from counterclaim.extraction.reading import Reading
from counterclaim.model import Claim, Document, Place, Window
from counterclaim.world import Campaign, Dossier, Entity, World

_STATE_ROLES = ("state", "demonym", "capital", "people", "office")
_DEEPEST = 8


@dataclass(slots=True)
class Course:
    """The state of reading one document, from its first sentence to the one being read.

    Attributes:
        campaign: the dossier's campaign that the report is about, by its headline or opening.
        lead_place: the first place named where the report says what it is about.
        home: the state whose "army", "regime" and "police" the report means.
        group: the armed group that "the militants" are, where the report names one before all others.
        armed: it tells of soldiers and fighters, so that a state's uncounted dead may be its troops.
        foes: who fights whom, learned from the claims so far.
        topic: the only belligerent that the sentence before names.
        scope: the stretch that a retrospect states for the campaign it tells of.
        began: when what its running totals count from began.
        time, time_at: the latest day that a sentence tells of, and that sentence's number.
        lead_time: the day of the event that the opening tells of.
        day: the latest day named.
        running, running_at: since when the last "since …" counts, if it is dated, and that sentence's number.
        place, place_at: the latest place named, and the block and number of that sentence.
        claims, claims_at: the claims so far, and the number of the latest sentence with one.
        below: the claims so far that stand below the headline, by their figure as written.
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
    scope: Window | None = None
    began: date | None = None
    time: Window | None = None
    time_at: int = -9
    lead_time: Window | None = None
    day: date | None = None
    running: date | None = None
    running_at: int = -9
    place: Place | None = None
    place_at: tuple[int, int] = (-9, -9)
    claims: list[Claim] = field(default_factory=list)
    claims_at: int = -9
    below: dict[str, list[Claim]] = field(default_factory=dict)

    @property
    def anchor(self) -> date | None:
        """The day that relative times count from."""
        return self.document.published.day

    def fights(self, party: str | None) -> bool:
        """Whether the dossier knows it as a belligerent."""
        return self.dossier is not None and party in self.dossier.opponents

    def opponent(self, party: str | None) -> str | None:
        """The party that this one fights first of all (the dossier's order), None where none is known."""
        foes = self.dossier.opponents.get(party, ()) if self.dossier and party else ()
        return foes[0] if foes else self.foes.get(party or "")

    def learn_foes(self, claim: Claim) -> None:
        """Who kills whose fighters fights them."""
        if claim.party and claim.actor and claim.party != claim.actor and claim.object == "personnel":
            self.foes.setdefault(claim.actor, claim.party)
            self.foes.setdefault(claim.party, claim.actor)

    def same_figure(self, text: str, party: str | None) -> Claim | None:
        """A claim above with the same figure, of the same party as far as that is known."""
        return next((c for c in self.below.get(text, ()) if party is None or c.party in (None, party)), None)

    def keep(self, found: Sequence[Claim], index: int) -> None:
        """The claims of a sentence, by its number."""
        self.claims.extend(found)
        self.claims_at = index
        for claim in found:
            if claim.number and claim.segment != "headline":
                self.below.setdefault(claim.number.text, []).append(claim)

    def last_party(self, index: int) -> str | None:
        """The party of the claim just before, for "it" and "they"."""
        return self.claims[-1].party if self.claims and index - self.claims_at <= 1 else None

    def is_whole_war(self, window: Window) -> bool:
        """A running total from the beginning of the dossier's war."""
        return self.dossier is not None and window.basis == "dossier" and window.start == self.dossier.start

    def contained(self, place: str | None, whole: str | None) -> bool:
        """Whether a place lies in another, or in a state."""
        return whole is not None and whole in self._around(place)

    def state_of(self, place: Place | None) -> str | None:
        """The state that a place lies in, None if that is not known."""
        around = self._around(place.id if place else None)
        return next((id_ for id_ in around if self.entity_kind(id_) == "state"), None)

    def _around(self, place: str | None) -> list[str]:
        chain: list[str] = []
        while place and len(chain) < _DEEPEST:
            chain.append(place)
            entity = self.entity(place)
            place = entity.parent if entity else None
        return chain

    def entity(self, id_: str) -> Entity | None:
        """What is known of an id."""
        return self.world.entities.get(id_)

    def entity_kind(self, id_: str) -> str | None:
        """What kind of thing an id names, None if that is not known."""
        entity = self.entity(id_)
        return entity.kind if entity else None


def campaign_of(document: Document, dossier: Dossier | None) -> Campaign | None:
    """The campaign that the headline and the first paragraphs name most."""
    if dossier is None:
        return None
    heads = [s for s in document.segments if s.kind in ("headline", "standfirst")]
    body = [s for s in document.segments if s.kind == "body"][:2]
    opening = " ".join(document.text[s.start : s.end] for s in (*heads, *body))
    found = Counter({c.id: sum(opening.count(m) for m in c.mentions) for c in dossier.campaigns})
    best = found.most_common(1)
    return next(
        (c for c in dossier.campaigns if best and best[0] == (c.id, found[c.id]) and found[c.id]), None
    )


def home_of(readings: Sequence[Reading], course: Course) -> str | None:
    """The state whose "army", "regime" and "police" the report means: the one named with such a word, else the one
    named at least twice as often as the next, else the one that the report's place lies in."""
    governing: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for reading in readings:
        for m in reading.mentions:
            if m.camp and m.role in _STATE_ROLES:
                named[m.camp] += 1
                if m.role == "office" or lexicon.sides().at(reading.tokens, m.last):
                    governing[m.camp] += 1
    return _foremost(governing) or _foremost(named) or course.state_of(course.lead_place)


def group_of(readings: Sequence[Reading]) -> str | None:
    """The armed group that is named before all others."""
    return _foremost(Counter(m.party for r in readings for m in r.mentions if m.role == "group" and m.party))


def is_armed(readings: Sequence[Reading]) -> bool:
    """Whether a report speaks of soldiers or fighters more than in passing."""
    return sum(noun.object == "personnel" for r in readings for _, noun in r.nouns.values()) >= 2


def _foremost(named: Counter[str]) -> str | None:
    ranked = named.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
        return None
    return ranked[0][0]
