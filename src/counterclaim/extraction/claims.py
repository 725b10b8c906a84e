"""The one way in: the claims of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from counterclaim.extraction import lexicon
from counterclaim.extraction.attribution import attributions
from counterclaim.extraction.behind import Behind, behind
from counterclaim.extraction.floor import Floor
from counterclaim.extraction.counted import Counted, counted, is_rate
from counterclaim.extraction.course import Course, campaign_of, group_of, home_of, is_armed
from counterclaim.extraction.happening import GOES_WITH, MEASURED, SPOKEN_OF, Happened
from counterclaim.extraction.outcome import happened
from counterclaim.extraction.place import Located, named_places, place
from counterclaim.extraction.reading import Count, Reading, read_sentences
from counterclaim.extraction.spoken import spoken_of
from counterclaim.extraction.sides import Sided, actor, party
from counterclaim.extraction.window import Timed, began_of, remember_time, scope_of, window
from counterclaim.lang import load_small_words
from counterclaim.model import Claim, Document, Ground, Place, Span, Statistic, Value
from counterclaim.model.codec import claim_id
from counterclaim.world import Dossier, World, with_dossier

_DAYS = {"day": 1, "week": 7, "month": 30.4375, "year": 365.25}


def extract_claims(document: Document, world: World, dossier: Dossier | None) -> tuple[Claim, ...]:
    """Every quantitative claim of a document, in the order of its text.

    Pure and deterministic: the same document, world and dossier give the same claims.

    Args:
        document: what ``ingest.understand`` made of a report.
        world: built-in knowledge.
        dossier: what is known of the event beforehand, or None.
    """
    if document.declined:
        return ()
    whole = with_dossier(world, dossier)
    readings = list(read_sentences(document, whole))
    course = Course(document, whole, dossier, campaign_of(document, dossier))
    course.lead_place = _lead_place(readings, course)
    course.home = home_of(readings, course.lead_place, course)
    course.group = group_of(readings)
    course.armed = dossier is not None or is_armed(readings)
    course.scope = scope_of(readings, course)
    course.began = began_of(readings, document.published.day) if dossier is None else None
    floor = Floor()
    for reading in readings:
        found = list(_of_sentence(reading, course, floor))
        if found:
            course.claims.extend(found)
            course.claims_at = reading.index
        _remember(reading, course)
    return tuple(_dated_below(claim, course) for claim in course.claims)


def _dated_below(claim: Claim, course: Course) -> Claim:
    """A headline's figure has the window of the same figure below it, unless the headline speaks of something new."""
    if claim.segment != "headline" or claim.window.kind != "unknown" or claim.number is None:
        return claim
    if set(claim.evidence.text.lower().split()) & load_small_words().fresh:
        return claim
    for other in course.claims:
        same = other.number and other.number.text == claim.number.text and other.outcome == claim.outcome
        if same and other.segment != "headline" and other.window.kind != "unknown":
            ground = Ground("window", "as the same figure below the headline", other.number)
            kept = tuple(g for g in claim.grounds if g.field != "window")
            return replace(claim, window=replace(other.window, basis="context"), grounds=(*kept, ground))
    return claim


def _of_sentence(reading: Reading, course: Course, floor: Floor) -> Iterator[Claim]:
    said = attributions(reading, floor)
    for attribution in said:
        floor.heard(attribution, reading)
    remember_time(reading, {t for a in said for t in a.times}, course)
    things = [(count, counted(reading, count)) for count in reading.counts]
    happenings = happened(reading, things)
    before: Claim | None = None
    happenings = [h or spoken_of(reading, c, t, course) for (c, t), h in zip(things, happenings, strict=True)]
    for (count, thing), happening in zip(things, happenings, strict=True):
        if happening is None or not _contestable(reading, count, thing, happening):
            continue
        who = behind(reading, count.figure.first, said, floor, course.document.outlet)
        claim = _claim(reading, count, thing, happening, who, before, course)
        before = claim
        if claim.party and claim.actor and claim.party != claim.actor and claim.object == "personnel":
            course.foes.setdefault(claim.actor, claim.party)
            course.foes.setdefault(claim.party, claim.actor)
        yield claim


def _contestable(reading: Reading, count: Count, thing: Counted, happening: Happened) -> bool:
    """Not the lone "one" of a story, nor a vague "many"."""
    word = reading.text(count.figure.first, count.figure.last).lower()
    if word == "one":
        return thing.noun is not None or happening.right and happening.first == count.figure.after
    return True


def _clause(reading: Reading, count: Count) -> tuple[int, int]:
    """The stretch around a figure up to a semicolon, a contrast, or a comma with a subject and verb of its own."""
    tokens, small = reading.tokens, load_small_words()
    first, last = 0, len(tokens)
    for i, token in enumerate(tokens):
        ends = token.text == ";" or (token.low in ("while", "whereas", "but") and i > 0)
        if ends or (token.text == "," and _clause_begins(reading, i + 1)):
            if i < count.hedged.first:
                first = i + 1
            elif i >= count.figure.after:
                last = min(last, i)
    return (
        (first, last)
        if any(t.low not in small.conjunctions for t in tokens[first:last])
        else (0, len(tokens))
    )


def _clause_begins(reading: Reading, i: int) -> bool:
    """A name or pronoun with an auxiliary or verb of saying right after it."""
    tokens, small = reading.tokens, load_small_words()
    if i < len(tokens) and tokens[i].low in ("and", "but"):
        i += 1
    if i < len(tokens) and tokens[i].low in small.articles:
        i += 1
    mention = reading.mention_at(i)
    if mention is None and not (i < len(tokens) and tokens[i].low in small.pronouns):
        return False
    end = mention.last if mention else i + 1
    following = tokens[end : end + 2]
    return any(t.low in small.auxiliaries for t in following[:1]) or (
        len(following) == 2 and following[1].low in small.auxiliaries and following[0].kind == "word"
    )


def _claim(
    reading: Reading,
    count: Count,
    thing: Counted,
    happening: Happened,
    who: Behind,
    before: Claim | None,
    course: Course,
) -> Claim:
    document, text = course.document, course.document.text
    tokens = reading.tokens
    number = Span(tokens[count.figure.first].start, tokens[count.figure.last - 1].end, "")
    number = Span(number.start, number.end, text[number.start : number.end])
    evidence = Span(reading.start, reading.end, text[reading.start : reading.end])
    clause = _clause(reading, count)
    side = party(reading, count, thing, happening, who.claimant.camp, course)
    same = _goes_back(reading, thing, happening, before, course)
    if side is None and same and same.party:
        side = Sided(same.party, "as the figure before it")
    doer = actor(reading, happening, who.claimant.camp, course)
    object_ = _object(count, thing, side, same, _measured_object(reading, thing, happening), course)
    timed = _as_before(before, happening) or window(
        reading,
        count,
        thing,
        happening,
        who.times,
        clause,
        side.party if side else None,
        who.claimant.id,
        course,
    )
    whole_war = (
        timed.window.basis == "dossier"
        and course.dossier is not None
        and timed.window.start == course.dossier.start
    )
    where = place(reading, count, clause, course, whole_war)
    outcome = happening.outcome
    if outcome == "taken" and side and where and course.contained(where.place.id, side.party):
        outcome = "retaken"
    earlier = _same_figure(reading, count, number.text, timed, side, course)
    if earlier:
        side = side or (Sided(earlier.party, "as where the figure stands first") if earlier.party else None)
        object_ = earlier.object or object_
        timed = timed._replace(window=earlier.window, reason="as where the figure stands first")
        if earlier.place and (
            where is None or where.at is None or course.entity_kind(where.place.id) == "state"
        ):
            where = Located(earlier.place, "as where the figure stands first", None)
    value = _value(reading, count, thing, happening)
    span = lambda at: None if at is None else _span(reading, at, text)  # noqa: E731
    grounds = [
        Ground("outcome", happening.reason, span((happening.first, happening.last))),
        Ground("claimant", who.reason, span(who.cue)),
        Ground("window", timed.reason, span(timed.at)),
    ]
    if count.hedged.cue:
        grounds.append(Ground("value", "the hedge with the figure", span(count.hedged.cue)))
    if thing.head:
        grounds.append(Ground("object", "the noun counted", span(thing.head)))
    if side:
        grounds.append(Ground("party", side.reason, span(side.at)))
    if where:
        grounds.append(Ground("place", where.reason, span(where.at)))
    if doer:
        grounds.append(Ground("actor", doer.reason, span(doer.at)))
    return Claim(
        id=claim_id(
            document.id, "quantity", number.start, number.end, object_, outcome, side.party if side else None
        ),
        kind="quantity",
        document=document.id,
        source=document.source,
        number=number,
        evidence=evidence,
        value=value,
        object=object_,
        outcome=outcome,
        party=side.party if side else None,
        actor=doer.party if doer else None,
        event=None,
        place=where.place if where else None,
        window=timed.window,
        stated=None,
        claimant=who.claimant,
        relays=who.relays,
        voice=who.voice,
        stance=who.stance,
        segment=reading.segment,
        doubts=count.figure.doubts,
        grounds=tuple(sorted(grounds, key=lambda g: g.field)),
    )


def _span(reading: Reading, at: tuple[int, int], text: str) -> Span:
    start, end = reading.tokens[at[0]].start, reading.tokens[at[1] - 1].end
    return Span(start, end, text[start:end])


def _as_before(before: Claim | None, happening: Happened) -> Timed | None:
    """A part, or an item of a list, has the window of the figure it goes with."""
    if (
        before is None
        or before.window.kind == "unknown"
        or happening.reason not in GOES_WITH
    ):
        return None
    return Timed(before.window, "as the figure before it")


def _same_figure(
    reading: Reading, count: Count, text: str, timed: Timed, side: Sided | None, course: Course
) -> Claim | None:
    """The claim above that a bare repetition of its figure goes back to ("these 20,000 deaths").

    A round small number may stand for many things: only a figure of four digits or more, or one with "these".
    """
    if reading.segment != "body" or not (timed.window.kind == "unknown" or timed.window.basis == "context"):
        return None
    back = count.hedged.first and reading.tokens[count.hedged.first - 1].low in load_small_words().anaphors
    if not back and sum(c.isdigit() for c in text) < 4:
        return None
    return course.same_figure(text, side.party if side else None)


def _goes_back(
    reading: Reading, thing: Counted, happening: Happened, before: Claim | None, course: Course
) -> Claim | None:
    """The claim before, where this one leaves out what it counts ("… and six others wounded", "of these, 29 were
    downed") or goes with it in a list or as its part."""
    if happening.reason == SPOKEN_OF:
        return course.claims[-1]
    small = load_small_words()
    others = bool(thing.head) and all(
        t.low in small.others for t in reading.tokens[thing.head[0] : thing.head[1]]
    )
    elided = thing.noun is None or others
    if before is None:
        opening = {t.low for t in reading.tokens[:2]}
        back = elided and (thing.anaphor or opening & small.anaphors)
        return course.claims[-1] if back and course.claims else None
    shared = happening.reason in GOES_WITH
    if shared and (
        elided or thing.noun and (thing.noun.kind == "equipment" or thing.noun.object == "personnel")
    ):
        return before
    if before and before.kind != "quantity":
        return None
    kind = lexicon.kinds().get(before.object or "", "people")
    fits = any(
        c.outcome == happening.outcome and kind in c.kinds
        for c in reading.cues.get(happening.first, (0, ()))[1]
    )
    gone = before.object in ("child", "woman", "family", "body")
    return before if elided and fits and not gone else None


def _object(
    count: Count,
    thing: Counted,
    side: Sided | None,
    same: Claim | None,
    measured: str | None,
    course: Course,
) -> str:
    if count.figure.unit and count.figure.unit.isupper():
        return "money"
    names_outcome = bool(thing.outcome) and thing.noun is not None and thing.noun.object == "people"
    if thing.noun and not names_outcome and not (same and same.object and thing.noun.object == "people"):
        armed = (
            side is not None
            and side.role in ("group", "side", "force", "office")
            and thing.noun.object == "people"
        )
        return "personnel" if armed else thing.noun.object
    if side and side.role in ("group", "side", "force"):
        return "personnel"
    if same and same.object:
        return same.object
    if measured:
        return measured
    if side is None:
        return "people"
    civil = side.role in ("demonym", "people") and not (
        course.dossier and side.party in course.dossier.opponents
    )
    return "people" if civil else "personnel"


def _measured_object(reading: Reading, thing: Counted, happening: Happened) -> str | None:
    """ "the number of Russian soldiers killed … averaged 1,500": the noun stands with what is measured."""
    if thing.noun is not None or happening.reason != MEASURED:
        return None
    for i in range(happening.first, max(-1, happening.first - 4), -1):
        if i in reading.nouns and reading.nouns[i][1].kind == "people":
            return reading.nouns[i][1].object
    return None


def _value(reading: Reading, count: Count, thing: Counted, happening: Happened) -> Value:
    figure, hedged = count.figure, count.hedged
    statistic: Statistic = "share" if figure.unit == "percent" else "total"
    low, high = hedged.low, hedged.high
    small = load_small_words()
    before = [t.low for t in reading.tokens[max(0, hedged.first - 3) : hedged.first]]
    if period := is_rate(reading, thing):
        statistic = "rate_per_day"
        if period != "day":
            low, high = (None if v is None else round(v / _DAYS[period], 4) for v in (low, high))
    elif set(before) & small.means:
        statistic = "mean"
    elif set(before[-2:]) & small.peaks:
        statistic = "peak"
    words = reading.text(hedged.first, hedged.last)
    return Value(low, high, hedged.qualifier, words, statistic, figure.unit)


def _lead_place(readings: list[Reading], course: Course) -> Place | None:
    for reading in readings:
        if reading.segment in ("body", "standfirst"):
            found = named_places(reading, course)
            return found[0].place if found else None
    return None


def _remember(reading: Reading, course: Course) -> None:
    found = named_places(reading, course)
    if found:
        campaign = course.campaign.place if course.campaign else None
        about = [f for f in found if course.contained(f.place.id, campaign)] or found
        course.place, course.place_at = about[0].place, (reading.block, reading.index)
    fighting = course.dossier.opponents if course.dossier else {}
    sides = {m.party for m in reading.mentions if m.party in fighting}
    course.topic = sides.pop() if len(sides) == 1 else None
