"""Who has spoken so far in a report, and who "he", "it" and "the group" are."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, TypeVar

from counterclaim.extraction.naming import Speaker
from counterclaim.extraction.reading import Reading
from counterclaim.lang import load_agents, load_grammar, load_speech
from counterclaim.model import Agent, Stance

T = TypeVar("T")
UNNAMED = Agent("unnamed", "unnamed")
NARRATOR = Agent("narrator", "narrator")
_OFFICES = ("office", "organisation")


class Attribution(NamedTuple):
    """Somebody is said to say what stands from token ``first`` to ``last``.

    Attributes:
        cue: tokens of the words of attribution.
        leading: it stands before what is said, not after or around it.
        person: whether the speaker is a person; None if that is not plain.
        relays: who passed it on, nearest to the reader first.
        times: first tokens of time expressions that date the saying.
    """

    agent: Agent
    first: int
    last: int
    cue: tuple[int, int]
    stance: Stance
    leading: bool
    person: bool | None = None
    relays: tuple[Agent, ...] = ()
    times: tuple[int, ...] = ()


@dataclass(slots=True)
class Floor:
    """Who has spoken in one document; grows as its sentences are read in order.

    Attributes:
        agents: speakers, with whether each is a person, each once, in the order in which they spoke last.
        introduced: the same in the order in which they spoke first.
        last, last_at: the latest attribution, and the block and sentence it stands in.
        quotes: per quotation, the attribution it stands within.
        offices: offices of a state, each once, in the order in which they are named last.
        described: the words of the attributions to each speaker.
    """

    agents: dict[tuple[Agent, bool | None], None] = field(default_factory=dict)
    introduced: dict[tuple[Agent, bool | None], None] = field(default_factory=dict)
    last: Attribution | None = None
    last_at: tuple[int, int] = (-1, -1)
    quotes: dict[int, Attribution] = field(default_factory=dict)
    offices: dict[Agent, None] = field(default_factory=dict)
    described: dict[str, frozenset[str]] = field(default_factory=dict)

    def met(self, reading: Reading) -> None:
        """A new sentence: offices of a state that it names, whether they speak or not."""
        for m in reading.mentions:
            if m.role in _OFFICES and m.camp:
                _now_last(self.offices, Agent(m.id, m.name, m.party or m.camp))

    def heard(self, attribution: Attribution, reading: Reading) -> None:
        """A new attribution; one that reaches into a quotation holds for the whole of it."""
        if attribution.agent is not UNNAMED:
            _now_last(self.agents, (attribution.agent, attribution.person))
            self.introduced.setdefault((attribution.agent, attribution.person))
            words = {t.low for t in reading.tokens[slice(*attribution.cue)]}
            self.described[attribution.agent.id] = (
                self.described.get(attribution.agent.id, frozenset()) | words
            )
            self.last, self.last_at = attribution, (reading.block, reading.index)
        for i in range(attribution.first, attribution.last):
            if reading.quotes[i] >= 0:
                self.quotes.setdefault(reading.quotes[i], attribution)

    def resolve(self, speaker: Speaker) -> Agent | None:
        """Who a phrase means: a surname the person named in full before, a pronoun or "the group" the latest
        speaker that fits; else what the phrase itself says."""
        if not speaker.back:
            return self._in_full(speaker.agent) if speaker.agent else None
        if speaker.agent:
            return self._named_so(speaker.agent, speaker.back) or self._of_class(speaker) or speaker.agent
        return self._pronoun(speaker.back)

    def _in_full(self, agent: Agent) -> Agent:
        full = (a for a, person in self.introduced if person is not False and a.id.endswith(f"_{agent.id}"))
        return next(full, agent)

    def _named_so(self, agent: Agent, words: str) -> Agent | None:
        """The latest whose name holds the words ("the ministry": the Russian Defence Ministry)."""
        for known in chain((a for a, _ in reversed(self.agents)), reversed(self.offices)):
            if agent.id in known.id or set(words.split()) <= set(known.name.lower().split()):
                return known
        return None

    def _of_class(self, speaker: Speaker) -> Agent | None:
        """The latest that a word for a class can mean ("the group", "the spokesman"); a plural is none."""
        agents = load_agents()
        if speaker.back not in agents.generic_bodies | agents.classes_of_persons:
            return None
        fitting = (a for a, person in reversed(self.agents) if bool(person) == speaker.person)
        if speaker.person and speaker.back not in agents.generic_persons:
            fitting = (a for a in fitting if speaker.back.split()[-1] in self.described[a.id])
        carriers = load_speech().carriers.nouns
        return next((a for a in fitting if not a.id.endswith("s") and a.id not in carriers), None)

    def _pronoun(self, word: str) -> Agent | None:
        if word in load_grammar().he:
            persons = (a for a, p in reversed(self.agents) if p or (p is None and "_" in a.id))
            found = next(persons, None)
        else:
            found = next((a for a, p in reversed(self.agents) if p is not True), None)
        if found is None and self.agents and word not in load_grammar().i:
            return next(reversed(self.agents))[0]
        return found


def _now_last(order: dict[T, None], one: T) -> None:
    order.pop(one, None)
    order[one] = None
