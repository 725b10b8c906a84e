"""What the vocabulary's files may hold: one type a file, checked as the file is loaded."""

from __future__ import annotations

from typing import Literal

import msgspec

from counterclaim.model import Qualifier, Stance


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class SentenceWords(_Data, frozen=True):
    """Abbreviations whose full stop does not end a sentence."""

    before_names: frozenset[str]
    anywhere: frozenset[str]


class Words(_Data, frozen=True):
    """A plain list of words or phrases."""

    words: frozenset[str]


class Vague(_Data, frozen=True):
    """Number words without a figure."""

    plurals: frozenset[str]
    determiners: frozenset[str]
    before_scale: frozenset[str]


class Percent(_Data, frozen=True):
    """How percentages are written."""

    words: frozenset[str]
    signs: frozenset[str]


class Measure(_Data, frozen=True):
    """A unit of length or area, and its factor to the unit kept."""

    unit: str
    words: tuple[str, ...]
    factor: float


class NoneWords(_Data, frozen=True):
    """Words for zero, and what makes them something else."""

    words: frozenset[str]
    not_before: frozenset[str]


class NumberWords(_Data, frozen=True):
    """Number words, scales, currencies, units."""

    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    groups: dict[str, int]
    none: NoneWords
    vague: Vague
    shares: dict[str, float]
    currencies: dict[str, str]
    currency_words: dict[str, str]
    percent: Percent
    measure: tuple[Measure, ...]


class Hedge(_Data, frozen=True):
    """Words that make a figure a bound."""

    qualifier: Qualifier
    before: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class Reached(_Data, frozen=True):
    """Where a hedge is none: a level that was reached."""

    verbs: frozenset[str]
    words: frozenset[str]
    changes: frozenset[str]
    range_openers: frozenset[str]
    particles: frozenset[str]
    particle_words: frozenset[str]


class Hedges(_Data, frozen=True):
    """Hedges and what may stand between them and the figure."""

    fillers: tuple[str, ...]
    hedge: tuple[Hedge, ...]
    estimates: Words
    reached: Reached


ObjectClass = Literal["people", "equipment", "ground", "act", "building", "unit", "money"]


class ObjectEntry(_Data, frozen=True):
    """A thing that is counted, and the nouns that name it."""

    id: str
    class_: ObjectClass = msgspec.field(name="class")
    nouns: tuple[str, ...]
    sides: tuple[str, ...] = ()
    state_forces: tuple[str, ...] = ()
    with_side: tuple[str, ...] = ()
    models: tuple[str, ...] = ()


class Objects(_Data, frozen=True):
    """What can be counted."""

    object: tuple[ObjectEntry, ...]


class OutcomeEntry(_Data, frozen=True):
    """What can happen to it, and the words that say so; the file's head tells what each list means."""

    id: str
    for_: tuple[ObjectClass, ...] = msgspec.field(name="for")
    objects: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    state: bool = False
    loser: bool = False


class Join(_Data, frozen=True):
    """Two outcomes named together of one count, and what covers both."""

    of: tuple[str, str]
    is_: str = msgspec.field(name="is")


class Outcomes(_Data, frozen=True):
    """What can happen to what is counted."""

    outcome: tuple[OutcomeEntry, ...]
    join: tuple[Join, ...]


class BesideOthers(_Data, frozen=True):
    """What a sentence says of its count that matters beside another; the file tells what each list is for."""

    fresh: frozenset[str]
    superseded: frozenset[str]
    superseded_after: frozenset[str]
    superseded_between: tuple[str, str]
    loose: frozenset[str]
    degrees: frozenset[str]
    events: dict[str, frozenset[str]]


class SmallWords(_Data, frozen=True):
    """Small words that give a sentence its shape; the file tells what each list is for."""

    auxiliaries: frozenset[str]
    passive: frozenset[str]
    prepositions: frozenset[str]
    conjunctions: frozenset[str]
    contrasts: frozenset[str]
    relatives: frozenset[str]
    articles: frozenset[str]
    pronouns: frozenset[str]
    third_person: frozenset[str]
    possessives: frozenset[str]
    own: frozenset[str]
    carriers: frozenset[str]
    skippable: frozenset[str]
    anaphors: frozenset[str]
    parts: frozenset[str]
    others: frozenset[str]
    peaks: frozenset[str]
    means: frozenset[str]
    rates: frozenset[str]
    week_rates: frozenset[str]
    month_rates: frozenset[str]
    year_rates: frozenset[str]
    enemies: frozenset[str]
    this_operation: frozenset[str]
    this_place: frozenset[str]
    running: frozenset[str]
    measure_links: frozenset[str]
    that: frozenset[str]
    locatives: frozenset[str]
    not_acting: frozenset[str]
    place_words: frozenset[str]
    suffering: frozenset[str]
    owners: frozenset[str]
    generic_measures: frozenset[str]
    item_links: frozenset[str]
    worth: frozenset[str]
    day_of: frozenset[str]
    including: frozenset[str]
    among: frozenset[str]
    at_present: frozenset[str]
    fresh: frozenset[str]
    raised: frozenset[str]
    events: frozenset[str]
    indefinite: frozenset[str]
    occasion_links: frozenset[str]
    of_wholes: frozenset[str]
    some_fighting: frozenset[str]
    perfect: frozenset[str]
    wars: frozenset[str]
    raising: frozenset[str]
    existential: frozenset[str]
    act_links: frozenset[str]
    at_the_peak: frozenset[str]
    each: frozenset[str]
    risen_by: frozenset[str]
    givers: frozenset[str]
    compared: frozenset[str]
    totals: frozenset[str]
    office_links: frozenset[str]
    not_nouns: frozenset[str]
    relative_pronouns: frozenset[str]
    since_then: frozenset[str]
    separators: frozenset[str]
    they: frozenset[str]
    openers: frozenset[str]
    within: frozenset[str]
    place_signs: frozenset[str]
    time_verbs: frozenset[str]
    joins: frozenset[str]
    inner_signs: frozenset[str]
    reached_across: frozenset[str]
    item_joins: frozenset[str]
    item_ends: frozenset[str]
    whole_war: frozenset[str]


class Future(_Data, frozen=True):
    """Words that say that nothing has happened yet, or that it is only possible."""

    words: frozenset[str]
    possible: frozenset[str]
    estimating: frozenset[str]


class SpeechVerbs(_Data, frozen=True):
    """Verbs of saying of one stance."""

    stance: Stance
    forms: tuple[str, ...]


class According(_Data, frozen=True):
    """What stands before a speaker."""

    phrases: tuple[str, ...]
    citing: frozenset[str]


class Grammar(_Data, frozen=True):
    """Function words that single rules turn on."""

    of: frozenset[str]
    by: frozenset[str]
    to: frozenset[str]
    like: frozenset[str]
    that: frozenset[str]
    within: frozenset[str]
    away: frozenset[str]
    between: frozenset[str]
    up: frozenset[str]
    together: frozenset[str]
    either: frozenset[str]
    possessive: frozenset[str]
    article: frozenset[str]
    one: frozenset[str]
    half: frozenset[str]
    tens: frozenset[str]
    number: frozenset[str]
    he: frozenset[str]
    i: frozenset[str]
    of_the_state: frozenset[str]
    whole_links: frozenset[str]
    ordinal_shares: frozenset[str]
    of_a_row: frozenset[str]
    commonest: frozenset[str]


class Carriers(_Data, frozen=True):
    """Nouns a speaker speaks through, and what links them to the speaker."""

    nouns: frozenset[str]
    links: tuple[str, ...]


class Hearsay(_Data, frozen=True):
    """Attribution to nobody."""

    phrases: tuple[str, ...]
    beliefs: tuple[str, ...]


class Giving(_Data, frozen=True):
    """Verbs that attribute only with one of these nouns after them."""

    forms: tuple[str, ...]
    nouns: frozenset[str]


class Forms(_Data, frozen=True):
    """Words in the forms they take."""

    forms: frozenset[str]


class Comparing(_Data, frozen=True):
    """Words of comparison before a speaker."""

    words: frozenset[str]
    before_as: frozenset[str]


class ByCount(_Data, frozen=True):
    """ "by the ministry's count"."""

    words: frozenset[str]
    nouns: frozenset[str]


class Hearers(_Data, frozen=True):
    """Verbs of telling, and what goes on with the name of an outlet told."""

    words: frozenset[str]
    verbs: frozenset[str]


class Ambiguous(_Data, frozen=True):
    """Forms that are nouns more often than verbs, and what follows them as verbs."""

    words: frozenset[str]
    following: frozenset[str]


class SpeakerPhrase(_Data, frozen=True):
    """The shape of a speaker's phrase."""

    prepositions: frozenset[str]
    within_names: frozenset[str]
    places: frozenset[str]
    closers: frozenset[str]
    openers: frozenset[str]
    linked_by: frozenset[str]
    name_signs: frozenset[str]
    aside_signs: frozenset[str]
    opening_signs: frozenset[str]
    breaks: frozenset[str]
    speaking_roles: frozenset[str]


class Speech(_Data, frozen=True):
    """How reports attribute."""

    verb: tuple[SpeechVerbs, ...]
    according: According
    carriers: Carriers
    hearsay: Hearsay
    around: Words
    occasions: Words
    beside: Words
    future: Future
    negation: Words
    falsehood: Words
    giving: Giving
    inverted: Forms
    plain: Forms
    comparing: Comparing
    met: Words
    by_count: ByCount
    hearers: Hearers
    ambiguous: Ambiguous
    phrase: SpeakerPhrase
    plural: Words


class Side(_Data, frozen=True):
    """A common noun that names a side by the report; ``group``: the report's one armed group, where it has one."""

    id: str
    words: tuple[str, ...]
    group: bool = True


class AgentWords(_Data, frozen=True):
    """Speakers without a name, and what stands around the names of the others."""

    heads: tuple[str, ...]
    titles: tuple[str, ...]
    deputies: frozenset[str]
    description_endings: tuple[str, ...]
    leading: frozenset[str]
    classes_of_bodies: frozenset[str]
    classes_of_persons: frozenset[str]
    generic_bodies: frozenset[str]
    generic_persons: frozenset[str]
    particles: frozenset[str]
    definite: frozenset[str]
    vague_heads: frozenset[str]
    personal: frozenset[str]
    pronouns: dict[str, str]
    side: tuple[Side, ...]
    government: Words
