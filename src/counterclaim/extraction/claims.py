"""The one way in: the claims of a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from counterclaim.extraction import lexicon
from counterclaim.extraction.attribution import attributions, hear_ahead
from counterclaim.extraction.behind import Behind, behind
from counterclaim.extraction.clauses import clause_of
from counterclaim.extraction.counted import Counted, counted
from counterclaim.extraction.course import Course
from counterclaim.extraction.elision import antecedent, object_of, repeated
from counterclaim.extraction.floor import UNNAMED, Floor
from counterclaim.extraction.happening import GOES_WITH, At, Happened
from counterclaim.extraction.lexicon import Noun
from counterclaim.extraction.memory import begin_course, remember, remember_time
from counterclaim.extraction.outcome import happened, is_whole
from counterclaim.extraction.place import Located, place
from counterclaim.extraction.reading import Count, Reading, read_sentences
from counterclaim.extraction.sides import party
from counterclaim.extraction.spoken import spoken_of
from counterclaim.extraction.subjects import Sided, actor
from counterclaim.extraction.timed import Timed
from counterclaim.extraction.totals import GONE_ON
from counterclaim.extraction.weight import stance_of, value_of
from counterclaim.extraction.window import window
from counterclaim.lang import load_grammar, load_small_words
from counterclaim.model import Claim, Document, Ground, Span
from counterclaim.model.codec import claim_id
from counterclaim.text.when import resolve
from counterclaim.world import Dossier, World, with_dossier

_QUOTED_ON = 5  # sentences of a quotation that are read on to its speaker
_AS_BEFORE = "as the figure before it"
_AS_FIRST = "as where the figure stands first"


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
    course = begin_course(document, whole, dossier, readings)
    floor = Floor()
    for k, reading in enumerate(readings):
        hear_ahead(readings[k : k + _QUOTED_ON], floor)
        found = list(_of_sentence(reading, course, floor))
        if found:
            course.keep(found, reading.index)
        remember(reading, course)
    return tuple(_dated_below(claim, course) for claim in course.claims)


def _dated_below(claim: Claim, course: Course) -> Claim:
    """A headline's figure has the window of the same figure below it, unless the headline tells of something new."""
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
    floor.met(reading)
    said = attributions(reading, floor)
    for attribution in said:
        floor.heard(attribution, reading)
    remember_time(reading, {t for a in said for t in a.times}, course)
    things = _things(reading)
    if not things:
        return
    before: Claim | None = None
    for (count, thing), told in zip(things, happened(reading, things, _back(reading, course)), strict=True):
        happening = told or spoken_of(reading, count, thing, course, before, said)
        at = At(reading, count, thing)
        if happening is None or not _counts(at, happening):
            continue
        who = behind(reading, count.figure.first, said, floor, course.document.outlet)
        who = _of_denied(at, happening, who, course)
        before = _claim(at, happening, who, before, course)
        course.learn_foes(before)
        yield before


def _back(reading: Reading, course: Course) -> Noun | None:
    """What was counted last, where a sentence begins by going back to it ("Of these, 29 …")."""
    if not course.claims or load_small_words().anaphors.isdisjoint(reading.words[:2]):
        return None
    last = course.claims[-1].object
    return Noun(last, lexicon.kinds()[last], True) if last in lexicon.kinds() else None


def _things(reading: Reading) -> list[tuple[Count, Counted]]:
    """Each figure with what it counts, but for the wholes that a part is given of ("28 of 31 drones"). A part that
    names nothing itself counts what its whole does ("of the 120 houses, 45 were destroyed")."""
    things: list[tuple[Count, Counted]] = []
    for count in reading.counts:
        whole = things[-1] if things else None
        if whole is None or count.figure.first >= whole[1].last:
            thing = counted(reading, count)
            if whole and not thing.noun and not thing.unlisted and is_whole(At(reading, *whole)):
                thing = thing._replace(noun=whole[1].noun)
            things.append((count, thing))
    return things


def _counts(at: At, happening: Happened) -> bool:
    """A lone "one" counts only with its noun or with what happened right after it."""
    word = at.reading.text(at.count.figure.first, at.count.figure.last).lower()
    begin = at.count.hedged.first
    if word in load_grammar().one and begin and at.reading.tokens[begin - 1].low in load_small_words().each:
        return False
    alone = word in load_grammar().one and at.thing.noun is None
    following = at.reading.tokens[at.count.figure.after : at.count.figure.after + 1]
    if at.count.figure.unit == "percent":
        before = at.reading.tokens[at.count.hedged.first - 1 : at.count.hedged.first]
        small = load_small_words()
        if any(t.low in small.compared for t in following) or any(t.low in small.risen_by for t in before):
            return False
    return not alone or (happening.right and happening.first == at.count.figure.after)


def _of_denied(at: At, happening: Happened, who: Behind, course: Course) -> Behind:
    """ "not 300 but 31": a figure that a speaker denies is not the speaker's (codebook, `stance`)."""
    if who.stance == "denied" or stance_of(at, happening, who) != "denied":
        return who
    links = (course.document.outlet,) if course.document.outlet else ()
    return who._replace(
        claimant=UNNAMED, relays=links, reason="denied: nobody is named who says so", stance="denied"
    )


def _claim(at: At, happening: Happened, who: Behind, before: Claim | None, course: Course) -> Claim:
    document, camp = course.document, who.claimant.camp
    number = _span(at, (at.count.figure.first, at.count.figure.last), document.text)
    clause = clause_of(at.reading, at.count)
    same = antecedent(at, happening, before, course)
    side = party(at, happening, camp, course)
    if side is None and same and same.party:
        side = Sided(same.party, _AS_BEFORE)
    doer = actor(at.reading, happening, camp, course)
    object_ = object_of(at, happening, side, same, course)
    timed = _as_before(at, before, happening) or window(
        at, happening, who, clause, object_, side.party if side else None, course
    )
    where = place(
        at.reading, at.count, clause, course, timed.reason == GONE_ON or course.is_whole_war(timed.window)
    )
    if earlier := repeated(at, number.text, timed, side, course):
        side = side or (Sided(earlier.party, _AS_FIRST) if earlier.party else None)
        object_ = earlier.object or object_
        timed = Timed(earlier.window, _AS_FIRST)
        vague = where is None or where.at is None or course.entity_kind(where.place.id) == "state"
        where = Located(earlier.place, _AS_FIRST, None) if earlier.place and vague else where
    outcome = _retaken(happening.outcome, side, where, course)
    side_id = side.party if side else None
    return Claim(
        id=claim_id(document.id, "quantity", number.start, number.end, object_, outcome, side_id),
        kind="quantity",
        document=document.id,
        source=document.source,
        number=number,
        evidence=Span(at.reading.start, at.reading.end, document.text[at.reading.start : at.reading.end]),
        value=value_of(at, happening, document.text),
        object=object_,
        outcome=outcome,
        party=side_id,
        actor=doer.party if doer else None,
        event=None,
        place=where.place if where else None,
        window=timed.window,
        stated=_stated(at.reading, who, document.published.day),
        claimant=who.claimant,
        relays=who.relays,
        voice=who.voice,
        stance=stance_of(at, happening, who),
        segment=at.reading.segment,
        doubts=at.count.figure.doubts,
        grounds=tuple(_grounds(at, happening, who, side, doer, timed, where, document.text)),
    )


def _as_before(at: At, before: Claim | None, happening: Happened) -> Timed | None:
    """A part, or an item of a list, has the window of the figure it goes with."""
    if before is None or before.window.kind == "unknown" or happening.reason not in GOES_WITH:
        return None
    if at.reading.time_at(at.thing.last):  # "20 on Sunday, followed by 39 on Monday"
        return None
    return Timed(before.window, _AS_BEFORE)


def _retaken(outcome: str, side: Sided | None, where: Located | None, course: Course) -> str:
    """Ground that a state takes within itself is retaken."""
    own = outcome == "taken" and side and where and course.contained(where.place.id, side.party)
    return "retaken" if own else outcome


def _stated(reading: Reading, who: Behind, anchor: date | None) -> tuple[date, date] | None:
    """When it was said, if the words of attribution tell."""
    for time in reading.times:
        found = resolve(time.mention, anchor) if time.first in who.times else None
        if found and found.start and found.end:
            return found.start, found.end
    return None


def _grounds(
    at: At,
    happening: Happened,
    who: Behind,
    side: Sided | None,
    doer: Sided | None,
    timed: Timed,
    where: Located | None,
    text: str,
) -> Iterator[Ground]:
    """How each field was found, in the order of the fields' names."""

    def ground(field: str, reason: str, tokens: tuple[int, int] | None) -> Ground:
        return Ground(field, reason, _span(at, tokens, text) if tokens else None)

    if doer:
        yield ground("actor", doer.reason, doer.at)
    yield ground("claimant", who.reason, who.cue)
    if at.thing.head:
        yield ground("object", "the noun counted", at.thing.head)
    yield ground("outcome", happening.reason, (happening.first, happening.last))
    if side:
        yield ground("party", side.reason, side.at)
    if where:
        yield ground("place", where.reason, where.at)
    if at.count.hedged.cue:
        yield ground("value", "the hedge with the figure", at.count.hedged.cue)
    yield ground("window", timed.reason, timed.at)


def _span(at: At, tokens: tuple[int, int], text: str) -> Span:
    start, end = at.reading.tokens[tokens[0]].start, at.reading.tokens[tokens[1] - 1].end
    return Span(start, end, text[start:end])
