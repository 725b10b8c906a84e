"""Names in a sentence: states, their offices, people, groups, outlets, places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.lang import load_grammar, load_small_words
from counterclaim.text.clean import slug
from counterclaim.text.tokens import Token, worded
from counterclaim.world import Sense, World

_STATES = ("state", "demonym", "people", "capital", "force")
_REACH = 7
_SHORT = ("mod", "general_staff")  # ids the codebook fixes


class Mention(NamedTuple):
    """A name known beforehand.

    Attributes:
        first, last: its tokens, ``last`` exclusive.
        role: how the form names it (``world.types.Role``), or ``office``.
        id: the entity; for an office of a known state, both together (``russian_mod``).
        camp: the party it belongs to, None for one that belongs to none.
        name: for display.
    """

    first: int
    last: int
    role: str
    id: str
    camp: str | None
    name: str

    @property
    def party(self) -> str | None:
        """Whose people and equipment this name stands for."""
        if self.role in _STATES:
            return self.camp or self.id
        if self.role == "group":
            return self.camp or self.id
        return self.camp if self.role in ("leader", "office", "organisation") else None


def find_mentions(tokens: Sequence[Token], world: World) -> tuple[Mention, ...]:
    """Names in reading order, not overlapping; of two that begin together, the longer."""
    firsts = lexicon.name_openers(world)
    openings = [i for i, (_, _, text, _, _) in enumerate(tokens) if text in firsts]
    named = _named(tokens, openings, world)
    offices, done = lexicon.offices(world), 0
    openings = [i for i in openings if tokens[i].text in offices.firsts]
    if not openings:
        return tuple(named)
    taken = {k for m in named for k in range(m.first, m.last)}
    found = {m.first: m for m in named}
    for i in openings:
        hit = offices.at(tokens, i) if i >= done and i not in taken else None
        if hit is None or any(k in taken for k in range(i, hit[0])):
            continue
        office = _office(tokens, i, hit[0], hit[1], named, world)
        for k in [k for k, m in found.items() if m.first >= office.first and m.last <= office.last]:
            del found[k]
        found[office.first] = office
        done = office.last
    return tuple(found[k] for k in sorted(found))


def _named(tokens: Sequence[Token], openings: Sequence[int], world: World) -> list[Mention]:
    names, found, done = lexicon.names(world), [], 0
    for i in openings:
        hit = names.at(tokens, i) if i >= done and lexicon.opens_name(tokens[i].text) else None
        if hit:
            sense, done = _sense(tokens, i, hit[1]), hit[0]
            entity = world.entities.get(sense.id)
            name = entity.name if entity else worded(tokens[i:done])
            found.append(Mention(i, done, sense.role, sense.id, entity.camp if entity else sense.id, name))
    return found


def _sense(tokens: Sequence[Token], i: int, senses: tuple[Sense, ...]) -> Sense:
    """A capital stands for its government unless a preposition of place is before it."""
    if len(senses) == 1:
        return senses[0]
    located = i > 0 and tokens[i - 1].low in load_small_words().locatives
    wanted = "place" if located else "capital"
    return next((s for s in senses if s.role == wanted), senses[0])


def _office(
    tokens: Sequence[Token],
    first: int,
    last: int,
    office: str,
    named: list[Mention],
    world: World,
) -> Mention:
    """An office with its state before ("Russia's Defence Ministry") or after ("Ministry of Defence of Russia")."""
    small, before = load_small_words(), first - 1
    while before >= 0 and (
        tokens[before].low in load_grammar().possessive or tokens[before].low in load_grammar().of_the_state
    ):
        before -= 1
    owner = next((m for m in named if m.last == before + 1 and m.role in _STATES), None)
    begin, end = (owner.first, last) if owner else (first, last)
    if owner is None and last < len(tokens) and tokens[last].low in small.office_links:
        owner, end = _owner_after(tokens, last, named, world)
        end = end if owner else last
    adjective = world.entities[owner.id].adjective if owner and owner.id in world.entities else None
    text = worded(tokens[begin:end])
    called = _called(office, tokens[first:last])
    if owner is None:
        return Mention(first, last, "office", slug(text), None, text)
    return Mention(begin, end, "office", f"{adjective or owner.id}_{called}", owner.camp or owner.id, text)


def _capital_of(tokens: Sequence[Token], seat: Mention, world: World) -> str | None:
    """The state whose capital a place is ("the defence ministry in Ankara")."""
    senses = world.names.get(" ".join(t.text for t in tokens[seat.first : seat.last]), ())
    return next((s.id for s in senses if s.role == "capital"), None)


def _called(office: str, words: Sequence[Token]) -> str:
    """The office's own id where the words hold it or it is an abbreviation; else the words (codebook, section 6)."""
    name = slug(" ".join(w.text for w in words))
    short = office in _SHORT or (len(words) == 1 and words[0].text.isupper())
    return office if short or set(office.split("_")) <= set(name.split("_")) else name


def _owner_after(
    tokens: Sequence[Token], last: int, named: list[Mention], world: World
) -> tuple[Mention | None, int]:
    """ "… of the Armed Forces of Ukraine", "… of the Ukrainian Armed Forces", "… of Russia"."""
    small, offices = load_small_words(), lexicon.offices(world)
    i = last
    while i < min(len(tokens), last + _REACH):
        owner = next((m for m in named if m.first == i and m.role in _STATES), None)
        seat = next((m for m in named if m.first == i and m.role == "place"), None)
        if seat and (state := _capital_of(tokens, seat, world)):
            return seat._replace(role="capital", id=state, camp=state), seat.last
        if owner:
            following = offices.at(tokens, owner.last)
            return owner, following[0] if following else owner.last
        hit = offices.at(tokens, i)
        if hit:
            i = hit[0]
        elif tokens[i].low in small.office_links or tokens[i].low in small.articles:
            i += 1
        else:
            break
    return None, last
