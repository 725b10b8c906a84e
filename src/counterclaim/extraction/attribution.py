"""Who stands behind a figure: the attributions of a sentence, their reach, and what earlier sentences lend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from counterclaim.extraction import lexicon
from counterclaim.extraction.reading import Reading
from counterclaim.extraction.naming import Speaker
from counterclaim.extraction.speakers import speaker_after, speaker_before
from counterclaim.lang import load_agents, load_small_words, load_speech
from counterclaim.model import Agent, Stance, Voice

UNNAMED = Agent("unnamed", "unnamed")
NARRATOR = Agent("narrator", "narrator")


class Attribution(NamedTuple):
    """Somebody is said to say what stands from token ``first`` to ``last``.

    Attributes:
        relays: who passed it on, nearest to the reader first.
        cue: tokens of the words of attribution.
        leading: it stands before what is said, not after or around it.
        times: time expressions that date the saying.
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


class Behind(NamedTuple):
    """Who is behind one figure.

    Attributes:
        reason: in words; ``cue`` the tokens that say so, None where an earlier sentence does.
        times: tokens at which time expressions begin that date the saying, not the count.
    """

    claimant: Agent
    relays: tuple[Agent, ...]
    voice: Voice
    stance: Stance
    reason: str
    cue: tuple[int, int] | None
    times: frozenset[int] = frozenset()


@dataclass(slots=True)
class Floor:
    """Who has spoken so far in one document; grows as its sentences are read in order."""

    agents: list[tuple[Agent, bool | None]] = field(default_factory=list)
    last: Attribution | None = None
    last_at: tuple[int, int] = (-1, -1)
    quote: dict[int, Attribution] = field(default_factory=dict)

    def heard(self, attribution: Attribution, reading: Reading) -> None:
        """A new attribution; those in quotations speak for the whole of them."""
        if attribution.agent.id != UNNAMED.id:
            self.agents.append((attribution.agent, attribution.person))
            self.last, self.last_at = attribution, (reading.block, reading.index)
        for i in range(attribution.first, attribution.last):
            if reading.quotes[i] >= 0:
                self.quote.setdefault(reading.quotes[i], attribution)

    def resolve(self, speaker: Speaker) -> Agent | None:
        """Who a pronoun or "the group" goes back to; the phrase's own words where nothing before fits."""
        if not speaker.back:
            return self._fuller(speaker.agent) if speaker.agent else None
        agents = load_agents()
        generic = speaker.back in agents.generic_bodies or speaker.back in agents.classes_of_persons
        if speaker.agent:
            for agent, _ in reversed(self.agents):
                if speaker.agent.id in agent.id or set(speaker.back.split()) <= set(
                    agent.name.lower().split()
                ):
                    return agent
        for agent, person in reversed(self.agents):
            if speaker.back in ("he", "she") and person is not False and (person or self._unlike_body(agent)):
                return agent
            if speaker.back in ("it", "they") and person is not True:
                return agent
            if generic and speaker.person == bool(person) and not agent.id.endswith("s"):
                return agent
        if speaker.agent is None and self.agents and speaker.back != "i":
            return self.agents[-1][0]
        return speaker.agent

    def _fuller(self, agent: Agent) -> Agent:
        """A surname alone is the person named in full before."""
        for known, person in self.agents:
            if person is not False and known.id != agent.id and known.id.endswith("_" + agent.id):
                return known
        return agent

    @staticmethod
    def _unlike_body(agent: Agent) -> bool:
        return "_" in agent.id


def attributions(reading: Reading, floor: Floor) -> list[Attribution]:
    """The attributions of a sentence in the order of their cues; what pronouns stand for is looked up."""
    found: list[Attribution] = []
    for make in (_by_verbs, _by_phrases, _by_marks):
        for attribution in make(reading, floor):
            if not any(_overlaps(attribution.cue, known.cue) for known in found):
                found.append(attribution)
    found.sort(key=lambda a: a.cue)
    return [_bounded(reading, a, found) for a in found]


def _overlaps(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _bounded(reading: Reading, one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """A leading attribution ends where another speaker's clause begins beside it; a trailing one begins after the
    attribution before it."""
    tokens, small = reading.tokens, load_small_words()
    first, last = one.first, one.last
    for other in found:
        if other is one:
            continue
        if one.leading and other.leading and other.cue[0] > one.cue[0]:
            before = other.cue[0] - 1
            if before >= 0 and (
                tokens[before].low in small.contrasts - {"as", "with"} or tokens[before].text in (";", ",")
            ):
                last = min(last, other.cue[0])
        if not one.leading and other.cue[1] <= one.cue[0]:
            if not other.leading:
                first = max(first, other.cue[1])
            else:
                first = max(first, _contrast_after(reading, other.cue[1], one.cue[0]))
    return one._replace(first=first, last=last)


def _contrast_after(reading: Reading, first: int, last: int) -> int:
    for i in range(last - 1, first, -1):
        if reading.tokens[i].low in ("while", "whereas", "but", ";"):
            return i
    return 0


def _by_verbs(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    tokens, speech = reading.tokens, load_speech()
    verbs = {i: (after, saying.stance, saying.forms) for i, (after, saying) in reading.sayings.items()}
    for i in range(len(tokens)):
        giving = lexicon.givings().at(tokens, i)
        if giving and any(t.low in speech.giving.nouns for t in tokens[giving[0] : giving[0] + 5]):
            verbs.setdefault(i, (giving[0], "asserted", giving[1]))
    for i, (after, stance, forms) in sorted(verbs.items()):
        if reading.mention_at(i) or reading.time_at(i):
            continue
        plain = tokens[i].low in speech.plain.forms
        hearer = _hearer(reading, after) if tokens[i].low in speech.hearers.verbs else None
        cue_last = hearer[0] if hearer else after
        relays = (hearer[1],) if hearer and hearer[1] else ()
        if tokens[i].low in speech.inverted.forms and (found := _speaker_behind(reading, i, cue_last, plain)):
            if agent := floor.resolve(found):
                told = _hearer_after(reading, found.last)
                yield Attribution(
                    agent, 0, len(tokens), (i, found.last), stance, False, found.person,
                    relays or ((told,) if told else ()), _times_near(reading, i, found.last),
                )  # fmt: skip
                continue
        before = speaker_before(reading, i)
        agent = floor.resolve(before) if before else None
        if before is None or agent is None or _noun_use(reading, i, forms, before, after):
            continue
        leading = _leads(reading, before, cue_last)
        scope = (cue_last, len(tokens)) if leading else (0, len(tokens))
        times = _times_near(reading, before.first, cue_last) + (
            _times_opening(reading, before.first) if leading else ()
        )
        yield Attribution(
            agent, *scope, (before.first, cue_last), stance, leading, before.person, relays, times
        )


def _speaker_behind(reading: Reading, i: int, after: int, plain: bool) -> Speaker | None:
    """ "…, said X.": the verb follows what is said, and nothing that the speaker could say follows the speaker."""
    if i == 0 or not (reading.tokens[i - 1].text in (",", '"', "'", "-") or reading.quotes[i - 1] >= 0):
        return None
    found = speaker_after(reading, after, plain)
    if found is None:
        return None
    tokens, small = reading.tokens, load_small_words()
    following = tokens[found.last] if found.last < len(tokens) else None
    goes_on = following is not None and following.low in small.prepositions | small.joins
    closed = following is None or following.kind == "sign" or goes_on
    return (
        found
        if closed or reading.time_at(found.last) or (following and following.low in small.relatives)
        else None
    )


def _hearer(reading: Reading, after: int) -> tuple[int, Agent | None] | None:
    """ "told the BBC": the token after the hearer, and the outlet if it is one."""
    found = speaker_after(reading, after)
    if found is None:
        return None
    mention = next(
        (m for m in reading.mentions if m.first >= after and m.last <= found.last and m.role == "outlet"),
        None,
    )
    if mention:
        end = mention.last
        while end < len(reading.tokens) and reading.tokens[end].low in load_speech().hearers.words:
            end += 1
        return end, Agent(mention.id, mention.name, None)
    end = after
    while end < found.last and reading.tokens[end].low not in load_small_words().that:
        end += 1
    upper = [t for t in reading.tokens[after:end] if t.text[:1].isupper()]
    return end, found.agent if upper and found.agent and found.person is not True and len(
        upper
    ) == 1 else None


def _hearer_after(reading: Reading, i: int) -> Agent | None:
    mention = next((m for m in reading.mentions if i <= m.first <= i + 2 and m.role == "outlet"), None)
    return Agent(mention.id, mention.name, None) if mention else None


def _noun_use(reading: Reading, i: int, forms: frozenset[str], before: Speaker, after: int) -> bool:
    """No saying: "report", "claims", "count" as nouns, "the reported deaths", "a statement published on …"."""
    tokens, small = reading.tokens, load_small_words()
    previous = tokens[i - 1]
    if before.first > 1 and _compares(tokens[before.first - 2].low, tokens[before.first - 1].low):
        return True
    if previous.low in small.passive and tokens[i].low not in ("quoted", "cited"):
        return True
    ambiguous = load_speech().ambiguous
    if tokens[i].low in ambiguous.words and not _says_at_once(reading, after, ambiguous.following):
        return True
    if "past" in forms or "ing" in forms:
        carried = tokens[before.last - 1].low in load_speech().carriers.nouns
        reduced = carried and after < len(tokens) and tokens[after].low in small.prepositions
        return previous.low in small.articles or (reduced and tokens[i].low not in load_speech().plain.forms)
    if previous.low in small.articles or previous.text == "'s" or previous.low in small.prepositions:
        return True
    asked = before.first > 0 and tokens[before.first - 1].low in small.auxiliaries
    return (
        "base" in forms
        and not asked
        and not _plural_speaker(reading, before)
        and reading.segment != "headline"
    )


def _says_at_once(reading: Reading, after: int, following: frozenset[str]) -> bool:
    figure = any(c.hedged.first == after for c in reading.counts)
    return figure or (after < len(reading.tokens) and reading.tokens[after].low in following)


def _compares(second_last: str, last: str) -> bool:
    words = load_speech().comparing
    return last in words.words or (last == "as" and second_last in words.before_as)


def _plural_speaker(reading: Reading, before: Speaker) -> bool:
    word = reading.tokens[before.last - 1].low if before.last else ""
    for k in range(before.last - 1, before.first - 1, -1):
        word = reading.tokens[k].low
        if reading.tokens[k].kind == "word":
            break
    return word.endswith("s") or word in ("police", "media", "people", "they", "we", "i")


def _leads(reading: Reading, before: Speaker, after: int) -> bool:
    """Whether what is said follows ("X said that …") rather than came before ("…, X said on Monday.")."""
    tokens, small = reading.tokens, load_small_words()
    content_before = any(
        t.kind != "sign" and not reading.time_at(k) for k, t in enumerate(tokens[: before.first])
    )
    rest = [k for k in range(after, len(tokens)) if tokens[k].kind != "sign" and not reading.time_at(k)]
    if not content_before:
        return True
    if not rest or all(tokens[k].low in small.prepositions or reading.mention_at(k) for k in rest):
        return False
    opener = tokens[before.first - 1]
    stop = next(
        (
            k
            for k in range(after, len(tokens))
            if tokens[k].text in (",", ";", ".", '"') or tokens[k].text == "-"
        ),
        len(tokens),
    )
    tail = [k for k in rest if k < stop]
    said = any(tokens[k].low == "that" or k in reading.cues or k in reading.sayings for k in tail)
    counts = any(after <= c.figure.first < stop for c in reading.counts)
    if opener.text in (",", '"', "'", "-") or opener.text == "'":
        if not tail and stop < len(tokens) and any(k > stop for k in rest):
            return bool(
                tokens[stop].text == '"' and opener.text != '"' and not _figure_before(reading, before.first)
            )
        return said or counts or (len(tail) > 6 and tokens[after].low not in small.prepositions)
    if opener.low in small.contrasts or opener.low in small.that or opener.text in (";", ":"):
        return opener.low != "as" or not _figure_before(reading, before.first)
    return True


def _figure_before(reading: Reading, i: int) -> bool:
    return any(c.figure.first < i for c in reading.counts)


def _times_near(reading: Reading, first: int, last: int) -> tuple[int, ...]:
    """Time expressions within or right beside the words of attribution date the saying."""
    points = [t for t in reading.times if t.mention.kind in ("point", "vague", "clock")]
    found = [t.first for t in points if first <= t.first < last]
    small = load_small_words()
    for t in points:
        gap = reading.tokens[last : t.first]
        if (
            t.first >= last
            and len(gap) <= 1
            and all(g.low in small.prepositions or g.text == "," for g in gap)
        ):
            found.append(t.first)
    return tuple(found)


def _times_opening(reading: Reading, first: int) -> tuple[int, ...]:
    """ "On Monday, the ministry said that …": the time before the speaker dates the saying."""
    small, i = load_small_words(), first
    found = []
    while i > 0:
        if (time := reading.time_at(i - 1)) and time.mention.kind in ("point", "vague", "clock"):
            found.append(time.first)
            i = time.first
        elif time:
            return ()
        elif (
            reading.tokens[i - 1].kind == "sign"
            or reading.tokens[i - 1].low in small.prepositions | small.articles | small.conjunctions
        ):
            i -= 1
        else:
            return ()
    return tuple(found)


def _by_phrases(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    tokens = reading.tokens
    i = 0
    while i < len(tokens):
        vague = lexicon.hearsay().at(tokens, i)
        if (
            vague
            and not reading.mention_at(i)
            and not (vague[0] < len(tokens) and tokens[vague[0]].low == "by")
        ):
            yield Attribution(UNNAMED, *_hearsay_reach(reading, i), (i, vague[0]), vague[1], True)
            i = vague[0]
            continue
        hit = lexicon.according().at(tokens, i)
        found = speaker_after(reading, hit[0]) if hit else None
        agent = floor.resolve(found) if found else None
        if hit and found and agent:
            leading = not any(
                t.kind != "sign" and t.low not in load_small_words().contrasts for t in tokens[:i]
            )
            scope = (found.last, len(tokens)) if leading else (0, len(tokens))
            told = _quoted_by(reading, i)
            yield Attribution(
                agent,
                *scope,
                (i, found.last),
                "asserted",
                leading,
                found.person,
                told,
                _times_near(reading, i, found.last),
            )
            i = max(found.last, i + 1)
        elif counted := _by_count(reading, i, floor):
            yield counted
            i = counted.cue[1]
        else:
            i = hit[0] if hit else i + 1


def _by_count(reading: Reading, i: int, floor: Floor) -> Attribution | None:
    """ "by the ministry's latest figures", "by Israeli count"."""
    tokens, words = reading.tokens, load_speech().by_count
    if tokens[i].low not in words.words:
        return None
    last = next((k for k in range(i + 1, min(i + 9, len(tokens))) if tokens[k].low in words.nouns), None)
    if last is None:
        return None
    owner = next(
        (m for m in reading.mentions if i < m.first <= i + 2 and m.last <= last and m.role != "place"), None
    )
    possessive = next((k for k in range(i + 1, last) if tokens[k].text == "'s"), None)
    agent = Agent(owner.id, owner.name, owner.camp) if owner else None
    if agent is None and possessive and (found := speaker_before(reading, possessive)):
        agent = floor.resolve(found)
    if agent is None:
        return None
    leading = i == 0
    return Attribution(
        agent, last + 1 if leading else 0, len(tokens), (i, last + 1), "asserted", leading, False
    )


def _hearsay_reach(reading: Reading, i: int) -> tuple[int, int]:
    """Hearsay reaches over its own clause."""
    tokens = reading.tokens
    first, last = i, i
    while (
        first > 0
        and tokens[first - 1].text not in (";", ",")
        and tokens[first - 1].low not in ("while", "but")
    ):
        first -= 1
    while last < len(tokens) and tokens[last].text not in (";",) and tokens[last].low not in ("while", "but"):
        last += 1
    return first, last


def _quoted_by(reading: Reading, i: int) -> tuple[Agent, ...]:
    """ "Politico cited local media": who passes on what the cited one says."""
    if reading.tokens[i].low not in load_speech().according.citing or i == 0:
        return ()
    before = i - 1
    if reading.tokens[before].text == ",":
        before -= 1
    speaker = speaker_before(reading, i)
    return (speaker.agent,) if speaker and speaker.agent else ()


def _by_marks(reading: Reading, floor: Floor) -> Iterator[Attribution]:
    """Headlines: "… - Ministry", "Ministry: …"."""
    tokens = reading.tokens
    for i, token in enumerate(tokens):
        if token.text == ":" and 0 < i <= 6:
            found = speaker_before(reading, i)
            agent = floor.resolve(found) if found and found.first == 0 else None
            named = found.last - 1 if found else 0
            mention = reading.mention_at(named)
            speaks = mention is not None and mention.role in (
                "leader",
                "organisation",
                "office",
                "group",
                "outlet",
            )
            if (
                found
                and agent
                and (
                    speaks
                    or reading.segment == "headline"
                    and (mention is None and found.person is False and not tokens[named].text.isupper())
                )
            ):
                yield Attribution(agent, i + 1, len(tokens), (0, i + 1), "asserted", True, found.person)
        if (
            reading.segment == "headline"
            and token.text in ("-", ":", "|")
            and len(tokens) - i <= 7
            and i > 3
            and (token.text != "-" or tokens[i - 1].end < token.start)
        ):
            found = speaker_after(reading, i + 1)
            agent = floor.resolve(found) if found and found.last >= len(tokens) - 1 else None
            if found and agent and (reading.mention_at(i + 1) or found.person is False):
                yield Attribution(agent, 0, i, (i, found.last), "asserted", False, found.person)


def behind(
    reading: Reading, i: int, found: Sequence[Attribution], floor: Floor, outlet: Agent | None
) -> Behind:
    """Who stands behind the figure at token ``i``."""
    covering = [a for a in found if a.first <= i < a.last and not a.cue[0] <= i < a.cue[1]]
    vague = [a for a in covering if a.agent is UNNAMED]
    named = [a for a in covering if a.agent is not UNNAMED]
    quoted = reading.quotes[i] >= 0
    head = () if outlet is None else (outlet,)
    narrator = NARRATOR if outlet is None else Agent(NARRATOR.id, outlet.name, outlet.camp)
    if named:
        chain = sorted(named, key=lambda a: (a.leading, a.cue[0] if a.leading else -a.cue[0]))
        speaker = chain[-1]
        relays = tuple(a.agent for a in chain[:-1] if a.agent.id != speaker.agent.id) + speaker.relays
        stance = speaker.stance if not vague or speaker.stance != "asserted" else vague[0].stance
        times = frozenset(t for a in named for t in a.times)
        voice: Voice = "quote" if quoted else "indirect"
        return Behind(
            speaker.agent,
            _unique((*head, *relays), speaker.agent),
            voice,
            stance,
            "the words of attribution",
            speaker.cue,
            times,
        )
    if quoted and (speaker := floor.quote.get(reading.quotes[i])):
        return Behind(
            speaker.agent,
            _unique((*head, *speaker.relays), speaker.agent),
            "quote",
            "asserted",
            "the speaker of the quotation",
            None,
        )
    if vague:
        if vague[0].stance == "reported":
            return Behind(UNNAMED, head, "indirect", "reported", "hearsay without a name", vague[0].cue)
        return Behind(narrator, (), "narrator", vague[0].stance, "the publication itself", vague[0].cue)
    if (
        quoted
        and reading.segment == "body"
        and _near(reading, floor)
        and floor.last
        and _long_quote(reading, i)
    ):
        return Behind(
            floor.last.agent,
            _unique((*head, *floor.last.relays), floor.last.agent),
            "quote",
            "asserted",
            "the speaker named before",
            None,
        )
    if reading.segment == "body" and _goes_on(reading, floor) and floor.last:
        speaker = floor.last
        return Behind(
            speaker.agent,
            _unique((*head, *speaker.relays), speaker.agent),
            "narrator",
            "asserted",
            "goes on with what was attributed before",
            None,
        )
    return Behind(narrator, (), "narrator", "asserted", "no attribution: the publication itself", None)


def _unique(agents: Sequence[Agent], speaker: Agent) -> tuple[Agent, ...]:
    kept: dict[str, Agent] = {}
    for agent in agents:
        if agent.id != speaker.id:
            kept.setdefault(agent.id, agent)
    return tuple(kept.values())


def _long_quote(reading: Reading, i: int) -> bool:
    return sum(q == reading.quotes[i] for q in reading.quotes) >= 6


def _near(reading: Reading, floor: Floor) -> bool:
    return floor.last is not None and reading.index - floor.last_at[1] <= 2


def _goes_on(reading: Reading, floor: Floor) -> bool:
    """The sentence right after an attributed one, in its paragraph, that goes back to it."""
    if floor.last is None or reading.index - floor.last_at[1] != 1:
        return False
    small = load_small_words()
    opening = {t.low for t in reading.tokens[:2]}
    if floor.last_at[0] != reading.block:
        return bool(opening & small.anaphors)
    return bool(opening & (small.anaphors | small.others))
