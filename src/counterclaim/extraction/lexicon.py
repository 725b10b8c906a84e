"""The vocabulary, made ready for look-ups over tokens. Each table is built once, at its first use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from counterclaim.lang import (
    load_agents,
    load_objects,
    load_outcomes,
    load_speech,
    noun_forms,
    verb_forms,
)
from counterclaim.model import Stance
from counterclaim.text.phrases import Phrases
from counterclaim.world import Sense, World

CueRole = Literal["verb", "subject", "noun", "measure", "word", "of"]
Form = Literal["base", "third", "past", "ing", "participle", ""]


class Noun(NamedTuple):
    """A noun that names what is counted."""

    object: str
    kind: str
    plural: bool
    side: str | None = None
    of_state: bool = False
    with_side: bool = False


class Cue(NamedTuple):
    """A word that tells what happened to what is counted."""

    outcome: str
    role: CueRole
    forms: frozenset[str]
    kinds: tuple[str, ...]
    objects: tuple[str, ...]
    loser: bool
    state: bool

    def fits(self, kind: str, thing: str | None) -> bool:
        """Whether it can befall an object of this class; ``thing`` is the object's id where it is known."""
        return kind in self.kinds and (not self.objects or thing in self.objects)


class Saying(NamedTuple):
    """A verb of saying in one of its forms."""

    stance: Stance
    forms: frozenset[str]


@cache
def nouns() -> Phrases[Noun]:
    """Nouns of objects.toml, singular and plural."""
    return Phrases(_nouns())


def _nouns() -> Iterator[tuple[str, Noun]]:
    for entry in load_objects().object:
        for word in entry.nouns:
            singular, plural = noun_forms(word)
            side = plural if word.partition("|")[0] in entry.sides else None
            of_state = word.partition("|")[0] in entry.state_forces
            of_side = word.partition("|")[0] in entry.with_side
            yield plural, Noun(entry.id, entry.class_, True, side, of_state, of_side)
            if singular != plural:
                yield singular, Noun(entry.id, entry.class_, False, side, of_state, of_side)


def model_noun(model: str) -> Noun | None:
    """What a model such as "mig-29" is, by how its name begins; None where the vocabulary does not tell."""
    for entry in load_objects().object:
        if model.startswith(entry.models):
            return Noun(entry.id, entry.class_, True)
    return None


@cache
def kinds() -> dict[str, str]:
    """The class of each object."""
    return {entry.id: entry.class_ for entry in load_objects().object}


@cache
def cues() -> Phrases[tuple[Cue, ...]]:
    """Words of outcomes.toml in every form, each with all it can mean."""
    found: dict[str, dict[tuple[str, CueRole, tuple[str, ...]], Cue]] = {}
    for phrase, cue, form in _cues():
        by_role = found.setdefault(phrase, {})
        key = (cue.outcome, cue.role, cue.kinds)
        forms = (by_role[key].forms if key in by_role else frozenset()) | {form}
        by_role[key] = cue._replace(forms=forms)
    return Phrases((phrase, tuple(by_role.values())) for phrase, by_role in found.items())


def _cues() -> Iterator[tuple[str, Cue, str]]:
    for entry in load_outcomes().outcome:
        base = Cue(entry.id, "word", frozenset(), entry.for_, entry.objects, entry.loser, entry.state)
        verbs: tuple[tuple[CueRole, Iterable[str]], ...] = (("verb", entry.verbs), ("subject", entry.subject))
        for role, words in verbs:
            for word in words:
                forms = verb_forms(word)
                for form, text in zip(forms._fields, forms, strict=True):
                    yield text, base._replace(role=role), form
        others: tuple[tuple[CueRole, Iterable[str]], ...] = (
            ("noun", entry.nouns),
            ("measure", entry.measures),
            ("word", entry.words),
            ("of", entry.of),
        )
        for role, words in others:
            for word in words:
                yield word, base._replace(role=role), ""


@cache
def joins() -> dict[frozenset[str], str]:
    """What covers two outcomes named together."""
    return {frozenset(j.of): j.is_ for j in load_outcomes().join}


@cache
def sayings() -> Phrases[Saying]:
    """Verbs of saying in every form."""
    found: dict[str, Saying] = {}
    for entry in load_speech().verb:
        for word in entry.forms:
            forms = verb_forms(word)
            for form, text in zip(forms._fields, forms, strict=True):
                known = found.get(text)
                found[text] = Saying(entry.stance, (known.forms if known else frozenset()) | {form})
    return Phrases(found.items())


@cache
def givings() -> Phrases[frozenset[str]]:
    """Verbs that attribute only with a figure noun after them, in every form."""
    found: dict[str, set[str]] = {}
    for word in load_speech().giving.forms:
        forms = verb_forms(word)
        for form, text in zip(forms._fields, forms, strict=True):
            found.setdefault(text, set()).add(form)
    return Phrases((text, frozenset(forms)) for text, forms in found.items())


@cache
def according() -> Phrases[bool]:
    """What stands before a speaker; True where the speaker is passed on ("citing")."""
    speech = load_speech()
    return Phrases((p, p in speech.according.citing) for p in speech.according.phrases)


@cache
def hearsay() -> Phrases[Stance]:
    """Attribution to nobody, with the stance it gives."""
    speech = load_speech()
    entries: list[tuple[str, Stance]] = [(p, "reported") for p in speech.hearsay.phrases]
    entries += [(p, "estimated") for p in speech.hearsay.beliefs]
    return Phrases(entries)


@cache
def heads() -> Phrases[bool]:
    """Common nouns that can speak; True in the plural."""
    return Phrases(
        (form, form != noun_forms(word)[0]) for word in load_agents().heads for form in noun_forms(word)
    )


@cache
def titles() -> Phrases[bool]:
    """What stands before a person's name."""
    return Phrases((t, True) for t in load_agents().titles)


@cache
def sides() -> Phrases[str]:
    """Common nouns that name a side, and its id; the empty string stands for the state's own forces."""
    agents = load_agents()
    entries = [(w, s.id) for s in agents.side for w in s.words]
    return Phrases([*entries, *((w, "") for w in sorted(agents.government.words))])


@cache
def grouped() -> frozenset[str]:
    """Sides that are the report's one armed group, where it names one."""
    return frozenset(s.id for s in load_agents().side if s.group)


@cache
def links() -> Phrases[bool]:
    """What links a carrier ("figures") to its speaker ("released by")."""
    return Phrases((w, True) for w in load_speech().carriers.links)


@cache
def published() -> frozenset[str]:
    """Participles that link a carrier to its speaker ("figures released by", "figures released on Monday")."""
    return frozenset(link.partition(" ")[0] for link in load_speech().carriers.links)


@cache
def phrases(words: frozenset[str]) -> Phrases[bool]:
    """A plain word list of the vocabulary as phrases."""
    return Phrases((w, True) for w in sorted(words))


@cache
def either(*words: frozenset[str]) -> frozenset[str]:
    """Some word lists of the vocabulary as one."""
    return frozenset().union(*words)


@lru_cache(maxsize=8)
def names(world: World) -> Phrases[tuple[Sense, ...]]:
    """Names the world knows, as written."""
    return Phrases(world.names.items(), fold=False)


@lru_cache(maxsize=8)
def offices(world: World) -> Phrases[str]:
    """Institutions that every state has, without the state."""
    return Phrases(((name, office.id) for office in world.offices for name in office.names), fold=False)


@lru_cache(maxsize=8)
def name_openers(world: World) -> frozenset[str]:
    """Words that names and institutions begin with."""
    return offices(world).firsts.union(filter(opens_name, names(world).firsts))


def opens_name(word: str) -> bool:
    """Whether a name is written so; the same word in small letters is none."""
    return not word.islower() or "-" in word
